/** The modules as cards: what each teaches, to whom, how long it takes, how far one has come. */

import { begin, h } from "../kit.js";

/** @param {any} card @param {Record<string, string>} labels */
function moduleCard(card, labels) {
  return h(
    "li",
    { class: "ts-card" },
    h("p", { class: "ts-kicker" }, card.kicker),
    h("h4", {}, card.title),
    h("p", {}, card.summary),
    h("details", {}, h("summary", {}, labels.objectives), h("ul", {}, card.objectives.map((/** @type {string} */ text) => h("li", {}, text)))),
    card.progress &&
      h(
        "div",
        {},
        h(
          "div",
          {
            class: "ts-bar",
            role: "progressbar",
            "aria-label": labels.progress,
            "aria-valuemin": 0,
            "aria-valuemax": 100,
            "aria-valuenow": card.progress.percent,
            "aria-valuetext": card.progress.words,
          },
          h("span", { style: `width: ${card.progress.percent}%` }),
        ),
        h("p", { class: "ts-soft" }, card.progress.words),
      ),
    h(
      "p",
      { class: "ts-actions" },
      // JupyterLab opens what carries these attributes; elsewhere the link is an ordinary one.
      h(
        "a",
        {
          class: "ts-button ts-primary ts-open",
          href: card.path,
          "data-commandlinker-command": "docmanager:open",
          "data-commandlinker-args": JSON.stringify({ path: card.path }),
        },
        card.progress ? labels.resume : labels.begin,
        h("span", { class: "ts-visually-hidden" }, `, ${card.title}`),
      ),
    ),
  );
}

/** @param {any} view @param {import("../kit.js").Tools} tools */
function draw(view, { labels, regions }) {
  regions.draw([
    ["head", labels.widget_name, (title) => h("header", {}, h("h3", {}, title), h("p", {}, labels.lead), h("p", { class: "ts-soft" }, labels.how))],
    [
      "cards",
      view.cards,
      (cards) =>
        h(
          "ul",
          { class: "ts-cards" },
          cards.map((/** @type {any} */ card) => moduleCard(card, labels)),
        ),
    ],
  ]);
}

export default {
  /** @param {any} context */
  render(context) {
    return begin(context, "catalog", draw);
  },
};
