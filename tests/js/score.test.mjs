// Where the slider stands between samples.
import "./browser.mjs";

import assert from "node:assert/strict";
import { test } from "node:test";

import { score } from "../../assets/js/score.mjs";

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
