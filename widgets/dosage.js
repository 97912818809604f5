/**
 * Dosages: a triangle for three preferences, linked sliders for five orientations, and what the mix means in words.
 *
 * The rules are those of `tisserand.domain.balance` (`dosage.whole_parts`, `Dosage.moved`, `mix_words`), written again
 * here so that the words follow the finger without asking Python; a test plays both against each other.
 *
 * @typedef {Record<string, number>} Parts whole parts by name, that sum to 100
 * @typedef {{id: string, name: string, about: string}} Named
 * @typedef {{legend: string, hint: string, names: Named[], parts: Parts, before: Parts | null, before_text: string | null,
 *            unit: string, limits: Record<string, number>, sentences: Record<string, [string, string]>,
 *            amounts: [number, string][], triangle?: string}} DosageView
 */

import { fill, freshId, group, h, svg } from "./kit.js";

export const WHOLE = 100;

/**
 * Whole parts in proportion to weights, by largest remainder; equal parts if all weights are 0.
 * @param {Parts} weights
 * @param {number} [total]
 * @returns {Parts}
 */
export function wholeParts(weights, total = WHOLE) {
  const names = Object.keys(weights);
  const whole = names.reduce((sum, name) => sum + weights[name], 0);
  const exact = Object.fromEntries(names.map((name) => [name, total * (whole > 0 ? weights[name] / whole : 1 / names.length)]));
  const parts = Object.fromEntries(names.map((name) => [name, Math.trunc(exact[name])]));
  const missing = total - names.reduce((sum, name) => sum + parts[name], 0);
  const byRemainder = [...names].sort((a, b) => parts[a] - exact[a] - (parts[b] - exact[b]));
  for (const name of byRemainder.slice(0, missing)) parts[name] += 1;
  return parts;
}

/**
 * The parts with one of them set, the others keeping their proportions.
 * @param {Parts} parts
 * @param {string} name
 * @param {number} part 0 to 100; what lies outside is brought to the nearest end
 * @returns {Parts} in the order of `parts`
 */
export function moved(parts, name, part) {
  const whole = Math.min(WHOLE, Math.max(0, Math.round(part)));
  const others = wholeParts(Object.fromEntries(Object.entries(parts).filter(([other]) => other !== name)), WHOLE - whole);
  return Object.fromEntries(Object.keys(parts).map((other) => [other, other === name ? whole : others[other]]));
}

/**
 * The view with its parts in the order of its names: what carries a view may sort the keys of its objects.
 * @template {DosageView} View
 * @param {View} view
 * @returns {View}
 */
export function inOrder(view) {
  const sorted = (/** @type {Parts} */ parts) => Object.fromEntries(view.names.map(({ id }) => [id, parts[id]]));
  return { ...view, parts: sorted(view.parts), before: view.before && sorted(view.before) };
}

/** The names, the greatest part first; equal parts in their order. @param {Parts} parts */
function ranked(parts) {
  return Object.keys(parts).sort((a, b) => parts[b] - parts[a]);
}

/**
 * The keys of the sentences for a mix of preferences: who decides, how, how it is revised.
 * @param {Parts} parts
 * @param {Record<string, number>} limits `most` and `little`, as in `mix_words`
 */
export function preferenceWords(parts, { most, little }) {
  const names = Object.keys(parts);
  const strong = names.filter((name) => parts[name] >= little);
  const [first] = ranked(parts);
  let kind = strong.length === names.length ? "balanced" : strong.join("_");
  if (strong.length === 1 || parts[first] > most) kind = first;
  return [`mix.who.${kind}`, `mix.how.${kind}`, `mix.revised.${kind}`];
}

/**
 * The keys of the sentences for a mix of orientations: what comes first, what second, narrow or spread.
 * @param {Parts} parts
 * @param {Record<string, number>} limits `narrow`, `spread` and `second`, as in `mix_words`
 */
export function orientationWords(parts, { narrow, spread, second }) {
  const [one, two] = ranked(parts);
  const words = [`mix.first.${one}`];
  if (parts[two] >= second) words.push(`mix.second.${two}`);
  if (parts[one] >= narrow) words.push("mix.narrow");
  else if (parts[one] <= spread) words.push("mix.spread");
  return words;
}

/** Where the corners of the triangle are, in the order of the preferences: left, right, top. */
export const CORNERS = [
  { x: 34, y: 246 },
  { x: 286, y: 246 },
  { x: 160, y: 34 },
];

/**
 * The point of the triangle that stands for a mix.
 * @param {Parts} parts
 */
export function pointOf(parts) {
  const shares = Object.values(parts).map((part) => part / WHOLE);
  const at = (/** @type {"x" | "y"} */ axis) => shares.reduce((sum, share, corner) => sum + share * CORNERS[corner][axis], 0);
  return { x: Math.round(at("x") * 10) / 10, y: Math.round(at("y") * 10) / 10 };
}

/**
 * The mix that a point stands for; a point outside stands for the nearest mix in the direction of the middle.
 * @param {number} x
 * @param {number} y
 * @param {string[]} names in the order of the corners
 * @returns {Parts}
 */
export function partsAt(x, y, names) {
  const [a, b, c] = CORNERS;
  const area = (b.y - c.y) * (a.x - c.x) + (c.x - b.x) * (a.y - c.y);
  const first = ((b.y - c.y) * (x - c.x) + (c.x - b.x) * (y - c.y)) / area;
  const second = ((c.y - a.y) * (x - c.x) + (a.x - c.x) * (y - c.y)) / area;
  const shares = [first, second, 1 - first - second].map((share) => Math.max(0, share));
  return wholeParts(Object.fromEntries(names.map((name, corner) => [name, shares[corner]])));
}

/** What a part is called: the last amount that it reaches. @param {number} part @param {[number, string][]} amounts */
export function amount(part, amounts) {
  return amounts.filter(([from]) => part >= from).at(-1)?.[1] ?? "";
}

/** @param {{x: number, y: number}[]} points */
const outline = (points) => points.map(({ x, y }, at) => `${at ? "L" : "M"}${x} ${y}`).join("");

/** Lines inside the triangle at a quarter, a half and three quarters of each preference. @returns {string} */
export function gridLines() {
  const mixes = [0.25, 0.5, 0.75].flatMap((share) =>
    [0, 1, 2].map((corner) => [1, 2].map((step) => [0, 1, 2].map((at) => (at === corner ? share : at === (corner + step) % 3 ? 1 - share : 0)))),
  );
  const place = (/** @type {number[]} */ mix) => pointOf(Object.fromEntries(mix.map((share, at) => [`${at}`, share * WHOLE])));
  return mixes.map((ends) => outline(ends.map(place))).join("");
}

/**
 * The triangle. It answers to mouse and finger; the fields beside it do the same with the keyboard.
 * @param {DosageView} view
 * @param {(parts: Parts, isDone: boolean) => void} change
 */
function triangle(view, change) {
  const names = view.names.map(({ id }) => id);
  const aim = svg("circle", { r: 24, class: "ts-handle-reach" });
  const handle = svg("g", { class: "ts-handle" }, aim, svg("circle", { r: 11, class: "ts-handle-dot" }), svg("circle", { r: 3.5, class: "ts-handle-eye" }));
  const before = view.before && pointOf(view.before);
  const link = svg("path", { class: "ts-triangle-way" });
  const corners = CORNERS.map(({ x, y }, at) =>
    svg(
      "text",
      { x: [4, 316, 160][at], y: at === 2 ? y - 14 : y + 26, "text-anchor": ["start", "end", "middle"][at], class: "ts-corner" },
      view.names[at].name,
    ),
  );
  const area = svg("path", { d: `${outline(CORNERS)}Z`, class: "ts-triangle-area" });
  const picture = svg(
    "svg",
    { viewBox: "0 0 320 280", class: "ts-triangle", role: "img", "aria-label": view.triangle },
    area,
    svg("path", { d: gridLines(), class: "ts-triangle-grid" }),
    corners,
    link,
    before && svg("circle", { cx: before.x, cy: before.y, r: 8, class: "ts-triangle-before" }),
    handle,
  );
  const show = (/** @type {Parts} */ parts) => {
    const { x, y } = pointOf(parts);
    handle.setAttribute("transform", `translate(${x} ${y})`);
    if (before) link.setAttribute("d", outline([before, { x, y }]));
  };
  const follow = (/** @type {PointerEvent} */ event, isDone = false) => {
    const box = picture.getBoundingClientRect();
    const [x, y] = [((event.clientX - box.left) * 320) / box.width, ((event.clientY - box.top) * 280) / box.height];
    change(partsAt(x, y, names), isDone);
  };
  let dragging = false;
  // A finger drags from the point only, so that the page still scrolls; elsewhere it taps. A mouse drags from anywhere.
  picture.addEventListener("pointerdown", (event) => {
    const target = /** @type {Node} */ (event.target);
    if (event.button !== 0 || (!handle.contains(target) && (event.pointerType !== "mouse" || target !== area))) return;
    dragging = true;
    picture.setPointerCapture(event.pointerId);
    picture.classList.add("ts-is-dragging");
    event.preventDefault();
    if (!handle.contains(target)) follow(event);
  });
  picture.addEventListener("pointermove", (event) => dragging && follow(event));
  const end = (/** @type {PointerEvent} */ event) => {
    if (!dragging) return;
    dragging = false;
    picture.classList.remove("ts-is-dragging");
    follow(event, true);
  };
  picture.addEventListener("pointerup", end);
  picture.addEventListener("pointercancel", () => {
    dragging = false;
    picture.classList.remove("ts-is-dragging");
  });
  area.addEventListener("click", (event) => /** @type {PointerEvent} */ (event).pointerType !== "mouse" && follow(/** @type {PointerEvent} */ (event), true));
  return { picture, show };
}

/**
 * A group of linked fields; for three preferences with the triangle. The one that is being changed keeps its value,
 * the others share the rest in the proportions that they had when the change began.
 * @param {DosageView} asSent
 * @param {(parts: Parts) => void} [changed]
 * @returns {{node: HTMLElement, parts: () => Parts}}
 */
export function dosageFields(asSent, changed = () => {}) {
  const view = inOrder(asSent);
  let parts = { ...view.parts };
  let base = parts;
  const isTriangle = Boolean(view.triangle);
  /** @type {Map<string, {input: HTMLInputElement, said: HTMLElement}>} */
  const fields = new Map();
  const words = h("div", { class: "ts-mix-words", "aria-live": "polite" });
  let shownWords = "";
  const show = (/** @type {string | null} */ except) => {
    for (const { id } of view.names) {
      const { input, said } = /** @type {any} */ (fields.get(id));
      const text = `${fill(view.unit, { part: parts[id] })} · ${amount(parts[id], view.amounts)}`;
      if (id !== except) input.value = String(parts[id]);
      said.textContent = text;
      if (!isTriangle) input.setAttribute("aria-valuetext", text);
    }
    shape?.show(parts);
    const keys = isTriangle ? preferenceWords(parts, view.limits) : orientationWords(parts, view.limits);
    if (keys.join() !== shownWords) {
      shownWords = keys.join();
      words.replaceChildren(
        ...keys.map((key) => {
          const [head, text] = isTriangle ? view.sentences[key] : ["", view.sentences[key].join("")];
          return h("p", {}, head && h("strong", {}, head), text);
        }),
      );
    }
  };
  const take = (/** @type {Parts} */ next, isDone = false, /** @type {string | null} */ except = null) => {
    parts = next;
    if (isDone) base = parts;
    show(except);
    changed(parts);
  };
  const shape = isTriangle ? triangle(view, take) : null;
  const rows = view.names.map(({ id, name, about }) => {
    const [inputId, aboutId] = [freshId("part"), freshId("about")];
    const said = h("span", { class: "ts-part-said", "aria-hidden": "true" });
    const input = /** @type {HTMLInputElement} */ (
      h("input", {
        type: isTriangle ? "number" : "range",
        id: inputId,
        name: id,
        min: 0,
        max: WHOLE,
        step: 1,
        inputmode: isTriangle ? "numeric" : null,
        "aria-describedby": aboutId,
        value: parts[id],
        onfocus: () => (base = parts),
        oninput: () => {
          if (input.value !== "" && Number.isFinite(input.valueAsNumber)) take(moved(base, id, input.valueAsNumber), false, id);
        },
        onchange: () => take(parts, true),
      })
    );
    fields.set(id, { input, said });
    return h(
      "div",
      { class: isTriangle ? "ts-part ts-part-number" : "ts-part ts-part-range" },
      h("label", { for: inputId }, name),
      isTriangle ? h("span", { class: "ts-part-field" }, input, h("span", { "aria-hidden": "true" }, "%")) : input,
      isTriangle ? null : said,
      h("p", { id: aboutId, class: "ts-soft ts-part-about" }, about),
    );
  });
  show(null);
  const node = group(
    view.legend,
    { class: isTriangle ? "ts-dosage ts-dosage-triangle" : "ts-dosage" },
    h("p", { class: "ts-soft" }, view.hint),
    h("div", { class: "ts-dosage-fields" }, shape?.picture, h("div", { class: "ts-parts" }, rows, view.before_text && h("p", { class: "ts-soft" }, view.before_text))),
    words,
  );
  return { node, parts: () => ({ ...parts }) };
}
