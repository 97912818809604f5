import assert from "node:assert/strict";
import { test } from "node:test";
import { Drafts } from "./answer_forms.js";

function store(text = /** @type {string | null} */ (null)) {
  return { text, getItem() { return this.text; }, setItem(/** @type {string} */ _key, /** @type {string} */ value) { this.text = value; } };
}

test("what is begun is found again by the next page, and dropped once it is sent", () => {
  const kept = store();
  const drafts = new Drafts(kept, "here");
  drafts.keep("q1", { answer: ["b"] });
  drafts.keep("wall", { answer: ["Écrit à moitié"] });
  assert.deepEqual(new Drafts(kept, "here").of("wall"), { answer: ["Écrit à moitié"] });
  drafts.drop("wall");
  const next = new Drafts(kept, "here");
  assert.equal(next.of("wall"), undefined);
  assert.deepEqual(next.of("q1"), { answer: ["b"] });
});

test("what was begun long ago makes room", () => {
  const drafts = new Drafts(store(), "here");
  for (let n = 0; n < 30; n++) drafts.keep(`q${n}`, { answer: [String(n)] });
  assert.equal(drafts.of("q0"), undefined);
  assert.deepEqual(drafts.of("q29"), { answer: ["29"] });
});

test("a store that is forbidden, or holds nonsense, changes nothing", () => {
  for (const text of ["{", "3", "null"]) {
    const drafts = new Drafts(store(text), "here");
    assert.equal(drafts.of("toString"), undefined);
    drafts.keep("q", { answer: ["b"] });
    assert.deepEqual(drafts.of("q"), { answer: ["b"] });
  }
  const drafts = new Drafts({ getItem: () => null, setItem() { throw new Error("full"); } }, "here");
  drafts.keep("q", { answer: ["b"] });
  assert.deepEqual(drafts.of("q"), { answer: ["b"] });
});
