/**
 * What buttons said and the server has not confirmed yet: sent one after another, in order, each under one name until it
 * is kept. It outlives cuts of the network, reloads and a restart of the server, in this tab and for an hour: later, what
 * is on the screen is the truth, and one would be surprised by an answer given the day before.
 *
 * @typedef {{fields: [string, string][], key: string, then?: string, at?: number, wasStale?: boolean}} Sending
 * @typedef {{status: number, problem: string | null, isOurs: boolean}} Reply
 */
export const KEPT_FOR = 60 * 60 * 1000;
export const AGAIN = [1000, 2000, 4000, 8000];
const LATER = new Set([408, 429, 502, 503, 504]);
const STALE = 403;

/** @returns {string} a name for what is sent. `crypto.randomUUID` is missing on plain HTTP. */
export function freshName() {
  return [...crypto.getRandomValues(new Uint8Array(16))].map((byte) => byte.toString(16).padStart(2, "0")).join("");
}

export class SendingQueue {
  /** @type {Sending[]} */
  #list;
  #isBusy = false;
  #attempt = 0;
  #timer = /** @type {any} */ (null);

  /**
   * @param {{
   *   storage: {getItem(key: string): string | null, setItem(key: string, text: string): void} | null,
   *   place: string,
   *   post(fields: [string, string][]): Promise<Reply>,
   *   onKept(sending: Sending): void,
   *   onRefused(sending: Sending, problem: string | null): void,
   *   onWaiting(): void,
   *   onStale(): void,
   *   name?(): string, now?(): number, setTimeout?: Function, clearTimeout?: Function,
   * }} tools `post` fails where nobody answers; `onStale` is told that the page must be loaded again first
   */
  constructor(tools) {
    this.tools = {
      name: freshName,
      now: () => Date.now(),
      setTimeout: (/** @type {any} */ call, /** @type {number} */ delay) => setTimeout(call, delay),
      clearTimeout: (/** @type {any} */ timer) => clearTimeout(timer),
      ...tools,
    };
    this.#list = this.#read();
  }

  /** What waits, in order. @returns {readonly Sending[]} */
  get waiting() {
    return this.#list;
  }

  /**
   * Send something as soon as its turn comes. What waits already, word for word, is not sent twice: a thumb taps twice.
   * @param {Sending} sending
   */
  add(sending) {
    const last = this.#list.at(-1);
    if (last && last.key === sending.key && words(last) === words(sending)) return;
    this.#list.push({ ...sending, fields: [...sending.fields, ["uuid", this.tools.name()]], at: this.tools.now() });
    this.#write();
    this.go();
  }

  /** Send what waits, now. */
  async go() {
    this.tools.clearTimeout(this.#timer);
    if (this.#isBusy) return;
    this.#isBusy = true;
    try {
      while (this.#list.length && (await this.#sendFirst()));
    } finally {
      this.#isBusy = false;
    }
  }

  /** @returns {Promise<boolean>} whether to go on with the next one */
  async #sendFirst() {
    const first = this.#list[0];
    const reply = await this.tools.post(first.fields).catch(() => null);
    if (!reply || LATER.has(reply.status)) {
      const delay = AGAIN[Math.min(this.#attempt++, AGAIN.length - 1)];
      this.#timer = this.tools.setTimeout(() => this.go(), delay);
      this.tools.onWaiting();
      return false;
    }
    this.#attempt = 0;
    if (reply.status === STALE && !reply.isOurs && !first.wasStale) {
      first.wasStale = true; // a page that slept too long: loaded again, it has a fresh token
      this.#write();
      this.tools.onStale();
      return false;
    }
    this.#list.shift();
    this.#write();
    if (reply.status < 300) this.tools.onKept(first);
    else this.tools.onRefused(first, reply.problem);
    return true;
  }

  /** @returns {Sending[]} */
  #read() {
    try {
      const found = JSON.parse(this.tools.storage?.getItem(this.tools.place) ?? "[]");
      const known = Array.isArray(found) ? found.filter((one) => Array.isArray(one?.fields)) : [];
      return known.filter((one) => this.tools.now() - one.at < KEPT_FOR);
    } catch {
      return [];
    }
  }

  #write() {
    try {
      this.tools.storage?.setItem(this.tools.place, JSON.stringify(this.#list));
    } catch {
      // a full or forbidden store: what waits is kept by this page only
    }
  }
}

/** @param {Sending} sending */
const words = ({ fields }) => JSON.stringify(fields.filter(([name]) => name !== "uuid"));
