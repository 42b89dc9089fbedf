// A chart as SVG, light on white whatever the scheme on screen, at the width it is to have on paper.
import * as figures from "./figures.mjs";

const POINTS_PER_MM = 72 / 25.4;
const ROW = 12.5; // px a row of a chart with named rows has at least
const SHARPNESS = 600; // dots per inch of a heat map's cells

// tick: px of the tick labels on screen, which on paper get the size of type that is asked for. rim: of the page, points at
// most and share of the width. family: of the letters. The server has them (sign_dash/theme.py, scene/paper).
let known = null;
const paper = () => (known ||= JSON.parse(document.getElementById("export-inside").dataset.paper));

// The pixels the chart is laid out in: as many as make its letters as large on paper as they are to be.
function innerWidth(settings) {
  const points = settings.width * POINTS_PER_MM;
  const { rim: [most, share], tick } = paper();
  return (points - 2 * Math.min(most, share * points)) * (tick / settings.typeSize);
}

// Dark tokens become their light twins wherever they stand in a figure.
function lightened(value, twins, key) {
  if (typeof value === "string") return key === "family" ? paper().family : twins[value.toLowerCase()] || value;
  if (!value || typeof value !== "object" || ArrayBuffer.isView(value)) return value;
  if (Array.isArray(value)) {
    return value.length > 2 && value.every((one) => typeof one === "number") ? value : value.map((inner) => lightened(inner, twins, key));
  }
  return Object.fromEntries(Object.entries(value).map(([name, inner]) => [name, lightened(inner, twins, name)]));
}

function plain(trace) {
  if (trace.type === "scattergl") return { ...trace, type: "scatter" }; // it would be a bitmap
  if (trace.type === "heatmap") return { ...trace, xgap: 0, ygap: 0 }; // cell by cell, so that it can be made sharp
  return trace;
}

// What lies over a graph on screen (the playhead, the dot, the ring) becomes part of the figure.
function overlays(graph) {
  const { xaxis, yaxis } = graph._fullLayout;
  if (!xaxis || !yaxis) return { shapes: [], traces: [] };
  const area = graph.getBoundingClientRect();
  const shapes = [];
  const traces = [];
  for (const mark of graph.querySelectorAll(":scope > .plot-playhead, :scope > .plot-dot, :scope > .plot-ring")) {
    if (mark.hidden || !mark.checkVisibility()) continue;
    const box = mark.getBoundingClientRect();
    const x = xaxis.p2l(box.left + box.width / 2 - area.left - xaxis._offset);
    if (mark.classList.contains("plot-playhead")) {
      const k = mark.dataset.axis || ""; // of a panel among several
      const axis = graph._fullLayout[`xaxis${k}`];
      const at = axis.p2l(box.left - area.left - axis._offset);
      shapes.push({ type: "line", xref: `x${k}`, yref: mark.dataset.axis === undefined ? "paper" : `y${k} domain`, x0: at, x1: at, y0: 0, y1: 1,
        line: { color: "#1b2430", width: 1.4, dash: "4px,3px" } });
      continue;
    }
    const y = yaxis.p2l(box.top + box.height / 2 - area.top - yaxis._offset);
    const ring = mark.classList.contains("plot-ring");
    traces.push({ type: "scatter", x: [x], y: [y], mode: "markers", hoverinfo: "skip", showlegend: false,
      marker: { size: ring ? 12 : 8, symbol: ring ? "circle-open" : "circle", color: "#1b2430",
        line: { width: ring ? 2 : 1.5, color: ring ? "#1b2430" : "#ffffff" } } });
  }
  return { shapes, traces };
}

// The height a chart is laid out in: its own shape, or what a slide leaves beside the rim, the lines of its legend and
// the words beneath it.
function innerHeight(graph, settings, grown, { lines, words }) {
  if (!settings.height) return graph.clientHeight * grown;
  const size = settings.typeSize;
  const inRow = (settings.width * POINTS_PER_MM) / (size * 0.5);
  const below = settings.legend && lines ? size * (2.6 + 1.6 * lines) : 0;
  const sentence = settings.caption ? 0 : size * 1.4 * Math.ceil(words.length / inRow);
  return (settings.height * POINTS_PER_MM - 2 * paper().rim[0] - below - sentence) * (paper().tick / size);
}

const rowsOf = (graph) => Math.max(0, ...Object.entries(graph._fullLayout)
  .filter(([name, axis]) => /^yaxis\d*$/.test(name) && axis.type === "category")
  .map(([, axis]) => (axis._categories || []).length));

// A heat map comes as a bitmap of one pixel a cell: enlarged cell by cell, no reader of the file can blur it.
async function sharpen(root, gaps, pointsPerPixel) {
  const images = [...root.querySelectorAll(".heatmaplayer image, .hm image")];
  for (const element of images) {
    const source = element.getAttribute("href") || element.getAttribute("xlink:href");
    const image = new Image();
    image.src = source;
    await image.decode();
    const wide = Number(element.getAttribute("width")) * pointsPerPixel * (SHARPNESS / 72);
    const high = Number(element.getAttribute("height")) * pointsPerPixel * (SHARPNESS / 72);
    const across = Math.max(1, Math.min(Math.ceil(wide / image.naturalWidth), Math.floor(12000 / image.naturalWidth)));
    const down = Math.max(1, Math.min(Math.ceil(high / image.naturalHeight), Math.floor(12000 / image.naturalHeight)));
    const canvas = document.createElement("canvas");
    canvas.width = image.naturalWidth * across;
    canvas.height = image.naturalHeight * down;
    const pen = canvas.getContext("2d");
    pen.imageSmoothingEnabled = false;
    pen.drawImage(image, 0, 0, canvas.width, canvas.height);
    const gap = Math.round((gaps.y * down * image.naturalHeight) / Number(element.getAttribute("height")));
    if (gap && down > 3 * gap) {
      pen.fillStyle = "#ffffff"; // not clear: PDF has no half-covered pixels
      for (let row = 1; row < image.naturalHeight; row++) pen.fillRect(0, row * down - gap / 2, canvas.width, gap);
    }
    element.removeAttribute("href");
    element.setAttribute("xlink:href", canvas.toDataURL("image/png"));
  }
}

// A Promise of what the server needs to put a plotly graph on a page.
async function chart(graph, settings, around = { lines: 0, words: "" }) {
  const width = innerWidth(settings);
  const grown = width / graph.clientWidth;
  const rows = rowsOf(graph);
  const height = Math.max(innerHeight(graph, settings, grown, around), rows ? rows * ROW + 46 : 0, 90);
  const { shapes, traces } = overlays(graph);
  const twins = figures.twins();
  const data = [...graph.data.map((trace) => plain(lightened(trace, twins, ""))), ...traces];
  const layout = lightened(graph.layout, twins, "");
  Object.assign(layout, { width, height, autosize: false, paper_bgcolor: "rgba(0,0,0,0)", plot_bgcolor: "rgba(0,0,0,0)" });
  layout.shapes = [...(layout.shapes || []), ...shapes];
  layout.font = { ...layout.font, family: paper().family };
  const url = await Plotly.toImage({ data, layout, config: {} }, { format: "svg", width, height });
  const text = decodeURIComponent(url.slice(url.indexOf(",") + 1));
  const root = new DOMParser().parseFromString(text, "image/svg+xml");
  const heat = graph.data.find((trace) => trace.type === "heatmap");
  if (heat) await sharpen(root, { y: heat.ygap || 0 }, settings.typeSize / paper().tick);
  return { svg: new XMLSerializer().serializeToString(root.documentElement), width, height };
}

// "rgb(1, 2, 3)" as "#010203"; null where nothing would be seen.
function hex(colour) {
  const [r, g, b, a] = (colour.match(/[\d.]+/g) || []).map(Number);
  if (b === undefined || a === 0) return null;
  return `#${[r, g, b].map((c) => Math.round(c).toString(16).padStart(2, "0")).join("")}`;
}

function patch(element, style) {
  const stops = style.backgroundImage.match(/rgba?\([^)]*\)/g);
  if (stops) return { scale: stops.map(hex).filter(Boolean) };
  if (hex(style.backgroundColor)) return { patch: hex(style.backgroundColor) };
  if (parseFloat(style.borderTopWidth) > 0 && hex(style.borderTopColor)) return { line: hex(style.borderTopColor) };
  return null;
}

// The words and patches of one entry of a legend, one after the other.
function parts(node) {
  if (node.nodeType === Node.TEXT_NODE) {
    const words = node.textContent.replace(/\s+/g, " ").trim();
    return words ? [{ words, colour: hex(getComputedStyle(node.parentElement).color) }] : [];
  }
  if (node.nodeType !== Node.ELEMENT_NODE || !node.checkVisibility()) return [];
  const inner = [...node.childNodes].flatMap(parts);
  if (inner.length) return inner;
  const found = patch(node, getComputedStyle(node));
  return found ? [found] : [];
}

// The legend beside a picture on screen, in its light colours: the scheme is changed and put back before anything is
// painted.
function legend(element) {
  const card = element.closest("section, .card, figure, [data-export-card]") || element.parentElement;
  const box = card && card.querySelector("[role=note][class*=legend], [data-export-legend]");
  if (!box) return [];
  const root = document.documentElement;
  const scheme = root.dataset.scheme;
  root.dataset.scheme = "light";
  const entries = [...box.childNodes].map(parts).filter((entry) => entry.length);
  root.dataset.scheme = scheme;
  return entries;
}

// An SVG of a page's own, with the styles it has in light.
function drawing(svg) {
  const root = document.documentElement;
  const scheme = root.dataset.scheme;
  root.dataset.scheme = "light";
  const copy = svg.cloneNode(true);
  const [from, to] = [[svg, ...svg.querySelectorAll("*")], [copy, ...copy.querySelectorAll("*")]];
  const NAMES = ["fill", "stroke", "stroke-width", "stroke-dasharray", "stroke-linecap", "opacity", "fill-opacity",
    "stroke-opacity", "font-size", "font-weight", "text-anchor", "dominant-baseline", "visibility", "display"];
  from.forEach((element, i) => {
    const style = getComputedStyle(element);
    NAMES.forEach((name) => {
      const value = style.getPropertyValue(name);
      if (value) to[i].setAttribute(name, /^rgb/.test(value) ? hex(value) || "none" : value);
    });
    to[i].removeAttribute("class");
    to[i].removeAttribute("style");
  });
  root.dataset.scheme = scheme;
  const { width, height } = svg.getBoundingClientRect();
  copy.setAttribute("xmlns", "http://www.w3.org/2000/svg");
  const box = svg.viewBox.baseVal;
  const size = box && box.width ? box : { width, height };
  return { svg: new XMLSerializer().serializeToString(copy), width: size.width, height: size.height };
}

export { chart, legend, drawing };
