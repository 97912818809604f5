/**
 * Messages of a kernel as bytes: the protocol `v1.kernel.websocket.jupyter.org`. A message begins with the number of
 * its offsets and the offsets themselves (64 bits, little-endian), then its parts: channel, header, parent header,
 * metadata, content, and any binary buffers.
 *
 * @typedef {{channel: string, header: any, parent_header: any, metadata: any, content: any, buffers: DataView[]}} Message
 */
export const PROTOCOL = "v1.kernel.websocket.jupyter.org";

const JSON_PARTS = ["header", "parent_header", "metadata", "content"];
const WORD = 8;

/** @param {ArrayBuffer | ArrayBufferView} data */
function bytesOf(data) {
  return data instanceof ArrayBuffer ? new Uint8Array(data) : new Uint8Array(data.buffer, data.byteOffset, data.byteLength);
}

/**
 * @param {string} channel
 * @param {{header: any, parent_header?: any, metadata?: any, content?: any, buffers?: (ArrayBuffer | ArrayBufferView)[]}} message
 * @returns {ArrayBuffer}
 */
export function encode(channel, message) {
  const text = new TextEncoder();
  const parts = [
    text.encode(channel),
    ...JSON_PARTS.map((name) => text.encode(JSON.stringify(/** @type {any} */ (message)[name] ?? {}))),
    ...(message.buffers ?? []).map(bytesOf),
  ];
  const head = WORD * (parts.length + 2); // the number of offsets, one for the start of each part, one for the end
  const out = new Uint8Array(parts.reduce((size, part) => size + part.byteLength, head));
  const words = new DataView(out.buffer);
  words.setBigUint64(0, BigInt(parts.length + 1), true);
  let at = head;
  parts.forEach((part, index) => {
    words.setBigUint64(WORD * (index + 1), BigInt(at), true);
    out.set(part, at);
    at += part.byteLength;
  });
  words.setBigUint64(WORD * (parts.length + 1), BigInt(at), true);
  return out.buffer;
}

/**
 * @param {ArrayBuffer} data
 * @returns {Message}
 */
export function decode(data) {
  const words = new DataView(data);
  const count = Number(words.getBigUint64(0, true)) - 1;
  const place = (/** @type {number} */ index) => Number(words.getBigUint64(WORD * (index + 1), true));
  const part = (/** @type {number} */ index) => data.slice(place(index), place(index + 1));
  const text = new TextDecoder();
  const [header, parent_header, metadata, content] = JSON_PARTS.map((_, index) => JSON.parse(text.decode(part(index + 1))));
  const buffers = [];
  // Copied, since a view into the message would keep all of it in memory.
  for (let index = JSON_PARTS.length + 1; index < count; index++) buffers.push(new DataView(part(index)));
  return { channel: text.decode(part(0)), header, parent_header, metadata, content, buffers };
}
