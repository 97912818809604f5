import assert from "node:assert/strict";
import { test } from "node:test";

import { asText, deviceShelf } from "./notes.js";
import { MINUTE, clockText, signal, timeOfDay, timing } from "./times.js";
import widget from "./widget.js";

const stages = [
  { planned: 10, spent_ms: 12 * MINUTE },
  { planned: 15, spent_ms: 0 },
  { planned: 5, spent_ms: 0 },
];

test("time is a subtraction: a tab that slept an hour shows the same as one that looked on", () => {
  const view = { stages, stage: 1, running_since: 1000 };
  assert.deepEqual(timing(view, 1000 + 60 * MINUTE), timing(view, 1000 + 60 * MINUTE));
  assert.equal(timing(view, 1000 + 4 * MINUTE).left, 11 * MINUTE);
  assert.equal(timing(view, 1000 + 4 * MINUTE).late, 2 * MINUTE);
  assert.equal(timing(view, 1000 + 4 * MINUTE).totalLeft, 16 * MINUTE);
  assert.equal(timing(view, 1000 + 18 * MINUTE).late, 5 * MINUTE);
  assert.equal(timing(view, 1000 + 18 * MINUTE).totalLeft, 5 * MINUTE);
});

test("a pause and a clock set back give and take nothing", () => {
  assert.equal(timing({ stages, stage: 1, running_since: null }, 99 * MINUTE).spent, 0);
  assert.equal(timing({ stages, stage: 1, running_since: 5000 }, 0).spent, 0);
});

test("digits count down to zero, then up with a plus", () => {
  assert.equal(clockText(12 * MINUTE + 4001), "12:05");
  assert.equal(clockText(0), "0:00");
  assert.equal(clockText(-80_000), "+1:20");
  assert.equal(clockText(-1), "+0:00");
});

test("one minute and the end are said once, even after a sleep", () => {
  assert.equal(signal(61_000, 60_000), "one_minute");
  assert.equal(signal(60_000, 59_000), null);
  assert.equal(signal(500, -10 * MINUTE), "time_is_up");
  assert.equal(signal(5 * MINUTE, -MINUTE), "time_is_up");
  assert.equal(signal(-1, -500), null);
  assert.equal(signal(NaN, 10), null);
});

test("the time of day is written as its reader writes it", () => {
  assert.match(timeOfDay(0, "fr"), /^\d\d\u00a0h\u00a0\d\d$/);
  assert.match(timeOfDay(0, "en"), /^\d\d:\d\d$/);
});

test("notes leave as plain text, only the steps that have some", () => {
  const text = asText("Séance", [{ id: "a", title: "Exposé" }, { id: "b", title: "Contrat" }], { b: " Deux pistes. " }, "Rien.");
  assert.equal(text, "Séance\n======\n\nContrat\n-------\nDeux pistes.\n");
  assert.match(asText("Séance", [{ id: "a", title: "Exposé" }], { a: "  " }, "Rien."), /\n\nRien\.\n$/);
});

test("a browser that keeps nothing is no error", () => {
  const shelf = deviceShelf("x"); // node has no localStorage without a flag
  assert.equal(shelf.read(), null);
  assert.equal(shelf.write({ a: "b" }), typeof globalThis.localStorage?.setItem === "function");
  shelf.remove();
});

test("the module is a widget for anywidget", () => {
  assert.equal(typeof widget.render, "function");
});
