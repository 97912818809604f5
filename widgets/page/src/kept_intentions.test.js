import assert from "node:assert/strict";
import { test } from "node:test";

import { KEPT_FOR, KeptIntentions } from "./kept_intentions.js";

function storage() {
  const values = new Map();
  return { getItem: (key) => values.get(key) ?? null, setItem: (key, text) => values.set(key, text), removeItem: (key) => values.delete(key), values };
}
const answer = { type: "answer", uuid: "u1", question: "q" };

test("an intention outlives the page until it is answered", () => {
  const place = storage();
  new KeptIntentions(place, "camille").keep("quiz", answer);
  const after = new KeptIntentions(place, "camille");
  assert.deepEqual(after.of("quiz"), [answer]);
  assert.deepEqual(after.of("scenario"), []);
  after.forget("quiz", "u1");
  assert.deepEqual(after.of("quiz"), []);
  assert.equal(place.values.size, 0);
});

test("another person or another lesson in the same tab gets nothing", () => {
  const place = storage();
  new KeptIntentions(place, "camille").keep("quiz", answer);
  assert.deepEqual(new KeptIntentions(place, "sacha").of("quiz"), []);
});

test("after an hour what is on the screen is the truth", () => {
  let now = 0;
  const kept = new KeptIntentions(storage(), "camille", () => now);
  kept.keep("quiz", answer);
  now = KEPT_FOR - 1;
  assert.equal(kept.of("quiz").length, 1);
  now = KEPT_FOR;
  assert.equal(kept.of("quiz").length, 0);
});

test("the order stays, and only so many are kept", () => {
  const kept = new KeptIntentions(storage(), "camille");
  for (let n = 0; n < 60; n++) kept.keep("quiz", { type: "answer", uuid: `u${n}` });
  assert.deepEqual([kept.of("quiz")[0].uuid, kept.of("quiz").at(-1).uuid, kept.of("quiz").length], ["u10", "u59", 50]);
});

test("a storage that is missing, full or spoilt is no reason to fail", () => {
  const refuses = { getItem: () => "[{", setItem: () => { throw new Error("full"); }, removeItem() {} };
  for (const place of [null, refuses, { ...refuses, getItem: () => '{"a":1}' }, { ...refuses, getItem: () => "[null, 3]" }]) {
    const kept = new KeptIntentions(place, "camille");
    kept.keep("quiz", answer);
    kept.forget("quiz", "u1");
    assert.deepEqual(kept.of("quiz"), []);
  }
});
