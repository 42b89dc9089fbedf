// A network canvas on screen: edges on one layer, genes and their names on another above it, both painted with a pen from
// the picture that network.mjs keeps; what the pointer does on it.
import { edges } from "./edges.mjs";
import { genes } from "./genes.mjs";
import { hits } from "./hits.mjs";
import { labels } from "./labels.mjs";
import { lasso } from "./lasso.mjs";
import { network } from "./network.mjs";
import { tools } from "./tools.mjs";
import { views } from "./views.mjs";

const ROOM = { side: 48, end: 38, share: 0.4 }; // px left free beside and above the network for the names of its outermost genes
/** @type {Record<string, { ink: string, opacity: number, more: number }>} */
const HALOS = { chosen: { ink: "accent", opacity: 0.45, more: 6 }, picked: { ink: "ink", opacity: 0.16, more: 7 } };

// Runs `then` once React has made the element, unless another drawing has come by then.
function ready(c, drawing, then) {
  if (c.drawing !== drawing) return;
  const host = document.getElementById(c.prefix + "-graph");
  if (!host) { setTimeout(() => ready(c, drawing, then), 16); return; }
  if (c.host !== host) listen(c, host);
  then();
}

// What is under a point of the drawing: a gene, with its place in the drawing, or an edge.
function over(c, x, y, zoom) {
  if (!c.layout || !c.places) return null;
  const node = genes.over(c, x, y);
  if (node >= 0) return { gene: c.drawing.nodes[node].id, node };
  const edge = hits.edgeAt(c, { x, y }, zoom);
  if (edge < 0) return null;
  const [regulator, target] = [c.drawing.sources[edge], c.drawing.targets[edge]].map((i) => c.drawing.nodes[i].id);
  return { regulator, target, edge };
}

function picked(found) {
  if (!found) return null;
  return found.gene ? { gene: found.gene } : { regulator: found.regulator, target: found.target };
}

function listen(c, host) {
  c.host = host;
  [c.layer, c.canvas] = host.querySelectorAll("canvas");
  c.view = views.shared(host, {
    room: ROOM,
    canvases: () => [c.canvas],
    box: () => boxOf(c),
    paint() { network.paint(c); labels.later(c); },
    over: (x, y, zoom) => over(c, x, y, zoom),
    hover: (found, event) => labels.hover(c, found, event),
    pick: (found) => dash_clientside.set_props(c.prefix + "-picked", { data: picked(found) }),
    places() { c.moved = true; return c.layout || []; },
    drop(node) {
      if (!c.layout?.[node]) return; // another drawing came while it was dragged
      tools.dragged(c, c.drawing.nodes[node].id, c.layout[node]);
      labels.place(c);
    },
  });
  lasso.listen(c);
}

// The genes that are in the picture, with their rims.
function boxOf(c) {
  if (!c.layout) return { left: 0, top: 0, width: 1, height: 1 }; // between two drawings
  const box = [Infinity, Infinity, -Infinity, -Infinity];
  c.drawing.nodes.forEach((n, i) => {
    if (c.hidden.has(n.id)) return;
    const { x, y } = c.layout[i];
    const half = (n.size + c.drawing.borders[n.focus ? 1 : 0]) / 2;
    box.splice(0, 4, Math.min(box[0], x - half), Math.min(box[1], y - half), Math.max(box[2], x + half), Math.max(box[3], y + half));
  });
  const [left, top, right, bottom] = box[0] > box[2] ? [0, 0, 1, 1] : box;
  return { left, top, width: right - left, height: bottom - top };
}

// Every gene where it belongs.
function arrange(c) {
  c.layout = c.drawing.nodes.map((n) => network.placeOf(c, n));
  c.moved = true;
}

function halos(c, i) {
  const { id } = c.drawing.nodes[i];
  const found = [];
  if (c.selection.has(id) || c.hits?.has(id)) found.push(HALOS.chosen);
  if (c.marked?.gene === id) found.push(HALOS.picked);
  return found;
}

// All of it, or the edges alone where all else is as it was painted; says whether there was anything to paint on.
function paint(c, whole) {
  if (!c.layout || !c.canvas.clientWidth) return false;
  const at = c.view.of(c.canvas);
  const still = !whole && !c.moved && c.at && at.zoom === c.at.zoom && at.x === c.at.x && at.y === c.at.y;
  c.at = at;
  c.scale = c.at.zoom;
  c.places = c.layout;
  c.drawn = c.drawing.nodes.map((n) => !c.hidden.has(n.id));
  if (c.moved) c.shapes = edges.measure(c.drawing, c.layout);
  c.moved = false;
  edges.paint(views.penOf(c.layer, c.at, c.scale), c);
  if (still) return true;
  const pen = views.penOf(c.canvas, c.at, c.scale);
  genes.paint(pen, c, (i) => halos(c, i));
  c.drawing.nodes.forEach((n, i) => { if (c.pins[n.id] && c.drawn[i]) genes.pin(pen, c, i); });
  genes.write(pen, c, labels.boxes(c));
  return true;
}

// Nothing to draw.
function clear(c) {
  if (!c.host) return;
  c.layout = null;
  for (const layer of [c.layer, c.canvas]) views.penOf(layer, { x: 0, y: 0 }, 1);
}

// All of the network in view, but never larger than life.
function fit(c) {
  if (!c.layout) return;
  c.view.fit();
  labels.place(c);
}

export const canvas = { ready, arrange, paint, clear, fit };
