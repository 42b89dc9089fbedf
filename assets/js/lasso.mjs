// Selecting genes with the pointer: shift (or the button "Select") and drag draws a line around them, shift and click takes
// one in or out. A line that is nearly straight means the box between its ends.
import { genes } from "./genes.mjs";
import { tools } from "./tools.mjs";

const SHORT = 5; // px: less is a click
const FLAT = 0.15; // of its box: a line that encloses less is a diagonal
const armed = new Set(); // prefixes whose button "Select" is pressed

const listening = new WeakSet();

function outline(host) {
  let svg = host.querySelector(":scope > .lasso");
  if (!svg) {
    svg = document.createElementNS("http://www.w3.org/2000/svg", "svg");
    svg.setAttribute("class", "lasso");
    svg.setAttribute("aria-hidden", "true");
    svg.append(document.createElementNS("http://www.w3.org/2000/svg", "polygon"));
    host.append(svg);
  }
  return svg.firstChild;
}

function area(points) {
  return Math.abs(points.reduce((sum, [x, y], i) => {
    const [nextX, nextY] = points[(i + 1) % points.length];
    return sum + x * nextY - nextX * y;
  }, 0)) / 2;
}

function boxOf(points) {
  const [xs, ys] = [points.map((p) => p[0]), points.map((p) => p[1])];
  return [Math.min(...xs), Math.min(...ys), Math.max(...xs), Math.max(...ys)];
}

// What a line encloses; see the head of this file.
function shapeOf(points) {
  const [left, top, right, bottom] = boxOf(points);
  if (area(points) >= FLAT * (right - left) * (bottom - top)) return points;
  return [[left, top], [right, top], [right, bottom], [left, bottom]];
}

function inside([x, y], points) {
  let odd = false;
  points.forEach(([x1, y1], i) => {
    const [x2, y2] = points[(i + 1) % points.length];
    if ((y1 > y) !== (y2 > y) && x < ((x2 - x1) * (y - y1)) / (y2 - y1) + x1) odd = !odd;
  });
  return odd;
}

/** Where a gene is on screen, relative to the canvas. @returns {[number, number]} */
const onScreen = (c, i) => [c.layout[i].x * c.at.zoom + c.at.x, c.layout[i].y * c.at.zoom + c.at.y];

// Genes without an edge in view are only shadows: a line around them does not mean them.
function enclosed(c, points) {
  return c.drawing.nodes
    .filter((n, i) => !c.hidden.has(n.id) && (c.active[i] || n.focus) && inside(onScreen(c, i), points))
    .map((n) => n.id);
}

function geneAt(c, [x, y]) {
  const i = genes.over(c, (x - c.at.x) / c.at.zoom, (y - c.at.y) / c.at.zoom);
  return i < 0 ? null : c.drawing.nodes[i].id;
}

function finish(c, points, more) {
  const [left, top, right, bottom] = boxOf(points);
  if (Math.max(right - left, bottom - top) < SHORT) {
    const gene = geneAt(c, points[0]);
    if (gene) tools.run(c.prefix, "select", [gene]);
    return;
  }
  const found = enclosed(c, shapeOf(points));
  tools.select(c, more ? [...c.selection, ...found] : found);
}

function listen(c) {
  const host = document.getElementById(c.prefix);
  if (!host || listening.has(host)) return;
  listening.add(host);
  let points = null;
  let more = false;
  const at = (event) => {
    const frame = host.getBoundingClientRect();
    const scale = frame.width / host.clientWidth || 1; // with larger type the whole page is enlarged
    return [(event.clientX - frame.left) / scale, (event.clientY - frame.top) / scale];
  };
  const ours = (event) => (event.shiftKey || armed.has(c.prefix)) && event.target.closest(`#${CSS.escape(c.prefix)}-graph`);
  const stop = (event) => { event.preventDefault(); event.stopPropagation(); };
  // In the capture phase: the view must not hear of it, or it would drag the picture.
  host.addEventListener("pointerdown", (event) => {
    if (event.button !== 0 || !ours(event) || !c.layout) return;
    stop(event);
    points = [at(event)];
    more = event.shiftKey;
    host.setPointerCapture(event.pointerId);
    outline(host).setAttribute("points", "");
    host.classList.add("lassoing");
  }, true);
  ["mousedown", "touchstart"].forEach((kind) => host.addEventListener(kind, (event) => { if (points) stop(event); }, { capture: true, passive: false }));
  host.addEventListener("pointermove", (event) => {
    if (!points) return;
    points.push(at(event));
    outline(host).setAttribute("points", shapeOf(points).map((p) => p.join(",")).join(" "));
  }, true);
  const release = (event) => {
    if (!points) return;
    stop(event);
    const line = points;
    points = null;
    host.classList.remove("lassoing");
    if (event.type === "pointerup") finish(c, line, more);
  };
  host.addEventListener("pointerup", release, true);
  host.addEventListener("pointercancel", release, true);
  host.addEventListener("keydown", (event) => {
    if (event.key === "Escape" && event.target === host && c.selection.size) { event.stopPropagation(); tools.run(c.prefix, "clear", []); }
  });
}

// The button "Select": without shift, for whoever has none.
function arm(prefix, on) {
  if (on) armed.add(prefix);
  else armed.delete(prefix);
  document.getElementById(prefix)?.classList.toggle("armed", on);
  return on;
}

export const lasso = { listen, arm, armed: (prefix) => armed.has(prefix) };
