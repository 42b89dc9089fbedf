// The kinds of values: what each may be, and its way through an address.
import "./browser.mjs";

import assert from "node:assert/strict";
import { test } from "node:test";

import { kinds } from "../../assets/js/kinds.mjs";
import { random, value } from "./mutated.mjs";

const SOUND = {
  text: "low:10", number: 0.5, flag: true, list: ["a,b", "50%", "VIM"], selection: { regulator: "ZEB1", target: "VIM" },
  range: { first: 1, last: 3 }, places: { VIM: [1, 2.5] }, arrangement: { subject: "[]", at: { VIM: [1, 2] } },
  file: { digest: "0", name: "sets.gmt" }, evidence: { choice: null, file: { digest: "0", name: "pairs.csv" } },
};

test("every kind has each of its forms, and comes back from an address as it was", () => {
  for (const forms of Object.values(kinds)) assert.deepEqual(Object.keys(forms).sort(), Object.keys(SOUND).sort());
  for (const [kind, held] of Object.entries(SOUND)) {
    assert.deepEqual(kinds.sound[kind](held), held);
    assert.deepEqual(kinds.read[kind](kinds.write[kind](held)), held);
    assert.deepEqual(kinds.tidy[kind](held), held);
    if (!["flag", "list"].includes(kind)) assert.equal(kinds.sound[kind](null), null);
  }
});

test("of a record only what belongs to it is taken", () => {
  const more = JSON.parse('{"first": 1, "last": 3, "__proto__": {"polluted": 1}, "more": 1}');
  assert.deepEqual(Object.keys(kinds.sound.range(more)), ["first", "last"]);
  const places = kinds.sound.places(JSON.parse('{"VIM": [1, 2], "__proto__": [1, 2]}'));
  assert.deepEqual(Object.entries(places), [["VIM", [1, 2]]]);
  assert.equal(kinds.sound.text(""), null); // as the page has it
  assert.equal(kinds.sound.selection({ gene: "" }), undefined); // it would be nothing on the page
});

test("an address asks for no record that is none", () => {
  for (let draw = 0; draw < 500; draw++) {
    const written = JSON.stringify(value(random(draw)));
    for (const kind of Object.keys(kinds.read)) {
      const found = kinds.read[kind](written);
      if (found !== undefined && kind !== "number") assert.notEqual(kinds.sound[kind](found), undefined, kind);
    }
  }
});
