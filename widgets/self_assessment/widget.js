/**
 * The self-assessment: one card a competency, kept as it is filled in; afterwards, a picture of what moved.
 *
 * @typedef {{level: number, confidence: string | null, trace_link: string, trace_date: string, trace_sentence: string}} Rating
 * @typedef {{code: string, name: string, levels: {value: number, html: string}[]}} Competency
 * @typedef {{code: string, name: string, before: number, after: number, change: string}} Row
 */
import { begin, freshId, group, h, problemLine, svg, tick, warningLine } from "../kit.js";

/** From this level up, a trace is asked for. */
export const TRACE_FROM = 2;

/** How long the person may go on before what they did is sent, in milliseconds: arrows pass through several radios. */
const PAUSE = 700;

/**
 * Whether Python holds what the card shows.
 * @param {Rating | null} draft
 * @param {Rating | undefined} kept
 */
export function isKept(draft, kept) {
  if (!draft || !kept) return false;
  if (draft.level !== kept.level || (draft.confidence ?? null) !== (kept.confidence ?? null)) return false;
  return ["trace_link", "trace_date", "trace_sentence"].every((name) => {
    const [ours, theirs] = /** @type {any[]} */ ([draft, kept]).map((rating) => (rating[name] ?? "").trim());
    return ours === theirs;
  });
}

/**
 * Whether a text can be kept as a web address; nothing at all can. Python decides, but a slip in the link must not keep
 * it from recording the rest.
 * @param {string} text
 */
export function isLink(text) {
  const trimmed = text.trim();
  if (!trimmed) return true;
  return URL.canParse(trimmed) && /^https?:\/\/[^\s<>"'\\]+$/.test(trimmed);
}

/**
 * A sentence on lines of at most `width` characters: SVG does not break lines.
 * @param {string} text
 * @param {number} width
 * @returns {string[]}
 */
export function wrapped(text, width) {
  /** @type {string[]} */
  const lines = [];
  for (const word of text.split(/\s+/)) {
    const last = lines.at(-1);
    if (last !== undefined && last.length + 1 + word.length <= width) lines[lines.length - 1] = `${last} ${word}`;
    else lines.push(word);
  }
  return lines;
}

/** The scale of the picture: where level 0 stands, and how far one level is. The picture is 300 wide. */
const [LEFT, STEP] = [18, 66];

/**
 * Where everything stands in the picture of what moved.
 * @param {Row[]} rows
 * @returns {{height: number, rows: {row: Row, top: number, lines: string[], y: number, before: number, after: number}[]}}
 */
export function placed(rows) {
  const x = (/** @type {number} */ level) => LEFT + level * STEP;
  let top = 40;
  const drawn = rows.map((row) => {
    const lines = wrapped(row.name, 36);
    const y = top + lines.length * 17 + 14;
    const one = { row, top, lines, y, before: x(row.before), after: x(row.after) };
    top = y + 40;
    return one;
  });
  return { height: top, rows: drawn };
}

/** @param {number} x @param {number} y before: a ring */
const ring = (x, y) => svg("circle", { cx: x, cy: y, r: 9, class: "ts-mark-before" });
/** @param {number} x @param {number} y after: a full diamond */
const diamond = (x, y) => svg("path", { d: `M${x} ${y - 7}L${x + 7} ${y}L${x} ${y + 7}L${x - 7} ${y}z`, class: "ts-mark-after" });

/** @param {any} comparison @param {any} labels */
function picture(comparison, labels) {
  const [titleId, descId] = [freshId("title"), freshId("desc")];
  const { height, rows } = placed(comparison.rows);
  return svg(
    "svg",
    { viewBox: `0 0 300 ${height}`, class: "ts-picture", role: "img", "aria-labelledby": `${titleId} ${descId}` },
    svg("title", { id: titleId }, labels.picture_title),
    svg("desc", { id: descId }, comparison.rows.map((/** @type {Row} */ row) => `${row.name}: ${row.change}.`).join(" ")),
    [ring(14, 14), svg("text", { x: 30, y: 19 }, labels.before), diamond(150, 14), svg("text", { x: 166, y: 19 }, labels.after)],
    rows.map(({ row, top, lines, y, before, after }) => [
      lines.map((line, index) => svg("text", { x: 4, y: top + 14 + index * 17, class: "ts-row-name" }, line)),
      svg("line", { x1: LEFT, x2: LEFT + 4 * STEP, y1: y, y2: y, class: "ts-scale-line" }),
      [0, 1, 2, 3, 4].map((level) => [
        svg("line", { x1: LEFT + level * STEP, x2: LEFT + level * STEP, y1: y - 5, y2: y + 5, class: "ts-scale-line" }),
        svg("text", { x: LEFT + level * STEP, y: y + 24, "text-anchor": "middle", class: "ts-scale-number" }, String(level)),
      ]),
      before === after ? null : svg("line", { x1: before, x2: after, y1: y, y2: y, class: "ts-move-line" }),
      [ring(before, y), diamond(after, y)],
      row.before === row.after ? null : svg("path", { d: arrow((before + after) / 2, y, after > before), class: "ts-move-arrow" }),
    ]),
  );
}

/** @param {number} x @param {number} y @param {boolean} right */
const arrow = (x, y, right) => (right ? `M${x - 4} ${y - 6}L${x + 5} ${y}L${x - 4} ${y + 6}z` : `M${x + 4} ${y - 6}L${x - 5} ${y}L${x + 4} ${y + 6}z`);

/** @param {any} comparison @param {any} labels @param {string[]} levelNames */
function comparisonCard(comparison, labels, levelNames) {
  if (!comparison) return h("div", { hidden: true });
  if (!comparison.rows.length) return h("p", { class: "ts-note" }, comparison.text);
  return h(
    "div",
    { class: "ts-card ts-comparison" },
    h("h4", {}, labels.comparison),
    h("p", {}, comparison.text),
    h("figure", {}, picture(comparison, labels), h("figcaption", { class: "ts-soft" }, levelNames.map((name, level) => `${level}\u00a0${name}`).join(" · "))),
    h(
      "table",
      {},
      h("caption", { class: "ts-visually-hidden" }, labels.picture_title),
      h("thead", {}, h("tr", {}, [labels.competency, labels.change].map((text) => h("th", { scope: "col" }, text)))),
      h("tbody", {}, comparison.rows.map((/** @type {Row} */ row) => h("tr", {}, h("th", { scope: "row" }, row.name), h("td", {}, row.change)))),
    ),
    comparison.kind_word ? h("p", { class: "ts-note" }, comparison.kind_word) : null,
  );
}

/** @param {string} label @param {HTMLElement} control @param {string | null} [hint] */
function field(label, control, hint = null) {
  const id = freshId("trace");
  control.id = id;
  if (hint) control.setAttribute("aria-describedby", `${id}-hint`);
  return h("div", { class: "ts-field" }, h("label", { for: id }, label), hint ? h("p", { class: "ts-soft", id: `${id}-hint` }, hint) : null, control);
}

/**
 * A card, and how to tell it what Python holds now.
 * @param {Competency} competency
 * @param {Rating | undefined} first
 * @param {any} tools
 * @param {(code: string) => void} asked
 */
function competencyCard(competency, first, { labels, send }, asked) {
  const { code } = competency;
  const [levelName, sureName, headingId] = [freshId("level"), freshId("sure"), freshId("competency")];
  /** @type {Rating | undefined} */
  let kept = first;
  /** @type {any} */
  let timer = null;
  let sent = "";
  let untraced = false;

  const sentence = /** @type {HTMLTextAreaElement} */ (h("textarea", { rows: 2, maxlength: 500, value: first?.trace_sentence ?? "" }));
  const link = /** @type {HTMLInputElement} */ (h("input", { type: "url", maxlength: 500, placeholder: "https://", value: first?.trace_link ?? "" }));
  const date = /** @type {HTMLInputElement} */ (h("input", { type: "date", value: first?.trace_date ?? "" }));
  const trace = h(
    "div",
    { class: "ts-trace", role: "group", "aria-label": labels.trace },
    h("p", {}, h("b", {}, labels.trace), ` ${labels.trace_why}`),
    [field(labels.trace_sentence, sentence, labels.trace_sentence_hint), h("div", { class: "ts-two" }, field(labels.trace_link, link), field(labels.trace_date, date))],
  );
  const state = h("p", { class: "ts-kept" });
  const levels = group(labels.level, {}, competency.levels.map(({ value, html }) =>
    tick("radio", { name: levelName, value: String(value), html, checked: first?.level === value })));
  const sure = group(labels.confidence, { class: "ts-sure" }, h("div", { class: "ts-ticks" }, ["low", "medium", "high"].map((value) =>
    tick("radio", { name: sureName, value, html: labels[`confidence_${value}`], checked: first?.confidence === value }))));

  /** @returns {Rating | null} */
  const draft = () => {
    const level = /** @type {HTMLInputElement | null} */ (levels.querySelector("input:checked"))?.value;
    if (level === undefined) return null;
    const confidence = /** @type {HTMLInputElement | null} */ (sure.querySelector("input:checked"))?.value ?? null;
    return { level: Number(level), confidence, trace_link: isLink(link.value) ? link.value.trim() : "", trace_date: date.value, trace_sentence: sentence.value.trim() };
  };
  const show = () => {
    const now = draft();
    trace.hidden = !now || now.level < TRACE_FROM;
    const without = !isLink(link.value) ? "kept_without_link" : untraced ? "kept_untraced" : "kept";
    const word = !now ? "" : isKept(now, kept) ? "kept" : sent === JSON.stringify(now) ? "sending" : "not_kept";
    state.className = `ts-kept ${word === "kept" ? "ts-is-kept" : ""}`;
    state.textContent = word ? labels[word === "kept" ? without : word] : "";
  };
  const flush = () => {
    clearTimeout(timer);
    const now = draft();
    if (!now || isKept(now, kept) || sent === JSON.stringify(now)) return;
    sent = JSON.stringify(now);
    asked(code);
    send("rate", { competency: code, ...now });
    show();
  };
  const later = (/** @type {number} */ pause) => {
    clearTimeout(timer);
    timer = setTimeout(flush, pause);
    show();
  };
  const node = h(
    "article",
    {
      class: "ts-card",
      "aria-labelledby": headingId,
      oninput: () => later(PAUSE * 3), // while typing
      onchange: () => later(PAUSE),
      onfocusout: (/** @type {FocusEvent} */ event) => node.contains(/** @type {Node | null} */ (event.relatedTarget)) || flush(),
    },
    h("p", { class: "ts-kicker" }, code),
    h("h4", { id: headingId }, competency.name),
    [levels, sure, trace, state],
  );
  show();
  const update = (/** @type {Rating | undefined} */ rating, /** @type {boolean} */ lacksTrace, /** @type {boolean} */ refused) => {
    kept = rating;
    untraced = lacksTrace;
    if (refused) sent = "";
    show();
  };
  return { node, update, flush };
}

export default {
  /** @param {any} context */
  render(context) {
    /** @type {Map<string, ReturnType<typeof competencyCard>>} */
    const cards = new Map();
    /** @type {string | null} */
    let last = null;
    const asked = (/** @type {string} */ code) => void (last = code);
    const end = begin(context, "self_assessment", (view, tools) => {
      const { labels } = tools;
      if (!view.competencies) return tools.regions.draw([["problem", view.problem, problemLine]]);
      const build = (/** @type {Competency} */ competency) => {
        const card = competencyCard(competency, view.ratings[competency.code], tools, asked);
        cards.set(competency.code, card);
        return card.node;
      };
      /** @type {[string, any, (data: any) => HTMLElement][]} */
      const regions = [
        ["warning", view.warning, warningLine],
        ["head", [view.title, view.intro_html, view.moment_text], () =>
          h("header", {}, h("p", { class: "ts-kicker" }, view.moment_text), h("h3", {}, view.title), h("div", { html: view.intro_html }))],
      ];
      for (const competency of view.competencies) {
        regions.push([`competency:${competency.code}`, competency, build]);
        if (view.problem && last === competency.code) regions.push(["problem", view.problem, problemLine]);
      }
      if (view.problem && !regions.some(([key]) => key === "problem")) regions.push(["problem", view.problem, problemLine]);
      regions.push(
        ["count", view.count_text, (text) => h("p", { class: "ts-soft ts-count" }, text)],
        ["comparison", view.comparison, (comparison) => comparisonCard(comparison, labels, view.level_names)],
      );
      tools.regions.draw(regions);
      for (const [code, card] of cards) card.update(view.ratings[code], view.untraced.includes(code), Boolean(view.problem) && code === last);
    });
    return () => {
      for (const card of cards.values()) card.flush();
      end();
    };
  },
};
