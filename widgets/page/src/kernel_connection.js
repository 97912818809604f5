/**
 * The connection with the kernel of this page: comms and nothing else, kept up through bad networks.
 *
 * The session's id stays the same over reconnections, so that the server sends what came meanwhile. A message sent
 * while the connection is away waits its turn, within bounds. What was sent but not confirmed when the connection broke
 * is sent again only where that changes nothing (a value that is set); an intention of our widgets is sent again by its
 * widget, and recorded once (`widgets/kit.js`).
 *
 * @typedef {"connecting" | "open" | "away" | "gone"} State
 * @typedef {{WebSocket: any, fetch: Function, setTimeout: Function, clearTimeout: Function, now(): number, random(): number}} World
 * @typedef {{buffers?: any[], metadata?: object, channel?: string, isRepeatable?: boolean, onDone?: () => void}} Options
 */
import { uuid } from "../../kit.js";
import { decode, encode, PROTOCOL } from "./wire.js";

/** Without any sign of life for so long after something was sent, the connection is tried; in milliseconds. */
export const SILENCE = 6000;
/** How long a trial of the connection, or its opening, may take. */
export const PATIENCE = 5000;
const OPENING = 12_000;
/** When the page is looked at again, a connection that was silent for so long is tried. */
const STALE = 3000;
/** What may wait while the connection is away. */
export const MOST_WAITING = 200;
export const MOST_BYTES_WAITING = 1_000_000;
/** The close code by which the server says that the kernel has ended. */
export const KERNEL_ENDED = 4404;

const FIRST_DELAY = 500;
const LONGEST_DELAY = 15_000;
const GONE = [401, 403, 404, 410];

/**
 * How long to wait before trying again: doubled each time up to a bound, and spread, so that a hundred phones that lost
 * the same network do not come back at the same instant.
 * @param {number} tries how many failed
 * @param {number} chance from 0 to 1
 */
export function delayBefore(tries, chance) {
  if (tries === 0) return 300 * chance;
  return Math.min(LONGEST_DELAY, FIRST_DELAY * 2 ** (tries - 1)) * (0.5 + chance / 2);
}

/** @returns {World} */
function browser() {
  return {
    WebSocket: globalThis.WebSocket,
    fetch: (/** @type {any} */ url, /** @type {any} */ options) => fetch(url, options),
    setTimeout: (/** @type {any} */ call, /** @type {number} */ delay) => setTimeout(call, delay),
    clearTimeout: (/** @type {any} */ timer) => clearTimeout(timer),
    now: () => Date.now(),
    random: () => Math.random(),
  };
}

export class KernelConnection {
  /** @type {State} */ state = "connecting";
  /** Called at each change of state; `again` is true when the connection was lost before. */
  onState = (/** @type {State} */ _state, /** @type {boolean} */ _again) => {};
  /** Called when a message is refused because too many wait. */
  onFull = () => {};
  /** Called when the kernel opens a comm. */
  onOpenComm = (/** @type {any} */ _message) => {};
  /** Comms by id. @type {Map<string, {onMessage(message: any): void, onClose(message: any): void}>} */
  comms = new Map();
  /** Who wants the outputs that answer a message, by the id of that message. @type {Map<string, (message: any) => void>} */
  outputs = new Map();

  #socket = /** @type {any} */ (null);
  #session = uuid();
  #tries = 0;
  #wasOpen = false;
  #heard = 0;
  #timers = /** @type {Record<string, any>} */ ({});
  #waiting = /** @type {{bytes: ArrayBuffer}[]} */ ([]);
  /** Sent, and not yet said to be done. @type {Map<string, {bytes: ArrayBuffer, isRepeatable: boolean, onDone?: () => void}>} */
  #sent = new Map();

  /**
   * @param {string} url where the kernel is: `…/api/kernels/<id>`, absolute
   * @param {World} [world] what the browser gives; another one in tests
   */
  constructor(url, world = browser()) {
    this.url = url;
    this.world = world;
  }

  get isOpen() {
    return this.state === "open";
  }

  /** Open the connection; after this it is kept up. */
  connect() {
    if (this.state === "gone") return;
    this.#clear("retry");
    const socket = new this.world.WebSocket(`${this.url.replace(/^http/, "ws")}/channels?session_id=${this.#session}`, [PROTOCOL]);
    this.#socket = socket;
    socket.binaryType = "arraybuffer";
    let opened = false;
    this.#set("opening", OPENING, () => this.#drop(false));
    socket.onopen = () => {
      if (socket !== this.#socket) return;
      opened = true;
      this.#opened();
    };
    socket.onmessage = (/** @type {any} */ event) => socket === this.#socket && this.#receive(decode(event.data));
    socket.onclose = (/** @type {any} */ event) => {
      if (socket !== this.#socket) return;
      this.#socket = null;
      if (event.code === KERNEL_ENDED) this.#enter("gone");
      else this.#lost(opened);
    };
  }

  /** The person looks at the page again, or the network is said to be back: see at once whether all is well. */
  wake() {
    if (this.state === "away" && !this.#socket) this.connect();
    else if (this.isOpen && this.world.now() - this.#heard > STALE) this.#probe();
  }

  /** The browser says that the network is away: the socket itself would notice much later. */
  sleep() {
    if (this.isOpen) this.#probe();
  }

  /**
   * Send a message, now or when the connection is back.
   * @param {string} type
   * @param {object} content
   * @param {Options} [options] `isRepeatable`: sending it twice changes nothing; `onDone`: called once the kernel has dealt with it
   * @returns {string | null} the message's id, or null when too many wait
   */
  send(type, content, { buffers = [], metadata = {}, channel = "shell", isRepeatable = false, onDone } = {}) {
    if (this.state === "gone") return null;
    const msg_id = uuid();
    const header = { msg_id, msg_type: type, session: this.#session, username: "", version: "5.4", date: new Date(this.world.now()).toISOString() };
    const bytes = encode(channel, { header, metadata, content, buffers });
    if (!this.isOpen) {
      const size = this.#waiting.reduce((sum, one) => sum + one.bytes.byteLength, bytes.byteLength);
      if (this.#waiting.length >= MOST_WAITING || size > MOST_BYTES_WAITING) {
        this.onFull();
        return null;
      }
      this.#waiting.push({ bytes });
    }
    this.#sent.set(msg_id, { bytes, isRepeatable, onDone });
    if (this.isOpen) this.#transmit(bytes);
    return msg_id;
  }

  /** @param {ArrayBuffer} bytes */
  #transmit(bytes) {
    this.#socket.send(bytes);
    if (!this.#timers.silence) this.#set("silence", SILENCE, () => this.#probe());
  }

  #opened() {
    this.#clear("opening");
    this.#tries = 0;
    this.#heard = this.world.now();
    const again = this.#wasOpen;
    this.#wasOpen = true;
    const waiting = new Set(this.#waiting.splice(0).map((one) => one.bytes));
    const before = this.state;
    this.state = "open";
    // In the order in which they were made: what may have been lost and can be repeated, and what waited.
    for (const [id, one] of [...this.#sent]) {
      if (waiting.has(one.bytes) || one.isRepeatable) this.#transmit(one.bytes);
      else {
        this.#sent.delete(id);
        one.onDone?.();
      }
    }
    if (before !== "open") this.onState("open", again);
  }

  /** Ask for a sign of life. The control channel answers even while the kernel works on something long. */
  #probe() {
    this.#clear("silence");
    if (!this.isOpen || this.#timers.probe) return;
    this.#set("probe", PATIENCE, () => this.#drop(true));
    const header = { msg_id: uuid(), msg_type: "kernel_info_request", session: this.#session, username: "", version: "5.4", date: "" };
    this.#socket.send(encode("control", { header }));
  }

  /** Give up a socket that no longer answers; its own end may take minutes to be noticed. @param {boolean} opened */
  #drop(opened) {
    const socket = this.#socket;
    this.#socket = null;
    try {
      socket?.close();
    } catch {
      // it was not even open
    }
    this.#lost(opened);
  }

  /** @param {boolean} opened whether the connection had been open, else it was refused */
  async #lost(opened) {
    for (const name of ["opening", "silence", "probe"]) this.#clear(name);
    this.#enter("away");
    // A browser does not say why a socket was refused: ask the server.
    if (!opened && (await this.#isKernelGone())) return this.#enter("gone");
    if (this.#socket || this.#timers.retry || this.state !== "away") return; // woken meanwhile
    this.#set("retry", delayBefore(this.#tries, this.world.random()), () => this.connect());
    this.#tries += 1;
  }

  async #isKernelGone() {
    try {
      const signal = globalThis.AbortSignal?.timeout?.(PATIENCE);
      const answer = await this.world.fetch(this.url, { cache: "no-store", credentials: "same-origin", redirect: "manual", signal });
      if (answer.type === "opaqueredirect" || GONE.includes(answer.status)) return true;
      return answer.ok && (await answer.json()).execution_state === "dead";
    } catch {
      return false; // no network, or a proxy's own page
    }
  }

  /** @param {State} state */
  #enter(state) {
    if (this.state === state || this.state === "gone") return;
    this.state = state;
    if (state === "gone") for (const name of Object.keys(this.#timers)) this.#clear(name);
    this.onState(state, this.#wasOpen);
  }

  /** @param {string} name @param {number} delay @param {() => void} call */
  #set(name, delay, call) {
    this.#clear(name);
    this.#timers[name] = this.world.setTimeout(() => {
      delete this.#timers[name];
      call();
    }, delay);
  }

  /** @param {string} name */
  #clear(name) {
    if (name in this.#timers) this.world.clearTimeout(this.#timers[name]);
    delete this.#timers[name];
  }

  /** @param {import("./wire.js").Message} message */
  #receive(message) {
    this.#heard = this.world.now();
    this.#clear("silence");
    this.#clear("probe");
    if (message.channel !== "iopub") return;
    const { header, parent_header, content } = message;
    const comm = this.comms.get(content.comm_id);
    if (header.msg_type === "comm_msg") comm?.onMessage(message);
    else if (header.msg_type === "comm_open") this.onOpenComm(message);
    else if (header.msg_type === "comm_close") {
      this.comms.delete(content.comm_id);
      comm?.onClose(message);
    } else if (header.msg_type !== "status") this.outputs.get(parent_header.msg_id)?.(message);
    else if (content.execution_state === "idle") {
      const done = this.#sent.get(parent_header.msg_id);
      this.#sent.delete(parent_header.msg_id);
      done?.onDone?.();
      // A status DEAD comes from the server itself when the kernel died and is not born again.
    } else if (content.execution_state === "dead" || content.execution_state === "restarting") this.#enter("gone");
  }
}

/**
 * Tell a connection what happens to the page.
 * @param {KernelConnection} connection
 */
export function watchPage(connection) {
  addEventListener("online", () => connection.wake());
  addEventListener("offline", () => connection.sleep());
  addEventListener("pageshow", (event) => event.persisted && connection.wake());
  document.addEventListener("visibilitychange", () => document.hidden || connection.wake());
}
