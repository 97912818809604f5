/** What is filled in within the forum: a post and its review, a report, an answer to a consultation, a profile. */

import { fill, freshId, group, h, sourceList, tick } from "../kit.js";

/** How long typing has to pause before the draft is kept, in milliseconds. */
export const PAUSE = 1200;

/**
 * What is ticked in a group of boxes or radio buttons.
 * @param {ParentNode} within
 * @param {string} name
 * @returns {string[]}
 */
export function ticked(within, name) {
  return [.../** @type {NodeListOf<HTMLInputElement>} */ (within.querySelectorAll("input:checked"))]
    .filter((input) => input.name === name || input.name.startsWith(`${name}-`))
    .map((input) => input.value);
}

/**
 * What stands in the form now.
 * @param {ParentNode} within
 * @returns {{title: string, text: string}}
 */
export function written(within) {
  const value = (/** @type {string} */ field) => /** @type {HTMLInputElement | null} */ (within.querySelector(field))?.value ?? "";
  return { title: value(".ts-write-title"), text: value(".ts-write-text") };
}

/**
 * Whether a draft holds all that is written: typing may have gone on since it was sent.
 * @param {{title: string, text: string}} kept
 * @param {{title: string, text: string}} now
 */
export const isKept = (kept, now) => kept.title === now.title.trim() && kept.text === now.text.trim();

/** @param {string} label @param {HTMLElement} control @param {string} [note] */
export function labelled(label, control, note) {
  control.id = freshId("field");
  const noteId = note && freshId("note");
  if (noteId) control.setAttribute("aria-describedby", noteId);
  return h("div", { class: "ts-field" }, h("label", { for: control.id }, label), control, noteId && h("p", { id: noteId, class: "ts-soft" }, note));
}

/** @param {any} page @param {import("../kit.js").Tools} tools */
export function writingPage(page, tools) {
  const { labels, send } = tools;
  const title = /** @type {HTMLInputElement} */ (h("input", { type: "text", class: "ts-write-title", maxlength: 150, value: page.title }));
  const text = /** @type {HTMLTextAreaElement} */ (h("textarea", { class: "ts-write-text", maxlength: 2000, rows: 8, value: page.text }));
  const category = /** @type {HTMLSelectElement} */ (
    h("select", { class: "ts-write-category" }, page.categories.map((/** @type {any} */ one) => h("option", { value: one.id, selected: one.id === page.category }, one.text)))
  );
  let timer = 0;
  let kept = JSON.stringify([page.title, page.text, page.category]);
  const parts = () => ({ place: page.place, title: page.asks_title ? title.value : "", text: text.value, category: page.asks_category ? category.value : "" });
  const keep = () => {
    clearTimeout(timer);
    const now = JSON.stringify([title.value, text.value, category.value]);
    if (now === kept || !text.isConnected) return;
    kept = now;
    send("draft", parts());
  };
  const typed = () => {
    const note = tools.body.querySelector(".ts-kept");
    if (note) note.textContent = "";
    clearTimeout(timer);
    timer = Number(setTimeout(keep, PAUSE));
  };
  for (const control of [title, text, category]) {
    control.addEventListener("input", typed);
    control.addEventListener("change", keep);
  }
  const publish = () => {
    clearTimeout(timer);
    const quotes = page.quotable ? ticked(tools.body, "quote").map((part) => [page.quotable.post, Number(part)]) : [];
    send("publish", { ...parts(), quotes, contested: ticked(tools.body, "contest") }, ".ts-own-last");
  };
  const review = () => {
    keep();
    const { category: _, ...rest } = parts();
    send("review", rest, ".ts-review");
  };
  const discard = () => {
    clearTimeout(timer);
    kept = JSON.stringify(["", "", ""]);
    send("draft", { place: page.place, title: "", text: "", category: "" });
    if (page.thread) send("open", { thread: page.thread }, ".ts-forum-title");
    else send("go", { to: "home", id: "" }, ".ts-forum-title");
  };
  const button = (/** @type {string} */ look, /** @type {string} */ words, /** @type {() => void} */ onclick) => h("button", { type: "button", class: `ts-button ${look}`, onclick }, words);
  return h(
    "div",
    { class: "ts-page-body ts-writing" },
    h("h4", { class: "ts-forum-title", tabindex: "-1" }, page.heading),
    page.about && h("p", { class: "ts-soft" }, fill(labels.in_thread, { title: page.about })),
    page.quotable && quoteChoice(page.quotable, labels),
    page.asks_category && labelled(labels.category_label, category),
    page.asks_title && labelled(labels.title_label, title),
    labelled(labels.text_label, text, labels.draft_note),
    h(
      "div",
      { class: "ts-actions" },
      button("ts-review-go", labels.review, review),
      button("ts-primary ts-publish", page.place.startsWith("edit-") ? labels.publish_edit : labels.publish, publish),
      button("ts-quiet", labels.discard, discard),
    ),
  );
}

/** @param {any} quotable @param {Record<string, string>} labels */
function quoteChoice(quotable, labels) {
  const name = freshId("quote");
  return group(
    fill(labels.quote_legend, { name: quotable.by }),
    { class: "ts-quote-choice" },
    quotable.parts.map((/** @type {any} */ one) => {
      const box = tick("checkbox", { name, value: String(one.part), checked: quotable.chosen.includes(one.part), html: one.html ?? "" });
      if (!one.html) /** @type {HTMLElement} */ (box.querySelector("label")).textContent = one.text;
      return box;
    }),
  );
}

/** @param {any[]} findings @param {Record<string, string>} labels @param {boolean} canContest */
export function findingList(findings, labels, canContest) {
  const name = freshId("contest");
  return h(
    "ul",
    { class: "ts-findings" },
    findings.map((one) =>
      h(
        "li",
        { class: `ts-finding ${one.is_met ? "ts-is-good" : "ts-is-mixed"}` },
        h(
          "p",
          {},
          h("span", { class: "ts-verdict" }, one.is_met ? labels.is_met : one.is_contested ? labels.is_contested : labels.is_unmet),
          " · ",
          h("strong", {}, one.title),
        ),
        h("p", { html: one.html }),
        h("p", { class: "ts-soft" }, `${labels.how_measured} ${one.rule}`, one.found && ` ${one.found}`),
        canContest && !one.is_met && tick("checkbox", { name, value: one.id, checked: one.is_contested, html: labels.contest }),
        sourceList(one.sources, labels.sources),
      ),
    ),
  );
}

/** @param {any} review @param {import("../kit.js").Tools} tools */
export function reviewCard(review, { labels, send }) {
  return h(
    "section",
    { class: "ts-review", tabindex: "-1", "aria-label": labels.review_title },
    h("h4", {}, labels.review_title),
    h("p", {}, review.text),
    findingList(review.findings, labels, true),
    review.findings.length > 0 && h("p", { class: "ts-soft" }, labels.contest_note),
    review.near.length > 0 && [
      h("p", {}, labels.near_title),
      h(
        "ul",
        {},
        review.near.map((/** @type {any} */ one) =>
          h("li", {}, h("button", { type: "button", class: "ts-link", onclick: () => send("open", { thread: one.id }, ".ts-forum-title") }, one.title)),
        ),
      ),
    ],
  );
}

/** @param {any} post @param {any[]} reasons @param {import("../kit.js").Tools} tools */
export function flagForm(post, reasons, { labels, send }) {
  const name = freshId("flag");
  const note = h("textarea", { maxlength: 500, rows: 2 });
  const missing = h("p", { class: "ts-missing", role: "alert" });
  const form = h("details", { class: "ts-flag" }, h("summary", {}, labels.flag));
  const go = () => {
    const [reason] = ticked(form, name);
    missing.textContent = reason ? "" : labels.flag_choose;
    if (reason) send("flag", { post: post.id, reason, note: /** @type {HTMLTextAreaElement} */ (note).value }, `[data-post="${post.id}"] .ts-flagged`);
    else /** @type {HTMLElement} */ (form.querySelector("input")).focus();
  };
  form.addEventListener("change", () => (missing.textContent = ""));
  form.append(
    group(
      labels.flag_legend,
      {},
      reasons.map((reason) => tick("radio", { name, value: reason.id, html: "" })),
    ),
    labelled(labels.flag_note, note, labels.flag_privacy),
    missing,
    h("div", { class: "ts-actions" }, h("button", { type: "button", class: "ts-button", onclick: go }, labels.flag_send)),
  );
  form.querySelectorAll(".ts-tick label").forEach((label, n) => (label.textContent = reasons[n].text));
  return form;
}

/** @param {any} poll @param {import("../kit.js").Tools} tools */
export function pollCard(poll, { labels, send }) {
  const name = freshId("poll");
  const reason = /** @type {HTMLTextAreaElement} */ (h("textarea", { class: "ts-poll-reason", maxlength: 500, rows: 2, value: poll.reason }));
  const missing = h("p", { class: "ts-missing", role: "alert" });
  const bar = (/** @type {any} */ one) => {
    if (one.votes === null) return null;
    const length = h("span", { class: "ts-votes-bar", "aria-hidden": "true" });
    length.style.inlineSize = `${Math.round(one.share * 100)}%`;
    return h("span", { class: "ts-votes" }, length, h("span", {}, one.votes));
  };
  const card = h("section", { class: "ts-poll", tabindex: "-1", "aria-label": poll.question });
  const go = () => {
    const [option] = ticked(card, name);
    missing.textContent = option ? "" : labels.poll_choose;
    if (option) send("vote", { thread: poll.thread, option, reason: reason.value }, ".ts-poll");
    else /** @type {HTMLElement} */ (card.querySelector("input")).focus();
  };
  card.addEventListener("change", () => (missing.textContent = ""));
  if (poll.is_closed)
    card.append(
      h("h5", {}, poll.question),
      h("p", { class: "ts-soft" }, labels.poll_closed),
      h("ul", {}, poll.options.map((/** @type {any} */ one) => h("li", {}, h("span", { html: one.html }), one.is_own && ` (${labels.poll_own})`, bar(one)))),
    );
  else
    card.append(
      group(
        poll.question,
        {},
        poll.options.map((/** @type {any} */ one) => h("div", {}, tick("radio", { name, value: one.id, checked: one.is_own, html: one.html }), bar(one))),
      ),
      labelled(labels.poll_reason, reason),
      missing,
      h("div", { class: "ts-actions" }, h("button", { type: "button", class: "ts-button ts-vote", onclick: go }, poll.has_voted ? labels.poll_change : labels.poll_send)),
    );
  return card;
}

/** @param {any} page @param {import("../kit.js").Tools} tools */
export function profilePage(page, { labels, send }) {
  const does = /** @type {HTMLInputElement} */ (h("input", { type: "text", class: "ts-profile-does", maxlength: 150, value: page.does }));
  const helps = /** @type {HTMLInputElement} */ (h("input", { type: "text", class: "ts-profile-helps", maxlength: 150, value: page.helps }));
  const go = () => send("profile", { does: does.value, helps: helps.value }, ".ts-profile-keep");
  return h(
    "div",
    { class: "ts-page-body" },
    h("h4", { class: "ts-forum-title", tabindex: "-1" }, labels.profile),
    h("p", { class: "ts-soft" }, labels.profile_note),
    labelled(labels.profile_does, does),
    labelled(labels.profile_helps, helps),
    h("div", { class: "ts-actions" }, h("button", { type: "button", class: "ts-button ts-primary ts-profile-keep", onclick: go }, labels.profile_keep)),
  );
}
