/** One's own community: where it is today, where one wants it, the gap in words, and a step for the action plan. */

import { begin, freshId, h, problemLine, warningLine } from "../kit.js";
import { figureTable } from "../chart.js";
import { dosageFields } from "../dosage.js";

/** @typedef {{preferences: Record<string, number>, orientations: Record<string, number>}} Side */

/**
 * Whether two dosages are the same.
 * @param {Side} one
 * @param {Side} other
 */
export function isSame(one, other) {
  const flat = (/** @type {Side} */ side) => [side.preferences, side.orientations].flatMap((parts) => Object.keys(parts).sort().map((name) => `${name} ${parts[name]}`));
  return flat(one).join() === flat(other).join();
}

/** @param {any} side @returns {Side} what a view gives */
const partsOf = (side) => ({ preferences: { ...side.preferences.parts }, orientations: { ...side.orientations.parts } });

/** @param {Record<string, string>} labels */
function headCard(labels) {
  return h("header", {}, h("p", { class: "ts-kicker" }, labels.kicker), h("h3", {}, labels.title), h("p", {}, labels.intro));
}

/**
 * One of the two sides. Its fields can be set anew from outside.
 * @param {"today" | "wanted"} which
 * @param {any} side
 * @param {Record<string, string>} labels
 * @param {() => void} changed
 * @param {(() => void) | null} copy
 */
function sideFields(which, side, labels, changed, copy) {
  const titleId = freshId("side");
  const place = h("div", {});
  /** @type {{preferences: ReturnType<typeof dosageFields>, orientations: ReturnType<typeof dosageFields>}} */
  let fields;
  const fill = (/** @type {Side} */ parts) => {
    fields = {
      preferences: dosageFields({ ...side.preferences, parts: parts.preferences }, changed),
      orientations: dosageFields({ ...side.orientations, parts: parts.orientations }, changed),
    };
    place.replaceChildren(fields.preferences.node, fields.orientations.node);
  };
  fill(partsOf(side));
  const node = h(
    "section",
    { class: "ts-side", role: "group", "aria-labelledby": titleId },
    h("h4", { id: titleId }, labels[which]),
    h("p", { class: "ts-soft" }, labels[`${which}_note`]),
    copy && h("button", { type: "button", class: "ts-button ts-quiet", onclick: copy }, labels.copy),
    place,
  );
  return { node, fill, parts: () => ({ preferences: fields.preferences.parts(), orientations: fields.orientations.parts() }) };
}

/** @param {any} sides @param {import("../kit.js").Tools} tools */
function sideForm(sides, { labels, send }) {
  const stale = h("p", { class: "ts-soft ts-stale", role: "status" });
  const changed = () => {
    const now = { today: today.parts(), wanted: wanted.parts() };
    const isStale = sides.is_placed && !(isSame(now.today, partsOf(sides.today)) && isSame(now.wanted, partsOf(sides.wanted)));
    if (stale.textContent !== (isStale ? labels.changed : "")) stale.textContent = isStale ? labels.changed : "";
  };
  const today = sideFields("today", sides.today, labels, () => changed(), null);
  const copy = () => {
    wanted.fill(today.parts());
    changed();
  };
  const wanted = sideFields("wanted", sides.wanted, labels, () => changed(), copy);
  const go = (/** @type {Event} */ event) => {
    const root = /** @type {HTMLElement} */ (event.currentTarget).closest(".ts-root");
    if (root?.getAttribute("aria-busy") !== "true") send("place", { today: today.parts(), wanted: wanted.parts() }, ".ts-gap");
  };
  return h(
    "div",
    { class: "ts-sides" },
    today.node,
    wanted.node,
    h("div", { class: "ts-actions" }, h("button", { type: "button", class: "ts-button ts-primary", onclick: go }, sides.is_placed ? labels.place_again : labels.place), stale),
  );
}

/** @param {any} gap @param {import("../kit.js").Tools} tools */
function gapCard(gap, { labels, send }) {
  return h(
    "section",
    { class: "ts-gap", tabindex: "-1", "aria-label": labels.gap_title },
    h("h4", {}, labels.gap_title),
    h("ul", {}, gap.words.map((/** @type {string} */ words) => h("li", {}, words))),
    h("p", { class: "ts-soft" }, gap.moves),
    h("p", {}, labels.gap_note),
    h("details", {}, h("summary", {}, labels.table_summary), figureTable(gap.table)),
    h("p", {}, labels.to_plan_note, " ", h("strong", {}, gap.step)),
    gap.in_plan
      ? h("p", { class: "ts-note ts-is-good ts-in-plan", tabindex: "-1" }, labels.in_plan)
      : h("div", { class: "ts-actions" }, h("button", { type: "button", class: "ts-button", onclick: () => send("to_plan", {}, ".ts-in-plan") }, labels.to_plan)),
  );
}

/** @param {any} view @param {import("../kit.js").Tools} tools */
export function layout(view, tools) {
  const { labels } = tools;
  const sides = { today: view.today, wanted: view.wanted, is_placed: view.is_placed };
  const parts = /** @type {[string, any, (data: any) => HTMLElement][]} */ ([
    ["head", labels.title, () => headCard(labels)],
    ["warning", view.warning ?? "", warningLine],
    ["sides", sides, (data) => sideForm(data, tools)],
    ["problem", view.problem ?? "", problemLine],
    ["gap", view.gap, (gap) => gapCard(gap, tools)],
  ]);
  return parts.filter(([, data]) => data !== null);
}

export default {
  /** @param {any} context */
  render(context) {
    return begin(context, "own_dosage", (view, tools) => tools.regions.draw(layout(view, tools)));
  },
};
