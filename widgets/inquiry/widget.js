/** An inquiry: a community read step by step; each figure is predicted before it shows. */

import { begin, h, problemLine, warningLine } from "../kit.js";
import { foldsOf, stepCard, unlessBusy } from "../steps.js";

/** @param {any} head @param {import("../kit.js").Tools} tools */
function inquiryHead(head, tools) {
  return h(
    "header",
    {},
    h("p", { class: "ts-kicker" }, head.kicker),
    h("h3", { tabindex: "-1" }, head.title),
    h("div", { html: head.intro_html }),
    foldsOf(tools)("about", tools.labels.about, h("div", { html: head.about_html })),
  );
}

/** @param {any} rest @param {import("../kit.js").Tools} tools */
function inquiryFoot(rest, { labels, send }) {
  const row = h("div", { class: "ts-actions" });
  const ask = () => {
    const sure = h("button", { type: "button", class: "ts-button", onclick: (/** @type {Event} */ event) => unlessBusy(event, () => send("restart", {}, "h3")) }, labels.restart);
    row.replaceChildren(h("p", {}, labels.restart_ask), sure, h("button", { type: "button", class: "ts-button ts-quiet", onclick: () => rest_(true) }, labels.cancel));
    sure.focus();
  };
  const rest_ = (/** @type {boolean} */ back) => {
    const button = h("button", { type: "button", class: "ts-button ts-quiet", onclick: ask }, labels.restart);
    row.replaceChildren(button);
    if (back) button.focus();
  };
  if (rest.can_restart) rest_(false);
  return h(
    "footer",
    { class: "ts-inquiry-foot" },
    h("p", { class: "ts-soft" }, rest.progress),
    rest.end && h("p", { class: "ts-note ts-is-good" }, rest.end),
    rest.ahead.length ? [h("p", { class: "ts-kicker" }, labels.ahead), h("ol", { class: "ts-ahead" }, rest.ahead.map((/** @type {string} */ title) => h("li", {}, title)))] : null,
    row,
  );
}

/**
 * A step that is done folds once another one follows it: the page stays short, and nothing is lost.
 * @param {any} step
 * @param {boolean} isLast
 * @param {import("../kit.js").Tools} tools
 */
function placedStep(step, isLast, tools) {
  if (!step.is_done || isLast) return stepCard(step, tools);
  return foldsOf(tools)(`step-${step.id}`, `${step.kicker} · ${step.title} · ${step.shown?.comparison.text ?? ""}`, stepCard(step, tools));
}

/** @param {any} view @param {import("../kit.js").Tools} tools */
export function layout(view, tools) {
  const lastDone = view.steps.filter((/** @type {any} */ step) => step.is_done).at(-1);
  return /** @type {[string, any, (data: any) => HTMLElement][]} */ ([
    ["head", view.head, (head) => inquiryHead(head, tools)],
    ["warning", view.warning ?? "", warningLine],
    ...view.steps.map((/** @type {any} */ step) => [
      `step-${step.id}`,
      { step, isLast: step === lastDone },
      (/** @type {any} */ data) => placedStep(data.step, data.isLast, tools),
    ]),
    ["problem", view.problem ?? "", problemLine],
    ["foot", { progress: view.progress, end: view.end, ahead: view.ahead, can_restart: view.can_restart }, (rest) => inquiryFoot(rest, tools)],
  ]);
}

export default {
  /** @param {any} context */
  render(context) {
    return begin(context, "inquiry", (view, tools) => tools.regions.draw(layout(view, tools)));
  },
};
