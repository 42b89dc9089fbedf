// Labels that never collide: the picked gene and the focus genes first, then genes with edges in this sample, in the
// order of the drawing (nearest, strongest); a label that finds no free side of its node waits for the hover.
// `spots` is the rule, for whoever draws; the rest is for the network canvases.
import { known } from "./known.mjs";
import { network } from "./network.mjs";
import { signed } from "./tables.mjs";

const SIZE = 11.5;
const FOCUS_SIZE = 14;
const GAP = 3; // px on screen between a node and its label
const SIDES = [["center", "bottom"], ["center", "top"], ["right", "center"], ["left", "center"],
  ["right", "bottom"], ["left", "bottom"], ["right", "top"], ["left", "top"]];
let pen; // measures words
const widths = new Map();

function textWidth(text, bold) {
  const key = (bold ? "b" : "n") + text;
  if (!widths.has(key)) {
    const family = getComputedStyle(document.documentElement).getPropertyValue("--font") || "sans-serif";
    pen ||= document.createElement("canvas").getContext("2d");
    pen.font = `${bold ? "bold " : ""}100px ${family}`;
    widths.set(key, pen.measureText(text).width / 100);
  }
  return widths.get(key);
}

// Boxes in screen pixels (relative to the pan): labels keep their size on screen whatever the zoom.
/** @param {number} x @param {number} y @param {number} half @param {number} w @param {number} h @param {string[]} side @returns {Box} */
function box(x, y, half, w, h, [side, end]) {
  const left = side === "center" ? x - w / 2 : side === "right" ? x + half + GAP : x - half - GAP - w;
  const top = end === "center" ? y - h / 2 : end === "bottom" ? y + half + GAP : y - half - GAP - h;
  return { left, top, right: left + w, bottom: top + h };
}

const overlaps = (a, b) => a.left < b.right && b.left < a.right && a.top < b.bottom && b.top < a.bottom;

const inside = (a, b) => b.left >= a.left && b.right <= a.right && b.top >= a.top && b.bottom <= a.bottom;

/**
 * Where names go.
 * @param {{ id: string, x: number, y: number, size: number, bold?: boolean, mute?: boolean, side?: string[] }[]} nodes in the order
 *   of importance; places and sizes in pixels on screen; mute: without a name; side: where its name was
 * @param {Box} frame the visible part
 * @param {[number, number]} letters px of names, of names in bold
 * @returns {Map<string, { side: string[], size: number, bold: boolean, box: Box }>}
 */
function spots(nodes, frame, [size, boldSize] = [SIZE, FOCUS_SIZE]) {
  const around = (n) => ({ left: n.x - n.size / 2, right: n.x + n.size / 2, top: n.y - n.size / 2, bottom: n.y + n.size / 2 });
  const taken = nodes.map(around);
  const names = [];
  const chosen = new Map();
  nodes.forEach((n) => {
    if (n.mute) return;
    const font = n.bold ? boldSize : size;
    const w = textWidth(n.id, n.bold) * font + 4;
    const at = { left: n.x, right: n.x, top: n.y, bottom: n.y };
    const sides = (n.side ? [n.side, ...SIDES] : SIDES)
      .map((side) => ({ side, b: box(n.x, n.y, n.size / 2, w, font * 1.3, side) }))
      .filter(({ b }) => inside(frame, b) || !inside(frame, at)); // no name is cut off at the canvas's edge
    const free = (others) => sides.find(({ b }) => !others.some((other) => overlaps(b, other)));
    // In a crowd a gene in focus may cover a node with its name, but never another name.
    const spot = free(taken.concat(names)) || (n.bold && free(names));
    if (!spot) return;
    names.push(spot.b);
    chosen.set(n.id, { side: spot.side, size: font, bold: n.bold, box: spot.b });
  });
  return chosen;
}

function order(c) {
  const rank = (n) => (n.picked ? 0 : n.focus ? 1 : n.active ? 2 : 3);
  return c.drawing.nodes
    .map((n, i) => ({ id: n.id, focus: n.focus, size: n.size, i, active: c.active[i], picked: c.marked?.gene === n.id }))
    .filter((n) => !c.hidden.has(n.id) && (n.picked || n.focus || n.active))
    .sort((a, b) => rank(a) - rank(b) || a.i - b.i);
}

// The names of a canvas: which genes have one, and on which side; there they stay until they are placed anew.
function place(c) {
  if (!c.layout || !c.canvas.clientWidth) return;
  const at = c.view.of(c.canvas);
  const frame = { left: 2, top: 2, right: c.canvas.clientWidth - 2, bottom: c.canvas.clientHeight - 2 };
  c.names = spots(order(c).map((n) => ({
    id: n.id, ...onScreen(c, at, n.i), bold: Boolean(n.focus || n.picked), side: c.sides.get(n.id),
  })), frame);
  c.names.forEach(({ side }, id) => c.sides.set(id, side));
  network.paintSoon(c);
}

function onScreen(c, { zoom, x, y }, i) {
  return { x: c.layout[i].x * zoom + x, y: c.layout[i].y * zoom + y, size: c.drawing.nodes[i].size * zoom };
}

/**
 * Where the names of a canvas are now: the genes may have moved since.
 * @returns {Map<string, { size: number, bold: boolean, box: Box }>}
 */
function boxes(c) {
  const found = new Map();
  c.drawing.nodes.forEach((n, i) => {
    const name = c.names.get(n.id);
    if (!name || c.hidden.has(n.id)) return;
    const { x, y, size } = onScreen(c, c.at, i);
    const width = textWidth(n.id, name.bold) * name.size + 4;
    found.set(n.id, { size: name.size, bold: name.bold, box: box(x, y, size / 2, width, name.size * 1.3, name.side) });
  });
  return found;
}

const timers = new Map();
function later(c) {
  clearTimeout(timers.get(c.prefix));
  timers.set(c.prefix, setTimeout(() => place(c), 60));
}

function hoverText(c, { gene, regulator, target, edge }) {
  if (gene) return gene;
  const value = c.values[edge];
  const text = c.drawing.signed === false ? `${regulator} → ${target}  ${signed(value).slice(1)}`
    : `${regulator} ${value < 0 ? "⊣" : "→"} ${target}  ${signed(value)}`;
  return [text, known.words(regulator, target)].filter(Boolean).join("  ");
}

// Beside the pointer: what is under it, as canvas.mjs found it.
function hover(c, found, event) {
  const host = document.getElementById(c.prefix);
  const tip = host?.querySelector(".network-tooltip");
  if (!tip) return;
  tip.classList.toggle("shown", Boolean(found));
  host.classList.toggle("over-something", Boolean(found));
  if (!found) return;
  tip.textContent = hoverText(c, found);
  const area = host.getBoundingClientRect();
  const scale = area.width / host.clientWidth || 1;
  tip.style.left = `${(event.clientX - area.left) / scale}px`;
  tip.style.top = `${(event.clientY - area.top) / scale}px`;
}

export const labels = { spots, place, boxes, later, hover };
