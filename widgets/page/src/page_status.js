/**
 * What the page says about itself, in words that the server gave: the activities are getting ready, the connection is
 * away, it is back, this page has ended. Short hiccups are not worth a word.
 */

/** How long the connection may be away before it is said; in milliseconds. */
export const HICCUP = 2500;
const BACK_FOR = 5000;

/** @typedef {"preparing" | "ready" | "away" | "back" | "gone" | "full" | "failed"} Shown */

export class PageStatus {
  #timer = /** @type {any} */ (null);

  /**
   * @param {{show(state: Shown): void}} bar where it is said
   * @param {{setTimeout: Function, clearTimeout: Function}} [clock]
   */
  constructor(bar, clock = { setTimeout: (/** @type {any} */ call, /** @type {number} */ delay) => setTimeout(call, delay), clearTimeout: (/** @type {any} */ timer) => clearTimeout(timer) }) {
    this.bar = bar;
    this.clock = clock;
    /** @type {Shown} */
    this.shown = "preparing";
    this.hasBegun = false;
  }

  /** The activities can be used. */
  ready() {
    this.hasBegun = true;
    if (this.shown === "preparing") this.#show("ready");
  }

  /** @param {import("./kernel_connection.js").State} state */
  connection(state) {
    if (this.shown === "gone") return;
    if (state === "gone") this.#show("gone");
    else if (state === "away" && this.shown !== "away" && this.shown !== "full" && !this.#timer) this.#later(HICCUP, "away");
    else if (state === "away" && this.shown === "back") this.#later(HICCUP, "away");
    else if (state === "open") {
      if (this.shown === "away" || this.shown === "full") {
        this.#show("back");
        this.#later(BACK_FOR, "ready");
      } else if (this.shown !== "back") this.#stop();
    }
  }

  /** There is no kernel to speak with. */
  failed() {
    this.#show("failed");
  }

  /** Too much waits for the connection. */
  full() {
    if (this.shown !== "gone") this.#show("full");
  }

  /** @param {number} delay @param {Shown} state */
  #later(delay, state) {
    this.#stop();
    this.#timer = this.clock.setTimeout(() => this.#show(state === "ready" && !this.hasBegun ? "preparing" : state), delay);
  }

  #stop() {
    this.clock.clearTimeout(this.#timer);
    this.#timer = null;
  }

  /** @param {Shown} state */
  #show(state) {
    this.#stop();
    if (state === this.shown) return;
    this.shown = state;
    this.bar.show(state);
  }
}

/**
 * The bar of the page: one sentence in a live region that stands there from the start, and a button to reload.
 * @param {HTMLElement} region
 * @param {Record<string, string>} words
 * @returns {{show(state: Shown): void}}
 */
export function statusBar(region, words) {
  const reload = Object.assign(document.createElement("button"), { type: "button", className: "ts-link-button", textContent: words.reload });
  reload.addEventListener("click", () => location.reload());
  return {
    show(state) {
      region.dataset.state = state;
      const said = state === "ready" ? "" : (words[state] ?? "");
      const line = Object.assign(document.createElement("p"), { textContent: said });
      if (state === "gone" || state === "failed") line.append(" ", reload);
      region.replaceChildren(...(said ? [line] : []));
    },
  };
}
