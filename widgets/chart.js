/**
 * Small pictures of figures over time: a line for the run, a band for what could have happened, dashes for the run before.
 *
 * @typedef {{low: number[], high: number[]}} Band
 * @typedef {{id: string, name: string, value: string, hint: string, description: string, top: number, top_text: string,
 *            bottom_text: string, values: number[], band: Band | null, before: number[] | null, marked: string | null}} ChartView
 */

import { freshId, h, svg } from "./kit.js";

export const HEIGHT = 100;

/** @param {number} value @param {number} top what the upper edge stands for @returns {number} how far down it is drawn */
export function down(value, top) {
  const kept = Math.min(Math.max(value, 0), top);
  return Math.round((HEIGHT - (HEIGHT * kept) / (top || 1)) * 10) / 10;
}

/** The path of a line: one step to the right for each value. @param {number[]} values @param {number} top */
export function linePath(values, top) {
  return values.map((value, at) => `${at ? "L" : "M"}${at} ${down(value, top)}`).join("");
}

/** The path around a band. @param {Band} band @param {number} top */
export function bandPath({ low, high }, top) {
  const back = low.map((value, at) => `L${at} ${down(value, top)}`).reverse();
  return `${linePath(high, top)}${back.join("")}Z`;
}

/**
 * One picture. Its words are HTML around it, so that they keep their size on a small screen.
 * @param {ChartView} chart
 * @param {{weeks: number, years: string[], starts: number[]}} time how many weeks it is wide, the names of the years, where
 *   the time before and each year begin
 */
export function smallChart(chart, { weeks, years, starts }) {
  const [titleId, descId] = [freshId("title"), freshId("desc")];
  const last = chart.values.length - 1;
  return h(
    "figure",
    { class: "ts-chart" },
    h(
      "figcaption",
      {},
      h("span", { class: "ts-chart-name" }, chart.name),
      h("strong", { class: "ts-chart-value" }, chart.value),
      h("span", { class: "ts-soft ts-chart-hint" }, chart.hint),
      chart.marked && h("span", { class: "ts-chart-mark" }, h("span", { "aria-hidden": "true" }, "◆ "), chart.marked),
    ),
    h(
      "div",
      { class: "ts-plot" },
      h("div", { class: "ts-axis", "aria-hidden": "true" }, h("span", {}, chart.top_text), h("span", {}, chart.bottom_text)),
      svg(
        "svg",
        { viewBox: `0 0 ${weeks - 1} ${HEIGHT}`, preserveAspectRatio: "none", role: "img", "aria-labelledby": titleId, "aria-describedby": descId },
        svg("title", { id: titleId }, `${chart.name}${chart.value ? `, ${chart.value}` : ""}`),
        svg("desc", { id: descId }, chart.description),
        svg("rect", { x: 0, y: 0, width: starts[1], height: HEIGHT, class: "ts-plot-before" }),
        starts.slice(1).map((start) => svg("path", { d: `M${start} 0V${HEIGHT}`, class: "ts-plot-rule" })),
        chart.band && svg("path", { d: bandPath(chart.band, chart.top), class: "ts-plot-band" }),
        chart.before && svg("path", { d: linePath(chart.before, chart.top), class: "ts-plot-past" }),
        svg("path", { d: linePath(chart.values, chart.top), class: "ts-plot-line" }),
        svg("path", { d: `M${last} ${down(chart.values[last], chart.top)}h0`, class: "ts-plot-now" }),
      ),
      h(
        "div",
        { class: "ts-plot-years", "aria-hidden": "true" },
        years.map((year, at) => {
          const name = h("span", {}, year);
          name.style.insetInlineStart = `${(100 * starts[at + 1]) / (weeks - 1)}%`;
          return name;
        }),
      ),
    ),
  );
}

/**
 * A piece of a line as it is drawn above, for the legend.
 * @param {"line" | "band" | "past" | "before"} kind
 */
export function chartKey(kind) {
  const isArea = kind === "band" || kind === "before";
  const shape = isArea ? svg("rect", { x: 1, y: 2, width: 26, height: 10, class: `ts-plot-${kind}` }) : svg("path", { d: "M1 7H27", class: `ts-plot-${kind}` });
  return svg("svg", { viewBox: "0 0 28 14", class: "ts-key", "aria-hidden": "true" }, shape);
}

/**
 * A table that scrolls by itself where it is too wide, also with the keyboard.
 * @param {{caption: string, head: string[], rows: {name: string, cells: string[]}[]}} table
 */
export function figureTable({ caption, head, rows }) {
  return h(
    "div",
    { class: "ts-scroll", tabindex: "0", role: "region", "aria-label": caption },
    h(
      "table",
      {},
      h("caption", {}, caption),
      h("thead", {}, h("tr", {}, head.map((name) => h("th", { scope: "col" }, name)))),
      h(
        "tbody",
        {},
        rows.map(({ name, cells }) => h("tr", {}, h("th", { scope: "row" }, name), cells.map((cell) => h("td", {}, cell)))),
      ),
    ),
  );
}
