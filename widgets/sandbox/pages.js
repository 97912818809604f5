/** The pages of the forum: lists of threads, a thread, people, what it has to tell. */

import { fill, freshId, group, h, tick } from "../kit.js";
import { colourOf, initials } from "../marks.js";
import { findingList, flagForm, pollCard, profilePage, writingPage } from "./forms.js";

/** @typedef {import("../kit.js").Tools} Tools */

/** @param {string} words @param {Record<string, any>} [props] */
const pageTitle = (words, props = {}) => h("h4", { class: "ts-forum-title", tabindex: "-1", ...props }, words);

/** @param {string} words @param {() => void} onclick @param {string} [look] */
const link = (words, onclick, look = "") => h("button", { type: "button", class: `ts-link ${look}`, onclick }, words);

/** @param {any[]} rows @param {Tools} tools */
export function threadList(rows, { labels, send }) {
  if (!rows.length) return h("p", { class: "ts-soft" }, labels.nothing);
  return h(
    "ul",
    { class: "ts-threads" },
    rows.map((row) =>
      h(
        "li",
        { class: row.unread ? "ts-row ts-row-unread" : "ts-row" },
        h(
          "p",
          {},
          link(row.title, () => send("open", { thread: row.id }, ".ts-forum-title"), "ts-row-title"),
          row.unread && [" ", h("span", { class: "ts-badge" }, row.unread)],
        ),
        h("p", { class: "ts-soft" }, [row.category, row.replies, row.last, ...row.marks].join(" · ")),
        row.excerpt && h("p", { class: "ts-excerpt" }, row.excerpt),
      ),
    ),
  );
}

/** @param {any} page @param {Tools} tools */
function homePage(page, tools) {
  const { labels, send } = tools;
  return h(
    "div",
    { class: "ts-page-body" },
    pageTitle(labels.categories),
    h(
      "ul",
      { class: "ts-categories" },
      page.categories.map((/** @type {any} */ one) =>
        h(
          "li",
          { class: "ts-category" },
          h(
            "p",
            {},
            link(one.name, () => send("go", { to: "category", id: one.id }, ".ts-forum-title"), "ts-row-title"),
            one.unread && [" ", h("span", { class: "ts-badge" }, one.unread)],
          ),
          h("p", { class: "ts-soft" }, `${one.about} ${one.threads}.`),
        ),
      ),
    ),
    h("h5", {}, labels.latest),
    threadList(page.threads, tools),
  );
}

/** @param {any} page @param {Tools} tools */
function categoryPage(page, tools) {
  const { labels, send } = tools;
  const name = freshId("level");
  const choose = group(
    labels.level_legend,
    { class: "ts-level" },
    page.levels.map((/** @type {any} */ one) => tick("radio", { name, value: one.id, checked: one.id === page.level, html: one.text })),
  );
  const keep = () => {
    const chosen = /** @type {HTMLInputElement | null} */ (choose.querySelector("input:checked"));
    if (chosen) send("watch", { category: page.id, level: chosen.value }, ".ts-level-keep");
  };
  return h(
    "div",
    { class: "ts-page-body" },
    pageTitle(page.name),
    h("p", { class: "ts-soft" }, page.about),
    threadList(page.threads, tools),
    choose,
    h("div", { class: "ts-actions" }, h("button", { type: "button", class: "ts-button ts-level-keep", onclick: keep }, labels.level_keep)),
  );
}

/** @param {any} words HTML that Python has sanitised, or the learner's own words @param {string} look */
const bodyOf = (words, look) => (words.html === undefined ? h("p", { class: `${look} ts-own-words` }, words.text) : h("div", { class: look, html: words.html }));

/** @param {any} post @param {any} page @param {any[]} reasons @param {Tools} tools */
function postCard(post, page, reasons, tools) {
  const { labels, send } = tools;
  const button = (/** @type {string} */ look, /** @type {string} */ words, /** @type {() => void} */ onclick, /** @type {object} */ props = {}) =>
    h("button", { type: "button", class: `ts-button ts-quiet ${look}`, onclick, ...props }, words);
  const mark = (/** @type {boolean} */ helped) => () => send("mark", { post: post.id, helped }, `[data-post="${post.id}"] .ts-helps`);
  const text = [
    post.quotes.map((/** @type {any} */ one) => h("blockquote", {}, h("p", { class: "ts-soft" }, fill(labels.wrote, { name: one.by })), bodyOf(one, "ts-quoted"))),
    bodyOf(post, "ts-post-words"),
  ];
  return h(
    "article",
    { class: `ts-post${post.is_own ? " ts-post-own" : ""}${post.is_last_own ? " ts-own-last" : ""}`, "data-post": post.id, tabindex: "-1" },
    h("span", { class: `ts-mark ts-mark-${colourOf(post.by)}`, "aria-hidden": "true" }, initials(post.by)),
    h(
      "div",
      { class: "ts-post-text" },
      h(
        "p",
        { class: "ts-post-head" },
        post.person ? link(post.by, () => send("go", { to: "person", id: post.person }, ".ts-forum-title"), "ts-post-by") : h("strong", {}, post.by),
        h("span", { class: "ts-soft" }, ` · ${[post.role, post.at, post.is_edited && labels.edited].filter(Boolean).join(" · ")}`),
        post.is_new && [" ", h("span", { class: "ts-badge" }, labels.new_post)],
      ),
      post.is_hidden ? h("details", { class: "ts-hidden-post" }, h("summary", {}, `${labels.hidden} ${labels.hidden_show}`), text) : text,
      post.helped && h("p", { class: "ts-helped" }, h("span", { "aria-hidden": "true" }, "✓ "), labels.helped),
      post.flagged && h("p", { class: "ts-flagged ts-soft", tabindex: "-1" }, post.flagged),
      h(
        "div",
        { class: "ts-post-actions" },
        post.can_mark && button("ts-helps", post.helped ? labels.unmark : labels.mark_helped, mark(!post.helped), { "aria-pressed": String(post.helped) }),
        !post.is_hidden && button("ts-quote", labels.quote, () => send("compose", { place: page.id, quote: post.id }, ".ts-forum-title")),
        post.is_own && button("ts-edit", labels.edit, () => send("compose", { place: `edit-${post.id}`, quote: "" }, ".ts-forum-title")),
      ),
      post.findings && h("details", { class: "ts-own-findings" }, h("summary", {}, labels.findings_own), findingList(post.findings, labels, false)),
      !post.is_own && !post.is_hidden && flagForm(post, reasons, tools),
    ),
  );
}

/** @param {any} page @param {any[]} reasons @param {Tools} tools */
function threadPage(page, reasons, tools) {
  const { labels, send } = tools;
  return h(
    "div",
    { class: "ts-page-body" },
    h("p", {}, link(page.category.name, () => send("go", { to: "category", id: page.category.id }, ".ts-forum-title"))),
    pageTitle(page.title),
    page.posts.map((/** @type {any} */ post, /** @type {number} */ n) => [postCard(post, page, reasons, tools), n === 0 && page.poll && pollCard(page.poll, tools)]),
    h(
      "div",
      { class: "ts-actions" },
      h(
        "button",
        { type: "button", class: "ts-button ts-primary ts-reply", onclick: () => send("compose", { place: page.id, quote: "" }, ".ts-forum-title") },
        page.has_draft ? labels.reply_draft : labels.reply,
      ),
    ),
  );
}

/** @param {any} page @param {Tools} tools */
function noticesPage(page, { labels, send }) {
  return h(
    "div",
    { class: "ts-page-body" },
    pageTitle(labels.notifications),
    page.items.length === 0 && h("p", { class: "ts-soft" }, labels.nothing),
    h(
      "ul",
      { class: "ts-threads" },
      page.items.map((/** @type {any} */ one) =>
        h(
          "li",
          { class: one.is_unread ? "ts-row ts-row-unread" : "ts-row" },
          h("p", {}, link(one.text, () => send("open", { thread: one.thread }, ".ts-forum-title"), "ts-row-title"), one.is_unread && [" ", h("span", { class: "ts-badge" }, labels.new_post)]),
          h("p", { class: "ts-soft" }, one.at),
          one.html && h("div", { html: one.html }),
        ),
      ),
    ),
    page.items.some((/** @type {any} */ one) => one.is_unread) &&
      h("div", { class: "ts-actions" }, h("button", { type: "button", class: "ts-button ts-seen", onclick: () => send("seen", {}, ".ts-forum-title") }, labels.notices_seen)),
  );
}

/** @param {any} page @param {Tools} tools */
function draftsPage(page, { labels, send }) {
  return h(
    "div",
    { class: "ts-page-body" },
    pageTitle(labels.drafts),
    page.drafts.length === 0 && h("p", { class: "ts-soft" }, labels.no_drafts),
    h(
      "ul",
      { class: "ts-threads" },
      page.drafts.map((/** @type {any} */ one) =>
        h(
          "li",
          { class: "ts-row" },
          h("p", {}, link(one.title, () => send("compose", { place: one.place, quote: "" }, ".ts-forum-title"), "ts-row-title")),
          h("p", { class: "ts-soft" }, one.excerpt),
        ),
      ),
    ),
  );
}

/** @param {any} page @param {Tools} tools */
function personPage(page, tools) {
  return h(
    "div",
    { class: "ts-page-body" },
    pageTitle(page.name),
    h("p", { class: "ts-soft" }, page.role),
    page.about_html && h("p", { html: page.about_html }),
    h("h5", {}, tools.labels.profile_wrote),
    threadList(page.threads, tools),
  );
}

/** @type {Record<string, (data: any, tools: Tools) => HTMLElement>} */
const PAGES = {
  home: ({ page }, tools) => homePage(page, tools),
  category: ({ page }, tools) => categoryPage(page, tools),
  search: ({ page }, tools) => h("div", { class: "ts-page-body" }, pageTitle(page.text), page.threads.length > 0 && threadList(page.threads, tools)),
  thread: ({ page, reasons }, tools) => threadPage(page, reasons, tools),
  writing: ({ page }, tools) => writingPage(page, tools),
  drafts: ({ page }, tools) => draftsPage(page, tools),
  notifications: ({ page }, tools) => noticesPage(page, tools),
  profile: ({ page }, tools) => profilePage(page, tools),
  person: ({ page }, tools) => personPage(page, tools),
  rules: ({ page }, tools) => h("div", { class: "ts-page-body" }, pageTitle(tools.labels.rules), h("div", { html: page.html })),
};

/** @param {{page: any, reasons: any[]}} data @param {Tools} tools */
export function forumPage(data, tools) {
  return h("div", { class: "ts-forum-page" }, PAGES[data.page.kind](data, tools));
}
