/** The scenario player: a thread to read, a choice to make, what it changed, and at the end why. */

import { begin, fill, group, h, problemLine, sourceList, svg } from "../kit.js";
import { colourOf, initials } from "../marks.js";
import { roomBox } from "./room.js";

/**
 * Where the dots of the map stand.
 * @param {{layer: number, place: number, breadth: number}} node its row, its place in the row, how many the row has
 * @param {number} width of the picture
 * @returns {{x: number, y: number}}
 */
export function position({ layer, place, breadth }, width) {
  return { x: Math.round((width * (2 * place + 1)) / (2 * breadth)), y: 26 + layer * 46 };
}

/** @param {any} post @param {Record<string, string>} labels */
function message(post, labels) {
  return h(
    "article",
    { class: "ts-post" },
    h("span", { class: `ts-mark ts-mark-${colourOf(post.by)}`, "aria-hidden": "true" }, initials(post.by)),
    h(
      "div",
      { class: "ts-post-text" },
      h("p", { class: "ts-post-head" }, h("strong", {}, post.by), h("span", { class: "ts-soft" }, [post.role, post.at].filter(Boolean).map((words) => ` · ${words}`).join(""))),
      post.quote_html &&
        h("blockquote", {}, post.quote_by && h("p", { class: "ts-soft" }, fill(labels.wrote, { name: post.quote_by })), h("div", { html: post.quote_html })),
      h("div", { html: post.html }),
    ),
  );
}

/** @param {any[]} posts what somebody said because of a choice @param {Record<string, string>} labels */
function saidList(posts, labels) {
  return posts.length ? h("div", { class: "ts-said" }, posts.map((post) => message(post, labels))) : null;
}

/** @param {any} meter */
function meterBox(meter) {
  const cells = Array.from({ length: meter.max - meter.min }, (_, index) =>
    h("span", { class: index < meter.value - meter.min ? "ts-cell ts-cell-on" : "ts-cell" }),
  );
  return h(
    "div",
    {
      class: `ts-meter ts-tone-${meter.tone}`,
      role: "meter",
      "aria-label": meter.name,
      "aria-valuemin": meter.min,
      "aria-valuemax": meter.max,
      "aria-valuenow": meter.value,
      "aria-valuetext": meter.word,
    },
    h("span", { class: "ts-meter-name" }, meter.name),
    h("span", { class: "ts-cells", "aria-hidden": "true" }, cells),
    h("span", { class: "ts-meter-word" }, meter.word),
  );
}

/** @param {any[]} changes */
function changeList(changes) {
  if (!changes.length) return null;
  return h(
    "ul",
    { class: "ts-changes" },
    changes.map((change) =>
      h("li", { class: `ts-change ts-tone-${change.tone}` }, h("span", { "aria-hidden": "true" }, `${change.arrow} `), change.text),
    ),
  );
}

/** @param {any} map @param {Record<string, string>} labels */
function mapPicture(map, labels) {
  const width = 330;
  const where = new Map(map.nodes.map((/** @type {any} */ node) => [node.id, position(node, width)]));
  const height = 52 + 46 * Math.max(...map.nodes.map((/** @type {any} */ node) => node.layer));
  const line = (/** @type {any} */ edge) => {
    const from = /** @type {any} */ (where.get(edge.from));
    const to = /** @type {any} */ (where.get(edge.to));
    const bend = (to.y - from.y) / 2;
    return svg("path", {
      d: `M${from.x} ${from.y}C${from.x} ${from.y + bend} ${to.x} ${to.y - bend} ${to.x} ${to.y}`,
      class: edge.taken ? "ts-edge ts-edge-taken" : "ts-edge",
    });
  };
  const dot = (/** @type {any} */ node) => {
    const { x, y } = /** @type {any} */ (where.get(node.id));
    const look = `ts-dot ts-dot-${node.kind}${node.visited ? " ts-dot-visited" : ""}${node.current ? " ts-dot-current" : ""}`;
    const shape =
      node.kind === "ending"
        ? svg("rect", { x: x - 11, y: y - 11, width: 22, height: 22, rx: 3, class: look })
        : svg("circle", { cx: x, cy: y, r: 11, class: look });
    const mark = node.number === null ? "?" : String(node.number);
    return svg("g", {}, shape, svg("text", { x, y: y + 4, "text-anchor": "middle", class: node.visited ? "ts-dot-text ts-dot-text-on" : "ts-dot-text" }, mark));
  };
  const ordered = [...map.edges].sort((a, b) => Number(a.taken) - Number(b.taken));
  return h(
    "figure",
    { class: "ts-map" },
    svg(
      "svg",
      { viewBox: `0 0 ${width} ${height}`, role: "img", "aria-label": `${labels.map_title}. ${map.summary}` },
      ordered.map(line),
      map.nodes.map(dot),
    ),
    h("figcaption", {}, map.summary, " ", labels.map_legend),
  );
}

/** @param {any} history @param {import("../kit.js").Tools} tools @param {string} verb */
function historyList(history, { labels, send }, verb) {
  return h(
    "ol",
    { class: "ts-history" },
    history.map((/** @type {any} */ step) =>
      h(
        "li",
        {},
        h("p", { class: "ts-kicker" }, step.scene_title),
        h("div", { html: step.choice_html, class: "ts-chosen" }),
        step.consequence_html && h("div", { html: step.consequence_html, class: "ts-soft" }),
        saidList(step.posts, labels),
        changeList(step.changes),
        h(
          "button",
          {
            type: "button",
            class: "ts-button ts-quiet",
            "aria-label": `${verb}, ${step.scene_title}`,
            onclick: () => send("undo", { step: step.step }, ".ts-scene-title"),
          },
          verb,
        ),
      ),
    ),
  );
}

/** @param {any} data @param {import("../kit.js").Tools} tools */
function restartRow(data, { labels, send }) {
  const row = h("div", { class: "ts-actions ts-restart" });
  const ask = () => {
    const confirm = h(
      "button",
      { type: "button", class: "ts-button", onclick: () => send("restart", {}, ".ts-scene-title") },
      labels.restart_yes,
    );
    row.replaceChildren(h("p", {}, labels.restart_ask), confirm, h("button", { type: "button", class: "ts-button ts-quiet", onclick: rest }, labels.cancel));
    confirm.focus();
  };
  const rest = () => {
    const button = h("button", { type: "button", class: "ts-button", onclick: ask }, labels.restart);
    const had = row.contains(document.activeElement);
    row.replaceChildren(button);
    if (had) button.focus();
  };
  rest();
  return row;
}

/** @param {any} scene @param {import("../kit.js").Tools} tools */
function sceneCard(scene, tools) {
  const { labels, send } = tools;
  const choices = scene.choices.map((/** @type {any} */ choice) =>
    h("button", {
      type: "button",
      class: "ts-choice",
      html: choice.html,
      onclick: (/** @type {Event} */ event) => {
        const box = /** @type {HTMLElement} */ (event.currentTarget).closest(".ts-choices");
        for (const button of box?.querySelectorAll("button") ?? []) button.disabled = true;
        send("choose", { scene: scene.id, step: scene.step, choice: choice.id }, scene.step_focus);
      },
    }),
  );
  return h(
    "div",
    { class: "ts-scene" },
    h("p", { class: "ts-kicker" }, scene.kicker),
    h("h4", { class: "ts-scene-title", tabindex: "-1" }, scene.title),
    scene.posts.map((/** @type {any} */ post) => message(post, labels)),
    h("div", { class: "ts-narration", html: scene.text_html }),
    group(labels.what_do_you_do, { class: "ts-choices" }, choices),
  );
}

/** @param {any} ending @param {import("../kit.js").Tools} tools */
function endingCard(ending, tools) {
  const { labels } = tools;
  return h(
    "div",
    { class: "ts-ending" },
    h("p", { class: "ts-kicker" }, labels.the_end),
    h("h4", { class: "ts-scene-title", tabindex: "-1" }, ending.title),
    ending.posts.map((/** @type {any} */ post) => message(post, labels)),
    h("div", { class: `ts-note ts-is-${ending.outcome}` }, h("p", { class: "ts-verdict" }, ending.outcome_word), h("div", { html: ending.text_html })),
    h("h4", {}, labels.debrief),
    ending.debrief_html && h("div", { html: ending.debrief_html }),
    sourceList(ending.sources, labels.sources),
  );
}

/** @param {any} debrief @param {import("../kit.js").Tools} tools */
function debriefCard(debrief, tools) {
  const { labels } = tools;
  return h(
    "div",
    { class: "ts-debrief" },
    h("h4", {}, labels.your_path),
    mapPicture(debrief.map, labels),
    h("p", {}, debrief.endings_seen),
    h(
      "details",
      { open: true },
      h("summary", {}, labels.why_title),
      h(
        "ol",
        { class: "ts-whys" },
        debrief.whys.map((/** @type {any} */ why) =>
          h(
            "li",
            {},
            h("p", { class: "ts-kicker" }, why.scene_title),
            h("div", { class: "ts-chosen", html: why.choice_html }),
            why.why_html && h("div", { html: why.why_html }),
            why.debate_html && h("div", { class: "ts-debate" }, h("p", { class: "ts-kicker" }, labels.debate), h("div", { html: why.debate_html })),
            sourceList(why.sources, labels.sources),
          ),
        ),
      ),
    ),
    debrief.untried.length
      ? h(
          "details",
          {},
          h("summary", {}, labels.untried_title),
          h("p", { class: "ts-soft" }, labels.untried_note),
          h(
            "ul",
            { class: "ts-untried" },
            debrief.untried.map((/** @type {any} */ other) =>
              h(
                "li",
                {},
                h(
                  "details",
                  {},
                  h("summary", {}, h("span", { class: "ts-soft" }, `${other.scene_title} — `), h("span", { html: other.choice_html })),
                  other.consequence_html && h("div", { html: other.consequence_html }),
                  saidList(other.posts, labels),
                  changeList(other.changes),
                  other.why_html && h("div", { class: "ts-soft", html: other.why_html }),
                ),
              ),
            ),
          ),
        )
      : null,
    h("h4", {}, labels.evidence_title),
    h("div", { html: debrief.evidence_note_html }),
  );
}

/** @param {any} view @param {import("../kit.js").Tools} tools */
function draw(view, tools) {
  const { labels, regions } = tools;
  /** @type {[string, any, (data: any) => HTMLElement][]} */
  const now = [
    [
      "head",
      view.head,
      (head) =>
        h(
          "header",
          { id: head.anchor },
          h("p", { class: "ts-kicker" }, head.kicker),
          h("h3", {}, head.title),
          h("div", { html: head.intro_html }),
          h("div", { class: "ts-note", html: head.you_are_html }),
        ),
    ],
    ["warning", view.warning, (warning) => h("div", {}, warning ? h("p", { class: "ts-note ts-is-mixed" }, warning) : null)],
    ["problem", view.problem, problemLine],
    ["room", view.room, (room) => (room ? roomBox(room, labels) : h("div", { hidden: true }))],
    [
      "meters",
      view.meters,
      (meters) => h("div", { class: "ts-meters", role: "group", "aria-label": view.room ? labels.state_room : labels.state }, meters.map(meterBox)),
    ],
    [
      "thread",
      view.thread,
      (thread) =>
        thread.length
          ? h(
              "details",
              { class: "ts-thread" },
              h("summary", {}, fill(view.room ? labels.thread_room : labels.thread, { n: thread.length })),
              thread.map((/** @type {any} */ post) => message(post, labels)),
            )
          : h("div", { hidden: true }),
    ],
    [
      "last",
      view.last,
      (last) =>
        last
          ? h(
              "div",
              { class: "ts-consequence", tabindex: "-1" },
              h("p", { class: "ts-kicker" }, labels.you_did),
              h("div", { class: "ts-chosen", html: last.choice_html }),
              last.consequence_html && h("div", { html: last.consequence_html }),
              saidList(last.posts, labels),
              changeList(last.changes),
            )
          : h("div", { hidden: true }),
    ],
  ];
  if (view.scene) now.push(["scene", { ...view.scene, step_focus: ".ts-consequence" }, (scene) => sceneCard(scene, tools)]);
  if (view.ending) now.push(["ending", view.ending, (ending) => endingCard(ending, tools)]);
  if (view.debrief) now.push(["debrief", view.debrief, (debrief) => debriefCard(debrief, tools)]);
  if (view.history.length)
    now.push(
      [
        "history",
        view.history,
        (history) => h("details", { class: "ts-past" }, h("summary", {}, labels.history), historyList(history, tools, labels.back_to)),
      ],
      ["restart", view.run_number, (number) => restartRow(number, tools)],
    );
  regions.draw(now);
  if (view.problem) for (const button of /** @type {NodeListOf<HTMLButtonElement>} */ (tools.body.querySelectorAll(".ts-choice"))) button.disabled = false;
}

export default {
  /** @param {any} context */
  render(context) {
    return begin(context, "scenario", draw);
  },
};
