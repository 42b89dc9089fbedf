// Small multiples: several ranges of samples side by side, on plain canvases, with one layout, one zoom and one hover. The
// browser half of sign_dash/scene/multiples.py; the drawing, its places and cut-offs are those of the canvas of the prefix.
import { edges } from "./edges.mjs";
import { genes } from "./genes.mjs";
import { say } from "./language.mjs";
import { network } from "./network.mjs";
import { score } from "./score.mjs";
import { tint } from "./tint.mjs";
import { tools } from "./tools.mjs";
import { views } from "./views.mjs";
import { weights } from "./weights.mjs";

const CAPTION = 46; // px a panel's bar and words take
const GAP = 10;
const groups = new Map(); // prefix -> {host, panels, layout, drawn, view, hovered}

function group(prefix) {
  if (!groups.has(prefix)) groups.set(prefix, { prefix, panels: [], layout: [], drawn: [], view: null, hovered: -1 });
  return groups.get(prefix);
}

const inView = (g) => Boolean(g.host && g.host.isConnected && g.host.offsetParent);

// The panels of the page, with the network of each: its mean coefficients, what of them is shown.
function read(g) {
  const c = network.canvas(g.prefix);
  const shared = { drawing: c.drawing, halo: -1, layout: network.places(c) };
  g.layout = shared.layout;
  g.panels = [...g.host.querySelectorAll(".multiple")].map((figure) => {
    const first = Number(figure.dataset.first);
    const last = Number(figure.dataset.last);
    const filters = figure.dataset.filters || "";
    const samples = { first, last, kept: score.kept(filters, first, last) };
    const values = weights.values(c, samples);
    const shown = weights.shown(c, values);
    return {
      ...shared, figure, first, last, filters, values, shown, signs: weights.signs(values), names: new Map(),
      colours: tint.colours(c.drawing, samples),
      active: weights.activeNodes(c.drawing, shown), canvas: figure.querySelector("canvas"),
    };
  });
  // A gene without an edge in any panel is left out.
  const drawn = c.drawing.nodes.map((n, i) => !c.hidden.has(n.id) && (Boolean(n.focus) || g.panels.some((panel) => panel.active[i])));
  if (String(drawn) !== String(g.drawn)) g.view.renew(); // but nothing jumps where a gene was dragged
  g.drawn = drawn;
  g.panels.forEach((panel) => { panel.drawn = g.drawn; });
  g.panels.forEach(label);
}

function label(panel) {
  const n = panel.shown.reduce((sum, level) => sum + (level > 0), 0);
  const caption = panel.figure.querySelector(".multiple-text").textContent;
  const title = panel.figure.querySelector("b")?.textContent;
  panel.figure.querySelector(".multiple-picture").setAttribute("aria-label",
    [title, caption, say("{n} edges", { n: n.toLocaleString("en") })].filter(Boolean).join(", "));
}

const bounds = (g) => genes.boxOf(...[g.layout, network.canvas(g.prefix).drawing.nodes].map((list) => list.filter((_, i) => g.drawn[i])));

// As many panels in a row as make the pictures largest.
function arrange(g) {
  const [width, height] = [g.host.clientWidth, g.host.clientHeight];
  const n = g.panels.length;
  if (!width || !n) return;
  const box = bounds(g);
  let best = { columns: 1, zoom: -1 };
  for (let columns = n; columns >= 1; columns--) {
    const rows = Math.ceil(n / columns);
    const zoom = views.zoomFor(box, (width - GAP * (columns - 1)) / columns, (height - GAP * (rows - 1)) / rows - CAPTION);
    if (zoom > best.zoom * 1.06) best = { columns, zoom };
  }
  g.host.style.setProperty("--columns", width < 560 ? 1 : best.columns);
}

// All panels at the zoom of the first, whatever the grid makes of a pixel.
function measure(g, panel) {
  genes.measure(panel, g.view.of(g.panels[0].canvas));
  panel.shapes = edges.measure(panel.drawing, panel.places);
}

function paint(g) {
  if (!inView(g) || !g.panels.length) return;
  const c = network.canvas(g.prefix);
  const hovered = (i) => i === g.hovered;
  const lit = (i) => hovered(i) || c.drawing.nodes[i].id === c.marked?.gene || c.selection.has(c.drawing.nodes[i].id);
  g.panels.forEach((panel) => {
    measure(g, panel);
    const pen = views.penOf(panel.canvas, panel.at, panel.scale);
    edges.paint(pen, panel);
    genes.paint(pen, panel, genes.lit(lit));
    panel.names = genes.letter(pen, panel, hovered);
  });
  g.painted = (g.painted || 0) + 1;
}

// Where the current sample is among the panels.
function playhead(g) {
  const at = score.position;
  g.panels.forEach(({ figure, first, last }) => {
    const here = at >= first && at <= last;
    figure.classList.toggle("here", here);
    figure.style.setProperty("--at", here ? (at - first + 0.5) / (last - first + 1) : 0);
  });
}

// All of it anew: another drawing, cut-off, colour, or the panels have come into view.
function refresh(g) {
  if (!inView(g) || !network.canvas(g.prefix).drawing) return;
  read(g);
  arrange(g);
  playhead(g);
  g.view.soon();
}

function over(g, x, y, canvas) {
  const panel = g.panels.find((one) => one.canvas === canvas);
  const node = panel && panel.places ? genes.over(panel, x, y) : -1;
  return node < 0 ? null : { gene: panel.drawing.nodes[node].id, node };
}

// Pointer, wheel and keys, once for each element.
function listen(g) {
  g.view = views.shared(g.host, {
    canvases: () => g.panels.map((panel) => panel.canvas), box: () => bounds(g), paint: () => paint(g),
    over: (x, y, zoom, canvas) => over(g, x, y, canvas),
    hover(found) {
      const node = found ? found.node : -1;
      if (node !== g.hovered) { g.hovered = node; g.view.soon(); }
    },
    pick: (found) => { if (found) dash_clientside.set_props(g.prefix + "-picked", { data: { gene: found.gene } }); },
    ...(document.getElementById(g.prefix) ? { // beside a canvas, which keeps where genes are dragged
      places: () => g.layout,
      drop: (node) => tools.dragged(network.canvas(g.prefix), g.panels[0].drawing.nodes[node].id, g.layout[node]),
    } : {}),
  });
  g.host.addEventListener("click", (event) => {
    const button = event.target.closest(".multiple-alone");
    if (!button) return;
    const { first, last } = button.closest(".multiple").dataset;
    score.spread(Number(first), Number(last));
    g.host.dispatchEvent(new CustomEvent("alone", { bubbles: true }));
  });
  new ResizeObserver(() => { if (g.host.clientWidth) refresh(g); }).observe(g.host);
}

function mounted(prefix) {
  const g = group(prefix);
  const host = document.getElementById(prefix + "-multiples");
  if (host && g.host !== host) { g.host = host; listen(g); }
  return g;
}

score.onMove(() => groups.forEach((g) => { if (inView(g)) playhead(g); }));

export const multiples = {
  // What an export needs to repeat the panels: shared nodes, and for each panel its caption and its edges.
  snapshot(prefix) {
    const g = groups.get(prefix);
    if (!g || !inView(g) || !g.panels.length) return null;
    g.panels.forEach((panel) => measure(g, panel));
    const c = network.canvas(prefix);
    const d = c.drawing;
    return {
      cutoff: c.cutoff, line: d.line, reach: d.reach, colourBy: d.colourBy, sizeBy: d.sizeBy, scale: d.scale,
      drawn: d.sources.length, candidates: d.candidates, columns: Number(getComputedStyle(g.host).getPropertyValue("--columns")),
      legend: edges.samples(d),
      panels: g.panels.map((panel) => ({
        first: panel.first,
        last: panel.last,
        filters: panel.filters,
        title: panel.figure.querySelector("b")?.textContent || "",
        caption: panel.figure.querySelector(".multiple-text").textContent,
        colours: panel.figure.querySelector(".multiple-bar").style.background,
        nodes: d.nodes
          .map((n, i) => ({
            ...n, ...panel.places[i], colour: panel.colours[i], active: panel.active[i], label: panel.names.has(n.id),
            side: panel.names.get(n.id)?.side || null,
          }))
          .filter((_, i) => g.drawn[i]),
        edges: edges.report(panel, panel.values),
      })),
    };
  },
  refresh: (prefix) => refresh(mounted(prefix)),
  refreshAll: () => groups.forEach(refresh),
  fit(prefix) { group(prefix).view?.fit(); },
  group,
  clientside: {
    draw(drawing, cutoff, hidden, children, prefix) {
      network.take(prefix, drawing, cutoff);
      const g = mounted(prefix);
      g.view?.fit();
      setTimeout(() => refresh(g), 0); // once React has shown the panels
      return dash_clientside.no_update;
    },
  },
};
