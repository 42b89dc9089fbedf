// Which samples of a range its filters leave, and the means over them.
import "./browser.mjs";

import assert from "node:assert/strict";
import { test } from "node:test";

import { filters } from "../../assets/js/filters.mjs";
import { score } from "../../assets/js/score.mjs";
import { weights } from "../../assets/js/weights.mjs";

test("filters are taken out of a text and put behind one", () => {
  const text = "low:10;within:tissue=lung;without:tissue=blood";
  const [base, within, without] = filters.taken(text);
  assert.deepEqual([base, within, without], ["low:10", ["tissue=lung"], ["tissue=blood"]]);
  assert.equal(filters.put(base, { within, without }), text);
});

test("a range takes in the samples that its filters leave", () => {
  const annotation = [
    { name: "tissue", values: ["lung", "blood"], codes: [0, 1, 0, -1, 0] },
    { name: "a=b", values: ["1..2", "3..4"], codes: [0, 0, 1, 1, 1] },
  ];
  score.start(5, 0, null, annotation);
  score.spread(1, 4);
  assert.equal(score.view.kept, null);
  const left = (within, without) => {
    score.clientside.filter(within, without);
    return score.view.kept;
  };
  assert.deepEqual(left(["tissue=lung"], []), [2, 4]);
  assert.deepEqual(left(["tissue=lung", "tissue=blood"], ["a=b=1..2"]), [2, 4]);
  assert.deepEqual(left([], ["tissue=lung"]), [1, 3]);
  assert.deepEqual(left(["tissue=skin"], []), []);
  assert.equal(score.filters, ";within:tissue=skin");
  const canvas = { drawing: { sources: [0], samples: 5 }, weights: [1, 2, 3, 4, 5], limit: 0 };
  assert.deepEqual([...weights.values(canvas, { first: 1, last: 4, kept: [2, 4] })], [4]);
  assert.deepEqual([...weights.values(canvas, score.view)], [0]);
  score.clientside.filter([], []);
});
