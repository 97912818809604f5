import assert from "node:assert/strict";
import { webcrypto } from "node:crypto";
import { test } from "node:test";

import { difference, fill, freshId, uuid } from "./kit.js";

globalThis.crypto ??= /** @type {any} */ (webcrypto); // a global in browsers, and in Node only from version 19

test("values go where their names stand, and unknown names stay", () => {
  assert.equal(fill("{n} de {total} {n}", { n: 3, total: 12 }), "3 de 12 3");
  assert.equal(fill("{n} of {total}", { n: 0 }), "0 of {total}");
});

test("uuids have the form of version 4 and do not repeat", () => {
  const made = new Set(Array.from({ length: 200 }, uuid));
  assert.equal(made.size, 200);
  for (const one of made) assert.match(one, /^[0-9a-f]{8}-[0-9a-f]{4}-4[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}$/);
});

test("uuids are also made where crypto.randomUUID is missing", () => {
  const original = crypto.randomUUID;
  Object.defineProperty(crypto, "randomUUID", { value: undefined, configurable: true });
  try {
    assert.match(uuid(), /^[0-9a-f]{8}-[0-9a-f]{4}-4[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}$/);
  } finally {
    Object.defineProperty(crypto, "randomUUID", { value: original, configurable: true });
  }
});

test("ids are never the same twice", () => {
  assert.notEqual(freshId(), freshId());
});

test("only regions whose data changed are drawn again", () => {
  const before = new Map([["a", JSON.stringify({ x: 1 })], ["b", JSON.stringify(2)], ["c", "3"]]);
  const { changed, gone } = difference(before, [["a", { x: 1 }], ["b", 5], ["d", 1]]);
  assert.deepEqual([...changed], ["b", "d"]);
  assert.deepEqual(gone, ["c"]);
});
