import assert from "node:assert/strict";
import { test } from "node:test";

import widget, { layout } from "./widget.js";

const keys = (view) => layout({ steps: [], ahead: [], ...view }, { labels: {} }).map(([key]) => key);

test("steps come after the introduction and before what is ahead", () => {
  assert.deepEqual(keys({ steps: [{ id: "a" }, { id: "b" }] }), ["head", "warning", "step-a", "step-b", "problem", "foot"]);
});

test("the last step done stays open beside the one that is asked", () => {
  const steps = [{ id: "a", is_done: true }, { id: "b", is_done: true }, { id: "c" }];
  const data = layout({ steps, ahead: [] }, { labels: {} }).filter(([key]) => key.startsWith("step-")).map(([, { isLast }]) => isLast);
  assert.deepEqual(data, [false, true, false]);
});

test("the widget is what anywidget takes", () => {
  assert.equal(typeof widget.render, "function");
});
