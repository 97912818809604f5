import assert from "node:assert/strict";
import { test } from "node:test";

import widget, { parts } from "./widget.js";

const view = { author: true, text: "t", detail: "Traceback", suggestions: ["lundi-matin"] };

test("whoever writes the lesson sees the message, the nearest names and the detail", () => {
  assert.deepEqual(parts(view), ["title", "text", "suggestions", "detail"]);
});

test("empty pieces leave no place", () => {
  assert.deepEqual(parts({ ...view, detail: "", suggestions: [] }), ["title", "text"]);
});

test("a participant sees the message alone, even if a detail came along", () => {
  assert.deepEqual(parts({ ...view, author: false }), ["text"]);
});

test("the module is a widget for anywidget", () => {
  assert.equal(typeof widget.render, "function");
});
