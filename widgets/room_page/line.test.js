import assert from "node:assert/strict";
import { test } from "node:test";
import { ASLEEP, Line, SILENCE } from "./line.js";

function world(status = 503) {
  const found = /** @type {any} */ ({ sources: [], states: [], pieces: [], later: [], at: 0, status });
  found.line = new Line({
    open() {
      const listeners = /** @type {Record<string, Function>} */ ({});
      const source = { readyState: 1, isClosed: false, addEventListener: (/** @type {string} */ type, /** @type {any} */ call) => (listeners[type] = call), close: () => (source.isClosed = true), tell: (/** @type {string} */ type, data = "") => listeners[type]({ data }) };
      found.sources.push(source);
      return source;
    },
    ask: async () => found.status,
    onPieces: (told) => found.pieces.push(told),
    onState: (state) => found.states.push(state),
    now: () => found.at,
    setTimeout: (/** @type {Function} */ call, /** @type {number} */ delay) => {
      const one = { call, at: found.at + delay };
      found.later.push(one);
      return one;
    },
    clearTimeout: (/** @type {any} */ one) => (found.later = found.later.filter((/** @type {any} */ other) => other !== one)),
  });
  found.pass = async (/** @type {number} */ ms) => {
    found.at += ms;
    const due = found.later.filter((/** @type {any} */ one) => one.at <= found.at);
    found.later = found.later.filter((/** @type {any} */ one) => one.at > found.at);
    for (const { call } of due) call();
    for (let turn = 0; turn < 5; turn++) await Promise.resolve();
  };
  found.line.start();
  return found;
}

test("pieces are handed on as they come", () => {
  const here = world();
  here.sources[0].tell("open");
  here.sources[0].tell("pieces", '{"pieces": {"stage": "x"}}');
  assert.deepEqual(here.pieces, [{ pieces: { stage: "x" } }]);
  assert.deepEqual(here.states, ["open"]);
});

test("a silence longer than the server is ever silent opens another line; signs of life prevent it", async () => {
  const here = world();
  await here.pass(SILENCE - 1);
  here.sources[0].tell("beat");
  await here.pass(SILENCE - 1);
  assert.equal(here.sources.length, 1);
  await here.pass(1);
  assert.equal(here.sources.length, 2);
  assert.ok(here.sources[0].isClosed);
  assert.deepEqual(here.states, ["away"]);
});

test("a line that was given up says nothing more", async () => {
  const here = world();
  await here.pass(SILENCE);
  here.sources[0].tell("pieces", '{"pieces": {}}');
  assert.deepEqual(here.pieces, []);
});

test("a refusal because the server is away is tried again", async () => {
  const here = world(502);
  here.sources[0].readyState = 2;
  here.sources[0].tell("error");
  await here.pass(0);
  await here.pass(6000);
  assert.equal(here.sources.length, 2);
  assert.deepEqual(here.states, ["away"]);
});

test("a cut is left to the browser, which tries again by itself", async () => {
  const here = world();
  here.sources[0].readyState = 0;
  here.sources[0].tell("error");
  await here.pass(10_000);
  assert.equal(here.sources.length, 1);
});

for (const status of [403, 404])
  test(`a refusal for good (${status}) ends it`, async () => {
    const here = world(status);
    here.sources[0].readyState = 2;
    here.sources[0].tell("error");
    await here.pass(0);
    assert.deepEqual(here.states, ["away", "ended"]);
    here.line.wake();
    await here.pass(SILENCE);
    assert.equal(here.sources.length, 1);
  });

test("a phone that wakes up after a sleep opens another line, and not after a glance", async () => {
  const here = world();
  await here.pass(ASLEEP);
  here.line.wake();
  assert.equal(here.sources.length, 1);
  await here.pass(1);
  here.line.wake();
  assert.equal(here.sources.length, 2);
});

test("once a room is gone nothing is asked any more", async () => {
  const here = world();
  here.line.end();
  await here.pass(SILENCE * 2);
  here.line.wake();
  assert.equal(here.sources.length, 1);
});
