// Where an edge runs: from rim to rim, in order, its head on the target's rim; and the pen and the report agree.
import "./browser.mjs";

import assert from "node:assert/strict";
import { test } from "node:test";

import { edges } from "../../assets/js/edges.mjs";

const near = (one, other, most = 1e-9) => assert.ok(Math.abs(one - other) <= most, `${one} is not ${other}`);

const gene = (id, role, size, focus = 0) => ({ id, role, size, focus });

function drawing(more = {}) {
  return {
    nodes: [gene("ZEB1", "regulator", 30, 1), gene("CDH1", "target", 13), gene("VIM", "target", 13)],
    sources: [0, 0, 1], targets: [1, 2, 0], bowed: [1, 0, 1], bow: 14, borders: [1.2, 3], arrowScale: 0.9,
    widths: [0.9, 2, 5.5], opacities: [0.35, 0.5, 0.95], ...more,
  };
}

const PLACES = [{ x: 0, y: 0 }, { x: 100, y: 40 }, { x: -60, y: 90 }];

test("an edge begins and ends on the rims of its genes", () => {
  const [, straight] = edges.measure(drawing(), PLACES);
  const [x0, y0, x1, y1, cx] = straight;
  assert.ok(Number.isNaN(cx));
  near(Math.hypot(x0, y0), 15 + 1.5); // a disc, with half its rim
  near(Math.max(Math.abs(x1 + 60), Math.abs(y1 - 90)), 6.5 + 0.6); // a square
  near(x0 * 90 + y0 * 60, 0); // on the line between the centres
});

test("two opposite edges bow to opposite sides, each by the bow at its middle's control point", () => {
  const [there, , back] = edges.measure(drawing(), PLACES);
  const middle = [50, 20];
  near(there[4] - middle[0], middle[0] - back[4]);
  near(there[5] - middle[1], middle[1] - back[5]);
  near(Math.hypot(there[4] - middle[0], there[5] - middle[1]), 14);
});

test("the direction of the head is that of the curve where it ends, of unit length", () => {
  for (const [, , x, y, cx, cy, dx, dy] of edges.measure(drawing(), PLACES)) {
    near(Math.hypot(dx, dy), 1);
    if (!Number.isNaN(cx)) near((x - cx) * dy - (y - cy) * dx, 0, 1e-6);
  }
});

test("genes that lie on each other are joined from centre to centre, and nothing is NaN", () => {
  const overlapping = [{ x: 0, y: 0 }, { x: 3, y: 0 }, { x: 0, y: 0 }];
  const [first, second] = edges.measure(drawing({ bowed: [0, 0, 0] }), overlapping);
  assert.deepEqual(first.slice(0, 4), [0, 0, 3, 0]);
  assert.ok([...second.slice(0, 4), second[6], second[7]].every(Number.isFinite));
});

test("shapes move and turn with the picture", () => {
  const turned = PLACES.map(({ x, y }) => ({ x: -y + 7, y: x - 3 }));
  const round = drawing({ nodes: drawing().nodes.map((node) => ({ ...node, role: "regulator" })) });
  const before = edges.measure(round, PLACES);
  edges.measure(round, turned).forEach((shape, e) => {
    const [x, y] = before[e].slice(2, 4);
    near(shape[2], -y + 7, 1e-6);
    near(shape[3], x - 3, 1e-6);
  });
});

// A pen that writes down what it is told.
function recorder() {
  const told = [];
  const write = (name) => (...at) => { told.push([name, ...at]); };
  return { told, moveTo: write("moveTo"), lineTo: write("lineTo"), quadraticCurveTo: write("curve") };
}

for (const activates of [true, false]) {
  test(`the outline that is reported is the path of the pen (${activates ? "arrow" : "bar"})`, () => {
    const [shape] = edges.measure(drawing(), PLACES);
    const size = edges.headSize(drawing(), 2);
    const told = edges.outline(shape, { size, activates });
    const pen = recorder();
    edges.line(pen, shape, edges.inset(size, activates));
    edges.head(pen, shape, size, activates);
    const [start, curve, ...corners] = pen.told.map(([, ...at]) => at);
    assert.deepEqual([told.start, [...told.control, ...told.end], ...told.head], [start, curve, ...corners]);
    assert.equal(told.head.length, activates ? 3 : 4);
  });

  test(`the line ends inside the head (${activates ? "arrow" : "bar"})`, () => {
    const [, shape] = edges.measure(drawing(), PLACES);
    const size = edges.headSize(drawing(), 2);
    const { end } = edges.outline(shape, { size, activates });
    const back = Math.hypot(end[0] - shape[2], end[1] - shape[3]);
    assert.ok(back > 0);
    assert.ok(back < (activates ? size : size / 3));
  });
}

test("a report holds the edges that are shown, with their levels' looks and their sign's ink", () => {
  const picture = { drawing: drawing(), shapes: edges.measure(drawing(), PLACES), shown: [2, 0, 1], signs: [1, 1, -1] };
  const report = edges.report(picture, [0.4, 0, -0.1]);
  assert.deepEqual(report.map(({ regulator, target }) => `${regulator}>${target}`), ["ZEB1>CDH1", "CDH1>ZEB1"]);
  assert.deepEqual(report.map(({ width, opacity, ink }) => [width, opacity, ink]), [[5.5, 0.95, "activates"], [2, 0.5, "represses"]]);
  assert.deepEqual(report[0].strokes, [{ ink: "activates", width: 5.5, opacity: 0.95, dash: [], round: false }]);
});

test("an edge below the line of confidence is painted first, and pale, on screen and in a report", () => {
  const d = drawing({ confidence: [0.9, 0.2, 0.9], line: Math.fround(0.8), faint: 0.5 });
  const picture = { drawing: d, shapes: edges.measure(d, PLACES), shown: [1, 1, 1], signs: [1, 1, 1], halo: -1 };
  const alphas = [];
  edges.paint({ beginPath() {}, moveTo() {}, lineTo() {}, quadraticCurveTo() {}, fill() {},
    stroke() { alphas.push(this.globalAlpha); } }, picture);
  assert.deepEqual(alphas, [0.25, 0.5]);
  assert.deepEqual(edges.report(picture, [1, 1, 1]).map(({ opacity }) => opacity), [0.5, 0.25, 0.5]);
});

test("an edge without a sign among edges with one is quiet, and an arrow", () => {
  const d = drawing({ neutral: [0, 1, 0] });
  const told = edges.report({ drawing: d, shapes: edges.measure(d, PLACES), shown: [1, 1, 2], signs: [1, 1, -1] }, [0.5, 0.9, -0.3]);
  assert.deepEqual(told.map((edge) => edge.ink), ["activates", "quiet", "represses"]);
  assert.deepEqual(told.map((edge) => edge.activates), [true, true, false]);
});

test("edges without a sign are grey, those without a direction have no head; the legend shows one of them", () => {
  const picture = (more) => ({ drawing: drawing(more), shapes: edges.measure(drawing(), PLACES), shown: [1, 1, 1], signs: [1, 1, 1] });
  const [grey] = edges.report(picture({ signed: false, directed: true }), [0.9, 0.5, 0.2]);
  assert.equal(grey.ink, "quiet");
  assert.equal(grey.head.length, 3);
  const [bare] = edges.report(picture({ signed: false, directed: false }), [0.9, 0.5, 0.2]);
  assert.deepEqual(bare.head, []);
  assert.ok(Math.hypot(bare.end[0] - grey.end[0], bare.end[1] - grey.end[1]) > 1); // the line goes on to the rim
  assert.equal(edges.samples(drawing({ signed: false, directed: true })).length, 1);
  assert.equal(edges.samples(drawing()).length, 2);
});
