/** Balancing a community: two years by quarters, with what one sees, what one decides, and at the end why. */

import { begin, fill, freshId, group, h, problemLine, tick, warningLine } from "../kit.js";
import { chartKey, figureTable, smallChart } from "../chart.js";
import { dosageFields } from "../dosage.js";
import { communityPicture } from "./community.js";
import { aimList, attemptTable, changeList, endCard, mixTable, questionList, trialForm, undoneList } from "./debrief.js";

/**
 * Which boxes may still be ticked: waiting counts as one of them.
 * @param {string[]} ticked
 * @param {string} id
 * @param {number} most
 */
export function mayTick(ticked, id, most) {
  return ticked.includes(id) || ticked.length < most;
}

/**
 * What the decision lacks before it can be sent: the key of the sentence that says it, or none.
 * @param {{card: boolean, card_choice: string | null, ticked: string[]}} decision
 */
export function lacking({ card, card_choice, ticked }) {
  if (card && !card_choice) return "card_first";
  return ticked.length ? null : "actions_first";
}

/** Acts unless an intention is still under way: what is sent twice would be refused as out of date. */
const once = (/** @type {Event} */ event, /** @type {() => void} */ act) => {
  const root = /** @type {HTMLElement} */ (event.currentTarget).closest(".ts-root");
  if (root?.getAttribute("aria-busy") !== "true") act();
};

/** Which details are open, so that they stay so when what is in them changes. @type {WeakMap<object, Set<string>>} */
const opened = new WeakMap();

/** @param {import("../kit.js").Tools} tools */
const folds = (tools) => (/** @type {string} */ key, /** @type {string} */ summary, /** @type {any[]} */ ...children) => {
  const open = opened.get(tools) ?? new Set();
  opened.set(tools, open);
  const node = h("details", { open: open.has(key), "data-fold": key }, h("summary", {}, summary), children);
  node.addEventListener("toggle", () => (/** @type {HTMLDetailsElement} */ (node).open ? open.add(key) : open.delete(key)));
  return node;
};

/** @param {any} head @param {import("../kit.js").Tools} tools */
function headCard(head, tools) {
  const story = [h("div", { class: "ts-note", html: head.you_are_html }), h("div", { html: head.situation_html })];
  return h(
    "header",
    {},
    h("p", { class: "ts-kicker" }, head.kicker),
    h("h3", {}, head.title),
    head.begun ? folds(tools)("story", tools.labels.story, story) : [h("div", { html: head.intro_html }), story],
    folds(tools)("evidence", tools.labels.evidence_title, h("div", { html: head.evidence_html })),
  );
}

/** @param {any} strip @param {Record<string, string>} labels */
function quarterStrip(strip, labels) {
  return h(
    "ol",
    { class: "ts-strip", "aria-label": labels.quarters },
    strip.map((/** @type {any} */ quarter) =>
      h(
        "li",
        { class: `ts-quarter ts-quarter-${quarter.state}`, "aria-current": quarter.state === "now" ? "step" : null },
        h("span", { "aria-hidden": "true" }, quarter.mark),
        h("span", { class: "ts-visually-hidden" }, quarter.text),
      ),
    ),
  );
}

/** @param {any} news @param {import("../kit.js").Tools} tools */
function newsCard(news, { labels, focus }) {
  return h(
    "section",
    { class: news.is_arrival ? "ts-news ts-arrival" : "ts-news", tabindex: "-1", "aria-label": news.title },
    h("h4", {}, news.title),
    news.done && h("p", { class: "ts-soft" }, news.done),
    news.card &&
      h(
        "div",
        { class: "ts-news-card" },
        h("p", { class: "ts-kicker" }, news.card.title),
        h("p", { class: "ts-chosen", html: news.card.choice_html }),
        h("div", { html: news.card.consequence_html }),
      ),
    news.changes.length ? changeList(news.changes) : h("p", {}, news.calm),
    h("p", {}, news.people),
    news.is_arrival && h("p", {}, h("button", { type: "button", class: "ts-button ts-quiet", onclick: () => focus(".ts-form, .ts-prediction") }, labels.to_decision)),
  );
}

/** @param {any} charts @param {import("../kit.js").Tools} tools */
function chartGroup(charts, tools) {
  const { labels } = tools;
  const keys = /** @type {["line" | "band" | "past" | "before", string, boolean][]} */ ([
    ["before", labels.key_before, true],
    ["line", labels.key_line, true],
    ["band", charts.band_text, true],
    ["past", labels.key_past, charts.has_past],
  ]);
  return h(
    "section",
    { class: "ts-charts" },
    h("h4", {}, labels.charts_title),
    h("ul", { class: "ts-legend" }, keys.filter(([, , is]) => is).map(([kind, text]) => h("li", {}, chartKey(kind), h("span", {}, text)))),
    h("div", { class: "ts-chart-grid" }, charts.items.map((/** @type {any} */ chart) => smallChart(chart, charts.time))),
    folds(tools)("figures", labels.as_table, figureTable(charts.table), h("dl", { class: "ts-abouts" }, charts.abouts.map((/** @type {any} */ one) => [h("dt", {}, one.name), h("dd", {}, one.about)]))),
  );
}

/** @param {any} start @param {import("../kit.js").Tools} tools */
function startCard(start, { labels, send }) {
  const go = () => send("begin", { same_luck: false, attempt: start.attempt }, ".ts-arrival");
  return h(
    "div",
    { class: "ts-start" },
    h("p", {}, labels.how_it_goes),
    h("div", { class: "ts-actions" }, h("button", { type: "button", class: "ts-button ts-primary", onclick: (/** @type {Event} */ event) => once(event, go) }, labels.begin)),
  );
}

/** @param {any} ask @param {import("../kit.js").Tools} tools */
function predictionForm(ask, { labels, send, say }) {
  const hint = h("p", { class: "ts-hint", role: "alert" });
  const fields = ask.indicators.map((/** @type {any} */ one) => {
    const name = freshId("predict");
    const options = one.verdicts.map((/** @type {any} */ verdict) => tick("radio", { name, value: verdict.id, html: verdict.html }));
    return { id: one.id, node: group(one.name, { class: "ts-predict" }, h("p", { class: "ts-soft" }, one.now), h("div", { class: "ts-options" }, options)) };
  });
  const go = () => {
    const said = fields.map((/** @type {any} */ { id, node }) => [id, node.querySelector("input:checked")?.value]);
    const missing = fields[said.findIndex((/** @type {any} */ [, verdict]) => !verdict)];
    hint.textContent = missing ? labels.predict_first : "";
    if (missing) missing.node.querySelector("input").focus();
    else send("predict", { indicators: Object.fromEntries(said) }, ".ts-form");
  };
  return h(
    "section",
    { class: "ts-prediction", tabindex: "-1", "aria-label": labels.predict_title },
    h("h4", {}, labels.predict_title),
    h("p", {}, labels.predict_note),
    fields.map((/** @type {any} */ { node }) => node),
    hint,
    h("div", { class: "ts-actions" }, h("button", { type: "button", class: "ts-button ts-primary", onclick: (/** @type {Event} */ event) => once(event, go) }, labels.predict_go)),
  );
}

/** @param {any} form @param {Record<string, string>} labels @param {(text: string) => void} say */
function actionFields(form, labels, say) {
  const count = h("p", { class: "ts-soft ts-count" });
  const boxes = form.actions.map((/** @type {any} */ action) => {
    const aboutId = freshId("about");
    const box = tick("checkbox", { name: "action", value: action.id, html: action.name_html, onchange: () => show(true), describedby: aboutId });
    box.append(
      h("p", { id: aboutId, class: "ts-action-about" }, h("span", { class: "ts-cost" }, h("span", { "aria-hidden": "true" }, action.dots), ` ${action.cost}`), h("span", { class: "ts-soft" }, action.about)),
    );
    return box;
  });
  const inputs = () => boxes.map((/** @type {HTMLElement} */ box) => /** @type {HTMLInputElement} */ (box.querySelector("input")));
  const ticked = () => inputs().filter((/** @type {any} */ input) => input.checked).map((/** @type {any} */ input) => input.value);
  const show = (/** @type {boolean} */ aloud) => {
    const now = ticked();
    for (const input of inputs()) input.disabled = !mayTick(now, input.value, form.most);
    count.textContent = fill(labels.actions_count, { n: now.length, most: form.most });
    if (aloud) say(count.textContent);
  };
  show(false);
  const node = group(labels.actions_legend, { class: "ts-action-group" }, h("p", { class: "ts-soft" }, labels.actions_hint), count, h("div", { class: "ts-action-grid" }, boxes));
  return { node, ticked, first: () => inputs()[0] };
}

/** @param {any} card @param {Record<string, string>} labels */
function cardFields(card, labels) {
  const name = freshId("card");
  const choices = card.choices.map((/** @type {any} */ choice) => tick("radio", { name, value: choice.id, html: choice.html }));
  const node = group(
    [h("span", { class: "ts-kicker" }, labels.card_kicker), h("span", { class: "ts-card-title" }, card.title)],
    { class: "ts-card" },
    h("div", { html: card.text_html }),
    h("div", { class: "ts-options ts-options-long" }, choices),
  );
  return { node, choice: () => /** @type {HTMLInputElement | null} */ (node.querySelector("input:checked"))?.value ?? null };
}

/** @param {any} form @param {import("../kit.js").Tools} tools */
function decisionForm(form, { labels, send, say }) {
  const card = form.card && cardFields(form.card, labels);
  const preferences = dosageFields(form.preferences);
  const orientations = dosageFields(form.orientations);
  const actions = actionFields(form, labels, say);
  const hint = h("p", { class: "ts-hint", role: "alert" });
  const about = h("button", { type: "button", class: "ts-button ts-quiet", onclick: () => explain(about.getAttribute("aria-expanded") !== "true") }, labels.explain);
  const explain = (/** @type {boolean} */ isOn) => {
    about.setAttribute("aria-expanded", String(isOn));
    node.classList.toggle("ts-is-brief", !isOn);
  };
  const go = () => {
    const card_choice = card ? card.choice() : null;
    const ticked = actions.ticked();
    const missing = lacking({ card: Boolean(card), card_choice, ticked });
    hint.textContent = missing ? labels[missing] : "";
    if (missing === "card_first") return card.node.querySelector("input").focus();
    if (missing) return actions.first().focus();
    const chosen = ticked.filter((/** @type {string} */ id) => id !== form.waiting);
    send("decide", { quarter: form.quarter, preferences: preferences.parts(), orientations: orientations.parts(), actions: chosen, card_choice }, ".ts-arrival");
  };
  const node = h(
    "section",
    { class: "ts-form", tabindex: "-1", "aria-label": form.title },
    h("h4", {}, form.title),
    card?.node,
    h("p", {}, about),
    preferences.node,
    orientations.node,
    actions.node,
    hint,
    h("div", { class: "ts-actions" }, h("button", { type: "button", class: "ts-button ts-primary ts-decide", onclick: (/** @type {Event} */ event) => once(event, go) }, form.decide)),
  );
  explain(form.is_explained);
  return node;
}

/** @param {any} again @param {import("../kit.js").Tools} tools */
function againRow(again, { labels, send }) {
  const row = h("div", { class: "ts-actions ts-again" });
  const ways = /** @type {[boolean, string][]} */ ([
    [true, labels.again_same],
    [false, labels.again_other],
  ]);
  const go = (/** @type {boolean} */ same_luck) => send("begin", { same_luck, attempt: again.attempt }, ".ts-arrival");
  const ask = (/** @type {boolean} */ same, /** @type {string} */ text) => {
    const sure = h("button", { type: "button", class: "ts-button", onclick: (/** @type {Event} */ event) => once(event, () => go(same)) }, text);
    row.replaceChildren(h("p", {}, again.ask), sure, h("button", { type: "button", class: "ts-button ts-quiet", onclick: () => rest(same) }, labels.cancel));
    sure.focus();
  };
  const rest = (/** @type {boolean | null} */ wanted) => {
    const buttons = ways.map(([same, text]) =>
      h("button", { type: "button", class: "ts-button", onclick: (/** @type {Event} */ event) => once(event, () => (again.ask ? ask(same, text) : go(same))) }, text),
    );
    row.replaceChildren(h("p", { class: "ts-soft" }, labels.again_note), ...buttons);
    if (wanted !== null) buttons[wanted ? 0 : 1].focus();
  };
  rest(null);
  return row;
}

/** @param {any} view @param {import("../kit.js").Tools} tools */
export function layout(view, tools) {
  const { labels } = tools;
  const parts = /** @type {[string, any, (data: any) => HTMLElement][]} */ ([
    ["head", view.head, (head) => headCard(head, tools)],
    ["warning", view.warning, warningLine],
    ["start", view.start, (start) => startCard(start, tools)],
    ["strip", view.strip, (strip) => quarterStrip(strip, labels)],
    ["end", view.end, (end) => endCard(end, labels)],
    ["news", view.news, (news) => newsCard(news, tools)],
    ["aims", view.aims, (aims) => aimList(aims, labels)],
    ["charts", view.charts, (charts) => chartGroup(charts, tools)],
    ["community", view.community, (community) => communityPicture(community, folds(tools))],
    ["prediction", view.prediction, (ask) => predictionForm(ask, tools)],
    ["form", view.form, (form) => decisionForm(form, tools)],
    ["undone", view.undone, (undone) => undoneList(undone, labels, folds(tools))],
    ["mixes", view.mixes, (mixes) => mixTable(mixes, labels)],
    ["trial", view.trial, (trial) => trialForm(trial, tools, once)],
    ["questions", view.questions, (questions) => questionList(questions, labels)],
    ["attempts", view.attempts, (attempts) => attemptTable(attempts, labels)],
    ["problem", view.problem, problemLine],
    ["again", view.again, (again) => againRow(again, tools)],
  ]);
  return parts.filter(([key, data]) => data || key === "warning" || key === "problem");
}

/** @param {any} view @param {import("../kit.js").Tools} tools */
function draw(view, tools) {
  const fold = document.activeElement?.closest("[data-fold]");
  const key = fold && tools.body.contains(fold) ? fold.getAttribute("data-fold") : null;
  tools.regions.draw(layout(view, tools));
  if (key && !tools.body.contains(document.activeElement)) {
    /** @type {HTMLElement | null} */ (tools.body.querySelector(`[data-fold="${key}"] > summary`))?.focus({ preventScroll: true });
  }
}

/**
 * Say that somebody is here, so that what takes time is computed: at once, and again whenever the kernel is back, since a
 * page may be drawn before it answers.
 * @param {any} model
 * @returns {() => void}
 */
export function look(model) {
  const say = () => model.send({ type: "look", uuid: freshId("look") });
  model.on("kernel:back", say);
  say();
  return () => model.off("kernel:back", say);
}

export default {
  /** @param {any} context */
  render(context) {
    const end = begin(context, "balance", draw);
    const away = look(context.model);
    return () => {
      away();
      end();
    };
  },
};
