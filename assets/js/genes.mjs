// Genes on a plain canvas: discs and squares, their halos, and the names that fit; for pictures side by side (multiples.mjs,
// compare-pictures.mjs), whose marks shrink less than the picture does.
//
// A picture here is {drawing, canvas, layout, shown, active, at, scale, places}: layout holds the place of every gene, `at` the
// view of its canvas (views.mjs), `scale` and `places` come from `measure`: the zoom of the pen, and where genes lie for it.
// Where it has them: colours (of every gene), drawn (whether a gene is in the picture at all).
import { edges } from "./edges.mjs";
import { labels } from "./labels.mjs";

const SMALLEST = 0.4; // zoom at which nodes and edges shrink no further
const CLOSE = 0.6; // from this zoom on all genes are named, before that those in focus
const FEW = 30; // as many genes with edges are named at any zoom
const AREA = 3000; // px² of picture for each of them: with so much room they are named too
const HUBS = { genes: 8, edges: 5 }; // so many of the genes with at least so many edges are always named
/** @type {[number, number]} */
const LABELS = [10.5, 12.5]; // px: names, names in bold
const NEAR = 3; // px a gene answers around itself

const isDrawn = (picture, i) => !picture.drawn || picture.drawn[i];

// What genes at these places take up, their marks with them.
function boxOf(places, nodes) {
  if (!places.length) return { left: 0, top: 0, width: 1, height: 1 };
  const edge = (axis, side) => places.map((place, i) => place[axis] + (side * nodes[i].size) / 2);
  const [left, top] = [Math.min(...edge("x", -1)), Math.min(...edge("y", -1))];
  return { left, top, width: Math.max(...edge("x", 1)) - left || 1, height: Math.max(...edge("y", 1)) - top || 1 };
}

function measure(picture, at) {
  picture.at = at;
  picture.scale = Math.max(at.zoom, SMALLEST);
  const shrunk = at.zoom / picture.scale;
  picture.places = picture.layout.map(({ x, y }) => ({ x: x * shrunk, y: y * shrunk }));
}

function outline(pen, d, n, { x, y }, more = 0) {
  const half = n.size / 2 + more;
  pen.beginPath();
  if (n.role === "regulator") pen.arc(x, y, half, 0, 2 * Math.PI);
  else pen.roundRect(x - half, y - half, 2 * half, 2 * half, 2 * half * d.corner);
}

// halos(i): what lies around the gene, each { ink, opacity, more: so far from its rim }. Genes in focus lie on the others.
function paint(pen, picture, halos) {
  const inks = edges.ink();
  const { ink, card } = inks;
  const { drawing: d, places, active, colours } = picture;
  const order = [...d.nodes.keys()].sort((a, b) => d.nodes[a].focus - d.nodes[b].focus);
  order.forEach((i) => {
    if (!isDrawn(picture, i)) return;
    const n = d.nodes[i];
    halos(i).forEach((halo) => {
      pen.globalAlpha = halo.opacity;
      pen.fillStyle = inks[halo.ink];
      outline(pen, d, n, places[i], halo.more);
      pen.fill();
    });
    pen.globalAlpha = active[i] ? 1 : d.faded;
    pen.fillStyle = colours ? colours[i] : n.colour;
    pen.strokeStyle = n.focus ? ink : card;
    pen.lineWidth = d.borders[n.focus ? 1 : 0];
    outline(pen, d, n, places[i]);
    pen.fill();
    pen.stroke();
  });
  pen.globalAlpha = 1;
}

// A pin's head: a spot of paper in the middle of the gene.
function pin(pen, { drawing: d, places, active }, i) {
  pen.globalAlpha = active[i] ? 1 : d.faded;
  pen.fillStyle = edges.ink().card;
  pen.beginPath();
  pen.arc(places[i].x, places[i].y, 0.19 * d.nodes[i].size, 0, 2 * Math.PI);
  pen.fill();
  pen.globalAlpha = 1;
}

// The halo of what is under the pointer or marked, side by side with others.
const lit = (is) => (i) => (is(i) ? [{ ink: "ink", opacity: 0.22, more: 8 }] : []);

// first(i): genes named before those in focus, in bold. Gives the names that found a place, by gene.
function letter(pen, picture, first) {
  const names = spots(picture, first);
  write(pen, picture, names);
  return names;
}

// Names in their boxes (px on screen); that of a gene without an edge as pale as the gene.
function write(pen, picture, names) {
  const ratio = window.devicePixelRatio || 1;
  const { ink, card } = edges.ink();
  const family = getComputedStyle(document.documentElement).getPropertyValue("--font") || "sans-serif";
  const pale = new Set(picture.drawing.nodes.filter((n, i) => !picture.active[i]).map((n) => n.id));
  pen.setTransform(ratio, 0, 0, ratio, 0, 0);
  Object.assign(pen, { textAlign: "center", textBaseline: "middle", lineJoin: "round", strokeStyle: card, lineWidth: 3, fillStyle: ink });
  names.forEach(({ size, bold, box }, name) => {
    pen.font = `${bold ? "bold " : ""}${size}px ${family}`;
    pen.globalAlpha = pale.has(name) ? picture.drawing.faded : 1;
    const [x, y] = [(box.left + box.right) / 2, (box.top + box.bottom) / 2];
    pen.strokeText(name, x, y);
    pen.fillText(name, x, y);
  });
  pen.globalAlpha = 1;
}

// The genes with the most edges in the picture.
function hubs({ drawing: d, shown }) {
  const counts = new Map();
  shown.forEach((level, e) => {
    if (level) [d.sources[e], d.targets[e]].forEach((i) => counts.set(i, (counts.get(i) || 0) + 1));
  });
  const most = [...counts].filter(([, n]) => n >= HUBS.edges).sort((a, b) => b[1] - a[1] || a[0] - b[0]);
  return new Set(most.slice(0, HUBS.genes).map(([i]) => i));
}

function spots(picture, first) {
  const { drawing: d, canvas, places, active, at, scale } = picture;
  const many = active.filter(Boolean).length;
  const large = hubs(picture);
  const far = at.zoom < CLOSE && many > FEW && many * AREA > canvas.clientWidth * canvas.clientHeight;
  const nodes = d.nodes
    .map((n, i) => ({
      id: n.id, i, x: places[i].x * scale + at.x, y: places[i].y * scale + at.y, size: n.size * scale,
      bold: Boolean(n.focus) || first(i), hub: large.has(i), rank: first(i) ? 0 : n.focus ? 1 : large.has(i) ? 2 : 3,
    }))
    .map((n) => ({ ...n, mute: !n.bold && !n.hub && (!active[n.i] || far) }))
    .filter((n) => isDrawn(picture, n.i) && (n.bold || active[n.i]))
    .sort((one, other) => one.rank - other.rank || one.i - other.i);
  const frame = { left: 1, top: 1, right: canvas.clientWidth - 1, bottom: canvas.clientHeight - 1 };
  return labels.spots(nodes, frame, LABELS);
}

// The gene at a point of the drawing, as its place in the drawing; -1 for none. x, y: in units of the layout.
function over(picture, x, y) {
  const shrunk = picture.at.zoom / picture.scale;
  let found = -1;
  let nearest = Infinity;
  picture.drawing.nodes.forEach((n, i) => {
    const away = Math.hypot(picture.places[i].x - x * shrunk, picture.places[i].y - y * shrunk);
    if (isDrawn(picture, i) && away <= n.size / 2 + NEAR / picture.scale && away < nearest) { found = i; nearest = away; }
  });
  return found;
}

export const genes = { boxOf, measure, paint, pin, lit, letter, write, over };
