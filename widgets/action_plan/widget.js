/**
 * The action plan: first steps with a date, done or not, that leave with the person in a calendar file.
 *
 * @typedef {{step_id: string, text: string, date: string, done: boolean, note: string, is_past: boolean, is_next: boolean}} Step
 */
import { begin, fill, freshId, h, problemLine, tick, uuid, warningLine } from "../kit.js";

/**
 * A day in words, in the reader's language; what is not a day stays as it is.
 * @param {string} iso such as 2026-03-09
 * @param {string} lang
 */
export function longDate(iso, lang) {
  const day = new Date(`${iso}T00:00:00Z`);
  if (!/^\d{4}-\d\d-\d\d$/.test(iso) || Number.isNaN(day.valueOf())) return iso;
  const format = { weekday: "long", day: "numeric", month: "long", year: "numeric", timeZone: "UTC" };
  const words = new Intl.DateTimeFormat(lang === "fr" ? "fr-FR" : "en-GB", /** @type {any} */ (format)).format(day);
  return lang === "fr" ? words.replace(/ 1 /, " 1er ") : words;
}

/**
 * The regions in order, with the problem where it arose: at a step, or at the form (`"form"`).
 * @param {any} view
 * @param {string | null} place
 * @returns {[string, any][]}
 */
export function layout(view, place) {
  if (!view.steps) return [["problem", view.problem]];
  /** @type {[string, any][]} */
  const regions = [["warning", view.warning], ["head", { count_text: view.count_text, needs_date: view.needs_date }]];
  const problem = () => view.problem && regions.push(["problem", view.problem]);
  for (const { is_next: _, ...step } of view.steps) {
    regions.push([`step:${step.step_id}`, step]); // without what changes when another step does: an open form stays
    if (step.step_id === place) problem();
  }
  regions.push(["removed", view.removed]);
  /** @type {[string, any]} */
  const suggestions = ["suggestions", view.suggestions];
  if (!view.steps.length) regions.push(suggestions);
  regions.push(["form", { default_date: view.default_date }]);
  if (!view.steps.some((/** @type {Step} */ step) => step.step_id === place)) problem();
  regions.push(["calendar", view.can_download]);
  if (view.steps.length) regions.push(suggestions);
  return regions;
}

const at = (/** @type {string} */ id, extra = "") => `[data-step="${CSS.escape(id)}"]${extra}`;

/** @param {any} view @param {any} tools */
function head({ count_text, needs_date }, { labels }) {
  return h(
    "header",
    {},
    h("h3", { class: "ts-title" }, labels.title),
    h("p", {}, labels.intro),
    count_text ? h("p", { class: "ts-soft" }, count_text) : null,
    needs_date ? h("p", { class: "ts-note ts-is-mixed" }, labels.needs_date) : null,
  );
}

/**
 * The two fields of a step: what, and when.
 * @param {{text: string, date: string}} step
 * @param {any} labels
 */
function fields(step, labels) {
  const [textId, dateId, missingId] = [freshId("text"), freshId("date"), freshId("missing")];
  const text = /** @type {HTMLTextAreaElement} */ (h("textarea", { id: textId, rows: 2, maxlength: 500, value: step.text, "aria-describedby": missingId }));
  const date = /** @type {HTMLInputElement} */ (h("input", { id: dateId, type: "date", value: step.date }));
  const missing = h("p", { class: "ts-missing", role: "alert", id: missingId });
  const node = h(
    "div",
    { class: "ts-step-fields" },
    h("div", { class: "ts-field" }, h("label", { for: textId }, labels.step_text), text, missing),
    h("div", { class: "ts-field ts-date" }, h("label", { for: dateId }, labels.step_date), date),
  );
  const read = () => {
    missing.textContent = text.value.trim() ? "" : labels.text_first;
    if (missing.textContent) text.focus();
    return missing.textContent ? null : { text: text.value.trim(), date: date.value };
  };
  return { node, read, text, date };
}

/** @param {Step} step @param {any} tools @param {(id: string) => void} placed */
function stepCard(step, tools, placed) {
  const { labels, send } = tools;
  const card = h("article", { class: `ts-card ${step.done ? "ts-step-done" : ""}`, "data-step": step.step_id, "aria-label": step.text });
  const act = (/** @type {string} */ type, /** @type {object} */ fields, /** @type {string} */ focus) => {
    placed(step.step_id);
    send(type, { step_id: step.step_id, ...fields }, focus);
  };
  const shown = () => {
    const done = tick("checkbox", {
      name: freshId("done"), value: "done", checked: step.done, html: labels.done,
      onchange: (/** @type {any} */ event) => act("done", { done: event.target.checked, note: step.note }, at(step.step_id, " input")),
    });
    return [
      h("p", { class: "ts-kicker", hidden: true }, labels.next),
      h("p", { class: "ts-step-text" }, step.text),
      h("p", { class: "ts-soft" }, step.date ? longDate(step.date, labels.lang) : labels.no_date),
      step.is_past ? h("p", { class: "ts-soft ts-past" }, labels.past) : null,
      done,
      step.done ? noteForm(step, labels, (note) => act("done", { done: true, note }, at(step.step_id, " .ts-note-saved"))) : null,
      h(
        "div",
        { class: "ts-actions" },
        h("button", { type: "button", class: "ts-button ts-quiet ts-edit", "aria-label": fill(labels.edit_step, step), onclick: edit }, labels.edit),
        h("button", {
          type: "button", class: "ts-button ts-quiet", "aria-label": fill(labels.remove_step, step),
          onclick: () => act("remove", {}, ".ts-removed button"),
        }, labels.remove),
      ),
    ];
  };
  const show = () => card.replaceChildren(.../** @type {any[]} */ (shown().filter(Boolean)));
  const edit = () => {
    const { node, read, text } = fields(step, labels);
    const cancel = () => {
      show();
      /** @type {HTMLElement} */ (card.querySelector(".ts-edit")).focus();
    };
    const save = (/** @type {Event} */ event) => {
      event.preventDefault();
      const written = read();
      if (!written) return;
      if (written.text === step.text && written.date === step.date) return cancel();
      act("write", written, at(step.step_id, " .ts-edit"));
    };
    card.replaceChildren(
      h(
        "form",
        { novalidate: true, onsubmit: save, onkeydown: (/** @type {KeyboardEvent} */ event) => event.key === "Escape" && cancel() },
        node,
        h(
          "div",
          { class: "ts-actions" },
          h("button", { type: "submit", class: "ts-button ts-primary" }, labels.save),
          h("button", { type: "button", class: "ts-button ts-quiet", onclick: cancel }, labels.cancel),
        ),
      ),
    );
    text.focus();
  };
  show();
  return card;
}

/** @param {Step} step @param {any} labels @param {(note: string) => void} save */
function noteForm(step, labels, save) {
  const id = freshId("note");
  const note = /** @type {HTMLTextAreaElement} */ (h("textarea", { id, rows: 2, maxlength: 1000, value: step.note }));
  return h(
    "form",
    {
      class: "ts-field ts-happened",
      novalidate: true,
      onsubmit(/** @type {Event} */ event) {
        event.preventDefault();
        if (note.value.trim() !== step.note) save(note.value.trim());
      },
    },
    h("label", { for: id }, labels.note),
    note,
    h(
      "div",
      { class: "ts-actions" },
      h("button", { type: "submit", class: "ts-button ts-note-saved" }, labels.save_note),
      step.note ? h("span", { class: "ts-soft" }, labels.note_saved) : null,
    ),
  );
}

export default {
  /** @param {any} context */
  render(context) {
    /** @type {string | null} */
    let place = null;
    /** @type {{id: string, clear: () => void} | null} */
    let added = null;
    const placed = (/** @type {string} */ id) => void (place = id);
    /** @type {ReturnType<typeof fields> | null} */
    let form = null;

    /** @param {any} data @param {any} tools */
    const addForm = ({ default_date }, { labels, send }) => {
      const made = fields({ text: "", date: default_date }, labels);
      form = made;
      const submit = (/** @type {Event} */ event) => {
        event.preventDefault();
        const written = made.read();
        if (!written || added) return;
        const id = uuid();
        added = { id, clear: () => ((made.text.value = ""), (made.date.value = default_date)) };
        place = "form";
        send("write", { step_id: id, ...written }, at(id, " .ts-step-text"));
      };
      return h(
        "form",
        { class: "ts-card ts-add", novalidate: true, onsubmit: submit },
        h("h4", {}, labels.add_title),
        made.node,
        h("div", { class: "ts-actions" }, h("button", { type: "submit", class: "ts-button ts-primary" }, labels.add)),
      );
    };

    return begin(context, "action_plan", (view, tools) => {
      const { labels, send, regions, say } = tools;
      if (added && view.steps?.some((/** @type {Step} */ step) => step.step_id === added?.id)) added.clear();
      added = null;
      /** @type {Record<string, (data: any) => HTMLElement>} */
      const builders = {
        head: (data) => head(data, tools),
        problem: problemLine,
        warning: warningLine,
        form: (data) => addForm(data, tools),
        removed: (step) =>
          h("div", { class: step ? "ts-note ts-removed" : "", hidden: !step }, step && [
            h("p", {}, fill(labels.removed, step)),
            h("button", { type: "button", class: "ts-button", onclick: () => (placed("form"), send("restore", { step_id: step.step_id }, at(step.step_id, " .ts-step-text"))) }, labels.restore),
          ]),
        suggestions: (texts) =>
          h("div", { class: "ts-suggestions", hidden: !texts.length }, h("h4", {}, labels.suggestions), h("p", { class: "ts-soft" }, labels.suggestions_how),
            h("ul", {}, texts.map((/** @type {string} */ text) =>
              h("li", {}, h("button", { type: "button", class: "ts-suggestion", onclick: () => pick(text) }, h("span", { "aria-hidden": "true" }, "+"), h("span", {}, text)))))),
        calendar: (possible) =>
          h("div", { class: "ts-calendar", hidden: !possible },
            h("button", { type: "button", class: "ts-button", onclick: () => send("download_ics") }, labels.download),
            h("p", { class: "ts-soft" }, labels.download_how)),
      };
      const pick = (/** @type {string} */ text) => {
        if (!form) return;
        form.text.value = text;
        form.text.focus();
        say(labels.picked);
      };
      regions.draw(layout(view, place).map(([key, data]) => [key, data, builders[key] ?? ((step) => stepCard(step, tools, placed))]));
      for (const step of view.steps ?? []) {
        const kicker = /** @type {HTMLElement | null} */ (tools.body.querySelector(at(step.step_id, " .ts-kicker")));
        if (kicker) kicker.hidden = !step.is_next;
      }
    });
  },
};
