/** The picture of the community: who is in it, by shape as well as by colour, and who answered whom. */

import { freshId, h, svg } from "../kit.js";
import { figureTable } from "../chart.js";

const SIZE = 400;

/**
 * The outline of a dot. Each kind has its own, so that colour only repeats it.
 * @param {string} kind
 * @param {number} x
 * @param {number} y
 * @param {number} radius
 * @returns {string} a path
 */
export function dotPath(kind, x, y, radius) {
  const point = (/** @type {number} */ dx, /** @type {number} */ dy) => `${Math.round((x + dx) * 10) / 10} ${Math.round((y + dy) * 10) / 10}`;
  const r = radius;
  if (kind === "team") return `M${point(-r, -r)}L${point(r, -r)}L${point(r, r)}L${point(-r, r)}Z`;
  if (kind === "leader") return `M${point(0, -1.3 * r)}L${point(1.3 * r, 0)}L${point(0, 1.3 * r)}L${point(-1.3 * r, 0)}Z`;
  if (kind === "silent") return `M${point(-r, 0)}L${point(r, 0)}`;
  return `M${point(-r, 0)}a${r} ${r} 0 1 0 ${2 * r} 0a${r} ${r} 0 1 0 ${-2 * r} 0Z`;
}

/**
 * How large somebody is drawn: who posts more, a little larger.
 * @param {string} kind
 * @param {number} posts
 */
export function radiusOf(kind, posts) {
  const least = { team: 6, leader: 6, regular: 5, once: 4, silent: 3 }[kind] ?? 4;
  return kind === "silent" ? least : Math.round(10 * Math.min(least + Math.sqrt(posts) * 0.7, 12)) / 10;
}

/** @param {any} dot */
function dotShape({ x, y, kind, posts, is_new }) {
  const [at, radius] = [{ x: x * SIZE, y: y * SIZE }, radiusOf(kind, posts)];
  return svg(
    "g",
    { class: is_new ? "ts-person ts-person-new" : "ts-person" },
    is_new && svg("circle", { cx: at.x, cy: at.y, r: radius + 4, class: "ts-person-ring" }),
    svg("path", { d: dotPath(kind, at.x, at.y, radius), class: `ts-person-${kind}` }),
  );
}

/** @param {any} tie @param {Map<number, any>} where */
function tieShape({ one, other, replies, is_new }, where) {
  const [from, to] = [where.get(one), where.get(other)];
  return svg("path", {
    d: `M${from.x * SIZE} ${from.y * SIZE}L${to.x * SIZE} ${to.y * SIZE}`,
    class: is_new ? "ts-tie ts-tie-new" : "ts-tie",
    "stroke-width": Math.min(1 + Math.log2(Math.max(1, replies)), 4),
  });
}

/** @param {string} kind */
function legendShape(kind) {
  const shape = {
    new: () => [svg("circle", { cx: 14, cy: 10, r: 8, class: "ts-person-ring" }), svg("path", { d: dotPath("once", 14, 10, 4), class: "ts-person-once" })],
    tie: () => svg("path", { d: "M2 10H26", class: "ts-tie", "stroke-width": 2.5 }),
    tie_new: () => svg("path", { d: "M2 10H26", class: "ts-tie ts-tie-new", "stroke-width": 2.5 }),
  }[kind];
  return svg(
    "svg",
    { viewBox: "0 0 28 20", class: "ts-key", "aria-hidden": "true" },
    shape ? shape() : svg("path", { d: dotPath(kind, 14, 10, kind === "silent" ? 4 : 6), class: `ts-person-${kind}` }),
  );
}

/**
 * @param {any} community `dots`, `ties`, `title`, `description`, `legend` and `table`
 * @param {(key: string, summary: string, ...children: any[]) => HTMLElement} foldable
 */
export function communityPicture(community, foldable) {
  const where = new Map(community.dots.map((/** @type {any} */ dot) => [dot.slot, dot]));
  const [titleId, descId] = [freshId("title"), freshId("desc")];
  return h(
    "figure",
    { class: "ts-community" },
    h("figcaption", {}, h("h4", {}, community.title), h("p", {}, community.description)),
    svg(
      "svg",
      { viewBox: `0 0 ${SIZE} ${SIZE}`, role: "img", "aria-labelledby": titleId, "aria-describedby": descId },
      svg("title", { id: titleId }, community.title),
      svg("desc", { id: descId }, community.description),
      [0.16, 0.32, 0.48].map((share) => svg("circle", { cx: SIZE / 2, cy: SIZE / 2, r: share * SIZE, class: "ts-orbit" })),
      community.ties.map((/** @type {any} */ tie) => tieShape(tie, where)),
      community.dots.map(dotShape),
    ),
    h(
      "ul",
      { class: "ts-legend" },
      community.legend.map((/** @type {any} */ item) => h("li", {}, legendShape(item.kind), h("span", {}, item.text))),
    ),
    foldable("community", community.table.summary, figureTable(community.table)),
  );
}
