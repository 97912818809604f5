import assert from "node:assert/strict";
import { test } from "node:test";

import { across, groupPath } from "./picture.js";
import { predicted } from "./steps.js";

const percent = { most: 100, divide: 100 };

test("a bet is read with a comma or a point, in the unit of its figure", () => {
  assert.equal(predicted("30", percent), 0.3);
  assert.equal(predicted(" 12,5 ", percent), 0.125);
  assert.equal(predicted("0", percent), 0);
  assert.equal(predicted("4.5", { most: 168, divide: 1 }), 4.5);
});

test("what is no number, or out of bounds, is no bet", () => {
  for (const typed of ["", "beaucoup", "-3", "101", "1e3", "30 %", "1,2,3", "NaN", "Infinity"]) assert.equal(predicted(typed, percent), null, typed);
});

test("a bar is as long as its part of the longest, and never longer than the picture", () => {
  assert.equal(across(0.5, 1), 50);
  assert.equal(across(2, 1), 100);
  assert.equal(across(-1, 1), 0);
  assert.equal(across(3, 0), 0);
});

test("each group has an outline of its own", () => {
  const outlines = [1, 2, 3, 4, 5, 6].map((group) => groupPath(group, 10, 10, 5));
  assert.equal(new Set(outlines).size, 6);
});
