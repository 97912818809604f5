import assert from "node:assert/strict";
import { test } from "node:test";

import { isKept, ticked } from "./forms.js";
import { layout, openTasks } from "./widget.js";

const TASKS = [{ id: "a" }, { id: "b" }, { id: "c" }];

test("the next task stands open, until the person closes it", () => {
  assert.deepEqual(openTasks(TASKS, "b", new Map()), ["b"]);
  assert.deepEqual(openTasks(TASKS, "b", new Map([["b", false]])), []);
});

test("what the person opened stays open when another task comes next", () => {
  assert.deepEqual(openTasks(TASKS, "c", new Map([["a", true]])), ["a", "c"]);
});

test("what is ticked is told by the name of its group", () => {
  const inputs = [
    { name: "quote-1-x", value: "1" },
    { name: "contest-2-y", value: "titre" },
    { name: "quote-1-x", value: "3" },
  ];
  const within = /** @type {any} */ ({ querySelectorAll: () => inputs });
  assert.deepEqual(ticked(within, "quote"), ["1", "3"]);
  assert.deepEqual(ticked(within, "contest-2-y"), ["titre"]);
});

test("what is being typed is not drawn again when its draft is kept", () => {
  const view = { head: {}, tasks: { tasks: [] }, bar: {}, page: { kind: "writing", text: "" }, flag_reasons: [], review: null, attempts: 1, kept: null };
  const tools = /** @type {any} */ ({ labels: {} });
  const before = layout(view, new Map(), tools);
  const after = layout({ ...view, kept: { text: "Bonjour" }, bar: { drafts: 1 } }, new Map(), tools);
  const page = (/** @type {any[]} */ parts) => JSON.stringify(parts.find(([key]) => key === "page")?.[1]);
  assert.equal(page(before), page(after));
  assert.ok(after.some(([key]) => key === "kept"));
  assert.ok(!before.some(([key]) => key === "kept"));
});

test("a draft is told to be kept only while it holds all that is written", () => {
  assert.ok(isKept({ title: "Prêts", text: "Qui ?" }, { title: "Prêts ", text: "Qui ?\n" }));
  assert.ok(!isKept({ title: "Prêts", text: "Qui ?" }, { title: "Prêts", text: "Qui ouvre ?" }));
});
