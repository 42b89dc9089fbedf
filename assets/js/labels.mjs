// Labels that never collide: the picked gene and the focus genes first, then genes with edges in this sample, in the
// order of the drawing (nearest, strongest); a label that finds no free side of its node waits for the hover.
// `spots` is the rule, for whoever draws; the rest writes its labels into cytoscape.
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
  return c.nodes
    .map((node, i) => ({ node, i, ...node.data() }))
    .filter((n) => n.picked || n.focus || n.active)
    .sort((a, b) => rank(a) - rank(b) || a.i - b.i);
}

function place(c) {
  if (!c.nodes || !c.cy.container().clientWidth) return;
  const zoom = c.cy.zoom();
  const pan = c.cy.pan();
  const frame = { left: 2 - pan.x, top: 2 - pan.y, right: c.cy.width() - 2 - pan.x, bottom: c.cy.height() - 2 - pan.y };
  const nodes = order(c).map((n) => {
    const { x, y } = n.node.position();
    return { id: n.id, x: x * zoom, y: y * zoom, size: n.size * zoom, bold: Boolean(n.focus || n.picked), side: n.side };
  });
  write(c, spots(nodes, frame), zoom);
}

function write(c, chosen, zoom) {
  c.cy.batch(() => c.nodes.forEach((node) => {
    const label = chosen.get(node.id());
    const shown = label ? node.id() : "";
    if (!label && node.data("label") === "") return;
    if (!label) { node.data("label", ""); return; }
    const [h, v] = label.side;
    // cytoscape puts a corner label flush with the node's corner; margins are in model units
    const dx = h === "right" ? GAP / zoom : h === "left" ? -GAP / zoom : 0;
    const dy = v === "bottom" ? GAP / zoom : v === "top" ? -GAP / zoom : 0;
    node.data({ label: shown, h, v, dx, dy, font: label.size / zoom, weight: label.bold ? "bold" : "normal", side: label.side });
  }));
}

const timers = new Map();
function later(c) {
  clearTimeout(timers.get(c.prefix));
  timers.set(c.prefix, setTimeout(() => place(c), 60));
}

function hoverText(c, target, e) {
  if (target !== c.cy) return target.id();
  if (e < 0) return null;
  const { nodes, sources, targets } = c.drawing;
  const value = c.values[e];
  return `${nodes[sources[e]].id} ${value < 0 ? "⊣" : "→"} ${nodes[targets[e]].id}  ${signed(value)}`;
}

// Beside the pointer: what is under it, a gene or the e-th edge of the drawing.
function hover(c, event, e = -1) {
  const tip = document.querySelector(`#${c.prefix} .network-tooltip`);
  if (!tip) return;
  const text = event && hoverText(c, event.target, e);
  tip.classList.toggle("shown", Boolean(text));
  if (!text) return;
  tip.textContent = text;
  tip.style.left = `${event.renderedPosition.x}px`;
  tip.style.top = `${event.renderedPosition.y}px`;
}

// Halo on the gene the inspector shows.
function mark(c, picked) {
  const gene = picked && picked.gene;
  c.cy.batch(() => c.nodes.forEach((node) => {
    const on = node.id() === gene ? 1 : 0;
    if ((node.data("picked") || 0) !== on) node.data("picked", on);
  }));
  place(c);
}

function of(node) {
  const data = node.data();
  if (!data.label) return null;
  return { h: data.h, v: data.v, dx: data.dx, dy: data.dy, size: data.font, bold: data.weight === "bold" };
}

export const labels = { spots, place, later, hover, mark, of };
