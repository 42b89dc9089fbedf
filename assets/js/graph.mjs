// The genes of a canvas in cytoscape: filling it, arranging, fitting, listening. dash-cytoscape only mounts it: whatever
// its component tells Dash (elements, what the pointer is over, the extent after every move) would set the whole page to
// work without anybody asking for it, so its listeners are taken off.
import { edges } from "./edges.mjs";
import { hits } from "./hits.mjs";
import { labels } from "./labels.mjs";
import { lasso } from "./lasso.mjs";
import { menu } from "./menu.mjs";
import { network } from "./network.mjs";
import { tools } from "./tools.mjs";

const SIDE_ROOM = 48; // px left free beside and above the network for the names of its outermost genes
const END_ROOM = 38;

// Runs `then` once React has made the graph, unless another drawing has come by then.
function ready(c, drawing, then) {
  const cy = document.getElementById(c.prefix + "-graph")?._cyreg?.cy;
  if (c.drawing !== drawing) return;
  if (cy) then(cy);
  else setTimeout(() => ready(c, drawing, then), 16);
}

function listen(c, cy) {
  c.cy = cy;
  cy.removeAllListeners();
  const over = (event) => (event.target === cy ? hits.edgeAt(c, event.position, cy.zoom()) : -1);
  const named = (e) => ({ regulator: nameOf(c, c.drawing.sources[e]), target: nameOf(c, c.drawing.targets[e]) });
  const pick = (picked) => dash_clientside.set_props(c.prefix + "-picked", { data: picked });
  cy.on("tap", (event) => {
    if (event.target !== cy) { pick({ gene: event.target.id() }); return; }
    const e = over(event);
    pick(e < 0 ? null : named(e));
  });
  cy.on("dragfree", "node", (event) => {
    tools.dragged(c, event.target.id(), event.target.position());
    labels.place(c);
  });
  cy.on("cxttap", "node", (event) => menu.onCanvas(c, event));
  cy.on("dragpan scrollzoom pinchzoom", () => { c.viewed = true; });
  cy.on("position", "node", () => { c.moved = true; });
  cy.on("render", () => network.paint(c));
  cy.on("pan zoom", () => labels.later(c));
  cy.on("mousemove", (event) => labels.hover(c, event.originalEvent.buttons ? null : event, over(event)));
  const host = cy.container();
  host.addEventListener("pointerleave", () => labels.hover(c, null));
  host.addEventListener("pointerenter", () => cy.resize()); // it may lie elsewhere in the window by now
  new ResizeObserver(() => resized(c)).observe(host);
  lasso.listen(c);
}

const nameOf = (c, i) => c.drawing.nodes[i].id;

// The nodes of the drawing, in its order, each where it belongs; genes that were there before stay.
function fill(c, cy) {
  if (c.cy !== cy) listen(c, cy);
  const { nodes } = c.drawing;
  cy.batch(() => {
    const wanted = new Set(nodes.map((n) => n.id));
    cy.nodes().filter((node) => !wanted.has(node.id())).remove();
    const fresh = nodes.flatMap((n) => {
      const data = { role: n.role, focus: n.focus, size: n.size, colour: n.colour };
      const there = cy.getElementById(n.id);
      if (there.nonempty()) { there.data(data); return []; }
      const unnamed = { label: "", h: "center", v: "bottom", dx: 0, dy: 0, font: 11, weight: "normal" };
      return [{ group: "nodes", data: { id: n.id, active: 0, ...data, ...unnamed }, position: network.placeOf(c, n) }];
    });
    cy.add(fresh);
  });
  c.nodes = nodes.map((n) => cy.getElementById(n.id));
  arrange(c);
}

// Nothing to draw.
function clear(c) {
  if (!c.cy) return;
  c.cy.elements().remove();
  edges.clear(c);
}

// Every node where it belongs.
function arrange(c) {
  c.cy.batch(() => c.drawing.nodes.forEach((n, i) => {
    const [to, at] = [network.placeOf(c, n), c.nodes[i].position()];
    if (to.x !== at.x || to.y !== at.y) c.nodes[i].position(to);
  }));
  c.moved = true;
}

// Left, top, right, bottom of the nodes that are in the picture.
function extent(c) {
  const box = [Infinity, Infinity, -Infinity, -Infinity];
  c.drawing.nodes.forEach((n, i) => {
    if (c.hidden.has(n.id)) return;
    const { x, y } = c.nodes[i].position();
    const half = (n.size + c.drawing.borders[n.focus ? 1 : 0]) / 2;
    box.splice(0, 4, Math.min(box[0], x - half), Math.min(box[1], y - half), Math.max(box[2], x + half), Math.max(box[3], y + half));
  });
  return box[0] > box[2] ? [0, 0, 0, 0] : box;
}

// All of the network in view, but never larger than life.
function fit(c) {
  if (!c.nodes || !c.cy.container().clientWidth) return;
  c.cy.resize();
  const [width, height] = [c.cy.width(), c.cy.height()];
  const [left, top, right, bottom] = extent(c);
  const zoom = Math.min(1.6, (width - 2 * SIDE_ROOM) / (right - left || 1), (height - 2 * END_ROOM) / (bottom - top || 1));
  c.cy.viewport({ zoom, pan: { x: (width - zoom * (left + right)) / 2, y: (height - zoom * (top + bottom)) / 2 } });
  c.viewed = false;
  labels.place(c);
}

// The canvas came into view or changed its size: fit again, unless somebody has chosen the view.
function resized(c) {
  if (!c.nodes || !c.cy.container().clientWidth) return;
  c.cy.resize();
  if (!c.viewed) fit(c);
  else labels.later(c);
  network.paintSoon(c);
}

export const graph = { ready, fill, clear, arrange, fit };
