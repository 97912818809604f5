/**
 * One message of the house, in the place of an activity that can't be shown: polite for a participant, complete for
 * whoever writes the lesson.
 */
import { begin, h } from "../kit.js";

/**
 * What is drawn, in order: a participant never sees the detail.
 * @param {{author: boolean, text: string, detail: string, suggestions: string[]}} view
 * @returns {string[]}
 */
export function parts({ author, detail, suggestions }) {
  if (!author) return ["text"];
  return ["title", "text", ...(suggestions?.length ? ["suggestions"] : []), ...(detail ? ["detail"] : [])];
}

export default {
  /** @param {any} context */
  render(context) {
    return begin(context, "notice", (view, { body, labels }) => {
      /** @type {Record<string, () => HTMLElement>} */
      const pieces = {
        title: () => h("p", { class: "ts-kicker" }, labels.author_title),
        text: () => h("p", { class: "ts-notice-text" }, view.text),
        suggestions: () =>
          h("div", {}, h("p", {}, labels.suggestions), h("ul", {}, view.suggestions.map((/** @type {string} */ one) => h("li", {}, h("code", {}, one))))),
        detail: () => h("details", {}, h("summary", {}, labels.detail), h("pre", { tabindex: "0", "aria-label": labels.detail }, view.detail)),
      };
      body.replaceChildren(
        h("div", { class: `ts-note ${view.author ? "ts-is-mixed" : ""}` }, parts(view).map((part) => pieces[part]())),
      );
    });
  },
};
