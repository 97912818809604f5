import assert from "node:assert/strict";
import { test } from "node:test";

import { CORNERS, amount, gridLines, inOrder, moved, orientationWords, partsAt, pointOf, preferenceWords, wholeParts } from "./dosage.js";

const NAMES = ["technical", "organisational", "political"];
const mix = (...parts) => Object.fromEntries(NAMES.map((name, at) => [name, parts[at]]));
const total = (parts) => Object.values(parts).reduce((sum, part) => sum + part, 0);

test("whole parts sum to the total, the greatest remainders first", () => {
  assert.deepEqual(wholeParts({ a: 1, b: 1, c: 1 }), { a: 34, b: 33, c: 33 });
  assert.deepEqual(wholeParts({ a: 0, b: 0 }, 60), { a: 30, b: 30 });
  assert.deepEqual(wholeParts({ a: 2, b: 1 }, 10), { a: 7, b: 3 });
});

test("moving one part keeps the proportions of the others and the sum", () => {
  assert.deepEqual(moved(mix(20, 60, 20), "technical", 60), mix(60, 30, 10));
  assert.deepEqual(moved(mix(100, 0, 0), "technical", 50), mix(50, 25, 25));
  for (const part of [-5, 0, 1, 33, 99, 100, 140]) assert.equal(total(moved(mix(47, 31, 22), "political", part)), 100);
  assert.equal(moved(mix(47, 31, 22), "political", 140).political, 100);
});

test("a mix and its point in the triangle are one thing", () => {
  for (let a = 0; a <= 100; a += 10)
    for (let b = 0; a + b <= 100; b += 10) {
      const { x, y } = pointOf(mix(a, b, 100 - a - b));
      assert.deepEqual(partsAt(x, y, NAMES), mix(a, b, 100 - a - b));
    }
});

test("a point outside the triangle still stands for a mix", () => {
  assert.deepEqual(partsAt(CORNERS[2].x, -400, NAMES), mix(0, 0, 100));
  for (const [x, y] of [[-500, 500], [900, 30], [160, 900]]) {
    const parts = partsAt(x, y, NAMES);
    assert.equal(total(parts), 100);
    assert.ok(Object.values(parts).every((part) => part >= 0));
  }
});

test("words name a preference alone, two of them, or a balance", () => {
  const limits = { most: 50, little: 20 };
  assert.equal(preferenceWords(mix(60, 30, 10), limits)[0], "mix.who.technical");
  assert.equal(preferenceWords(mix(45, 45, 10), limits)[1], "mix.how.technical_organisational");
  assert.equal(preferenceWords(mix(34, 33, 33), limits)[2], "mix.revised.balanced");
});

test("words say what comes first, what second, and whether it is narrow or spread", () => {
  const limits = { narrow: 65, spread: 30, second: 15 };
  assert.deepEqual(orientationWords({ a: 20, b: 30, c: 20, d: 10, e: 20 }, limits), ["mix.first.b", "mix.second.a", "mix.spread"]);
  assert.deepEqual(orientationWords({ a: 88, b: 3, c: 3, d: 3, e: 3 }, limits), ["mix.first.a", "mix.narrow"]);
});

test("an amount has a word for each part, and the grid nine lines", () => {
  const amounts = [[0, "rien"], [1, "un peu"], [40, "beaucoup"]];
  assert.deepEqual([0, 1, 39, 100].map((part) => amount(part, amounts)), ["rien", "un peu", "un peu", "beaucoup"]);
  assert.equal(gridLines().match(/M/g).length, 9);
});

test("a mix whose keys were sorted on the way is told and placed like any other", () => {
  const names = NAMES.map((id) => ({ id }));
  const sorted = { organisational: 30, political: 10, technical: 60 };
  const { parts, before } = inOrder({ names, parts: sorted, before: sorted });
  assert.deepEqual(Object.keys(parts), NAMES);
  assert.deepEqual(before, mix(60, 30, 10));
  assert.deepEqual(pointOf(parts), pointOf(mix(60, 30, 10)));
  assert.deepEqual(preferenceWords(parts, { most: 65, little: 20 }), preferenceWords(mix(60, 30, 10), { most: 65, little: 20 }));
  assert.equal(inOrder({ names, parts: sorted, before: null }).before, null);
});
