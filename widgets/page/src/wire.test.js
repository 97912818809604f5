import assert from "node:assert/strict";
import { test } from "node:test";

import { decode, encode } from "./wire.js";

test("a message comes back as it was sent, buffers included", () => {
  const message = { header: { msg_id: "é" }, parent_header: {}, metadata: { a: 1 }, content: { text: "“œ”" }, buffers: [new Uint8Array([1, 2, 3]), new DataView(new Uint8Array([9, 8, 7]).buffer, 1)] };
  const back = decode(encode("shell", message));
  assert.equal(back.channel, "shell");
  for (const part of ["header", "parent_header", "metadata", "content"]) assert.deepEqual(back[part], message[part]);
  assert.deepEqual(back.buffers.map((one) => [...new Uint8Array(one.buffer)]), [[1, 2, 3], [8, 7]]);
});

test("parts that are missing are empty objects", () => {
  const back = decode(encode("control", { header: { msg_id: "a" } }));
  assert.deepEqual([back.parent_header, back.metadata, back.content, back.buffers], [{}, {}, {}, []]);
});
