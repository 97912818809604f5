/** The modules as cards, by role, and a search that follows what is typed: Python says what is found. */

import { begin, freshId, h, problemLine } from "../kit.js";

/** How long nobody types before the search is sent, in milliseconds. */
const PAUSE = 250;

/** @param {any} card @param {"h4" | "h5"} heading @param {Record<string, string>} labels */
function moduleCard(card, heading, labels) {
  return h(
    "li",
    { class: "ts-card" },
    h("p", { class: "ts-kicker" }, card.kicker),
    h(heading, {}, card.title),
    h("p", {}, card.summary),
    card.found.length > 0 &&
      h(
        "dl",
        { class: "ts-found" },
        card.found.map((/** @type {any} */ one) => h("div", {}, h("dt", {}, one.place), h("dd", { lang: one.lang }, one.text))),
      ),
    h("details", {}, h("summary", {}, labels.objectives, h("span", { class: "ts-visually-hidden" }, `, ${card.title}`)), h("ul", {}, card.objectives.map((/** @type {string} */ text) => h("li", {}, text)))),
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

/** @param {{longest: number, roles: {value: string, name: string}[]}} data @param {import("../kit.js").Tools} tools */
function searchForm({ longest, roles }, { labels, send }) {
  const [words, role, help] = [freshId("words"), freshId("role"), freshId("help")];
  const text = /** @type {HTMLInputElement} */ (
    h("input", { type: "search", id: words, maxlength: longest, autocomplete: "off", spellcheck: "false", "aria-describedby": help, oninput: typed })
  );
  const chosen = /** @type {HTMLSelectElement} */ (
    h("select", { id: role, onchange: search }, [
      h("option", { value: "" }, labels.every_role),
      roles.map((one) => h("option", { value: one.value }, one.name)),
    ])
  );
  /** @type {any} */
  let pause;
  let sent = "";
  function typed() {
    clearTimeout(pause);
    pause = setTimeout(search, PAUSE);
  }
  function search() {
    clearTimeout(pause);
    const asked = JSON.stringify([text.value, chosen.value]);
    if (asked === sent) return;
    sent = asked;
    send("search", { text: text.value, role: chosen.value });
  }
  /** @param {Event} event */
  function submit(event) {
    event.preventDefault();
    search();
  }
  return h(
    "form",
    { class: "ts-search", role: "search", "aria-label": labels.name, onsubmit: submit },
    h("div", { class: "ts-field" }, h("label", { for: words }, labels.words), text, h("span", { class: "ts-soft", id: help }, labels.words_help)),
    h("div", { class: "ts-field" }, h("label", { for: role }, labels.role), chosen),
  );
}

/** @param {any} shelf @param {Record<string, string>} labels */
function shelfOfCards(shelf, labels) {
  const cards = (/** @type {"h4" | "h5"} */ heading) =>
    h(
      "ul",
      { class: "ts-cards" },
      shelf.cards.map((/** @type {any} */ card) => moduleCard(card, heading, labels)),
    );
  return h("div", { class: "ts-shelf" }, shelf.name ? [h("h4", {}, shelf.name), cards("h5")] : cards("h4"));
}

/** @param {any} view @param {import("../kit.js").Tools} tools */
function draw(view, tools) {
  const { labels, regions } = tools;
  regions.draw([
    ["head", labels.widget_name, (title) => h("header", {}, h("h3", {}, title), h("p", {}, labels.lead), h("p", { class: "ts-soft" }, labels.how))],
    ["search", { longest: view.longest, roles: view.roles }, (data) => searchForm(data, tools)],
    ["count", view.count, (count) => h("p", { class: "ts-count" }, h("strong", {}, count))],
    ["nothing", view.nothing, (nothing) => h("div", {}, nothing && h("p", { class: "ts-note" }, nothing))],
    ["problem", view.problem, problemLine],
    ["shelves", view.shelves, (shelves) => h("div", {}, shelves.map((/** @type {any} */ shelf) => shelfOfCards(shelf, labels)))],
  ]);
}

export default {
  /** @param {any} context */
  render(context) {
    return begin(context, "catalog", draw);
  },
};
