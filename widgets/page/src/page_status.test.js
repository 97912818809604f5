import assert from "node:assert/strict";
import { test } from "node:test";

import { FakeWorld } from "./fake_world.js";
import { HICCUP, PageStatus } from "./page_status.js";

function begin() {
  const world = new FakeWorld();
  const said = [];
  const clock = { setTimeout: (call, delay) => world.setTimeout(call, delay), clearTimeout: (timer) => world.clearTimeout(timer) };
  const status = new PageStatus({ show: (state) => said.push(state) }, clock);
  status.connection("open");
  status.ready();
  return { world, said, status };
}

test("a hiccup is not worth a word", async () => {
  const { world, said, status } = begin();
  for (let time = 0; time < 3; time++) {
    status.connection("away");
    await world.pass(HICCUP - 100);
    status.connection("open");
    await world.pass(10_000);
  }
  assert.deepEqual(said, ["ready"]);
});

test("a longer break is said, its end too, then all is quiet", async () => {
  const { world, said, status } = begin();
  status.connection("away");
  status.connection("away");
  await world.pass(HICCUP);
  status.connection("open");
  await world.pass(10_000);
  assert.deepEqual(said, ["ready", "away", "back", "ready"]);
});

test("a break just after the return is said again", async () => {
  const { world, said, status } = begin();
  status.connection("away");
  await world.pass(HICCUP);
  status.connection("open");
  await world.pass(1000);
  status.connection("away");
  await world.pass(HICCUP);
  assert.deepEqual(said, ["ready", "away", "back", "away"]);
});

test("the end is said at once and stays", async () => {
  const { world, said, status } = begin();
  status.connection("away");
  status.connection("gone");
  status.connection("open");
  status.full();
  await world.pass(60_000);
  assert.deepEqual(said, ["ready", "gone"]);
});

test("too much waiting is said until the connection is back", async () => {
  const { world, said, status } = begin();
  status.connection("away");
  await world.pass(HICCUP);
  status.full();
  status.connection("away");
  await world.pass(10_000);
  status.connection("open");
  await world.pass(10_000);
  assert.deepEqual(said, ["ready", "away", "full", "back", "ready"]);
});

test("a page whose activities are not there yet goes back to saying so", async () => {
  const world = new FakeWorld();
  const said = [];
  const clock = { setTimeout: (call, delay) => world.setTimeout(call, delay), clearTimeout: (timer) => world.clearTimeout(timer) };
  const status = new PageStatus({ show: (state) => said.push(state) }, clock);
  status.connection("away");
  await world.pass(HICCUP);
  status.connection("open");
  await world.pass(10_000);
  assert.deepEqual(said, ["away", "back", "preparing"]);
});
