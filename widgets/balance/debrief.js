/** The end of a game: what became of it, what each decision changed, what another mix would have done, the attempts. */

import { h } from "../kit.js";
import { figureTable } from "../chart.js";
import { dosageFields } from "../dosage.js";

/** @param {any[]} changes what moved, each with an arrow, a tone and a sentence */
export function changeList(changes) {
  return h(
    "ul",
    { class: "ts-changes" },
    changes.map((change) =>
      h("li", { class: `ts-change ts-tone-${change.tone}` }, h("span", { "aria-hidden": "true", class: "ts-arrow" }, change.arrow), h("span", {}, change.text)),
    ),
  );
}

/** @param {any} end @param {Record<string, string>} labels */
export function endCard(end, labels) {
  return h(
    "section",
    { class: "ts-end" },
    h("h4", { class: "ts-arrival", tabindex: "-1" }, end.title),
    h("p", {}, end.note),
    changeList(end.outcomes),
    end.prediction.length
      ? [h("h5", {}, labels.prediction_compared), h("p", {}, end.prediction_note), changeList(end.prediction)]
      : null,
  );
}

/** @param {any} aims @param {Record<string, string>} labels */
export function aimList(aims, labels) {
  return h(
    "section",
    { class: "ts-aims" },
    h("h4", {}, labels.aims),
    h(
      "ul",
      {},
      aims.map((/** @type {any} */ aim) =>
        h(
          "li",
          { class: aim.is_met ? "ts-aim ts-is-met" : "ts-aim" },
          h("span", { class: "ts-aim-mark", "aria-hidden": "true" }, aim.is_met ? "✓" : "○"),
          h("span", {}, h("strong", {}, aim.bound), ` ${aim.now} `, h("span", { class: "ts-soft" }, aim.text)),
        ),
      ),
    ),
  );
}

/** @param {any} decision @param {string} nothing */
function decisionCard(decision, nothing) {
  return h(
    "div",
    { class: "ts-decision" },
    h("p", { class: "ts-decision-name" }, decision.text),
    decision.ways.map((/** @type {any} */ way) => [
      way.name && h("p", { class: "ts-instead" }, way.name),
      way.effects.length ? changeList(way.effects) : h("p", { class: "ts-soft" }, nothing),
    ]),
  );
}

/**
 * @param {any} undone what weighed most, then every decision by quarter; or that it is being computed
 * @param {Record<string, string>} labels
 * @param {(key: string, summary: string, ...children: any[]) => HTMLElement} foldable
 */
export function undoneList(undone, labels, foldable) {
  const quarters = undone.quarters.map((/** @type {any} */ quarter) =>
    h("div", { class: "ts-undone-quarter" }, h("h5", {}, quarter.title), quarter.decisions.map((/** @type {any} */ one) => decisionCard(one, undone.nothing))),
  );
  return h(
    "section",
    { class: "ts-undone" },
    h("h4", {}, labels.undone_title),
    h("p", {}, labels.undone_note),
    undone.waiting
      ? h("p", { class: "ts-waiting" }, undone.waiting)
      : [
          h("h5", {}, labels.undone_heaviest),
          undone.heaviest.length ? undone.heaviest.map((/** @type {any} */ one) => decisionCard(one, "")) : h("p", {}, labels.undone_none),
          quarters.length ? foldable("undone", labels.undone_all, quarters) : null,
        ],
  );
}

/**
 * Other mixes, those that are ready made and the one that the person tries.
 * @param {any} mixes
 * @param {Record<string, string>} labels
 */
export function mixTable(mixes, labels) {
  return h("section", { class: "ts-mixes" }, h("h4", {}, labels.mixes_title), h("p", {}, labels.mixes_note), mixes.waiting ? h("p", { class: "ts-waiting" }, mixes.waiting) : figureTable(mixes.table));
}

/**
 * The fields that try another mix on the same two years.
 * @param {any} trial
 * @param {import("../kit.js").Tools} tools
 * @param {(event: Event, act: () => void) => void} once does something unless an intention is under way
 */
export function trialForm(trial, { labels, send }, once) {
  const preferences = dosageFields(trial.preferences);
  const orientations = dosageFields(trial.orientations);
  const go = () => send("try_mix", { preferences: preferences.parts(), orientations: orientations.parts() }, ".ts-mixes");
  return h(
    "details",
    { class: "ts-trial" },
    h("summary", {}, labels.trial_title),
    preferences.node,
    orientations.node,
    h("div", { class: "ts-actions" }, h("button", { type: "button", class: "ts-button", onclick: (/** @type {Event} */ event) => once(event, go) }, labels.trial_go)),
  );
}

/** @param {any} questions @param {Record<string, string>} labels */
export function questionList(questions, labels) {
  return h(
    "section",
    { class: "ts-questions" },
    h("h4", {}, labels.questions_title),
    h("ol", {}, questions.map((/** @type {string} */ html) => h("li", { html }))),
  );
}

/** @param {any} attempts @param {Record<string, string>} labels */
export function attemptTable(attempts, labels) {
  return h("section", { class: "ts-attempts" }, h("h4", {}, labels.attempts_title), h("p", {}, attempts.note), figureTable(attempts.table));
}
