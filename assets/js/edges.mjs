// The edges of a network: their shapes, their painting with a pen, and what an export is told of them, which is what the
// pen draws: nobody else works out where an edge runs. A step of the slider paints a thousand edges in a few milliseconds:
// those of one sign and width are one path. hits.mjs finds the one under the pointer.
//
// A picture here is {drawing, shapes, shown, signs, halo}: shapes from `measure`, width level and sign of each edge, and
// the edge with a halo (-1: none). A canvas is such a picture, and so is every panel of assets/js/multiples.mjs.

import { known } from "./known.mjs";

const HALO = 14; // px at zoom 1 around the picked edge
const SURE = 1024; // in the key of a group of edges: above every level
let inks = null;

function ink() {
  if (!inks) {
    const style = getComputedStyle(document.documentElement);
    const named = { ink: "ink", quiet: "ink-2", card: "card", accent: "accent", activates: "activates", represses: "represses" };
    inks = Object.fromEntries(Object.entries(named).map(([name, variable]) => [name, style.getPropertyValue("--" + variable).trim()]));
  }
  return inks;
}

// Where the straight line from a node's centre towards a point leaves the node.
/** @param {{ x: number, y: number, size: number, border: number, round: boolean }} node */
function rim(node, x, y) {
  const dx = x - node.x;
  const dy = y - node.y;
  const length = Math.hypot(dx, dy);
  if (length < 1e-9) return [node.x, node.y];
  const radius = node.size / 2 + node.border / 2;
  const reach = node.round ? radius / length : radius / Math.max(Math.abs(dx), Math.abs(dy));
  return [node.x + dx * reach, node.y + dy * reach];
}

// One edge from rim to rim: [startX, startY, tipX, tipY, controlX, controlY (NaN if straight), directionX, directionY].
function shape(source, target, bow) {
  const length = Math.hypot(target.x - source.x, target.y - source.y);
  const bent = bow && length > 1e-9;
  const cx = bent ? (source.x + target.x) / 2 - ((target.y - source.y) / length) * bow : NaN;
  const cy = bent ? (source.y + target.y) / 2 + ((target.x - source.x) / length) * bow : NaN;
  let start = rim(source, bent ? cx : target.x, bent ? cy : target.y);
  let tip = rim(target, bent ? cx : source.x, bent ? cy : source.y);
  const ordered = (tip[0] - start[0]) * (target.x - source.x) + (tip[1] - start[1]) * (target.y - source.y) > 0;
  if (!ordered) { start = [source.x, source.y]; tip = [target.x, target.y]; } // one node lies on the other
  const dx = tip[0] - (bent ? cx : source.x);
  const dy = tip[1] - (bent ? cy : source.y);
  const way = Math.hypot(dx, dy) || 1;
  // two nodes on one spot have no direction between them; any will do
  return [...start, ...tip, cx, cy, ...(dx || dy ? [dx / way, dy / way] : [1, 0])];
}

/**
 * Shapes of all edges of a drawing whose nodes lie at `places`.
 * @param {Drawing} d
 * @param {Place[]} places of the nodes, in their order
 * @returns {Shape[]}
 */
function measure(d, places) {
  const nodes = d.nodes.map((n, i) => ({
    x: places[i].x, y: places[i].y, size: n.size, round: n.role === "regulator", border: d.borders[n.focus ? 1 : 0],
  }));
  return d.sources.map((s, e) => shape(nodes[s], nodes[d.targets[e]], d.bowed[e] ? d.bow : 0));
}

/** Length of an arrow head, which grows more slowly than its line; a bar is as wide. @type {(d: Drawing, width: number) => number} */
const headSize = (d, width) => 0.3 * d.arrowScale * Math.max(Math.pow(13.37 * width, 0.9), 29);

// What an edge is drawn with: the colour of its sign, or of none; the head of its sign, or none where edges have no direction.
/** @type {(d: Drawing, activates: boolean, neutral?: boolean) => InkName} */
const inkOf = (d, activates, neutral = false) => (d.signed === false || neutral ? "quiet" : activates ? "activates" : "represses");
/** Whether an edge has no sign although others have. @param {Drawing} d @param {number} e */
const neutral = (d, e) => Boolean(d.neutral && d.neutral[e]);
/** @type {(d: Drawing) => boolean} */
const headless = (d) => d.directed === false;

// How far before its tip a line ends: just inside the head, beyond a pointed tip and under a pale head it would show.
const inset = (size, activates) => size * (activates ? 0.97 : 0.32);

/** @param {Pen} pen @param {Shape} s @param {number} back how far before the tip it ends */
function line(pen, s, back) {
  const endX = s[2] - s[6] * back;
  const endY = s[3] - s[7] * back;
  pen.moveTo(s[0], s[1]);
  if (Number.isNaN(s[4])) pen.lineTo(endX, endY);
  else pen.quadraticCurveTo(s[4], s[5], endX, endY);
}

/** To be filled, which closes it. @param {Pen} pen @param {Shape} s @param {number} size @param {boolean} activates an arrow, else a bar */
function head(pen, s, size, activates) {
  const [, , x, y, , , dx, dy] = s;
  const half = size / 2;
  const depth = activates ? size : size / 3;
  const bx = x - dx * depth;
  const by = y - dy * depth;
  if (activates) pen.moveTo(x, y);
  else pen.moveTo(x - dy * half, y + dx * half);
  pen.lineTo(bx - dy * half, by + dx * half);
  pen.lineTo(bx + dy * half, by - dx * half);
  if (!activates) pen.lineTo(x + dy * half, y - dx * half);
}

/** Whether an edge is drawn although it is less sure than was asked for. @param {Drawing} d @param {number} e */
const faint = (d, e) => Boolean(d.line && d.confidence && Math.fround(d.confidence[e]) < d.line);

/** @param {Drawing} d @param {number} level @param {number} e */
const opacityOf = (d, level, e) => d.opacities[level] * (faint(d, e) ? d.faint : 1);

// Edges of one sign and one width in two paths: lines, heads.
function strokeGroup(pen, c, edges, level, activates, opacity) {
  const d = c.drawing;
  const size = headSize(d, d.widths[level]);
  pen.globalAlpha = opacity;
  pen.lineWidth = d.widths[level];
  pen.strokeStyle = pen.fillStyle = ink()[inkOf(d, activates, neutral(d, edges[0]))];
  pen.beginPath();
  edges.forEach((e) => line(pen, c.shapes[e], headless(d) ? 0 : inset(size, activates)));
  pen.stroke();
  if (headless(d)) return;
  pen.beginPath();
  edges.forEach((e) => head(pen, c.shapes[e], size, activates));
  pen.fill();
}

// Around the picked edge, and along the path that stands out.
function halo(pen, c) {
  const marked = [...(c.route || []), c.halo].filter((e) => e >= 0 && c.shown[e]);
  if (!marked.length) return;
  pen.globalAlpha = 0.16;
  pen.lineWidth = HALO;
  pen.lineCap = "round";
  pen.strokeStyle = ink().ink;
  pen.beginPath();
  marked.forEach((e) => line(pen, c.shapes[e], 0));
  pen.stroke();
  pen.lineCap = "butt";
}

/**
 * What the picture's levels (0: hidden) and signs say, the weak under the strong, the faint under all.
 * @param {CanvasRenderingContext2D} pen
 * @param {EdgePicture} picture
 */
function paint(pen, picture) {
  halo(pen, picture);
  const groups = new Map();
  picture.shown.forEach((level, e) => {
    if (!level) return;
    const sign = neutral(picture.drawing, e) ? 2 : picture.signs[e] > 0 ? 1 : 0;
    const key = (faint(picture.drawing, e) ? 0 : SURE) + level * 4 + sign;
    if (!groups.has(key)) groups.set(key, []);
    groups.get(key).push(e);
  });
  [...groups.keys()].sort((a, b) => a - b)
    .forEach((key) => {
      const level = (key % SURE) >> 2;
      strokeGroup(pen, picture, groups.get(key), level, (key & 3) > 0, opacityOf(picture.drawing, level, groups.get(key)[0]));
    });
  knownDots(pen, picture);
  pen.globalAlpha = 1;
}

// ---- Known pairs ------------------------------------------------------------------------------------------------

const DOT = { radius: 2.6, grows: 0.25, rim: 1.5 }; // in units of the drawing; grows with the width of the line

/** The dot of a known pair: in the middle of its line. @param {Shape} s @param {number} width @returns {Dot} */
function dotOf([x0, y0, x1, y1, cx, cy], width) {
  const bent = !Number.isNaN(cx);
  return {
    x: bent ? (x0 + x1) / 4 + cx / 2 : (x0 + x1) / 2, y: bent ? (y0 + y1) / 4 + cy / 2 : (y0 + y1) / 2,
    radius: DOT.radius + DOT.grows * width, rim: DOT.rim,
  };
}

/** What is known of an edge of a drawing, and its dot; nothing of one that is not, or where dots are off. */
function knownPart(d, e, s, width) {
  const found = known.any ? known.of(d.nodes[d.sources[e]].id, d.nodes[d.targets[e]].id) : null;
  return found ? { known: { references: found.references, sign: found.sign }, dot: dotOf(s, width) } : { known: null, dot: null };
}

// All dots are two paths: the rims, in the colour of the ground, and the dots. Those of faint edges are faint.
function knownDots(pen, picture) {
  const { drawing: d, shapes, shown } = picture;
  for (const pale of [true, false]) {
    const dots = known.edgesOf(d).filter((e) => shown[e] && faint(d, e) === pale).map((e) => dotOf(shapes[e], d.widths[shown[e]]));
    if (dots.length) paintDots(pen, dots, pale ? d.faint : 1);
  }
}

/** @param {CanvasRenderingContext2D} pen @param {Dot[]} dots */
function paintDots(pen, dots, opacity) {
  pen.globalAlpha = opacity;
  for (const [colour, share] of /** @type {[InkName, number][]} */ ([["card", 1], ["ink", 0]])) {
    pen.fillStyle = ink()[colour];
    pen.beginPath();
    dots.forEach((dot) => {
      const radius = dot.radius + share * dot.rim;
      pen.moveTo(dot.x + radius, dot.y);
      pen.arc(dot.x, dot.y, radius, 0, 2 * Math.PI);
    });
    pen.fill();
  }
}

/** The points a pen is led to. @param {(pen: Pen) => void} lead @returns {number[][]} */
function traced(lead) {
  const points = [];
  const note = (...at) => { points.push(at); };
  lead({ moveTo: note, lineTo: note, quadraticCurveTo: note });
  return points;
}

/**
 * The line of an edge and the outline of its head (none: an empty one), as they are painted.
 * @param {Shape} s
 * @param {{ size: number, activates: boolean, headless?: boolean }} how
 * @returns {Outline}
 */
function outline(s, { size, activates, headless: bare = false }) {
  const [start, end] = traced((pen) => line(pen, s, bare ? 0 : inset(size, activates)));
  return {
    start, end: end.slice(-2), control: end.length > 2 ? end.slice(0, 2) : null,
    head: bare ? [] : traced((pen) => head(pen, s, size, activates)),
  };
}

/**
 * What an export is told of an edge: its outline and its one stroke.
 * @param {Drawing} d
 * @param {Shape} s
 * @param {{ activates: boolean, width: number, opacity: number, ink?: InkName }} how ink: where it is not that of its sign
 * @returns {DrawnEdge}
 */
function plain(d, s, { activates, width, opacity, ink: colour = inkOf(d, activates) }) {
  return {
    activates, width, opacity, ink: colour, ...outline(s, { size: headSize(d, width), activates, headless: headless(d) }),
    strokes: [{ ink: colour, width, opacity, dash: [], round: false }], ring: null, known: null, dot: null,
  };
}

/**
 * What an export needs of each edge that is shown.
 * @param {EdgePicture} picture
 * @param {ArrayLike<number>} values the coefficients
 * @returns {(DrawnEdge & { regulator: string, target: string, coefficient: number })[]}
 */
function report({ drawing: d, shapes, shown, signs }, values) {
  return d.sources.flatMap((source, e) => (shown[e] ? [{
    regulator: d.nodes[source].id,
    target: d.nodes[d.targets[e]].id,
    coefficient: values[e],
    ...plain(d, shapes[e], {
      activates: signs[e] > 0, width: d.widths[shown[e]], opacity: opacityOf(d, shown[e], e), ink: inkOf(d, signs[e] > 0, neutral(d, e)),
    }),
    ...knownPart(d, e, shapes[e], d.widths[shown[e]]),
  }] : []));
}

// Edges for a legend, from left to right.
const SAMPLE = { length: 34, width: 2.2 };
const sampleShape = () => [0, 0, SAMPLE.length, 0, NaN, NaN, 1, 0];
const samples = (d, colour) => [
  ...(d.signed === false ? [true] : [true, false]).map((activates) => plain(d, sampleShape(), {
    activates, width: SAMPLE.width, opacity: 1, ...(colour ? { ink: colour } : {}),
  })),
  ...(known.edgesOf(d).length ? [knownSample(d)] : []),
];

// A line without a head, whose dot is what it stands for.
function knownSample(d) {
  const drawn = plain({ ...d, directed: false }, sampleShape(), { activates: true, width: SAMPLE.width, opacity: 1, ink: "quiet" });
  return { ...drawn, known: { references: 0, sign: "unknown" }, dot: dotOf(sampleShape(), SAMPLE.width) };
}

export const edges = {
  measure, paint, report, faint, ink, inkOf, line, head, headSize, inset, outline, plain, samples, sampleShape, knownDots, knownPart,
  sampleWidth: SAMPLE.width, recolour() { inks = null; },
};
