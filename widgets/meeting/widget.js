/** A real meeting led step by step: plan its minutes, show its time to the room, say what each step needs, keep its notes. */

import { begin, fill, freshId, h, problemLine, sourceList, uuid, warningLine } from "../kit.js";
import { MINUTE, clockText, minutes, signal, timeOfDay, timing } from "./times.js";
import { askFirst, notebook, notesCard } from "./notes.js";

/** How often the digits are looked at, in milliseconds: what they say comes from the times, not from this. */
const LOOK = 250;

/** How long the question of what time it is may stay without an answer before it is asked again, in milliseconds. */
const FIRST_PATIENCE = 1000;

/** @param {any} head @param {import("../kit.js").Tools} tools */
function headCard({ title, intro_html }, { labels }) {
  return h("header", {}, h("p", { class: "ts-kicker" }, labels.kicker), h("h3", {}, title), h("div", { html: intro_html }));
}

/** @param {any} data @param {import("../kit.js").Tools} tools */
function planForm({ plan, turn, is_prepared }, { labels, send }) {
  const total = h("p", { class: "ts-plan-total", role: "status" });
  const saved = h("p", { class: "ts-soft" }, is_prepared ? labels.plan_saved : "");
  /** @type {Map<string, HTMLInputElement>} */
  const fields = new Map();
  const read = () => Object.fromEntries([...fields].map(([id, field]) => [id, field.valueAsNumber]));
  const tell = () => {
    const sum = [...fields.values()].reduce((all, field) => all + (field.valueAsNumber || 0), 0);
    const now = Date.now();
    total.textContent = fill(labels.plan_total, { total: sum, begin: timeOfDay(now, labels.lang), end: timeOfDay(now + sum * MINUTE, labels.lang) });
  };
  const row = (/** @type {any} */ step) => {
    const [id, aboutId] = [freshId("minutes"), freshId("about")];
    const beside = h("p", { class: "ts-soft ts-beside", role: "status" });
    const field = /** @type {HTMLInputElement} */ (
      h("input", {
        id,
        type: "number",
        inputmode: "numeric",
        min: step.can_be_left_out ? 0 : 1,
        max: 120,
        required: true,
        value: step.minutes,
        "aria-describedby": aboutId,
        oninput: () => {
          const value = field.valueAsNumber;
          beside.textContent = value > 0 && value < step.least ? labels.plan_short : value > step.most ? labels.plan_long : "";
          saved.textContent = "";
          tell();
        },
      })
    );
    fields.set(step.id, field);
    return h(
      "li",
      { class: "ts-plan-step" },
      h(
        "div",
        {},
        h("p", { class: "ts-kicker" }, step.label),
        h("label", { for: id }, h("strong", {}, step.title), h("span", { class: "ts-visually-hidden" }, ` (${fill(labels.minutes, { n: "" }).trim()})`)),
        h("p", { class: "ts-soft", id: aboutId }, `${step.who} · ${step.range}`),
        beside,
      ),
      h("span", { class: "ts-plan-field" }, field, h("span", { "aria-hidden": "true" }, " min")),
    );
  };
  const rows = plan.map(row);
  const form = /** @type {HTMLFormElement} */ (
    h(
      "form",
      {
        class: "ts-plan",
        onsubmit: (/** @type {Event} */ event) => {
          event.preventDefault();
          send("prepare", { minutes: read() }, ".ts-plan .ts-begin");
        },
      },
      h("h4", { tabindex: "-1" }, labels.plan_title),
      h("p", {}, labels.plan_intro),
      h("ol", {}, rows),
      total,
      h(
        "div",
        { class: "ts-actions" },
        h(
          "button",
          {
            type: "button",
            class: "ts-button ts-primary ts-begin",
            onclick: () => {
              if (!form.reportValidity()) return;
              const wanted = read();
              if (plan.some((/** @type {any} */ step) => wanted[step.id] !== step.minutes)) send("prepare", { minutes: wanted });
              send("move", { turn, move: "begin" }, ".ts-stage-title");
            },
          },
          labels.begin,
        ),
        h("button", { type: "submit", class: "ts-button" }, labels.plan_save),
      ),
      saved,
    )
  );
  tell();
  return form;
}

/** @param {any} data @param {import("../kit.js").Tools} tools */
function closingCard({ stages, turn }, { labels, send }) {
  const spent = (/** @type {any} */ stage) => fill(labels.minutes, { n: minutes(stage.spent_ms) });
  return h(
    "section",
    { class: "ts-closing" },
    h("h4", { class: "ts-closed-title", tabindex: "-1" }, labels.closed_title),
    h("p", {}, labels.closed_intro),
    h(
      "table",
      {},
      h("thead", {}, h("tr", {}, [labels.table_step, labels.table_planned, labels.table_spent].map((words) => h("th", { scope: "col" }, words)))),
      h(
        "tbody",
        {},
        stages.map((/** @type {any} */ stage) =>
          h("tr", {}, h("th", { scope: "row" }, stage.title), h("td", {}, fill(labels.minutes, { n: stage.planned })), h("td", {}, spent(stage))),
        ),
      ),
    ),
    h(
      "div",
      { class: "ts-actions" },
      h("button", { type: "button", class: "ts-button", onclick: () => send("restart", {}, ".ts-plan h4") }, labels.again),
      h("button", { type: "button", class: "ts-button ts-quiet", onclick: () => send("move", { turn, move: "back" }, ".ts-stage-title") }, labels.reopen),
    ),
  );
}

/**
 * The timer, made once for a meeting; `show` puts the present step in, `look` the present time.
 * @param {import("../kit.js").Tools} tools
 * @param {() => any} current the present view
 * @param {() => number} now
 */
function timerCard({ labels, send, say }, current, now) {
  const part = (/** @type {string} */ tag, /** @type {string} */ name, /** @type {Record<string, any>} */ props = {}) => h(tag, { class: name, ...props });
  const kicker = part("p", "ts-kicker");
  const title = part("h4", "ts-stage-title", { tabindex: "-1" });
  const who = part("p", "ts-soft");
  const digits = part("span", "ts-digits");
  const word = part("span", "ts-digits-word");
  const bar = h("span", {});
  const pace = part("p", "ts-pace");
  const prompts = h("ul", {});
  const purpose = h("div", {});
  const watch = h("div", {});
  const course = h("ol", {});
  const live = part("div", "ts-visually-hidden", { "aria-live": "polite" });
  const act = (/** @type {string} */ move) => send("move", { turn: current().turn, move }, move === "pause" || move === "resume" ? ".ts-pause" : ".ts-stage-title, .ts-closed-title");
  const button = (/** @type {string} */ name, /** @type {() => void} */ onclick) =>
    /** @type {HTMLButtonElement} */ (h("button", { type: "button", class: `ts-button ${name}`, onclick }));
  const next = button("ts-primary ts-next", () => act("next"));
  const pause = button("ts-pause", () => act(current().state === "running" ? "pause" : "resume"));
  const back = button("ts-quiet ts-back", () => act("back"));
  back.textContent = labels.back;
  /** @type {any} */
  let awake = null;
  const toggle = button("ts-room-button", () => (dialog.matches(":modal") ? dialog.close() : showToRoom()));
  toggle.textContent = labels.room;
  const showToRoom = () => {
    dialog.removeAttribute("open");
    dialog.showModal();
    toggle.textContent = labels.room_leave;
    toggle.focus();
    // The screen of a room must not go dark; where the browser does not offer it, nothing is lost but that.
    navigator.wakeLock?.request("screen").then((lock) => (awake = lock), () => {});
  };
  const dialog = /** @type {HTMLDialogElement} */ (
    h(
      "dialog",
      {
        class: "ts-timer",
        open: true,
        "aria-label": labels.timer,
        onclose: () => {
          dialog.setAttribute("open", "");
          toggle.textContent = labels.room;
          toggle.focus();
          awake?.release?.();
          awake = null;
        },
      },
      kicker,
      title,
      who,
      h("p", { class: "ts-count", role: "timer", "aria-live": "off" }, digits, " ", word),
      h("div", { class: "ts-time-bar", "aria-hidden": "true" }, bar),
      pace,
      h("div", { class: "ts-actions" }, next, pause, back, toggle),
      purpose,
      h("p", { class: "ts-kicker" }, labels.prompts),
      prompts,
      h("details", { class: "ts-watch" }, h("summary", {}, labels.watch), watch),
      h("details", { class: "ts-course" }, h("summary", {}, labels.course), course),
      askFirst({ label: labels.close, ask: labels.close_ask, yes: labels.close_yes, cancel: labels.cancel }, () => send("move", { turn: current().turn, move: "close" }, ".ts-closed-title")),
      live,
    )
  );
  let before = NaN;
  let shown = "";
  const set = (/** @type {HTMLElement} */ node, /** @type {string} */ text) => node.textContent !== text && (node.textContent = text);
  const look = () => {
    const view = current();
    if (view.stage === null || view.state === "closed") return;
    const time = timing(view, now());
    set(digits, clockText(time.left));
    set(word, time.left < 0 ? labels.over : labels.left);
    bar.style.inlineSize = `${Math.min(100, (100 * time.spent) / (time.spent + Math.max(0, time.left) || 1))}%`;
    dialog.classList.toggle("ts-is-over", time.left < 0);
    const behind = minutes(time.late);
    const words = behind === 0 ? labels.on_time : fill(time.late > 0 ? labels.late : labels.ahead, { minutes: behind, left: minutes(time.totalLeft) });
    set(pace, view.state === "paused" ? labels.paused : time.left < 0 ? `${labels.over_kindly} ${behind ? words : ""}`.trim() : words);
    const told = view.state === "running" ? signal(before, time.left) : null;
    before = time.left;
    if (told) dialog.matches(":modal") ? (live.textContent = labels[told]) : say(labels[told]);
  };
  const show = () => {
    const view = current();
    const stage = view.stages[view.stage];
    const isLast = view.stage === view.stages.length - 1;
    next.textContent = isLast ? labels.finish : labels.next;
    pause.textContent = view.state === "running" ? labels.pause : labels.resume;
    back.hidden = view.stage === 0;
    if (shown !== `${view.turn}`) {
      if (shown && dialog.matches(":modal")) live.textContent = view.state === "paused" ? labels.paused : `${stage.label} : ${stage.title}`;
      before = NaN; // what was left of another step says nothing of this one
      shown = `${view.turn}`;
    }
    set(kicker, stage.label);
    set(title, stage.title);
    set(who, fill(labels.who, stage));
    purpose.innerHTML = stage.purpose_html;
    prompts.replaceChildren(...stage.prompts.map((/** @type {string} */ words) => h("li", {}, words)));
    watch.innerHTML = stage.watch_html;
    course.replaceChildren(
      ...view.stages.map((/** @type {any} */ one, /** @type {number} */ rank) =>
        h(
          "li",
          { "aria-current": rank === view.stage ? "step" : null },
          one.spent_ms && rank !== view.stage
            ? fill(labels.course_spent, { title: one.title, spent: minutes(one.spent_ms), planned: one.planned })
            : fill(labels.course_line, one),
          rank === view.stage ? ` (${labels.course_now})` : "",
        ),
      ),
    );
    look();
  };
  return { dialog, show, look };
}

/** @param {any} data @param {import("../kit.js").Tools} tools */
function evidenceCard({ html, sources }, { labels }) {
  return h("details", { class: "ts-evidence" }, h("summary", {}, labels.evidence), h("div", { html }), sourceList(sources, labels.sources));
}

export default {
  /** @param {any} context */
  render(context) {
    const { model } = context;
    const notes = notebook(model);
    /** @type {ReturnType<typeof timerCard> | null} */
    let timer = null;
    let offset = 0; // between the clock that writes the view and that of this device
    let asked = -1;
    const current = () => model.get("view") ?? {};
    const now = () => Date.now() + offset;
    /** @type {any} */
    let unanswered;
    let patience = FIRST_PATIENCE;
    const ask = () => {
      model.send({ type: "sync", uuid: uuid() });
      clearTimeout(unanswered); // the kernel may not be there yet, or be away for a while
      unanswered = setTimeout(() => timer && ask(), patience);
      patience = Math.min(2 * patience, 60_000);
    };
    /** @type {HTMLElement | null} */
    let body = null;
    const hear = (/** @type {any} */ content) => {
      // only once nothing is under way any more: an answer on its way is newer than what the view says
      if (content?.type === "done") setTimeout(() => body && !body.closest("[aria-busy=true]") && notes.follow(body, current().notes ?? {}));
      if (content?.type !== "clock") return;
      clearTimeout(unanswered);
      patience = FIRST_PATIENCE;
      offset = content.now - Date.now();
      timer?.look();
    };
    const wake = () => {
      if (document.visibilityState !== "visible" || !timer) return;
      timer.look();
      ask();
    };
    model.on("msg:custom", hear);
    document.addEventListener("visibilitychange", wake);
    const look = setInterval(() => timer?.look(), LOOK);
    const stop = begin(context, "meeting", (view, tools) => {
      body = tools.body;
      const isOn = view.state === "running" || view.state === "paused";
      const stages = (view.stages ?? []).map((/** @type {any} */ stage) => ({ id: stage.id, title: stage.title }));
      const here = isOn ? view.stages[view.stage].id : null;
      /** @type {[string, any, (data: any) => HTMLElement][]} */
      const regions = [
        ["head", { title: view.title, intro_html: view.intro_html }, (data) => headCard(data, tools)],
        ["warning", view.warning ?? "", warningLine],
        ["problem", view.problem ?? "", problemLine],
      ];
      if (view.state === "before") regions.push(["plan", { plan: view.plan, turn: view.turn, is_prepared: view.is_prepared }, (data) => planForm(data, tools)]);
      if (isOn)
        regions.push([
          "timer",
          stages,
          () => {
            timer = timerCard(tools, current, now);
            return timer.dialog;
          },
        ]);
      if (view.state === "closed") regions.push(["closing", { stages: view.stages, turn: view.turn }, (data) => closingCard(data, tools)]);
      if (view.state && view.state !== "before") regions.push(["notes", { title: view.title, stages, here }, (data) => notesCard(data, tools, notes)]);
      if (view.evidence_note_html) regions.push(["evidence", { html: view.evidence_note_html, sources: view.sources }, (data) => evidenceCard(data, tools)]);
      tools.regions.draw(regions);
      if (isOn) timer?.show();
      else timer = null;
      if (isOn && asked !== view.turn) {
        asked = view.turn;
        ask();
      }
    });
    return () => {
      clearInterval(look);
      clearTimeout(unanswered);
      notes.stop();
      document.removeEventListener("visibilitychange", wake);
      model.off("msg:custom", hear);
      stop();
    };
  },
};
