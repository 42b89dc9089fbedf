// Where the slider stands between samples.
import "./browser.mjs";

import assert from "node:assert/strict";
import { test } from "node:test";

import { score } from "../../assets/js/score.mjs";
import { weights } from "../../assets/js/weights.mjs";

test("between samples the nearest one is the first of those that have its score", () => {
  score.start(5, 0, [0, 1, 1, 1, 2]);
  score.to(1.2);
  assert.deepEqual([score.position, score.between], [1, 1.2]);
  score.to(0.9);
  assert.deepEqual([score.position, score.between], [1, 0.9]);
  score.to(0.4);
  assert.deepEqual([score.position, score.between], [0, 0.4]);
  score.step(1);
  assert.deepEqual([score.position, score.between], [1, null]);
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
