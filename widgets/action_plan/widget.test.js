import assert from "node:assert/strict";
import { test } from "node:test";

import widget, { layout, longDate } from "./widget.js";

test("a day is written in the reader's words, whatever the time zone", () => {
  assert.equal(longDate("2026-03-09", "fr"), "lundi 9 mars 2026");
  assert.equal(longDate("2026-03-01", "fr"), "dimanche 1er mars 2026");
  assert.match(longDate("2026-03-09", "en"), /^Monday,? 9 March 2026$/); // the comma depends on the engine
});

test("what is not a day stays as it is", () => {
  assert.equal(longDate("", "fr"), "");
  assert.equal(longDate("bientôt", "fr"), "bientôt");
  assert.equal(longDate("2026-13-45", "en"), "2026-13-45");
});

const view = {
  count_text: "", needs_date: false, steps: [{ step_id: "a" }, { step_id: "b" }], removed: null, default_date: "2026-03-09",
  suggestions: [], can_download: false, problem: "Non.",
};

test("a problem stands beside the step it is about", () => {
  const keys = layout(view, "a").map(([key]) => key);
  assert.equal(keys[keys.indexOf("step:a") + 1], "problem");
});

test("a problem of the form, or of a step that is gone, stands after the form", () => {
  for (const place of ["form", "gone", null]) {
    const keys = layout(view, place).map(([key]) => key);
    assert.equal(keys[keys.indexOf("form") + 1], "problem");
    assert.equal(keys.filter((key) => key === "problem").length, 1);
  }
});

test("ideas come before the form of an empty plan, and after it later", () => {
  const order = (/** @type {any} */ shown) => layout(shown, null).map(([key]) => key).filter((key) => ["form", "suggestions"].includes(key));
  assert.deepEqual(order({ ...view, steps: [] }), ["suggestions", "form"]);
  assert.deepEqual(order(view), ["form", "suggestions"]);
});

test("a step is not drawn again because another one is now the next", () => {
  const data = (/** @type {boolean} */ is_next) => layout({ ...view, steps: [{ step_id: "a", text: "t", is_next }] }, null).find(([key]) => key === "step:a");
  assert.deepEqual(data(true), data(false));
});

test("no problem, no place for it", () => {
  assert.ok(!layout({ ...view, problem: null }, "a").some(([key]) => key === "problem"));
});

test("when nothing could be read, the reason stands alone", () => {
  assert.deepEqual(layout({ problem: "Non." }, null), [["problem", "Non."]]);
});

test("the module is a widget for anywidget", () => {
  assert.equal(typeof widget.render, "function");
});
