/**
 * Intentions that were sent and not answered yet. They outlive the view that sent them, when another manager draws it
 * anew, and the page, when it is reloaded because its kernel is gone: the widget in the same place then sends them again
 * under the same uuid, and what had been recorded after all is recorded once.
 *
 * They are kept for this tab alone, for this person and this lesson, and for an hour: later, what is on the screen is
 * the truth, and one would be surprised by an answer given the day before.
 *
 * @typedef {{type: string, uuid: string, [field: string]: any}} Intention
 */
export const KEPT_FOR = 60 * 60 * 1000;
const MOST_KEPT = 50;

export class KeptIntentions {
  /**
   * @param {{getItem(key: string): string | null, setItem(key: string, text: string): void, removeItem(key: string): void} | null} storage
   *   none where the browser forbids it
   * @param {string} scope the person and the lesson
   * @param {() => number} [now]
   */
  constructor(storage, scope, now = () => Date.now()) {
    this.storage = storage;
    this.scope = scope;
    this.now = now;
  }

  /** @param {string} place which widget of the lesson @returns {Intention[]} in the order in which they were sent */
  of(place) {
    return this.#read(place)
      .filter((one) => this.now() - one.at < KEPT_FOR)
      .map((one) => one.intention);
  }

  /** @param {string} place @param {Intention} intention */
  keep(place, intention) {
    this.#write(place, [...this.#read(place), { at: this.now(), intention }].slice(-MOST_KEPT));
  }

  /** @param {string} place @param {string} uuid */
  forget(place, uuid) {
    this.#write(place, this.#read(place).filter((one) => one.intention.uuid !== uuid));
  }

  /** @param {string} place */
  #key(place) {
    return `tisserand:${this.scope}:${place}`;
  }

  /** @param {string} place @returns {{at: number, intention: Intention}[]} */
  #read(place) {
    try {
      const found = JSON.parse(this.storage?.getItem(this.#key(place)) ?? "[]");
      return Array.isArray(found) ? found.filter((one) => typeof one?.intention?.uuid === "string") : [];
    } catch {
      return [];
    }
  }

  /** @param {string} place @param {object[]} list */
  #write(place, list) {
    try {
      if (list.length) this.storage?.setItem(this.#key(place), JSON.stringify(list));
      else this.storage?.removeItem(this.#key(place));
    } catch {
      // the storage is full or forbidden: the widget itself still remembers
    }
  }
}
