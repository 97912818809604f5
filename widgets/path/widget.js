/** A person's path: their roles, what is under way, what could come next, their profile. Python says it all. */

import { begin, freshId, h, problemLine, warningLine } from "../kit.js";

/**
 * A link to a lesson, as a button. JupyterLab opens what carries these attributes; elsewhere the link is an ordinary one.
 * @param {string} words @param {any} module @param {Record<string, string>} paths
 */
function open(words, module, paths) {
  return h(
    "a",
    {
      class: "ts-button ts-primary ts-open",
      href: paths[module.slug],
      "data-commandlinker-command": "docmanager:open",
      "data-commandlinker-args": JSON.stringify({ path: paths[module.slug] }),
    },
    words,
    h("span", { class: "ts-visually-hidden" }, `, ${module.title}`),
  );
}

/** @param {any[]} roles @param {import("../kit.js").Tools} tools */
function rolesForm(roles, { labels, send }) {
  const about = freshId("about");
  const chosen = roles.filter((role) => role.chosen).map((role) => role.name);
  const boxes = roles.map((role) => /** @type {HTMLInputElement} */ (h("input", { type: "checkbox", value: role.value, checked: role.chosen })));
  /** @param {Event} event */
  function keep(event) {
    event.preventDefault();
    send("choose_roles", { roles: boxes.filter((box) => box.checked).map((box) => box.value) }, ".ts-roles-place summary");
  }
  return h(
    "section",
    { class: "ts-roles-place" },
    h("h4", {}, labels.roles_title),
    h(
      "details",
      { open: chosen.length === 0 },
      h("summary", {}, chosen.join(" · ") || labels.roles_none),
      h(
        "form",
        { onsubmit: keep },
        h(
          "fieldset",
          { class: "ts-roles", "aria-describedby": about },
          h("legend", { class: "ts-visually-hidden" }, labels.roles_title),
          h("p", { class: "ts-soft", id: about }, labels.roles_what),
          roles.map((role, at) =>
            h("div", { class: "ts-role" }, h("label", {}, boxes[at], h("span", {}, h("strong", {}, role.name), " ", h("span", { class: "ts-soft" }, role.about)))),
          ),
        ),
        h("p", { class: "ts-actions" }, h("button", { type: "submit", class: "ts-button ts-primary" }, labels.roles_keep)),
      ),
    ),
  );
}

/** @param {{modules: any[], paths: Record<string, string>}} data @param {Record<string, string>} labels */
function underWay({ modules, paths }, labels) {
  if (!modules.length) return h("section", { hidden: true });
  const card = (/** @type {any} */ module) =>
    h(
      "li",
      { class: "ts-card" },
      h("h5", {}, module.title),
      h("p", { class: "ts-soft" }, module.words),
      module.next && h("p", {}, module.next),
      h("p", { class: "ts-actions" }, open(labels.resume, module, paths)),
    );
  return h("section", {}, h("h4", {}, labels.under_way_title), h("ul", { class: "ts-cards" }, modules.map(card)));
}

/** @param {any} data @param {Record<string, string>} labels */
function recommended({ modules, nothing, untaught, paths }, labels) {
  const card = (/** @type {any} */ module) =>
    h(
      "li",
      { class: "ts-card" },
      h("p", { class: "ts-kicker" }, module.kicker),
      h("h5", {}, module.title),
      h("p", {}, module.lead),
      h("ul", {}, module.reasons.map((/** @type {string} */ reason) => h("li", {}, reason))),
      module.first && h("p", {}, module.first),
      h("p", { class: "ts-actions" }, open(module.is_finished ? labels.again : labels.begin, module, paths)),
    );
  return h(
    "section",
    {},
    h("h4", {}, labels.recommended_title),
    nothing && h("p", {}, nothing),
    modules.length > 0 && h("ul", { class: "ts-cards" }, modules.map(card)),
    untaught && h("p", { class: "ts-soft" }, untaught),
  );
}

/** @param {any} shelf @param {Record<string, string>} labels */
function shelfTable(shelf, labels) {
  const soft = (/** @type {string} */ text) => h("p", { class: "ts-soft" }, text);
  const label = (/** @type {string} */ text) => h("span", { class: "ts-cell-label", "aria-hidden": "true" }, text);
  const trace = (/** @type {any} */ one) =>
    h(
      "p",
      {},
      one.text,
      one.link && [" ", h("a", { href: one.link, target: "_blank", rel: "noopener nofollow" }, labels.trace_link, h("span", { class: "ts-visually-hidden" }, `: ${one.link}`))],
      one.day && [" ", h("span", { class: "ts-soft" }, `(${one.day})`)],
    );
  const cells = (/** @type {any} */ row) => [
    [labels.column_rating, row.ratings.map((/** @type {any} */ pair) => [pair.module && soft(pair.module), pair.texts.map((/** @type {string} */ text) => h("p", {}, text))]), labels.not_rated],
    [labels.column_practice, row.practices.map((/** @type {any} */ one) => h("p", {}, h("strong", {}, one.title), h("br"), one.text)), row.no_practice],
    [labels.column_traces, row.traces.map(trace), labels.no_trace],
  ];
  return h(
    "table",
    { class: "ts-profile-table", role: "table" },
    h("caption", {}, shelf.name),
    h("thead", { role: "rowgroup" }, h("tr", { role: "row" }, ["competency", "rating", "practice", "traces"].map((column) => h("th", { role: "columnheader", scope: "col" }, labels[`column_${column}`])))),
    h(
      "tbody",
      { role: "rowgroup" },
      shelf.rows.map((/** @type {any} */ row) =>
        h(
          "tr",
          { role: "row" },
          h("th", { role: "rowheader", scope: "row" }, h("span", { class: "ts-code-name" }, row.code), ` ${row.name}`),
          cells(row).map(([name, found, none]) => h("td", { role: "cell" }, label(name), found.length ? found : soft(none))),
        ),
      ),
    ),
  );
}

/** @param {{shelves: any[], picture: string}} data @param {Record<string, string>} labels */
function profile({ shelves, picture }, labels) {
  return h(
    "section",
    {},
    h("h4", {}, labels.profile_title),
    shelves.length === 0
      ? h("p", {}, labels.profile_none)
      : [
          h("p", {}, labels.profile_what),
          h("figure", { class: "ts-profile" }, h("div", { html: picture }), h("figcaption", { class: "ts-soft" }, labels.picture_note)),
          shelves.map((shelf) => shelfTable(shelf, labels)),
        ],
  );
}

/** @param {{insights: any[], sources: any[]}} data @param {Record<string, string>} labels */
function insights({ insights, sources }, labels) {
  return h(
    "section",
    {},
    h("h4", {}, labels.insights_title),
    insights.length === 0
      ? h("p", {}, labels.insights_none)
      : h(
          "dl",
          { class: "ts-insights" },
          insights.map((one) => h("div", {}, h("dt", {}, one.name), one.texts.map((/** @type {string} */ text) => h("dd", {}, text)))),
        ),
    h(
      "details",
      {},
      h("summary", {}, labels.limits_title),
      h("p", {}, labels.limits),
      sources.length > 0 && [
        h("p", {}, labels.limits_source),
        h("ul", {}, sources.map((source) => h("li", { html: `${source.citation_html} (${source.strength})<br>${source.finding_html} ${source.limits_html}` }))),
      ],
    ),
  );
}

/** @param {{modules: any[], paths: Record<string, string>}} data @param {Record<string, string>} labels */
function finished({ modules, paths }, labels) {
  if (!modules.length) return h("section", { hidden: true });
  const line = (/** @type {any} */ module) =>
    h("li", {}, h("a", { href: paths[module.slug], "data-commandlinker-command": "docmanager:open", "data-commandlinker-args": JSON.stringify({ path: paths[module.slug] }) }, module.title));
  return h("section", {}, h("h4", {}, labels.finished_title), h("ul", {}, modules.map(line)));
}

/** @param {any} view @param {import("../kit.js").Tools} tools */
function draw(view, tools) {
  const { labels, regions, send } = tools;
  const { paths } = view;
  regions.draw([
    ["head", labels.widget_name, (title) => h("header", {}, h("h3", {}, title), h("p", {}, labels.lead))],
    ["warning", view.warning, warningLine],
    ["problem", view.problem, problemLine],
    ["look", null, () => h("p", { class: "ts-actions" }, h("button", { type: "button", class: "ts-button", onclick: () => send("look") }, labels.look))],
    ["roles", view.roles, (roles) => rolesForm(roles, tools)],
    ["under_way", { modules: view.under_way, paths }, (data) => underWay(data, labels)],
    ["recommended", { modules: view.recommended, nothing: view.nothing, untaught: view.untaught, paths }, (data) => recommended(data, labels)],
    ["profile", { shelves: view.shelves, picture: view.picture_html }, (data) => profile(data, labels)],
    // What they tell makes sense beside the profile only.
    ...(view.shelves.length ? [/** @type {[string, any, (data: any) => HTMLElement]} */ (["insights", { insights: view.insights, sources: view.sources }, (data) => insights(data, labels)])] : []),
    ["finished", { modules: view.finished, paths }, (data) => finished(data, labels)],
  ]);
}

export default {
  /** @param {any} context */
  render(context) {
    return begin(context, "path", draw);
  },
};
