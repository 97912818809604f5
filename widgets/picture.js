/**
 * Pictures of a community's figures: bars with their intervals, columns week after week, who answers whom. Each has a
 * title, a description, words beside it, and the same figures as a table.
 *
 * @typedef {{label: string, value: number, text: string, few: boolean, low: number | null, high: number | null}} Bar
 */

import { freshId, h, svg } from "./kit.js";
import { figureTable } from "./chart.js";

const SIZE = 400;
const EDGE = 24;

/** @param {number} value @param {number} top @returns {number} how far to the right, in hundredths of the width */
export function across(value, top) {
  return Math.round((1000 * Math.min(Math.max(value, 0), top)) / (top || 1)) / 10;
}

/** @param {any} picture @returns {[string, string, Node[], Record<string, string>]} ids, the two elements, and what names the picture */
function named(picture) {
  const [titleId, descId] = [freshId("title"), freshId("desc")];
  return [
    titleId,
    descId,
    [svg("title", { id: titleId }, picture.title), svg("desc", { id: descId }, picture.description)],
    { role: "img", "aria-labelledby": titleId, "aria-describedby": descId },
  ];
}

/** @param {any} picture horizontal bars; words are HTML around them, so that they keep their size on a small screen */
function barPicture(picture) {
  const [, , words, names] = named(picture);
  const rows = picture.bars.length;
  const shapes = picture.bars.map((/** @type {Bar} */ bar, /** @type {number} */ at) => {
    const y = at * 10;
    if (bar.few) return svg("path", { d: `M0 ${y + 7}H100`, class: "ts-amount-few" });
    const whisker = bar.low !== null && bar.high !== null;
    return svg(
      "g",
      {},
      svg("rect", { x: 0, y: y + 5.4, width: Math.max(across(bar.value, picture.top), 0.4), height: 3, class: "ts-amount" }),
      whisker && svg("path", { d: `M${across(bar.low ?? 0, picture.top)} ${y + 6.9}H${across(bar.high ?? 0, picture.top)}`, class: "ts-amount-span" }),
      whisker && [bar.low, bar.high].map((edge) => svg("path", { d: `M${across(edge ?? 0, picture.top)} ${y + 5.4}v3`, class: "ts-amount-span" })),
    );
  });
  const captions = h(
    "div",
    { class: "ts-amount-words", "aria-hidden": "true" },
    picture.bars.map((/** @type {Bar} */ bar) => h("p", {}, h("span", {}, bar.label), h("strong", {}, bar.text))),
  );
  const drawing = svg("svg", { viewBox: `0 0 100 ${rows * 10}`, preserveAspectRatio: "none", ...names }, words, shapes);
  const stage = h("div", { class: "ts-amount-stage" }, drawing, captions);
  stage.style.setProperty("--rows", String(rows));
  return stage;
}

/** @param {any} picture one column a week; a week that is withheld is a dashed line at the bottom */
function columnPicture(picture) {
  const [, , words, names] = named(picture);
  const count = picture.columns.length;
  const shapes = picture.columns.map((/** @type {number | null} */ value, /** @type {number} */ at) => {
    if (value === null) return svg("path", { d: `M${at + 0.15} 99H${at + 0.85}`, class: "ts-amount-few" });
    const height = across(value, picture.top);
    return svg("rect", { x: at + 0.15, y: 100 - height, width: 0.7, height, class: "ts-amount" });
  });
  return h(
    "div",
    { class: "ts-plot ts-columns" },
    h("div", { class: "ts-axis", "aria-hidden": "true" }, h("span", {}, String(picture.top)), h("span", {}, "0")),
    svg("svg", { viewBox: `0 0 ${count} 100`, preserveAspectRatio: "none", ...names }, words, shapes),
    h("div", { class: "ts-column-ends", "aria-hidden": "true" }, h("span", {}, picture.first), h("span", {}, picture.last)),
  );
}

/**
 * The outline of a dot: every group has its own, so that colour only repeats it.
 * @param {number} group from 1
 * @param {number} x
 * @param {number} y
 * @param {number} r
 * @returns {string} a path
 */
export function groupPath(group, x, y, r) {
  const corners = { 2: [4, Math.PI / 4], 3: [3, -Math.PI / 2], 4: [4, 0], 5: [6, 0], 6: [3, Math.PI / 2] }[group];
  const round = (/** @type {number} */ value) => Math.round(value * 10) / 10;
  if (!corners) return `M${round(x - r)} ${round(y)}a${r} ${r} 0 1 0 ${2 * r} 0a${r} ${r} 0 1 0 ${-2 * r} 0Z`;
  const [count, turn] = corners;
  const points = Array.from({ length: count }, (_, at) => {
    const angle = turn + (2 * Math.PI * at) / count;
    return `${round(x + 1.25 * r * Math.cos(angle))} ${round(y + 1.25 * r * Math.sin(angle))}`;
  });
  return `M${points.join("L")}Z`;
}

/** @param {any} picture dots and ties */
function peoplePicture(picture) {
  const [, , words, names] = named(picture);
  const place = (/** @type {number} */ part) => EDGE + part * (SIZE - 2 * EDGE);
  const dots = picture.dots.map((/** @type {any} */ dot) => ({ ...dot, x: place(dot.x), y: place(dot.y), r: Math.min(4 + Math.sqrt(dot.ties), 9) }));
  const line = (/** @type {any} */ { one, other, across: far }) =>
    svg("path", { d: `M${dots[one].x} ${dots[one].y}L${dots[other].x} ${dots[other].y}`, class: far ? "ts-tie-across" : "ts-tie-inside" });
  const ties = [...picture.ties].sort((/** @type {any} */ a, /** @type {any} */ b) => Number(a.across) - Number(b.across));
  return [
    svg(
      "svg",
      { viewBox: `0 0 ${SIZE} ${SIZE}`, class: "ts-people", ...names },
      words,
      ties.map(line),
      dots.map((/** @type {any} */ dot) => [
        dot.is_bridge && svg("circle", { cx: dot.x, cy: dot.y, r: dot.r + 6, class: "ts-bridge-ring" }),
        svg("path", { d: groupPath(dot.group, dot.x, dot.y, dot.r), class: `ts-group-${dot.group}` }),
      ]),
    ),
    h("ul", { class: "ts-legend" }, picture.legend.map((/** @type {any} */ item) => h("li", {}, peopleKey(item.kind), h("span", {}, item.text)))),
  ];
}

/** @param {string} kind */
function peopleKey(kind) {
  const group = Number(kind.split("-")[1]);
  const shape =
    kind === "bridge"
      ? svg("circle", { cx: 14, cy: 10, r: 8, class: "ts-bridge-ring" })
      : kind === "inside" || kind === "across"
        ? svg("path", { d: "M2 10H26", class: `ts-tie-${kind}` })
        : svg("path", { d: groupPath(group, 14, 10, 6), class: `ts-group-${group}` });
  return svg("svg", { viewBox: "0 0 28 20", class: "ts-key", "aria-hidden": "true" }, shape);
}

/**
 * @param {any} picture
 * @param {string} asTable what folds the table
 * @param {(key: string, summary: string, ...children: any[]) => HTMLElement} fold
 * @param {string} key of the fold
 */
export function pictureFigure(picture, asTable, fold, key) {
  const draw = { bars: barPicture, columns: columnPicture, people: peoplePicture }[/** @type {"bars" | "columns" | "people"} */ (picture.kind)];
  return h(
    "figure",
    { class: `ts-community-picture ts-community-picture-${picture.kind}` },
    h("figcaption", {}, h("strong", {}, picture.title), picture.kind === "people" || picture.kind === "columns" ? h("span", { class: "ts-soft" }, ` ${picture.description}`) : null),
    draw(picture),
    picture.note && h("p", { class: "ts-soft" }, picture.note),
    fold(key, asTable, figureTable(picture.table)),
  );
}
