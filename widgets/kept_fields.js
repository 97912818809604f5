/**
 * What a person is doing in a part of the page that is about to be drawn anew: the focus, what they typed or ticked and
 * did not send yet, and what they unfolded. It is found again by what each field is called, not by its place.
 */

const FIELDS = "input, select, textarea, button, summary, a[href], [tabindex]";
/** What people changed themselves, as opposed to what was drawn. @type {WeakSet<EventTarget>} */
const touched = new WeakSet();

/**
 * Notice what is typed and ticked within an element.
 * @param {EventTarget} root
 */
export function watchFields(root) {
  for (const event of ["input", "change"])
    root.addEventListener(event, ({ target }) => void (target && touched.add(target)), { capture: true });
}

/** @param {any} field @returns {string} what it is, in words: ids are made anew at each drawing */
function called(field) {
  const label = field.labels?.[0]?.textContent || field.getAttribute("aria-label") || (field.matches("button, summary, a") ? field.textContent : "");
  const group = field.closest("fieldset")?.querySelector("legend")?.textContent ?? "";
  return [field.localName, field.type ?? "", group.trim(), label.trim(), field.type === "radio" ? field.value : ""].join("|");
}

/** @param {Element} root @returns {Map<string, any>} each field by what it is called, with its rank among its namesakes */
function fieldsIn(root) {
  const found = new Map();
  const ranks = new Map();
  for (const field of root.querySelectorAll(FIELDS)) {
    const name = called(field);
    const rank = ranks.get(name) ?? 0;
    ranks.set(name, rank + 1);
    found.set(`${name}|${rank}`, field);
  }
  return found;
}

/** @param {any} field */
const isTicked = (field) => field.type === "radio" || field.type === "checkbox";

/**
 * Remember what a person is doing within an element. A widget that waits for an answer is left alone: what was typed
 * there has been sent. Sliders are linked with one another, and files can't be chosen by a page: neither is put back.
 * @param {Element} root
 * @returns {{restore(into?: Element): void}} puts it into what was drawn since
 */
export function fieldsOf(root) {
  const kept = /** @type {[string, (field: any) => void][]} */ ([]);
  for (const [name, field] of fieldsIn(root)) {
    if (field.closest('[aria-busy="true"]')) continue;
    if (field.localName === "summary" && field.parentElement.open) kept.push([name, (fresh) => (fresh.parentElement.open = true)]);
    if (touched.has(field) && !["range", "file"].includes(field.type)) {
      const property = isTicked(field) ? "checked" : "value";
      const value = field[property];
      kept.push([name, (fresh) => change(fresh, property, value)]);
    }
    if (field === document.activeElement) {
      const { selectionStart, selectionEnd } = field;
      kept.push([
        name,
        (fresh) => {
          fresh.focus({ preventScroll: true });
          if (typeof selectionStart === "number" && fresh.type !== "number") fresh.setSelectionRange?.(selectionStart, selectionEnd);
        },
      ]);
    }
  }
  return {
    restore(into = root) {
      if (!kept.length) return;
      const fresh = fieldsIn(into);
      for (const [name, put] of kept) if (fresh.has(name)) put(fresh.get(name));
    },
  };
}

/** @param {any} field @param {string} property @param {any} value */
function change(field, property, value) {
  if (field[property] === value) return;
  field[property] = value;
  field.dispatchEvent(new Event(isTicked(field) || field.localName === "select" ? "change" : "input", { bubbles: true }));
}
