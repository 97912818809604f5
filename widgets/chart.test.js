import assert from "node:assert/strict";
import { test } from "node:test";

import { bandPath, down, linePath } from "./chart.js";

test("what is greater is drawn higher, and nothing leaves the picture", () => {
  assert.equal(down(0, 1), 100);
  assert.equal(down(1, 1), 0);
  assert.equal(down(0.25, 1), 75);
  assert.equal(down(7, 5), 0);
  assert.equal(down(-1, 5), 100);
  assert.equal(down(0, 0), 100);
});

test("a line goes one step to the right for each value", () => {
  assert.equal(linePath([0, 5, 10], 10), "M0 100L1 50L2 0");
  assert.equal(linePath([], 10), "");
});

test("a band goes along its upper edge and back along its lower one", () => {
  assert.equal(bandPath({ low: [0, 2], high: [4, 10] }, 10), "M0 60L1 0L1 80L0 100Z");
});
