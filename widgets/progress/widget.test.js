import assert from "node:assert/strict";
import { test } from "node:test";

import widget, { percent } from "./widget.js";

test("the bar fills with what is done", () => {
  assert.equal(percent({ done: 0, total: 7 }), 0);
  assert.equal(percent({ done: 3, total: 7 }), 43);
  assert.equal(percent({ done: 7, total: 7 }), 100);
});

test("the bar stays within its ends, and an empty module is not begun", () => {
  assert.equal(percent({ done: 9, total: 7 }), 100);
  assert.equal(percent({ done: -1, total: 7 }), 0);
  assert.equal(percent({ done: 0, total: 0 }), 0);
});

test("the module is a widget for anywidget", () => {
  assert.equal(typeof widget.render, "function");
});
