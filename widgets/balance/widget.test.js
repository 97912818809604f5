import assert from "node:assert/strict";
import { test } from "node:test";

import { dotPath, radiusOf } from "./community.js";
import widget, { lacking, layout, look, mayTick } from "./widget.js";

const keys = (view) => layout(view, { labels: {} }).map(([key]) => key);

test("before the game, only what introduces it is drawn", () => {
  assert.deepEqual(keys({ head: {}, start: {}, problem: null }), ["head", "warning", "start", "problem"]);
});

test("a decision comes after what one sees, and the reason of a refusal after the decision", () => {
  const view = { head: {}, strip: [], news: {}, aims: [], charts: {}, community: {}, form: {}, problem: "Non.", again: {} };
  assert.deepEqual(keys(view), ["head", "warning", "strip", "news", "aims", "charts", "community", "form", "problem", "again"]);
});

test("at the end, what became of it comes first and nothing is left to decide", () => {
  const view = { head: {}, end: {}, news: {}, charts: {}, undone: {}, mixes: {}, trial: {}, questions: [], attempts: {}, again: {}, form: null };
  const drawn = keys(view);
  assert.ok(drawn.indexOf("end") < drawn.indexOf("news"));
  assert.ok(!drawn.includes("form"));
});

test("two boxes at most, and one that is ticked can always be cleared", () => {
  assert.ok(mayTick([], "a", 2));
  assert.ok(mayTick(["a"], "wait", 2));
  assert.ok(!mayTick(["a", "wait"], "b", 2));
  assert.ok(mayTick(["a", "wait"], "wait", 2));
});

test("a decision answers the event, and waits or acts", () => {
  assert.equal(lacking({ card: true, card_choice: null, ticked: ["a"] }), "card_first");
  assert.equal(lacking({ card: true, card_choice: "x", ticked: [] }), "actions_first");
  assert.equal(lacking({ card: false, card_choice: null, ticked: ["wait"] }), null);
});

test("each kind of member has an outline of its own", () => {
  const kinds = ["team", "leader", "regular", "silent"];
  assert.equal(new Set(kinds.map((kind) => dotPath(kind, 10, 10, 5))).size, kinds.length);
  assert.match(dotPath("team", 10, 10, 5), /^M5 5L15 5L15 15L5 15Z$/);
  assert.match(dotPath("silent", 10, 10, 3), /^M7 10L13 10$/);
});

test("who posts more is drawn larger, within limits", () => {
  assert.ok(radiusOf("regular", 20) > radiusOf("regular", 1));
  assert.equal(radiusOf("regular", 100000), 12);
  assert.equal(radiusOf("silent", 50), radiusOf("silent", 0));
});

test("the widget is what anywidget takes", () => {
  assert.equal(typeof widget.render, "function");
});

test("the kernel hears that somebody looks, also when it answers only after the page was drawn", () => {
  const sent = [];
  const told = new Map();
  const model = { send: (content) => sent.push(content.type), on: (name, call) => told.set(name, call), off: (name) => told.delete(name) };
  const away = look(model);
  told.get("kernel:back")();
  assert.deepEqual(sent, ["look", "look"]);
  away();
  assert.equal(told.size, 0);
});
