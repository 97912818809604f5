/** One measure after another: a prediction asked for, then the comparison, the picture and the words. Shared by two widgets. */

import { fill, freshId, group, h, sourceList, tick } from "./kit.js";
import { figureTable } from "./chart.js";
import { pictureFigure } from "./picture.js";

/**
 * What was typed as a prediction, in the unit of the figure, or none when it is no number within the bounds.
 * @param {string} typed a comma or a point before the decimals
 * @param {{most: number, divide: number}} ask
 * @returns {number | null}
 */
export function predicted(typed, { most, divide }) {
  const text = typed.trim().replace(",", ".");
  if (!/^\d+(\.\d*)?$|^\.\d+$/.test(text)) return null;
  const value = Number(text);
  return value <= most ? value / divide : null;
}

/** Acts unless an intention is still under way. @param {Event} event @param {() => void} act */
export function unlessBusy(event, act) {
  const root = /** @type {HTMLElement} */ (event.currentTarget).closest(".ts-root");
  if (root?.getAttribute("aria-busy") !== "true") act();
}

/** Which details are open, so that they stay so when what is in them changes. @type {WeakMap<object, Set<string>>} */
const unfolded = new WeakMap();

/** @param {import("./kit.js").Tools} tools */
export function foldsOf(tools) {
  return (/** @type {string} */ key, /** @type {string} */ summary, /** @type {any[]} */ ...children) => {
    const open = unfolded.get(tools) ?? new Set();
    unfolded.set(tools, open);
    const node = h("details", { open: open.has(key), "data-fold": key }, h("summary", {}, summary), children);
    node.addEventListener("toggle", () => (/** @type {HTMLDetailsElement} */ (node).open ? open.add(key) : open.delete(key)));
    return node;
  };
}

/** @param {any} step @param {import("./kit.js").Tools} tools */
function betForm(step, { labels, send, say }) {
  const [fieldId, hintId] = [freshId("bet"), freshId("bounds")];
  const hint = h("p", { class: "ts-hint", role: "alert" });
  const field = /** @type {HTMLInputElement} */ (h("input", { type: "text", inputmode: "decimal", id: fieldId, name: "bet", autocomplete: "off", "aria-describedby": hintId }));
  const go = () => {
    const expected = predicted(field.value, step.ask);
    hint.textContent = expected === null ? fill(labels.predict_first, { most: step.ask.most }) : "";
    if (expected === null) return field.focus();
    send("predict", { step: step.id, asks: step.asks, expected }, `[data-step="${step.id}"] .ts-compared`);
  };
  field.addEventListener("keydown", (event) => {
    if (event.key === "Enter") go();
  });
  return group(
    labels.predict_legend,
    { class: "ts-bet" },
    h("label", { for: fieldId, html: step.prompt_html }),
    h("div", { class: "ts-bet-row" }, field, h("span", { "aria-hidden": "true" }, step.ask.unit)),
    h("p", { id: hintId, class: "ts-soft" }, `${fill(labels.bounds, { most: step.ask.most })} (${step.ask.unit})`),
    hint,
    h("div", { class: "ts-actions" }, h("button", { type: "button", class: "ts-button ts-primary", onclick: (/** @type {Event} */ event) => unlessBusy(event, go) }, labels.predict)),
  );
}

/** @param {any} step @param {import("./kit.js").Tools} tools */
function shownPart(step, tools) {
  const { labels } = tools;
  const fold = foldsOf(tools);
  const { comparison, picture, figures, definition, limits } = step.shown;
  return [
    h("div", { class: "ts-compared", tabindex: "-1" }, h("p", {}, h("strong", {}, comparison.text), " ", comparison.about)),
    picture && pictureFigure(picture, labels.as_table, fold, `${step.id}-picture`),
    step.reading_html && h("div", {}, h("h5", {}, labels.reading), h("div", { html: step.reading_html })),
    h("p", { class: "ts-soft" }, limits),
    fold(`${step.id}-figures`, labels.figures, figureTable(figures)),
    fold(`${step.id}-definition`, labels.definition, h("p", {}, definition)),
  ];
}

/** @param {any} step @param {import("./kit.js").Tools} tools */
function trapPart(step, tools) {
  const { labels, send } = tools;
  const { trap } = step;
  const name = freshId("trap");
  const hint = h("p", { class: "ts-hint", role: "alert" });
  const choices = trap.options.map((/** @type {any} */ option) => tick("radio", { name, value: option.id, html: option.html, checked: option.id === trap.chosen }));
  const node = h("section", { class: "ts-trap", "aria-label": labels.trap });
  const draw = () => send("draw", { step: step.id }, `[data-step="${step.id}"] .ts-draw .ts-button`);
  const go = () => {
    const chosen = /** @type {HTMLInputElement | null} */ (node.querySelector(`input[name="${name}"]:checked`));
    hint.textContent = chosen ? "" : labels.trap_first;
    if (!chosen) return /** @type {HTMLElement} */ (node.querySelector(`input[name="${name}"]`)).focus();
    send("answer", { step: step.id, option: chosen.value }, `[data-step="${step.id}"] .ts-trap-told`);
  };
  node.append(h("h5", {}, labels.trap));
  if (trap.draws) {
    node.append(
      h(
        "div",
        { class: "ts-draw" },
        h("button", { type: "button", class: "ts-button", disabled: trap.draws.is_full, onclick: (/** @type {Event} */ event) => unlessBusy(event, draw) }, trap.draws.button),
        h("p", {}, trap.draws.text),
        trap.draws.picture && pictureFigure(trap.draws.picture, labels.as_table, foldsOf(tools), `${step.id}-draws`),
      ),
    );
  }
  node.append(
    group(h("span", { html: trap.prompt_html }), { class: "ts-trap-choices" }, choices),
    hint,
    h("div", { class: "ts-actions" }, h("button", { type: "button", class: "ts-button", onclick: (/** @type {Event} */ event) => unlessBusy(event, go) }, trap.chosen ? labels.trap_again : labels.trap_go)),
  );
  if (trap.chosen) {
    node.append(
      h("div", { class: `ts-note ts-is-${trap.tone} ts-trap-told`, tabindex: "-1" }, h("p", { class: "ts-verdict" }, trap.verdict), h("div", { html: trap.feedback_html }), h("div", { html: trap.explanation_html })),
    );
  }
  return node;
}

/**
 * One step: the whole of it while it is at work, folded once the next one is open.
 * @param {any} step
 * @param {import("./kit.js").Tools} tools
 */
export function stepCard(step, tools) {
  const { labels } = tools;
  const inner = [
    step.intro_html && h("div", { html: step.intro_html }),
    step.ask ? betForm(step, tools) : step.shown ? h("p", { class: "ts-asked", html: step.prompt_html }) : h("p", { html: step.prompt_html }),
    step.shown && shownPart(step, tools),
    step.trap && trapPart(step, tools),
    step.think_html && h("div", { class: "ts-note ts-think" }, h("h5", {}, labels.think), h("div", { html: step.think_html })),
    step.shown && sourceList(step.sources, labels.sources),
  ];
  return h("section", { class: "ts-inquiry-step", "data-step": step.id }, h("p", { class: "ts-kicker" }, step.kicker), h("h4", { tabindex: "-1" }, step.title), inner);
}
