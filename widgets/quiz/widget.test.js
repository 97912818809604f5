import assert from "node:assert/strict";
import { test } from "node:test";

import widget, { isComplete, layout, letter, moved, nextOpen, openOne } from "./widget.js";

const question = (/** @type {string} */ kind) => ({ kind, lefts: [{ id: "a", html: "", text: "" }, { id: "b", html: "", text: "" }] });

test("an answer is complete once it says something", () => {
  assert.equal(isComplete(null, question("single")), false);
  assert.equal(isComplete("x", question("single")), true);
  assert.equal(isComplete([], question("multiple")), false);
  assert.equal(isComplete(["x"], question("multiple")), true);
  assert.equal(isComplete("  ", question("short_text")), false);
  assert.equal(isComplete("0", question("numeric")), true);
});

test("false is an answer to a true or false question", () => {
  assert.equal(isComplete(false, question("true_false")), true);
  assert.equal(isComplete(null, question("true_false")), false);
});

test("every left side must be matched", () => {
  assert.equal(isComplete({ a: "x", b: "" }, question("matching")), false);
  assert.equal(isComplete({ a: "x", b: "x" }, question("matching")), true);
});

test("moving keeps everything and stops at the ends", () => {
  assert.deepEqual(moved(["a", "b", "c"], 0, 1), ["b", "a", "c"]);
  assert.deepEqual(moved(["a", "b", "c"], 2, 1), ["a", "c", "b"]);
  assert.deepEqual(moved(["a", "b", "c"], 0, 2), ["b", "c", "a"]);
  assert.deepEqual(moved(["a", "b", "c"], 0, -1), ["a", "b", "c"]);
  assert.deepEqual(moved(["a", "b", "c"], 2, 3), ["a", "b", "c"]);
});

test("proposals are lettered past Z", () => {
  assert.deepEqual([0, 1, 25, 26, 27, 52].map(letter), ["A", "B", "Z", "AA", "AB", "BA"]);
});

const view = { title: "t", overview: {}, questions: [{ id: "one" }, { id: "two" }], summary: null, restart: null, problem: "Non." };

test("a problem stands beside the question that caused it", () => {
  assert.deepEqual(layout(view, "one").map(([key]) => key),
    ["head", "warning", "overview", "question:one", "problem", "question:two", "summary", "restart"]);
});

test("a problem of no question stands at the end, and none leaves no place", () => {
  assert.deepEqual(layout(view, null).map(([key]) => key).slice(-2), ["problem", "restart"]);
  assert.ok(!layout({ ...view, problem: null }, "one").some(([key]) => key === "problem"));
});

test("when nothing could be read, the reason stands alone", () => {
  assert.deepEqual(layout({ problem: "Non." }, null), [["problem", "Non."]]);
});

test("the module is a widget for anywidget", () => {
  assert.equal(typeof widget.render, "function");
});

const three = (/** @type {boolean[]} */ ...answered) =>
  answered.map((done, index) => ({ id: "abc"[index], result: done ? {} : null }));

test("one question stands open: the one asked for, else the first without an answer, else none", () => {
  assert.equal(openOne(three(true, false, false), null), "b");
  assert.equal(openOne(three(true, false, false), "a"), "a");
  assert.equal(openOne(three(true, false, false), "gone"), "b");
  assert.equal(openOne(three(true, true, true), null), null);
});

test("one goes on with the next question that has no answer, around the list", () => {
  assert.equal(nextOpen(three(true, true, false), "a"), "c");
  assert.equal(nextOpen(three(false, true, true), "b"), "a");
  assert.equal(nextOpen(three(true, true, false), "c"), null);
});
