/**
 * The quiz: all the questions on one page, answered in any order. Python marks the answers; this file shows.
 *
 * @typedef {{id: string, html: string, text: string}} Item an option, or one side of a pair, in the order to show
 * @typedef {{tag: string | null, mark: "right" | "wrong" | "neutral", html: string, given: string | null,
 *            expected: string | null, feedback_html: string | null}} Line what is said of one option or pair
 * @typedef {{verdict: "right" | "partly" | "wrong" | "noted", verdict_text: string, points_text: string | null,
 *            credit_rule: string | null, certainty_text: string | null, attempts_text: string | null, lines: Line[],
 *            others: Line[], explanation_html: string | null, sources: any[], is_final?: boolean}} Result
 * @typedef {{id: string, heading: string, chip: string, kind: string, hint: string, context_html: string | null,
 *            prompt_html: string, options: Item[], lefts: Item[], unit: string | null, certainty: boolean,
 *            earlier: string | null, result: Result | null}} Question
 */
import { begin, fill, freshId, group, h, problemLine, sourceList, svg, tick, warningLine } from "../kit.js";

/**
 * Whether there is something to send.
 * @param {any} answer as read from the controls
 * @param {Pick<Question, "kind" | "lefts">} question
 */
export function isComplete(answer, { kind, lefts }) {
  if (kind === "multiple") return answer.length > 0;
  if (kind === "matching") return lefts.every(({ id }) => answer[id]);
  if (typeof answer === "string") return answer.trim() !== "";
  return answer !== null && answer !== undefined;
}

/**
 * The list with one of its things moved.
 * @template T
 * @param {T[]} list
 * @param {number} from
 * @param {number} to
 * @returns {T[]}
 */
export function moved(list, from, to) {
  if (to < 0 || to >= list.length) return list;
  const rest = list.filter((_, index) => index !== from);
  return [...rest.slice(0, to), list[from], ...rest.slice(to)];
}

/** @param {number} index @returns {string} A, B, C … then AA, AB …, to name what is proposed in a matching question. */
export function letter(index) {
  const last = String.fromCharCode(65 + (index % 26));
  return index < 26 ? last : letter(Math.floor(index / 26) - 1) + last;
}

/**
 * The regions to draw, in order, with the problem beside the question that caused it.
 * @param {any} view
 * @param {string | null} asked id of the question last acted upon
 * @returns {[string, any][]} key and data
 */
export function layout(view, asked) {
  if (!view.questions) return [["problem", view.problem]];
  /** @type {[string, any][]} */
  const regions = [
    ["head", { title: view.title, intro_html: view.intro_html }],
    ["warning", view.warning],
    ["overview", view.overview],
  ];
  for (const question of view.questions) {
    regions.push([`question:${question.id}`, question]);
    if (view.problem && question.id === asked) regions.push(["problem", view.problem]);
  }
  regions.push(["summary", view.summary]);
  if (view.problem && !regions.some(([key]) => key === "problem")) regions.push(["problem", view.problem]);
  regions.push(["restart", view.restart]);
  return regions;
}

/**
 * Which question stands open: the one asked for, else the first without an answer; none when all have theirs.
 * @param {{id: string, result: any}[]} questions
 * @param {string | null} wanted
 * @returns {string | null}
 */
export function openOne(questions, wanted) {
  if (questions.some(({ id }) => id === wanted)) return wanted;
  return questions.find(({ result }) => !result)?.id ?? null;
}

/**
 * The question to go on with: the next one without an answer after this one, around the list; else none.
 * @param {{id: string, result: any}[]} questions
 * @param {string} from
 * @returns {string | null}
 */
export function nextOpen(questions, from) {
  const index = questions.findIndex(({ id }) => id === from);
  const around = [...questions.slice(index + 1), ...questions.slice(0, index)];
  return around.find(({ result }) => !result)?.id ?? null;
}

const at = (/** @type {string} */ id, extra = "") => `[data-question="${id}"]${extra}`;

/** The shape that goes with a verdict: none looks like another, whatever the colours. */
const SHAPES = {
  right: () => [svg("circle", { cx: 12, cy: 12, r: 11 }), svg("path", { d: "M6.5 12.5l3.8 3.8 7.2-8", class: "ts-stroke" })],
  partly: () => [svg("circle", { cx: 12, cy: 12, r: 10, class: "ts-ring" }), svg("path", { d: "M12 2a10 10 0 0 0 0 20z" })],
  wrong: () => [svg("path", { d: "M12 1 23 12 12 23 1 12z" }), svg("path", { d: "M8.5 8.5l7 7m0-7l-7 7", class: "ts-stroke" })],
  noted: () => [svg("path", { d: "M3 3h18v13H11l-5 5v-5H3z" }), svg("path", { d: "M7 8h10M7 11.5h6", class: "ts-stroke" })],
  neutral: () => [svg("circle", { cx: 12, cy: 12, r: 4 })],
};

/** @param {keyof typeof SHAPES} name */
const icon = (name) =>
  svg("svg", { viewBox: "0 0 24 24", class: `ts-icon ts-icon-${name}`, "aria-hidden": "true", focusable: "false" }, SHAPES[name]());

/**
 * The controls of each kind of question: an element, and how to read the answer off it.
 * @type {Record<string, (question: Question, tools: any) => {node: HTMLElement, read: () => any}>}
 */
const CONTROLS = {
  single: (question) => choices(question, "radio"),
  scale: (question) => choices(question, "radio", "ts-scale"),
  multiple: (question) => choices(question, "checkbox"),
  true_false(question) {
    const { node, read } = choices(question, "radio", "ts-scale");
    return { node, read: () => (read() === null ? null : read() === "true") };
  },
  numeric: (question) => textField(question, "decimal"),
  short_text: (question) => textField(question, "text"),
  ordering,
  matching,
};

/** @param {Question} question @param {"radio" | "checkbox"} type @param {string} [className] */
function choices(question, type, className = "") {
  const name = freshId("choice");
  const node = group(
    prompt(question),
    { class: className },
    h("div", { class: "ts-ticks" }, question.options.map(({ id, html }) => tick(type, { name, value: id, html }))),
  );
  const ticked = () => [...node.querySelectorAll("input:checked")].map((input) => /** @type {HTMLInputElement} */ (input).value);
  return { node, read: () => (type === "checkbox" ? ticked() : (ticked()[0] ?? null)) };
}

/** @param {Question} question */
const prompt = (question) => [
  h("span", { html: question.prompt_html }),
  question.hint ? h("span", { class: "ts-hint" }, question.hint) : null,
];

/** @param {Question} question @param {string} inputmode */
function textField(question, inputmode) {
  const id = freshId("field");
  const unitId = freshId("unit");
  const input = h("input", {
    type: "text", id, inputmode, autocomplete: "off", maxlength: 200, "aria-describedby": question.unit ? unitId : null,
  });
  const node = h(
    "div",
    { class: "ts-field ts-answer-field" },
    h("label", { for: id }, prompt(question)),
    h("div", { class: `ts-with-unit ts-${inputmode}` }, input, question.unit ? h("span", { id: unitId }, question.unit) : null),
  );
  return { node, read: () => /** @type {HTMLInputElement} */ (input).value };
}

/** @param {Question} question @param {any} tools */
function ordering(question, { labels, say }) {
  let items = question.options;
  const list = h("ol", { class: "ts-order" });
  const move = (/** @type {Item} */ item, /** @type {-1 | 1} */ step) => {
    const from = items.indexOf(item);
    items = moved(items, from, from + step);
    show(item, step);
    say(fill(labels.moved, { item: item.text, n: items.indexOf(item) + 1, total: items.length }));
  };
  const button = (/** @type {Item} */ item, /** @type {-1 | 1} */ step, /** @type {boolean} */ atEnd) =>
    h(
      "button",
      {
        type: "button",
        class: "ts-button ts-move",
        "data-step": step,
        "aria-disabled": atEnd ? "true" : null,
        "aria-label": fill(step < 0 ? labels.move_up : labels.move_down, { item: item.text }),
        onclick: () => !atEnd && move(item, step),
      },
      h("span", { "aria-hidden": "true" }, step < 0 ? "↑" : "↓"),
    );
  const show = (/** @type {Item | null} */ focused = null, step = 0) => {
    list.replaceChildren(
      ...items.map((item, index) =>
        h(
          "li",
          { "data-id": item.id },
          h("span", { class: "ts-rank", "aria-hidden": "true" }, String(index + 1)),
          h("span", { class: "ts-order-text", html: item.html }),
          h("span", { class: "ts-moves" }, button(item, -1, index === 0), button(item, 1, index === items.length - 1)),
        ),
      ),
    );
    const target = focused && list.querySelector(`[data-id="${focused.id}"] [data-step="${step}"]`);
    if (target) /** @type {HTMLElement} */ (target).focus();
  };
  show();
  return { node: group(prompt(question), {}, list), read: () => items.map(({ id }) => id) };
}

/** @param {Question} question @param {any} tools */
function matching(question, { labels }) {
  const selects = question.lefts.map((left) => {
    const id = freshId("match");
    const select = h(
      "select",
      { id, "data-left": left.id },
      h("option", { value: "" }, labels.choose_match),
      question.options.map((right, index) => h("option", { value: right.id }, `${letter(index)}. ${right.text}`)),
    );
    return h("div", { class: "ts-field" }, h("label", { for: id, html: left.html }), select);
  });
  // The whole wording of what is proposed: a narrow screen cuts it short inside the select.
  const proposals = h(
    "ul",
    { class: "ts-proposals", "aria-label": labels.proposals },
    question.options.map((right, index) => h("li", {}, h("b", {}, `${letter(index)}. `), h("span", { html: right.html }))),
  );
  const node = group(prompt(question), {}, proposals, selects);
  const read = () =>
    Object.fromEntries([...node.querySelectorAll("select")].map((select) => [select.dataset.left, select.value]));
  return { node, read };
}

/** @param {Question} question @param {any} tools @param {(id: string) => void} asked */
function openQuestion(question, tools, asked) {
  const { labels, send } = tools;
  const { node, read } = CONTROLS[question.kind](question, tools);
  const name = freshId("certainty");
  const certainty = question.certainty
    ? group(
        labels.certainty,
        { class: "ts-scale ts-certainty" },
        h("div", { class: "ts-ticks" }, ["low", "medium", "high"].map((value) => tick("radio", { name, value, html: labels[`certainty_${value}`] }))),
      )
    : null;
  const missing = h("p", { class: "ts-missing", role: "alert" });
  const form = h(
    "form",
    {
      novalidate: true,
      onsubmit(/** @type {Event} */ event) {
        event.preventDefault();
        const answer = read();
        missing.textContent = isComplete(answer, question) ? "" : labels[question.kind === "matching" ? "match_all" : "choose_first"];
        if (missing.textContent || form.hasAttribute("data-sent")) return;
        form.setAttribute("data-sent", ""); // until the next drawing: a double click answers once
        const sure = /** @type {HTMLInputElement | null} */ (certainty?.querySelector("input:checked"))?.value ?? null;
        asked(question.id);
        send("answer", { question: question.id, answer, certainty: sure }, at(question.id, " .ts-verdict"));
      },
    },
    question.earlier ? h("p", { class: "ts-soft" }, question.earlier) : null,
    [node, certainty, missing],
    h("div", { class: "ts-actions" }, h("button", { type: "submit", class: "ts-button ts-primary" }, labels.submit)),
  );
  return form;
}

const TONES = { right: "ts-is-good", partly: "ts-is-mixed", wrong: "ts-is-hard", noted: "" };

/** @param {Line[]} lines @param {any} labels */
const lineList = (lines, labels) =>
  h(
    "ul",
    { class: "ts-lines" },
    lines.map((line) =>
      h(
        "li",
        { class: `ts-line ts-line-${line.mark}` },
        icon(line.mark),
        h(
          "div",
          {},
          line.tag ? h("p", { class: "ts-tag" }, labels[`tag_${line.tag}`]) : null,
          h("p", { class: "ts-line-text", html: line.html }),
          line.given ? h("p", { class: "ts-soft" }, line.given) : null,
          line.expected ? h("p", { class: "ts-soft" }, line.expected) : null,
          line.feedback_html ? h("div", { class: "ts-feedback", html: line.feedback_html }) : null,
        ),
      ),
    ),
  );

/** @param {Question} question @param {any} tools @param {(id: string) => void} asked */
function answeredQuestion(question, { labels, send, go }, asked) {
  const result = /** @type {Result} */ (question.result);
  const retry = () => {
    asked(question.id);
    send("retry", { question: question.id }, at(question.id, " :is(input, select, .ts-move)"));
  };
  return h(
    "div",
    { class: "ts-result" },
    h("div", { class: "ts-prompt", html: question.prompt_html }),
    h(
      "div",
      { class: `ts-note ${TONES[result.verdict]}` },
      h("p", { class: "ts-verdict" }, icon(result.verdict), h("span", {}, result.verdict_text)),
      h("div", { class: "ts-facts" }, [result.points_text, result.certainty_text, result.attempts_text].map((text) => text && h("p", { class: "ts-soft" }, text))),
      result.credit_rule ? h("p", { class: "ts-soft" }, result.credit_rule) : null,
    ),
    lineList(result.lines, labels),
    result.explanation_html
      ? h("div", { class: "ts-explanation" }, h("h5", {}, labels.explanation), h("div", { html: result.explanation_html }))
      : null,
    sourceList(result.sources, labels.sources),
    result.others.length
      ? h("details", { class: "ts-others" }, h("summary", {}, labels.others), lineList(result.others, labels))
      : null,
    h(
      "div",
      { class: "ts-actions" },
      h("button", { type: "button", class: "ts-button ts-primary ts-next", onclick: () => go(question.id) }, labels.next),
      result.is_final ? null : h("button", { type: "button", class: "ts-button", onclick: retry }, labels.retry),
    ),
  );
}

/** @param {Question} question @param {any} tools @param {(id: string) => void} asked */
function questionCard(question, tools, asked) {
  const headingId = freshId("question");
  return h(
    "article",
    { class: "ts-card", "data-question": question.id, "aria-labelledby": headingId },
    h("h4", { id: headingId, class: "ts-kicker" }, question.heading),
    question.context_html ? h("div", { class: "ts-context", html: question.context_html }) : null,
    question.result ? answeredQuestion(question, tools, asked) : openQuestion(question, tools, asked),
  );
}

/** @param {any} overview @param {any} tools */
function overviewRow(overview, { labels, open }) {
  return h(
    "nav",
    { class: "ts-overview", "aria-label": labels.overview },
    h("p", { class: "ts-soft" }, overview.text),
    h(
      "ul",
      {},
      overview.chips.map((/** @type {any} */ chip) =>
        h(
          "li",
          {},
          h(
            "button",
            { type: "button", class: "ts-chip", "data-chip": chip.id, "aria-label": chip.name, onclick: () => open(chip.id) },
            h("span", {}, chip.number),
            chip.verdict ? icon(chip.verdict) : null,
          ),
        ),
      ),
    ),
  );
}

/** @param {any} summary @param {any} tools */
function summaryCard(summary, { labels, open }) {
  if (!summary) return h("div", { hidden: true });
  return h(
    "div",
    { class: "ts-card ts-summary" },
    h("h4", { class: "ts-summary-title" }, summary.title),
    summary.lines.map((/** @type {string} */ line) => h("p", {}, line)),
    summary.calibration.length
      ? [h("h5", {}, labels.calibration), h("ul", {}, summary.calibration.map((/** @type {string} */ line) => h("li", {}, line)))]
      : null,
    summary.reread.length
      ? [
          h("p", {}, labels.reread),
          h("ul", { class: "ts-reread" }, summary.reread.map((/** @type {any} */ one) =>
            h("li", {}, h("button", { type: "button", class: "ts-button ts-quiet", onclick: () => open(one.id) }, one.text)))),
        ]
      : null,
  );
}

/** @param {any} restart @param {any} tools @param {(id: string | null) => void} asked */
function restartRow(restart, { labels, send, focus }, asked) {
  if (!restart) return h("div", { hidden: true });
  const confirm = h(
    "div",
    { class: "ts-note ts-confirm", hidden: true },
    h("p", { tabindex: "-1" }, restart.question),
    h(
      "div",
      { class: "ts-actions" },
      h("button", { type: "button", class: "ts-button", onclick: () => open(false) }, labels.restart_cancel),
      h("button", { type: "button", class: "ts-button ts-primary", onclick: () => (asked(null), send("restart", {}, ".ts-title")) }, labels.restart_confirm),
    ),
  );
  const button = h("button", { type: "button", class: "ts-button ts-quiet", "aria-expanded": "false", onclick: () => open(confirm.hidden) }, labels.restart);
  const open = (/** @type {boolean} */ shown) => {
    confirm.hidden = !shown;
    button.setAttribute("aria-expanded", String(shown));
    if (shown) focus(".ts-confirm p");
    else button.focus();
  };
  return h("div", { class: "ts-restart" }, button, confirm);
}

export default {
  /** @param {any} context */
  render(context) {
    /** @type {string | null} */
    let last = null;
    /** @type {string | null} */
    let wanted = null;
    const asked = (/** @type {string | null} */ id) => void (last = wanted = id);
    return begin(context, "quiz", (view, kit) => {
      // All the cards stay in the page, so that a half-written answer is not lost; one shows at a time.
      const show = (/** @type {string | null} */ id) => {
        for (const card of kit.body.querySelectorAll("[data-question]")) card.toggleAttribute("hidden", card.getAttribute("data-question") !== id);
        for (const chip of kit.body.querySelectorAll("[data-chip]"))
          chip.getAttribute("data-chip") === id ? chip.setAttribute("aria-current", "true") : chip.removeAttribute("aria-current");
      };
      const open = (/** @type {string} */ id) => {
        show((wanted = id));
        kit.focus(at(id, " h4"));
      };
      const go = (/** @type {string} */ from) => {
        const next = nextOpen(/** @type {any} */ (kit.model.get("view")).questions, from);
        if (next) open(next);
        else kit.focus(".ts-summary-title");
      };
      const tools = { ...kit, open, go };
      for (const form of tools.body.querySelectorAll("[data-sent]")) form.removeAttribute("data-sent");
      /** @type {(key: string) => (data: any) => HTMLElement} */
      const builder = (key) => (data) => {
        if (key === "head")
          return h("header", {}, h("h3", { class: "ts-title" }, data.title), data.intro_html && h("div", { html: data.intro_html }));
        if (key === "overview") return overviewRow(data, tools);
        if (key === "warning") return warningLine(data);
        if (key === "summary") return summaryCard(data, tools);
        if (key === "restart") return restartRow(data, tools, asked);
        if (key === "problem") return problemLine(data);
        return questionCard(data, tools, asked);
      };
      tools.regions.draw(layout(view, last).map(([key, data]) => [key, data, builder(key)]));
      if (view.questions) show((wanted = openOne(view.questions, wanted)));
    });
  },
};
