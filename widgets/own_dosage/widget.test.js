import assert from "node:assert/strict";
import { test } from "node:test";

import widget, { isSame, layout } from "./widget.js";

const side = (technical, order = ["technical", "political"]) => ({
  preferences: Object.fromEntries(order.map((name) => [name, name === "technical" ? technical : 100 - technical])),
  orientations: { mutual_aid: 100 },
});

test("two dosages are the same whatever the order of their names", () => {
  assert.ok(isSame(side(40), side(40, ["political", "technical"])));
  assert.ok(!isSame(side(40), side(41)));
});

test("the gap is drawn only once there is one, after both sides", () => {
  const keys = (view) => layout(view, { labels: {} }).map(([key]) => key);
  assert.deepEqual(keys({ today: {}, wanted: {}, gap: null }), ["head", "warning", "sides", "problem"]);
  assert.deepEqual(keys({ today: {}, wanted: {}, gap: {} }), ["head", "warning", "sides", "problem", "gap"]);
  assert.equal(typeof widget.render, "function");
});
