/** A forum to practise in: the tasks, the bar of the forum, and the page that is open. */

import { begin, fill, h, problemLine, sourceList, warningLine } from "../kit.js";
import { isKept, reviewCard, written } from "./forms.js";
import { forumPage } from "./pages.js";

/** @typedef {import("../kit.js").Tools} Tools */

/** @param {any} head @param {Record<string, string>} labels */
function headCard(head, labels) {
  return h(
    "header",
    {},
    h("p", { class: "ts-kicker" }, head.kicker),
    h("h3", {}, head.title),
    h("div", { html: head.intro_html }),
    h("div", { class: "ts-note", html: head.you_are_html }),
    h("p", { class: "ts-note ts-is-good ts-privacy" }, labels.privacy),
    h("details", {}, h("summary", {}, labels.evidence_title), h("div", { html: head.evidence_html })),
  );
}

/**
 * Which tasks stand open: those that the person opened, and the next one to do until they close it.
 * @param {{id: string}[]} tasks
 * @param {string | null} next
 * @param {Map<string, boolean>} chosen what the person opened or closed
 * @returns {string[]}
 */
export function openTasks(tasks, next, chosen) {
  return tasks.filter((task) => chosen.get(task.id) ?? task.id === next).map((task) => task.id);
}

/** @param {any} task @param {boolean} isOpen @param {Map<string, boolean>} chosen @param {Tools} tools */
function taskItem(task, isOpen, chosen, { labels, send }) {
  const place = `[data-task="${task.id}"]`;
  const box = h(
    "details",
    { open: isOpen, "data-task": task.id },
    h("summary", { onclick: () => chosen.set(task.id, !(/** @type {HTMLDetailsElement} */ (box).open)) }, h("span", { class: "ts-task-state" }, h("span", { "aria-hidden": "true" }, task.is_done ? "✓ " : "○ "), task.is_done ? labels.task_done : labels.task_open), " · ", task.title),
    h("div", { html: task.html }),
    task.hints.length > 0 && h("ol", { class: "ts-hints" }, task.hints.map((/** @type {string} */ html) => h("li", { tabindex: "-1", html }))),
    task.way && wayCard(task.way, labels, send),
    task.ask && h("button", { type: "button", class: "ts-button ts-ask-hint", onclick: () => send("hint", { task: task.id }, `${place} .ts-way, ${place} .ts-hints li:last-child`) }, task.ask),
    task.why_html && h("div", { class: "ts-note ts-is-good" }, h("p", { class: "ts-kicker" }, labels.why), h("div", { html: task.why_html })),
    sourceList(task.sources, labels.sources),
  );
  return h("li", { class: task.is_done ? "ts-task ts-task-done" : "ts-task" }, box);
}

/** @param {any} way @param {Record<string, string>} labels @param {Tools["send"]} send */
function wayCard(way, labels, send) {
  const [goal] = way.goals;
  const go = () => {
    const { type, ...fields } = goal.go;
    send(type, fields, ".ts-forum-title");
  };
  return h(
    "div",
    { class: "ts-way", tabindex: "-1" },
    h("p", { class: "ts-kicker" }, labels.way_title),
    way.example && [h("p", { class: "ts-soft" }, labels.way_example), h("blockquote", {}, way.example.title && h("p", {}, h("strong", {}, way.example.title)), h("p", { class: "ts-own-words" }, way.example.text))],
    goal && h("button", { type: "button", class: "ts-button ts-way-go", onclick: go }, labels.way_go),
  );
}

/** @param {any} tasks @param {Map<string, boolean>} chosen @param {Tools} tools */
function taskList(tasks, chosen, tools) {
  const open = openTasks(tasks.tasks, tasks.next, chosen);
  return h(
    "section",
    { class: "ts-tasks", "aria-label": tools.labels.tasks_title },
    h("h4", {}, tools.labels.tasks_title, " ", h("span", { class: "ts-soft ts-tasks-count" }, tasks.text)),
    h("ol", {}, tasks.tasks.map((/** @type {any} */ task) => taskItem(task, open.includes(task.id), chosen, tools))),
  );
}

/** @param {any} bar @param {Tools} tools */
function forumBar(bar, { labels, send }) {
  const query = /** @type {HTMLInputElement} */ (h("input", { type: "search", class: "ts-query", maxlength: 100, placeholder: labels.search, "aria-label": labels.search, value: bar.query }));
  const go = (/** @type {string} */ to) => () => send("go", { to, id: "" }, ".ts-forum-title");
  const button = (/** @type {string} */ look, /** @type {string} */ words, /** @type {() => void} */ onclick) => h("button", { type: "button", class: `ts-button ts-quiet ${look}`, onclick }, words);
  const search = (/** @type {Event} */ event) => {
    event.preventDefault();
    send("search", { query: query.value }, ".ts-forum-title");
  };
  return h(
    "div",
    { class: "ts-forum-bar" },
    h("div", { class: "ts-bar-top" }, h("p", { class: "ts-forum-name" }, bar.name), h("p", { class: "ts-clock ts-soft", tabindex: "-1" }, bar.clock)),
    h(
      "nav",
      { "aria-label": labels.bar },
      button("ts-go-home", labels.home, go("home")),
      button("ts-go-notices", bar.unread ? fill(labels.notifications_n, { n: bar.unread }) : labels.notifications, go("notifications")),
      button("ts-go-drafts", bar.drafts ? fill(labels.drafts_n, { n: bar.drafts }) : labels.drafts, go("drafts")),
      button("ts-go-profile", labels.profile, go("profile")),
      button("ts-go-rules", labels.rules, go("rules")),
    ),
    h("form", { class: "ts-search", role: "search", onsubmit: search }, query, h("button", { type: "submit", class: "ts-button" }, labels.search_go)),
    h(
      "div",
      { class: "ts-bar-more" },
      h("button", { type: "button", class: "ts-button ts-ask", onclick: () => send("compose", { place: "new", quote: "" }, ".ts-forum-title") }, labels.ask),
      bar.can_wait && h("button", { type: "button", class: "ts-button ts-wait", title: labels.wait_note, onclick: () => send("wait", {}, ".ts-clock") }, labels.wait),
    ),
  );
}

/** @param {Tools} tools */
function restartCard({ labels, send }) {
  return h(
    "details",
    { class: "ts-restart" },
    h("summary", {}, labels.restart_title),
    h("p", { class: "ts-soft" }, labels.restart_note),
    h("button", { type: "button", class: "ts-button", onclick: () => send("restart", {}, ".ts-forum-title") }, labels.restart),
  );
}

/**
 * The regions of the widget, in order.
 * @param {any} view
 * @param {Map<string, boolean>} chosen
 * @param {Tools} tools
 */
export function layout(view, chosen, tools) {
  const { labels } = tools;
  const parts = /** @type {[string, any, (data: any) => HTMLElement][]} */ ([
    ["head", view.head, (head) => headCard(head, labels)],
    ["warning", view.warning ?? "", warningLine],
    ["tasks", view.tasks, (tasks) => taskList(tasks, chosen, tools)],
    ["bar", view.bar, (bar) => forumBar(bar, tools)],
    ["problem", view.problem ?? "", problemLine],
    ["page", { page: view.page, reasons: view.flag_reasons }, (data) => forumPage(data, tools)],
    ["kept", view.kept, (kept) => h("p", { class: "ts-soft ts-kept", role: "status" }, isKept(kept, written(tools.body)) && labels.draft_kept)],
    ["review", view.review, (review) => reviewCard(review, tools)],
    ["restart", view.attempts || null, () => restartCard(tools)],
  ]);
  return parts.filter(([, data]) => data !== null && data !== undefined);
}

export default {
  /** @param {any} context */
  render(context) {
    const chosen = /** @type {Map<string, boolean>} */ (new Map());
    return begin(context, "sandbox", (view, tools) => tools.regions.draw(layout(view, chosen, tools)));
  },
};
