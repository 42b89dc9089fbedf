// Slides' titles: two views that differ are called differently.
import "./browser.mjs";

import assert from "node:assert/strict";
import { test } from "node:test";

import { comparedTitle, named, rangesTitle, rangeTitle } from "../../assets/js/titles.mjs";

const view = {
  a: { title: "epithelial, 10 %", study: "Lines" }, b: { title: "mesenchymal, 10 %", study: "Tumours" }, across: false,
  focus: ["ZEB1"], strength: 0.072, usual: 0.072, asked: { reach: 1, change: null },
  kinds: ["gained", "lost", "strengthened", "weakened", "flipped", "steady"],
  shows: "all",
};

test("a comparison as it is at first is called by its sides and genes", () => {
  assert.equal(comparedTitle(view), "mesenchymal, 10 % against epithelial, 10 %: ZEB1");
  assert.equal(comparedTitle({ ...view, focus: [] }), "mesenchymal, 10 % against epithelial, 10 %: whole network");
});

test("whatever is changed of a comparison changes its title", () => {
  const changed = [
    { a: { ...view.a, title: "epithelial, 10 %, within tissue = lung" } }, { b: { ...view.b, title: "A5-49" } }, { across: true },
    { focus: ["ZEB2"] }, { focus: ["ZEB1", "ZEB2"] }, { strength: 0.1 }, { asked: { reach: 2, change: null } },
    { asked: { reach: 1, change: 0.2 } }, { kinds: ["gained"] }, { kinds: ["gained", "lost"] }, { shows: "pair" },
    { shows: "difference" },
  ].map((one) => comparedTitle({ ...view, ...one }));
  assert.equal(new Set([comparedTitle(view), ...changed]).size, changed.length + 1);
  assert.match(changed[8], / · gained$/);
});

test("genes beyond the eighth are counted", () => {
  const genes = Array.from({ length: 10 }, (_, i) => `G${i}`);
  assert.equal(named(genes.slice(0, 8)), "G0, G1, G2, G3, G4, G5, G6, G7");
  assert.match(named(genes), /G7 and 2 more$/);
});

test("a range says which samples, and what they are filtered by", () => {
  assert.equal(rangeTitle({ first: 0, last: 9 }, ""), "mean of samples 1 to 10");
  assert.equal(rangeTitle({ first: 0, last: 9 }, ";within:tissue=lung"), "mean of samples 1 to 10, within tissue = lung");
  assert.equal(rangesTitle("Five ranges along the score; scroll to zoom", ";without:tissue=blood"),
    "Five ranges along the score, without tissue = blood");
});
