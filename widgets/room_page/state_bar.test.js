import assert from "node:assert/strict";
import { test } from "node:test";
import { HICCUP, StateBar } from "./state_bar.js";

const WORDS = { away: "cut", back: "here again", waiting: "will go by itself", kept: "kept", failed: "not kept", stale: "reload", ended: "over" };

function world() {
  const found = /** @type {any} */ ({ at: 0, later: [], text: "", state: "" });
  found.bar = new StateBar(
    (state, text) => Object.assign(found, { state, text }),
    WORDS,
    {
      setTimeout: (/** @type {Function} */ call, /** @type {number} */ delay) => {
        const one = { call, at: found.at + delay };
        found.later.push(one);
        return one;
      },
      clearTimeout: (/** @type {any} */ one) => (found.later = found.later.filter((/** @type {any} */ other) => other !== one)),
    },
  );
  found.pass = (/** @type {number} */ ms) => {
    found.at += ms;
    const due = found.later.filter((/** @type {any} */ one) => one.at <= found.at);
    found.later = found.later.filter((/** @type {any} */ one) => one.at > found.at);
    for (const { call } of due) call();
  };
  return found;
}

test("a hiccup is not worth a word", () => {
  const here = world();
  here.bar.line("away");
  here.pass(HICCUP - 1);
  here.bar.line("open");
  here.pass(HICCUP);
  assert.equal(here.text, "");
});

test("a cut is said, and its end for a while", () => {
  const here = world();
  here.bar.line("away");
  here.pass(HICCUP);
  assert.equal(here.text, "cut");
  here.bar.line("open");
  assert.equal(here.text, "here again");
  here.pass(5000);
  assert.equal(here.text, "");
});

test("each try that fails does not begin the patience anew", () => {
  const here = world();
  here.bar.line("away");
  here.pass(HICCUP - 100);
  here.bar.line("away");
  here.pass(100);
  assert.equal(here.text, "cut");
});

test("what waits to be sent outweighs the cut, and is over once it is kept", () => {
  const here = world();
  here.bar.line("away");
  here.bar.waiting();
  here.pass(HICCUP);
  assert.deepEqual([here.state, here.text], ["waiting", "will go by itself"]);
  here.bar.line("open");
  here.bar.kept();
  assert.equal(here.text, "kept");
  here.pass(5000);
  assert.equal(here.text, "");
});

test("what is kept at the second try is not said to have waited", () => {
  const here = world();
  here.bar.waiting();
  here.bar.kept();
  here.pass(HICCUP);
  assert.notEqual(here.text, "will go by itself");
});

test("a refusal stays until the next button", () => {
  const here = world();
  here.bar.refused("frozen");
  here.pass(60_000);
  assert.deepEqual([here.state, here.text], ["failed", "frozen"]);
  here.bar.pressed();
  assert.equal(here.text, "");
});

test("a refusal without a reason has words too", () => {
  const here = world();
  here.bar.refused(null);
  assert.equal(here.text, "not kept");
});

test("the end outweighs everything", () => {
  const here = world();
  here.bar.line("ended");
  here.bar.refused("frozen");
  assert.equal(here.text, "over");
});
