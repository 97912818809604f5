import assert from "node:assert/strict";
import { test } from "node:test";

import widget, { isKept, isLink, placed, wrapped } from "./widget.js";

const rating = { level: 2, confidence: null, trace_link: "", trace_date: "", trace_sentence: "Fil du 3 mars" };

test("a card is kept only when Python holds the same thing", () => {
  assert.equal(isKept(rating, { ...rating }), true);
  assert.equal(isKept(rating, undefined), false);
  assert.equal(isKept(null, rating), false);
  for (const change of [{ level: 3 }, { confidence: "high" }, { trace_sentence: "Fil" }, { trace_date: "2026-03-03" }])
    assert.equal(isKept({ ...rating, ...change }, rating), false);
});

test("spaces at the ends are not a change", () => {
  assert.equal(isKept({ ...rating, trace_sentence: "Fil du 3 mars " }, rating), true);
});

test("only a web address, or nothing, is kept as a link", () => {
  for (const good of ["", "  ", "https://example.org/fil?x=1", "http://localhost:8000/"]) assert.equal(isLink(good), true, good);
  for (const bad of ["exemple", "www.example.org", "javascript:alert(1)", "https://", "https://a b", 'https://x/"']) assert.equal(isLink(bad), false, bad);
});

test("names break between words, and keep all of them", () => {
  const lines = wrapped("Traiter publicités et détournements", 22);
  assert.deepEqual(lines, ["Traiter publicités et", "détournements"]);
  assert.deepEqual(wrapped("anticonstitutionnellement", 5), ["anticonstitutionnellement"]);
});

test("marks stand further right for a higher level, and rows do not overlap", () => {
  const rows = [
    { code: "A4", name: "Court", before: 1, after: 3, change: "" },
    { code: "A5", name: "Un nom si long qu’il lui faut deux lignes pour tenir dans l’image", before: 4, after: 4, change: "" },
    { code: "A6", name: "Autre", before: 2, after: 0, change: "" },
  ];
  const { height, rows: drawn } = placed(rows);
  assert.ok(drawn[0].before < drawn[0].after);
  assert.equal(drawn[1].before, drawn[1].after);
  assert.ok(drawn[2].before > drawn[2].after);
  assert.equal(drawn[1].lines.length, 2);
  for (const [index, one] of drawn.entries()) {
    assert.ok(one.y > one.top);
    assert.ok((drawn[index + 1]?.top ?? height) > one.y + 20);
    for (const x of [one.before, one.after]) assert.ok(x >= 0 && x <= 300);
  }
});

test("the module is a widget for anywidget", () => {
  assert.equal(typeof widget.render, "function");
});
