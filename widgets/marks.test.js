import assert from "node:assert/strict";
import { test } from "node:test";

import { colourOf, initials } from "./marks.js";

test("initials are those of the first two words, accents kept", () => {
  assert.equal(initials("Élodie Ba-Nguyen"), "ÉB");
  assert.equal(initials("kofi"), "K");
  assert.equal(initials("Anne (DRH) Le Goff"), "AD");
});

test("a name keeps its colour, and the colours are six", () => {
  assert.equal(colourOf("Nadia"), colourOf("Nadia"));
  const seen = new Set(["Nadia", "Karim", "Solène", "Yann", "Inès", "Théo", "Mireille", "Awa", "Luis"].map(colourOf));
  assert.ok(seen.size >= 3);
  for (const colour of seen) assert.ok(colour >= 0 && colour < 6);
});
