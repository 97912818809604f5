import assert from "node:assert/strict";
import { test } from "node:test";

import { present } from "./room.js";
import { position } from "./widget.js";

test("the dots of a row stand apart, inside the picture", () => {
  const xs = [0, 1, 2].map((place) => position({ layer: 0, place, breadth: 3 }, 330).x);
  assert.deepEqual(xs, [55, 165, 275]);
  assert.ok(position({ layer: 2, place: 0, breadth: 1 }, 330).y > position({ layer: 1, place: 0, breadth: 1 }, 330).y);
});

test("the opening of a meeting has no number, and a meeting that is over is at no step", () => {
  const steps = ["past", "now", "ahead"].map((place) => ({ title: place, range: "5", place }));
  assert.deepEqual(present(steps), { number: 1, total: 2, title: "now", range: "5" });
  assert.equal(present([{ ...steps[1] }, steps[2]])?.number, 0);
  assert.equal(present([steps[0]]), null);
});
