// What is shown of a drawing, what lies under the pointer, where names go, what a change looks like.
import "./browser.mjs";

import assert from "node:assert/strict";
import { test } from "node:test";

import { compareLines } from "../../assets/js/compare-lines.mjs";
import { edges } from "../../assets/js/edges.mjs";
import { hits } from "../../assets/js/hits.mjs";
import { labels } from "../../assets/js/labels.mjs";
import { tint } from "../../assets/js/tint.mjs";
import { weights } from "../../assets/js/weights.mjs";

// A chain of four genes, ZEB1 in focus; three samples.
const CHAIN = {
  nodes: ["ZEB1", "CDH1", "VIM", "MYC"].map((id, i) => ({ id, role: "regulator", focus: i ? 0 : 1, size: 20, colour: "#000000" })),
  sources: [0, 1, 2], targets: [1, 2, 3], bowed: [0, 0, 0], samples: 3, scale: 0.4, levels: 20, reach: 2, focus: 1,
  borders: [1.2, 3], bow: 14, arrowScale: 0.9, widths: Array.from({ length: 21 }, (_, i) => 1 + i / 5),
  opacities: Array.from({ length: 21 }, () => 0.5),
};
const MATRIX = Float32Array.from([0.1, 0.2, 0.3, -0.4, 0, 0.4, 0.5, 0.5, 0.5]);

const canvas = (more = {}) => ({ drawing: CHAIN, weights: MATRIX, limit: 0, top: 0, hidden: new Set(), ...more });

test("a packed matrix is read back", () => {
  const packed = Buffer.from(MATRIX.buffer).toString("base64");
  assert.deepEqual(weights.decode(packed), MATRIX);
});

test("a range shows the mean of its samples, in which an absent edge counts as 0", () => {
  const mean = weights.values(canvas(), { first: 0, last: 2 });
  [0.2, 0, 0.5].forEach((expected, e) => assert.ok(Math.abs(mean[e] - expected) < 1e-6));
  assert.deepEqual([...weights.values(canvas(), { first: 1, last: 1 })], [MATRIX[1], 0, 0.5]);
});

test("an edge is shown within reach of the focus, along edges that are there", () => {
  const shown = (sample, more) => [...weights.shown(canvas(more), weights.values(canvas(), { first: sample, last: sample }))].map(Boolean);
  assert.deepEqual(shown(0), [true, true, false]); // MYC is three steps away
  assert.deepEqual(shown(1), [true, false, false]); // without the second edge the third is out of reach too
  assert.deepEqual(shown(2, { limit: 0.35 }), [false, false, false]); // the first is too weak to lead on
  assert.deepEqual(shown(0, { top: 1 }), [false, true, false]); // the strongest alone
  assert.deepEqual(shown(0, { hidden: new Set(["VIM"]) }), [true, false, false]);
});

test("the level of an edge grows with its strength and is full at the scale", () => {
  const level = weights.shown(canvas(), Float32Array.from([0.09, 0.4, 2]));
  assert.deepEqual([...level], [5, 20, 0]);
});

test("the pointer finds the nearest edge that is shown, and none far away", () => {
  const places = [{ x: 0, y: 0 }, { x: 100, y: 0 }, { x: 200, y: 0 }, { x: 300, y: 0 }];
  const picture = { shapes: edges.measure(CHAIN, places), shown: [1, 1, 0] };
  assert.equal(hits.edgeAt(picture, { x: 50, y: 5 }, 1), 0);
  assert.equal(hits.edgeAt(picture, { x: 150, y: -5 }, 1), 1);
  assert.equal(hits.edgeAt(picture, { x: 250, y: 0 }, 1), -1); // it is not shown
  assert.equal(hits.edgeAt(picture, { x: 50, y: 8 }, 1), -1);
  assert.equal(hits.edgeAt(picture, { x: 50, y: 8 }, 0.5), 0); // 4 px on screen
});

test("no two names touch, none leaves the frame, and a name keeps its side while it can", () => {
  let seed = 7;
  const random = () => { seed = (seed * 16807) % 2147483647; return seed / 2147483647; };
  const frame = { left: 0, top: 0, right: 600, bottom: 400 };
  const nodes = Array.from({ length: 80 }, (_, i) => ({ id: `GENE${i}`, x: 600 * random(), y: 400 * random(), size: 14, bold: i < 3 }));
  const placed = labels.spots(nodes, frame);
  const boxes = [...placed.values()].map(({ box }) => box);
  assert.ok(boxes.length > 10);
  boxes.forEach((one, i) => boxes.slice(i + 1).forEach((other) => {
    assert.ok(one.right <= other.left || other.right <= one.left || one.bottom <= other.top || other.bottom <= one.top);
  }));
  boxes.forEach(({ left, top, right, bottom }) => assert.ok(left >= 0 && top >= 0 && right <= 600 && bottom <= 400));
  for (const side of [["left", "center"], ["center", "top"]]) {
    assert.deepEqual(labels.spots([{ id: "A", x: 300, y: 200, size: 14, side }], frame).get("A").side, side);
  }
});

test("each kind of change has looks of its own, which are what is reported", () => {
  const looks = compareLines.samples(CHAIN).map(({ strokes, ring, head }) => JSON.stringify([
    strokes.map(({ ink, dash, round }) => [ink, dash.length, round]), Boolean(ring), Boolean(head.length),
  ]));
  assert.equal(looks.length, 6);
  assert.equal(new Set(looks).size, 6);
});

test("a lost repression is drawn as a repression, a lost activation as an activation", () => {
  const panel = { drawing: { ...CHAIN, widths: [0, 2], rows: [
    { category: "lost", meanA: -0.4, meanB: 0 }, { category: "lost", meanA: 0.4, meanB: 0 },
    { category: "weakened", meanA: -0.4, meanB: -0.1 }, { category: "flipped", meanA: 0.4, meanB: -0.3 },
  ] }, shown: [1, 1, 1, 1], values: [0.4, -0.4, 0.3, -0.7] };
  const looks = panel.drawing.rows.map((_, e) => compareLines.style(panel, e));
  assert.deepEqual(looks.map(({ ink }) => ink), ["represses", "activates", "represses", "represses"]);
  assert.deepEqual(looks.map(({ activates }) => activates), [false, true, false, false]);
});

test("the colour of a gene follows its expression from one end of the scale to the other", () => {
  const steps = Buffer.from(Int8Array.from([-127, 0, 127]).buffer).toString("base64");
  const drawing = { nodes: [{ colour: "#000000" }], samples: 3, expression: { steps, stops: ["#000000", "#808080", "#ffffff"] } };
  const colour = (first, last = first) => tint.colours(drawing, { first, last })[0];
  assert.deepEqual([colour(0), colour(1), colour(2), colour(0, 2)], ["#000000", "#808080", "#ffffff", "#808080"]);
});
