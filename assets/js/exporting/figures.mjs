// What there is on the current page that can be saved, found in the document when somebody asks.
//
//   signdash.exporting.figures()               the pictures: [{ id, kind, title }]
//   signdash.exporting.files()                 the networks for other programs: [{ id, of, panel, title }]
//   signdash.exporting.tables()                the tables:   [{ id, title }]
//   signdash.exporting.capture(id, settings)   a Promise of { svg, title, caption, name, captured }: the picture as it will be
//                                              saved; captured is what the server made it from, captured.snapshot the
//                                              nodes and edges of a network
//   signdash.exporting.defaults                the settings: { width (mm), typeSize (pt), names, title, legend, caption,
//                                              transparent }, and height (mm) where the picture is for a slide
import { compare } from "../compare.mjs";
import { pictures } from "./own.mjs";
import { say } from "../language.mjs";
import { multiples } from "../multiples.mjs";
import { network } from "../network.mjs";
import { score } from "../score.mjs";
import { strip } from "../strip.mjs";
import { sideName } from "../titles.mjs";
import * as charts from "./charts.mjs";
import * as server from "./server.mjs";

const NETWORK = "network:";
const PANELS = "multiples:";
const DIFFERENCE = "difference:";
const CHART = "chart:";
const DRAWING = "drawing:";
const OWN = "own:";
const defaults = { width: 178, typeSize: 8, names: true, title: true, legend: true, caption: true, transparent: false };

const seen = (element) => Boolean(element) && element.checkVisibility({ visibilityProperty: true }) && element.clientWidth > 0;
const inPage = (element) => seen(element) && !element.closest("[role=dialog]");
const nameOf = (element) => {
  const named = element.closest("[aria-label]");
  return named ? named.getAttribute("aria-label").split(/[;；]/)[0].trim() : "";
};
const all = (selector) => [...document.querySelectorAll(selector)].filter(inPage);

// A chart keeps the id it got when it was first found, as long as it is on the page.
let counted = 0;
function idOf(element, kind) {
  const own = element.closest("[id]")?.querySelector(".js-plotly-plot, svg[data-export-title]") === element
    ? element.closest("[id]").id : "";
  if (!element.dataset.exportId) element.dataset.exportId = own || String((counted += 1));
  return kind + element.dataset.exportId;
}

const networks = () => all(".network-canvas").filter((host) => network.snapshot(host.id))
  .map((host) => ({ id: NETWORK + host.id, kind: "network", title: nameOf(host) }));

const panels = () => all(".multiples").filter((host) => multiples.snapshot(host.dataset.prefix))
  .map((host) => ({ id: PANELS + host.dataset.prefix, kind: "multiples", title: nameOf(host) }));

const differences = () => {
  const snapshot = compare?.snapshot?.();
  return snapshot ? [{ id: DIFFERENCE, kind: "difference",
    title: say("{b} against {a}", { a: sideName(snapshot.a, snapshot.across), b: sideName(snapshot.b, snapshot.across) }) }] : [];
};

const graphs = () => all(".js-plotly-plot").filter((graph) => graph._fullLayout && graph.data?.length)
  .map((graph) => ({ id: idOf(graph, CHART), kind: "chart", title: graph.layout.meta?.title || nameOf(graph), element: graph }));

const drawings = () => all("svg[data-export-title]")
  .map((svg) => ({ id: idOf(svg, DRAWING), kind: "drawing", title: svg.dataset.exportTitle, element: svg }));

// Pictures that the server draws from what a page says of them: pictures[kind]() gives { title, element,
// snapshot }, or null where there is none.
const own = () => Object.entries(pictures || {})
  .map(([kind, find]) => ({ id: OWN + kind, kind, ...find() })).filter(({ element }) => element && inPage(element));

const found = () => [...networks(), ...panels(), ...differences(), ...graphs(), ...drawings(), ...own()];

// The networks in sight as files for other programs: [{ id, of, panel, title }]; of several side by side each.
const files = () => found().flatMap(({ id, kind, title }) => {
  if (kind === "network" || kind === "difference") return [{ id: "files:" + id, of: id, title }];
  if (kind !== "multiples") return [];
  const { panels: shown } = multiples.snapshot(id.slice(PANELS.length));
  return shown.map((panel, i) => ({ id: `files:${id}:${i}`, of: id, panel: i, title: [panel.title, panel.caption].filter(Boolean).join(" ") }));
});

const figures = () => found().map(({ id, kind, title }) => ({ id, kind, title }));

function subjectOf(prefix) {
  const what = prefix === "component-network" ? document.getElementById("components-what") : null;
  return what ? what.textContent : "";
}

// The sample a chart marks, if it marks one.
const marked = (graph) => (graph.closest(".score-plot") || graph.querySelector(":scope > .plot-ring")
  ? score.position : null);

// What must be known to read a figure rightly, as the card around it says (data-export-fact).
const factsOf = (element) => [...(element.closest("section, .card")?.querySelectorAll("[data-export-fact]") || [])]
  .filter(seen).map((sentence) => sentence.dataset.exportFact);

async function read(figure, settings) {
  const { id, kind, title, element } = figure;
  if (id.startsWith(OWN)) return { kind, snapshot: figure.snapshot };
  if (kind === "network") {
    const prefix = id.slice(NETWORK.length);
    return { kind, snapshot: network.snapshot(prefix), subject: subjectOf(prefix) };
  }
  if (kind === "multiples") return { kind, snapshot: multiples.snapshot(id.slice(PANELS.length)) };
  if (kind === "difference") return { kind, snapshot: compare.snapshot() };
  const legend = charts.legend(element);
  const facts = factsOf(element);
  if (kind === "drawing") return { kind, title, legend, facts, ...charts.drawing(element) };
  const around = { lines: legend.length, words: facts.join(" ") };
  const about = element.layout.meta?.caption || ""; // sign_dash/plots.py, captioned
  return { kind, title, about, legend, facts, sample: marked(element), score: marked(element) === null ? null : strip.between(), ...(await charts.chart(element, settings, around)) };
}

async function captured(id, settings = {}) {
  const figure = found().find((one) => one.id === id);
  if (!figure) throw new Error(say("This picture is no longer on the page; open it, then export again."));
  return read(figure, { ...defaults, ...settings });
}

async function capture(id, settings = {}, tell = undefined) {
  const paper = { ...defaults, ...settings };
  const taken = await captured(id, paper);
  const { text, title, caption, name, names } = await server.ask("picture", { captured: taken, paper, format: "svg" }, tell);
  return { svg: text, title, caption, name, names, captured: taken, snapshot: taken.snapshot };
}

// Dark colour → its light twin, as sign_dash/export/panel.py gives them.
let known = null;
function twins() {
  known = known || JSON.parse(document.getElementById("export-inside").dataset.twins);
  // A colour may be a dark token and a light one: in light figures nothing is to be replaced.
  return document.documentElement.dataset.scheme === "dark" ? known : {};
}

function gridApi(wrapper) {
  for (let host = wrapper.closest("[id]"); host; host = host.parentElement?.closest("[id]")) {
    try {
      const api = dash_ag_grid.getApi(host.id.startsWith("{") ? JSON.parse(host.id) : host.id);
      if (api) return { id: host.id, api };
    } catch { /* not the element of a table: go on to the one around it */ }
  }
  return null;
}

const grids = () => all(".ag-root-wrapper").map((wrapper) => ({ wrapper, ...gridApi(wrapper) })).filter(({ api }) => api);

const tables = () => grids().filter(({ api }) => api.getDisplayedRowCount() > 0)
  .map(({ id, wrapper }) => ({ id, title: nameOf(wrapper) || id }));

const power = (value) => (typeof value === "number" ? 10 ** value : value);

// All columns of a table, and its rows as they are filtered and sorted on screen.
function table(id) {
  const grid = grids().find((one) => one.id === id);
  if (!grid) throw new Error(say("This table is no longer on the page; open it, then export again."));
  const { api, wrapper } = grid;
  // A column that has nothing to say is not shown (known.mjs); other hidden ones are part of the table.
  const columns = api.getColumns().filter((column) => column.getColId() !== "pair" || column.isVisible());
  const define = (column) => column.getColDef();
  const headers = columns.map((column) => define(column).headerName || define(column).field || column.getColId());
  const rows = [];
  api.forEachNodeAfterFilterAndSort((row) => {
    if (!row.data) return;
    rows.push(columns.map((column) => {
      const value = api.getCellValue({ rowNode: row, colKey: column }) ?? null;
      // A column that shows ten to its value says so (sign_dash/pages/regulators/tables.py): so does the file.
      return define(column).context?.shows === "power of ten" ? power(value) : value;
    }));
  });
  const sorted = columns.filter((column) => column.getSort())
    .sort((a, b) => (a.getSortIndex() ?? 0) - (b.getSortIndex() ?? 0))
    .map((column) => `${headers[columns.indexOf(column)]} (${column.getSort() === "asc" ? "ascending" : "descending"})`);
  const filters = Object.keys(api.getFilterModel() || {});
  const notes = [
    sorted.length ? `Sorted by ${sorted.join(", ")}.` : "",
    filters.length ? `Filtered: ${JSON.stringify(api.getFilterModel())}.` : "",
  ];
  return { name: nameOf(wrapper) || id, columns: headers, rows, notes };
}

export { figures, files, tables, table, capture, captured, defaults, twins };
