import assert from "node:assert/strict";
import { test } from "node:test";

import widget, { layout, pieces } from "./widget.js";

const keys = (view) => layout({ steps: [], columns: null, faults: null, summary: null, ...view }, { labels: { title: "t" } }).map(([key]) => key);

test("a file is cut into pieces that make it again", () => {
  const bytes = Uint8Array.from({ length: 1000 }, (_, at) => at % 256);
  const parts = pieces(bytes, 300);
  assert.equal(parts.length, 4);
  const again = parts.flatMap((part) => [...atob(part)].map((character) => character.charCodeAt(0)));
  assert.deepEqual(again, [...bytes]);
});

test("an empty file is one empty piece: Python says what is wrong with it", () => {
  assert.deepEqual(pieces(new Uint8Array(), 300), [""]);
});

test("each phase shows what it needs and nothing of the others", () => {
  assert.deepEqual(keys({ phase: "empty" }), ["head", "warning", "file", "problem"]);
  assert.deepEqual(keys({ phase: "columns", columns: {} }), ["head", "warning", "columns", "problem"]);
  assert.deepEqual(keys({ phase: "faults", faults: {} }), ["head", "warning", "faults", "problem"]);
  const steps = [{ id: "a", is_done: true }, { id: "b", ask: {} }];
  assert.deepEqual(keys({ phase: "measures", summary: {}, steps }), ["head", "warning", "summary", "step-a", "step-b", "problem"]);
});

test("the widget is what anywidget takes", () => {
  assert.equal(typeof widget.render, "function");
});

test("nothing of a file is kept by the page for a reload", async () => {
  const kit = await import("node:fs").then((fs) => fs.readFileSync(new URL("../kit.js", import.meta.url), "utf-8"));
  const list = /ONLY_HERE = \[([^\]]*)\]/.exec(kit)[1];
  for (const type of ["piece", "confirm"]) assert.ok(list.includes(`"${type}"`), type);
});
