/**
 * A page of a room, or the bar that a lesson shows while its reader is in one: it shows the pieces that the server sends
 * as they change, and sends what buttons say until it is kept.
 */
import { Drafts, fill, moveByButton, valuesOf } from "./answer_forms.js";
import { Line } from "./line.js";
import { morph } from "./morph.js";
import { SendingQueue } from "./sending_queue.js";
import { StateBar } from "./state_bar.js";

const PATIENCE = 15_000; // a request that takes longer is given up and made again

const room = /** @type {HTMLElement} */ (document.getElementById("ts-room"));
const { stream = "", act = "", xsrf = "", scope = "" } = room.dataset;
const said = room.querySelector("[data-room-said]");
const shown = new Map();
/** Forms that people put something into since it was last sent. @type {WeakSet<Element>} */
const touched = new WeakSet();
let clockAhead = 0; // of the server, in ms

let storage = /** @type {Storage | null} */ (null);
try {
  storage = sessionStorage;
} catch {
  // forbidden in this browser
}

// What the page says

const bar = new StateBar(showState, room.dataset);
const drafts = new Drafts(storage, `tisserand-room-drafts ${scope}`);

/** @param {string} state @param {string} text */
function showState(state, text) {
  const region = /** @type {HTMLElement | null} */ (room.querySelector("[data-room-state]"));
  if (!region || (region.dataset.state === state && region.textContent === text)) return;
  region.dataset.state = state;
  const line = Object.assign(document.createElement("p"), { textContent: text });
  if (state === "stale") line.append(" ", reloadButton());
  region.replaceChildren(...(text ? [line] : []));
}

function reloadButton() {
  const button = Object.assign(document.createElement("button"), { type: "button", className: "ts-link-button", textContent: room.dataset.reload });
  button.addEventListener("click", () => location.reload());
  return button;
}

/** @param {string} text for who listens to the page */
function announce(text) {
  if (said && text) said.textContent = text;
}

// What the server sends

/** @param {string} name @param {string} html */
function show(name, html) {
  const place = room.querySelector(`[data-piece="${name}"]`);
  if (!place || shown.get(name) === html) return;
  shown.set(name, html);
  const before = saidBy(place);
  const focused = place.contains(document.activeElement) ? /** @type {HTMLElement} */ (document.activeElement) : null;
  morph(place, html);
  if (focused && document.activeElement !== focused) focusAgain(focused);
  const after = saidBy(place);
  if (after && after !== before) {
    announce(after);
    if (name === "stage" && !isTyping()) /** @type {HTMLElement} */ (place).scrollIntoView({ block: "nearest" });
  }
  if (focused && !place.contains(document.activeElement)) /** @type {HTMLElement | null} */ (place.querySelector("[tabindex='-1']"))?.focus();
}

/**
 * A line that moves takes the focus along: a button that was pressed may be pressed again.
 * @param {HTMLElement} focused
 */
function focusAgain(focused) {
  const same = focused.isConnected ? focused : focused.id ? document.getElementById(focused.id) : null;
  same?.focus({ preventScroll: true });
}

/** @param {Element} place */
const saidBy = (place) => place.querySelector("[data-say]")?.getAttribute("data-say") ?? "";

const isTyping = () => Boolean(document.activeElement?.matches("input, textarea, select"));

/** @param {{now: string, pieces: Record<string, string>}} told */
function showPieces({ now, pieces }) {
  clockAhead = Date.parse(now) - Date.now();
  for (const [name, html] of Object.entries(pieces)) show(name, html);
  fillForms();
  tick();
  if (room.querySelector("[data-gone]")) line.end();
}

/** In each form stands what was begun in it, else what waits to be sent, else the last answer. */
function fillForms() {
  const given = new Map([...room.querySelectorAll("[data-given]")].map((node) => [node.getAttribute("data-for"), node.getAttribute("data-given") ?? "{}"]));
  for (const form of /** @type {NodeListOf<HTMLFormElement>} */ (room.querySelectorAll("form[data-key]"))) {
    const key = form.dataset.key ?? "";
    form.classList.toggle("ts-was-sent", given.has(key));
    if (touched.has(form)) continue;
    const waiting = queue.waiting.findLast?.((one) => one.key === key);
    const begun = drafts.of(key);
    if (begun) touched.add(form);
    if (begun) fill(form, begun);
    else if (waiting) fill(form, asValues(waiting.fields));
    else if (given.has(key)) fill(form, JSON.parse(given.get(key) ?? "{}"));
  }
}

/** @param {[string, string][]} fields */
function asValues(fields) {
  const found = /** @type {Record<string, string[]>} */ ({});
  for (const [name, value] of fields) (found[name] ??= []).push(value);
  return found;
}

const line = new Line({
  open: () => new EventSource(stream),
  async ask() {
    const answer = await fetch(stream, { credentials: "same-origin", signal: AbortSignal.timeout?.(PATIENCE) });
    answer.body?.cancel();
    return answer.status;
  },
  onPieces: showPieces,
  onState(state) {
    bar.line(state);
    if (state === "open") queue.go();
  },
});

// Timers

function tick() {
  for (const place of /** @type {NodeListOf<HTMLElement>} */ (room.querySelectorAll("[data-until]"))) {
    const { until = "", over = "0:00" } = place.dataset;
    const left = Math.max(0, Math.ceil((Date.parse(until) - Date.now() - clockAhead) / 1000));
    const text = left ? `${Math.floor(left / 60)}:${String(left % 60).padStart(2, "0")}` : over;
    if (place.textContent === text) continue;
    if (!left && place.textContent) announce(over);
    place.textContent = text;
  }
}

// What buttons say

const queue = new SendingQueue({
  storage,
  place: `tisserand-room ${scope}`,
  async post(fields) {
    const body = new URLSearchParams([...fields, ["_xsrf", xsrf]]);
    const answer = await fetch(act, { method: "POST", body, credentials: "same-origin", signal: AbortSignal.timeout?.(PATIENCE) });
    const told = await answer.json().catch(() => null);
    return { status: answer.status, problem: told?.problem ?? null, isOurs: told !== null };
  },
  onKept({ key, then }) {
    bar.kept();
    const form = formOf(key);
    if (form && !touched.has(form) && !form.hasAttribute("data-keep")) clear(form);
    if (then) location.assign(then);
  },
  onRefused({ key, fields }, problem) {
    bar.refused(problem);
    const form = formOf(key);
    if (form && !touched.has(form)) noteDraft(form, asValues(fields)); // it is still there to be corrected
  },
  onWaiting: () => bar.waiting(),
  onStale: () => bar.stale(),
});

/** @param {string} key @returns {HTMLFormElement | null} */
const formOf = (key) => (key ? room.querySelector(`form[data-key="${CSS.escape(key)}"]`) : null);

/** @param {HTMLFormElement} form */
function clear(form) {
  if (form.hasAttribute("data-reset")) form.reset();
  for (const field of /** @type {NodeListOf<HTMLInputElement>} */ (form.querySelectorAll("input[type=text], input:not([type]), textarea"))) field.value = "";
}

/** @param {HTMLFormElement} form */
function noteDraft(form, values = valuesOf(form)) {
  touched.add(form);
  if (form.dataset.key) drafts.keep(form.dataset.key, values);
}

for (const type of ["input", "change"])
  room.addEventListener(type, ({ target }) => {
    const form = /** @type {Element} */ (target).closest("form");
    if (form) noteDraft(form);
  });

room.addEventListener("click", ({ target }) => {
  const button = /** @type {HTMLElement | null} */ (/** @type {Element} */ (target).closest("[data-move]"));
  if (!button) return;
  announce(moveByButton(button));
  const form = button.closest("form");
  if (form) noteDraft(form);
});

room.addEventListener("submit", (event) => {
  const form = /** @type {HTMLFormElement} */ (event.target);
  if (!form.matches("[data-room-form]")) return;
  event.preventDefault();
  const submitter = event.submitter;
  const question = submitter?.dataset.confirm;
  if (question && !confirm(question)) return;
  bar.pressed();
  const ticked = form.querySelectorAll("input[type=checkbox][data-one]");
  if (ticked.length && ![...ticked].some((box) => /** @type {HTMLInputElement} */ (box).checked)) {
    bar.refused(form.dataset.incomplete ?? null);
    /** @type {HTMLElement} */ (ticked[0]).focus();
    return;
  }
  const fields = [...new FormData(form, submitter).entries()].filter(([name]) => name !== "uuid" && name !== "_xsrf");
  touched.delete(form);
  drafts.drop(form.dataset.key ?? "");
  queue.add({ fields: /** @type {[string, string][]} */ (fields), key: form.dataset.key ?? "", then: form.dataset.then });
});

const wake = () => {
  line.wake();
  queue.go();
};
addEventListener("online", wake);
addEventListener("pageshow", (event) => event.persisted && wake());
document.addEventListener("visibilitychange", () => document.visibilityState === "visible" && wake());
setInterval(tick, 250);
fillForms();
tick();
line.start();
queue.go();
