// The three pictures of the page Compare: A, B and their signed difference, in one layout and one view. Drawn from the
// store "compare-drawing" (sign_dash/pages/compare/drawing.py): columns A, B, B − A of one matrix, and the table's row of each edge.
// The difference's lines are those of compare-lines.mjs; panels A and B are networks as everywhere. A gene dragged in one
// picture moves in all three; where it lies is the store "compare-places".
import { compareLines } from "./compare-lines.mjs";
import { edges } from "./edges.mjs";
import { genes } from "./genes.mjs";
import { hits } from "./hits.mjs";
import { known } from "./known.mjs";
import { say } from "./language.mjs";
import { network } from "./network.mjs";
import { signed } from "./tables.mjs";
import { tools } from "./tools.mjs";
import { views } from "./views.mjs";
import { weights } from "./weights.mjs";

const COLUMN = { a: 0, b: 1, difference: 2 };
const c = {
  prefix: "compare", pins: {}, placed: null, // as the canvases of tools.mjs
  drawing: null, layout: [], panels: [], view: null, kinds: null, hovered: null, picked: null, host: null,
};

const inView = () => Boolean(c.host && c.host.isConnected && c.host.offsetParent);
const subject = (drawing) => network.subject(drawing);

// The view chosen by hand stays while only sides or strength change.
function take(drawing) {
  if (c.drawing === drawing) return;
  if (c.view) c.view.renew();
  if (c.view && subject(c.drawing) !== subject(drawing)) c.view.fit();
  c.drawing = drawing;
  c.hovered = null;
  c.weights = drawing && weights.decode(drawing.weights);
}

// What each panel shows: the width level of every edge (0 = not there, or its kind is hidden), signs, genes with edges.
function read() {
  const d = c.drawing;
  c.layout = network.places(c);
  const hidden = (e) => c.kinds && !c.kinds.includes(d.rows[e].category);
  const halo = d.rows.findIndex((row) => c.picked?.regulator && row.id === `${c.picked.regulator}>${c.picked.target}`);
  c.panels = [...c.host.querySelectorAll(".compare-panel")].map((figure) => {
    const name = figure.dataset.panel;
    const values = weights.values({ drawing: d, weights: c.weights }, { first: COLUMN[name], last: COLUMN[name] });
    const limit = name === "difference" ? 0 : Math.fround(d.cutoff);
    const shown = weights.levels({ drawing: d, limit }, values);
    shown.forEach((level, e) => { if (hidden(e)) shown[e] = 0; });
    return {
      name, figure, drawing: d, layout: c.layout, values, shown, halo, signs: weights.signs(values),
      active: weights.activeNodes(d, shown), canvas: figure.querySelector("canvas"), names: new Map(),
    };
  });
  c.panels.forEach(label);
}

function label(panel) {
  const { rows } = c.drawing;
  const counted = (level, e) => level > 0 && (panel.name !== "difference" || rows[e].category !== "steady");
  const n = panel.shown.reduce((sum, level, e) => sum + counted(level, e), 0);
  const title = panel.figure.querySelector("b").textContent;
  const caption = panel.figure.querySelector(".compare-caption").textContent;
  panel.edges = n;
  const count = panel.name === "difference"
    ? say("{n} changes", { n: n.toLocaleString("en") }) : say("{n} edges", { n: n.toLocaleString("en") });
  panel.canvas.parentElement.setAttribute("aria-label", [title, caption, count].filter(Boolean).join(", "));
}

// ---- Painting -------------------------------------------------------------------------------------------------

function paint() {
  if (!inView() || !c.drawing) return;
  const named = (i) => [c.hovered?.gene, c.picked?.gene].includes(c.drawing.nodes[i].id);
  c.panels.filter((panel) => panel.canvas.clientWidth).forEach((panel) => {
    genes.measure(panel, c.view.of(panel.canvas));
    panel.shapes = edges.measure(panel.drawing, panel.places);
    const pen = views.penOf(panel.canvas, panel.at, panel.scale);
    if (panel.name === "difference") compareLines.paint(pen, panel);
    else edges.paint(pen, panel);
    genes.paint(pen, panel, genes.lit(named));
    panel.names = genes.letter(pen, panel, named);
  });
  c.painted = (c.painted || 0) + 1;
}

// ---- The pointer ----------------------------------------------------------------------------------------------

// The gene or the edge at a point of the drawing, in the panel of that canvas.
function over(x, y, zoom, canvas) {
  const panel = c.panels.find((one) => one.canvas === canvas);
  if (!panel || !panel.shapes) return null;
  const node = genes.over(panel, x, y);
  if (node >= 0) return { gene: panel.drawing.nodes[node].id, node };
  const shrunk = zoom / panel.scale;
  const edge = hits.edgeAt(panel, { x: x * shrunk, y: y * shrunk }, panel.scale);
  if (edge < 0) return null;
  const { regulator, target } = panel.drawing.rows[edge];
  return { regulator, target, edge };
}

function hover(found, event) {
  const before = c.hovered?.gene;
  c.hovered = found;
  if (before !== found?.gene && c.view) c.view.soon();
  const tip = c.host.parentElement.querySelector(".network-tooltip");
  tip.classList.toggle("shown", Boolean(found));
  c.host.classList.toggle("over-something", Boolean(found));
  if (!found) return;
  const area = c.host.parentElement.getBoundingClientRect();
  tip.textContent = found.gene || said(c.drawing.rows[found.edge]);
  const half = tip.offsetWidth / 2 + 4;
  tip.style.left = `${Math.max(half, Math.min(area.width - half, event.clientX - area.left))}px`;
  tip.style.top = `${event.clientY - area.top}px`;
}

function said(row) {
  const arrow = (row.meanB || row.meanA) < 0 ? "⊣" : "→";
  const number = (value) => (value === 0 ? "0" : signed(value));
  const text = `${row.regulator} ${arrow} ${row.target}  A ${number(row.meanA)}  B ${number(row.meanB)}  B − A ${number(row.difference)}`;
  return [text, known.words(row.regulator, row.target)].filter(Boolean).join("  ");
}

function mount() {
  const host = document.getElementById("compare-pictures");
  if (!host || c.host === host) return;
  c.host = host;
  c.view = views.shared(host, {
    canvases: () => c.panels.map((panel) => panel.canvas).filter((canvas) => canvas.clientWidth),
    box: () => genes.boxOf(c.layout, c.drawing.nodes), paint, hover, over: (...at) => (c.drawing ? over(...at) : null),
    places: () => c.layout,
    drop: (node) => tools.dragged(c, c.drawing.nodes[node].id, c.layout[node]),
    pick: (found) => dash_clientside.set_props("compare-picked", {
      data: found && (found.gene ? { gene: found.gene } : { regulator: found.regulator, target: found.target }),
    }),
  });
}

function refresh() {
  mount();
  if (!c.host || !c.drawing) return;
  read();
  c.view.soon();
}

// ---- What an export is told; see `snapshot` in compare.mjs -------------------------------------------------------

function report() {
  if (!inView() || !c.drawing || !c.panels.length) return null;
  const sight = c.panels.filter((panel) => panel.canvas.clientWidth && panel.shapes);
  return sight.map((panel) => ({
    panel: panel.name,
    title: panel.figure.querySelector("b").textContent,
    ...drawn(panel),
  }));
}

// The network of a panel, its edges as they run among genes that do not shrink with the picture.
function drawn(panel) {
  const shapes = edges.measure(c.drawing, c.layout);
  const shown = [...panel.shown.keys()].filter((e) => panel.shown[e]);
  return { nodes: genesOf(panel), edges: shown.map((e) => reported(panel, e, shapes[e])) };
}

const genesOf = (panel) => c.drawing.nodes.map((n, i) => ({
  id: n.id, role: n.role, focus: n.focus, size: n.size, colour: n.colour, ...c.layout[i], active: panel.active[i],
  label: panel.names.has(n.id), side: panel.names.get(n.id)?.side || null,
}));

function reported(panel, e, s) {
  const d = panel.drawing;
  const { regulator, target, category } = d.rows[e];
  const level = panel.shown[e];
  const looks = panel.name === "difference" ? compareLines.report(d, s, compareLines.style(panel, e))
    : edges.plain(d, s, { activates: panel.signs[e] > 0, width: d.widths[level], opacity: d.opacities[level] });
  return { regulator, target, coefficient: panel.values[e], ...looks, category, ...edges.knownPart(d, e, s, d.widths[level]) };
}

known.onChange(() => { if (inView() && c.view) c.view.soon(); });

export const comparePictures = {
  show(drawing, kinds, shows) {
    mount();
    if (!c.host) return;
    c.kinds = kinds;
    c.host.dataset.shows = shows;
    take(drawing);
    if (drawing) refresh();
  },
  arrange(placed) {
    c.placed = placed || null;
    refresh();
  },
  reset() {
    tools.forget(c);
    if (c.view) c.view.fit();
  },
  mark(picked) {
    c.picked = picked;
    refresh();
  },
  caption(name, text) {
    const caption = document.querySelector(`.compare-panel[data-panel="${name}"] .compare-caption`);
    caption.textContent = caption.title = text;
  },
  refresh,
  fit() { if (c.view) c.view.fit(); },
  report,
  network: () => drawn(c.panels.find((panel) => panel.name === "difference")),
  samples: () => ({ heads: edges.samples(c.drawing), changes: compareLines.samples(c.drawing) }),
  picture: c,
};
