/** One's own export: a file chosen, its columns confirmed, its faults told, its measures predicted then shown. */

import { begin, fill, freshId, group, h, problemLine, uuid, warningLine } from "../kit.js";
import { foldsOf, stepCard, unlessBusy } from "../steps.js";

/**
 * The pieces of a file, as base 64, each small enough for one message.
 * @param {Uint8Array} bytes
 * @param {number} size
 * @returns {string[]} at least one
 */
export function pieces(bytes, size) {
  const found = [];
  for (let start = 0; start === 0 || start < bytes.length; start += size) {
    let text = "";
    for (const byte of bytes.subarray(start, start + size)) text += String.fromCharCode(byte);
    found.push(btoa(text));
  }
  return found;
}

/** @param {import("../kit.js").Tools} tools @param {any} view */
function fileCard(view, tools) {
  const { labels, send, say, model } = tools;
  const [fieldId, hintId] = [freshId("file"), freshId("limits")];
  const told = h("p", { class: "ts-hint", role: "alert" });
  const field = /** @type {HTMLInputElement} */ (
    h("input", { type: "file", id: fieldId, accept: ".csv,.tsv,.txt,text/csv", "aria-describedby": hintId })
  );
  /** Sends a piece and waits for its answer: a server cuts off a page that sends too much at once. */
  const sent = (/** @type {object} */ fields, /** @type {string | undefined} */ focus) =>
    new Promise((resolve) => {
      const id = send("piece", fields, focus);
      const hear = (/** @type {any} */ content) => {
        if (content?.type !== "done" || content.uuid !== id) return;
        model.off("msg:custom", hear);
        resolve(content.ok);
      };
      model.on("msg:custom", hear);
    });
  const read = async () => {
    const file = field.files?.[0];
    if (!file) return;
    told.textContent = "";
    if (file.size > view.limits.bytes) {
      told.textContent = view.limits.too_large;
      return;
    }
    const parts = pieces(new Uint8Array(await file.arrayBuffer()), view.limits.piece);
    const upload = uuid();
    field.value = "";
    for (const [at, data] of parts.entries()) {
      const isTaken = await sent({ upload, at, of: parts.length, data }, at === parts.length - 1 ? ".ts-columns-title" : undefined);
      if (!isTaken) return;
      if (parts.length > view.limits.at_once) {
        const text = fill(labels.sending, { percent: Math.round((100 * (at + 1)) / parts.length) });
        told.textContent = text;
        if (at % 8 === 7) say(text);
        await new Promise((resolve) => setTimeout(resolve, view.limits.pace_ms));
      }
    }
  };
  field.addEventListener("change", read);
  const button = (/** @type {string} */ text, /** @type {string} */ type, /** @type {string | undefined} */ focus) =>
    h("button", { type: "button", class: "ts-button", onclick: (/** @type {Event} */ event) => unlessBusy(event, () => send(type, {}, focus)) }, text);
  return h(
    "section",
    { class: "ts-file" },
    h("div", { class: "ts-note" }, h("p", {}, labels.memory), h("p", {}, labels.rights)),
    h("div", { class: "ts-field" }, h("label", { for: fieldId }, labels.choose), field, h("p", { class: "ts-soft", id: hintId }, view.limits_text)),
    told,
    h(
      "div",
      { class: "ts-actions" },
      view.has_sample && button(labels.open_sample, "sample", ".ts-columns-title"),
      view.has_sample && button(labels.get_sample, "download_sample", undefined),
      button(labels.later, "later", ".ts-was-done"),
    ),
    view.was_done && h("p", { class: "ts-soft ts-was-done", tabindex: "-1" }, labels.was_done),
  );
}

/** @param {string} label @param {string} about @param {{id: any, text: string}[]} options @param {any} chosen @param {string} name */
function choiceField(label, about, options, chosen, name) {
  const [id, aboutId] = [freshId("choice"), freshId("about")];
  const select = /** @type {HTMLSelectElement} */ (
    h("select", { id, name, "aria-describedby": aboutId }, options.map((option) => h("option", { value: String(option.id) }, option.text)))
  );
  select.value = String(chosen);
  return { select, node: h("div", { class: "ts-field" }, h("label", { for: id }, label), select, h("p", { class: "ts-soft", id: aboutId }, about)) };
}

/** @param {any} columns @param {import("../kit.js").Tools} tools */
function columnForm(columns, { labels, send }) {
  const places = [{ id: "", text: labels.no_column }, ...columns.header.map((/** @type {string} */ name, /** @type {number} */ at) => ({ id: at, text: name || `${at + 1}` }))];
  const fields = columns.roles.map((/** @type {any} */ role) => ({ id: role.id, ...choiceField(role.name, role.about, places, role.chosen ?? "", role.id) }));
  const form = choiceField(labels.form_label, columns.form_unclear, columns.forms, columns.form, "form");
  const zone = choiceField(labels.zone_label, columns.zone_about, columns.zones, columns.zone, "zone");
  const go = () => {
    const chosen = Object.fromEntries(fields.map((/** @type {any} */ { id, select }) => [id, select.value === "" ? null : Number(select.value)]));
    send("confirm", { columns: chosen, form: form.select.value, zone: zone.select.value }, ".ts-read");
  };
  return h(
    "section",
    {},
    h("h4", { class: "ts-columns-title", tabindex: "-1" }, labels.columns_title),
    h("p", {}, columns.read, " ", columns.dropped, " ", columns.sample),
    group(labels.columns_legend, { class: "ts-role-grid" }, fields.map((/** @type {any} */ { node }) => node), form.node, zone.node),
    h(
      "div",
      { class: "ts-actions" },
      h("button", { type: "button", class: "ts-button ts-primary", onclick: (/** @type {Event} */ event) => unlessBusy(event, go) }, labels.confirm),
      forgetButton(labels, send),
    ),
  );
}

/** @param {Record<string, string>} labels @param {(type: string, fields?: object, focus?: string) => string} send */
const forgetButton = (labels, send) =>
  h("button", { type: "button", class: "ts-button ts-quiet", onclick: (/** @type {Event} */ event) => unlessBusy(event, () => send("forget", {}, "input[type=file]")) }, labels.forget);

/** @param {any} faults @param {import("../kit.js").Tools} tools */
function faultCard(faults, { labels, send }) {
  return h(
    "section",
    { class: "ts-faults" },
    h("h4", { class: "ts-read", tabindex: "-1" }, faults.title),
    h("p", {}, labels.faults_about),
    h("ul", {}, faults.lines.map((/** @type {string} */ line) => h("li", {}, line))),
    faults.rest && h("p", {}, faults.rest),
    h("p", {}, faults.kept),
    h(
      "div",
      { class: "ts-actions" },
      faults.can_go_on && h("button", { type: "button", class: "ts-button ts-primary", onclick: (/** @type {Event} */ event) => unlessBusy(event, () => send("go_on", {}, ".ts-read")) }, labels.go_on),
      forgetButton(labels, send),
    ),
  );
}

/** @param {any} summary @param {import("../kit.js").Tools} tools */
function summaryCard(summary, { labels, send }) {
  return h(
    "section",
    { class: "ts-note" },
    h("p", { class: "ts-read", tabindex: "-1" }, h("strong", {}, summary.text), " ", summary.lost),
    h("p", {}, labels.memory),
    h("div", { class: "ts-actions" }, forgetButton(labels, send)),
  );
}

/** @param {Record<string, string>} labels */
const ownHead = (labels) => h("header", {}, h("p", { class: "ts-kicker" }, labels.kicker), h("h3", { tabindex: "-1" }, labels.title), h("p", {}, labels.intro));

/** @param {any} view @param {import("../kit.js").Tools} tools */
export function layout(view, tools) {
  const { labels } = tools;
  const file = { limits: view.limits, limits_text: view.limits_text, has_sample: view.has_sample, was_done: view.was_done };
  const parts = /** @type {[string, any, (data: any) => HTMLElement][]} */ ([
    ["head", labels.title, () => ownHead(labels)],
    ["warning", view.warning ?? "", warningLine],
    ["file", view.phase === "empty" ? file : null, (data) => fileCard(data, tools)],
    ["columns", view.columns, (columns) => columnForm(columns, tools)],
    ["faults", view.faults, (faults) => faultCard(faults, tools)],
    ["summary", view.summary, (summary) => summaryCard(summary, tools)],
    ...view.steps.filter((/** @type {any} */ step) => step.ask || step.is_done).map((/** @type {any} */ step) => [`step-${step.id}`, step, (/** @type {any} */ data) => stepCard(data, tools)]),
    ["problem", view.problem ?? "", problemLine],
  ]);
  return parts.filter(([, data]) => data !== null);
}

export default {
  /** @param {any} context */
  render(context) {
    return begin(context, "own_traces", (view, tools) => tools.regions.draw(layout(view, tools)));
  },
};
