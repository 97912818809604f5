/**
 * What a room's page says about itself, in words that the server gave; the weightiest thing first. Short hiccups are not
 * worth a word.
 */
export const HICCUP = 1500;
const SHORTLY = 4000;

/** In the order of their weight; what stands on the left hides what stands on the right. */
const WEIGHT = /** @type {const} */ (["ended", "stale", "waiting", "away", "failed", "kept", "back"]);

/** @typedef {typeof WEIGHT[number]} Said */

export class StateBar {
  /** @type {Map<Said, string>} */
  #said = new Map();
  #timers = /** @type {Map<Said, any>} */ (new Map());
  #isAway = false;

  /**
   * @param {(state: Said | "", text: string) => void} show
   * @param {Partial<Record<Said, string>>} words
   * @param {{setTimeout: Function, clearTimeout: Function}} [clock]
   */
  constructor(show, words, clock = { setTimeout: (/** @type {any} */ call, /** @type {number} */ delay) => setTimeout(call, delay), clearTimeout: (/** @type {any} */ timer) => clearTimeout(timer) }) {
    this.show = show;
    this.words = words;
    this.clock = clock;
  }

  /** The line to the server: @param {"open" | "away" | "ended"} state */
  line(state) {
    if (state === "ended") this.#say("ended");
    else if (state === "away" && !this.#isAway) {
      this.#isAway = true;
      this.#later("away", HICCUP, () => this.#say("away"));
    } else if (state === "open" && this.#isAway) {
      this.#isAway = false;
      this.#stop("away");
      if (this.#said.delete("away")) this.#shortly("back");
      this.#draw();
    }
  }

  /** Something waits to be sent. A server that answers the second time is not worth a word. */
  waiting() {
    if (!this.#said.has("waiting") && !this.#timers.has("waiting")) this.#later("waiting", HICCUP, () => this.#say("waiting"));
  }

  /** A button was pressed: what was said of the one before is over. */
  pressed() {
    this.#forget("failed", "kept");
  }

  /** What waited is kept. */
  kept() {
    this.#forget("waiting", "stale", "failed");
    this.#shortly("kept");
  }

  /** What was sent can't be, and why: @param {string | null} problem */
  refused(problem) {
    this.#forget("waiting", "stale", "kept");
    this.#say("failed", problem ?? this.words.failed);
  }

  /** The page is too old to send anything: it must be loaded again. */
  stale() {
    this.#say("stale");
  }

  /** @param {Said} what @param {string} [text] */
  #say(what, text = this.words[what] ?? "") {
    this.#said.set(what, text);
    this.#draw();
  }

  /** @param {Said} what */
  #shortly(what) {
    this.#say(what);
    this.#later(what, SHORTLY, () => this.#forget(what));
  }

  /** @param {Said[]} what */
  #forget(...what) {
    for (const one of what) {
      this.#stop(one);
      this.#said.delete(one);
    }
    this.#draw();
  }

  /** @param {Said} what @param {number} delay @param {() => void} call */
  #later(what, delay, call) {
    this.#stop(what);
    this.#timers.set(what, this.clock.setTimeout(() => {
      this.#timers.delete(what);
      call();
    }, delay));
  }

  /** @param {Said} what */
  #stop(what) {
    this.clock.clearTimeout(this.#timers.get(what));
    this.#timers.delete(what);
  }

  #draw() {
    const first = WEIGHT.find((one) => this.#said.get(one));
    this.show(first ?? "", first ? /** @type {string} */ (this.#said.get(first)) : "");
  }
}
