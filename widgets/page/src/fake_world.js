/** For the tests: a clock that moves when told, and a server whose sockets open, drop and refuse when told. */
import { decode, encode } from "./wire.js";

export class FakeWorld {
  constructor() {
    this.time = 1_000_000;
    this.timers = [];
    this.sockets = [];
    this.asked = [];
    this.answer = { status: 200, ok: true, json: async () => ({ execution_state: "idle" }) };
    const world = this;
    this.WebSocket = class {
      constructor(url) {
        Object.assign(this, { url, sent: [], isClosed: false });
        world.sockets.push(this);
      }
      send(bytes) {
        this.sent.push(decode(bytes));
      }
      close() {
        this.isClosed = true;
      }
    };
  }
  get socket() {
    return this.sockets.at(-1);
  }
  now() {
    return this.time;
  }
  random() {
    return 0.5;
  }
  async fetch(url) {
    this.asked.push(url);
    if (this.answer instanceof Error) throw this.answer;
    return this.answer;
  }
  setTimeout(call, delay) {
    const timer = { call, at: this.time + delay };
    this.timers.push(timer);
    return timer;
  }
  clearTimeout(timer) {
    this.timers = this.timers.filter((one) => one !== timer);
  }
  /** Let time pass, timers included. */
  async pass(delay) {
    const end = this.time + delay;
    for (;;) {
      await settle();
      const next = this.timers.filter((one) => one.at <= end).sort((a, b) => a.at - b.at)[0];
      if (!next) break;
      this.time = next.at;
      this.clearTimeout(next);
      next.call();
    }
    this.time = end;
    await settle();
  }
  /** Let time pass until the page tries again. */
  async nextSocket() {
    const before = this.sockets.length;
    while (this.sockets.length === before) await this.pass(100);
  }
  open() {
    this.socket.onopen();
  }
  /** The socket closes, and the browser says so. */
  drop(code = 1006) {
    this.socket.onclose({ code });
  }
  /** The kernel says something. */
  say(msg_type, content, { parent = "", channel = "iopub", buffers = [] } = {}) {
    this.socket.onmessage({ data: encode(channel, { header: { msg_type }, parent_header: { msg_id: parent }, content, buffers }) });
  }
  /** The kernel has dealt with the messages that the present socket sent. */
  finish() {
    for (const { header } of [...this.socket.sent]) this.say("status", { execution_state: "idle" }, { parent: header.msg_id });
  }
}

export async function settle() {
  for (let turn = 0; turn < 12; turn++) await Promise.resolve();
}
