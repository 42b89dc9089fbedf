// Words and numbers: sentences with places, numbers as tables write them, names that are nearly right.
import "./browser.mjs";

import assert from "node:assert/strict";
import { test } from "node:test";

import { compare } from "../../assets/js/compare.mjs";
import { mantineFunctions, slips } from "../../assets/js/furniture.mjs";
import { say } from "../../assets/js/language.mjs";
import { gridFunctions as amounts } from "../../assets/js/regulators.mjs";
import { gridFunctions as studies } from "../../assets/js/studies.mjs";
import { gridFunctions as marks, likely, signed, tables } from "../../assets/js/tables.mjs";

test("a sentence is said in the reader's language with its places filled, and in English where there is none", () => {
  assert.equal(say("{n} genes", { n: 3 }), "3 genes");
  globalThis.signdash.words = { "{n} genes": "遺伝子 {n} 個" };
  assert.equal(say("{n} genes", { n: 3 }), "遺伝子 3 個");
  assert.equal(say("{n} genes and {other}", { n: 3 }), "3 genes and {other}");
  globalThis.signdash.words = {};
});

test("numbers are written as readers expect them", () => {
  assert.deepEqual([0.5, -0.5, 0.0012, null].map(signed), ["+0.50", "−0.50", "+0.0012", ""]);
  assert.deepEqual([0, 0.506, 0.99, 0.999, 1, null].map((value) => likely(value)), ["0%", "51%", "99%", ">99%", ">99%", ""]);
  assert.deepEqual([0, 123.4, 12.34, 0.5].map(amounts.amount), ["0", "123", "12.3", "0.50"]);
  assert.deepEqual([-2, -12.3].map(amounts.power), ["0.01", "5.0e−13"]);
  assert.deepEqual([999, 1500, 2.5e9].map(studies.studyBytes), ["999 B", "1.5 kB", "2.5 GB"]);
});

test("genes that are part of the score are marked, and say so", () => {
  tables.mark(["CDH1"], "part of it");
  assert.deepEqual(["CDH1", "ZEB1", 3, null].map(marks.inScore), [true, false, false, false]);
  assert.deepEqual(["CDH1", "ZEB1"].map(marks.scoreTip), ["part of it", null]);
});

test("slips count letters missing, added, wrong and exchanged, and stop at the most", () => {
  assert.deepEqual([["ZEB1", "ZEB1"], ["ZEB1", "ZEB"], ["ZEB1", "ZEB2"], ["ZEB1", "ZBE1"], ["ZEB1", "SNAI2"]]
    .map(([one, other]) => slips(one, other, 2)), [0, 1, 1, 1, 3]);
});

test("the gene that is typed comes first, then its beginnings, then what holds it, then slips", () => {
  const options = ["AZEB1", "ZEB2", "ZEB1", "ZEB1-AS1", "CDH1"].map((label) => ({ label, value: label }));
  const found = mantineFunctions.nearestNameFirst({ options, search: "zeb1", limit: 10 }).map(({ value }) => value);
  assert.deepEqual(found, ["ZEB1", "ZEB1-AS1", "AZEB1", "ZEB2"]);
});

test("a side's text is taken apart into its samples and its filters", () => {
  const found = compare.fieldsOf("low:10;within:tissue=lung;without:tissue=blood", { share: 5 });
  assert.deepEqual([found.kind, found.share, found.within, found.without], ["low", 10, ["tissue=lung"], ["tissue=blood"]]);
  assert.deepEqual(compare.fieldsOf("group:a=b;c", {}).group, "a=b;c");
});
