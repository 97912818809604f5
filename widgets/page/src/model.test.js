import assert from "node:assert/strict";
import { webcrypto } from "node:crypto";
import { test } from "node:test";

import { Comm } from "./comm.js";
import { FakeWorld, settle } from "./fake_world.js";
import { KernelConnection } from "./kernel_connection.js";
import { areSame, Model, takeBuffers } from "./model.js";
import { parseStates } from "./widget_states.js";

globalThis.crypto ??= /** @type {any} */ (webcrypto);

function begin(attributes = {}) {
  const world = new FakeWorld();
  const connection = new KernelConnection("http://x/api/kernels/k", world);
  connection.connect();
  world.open();
  const model = new Model(attributes, { widget_manager: {}, model_id: "m", comm: new Comm(connection, "jupyter.widget", "m") });
  return { world, model };
}
const updates = (world) => world.socket.sent.map((one) => one.content.data.state);

test("two hundred changes are two messages, and the last value arrives", () => {
  const { world, model } = begin({ n: 0 });
  for (let n = 1; n <= 200; n++) {
    model.set("n", n);
    model.save_changes();
  }
  assert.deepEqual(updates(world), [{ n: 1 }]);
  world.finish();
  assert.deepEqual(updates(world), [{ n: 1 }, { n: 200 }]);
});

test("a value that did not change is neither sent nor told, however deep", () => {
  const { world, model } = begin({ view: { a: [1, { b: 2 }] } });
  let told = 0;
  model.on("change:view", () => (told += 1));
  model.set("view", { a: [1, { b: 2 }] });
  model.set_state({ view: { a: [1, { b: 2 }] } });
  model.save_changes();
  assert.deepEqual([told, updates(world)], [0, []]);
  model.set_state({ view: { a: [1, { b: 3 }] } });
  assert.equal(told, 1);
  model.save_changes();
  assert.deepEqual(updates(world), [], "what came from the kernel is not sent back");
});

test("an echo of what was set here tells nothing new; the kernel's own change does", async () => {
  const { world, model } = begin({ n: 0 });
  model.set("n", 1);
  model.save_changes();
  const parent = world.socket.sent[0].header.msg_id;
  world.say("comm_msg", { comm_id: "m", data: { method: "echo_update", state: { n: 0 } } }, { parent: "older" });
  await settle();
  assert.equal(model.get("n"), 1);
  world.say("comm_msg", { comm_id: "m", data: { method: "echo_update", state: { n: 1 } } }, { parent });
  world.say("comm_msg", { comm_id: "m", data: { method: "update", state: { n: 7 } } });
  await settle();
  assert.equal(model.get("n"), 7);
});

test("states that come back do not undo what is being changed here", () => {
  const { world, model } = begin({ n: 0, other: 0 });
  model.set("n", 5);
  model.set_state({ n: 0, other: 9 });
  assert.deepEqual([model.get("n"), model.get("other")], [5, 9]);
  model.save_changes();
  model.set("n", 6);
  model.save_changes();
  model.set_state({ n: 0 });
  assert.equal(model.get("n"), 6);
  world.finish();
  assert.deepEqual(updates(world), [{ n: 5 }, { n: 6 }]);
});

test("buffers travel beside the state, models by their name", () => {
  const { model } = begin();
  const bytes = new Uint8Array([1]);
  assert.deepEqual(takeBuffers({ a: { b: bytes }, list: [1, bytes], child: model, plain: null }), {
    state: { a: {}, list: [1, null], child: "IPY_MODEL_m", plain: null },
    buffers: [bytes, bytes],
    buffer_paths: [["a", "b"], ["list", 1]],
  });
});

test("binary values come with custom messages and with states", async () => {
  const { world, model } = begin();
  const heard = [];
  model.on("msg:custom", (content, buffers) => heard.push([content, buffers[0].getUint8(0)]));
  world.say("comm_msg", { comm_id: "m", data: { method: "custom", content: "hello" } }, { buffers: [new Uint8Array([5])] });
  world.say("comm_msg", { comm_id: "m", data: { method: "update", state: { deep: {} }, buffer_paths: [["deep", "x"]] } }, { buffers: [new Uint8Array([6])] });
  await settle();
  assert.deepEqual(heard, [["hello", 5]]);
  assert.equal(model.get("deep").x.getUint8(0), 6);
});

test("values are compared as JSON, buffers by identity", () => {
  assert.ok(areSame({ a: [1, null] }, { a: [1, null] }));
  assert.ok(!areSame({ a: 1 }, { b: 1 }));
  assert.ok(!areSame([1], { 0: 1 }));
  assert.ok(!areSame({ a: undefined }, { b: undefined }));
  assert.ok(!areSame(new Uint8Array([1]), new Uint8Array([1])));
});

test("the states in a page hold their buffers as text", () => {
  const states = parseStates('{"state": {"m": {"state": {"a": {}}, "buffers": [{"path": ["a", "blob"], "encoding": "base64", "data": "Bwg="}]}}}');
  assert.equal(states.m.state.a.blob.getUint8(1), 8);
  assert.equal(parseStates(undefined), null);
});
