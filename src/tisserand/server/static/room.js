/** A page of a room: shows the pieces that the server sends, and sends what buttons say until it is kept. */

const room = document.getElementById("ts-room");
const state = document.getElementById("ts-state");
const said = document.getElementById("ts-said");
const PENDING = `tisserand-room ${room.dataset.act}`;
const QUIET_MS = 1500; // a connection that comes back sooner is not worth a word
const AGAIN_MS = [1000, 2000, 4000, 8000];

let clockAhead = 0; // of the server, in ms

// What the server sends

function listen() {
  const source = new EventSource(room.dataset.stream);
  let away = 0;
  source.addEventListener("pieces", (event) => {
    const { now, pieces } = JSON.parse(event.data);
    clockAhead = Date.parse(now) - Date.now();
    for (const [name, html] of Object.entries(pieces)) show(name, html);
    tick();
  });
  source.addEventListener("open", () => {
    clearTimeout(away);
    if (state.dataset.state === "away") say(state, room.dataset.back, "back");
    sendPending();
  });
  source.addEventListener("error", () => {
    clearTimeout(away);
    away = setTimeout(() => say(state, room.dataset.away, "away"), QUIET_MS);
    if (source.readyState === EventSource.CLOSED) setTimeout(listen, 3000 + 2000 * Math.random());
  });
}

function say(where, text, kind = "") {
  where.dataset.state = kind;
  where.replaceChildren();
  if (text) where.append(Object.assign(document.createElement("p"), { textContent: text }));
  if (kind === "back" || kind === "kept") setTimeout(() => where.dataset.state === kind && say(where, ""), 4000);
}

function show(name, html) {
  const place = room.querySelector(`[data-piece="${name}"]`);
  if (!place || place.dataset.shown === html) return;
  const kept = fieldsOf(place);
  const open = [...place.querySelectorAll("details[open][id]")].map((node) => node.id);
  const before = place.querySelector("[data-say]")?.dataset.say;
  const focus = place.contains(document.activeElement) ? pathTo(document.activeElement) : null;
  place.innerHTML = html;
  place.dataset.shown = html;
  for (const id of open) place.querySelector(`#${CSS.escape(id)}`)?.setAttribute("open", "");
  restore(place, kept);
  if (focus) (place.querySelector(focus) ?? place.querySelector("h1, h2"))?.focus();
  const after = place.querySelector("[data-say]")?.dataset.say;
  if (after && after !== before) said.textContent = after;
}

/** What was typed or chosen and not sent yet, by form and field: a piece that changes must not take it away. */
function fieldsOf(place) {
  const found = new Map();
  for (const form of place.querySelectorAll("form[data-key]")) {
    const fields = [...form.elements].filter((field) => field.name && field.type !== "hidden" && field.type !== "submit");
    const changed = fields.filter((field) => field.value !== field.defaultValue || field.checked !== field.defaultChecked);
    if (changed.length) found.set(form.dataset.key, new FormData(form));
  }
  return found;
}

function restore(place, kept) {
  for (const form of place.querySelectorAll("form[data-key]")) {
    const data = kept.get(form.dataset.key);
    if (!data) continue;
    for (const field of form.elements) {
      if (!field.name || field.type === "hidden" || field.type === "submit") continue;
      if (field.type === "radio" || field.type === "checkbox") field.checked = data.getAll(field.name).includes(field.value);
      else if (data.has(field.name)) field.value = data.get(field.name);
    }
  }
}

function pathTo(node) {
  if (node.id) return `#${CSS.escape(node.id)}`;
  const form = node.closest("form[data-key]");
  if (!form || !node.name) return null;
  const value = node.type === "text" || node.tagName === "TEXTAREA" ? "" : `[value="${CSS.escape(node.value)}"]`;
  return `form[data-key="${CSS.escape(form.dataset.key)}"] [name="${CSS.escape(node.name)}"]${value}`;
}

// Timers

function tick() {
  for (const place of room.querySelectorAll("[data-until]")) {
    const left = Math.max(0, Math.ceil((Date.parse(place.dataset.until) - Date.now() - clockAhead) / 1000));
    const text = left ? `${Math.floor(left / 60)}:${String(left % 60).padStart(2, "0")}` : (place.dataset.over ?? "0:00");
    if (place.textContent !== text) place.textContent = text;
  }
}

// What buttons say

/** A name for what is sent, so that sending it twice does it once. `crypto.randomUUID` is missing on plain HTTP. */
function uuid() {
  return [...crypto.getRandomValues(new Uint8Array(16))].map((byte) => byte.toString(16).padStart(2, "0")).join("");
}

function pending() {
  try {
    return JSON.parse(sessionStorage.getItem(PENDING) ?? "[]");
  } catch {
    return [];
  }
}

function keepPending(list) {
  try {
    sessionStorage.setItem(PENDING, JSON.stringify(list));
  } catch {
    // private browsing with a full store: what waits is kept by this page only
  }
}

let sending = false;
let queue = pending();

async function sendPending(attempt = 0) {
  if (sending) return;
  sending = true;
  let retry = false;
  while (queue.length && !retry) {
    const { fields, key, then } = queue[0];
    try {
      const body = new URLSearchParams([...fields, ["_xsrf", room.dataset.xsrf]]);
      const answer = await fetch(room.dataset.act, { method: "POST", body, credentials: "same-origin" });
      if (answer.status === 503 || answer.status === 502) throw new Error("away");
      const { problem } = await answer.json().catch(() => ({ problem: room.dataset.failed }));
      queue.shift();
      keepPending(queue);
      if (answer.ok) cleared(key);
      if (problem) say(state, problem, "failed");
      else if (state.dataset.state !== "away") say(state, "");
      if (answer.ok && then) location.assign(then);
    } catch {
      retry = true;
    }
  }
  sending = false;
  if (retry) {
    say(state, room.dataset.waiting, "away");
    setTimeout(() => sendPending(attempt + 1), AGAIN_MS[Math.min(attempt, AGAIN_MS.length - 1)]);
  }
}

function cleared(key) {
  const form = room.querySelector(`form[data-key="${CSS.escape(key)}"]`);
  for (const field of form?.querySelectorAll("input[type=text], input:not([type]), textarea") ?? []) {
    if (!form.hasAttribute("data-keep")) field.value = "";
  }
}

room.addEventListener("submit", (event) => {
  const form = event.target;
  if (!form.matches("[data-room-form]")) return;
  event.preventDefault();
  const question = event.submitter?.dataset.confirm;
  if (question && !confirm(question)) return;
  const fields = [...new FormData(form, event.submitter).entries()].filter(([name]) => name !== "uuid" && name !== "_xsrf");
  queue.push({ fields: [...fields, ["uuid", uuid()]], key: form.dataset.key ?? "", then: form.dataset.then });
  keepPending(queue);
  sendPending();
});

setInterval(tick, 250);
addEventListener("online", () => sendPending());
listen();
tick();
