/**
 * Where the person stands in the module: each activity with its state in words, and a way to it.
 *
 * @typedef {{key: string, anchor: string, kind: string, title: string, state: "not_begun" | "begun" | "done",
 *            state_text: string, minutes_text: string, is_next: boolean}} Step
 */
import { begin, h, problemLine, svg, warningLine } from "../kit.js";

/**
 * The share of the bar that is filled, kept within its ends.
 * @param {{done: number, total: number}} progress
 */
export function percent({ done, total }) {
  if (!total) return 0;
  return Math.round((100 * Math.min(Math.max(done, 0), total)) / total);
}

/** The shape of each state: empty ring, half, ring with a tick. */
const SHAPES = {
  not_begun: () => svg("circle", { cx: 12, cy: 12, r: 9.5, class: "ts-ring" }),
  begun: () => [svg("circle", { cx: 12, cy: 12, r: 9.5, class: "ts-ring" }), svg("path", { d: "M12 2.5a9.5 9.5 0 0 0 0 19z" })],
  done: () => [svg("circle", { cx: 12, cy: 12, r: 11 }), svg("path", { d: "M6.5 12.5l3.8 3.8 7.2-8", class: "ts-stroke" })],
};

/** @param {any} view @param {any} tools */
function head(view, { labels }) {
  const share = percent(view);
  return h(
    "header",
    {},
    h("h3", {}, labels.title),
    h("p", { class: "ts-progress-text" }, view.text),
    h(
      "div",
      {
        class: "ts-bar",
        role: "progressbar",
        "aria-label": labels.bar,
        "aria-valuemin": 0,
        "aria-valuemax": view.total,
        "aria-valuenow": view.done,
        "aria-valuetext": view.text,
      },
      svg("svg", { viewBox: "0 0 100 4", preserveAspectRatio: "none", "aria-hidden": "true", focusable: "false" }, [
        svg("rect", { width: 100, height: 4, class: "ts-bar-all" }),
        svg("rect", { width: share, height: 4, class: "ts-bar-done" }),
      ]),
    ),
    view.remaining_text ? h("p", { class: "ts-soft" }, view.remaining_text) : null,
  );
}

/** @param {Step} step @param {any} tools */
function stepLine(step, { labels, say }) {
  const missing = h("span", { class: "ts-soft", hidden: true }, labels.not_on_page);
  const go = (/** @type {Event} */ event) => {
    event.preventDefault(); // the address of the page stays: JupyterLab reads it
    const target = document.getElementById(step.anchor);
    missing.hidden = Boolean(target);
    if (!target) return say(labels.not_on_page);
    const heading = /** @type {HTMLElement} */ (target.querySelector("h3") ?? target);
    heading.tabIndex = -1;
    heading.focus({ preventScroll: true });
    const calm = matchMedia("(prefers-reduced-motion: reduce)").matches;
    target.scrollIntoView({ block: "start", behavior: calm ? "auto" : "smooth" });
  };
  return h(
    "li",
    { class: `ts-step ts-step-${step.state}`, "aria-current": step.is_next ? "step" : null },
    svg("svg", { viewBox: "0 0 24 24", class: "ts-icon", "aria-hidden": "true", focusable: "false" }, SHAPES[step.state]()),
    h(
      "div",
      {},
      h("a", { href: `#${step.anchor}`, class: "ts-step-title", onclick: go }, step.title),
      h("p", { class: "ts-soft" }, step.is_next ? h("b", {}, `${labels.next} · `) : null, `${step.kind} · ${step.minutes_text}`),
      missing,
    ),
    h("p", { class: "ts-step-state" }, step.state_text),
  );
}

export default {
  /** @param {any} context */
  render(context) {
    return begin(context, "progress", (view, tools) => {
      if (!view.activities) return tools.regions.draw([["problem", view.problem, problemLine]]);
      tools.regions.draw([
        ["warning", view.warning, warningLine],
        ["head", { done: view.done, total: view.total, text: view.text, remaining_text: view.remaining_text }, (data) => head(data, tools)],
        ["steps", view.activities, (steps) => h("ol", { class: "ts-steps" }, steps.map((/** @type {Step} */ step) => stepLine(step, tools)))],
      ]);
    });
  },
};
