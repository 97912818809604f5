/**
 * The forms of a room's page: what a person put into them and did not send yet is theirs, through changes of the page and
 * a reload; in a form that they did not touch, their last answer stands chosen. And things are put in order with two
 * buttons each: no dragging.
 *
 * @typedef {Record<string, string[]>} Values by the name of the field
 */

const MOST_DRAFTS = 20;

/** @param {any} field @returns {boolean} whether people fill it, or arrange it */
const isFilled = (field) => Boolean(field.name) && (field.type !== "hidden" || "place" in field.dataset) && field.type !== "submit";

/** @param {HTMLFormElement} form @returns {Values} */
export function valuesOf(form) {
  const found = /** @type {Values} */ ({});
  for (const field of /** @type {any[]} */ ([...form.elements])) {
    if (!isFilled(field)) continue;
    const isTicked = field.type === "radio" || field.type === "checkbox";
    found[field.name] ??= [];
    if (!isTicked || field.checked) found[field.name].push(field.value);
  }
  return found;
}

/** @param {HTMLFormElement} form @param {Values} values what is not among them stays as it is */
export function fill(form, values) {
  for (const field of /** @type {any[]} */ ([...form.elements])) {
    const given = isFilled(field) ? values[field.name] : undefined;
    if (!given) continue;
    if (field.type === "radio" || field.type === "checkbox") field.checked = given.includes(field.value);
    else if (field.value !== (given[0] ?? "")) field.value = given[0] ?? "";
  }
  for (const list of form.querySelectorAll("[data-ordering]")) byPlaces(list);
}

// Putting in order

/** @param {Element} list @returns {HTMLInputElement[]} the place of each of its things */
const placesOf = (list) => [...list.querySelectorAll("[data-place]")].map((place) => /** @type {HTMLInputElement} */ (place));

/** @param {Element} list */
function byPlaces(list) {
  const things = placesOf(list).sort((one, other) => Number(one.value) - Number(other.value));
  list.append(...things.map((place) => /** @type {Element} */ (place.closest("li"))));
  number(list);
}

/** @param {Element} list */
function number(list) {
  const places = placesOf(list);
  for (const [index, place] of places.entries()) {
    place.value = String(index + 1);
    const thing = /** @type {Element} */ (place.closest("li"));
    /** @type {Element} */ (thing.querySelector("[data-rank]")).textContent = place.value;
    for (const button of thing.querySelectorAll("[data-move]")) {
      const isAtEnd = button.getAttribute("data-move") === "-1" ? index === 0 : index === places.length - 1;
      button.setAttribute("aria-disabled", String(isAtEnd));
    }
  }
}

/**
 * Move a thing up or down by one.
 * @param {HTMLElement} button
 * @returns {string} what to say of it; nothing at an end
 */
export function moveByButton(button) {
  const thing = /** @type {HTMLElement} */ (button.closest("li"));
  const list = /** @type {HTMLElement} */ (thing.closest("[data-ordering]"));
  const isUp = button.dataset.move === "-1";
  const other = isUp ? thing.previousElementSibling : thing.nextElementSibling;
  if (!other) return "";
  if (isUp) other.before(thing);
  else other.after(thing);
  number(list);
  button.focus();
  const place = /** @type {HTMLInputElement} */ (thing.querySelector("[data-place]"));
  const { moved = "" } = list.dataset;
  return moved.replace("{n}", place.value).replace("{item}", thing.dataset.text ?? "");
}

// What is not sent yet

export class Drafts {
  /**
   * @param {{getItem(key: string): string | null, setItem(key: string, text: string): void} | null} storage
   * @param {string} place
   */
  constructor(storage, place) {
    this.storage = storage;
    this.place = place;
    /** @type {Record<string, Values>} */
    this.known = {};
    try {
      const found = JSON.parse(storage?.getItem(place) ?? "{}");
      if (found && typeof found === "object") this.known = found;
    } catch {
      // nothing that can be read: nothing was begun
    }
  }

  /** @param {string} key of a form @returns {Values | undefined} what was begun in it */
  of(key) {
    return Object.hasOwn(this.known, key) ? this.known[key] : undefined;
  }

  /** @param {string} key @param {Values} values */
  keep(key, values) {
    const { [key]: _, ...others } = this.known;
    this.known = Object.fromEntries([...Object.entries(others), [key, values]].slice(-MOST_DRAFTS));
    this.#write();
  }

  /** @param {string} key */
  drop(key) {
    if (this.of(key) === undefined) return;
    delete this.known[key];
    this.#write();
  }

  #write() {
    try {
      this.storage?.setItem(this.place, JSON.stringify(this.known));
    } catch {
      // a full or forbidden store: what is begun is kept by this page only
    }
  }
}
