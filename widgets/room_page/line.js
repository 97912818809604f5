/**
 * The line on which a room's page hears what changed (server-sent events). It comes back by itself after a cut, a sleep
 * and a restart of the server. A phone's connection may be dead without a word; the server gives a sign of life every
 * fifteen seconds, so that a silence tells.
 *
 * @typedef {{readyState: number, addEventListener(type: string, listener: (event: any) => void): void, close(): void}} Source
 */
export const SILENCE = 40_000;
export const ASLEEP = 20_000;
const AGAIN = 3000;
const CLOSED = 2;
const ENDED = new Set([403, 404]);

export class Line {
  /** @type {Source | null} */
  #source = null;
  #heardAt = 0;
  #timer = /** @type {any} */ (null);
  #retry = /** @type {any} */ (null);
  #isEnded = false;

  /**
   * @param {{
   *   open(): Source,
   *   ask(): Promise<number>,
   *   onPieces(told: any): void,
   *   onState(state: "open" | "away" | "ended"): void,
   *   now?(): number, setTimeout?: Function, clearTimeout?: Function,
   * }} tools `ask` says with which status the line is refused, and fails where nobody answers
   */
  constructor(tools) {
    this.tools = {
      now: () => Date.now(),
      setTimeout: (/** @type {any} */ call, /** @type {number} */ delay) => setTimeout(call, delay),
      clearTimeout: (/** @type {any} */ timer) => clearTimeout(timer),
      ...tools,
    };
  }

  /** Open the line, in place of the one there is. */
  start() {
    if (this.#isEnded) return;
    this.#source?.close();
    this.tools.clearTimeout(this.#retry);
    const source = this.tools.open();
    this.#source = source;
    this.#heard();
    const whenCurrent = (/** @type {(event: any) => void} */ call) => (/** @type {any} */ event) => void (source === this.#source && call(event));
    source.addEventListener("pieces", whenCurrent((event) => {
      this.#heard();
      this.tools.onPieces(JSON.parse(event.data));
    }));
    source.addEventListener("beat", whenCurrent(() => this.#heard()));
    source.addEventListener("open", whenCurrent(() => {
      this.#heard();
      this.tools.onState("open");
    }));
    source.addEventListener("error", whenCurrent(() => {
      this.tools.onState("away");
      if (source.readyState === CLOSED) this.#lookWhy(); // else the browser tries again by itself
    }));
  }

  /** The page is looked at again, or the network is back: a line that was silent for a while is not to be trusted. */
  wake() {
    const isOpen = this.#source && this.#source.readyState !== CLOSED;
    if (!isOpen || this.tools.now() - this.#heardAt > ASLEEP) this.start();
  }

  /** There is nothing more to hear. */
  end() {
    this.#isEnded = true;
    this.#source?.close();
    this.tools.clearTimeout(this.#timer);
    this.tools.clearTimeout(this.#retry);
  }

  #heard() {
    this.#heardAt = this.tools.now();
    this.tools.clearTimeout(this.#timer);
    this.#timer = this.tools.setTimeout(() => {
      this.tools.onState("away");
      this.start();
    }, SILENCE);
  }

  async #lookWhy() {
    const status = await this.tools.ask().catch(() => 0);
    if (this.#isEnded) return;
    if (ENDED.has(status)) {
      this.end();
      this.tools.onState("ended");
    } else this.#retry = this.tools.setTimeout(() => this.start(), AGAIN * (1 + Math.random()));
  }
}
