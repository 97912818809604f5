/**
 * What all the widgets share: making elements, drawing again only what changed, sending an intention and knowing that
 * it arrived, telling screen readers.
 *
 * Python joins this file and a widget's own into one module (docs/decisions/0003-widgets-share-a-kit.md), so every
 * export here stands on a line that begins with `export `.
 *
 * @typedef {{get(name: string): any, on(event: string, callback: Function): void, off(event: string, callback: Function): void,
 *            send(content: object): void}} Model
 * @typedef {{type: string, uuid: string, [field: string]: any}} Intention
 * @typedef {{of(place: string): Intention[], keep(place: string, intention: Intention): void,
 *            forget(place: string, uuid: string): void}} KeptIntentions where unanswered intentions outlive a drawing and a reload
 * @typedef {Record<string, string>} Labels
 * @typedef {Node | string | null | undefined | false} Child
 */
import { fieldsOf, watchFields } from "./kept_fields.js";

/**
 * Make an element. Properties that start with `on` are listeners, `class` and attributes go through setAttribute,
 * booleans are present or absent; `html` is inner HTML that Python has sanitised.
 * @param {string} tag
 * @param {Record<string, any>} [props]
 * @param {...(Child | Child[])} children
 * @returns {HTMLElement}
 */
export function h(tag, props = {}, ...children) {
  const node = document.createElement(tag);
  for (const [name, value] of Object.entries(props ?? {})) {
    if (value === null || value === undefined || value === false) continue;
    if (name.startsWith("on")) node.addEventListener(name.slice(2), value);
    else if (name === "html") setHtml(node, value);
    else if (name === "value" || name === "checked") /** @type {any} */ (node)[name] = value;
    else node.setAttribute(name, value === true ? "" : String(value));
  }
  node.append(.../** @type {any[]} */ (children.flat(9).filter((child) => child || child === "")));
  return node;
}

/**
 * Put in HTML that Python has sanitised. Links to other sites open in a new tab: leaving the page would end the kernel.
 * @param {HTMLElement} node
 * @param {string} html
 */
export function setHtml(node, html) {
  node.innerHTML = html;
  for (const link of node.querySelectorAll('a[href^="http"]')) {
    link.setAttribute("target", "_blank");
    link.setAttribute("rel", "noopener");
  }
}

/**
 * Make an SVG element; like {@link h}, in the SVG namespace.
 * @param {string} tag
 * @param {Record<string, any>} [props]
 * @param {...(Child | Child[])} children
 * @returns {SVGElement}
 */
export function svg(tag, props = {}, ...children) {
  const node = document.createElementNS("http://www.w3.org/2000/svg", tag);
  for (const [name, value] of Object.entries(props ?? {})) {
    if (value === null || value === undefined || value === false) continue;
    if (name.startsWith("on")) node.addEventListener(name.slice(2), value);
    else node.setAttribute(name, value === true ? "" : String(value));
  }
  node.append(.../** @type {any[]} */ (children.flat(9).filter(Boolean)));
  return node;
}

/**
 * Put values into a sentence: `fill("{n} of {total}", {n: 3, total: 12})`.
 * @param {string} sentence
 * @param {Record<string, any>} values
 */
export function fill(sentence, values) {
  return sentence.replace(/\{(\w+)\}/g, (whole, name) => (name in values ? String(values[name]) : whole));
}

/** @returns {string} a random id, also where `crypto.randomUUID` is missing (pages served over plain HTTP). */
export function uuid() {
  if (globalThis.crypto?.randomUUID) return crypto.randomUUID();
  const bytes = crypto.getRandomValues(new Uint8Array(16));
  bytes[6] = (bytes[6] & 0x0f) | 0x40;
  bytes[8] = (bytes[8] & 0x3f) | 0x80;
  const hex = [...bytes].map((byte) => byte.toString(16).padStart(2, "0")).join("");
  return [hex.slice(0, 8), hex.slice(8, 12), hex.slice(12, 16), hex.slice(16, 20), hex.slice(20)].join("-");
}

let lastId = 0;

/** @param {string} [prefix] @returns {string} an id that no other element of the page has. */
export function freshId(prefix = "ts") {
  lastId += 1;
  return `${prefix}-${lastId.toString(36)}-${Math.random().toString(36).slice(2, 8)}`;
}

/**
 * The keys whose data changed since the last drawing, and those that are gone.
 * @param {Map<string, string>} before what was drawn: key to JSON
 * @param {[string, any][]} now what to draw, in order
 * @returns {{changed: Set<string>, gone: string[]}}
 */
export function difference(before, now) {
  const changed = new Set(now.filter(([key, data]) => before.get(key) !== JSON.stringify(data)).map(([key]) => key));
  const kept = new Set(now.map(([key]) => key));
  return { changed, gone: [...before.keys()].filter((key) => !kept.has(key)) };
}

/**
 * A column of regions, each drawn again only when its data changes. What is being typed stays, and so does the focus:
 * elsewhere because nothing moves, and in the region itself because it is put back, unless an answer is awaited.
 */
export class Regions {
  /** @param {HTMLElement} parent */
  constructor(parent) {
    this.parent = parent;
    /** @type {Map<string, string>} */
    this.drawn = new Map();
    /** @type {Map<string, HTMLElement>} */
    this.nodes = new Map();
  }

  /** @param {[string, any, (data: any) => HTMLElement][]} regions key, data, how to draw it; in order. */
  draw(regions) {
    const { changed, gone } = difference(this.drawn, regions.map(([key, data]) => [key, data]));
    for (const key of gone) {
      this.nodes.get(key)?.remove();
      this.nodes.delete(key);
      this.drawn.delete(key);
    }
    let previous = null;
    for (const [key, data, build] of regions) {
      let node = this.nodes.get(key);
      if (!node || changed.has(key)) {
        const fresh = build(data);
        const fields = node && fieldsOf(node);
        if (node) node.replaceWith(fresh);
        fields?.restore(fresh);
        node = fresh;
        this.nodes.set(key, node);
        this.drawn.set(key, JSON.stringify(data));
      }
      const place = previous ? previous.nextSibling : this.parent.firstChild;
      if (place !== node) this.parent.insertBefore(node, place);
      previous = node;
    }
  }
}

/** How long an intention may stay without an answer before the page says so, in milliseconds. */
export const PATIENCE = 8000;

/** What makes sense only where and when it was asked: never kept, nor sent again by itself in a page that was reloaded. A
 * piece of somebody's own file least of all. */
const ONLY_HERE = ["restart", "download_ics", "look", "try_mix", "piece", "confirm", "go_on", "forget", "download_sample", "draw"];

/**
 * Begin a widget: the root element with its language, the live region and the status line; draws now and at every
 * change of `view`.
 *
 * `view.anchor`, if any, becomes the id of the root, so that other places of the page can lead there.
 * `draw(view, tools)` fills `tools.body`. `tools.send(type, fields, focus)` sends an intention, shows that it is under
 * way, and once it is answered moves the focus to the first element that matches `focus`. An intention without an
 * answer can be sent again with the same uuid: it is recorded once. It is, by the person, and by itself when the model
 * triggers `kernel:back` (the connection was away) or when a page that keeps intentions is drawn anew.
 *
 * @param {{model: Model, el: HTMLElement, signal?: AbortSignal, intentions?: KeptIntentions}} context what anywidget, or
 *   our own page, gives to `render`
 * @param {string} name the widget's name, for its class
 * @param {(view: any, tools: Tools) => void} draw
 * @returns {() => void} the cleanup that anywidget calls
 *
 * @typedef {{body: HTMLElement, labels: Labels, regions: Regions, model: Model,
 *            send(type: string, fields?: object, focus?: string): string, say(text: string): void,
 *            focus(selector: string): void}} Tools
 */
export function begin({ model, el, intentions }, name, draw) {
  const labels = /** @type {Labels} */ (model.get("labels") ?? {});
  const live = h("div", { class: "ts-visually-hidden", "aria-live": "polite", role: "status" });
  const status = h("div", { class: "ts-status", hidden: true });
  const body = h("div", { class: "ts-body" });
  const root = h(
    "section",
    {
      class: `ts-root ts-${name}`,
      lang: labels.lang,
      "aria-label": labels.widget_name,
      "data-lm-suppress-shortcuts": "true", // else JupyterLab takes the arrow keys of a radio group to move between cells
    },
    [body, status, live],
  );
  const regions = new Regions(body);
  /** @type {Map<string, {content: object, timer: any, focus?: string}>} */
  const pending = new Map();

  const say = (/** @type {string} */ text) => {
    live.textContent = "";
    setTimeout(() => (live.textContent = text), 60); // a change after a pause is announced even when the words are the same
  };
  const focus = (/** @type {string} */ selector) => {
    const target = /** @type {HTMLElement | null} */ (root.querySelector(selector));
    if (!target) return;
    if (!target.matches("a, button, input, select, textarea, summary, [tabindex]")) target.tabIndex = -1;
    target.focus({ preventScroll: true });
    const calm = matchMedia("(prefers-reduced-motion: reduce)").matches;
    target.scrollIntoView({ block: "nearest", behavior: calm ? "auto" : "smooth" });
  };
  const showStatus = () => {
    const late = [...pending.values()].some((one) => one.timer === null);
    status.hidden = !late;
    root.setAttribute("aria-busy", String(pending.size > 0));
    status.replaceChildren();
    if (!late) return;
    status.append(
      h("p", { role: "alert" }, labels.not_arrived),
      h("button", { type: "button", class: "ts-button", onclick: sendAgain }, labels.send_again),
    );
  };
  const post = (/** @type {string} */ id) => {
    const one = pending.get(id);
    if (!one) return;
    clearTimeout(one.timer);
    one.timer = setTimeout(() => {
      one.timer = null;
      showStatus();
    }, PATIENCE);
    showStatus();
    model.send(one.content);
  };
  const place = () => model.get("view")?.anchor ?? name;
  const send = (/** @type {string} */ type, fields = {}, /** @type {string | undefined} */ wanted = undefined) => {
    const id = uuid();
    const content = { ...fields, type, uuid: id };
    pending.set(id, { content, timer: undefined, focus: wanted });
    if (!ONLY_HERE.includes(type)) intentions?.keep(place(), content);
    post(id);
    return id;
  };
  const sendAgain = () => [...pending.keys()].forEach(post);

  const tools = { body, labels, regions, model, send, say, focus };
  const redraw = () => {
    const view = model.get("view") ?? {};
    if (view.anchor) root.id = view.anchor;
    draw(view, tools);
  };
  const receive = (/** @type {any} */ content) => {
    if (content?.type === "announce") say(content.text);
    if (content?.type === "download") download(content);
    if (content?.type === "done" && pending.has(content.uuid)) {
      const { timer, focus: wanted } = /** @type {any} */ (pending.get(content.uuid));
      clearTimeout(timer);
      pending.delete(content.uuid);
      intentions?.forget(place(), content.uuid);
      showStatus();
      if (wanted) focus(root.querySelector(".ts-problem") ? ".ts-problem" : wanted);
    }
  };
  model.on("change:view", redraw);
  model.on("msg:custom", receive);
  model.on("kernel:back", sendAgain);
  watchFields(root);
  redraw();
  el.append(root);
  for (const content of intentions?.of(place()) ?? []) pending.set(content.uuid, { content, timer: undefined });
  sendAgain();
  return () => {
    model.off("change:view", redraw);
    model.off("msg:custom", receive);
    model.off("kernel:back", sendAgain);
    for (const { timer } of pending.values()) clearTimeout(timer);
  };
}

/**
 * Give the person a file made by Python.
 * @param {{filename: string, mime: string, text: string}} file
 */
export function download({ filename, mime, text }) {
  const url = URL.createObjectURL(new Blob([text], { type: mime }));
  const link = h("a", { href: url, download: filename });
  document.body.append(link);
  link.click();
  link.remove();
  setTimeout(() => URL.revokeObjectURL(url), 10_000);
}

/**
 * A group of choices with its name: `fieldset` and `legend`.
 * @param {Child | Child[]} legend
 * @param {Record<string, any>} props
 * @param {...(Child | Child[])} children
 */
export function group(legend, props, ...children) {
  return h("fieldset", { ...props, class: `ts-group ${props?.class ?? ""}` }, h("legend", {}, legend), ...children);
}

/**
 * A radio button or a tick box with its label, large enough for a thumb.
 * @param {"radio" | "checkbox"} type
 * @param {{name: string, value: string, checked?: boolean, disabled?: boolean, html: string, onchange?: Function,
 *          describedby?: string}} option
 */
export function tick(type, { name, value, checked, disabled, html, onchange, describedby }) {
  const id = freshId("tick");
  return h(
    "div",
    { class: "ts-tick" },
    h("input", { type, id, name, value, checked: Boolean(checked), disabled: Boolean(disabled), onchange, "aria-describedby": describedby }),
    h("label", { for: id, html }),
  );
}

/**
 * The one sentence that says why an intention was refused; nothing when all is well.
 * @param {string | null | undefined} problem
 * @returns {HTMLElement}
 */
export function problemLine(problem) {
  return h("div", { class: "ts-problem-place" }, problem ? h("p", { class: "ts-problem", role: "alert", tabindex: "-1" }, problem) : null);
}

/**
 * The sentence that says that what is done here is not kept; nothing when all is well.
 * @param {string | null | undefined} warning
 * @returns {HTMLElement}
 */
export function warningLine(warning) {
  return h("div", {}, warning ? h("p", { class: "ts-note ts-is-mixed" }, warning) : null);
}

/**
 * The publications behind a statement, each with the strength of its evidence in words, its finding and its limits.
 * @param {{citation_html: string, strength: string, stars: string, finding_html?: string, limits_html?: string}[]} sources
 * @param {string} title
 */
export function sourceList(sources, title) {
  if (!sources?.length) return null;
  return h(
    "details",
    { class: "ts-sources" },
    h("summary", {}, title),
    h(
      "ul",
      {},
      sources.map((source) =>
        h(
          "li",
          {},
          h("span", { html: source.citation_html }),
          " ",
          h("span", { class: "ts-strength" }, h("span", { "aria-hidden": "true" }, source.stars), ` ${source.strength}`),
          [source.finding_html, source.limits_html].map((html) => html && h("p", { class: "ts-soft", html })),
        ),
      ),
    ),
  );
}
