/** The notes of a meeting: on the page, on the device or in the person's own log, as they decide. */

import { download, fill, freshId, group, h, tick } from "../kit.js";

/** How long after the last key a note is kept, in milliseconds. */
const REST = 1500;

/**
 * The notes as text to take along.
 * @param {string} title
 * @param {{id: string, title: string}[]} stages
 * @param {Record<string, string>} notes
 * @param {string} none what stands for no note at all
 */
export function asText(title, stages, notes, none) {
  const written = stages.filter((stage) => (notes[stage.id] ?? "").trim());
  const parts = written.map((stage) => `${stage.title}\n${"-".repeat(stage.title.length)}\n${notes[stage.id].trim()}\n`);
  return `${title}\n${"=".repeat(title.length)}\n\n${parts.join("\n") || `${none}\n`}`;
}

/**
 * What this browser keeps under a name: read, write, remove. Every one may fail, in a private window or a closed frame.
 * @param {string} name
 */
export function deviceShelf(name) {
  const attempt = (/** @type {() => any} */ act) => {
    try {
      return act();
    } catch {
      return undefined;
    }
  };
  return {
    /** @returns {Record<string, string> | null} */
    read: () =>
      attempt(() => {
        const found = JSON.parse(localStorage.getItem(name) ?? "null");
        return found && typeof found === "object" ? found : null;
      }) ?? null,
    /** @param {Record<string, string>} notes @returns {boolean} whether it is kept */
    write: (notes) => attempt(() => (localStorage.setItem(name, JSON.stringify(notes)), true)) === true,
    remove: () => void attempt(() => localStorage.removeItem(name)),
  };
}

/**
 * A question asked before what can't be undone, in the place of its button.
 * @param {{label: string, ask: string, yes: string, cancel: string}} words
 * @param {() => void} act
 */
export function askFirst(words, act) {
  const place = h("div", { class: "ts-ask" });
  const rest = (/** @type {boolean} */ focus) => {
    const button = h("button", { type: "button", class: "ts-button ts-quiet", onclick: ask }, words.label);
    place.replaceChildren(button);
    if (focus) button.focus();
  };
  const ask = () => {
    const yes = h("button", { type: "button", class: "ts-button", onclick: () => (rest(true), act()) }, words.yes);
    const no = h("button", { type: "button", class: "ts-button ts-quiet", onclick: () => rest(true) }, words.cancel);
    place.replaceChildren(h("p", {}, words.ask), h("div", { class: "ts-actions" }, yes, no));
    yes.focus();
  };
  rest(false);
  return place;
}

/**
 * The notes of one widget: what they say now, and where they are kept.
 * @param {import("../kit.js").Model} model
 */
export function notebook(model) {
  const view = model.get("view") ?? {};
  const shelf = deviceShelf(`tisserand:${view.anchor}:notes`);
  const onDevice = shelf.read();
  const inLog = Object.keys(view.notes ?? {}).length > 0;
  /** @type {{notes: Record<string, string>, keep: string, timers: Map<string, any>, failed: boolean}} */
  const book = {
    notes: inLog ? { ...view.notes } : { ...(onDevice ?? {}) },
    keep: inLog ? "log" : onDevice ? "device" : "page",
    timers: new Map(),
    failed: false,
  };
  /** @param {import("../kit.js").Tools} tools @param {string} step */
  const save = (tools, step) => {
    clearTimeout(book.timers.get(step));
    book.timers.delete(step);
    if (book.keep === "device") book.failed = !shelf.write(book.notes);
    if (book.keep === "log") tools.send("note", { step, text: book.notes[step] ?? "" });
  };
  return {
    book,
    /** @param {import("../kit.js").Tools} tools @param {string} step @param {string} text @param {boolean} atOnce */
    write(tools, step, text, atOnce) {
      const changed = (book.notes[step] ?? "") !== text;
      book.notes[step] = text;
      clearTimeout(book.timers.get(step));
      if (atOnce) {
        if (changed || book.timers.has(step)) save(tools, step);
      } else book.timers.set(step, setTimeout(() => save(tools, step), REST));
    },
    /** @param {import("../kit.js").Tools} tools @param {string} keep */
    move(tools, keep) {
      const before = book.keep;
      book.keep = keep;
      for (const timer of book.timers.values()) clearTimeout(timer);
      book.timers.clear();
      if (before === "log") tools.send("erase_notes");
      if (before === "device") shelf.remove();
      book.failed = keep === "device" && !shelf.write(book.notes);
      if (keep === "log") for (const step of Object.keys(book.notes)) if (book.notes[step].trim()) save(tools, step);
    },
    /** @param {import("../kit.js").Tools} tools */
    erase(tools) {
      for (const timer of book.timers.values()) clearTimeout(timer);
      book.timers.clear();
      book.notes = {};
      shelf.remove();
      tools.send("erase_notes"); // whatever was chosen: earlier notes may lie there
      if (book.keep !== "log") book.keep = "page";
    },
    /**
     * Show what the log holds now, where nobody is writing: another window may have written, or erased.
     * @param {HTMLElement} body @param {Record<string, string>} kept
     */
    follow(body, kept) {
      if (book.keep !== "log" || book.timers.size) return;
      for (const area of /** @type {NodeListOf<HTMLTextAreaElement>} */ (body.querySelectorAll("textarea[data-step]"))) {
        const step = area.dataset.step ?? "";
        if (area === document.activeElement || area.value === (kept[step] ?? "")) continue;
        book.notes[step] = area.value = kept[step] ?? "";
      }
    },
    stop() {
      for (const timer of book.timers.values()) clearTimeout(timer);
    },
  };
}

/**
 * The fields of the notes, where they stay, and how they leave.
 * @param {{title: string, stages: {id: string, title: string}[], here: string | null}} data
 * @param {import("../kit.js").Tools} tools
 * @param {ReturnType<typeof notebook>} notes
 */
export function notesCard({ title, stages, here }, tools, notes) {
  const { labels } = tools;
  const card = h("section", { class: "ts-notes", "aria-label": labels.notes_title });
  const field = (/** @type {{id: string, title: string}} */ stage) => {
    const id = freshId("note");
    const area = /** @type {HTMLTextAreaElement} */ (
      h("textarea", {
        id,
        rows: 3,
        maxlength: 4000,
        value: notes.book.notes[stage.id] ?? "",
        "data-step": stage.id,
        oninput: () => notes.write(tools, stage.id, area.value, false),
        onchange: () => notes.write(tools, stage.id, area.value, true),
      })
    );
    return h("div", { class: "ts-field" }, h("label", { for: id }, fill(labels.note_for, stage)), area);
  };
  const draw = () => {
    const name = freshId("keep");
    const present = stages.filter((stage) => stage.id === here);
    const others = stages.filter((stage) => stage.id !== here);
    const choice = (/** @type {string} */ keep) =>
      tick("radio", {
        name,
        value: keep,
        checked: notes.book.keep === keep,
        html: `<strong>${labels[`keep_${keep}`]}</strong><br><span class="ts-soft">${labels[`keep_${keep}_about`]}</span>`,
        onchange: () => {
          notes.move(tools, keep);
          failed.textContent = notes.book.failed ? labels.keep_failed : "";
        },
      });
    const failed = h("p", { class: "ts-problem-place", role: "alert" }, notes.book.failed ? labels.keep_failed : "");
    card.replaceChildren(
      h("h4", {}, labels.notes_title),
      h("p", {}, labels.notes_intro),
      ...present.map(field),
      ...(present.length && others.length ? [h("details", {}, h("summary", {}, labels.notes_others), others.map(field))] : others.map(field)),
      group(labels.keep, { class: "ts-keep" }, ["page", "device", "log"].map(choice)),
      failed,
      h("p", { class: "ts-soft" }, labels.keep_note),
      h(
        "div",
        { class: "ts-actions" },
        h(
          "button",
          {
            type: "button",
            class: "ts-button",
            onclick: () => download({ filename: labels.export_name, mime: "text/plain;charset=utf-8", text: asText(title, stages, notes.book.notes, labels.no_notes) }),
          },
          labels.export,
        ),
        askFirst({ label: labels.erase, ask: labels.erase_ask, yes: labels.erase_yes, cancel: labels.cancel }, () => {
          notes.erase(tools);
          draw();
          /** @type {HTMLElement | null} */ (card.querySelector("textarea"))?.focus();
        }),
      ),
    );
  };
  draw();
  return card;
}
