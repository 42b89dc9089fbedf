// Known pairs: found in a drawing, marked by a dot in the middle of the edge, told to an export, switched off.
import "./browser.mjs";

import assert from "node:assert/strict";
import { test } from "node:test";

import { edges } from "../../assets/js/edges.mjs";
import { gridFunctions, known } from "../../assets/js/known.mjs";

const gene = (id, role) => ({ id, role, size: 20, focus: 0 });
const drawing = () => ({
  nodes: [gene("ZEB1", "regulator"), gene("CDH1", "target"), gene("VIM", "target")],
  sources: [0, 0], targets: [1, 2], bowed: [0, 1], bow: 14, borders: [1.2, 3], arrowScale: 0.9,
  widths: [0.9, 2, 5.5], opacities: [0.35, 0.5, 0.95],
});
const PLACES = [{ x: 0, y: 0 }, { x: 100, y: 0 }, { x: 0, y: 100 }];

function reported(d) {
  return edges.report({ drawing: d, shapes: edges.measure(d, PLACES), shown: [1, 2], signs: [-1, 1] }, [-0.2, 0.3]);
}

test("a pair is known in its own direction alone", () => {
  known.take({ source: "pairs.tsv", pairs: { ZEB1: { CDH1: [3, 2] }, CDH1: { ZEB1: [1, 0] } } });
  assert.deepEqual(known.edgesOf(drawing()), [0]);
  assert.equal(gridFunctions.knownMark("ZEB1", "CDH1"), "● 3 ⊣");
  assert.equal(gridFunctions.knownMark("ZEB1", "VIM"), "");
});

test("the dot of an edge is in its middle, bent or not, and an export is told of it", () => {
  known.take({ source: "pairs.tsv", pairs: { ZEB1: { CDH1: [3, 2], VIM: [0, 1] } } });
  const d = drawing();
  const [straight, bent] = reported(d);
  assert.deepEqual(straight.known, { references: 3, sign: "repression" });
  const [x0, , x1] = edges.measure(d, PLACES)[0];
  assert.ok(Math.abs(straight.dot.x - (x0 + x1) / 2) < 1e-9 && Math.abs(straight.dot.y) < 1e-9);
  const [bx0, by0, bx1, by1, cx, cy] = edges.measure(d, PLACES)[1];
  const between = (a, b) => (a + b) / 2; // twice between the ends and the control point: the curve's own middle
  assert.ok(Math.abs(bent.dot.x - between(between(bx0, cx), between(cx, bx1))) < 1e-9);
  assert.ok(Math.abs(bent.dot.y - between(between(by0, cy), between(cy, by1))) < 1e-9);
  assert.ok(bent.dot.radius > straight.dot.radius, "a wider line has a larger dot");
  assert.equal(edges.samples(d).filter((sample) => sample.dot).length, 1);
});

test("without a file nothing is marked", () => {
  const d = drawing();
  known.take({ source: "pairs.tsv", pairs: { ZEB1: { CDH1: [3, 2] } } });
  assert.equal(known.edgesOf(d).length, 1);
  known.take(null);
  assert.deepEqual(known.edgesOf(d), []);
  assert.deepEqual(reported(d).map(({ dot }) => dot), [null, null]);
  assert.equal(edges.samples(d).some((sample) => sample.dot), false);
});

test("pairs are sorted by their references, known ones without any before the others", () => {
  const cells = ["● 12 →", "", "●", "● 3 ⊣"];
  assert.deepEqual(cells.sort(gridFunctions.byReferences), ["", "●", "● 3 ⊣", "● 12 →"]);
});
