/** The room of a scenario that takes place in a meeting: its clock, its steps, and who has been heard. */

import { fill, h } from "../kit.js";

/**
 * Where the meeting is among its steps; the opening has no number.
 * @param {{title: string, range: string, place: string}[]} steps
 * @returns {{number: number, total: number, title: string, range: string} | null} none once it is over
 */
export function present(steps) {
  const rank = steps.findIndex((step) => step.place === "now");
  return rank < 0 ? null : { number: rank, total: steps.length - 1, title: steps[rank].title, range: steps[rank].range };
}

/** @param {any} room @param {Record<string, string>} labels */
export function roomBox(room, labels) {
  const here = present(room.steps);
  return h(
    "div",
    { class: "ts-room", role: "group", "aria-label": labels.room },
    room.clock &&
      h(
        "p",
        { class: "ts-clock" },
        h("strong", { class: "ts-time" }, room.clock.time),
        h("span", {}, room.clock.left),
        h("span", { class: `ts-late ts-tone-${room.clock.tone}` }, room.clock.late),
      ),
    here &&
      h(
        "p",
        { class: "ts-step-now" },
        h("strong", {}, here.number ? fill(labels.step_of, here) : labels.opening, h("span", { "aria-hidden": "true" }, " · "), here.title),
        " ",
        h("span", { class: "ts-soft" }, here.range),
      ),
    h("div", { class: "ts-steps", "aria-hidden": "true" }, room.steps.map((/** @type {any} */ step) => h("span", { class: `ts-step-${step.place}` }))),
    h(
      "details",
      { class: "ts-heard" },
      h("summary", {}, labels.heard),
      h("p", { class: "ts-soft" }, labels.heard_note),
      h(
        "ul",
        {},
        room.heard.map((/** @type {any} */ one) =>
          h(
            "li",
            {},
            h("span", {}, one.name),
            h("span", { class: "ts-soft" }, one.text),
            h("span", { class: "ts-bar", "aria-hidden": "true" }, h("span", { style: `inline-size: ${Math.round(100 * one.share)}%` })),
          ),
        ),
      ),
    ),
  );
}
