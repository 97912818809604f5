import assert from "node:assert/strict";
import { test } from "node:test";
import { KEPT_FOR, SendingQueue } from "./sending_queue.js";

/** A server, a clock and a store that do as they are told. */
function world({ stored = /** @type {any} */ (undefined), replies = /** @type {any[]} */ ([]) } = {}) {
  const found = /** @type {any} */ ({ sent: [], kept: [], refused: [], waits: 0, stale: 0, later: [], at: 0, names: 0, stored });
  found.replies = replies;
  found.queue = () =>
    new SendingQueue({
      storage: { getItem: () => found.stored ?? null, setItem: (_key, text) => void (found.stored = text) },
      place: "here",
      async post(fields) {
        found.sent.push(Object.fromEntries(fields));
        const reply = found.replies.length ? found.replies.shift() : { status: 200, problem: null, isOurs: true };
        if (reply === "cut") throw new Error("nobody answers");
        return reply;
      },
      onKept: (sending) => found.kept.push(sending.key),
      onRefused: (sending, problem) => found.refused.push([sending.key, problem]),
      onWaiting: () => void found.waits++,
      onStale: () => void found.stale++,
      name: () => `name-${++found.names}`,
      now: () => found.at,
      setTimeout: (/** @type {Function} */ call) => found.later.push(call) && call,
      clearTimeout: (/** @type {Function} */ call) => void (found.later = found.later.filter((/** @type {Function} */ one) => one !== call)),
    });
  found.settle = async () => {
    for (let turn = 0; turn < 20; turn++) await Promise.resolve();
  };
  found.wait = async () => {
    for (const call of found.later.splice(0)) call();
    await found.settle();
  };
  return found;
}

/** @param {string} answer @returns {any} */
const answer = (answer, key = "q") => ({ fields: [["action", "answer"], ["answer", answer]], key });

test("what is confirmed is sent once and forgotten", async () => {
  const here = world();
  here.queue().add(answer("b"));
  await here.settle();
  assert.deepEqual(here.sent, [{ action: "answer", answer: "b", uuid: "name-1" }]);
  assert.deepEqual(here.kept, ["q"]);
  assert.equal(here.stored, "[]");
});

test("through a cut it is sent again under the same name, and what came after waits its turn", async () => {
  const here = world({ replies: ["cut", "cut"] });
  const queue = here.queue();
  queue.add(answer("b"));
  queue.add(answer("c"));
  await here.settle();
  assert.equal(here.waits, 1);
  await here.wait();
  await here.wait();
  assert.deepEqual(here.sent.map((/** @type {any} */ one) => [one.answer, one.uuid]), [["b", "name-1"], ["b", "name-1"], ["b", "name-1"], ["c", "name-2"]]);
  assert.deepEqual(here.kept, ["q", "q"]);
});

for (const status of [408, 429, 502, 503, 504])
  test(`a server that answers ${status} is asked again later`, async () => {
    const here = world({ replies: [{ status, problem: "full", isOurs: true }] });
    here.queue().add(answer("b"));
    await here.settle();
    assert.deepEqual([here.kept, here.refused, here.waits], [[], [], 1]);
    await here.wait();
    assert.deepEqual(here.kept, ["q"]);
  });

test("a reload goes on with what waited, under its name", async () => {
  const before = world({ replies: ["cut"] });
  before.queue().add(answer("b"));
  await before.settle();
  const after = world({ stored: before.stored });
  const queue = after.queue();
  assert.deepEqual(queue.waiting.map((one) => one.key), ["q"]);
  await queue.go();
  assert.deepEqual(after.sent, [{ action: "answer", answer: "b", uuid: "name-1" }]);
});

test("what waited for longer than an hour is not sent", async () => {
  const before = world({ replies: ["cut"] });
  before.queue().add(answer("b"));
  await before.settle();
  const after = world({ stored: before.stored });
  after.at = KEPT_FOR;
  assert.deepEqual(after.queue().waiting, []);
});

test("a thumb that taps twice says one thing; another answer is another thing", async () => {
  const here = world({ replies: ["cut"] });
  const queue = here.queue();
  for (const one of ["b", "b", "c", "b"]) queue.add(answer(one));
  assert.deepEqual(queue.waiting.map((one) => one.fields[1][1]), ["b", "c", "b"]);
});

test("a refusal is told once and the next one is sent", async () => {
  const here = world({ replies: [{ status: 409, problem: "frozen", isOurs: true }] });
  const queue = here.queue();
  queue.add(answer("b"));
  queue.add(answer("c", "other"));
  await here.settle();
  assert.deepEqual(here.refused, [["q", "frozen"]]);
  assert.deepEqual(here.kept, ["other"]);
});

test("a page with a token that is too old keeps what it has for after the reload, and then gives up", async () => {
  const foreign = { status: 403, problem: null, isOurs: false };
  const here = world({ replies: [foreign] });
  here.queue().add(answer("b"));
  await here.settle();
  assert.deepEqual([here.stale, here.refused, here.kept], [1, [], []]);
  const again = world({ stored: here.stored, replies: [foreign] });
  await again.queue().go();
  assert.deepEqual([again.stale, again.refused], [0, [["q", null]]]);
});

test("a wake-up sends at once and does not send twice", async () => {
  const here = world({ replies: ["cut"] });
  const queue = here.queue();
  queue.add(answer("b"));
  await here.settle();
  await Promise.all([queue.go(), queue.go()]);
  assert.equal(here.sent.length, 2);
  await here.wait();
  assert.equal(here.sent.length, 2);
});

test("a store that is forbidden, or holds nonsense, changes nothing", async () => {
  for (const stored of ["{", '{"a": 1}', "[null, 3]"]) {
    const here = world({ stored });
    const queue = here.queue();
    queue.add(answer("b"));
    await here.settle();
    assert.deepEqual(here.kept, ["q"]);
  }
});
