import assert from "node:assert/strict";
import { webcrypto } from "node:crypto";
import { test } from "node:test";

import { Comm } from "./comm.js";
import { FakeWorld, settle } from "./fake_world.js";
import { delayBefore, KERNEL_ENDED, KernelConnection, MOST_WAITING, PATIENCE, SILENCE } from "./kernel_connection.js";

globalThis.crypto ??= /** @type {any} */ (webcrypto);

function begin({ open = true } = {}) {
  const world = new FakeWorld();
  const connection = new KernelConnection("http://x/api/kernels/k", world);
  const states = [];
  connection.onState = (state, again) => states.push(again ? `${state} again` : state);
  connection.connect();
  if (open) world.open();
  return { world, connection, states };
}
const contents = (socket) => socket.sent.filter((one) => one.header.msg_type === "comm_msg").map((one) => one.content.data);

test("messages wait for the connection and leave in their order", () => {
  const { world, connection } = begin({ open: false });
  const comm = new Comm(connection, "jupyter.widget", "a");
  comm.send({ method: "custom", content: 1 });
  comm.send({ method: "update", state: { n: 2 } });
  assert.deepEqual(world.socket.sent, []);
  world.open();
  assert.deepEqual(contents(world.socket).map((one) => one.content ?? one.state.n), [1, 2]);
});

test("a dropped socket comes back with the same session, so that the server replays", async () => {
  const { world, states } = begin();
  world.drop();
  await world.pass(1000);
  world.open();
  assert.equal(world.sockets.length, 2);
  assert.equal(world.sockets[0].url, world.sockets[1].url);
  assert.match(world.sockets[0].url, /^ws:\/\/x\/api\/kernels\/k\/channels\?session_id=.+/);
  assert.deepEqual(states, ["open", "away again", "open again"]);
  assert.deepEqual(world.asked, [], "a hiccup costs the server one handshake and no question");
});

test("what was sent and not confirmed is repeated only where that changes nothing", async () => {
  const { world, connection } = begin();
  const comm = new Comm(connection, "jupyter.widget", "a");
  comm.send({ method: "update", state: { n: 1 } });
  world.finish();
  comm.send({ method: "update", state: { n: 2 } });
  comm.send({ method: "custom", content: "a click" });
  world.drop();
  comm.send({ method: "custom", content: "while away" });
  await world.pass(1000);
  world.open();
  assert.deepEqual(contents(world.socket), [
    { method: "update", state: { n: 2 } },
    { method: "custom", content: "while away" },
  ]);
});

test("who waits for the end of a message learns it, also when the message was lost", async () => {
  const { world, connection } = begin();
  let done = 0;
  connection.send("comm_msg", {}, { onDone: () => (done += 1) });
  world.finish();
  assert.equal(done, 1);
  connection.send("comm_msg", {}, { onDone: () => (done += 1) });
  world.drop();
  await world.pass(1000);
  assert.equal(done, 1);
  world.open();
  assert.equal(done, 2);
});

test("a half-open socket is found out after something was sent, and replaced", async () => {
  const { world, connection, states } = begin();
  connection.send("comm_msg", {});
  await world.pass(SILENCE - 1);
  assert.equal(world.socket.sent.length, 1);
  await world.pass(1);
  assert.deepEqual([world.socket.sent.at(-1).channel, world.socket.sent.at(-1).header.msg_type], ["control", "kernel_info_request"]);
  await world.pass(PATIENCE + 1000);
  assert.ok(world.sockets[0].isClosed);
  assert.equal(world.sockets.length, 2);
  world.sockets[0].onclose({ code: 1006 });
  world.open();
  assert.deepEqual(states, ["open", "away again", "open again"], "the old socket's own end says nothing more");
});

test("a kernel that works long answers the trial, and nothing is dropped", async () => {
  const { world, connection } = begin();
  connection.send("comm_msg", {});
  await world.pass(SILENCE);
  world.say("kernel_info_reply", {}, { channel: "control" });
  await world.pass(60_000);
  assert.equal(world.sockets.length, 1);
});

test("a page at rest sends nothing at all", async () => {
  const { world } = begin();
  await world.pass(3_600_000);
  assert.deepEqual(world.socket.sent, []);
  assert.equal(world.sockets.length, 1);
});

test("looking at the page again tries a silent connection, and one that is away at once", async () => {
  const { world, connection } = begin();
  connection.wake();
  assert.deepEqual(world.socket.sent, [], "it has just been heard");
  await world.pass(10_000);
  connection.wake();
  assert.equal(world.socket.sent.length, 1);
  connection.wake();
  assert.equal(world.socket.sent.length, 1, "one trial at a time");
  world.drop();
  await settle();
  connection.wake();
  assert.equal(world.sockets.length, 2);
});

test("tries grow rarer, up to a bound, and are spread", () => {
  const mean = [1, 2, 3, 4, 5, 6, 20].map((tries) => delayBefore(tries, 0.5));
  assert.deepEqual(mean, [375, 750, 1500, 3000, 6000, 11250, 11250]);
  assert.ok(delayBefore(0, 1) <= 300);
  assert.notEqual(delayBefore(3, 0), delayBefore(3, 1));
});

for (const [name, answer] of [
  ["404", { status: 404 }],
  ["403", { status: 403 }],
  ["410", { status: 410 }],
  ["a redirection to a login", { type: "opaqueredirect", status: 0 }],
  ["a dead kernel", { status: 200, ok: true, json: async () => ({ execution_state: "dead" }) }],
]) {
  test(`a refused handshake and ${name}: the kernel is gone`, async () => {
    const { world, states } = begin();
    world.answer = answer;
    world.drop();
    await world.pass(1000);
    world.drop();
    await settle();
    assert.equal(states.at(-1), "gone again");
    await world.pass(3_600_000);
    assert.equal(world.sockets.length, 2);
  });
}

for (const [name, answer] of [
  ["503", { status: 503 }],
  ["no network", new Error("offline")],
  ["a proxy's page", { status: 200, ok: true, json: async () => JSON.parse("<html>") }],
]) {
  test(`a refused handshake and ${name}: the connection is away, and tried again`, async () => {
    const { world, states } = begin();
    world.answer = answer;
    world.drop();
    for (let tries = 0; tries < 5; tries++) {
      await world.nextSocket();
      world.drop();
      await settle();
    }
    assert.equal(states.at(-1), "away again");
    await world.nextSocket();
    world.open();
    assert.equal(states.at(-1), "open again");
  });
}

test("the server's word that the kernel has ended is the end", async () => {
  const { world, connection, states } = begin();
  world.drop(KERNEL_ENDED);
  assert.deepEqual(states, ["open", "gone again"]);
  assert.equal(connection.send("comm_msg", {}), null);
  connection.wake();
  await world.pass(60_000);
  assert.equal(world.sockets.length, 1);
});

for (const execution_state of ["dead", "restarting"])
  test(`a kernel that is ${execution_state} has forgotten the lesson`, () => {
    const { world, states } = begin();
    world.say("status", { execution_state });
    assert.equal(states.at(-1), "gone again");
  });

test("what waits is bounded, in number and in bytes, and the page is told", () => {
  const { world, connection } = begin({ open: false });
  let full = 0;
  connection.onFull = () => (full += 1);
  assert.equal(connection.send("comm_msg", { text: "x".repeat(1_100_000) }), null);
  for (let sent = 0; sent < MOST_WAITING; sent++) assert.ok(connection.send("comm_msg", {}));
  assert.equal(connection.send("comm_msg", {}), null);
  assert.equal(full, 2);
  world.open();
  assert.equal(world.socket.sent.length, MOST_WAITING);
});

test("a handshake that never ends is given up", async () => {
  const { world, states } = begin({ open: false });
  await world.pass(30_000);
  assert.ok(world.sockets.length >= 2);
  assert.equal(states[0], "away");
});

test("messages reach their comm, outputs who listens, and an ended comm is forgotten", () => {
  const { world, connection } = begin();
  const heard = [];
  const comm = new Comm(connection, "jupyter.widget", "a");
  comm.on_msg((message) => heard.push(message.content.data));
  comm.on_close(() => heard.push("closed"));
  connection.outputs.set("cell", (message) => heard.push(message.content.text));
  world.say("comm_msg", { comm_id: "a", data: 1 });
  world.say("stream", { text: "out" }, { parent: "cell" });
  world.say("stream", { text: "nobody listens" }, { parent: "other" });
  world.say("comm_close", { comm_id: "a" });
  world.say("comm_msg", { comm_id: "a", data: 2 });
  assert.deepEqual(heard, [1, "out", "closed"]);
});
