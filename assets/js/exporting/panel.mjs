// The export panel (sign_dash/export/panel.py): its list, its preview, and what its two buttons do.
import { packed } from "../base64.mjs";
import { known } from "../known.mjs";
import { say } from "../language.mjs";
import { pages } from "../pages.mjs";
import { GLANCE, PATIENCE, settled, stands } from "../settled.mjs";
import * as figures from "./figures.mjs";
import * as png from "./png.mjs";
import * as server from "./server.mjs";

const PICTURE = ["SVG", "PDF", "PNG"];
const TABLE = ["XLSX", "CSV"];
const FILES = { "CX2": "cx2", "GraphML": "graphml", "SIF": "sif", "Edges": "edges", "Genes": "genes" };
const FEW = 6; // rows of a table's preview
let entries = [];
let chosen = null;
const formats = {}; // kind -> the format used last
let now = {}; // the settings as the controls have them
let asked = 0; // of the previews: only the last one asked for is shown
let timer;

const part = (name) => document.getElementById("export-" + name);
const nothing = () => dash_clientside.no_update;
const isPicture = (entry) => !["table", "files", "model"].includes(entry.kind);

const HINTS = {
  SVG: () => say("sharp at any size, text stays text"),
  PDF: () => say("vectors and text, fonts inside"),
  PNG: () => say("pixels, for slides and documents"),
  XLSX: () => say("with a second sheet on where the table comes from"),
  CSV: () => say("for any program"),
  CX2: () => say("Cytoscape and NDEx, as it looks here"),
  GraphML: () => say("Gephi, yEd, igraph, networkx"),
  SIF: () => say("regulator, sign, target: plain text"),
  Edges: () => say("regulator, target and the values of every edge as CSV"),
  Genes: () => say("every gene with role, edges, expression, position as CSV"),
};

// Everything that can be saved now, in the order of the page.
function listed() {
  const pictures = figures.figures();
  const files = figures.files().map((file) => ({ ...file, kind: "files" }));
  const tables = figures.tables().map(({ id, title }) => ({ id: "table:" + id, of: id, kind: "table", title }));
  return [...pictures, ...files, ...tables, ...models()];
}

// The tables of the model that the Components page shows.
function models() {
  const choice = document.getElementById("components-model");
  const stored = JSON.parse(part("inside").dataset.models);
  if (pages.at !== "components" || !choice || !stored.length) return [];
  const model = stored.includes(choice.value) ? choice.value : stored[0];
  return [
    { id: "model:loadings", kind: "model", model, table: "loadings", title: say("Loadings of every gene") },
    { id: "model:cores", kind: "model", model, table: "cores", title: say("Cores and predictions of every sample") },
  ];
}

const GROUPS = {
  pictures: () => say("Pictures"),
  files: () => say("Network for other programs"),
  tables: () => say("Tables"),
};
const groupOf = (entry) => (isPicture(entry) ? "pictures" : entry.kind === "files" ? "files" : "tables");

function writeList() {
  const list = part("list");
  list.replaceChildren();
  for (const [group, heading] of Object.entries(GROUPS)) {
    const members = entries.filter((entry) => groupOf(entry) === group);
    if (!members.length) continue;
    list.append(Object.assign(document.createElement("h3"), { textContent: heading() }));
    members.forEach((entry) => list.append(option(entry)));
  }
}

function option(entry) {
  const label = document.createElement("label");
  const input = Object.assign(document.createElement("input"), { type: "radio", name: "export-what", value: entry.id });
  input.checked = Boolean(chosen && chosen.id === entry.id);
  input.addEventListener("change", () => choose(entry));
  label.append(input, Object.assign(document.createElement("span"), { textContent: entry.title || entry.id }));
  return label;
}

const formatsOf = (entry) => (isPicture(entry) ? PICTURE : entry.kind === "files" ? Object.keys(FILES) : TABLE);
const kindOf = (entry) => (isPicture(entry) ? "picture" : entry.kind === "files" ? "files" : "table");

function choose(entry) {
  chosen = entry;
  const wanted = formatsOf(entry);
  const value = wanted.includes(formats[kindOf(entry)]) ? formats[kindOf(entry)] : wanted[0];
  dash_clientside.set_props("export-format", { data: wanted, value });
  now.format = value;
  arrange();
  preview();
}

// Only the controls that change something are shown.
function arrange() {
  const picture = Boolean(chosen) && isPicture(chosen);
  part("settings").hidden = !picture;
  part("dpi-part").hidden = now.format !== "PNG";
  const own = now.width === "own";
  for (const name of ["width-mm", "width-unit"]) {
    const element = part(name);
    (element.closest(".mantine-NumberInput-root") || element).hidden = !own;
  }
  part("format-hint").textContent = HINTS[now.format] ? HINTS[now.format]() : "";
  part("save").disabled = !chosen;
}

const settings = () => ({
  width: Number(now.width === "own" ? now.widthMm : now.width) || figures.defaults.width,
  typeSize: Number(now.typeSize) || figures.defaults.typeSize,
  ...Object.fromEntries(["names", "title", "legend", "caption"].map((name) => [name, (now.shown || []).includes(name)])),
  transparent: now.ground === "transparent",
});

function tell(sentence) { part("status").textContent = sentence || ""; }

// What was said of the picture before goes at once: a preview that comes late must not take away what was said since.
function preview() {
  tell("");
  clearTimeout(timer);
  timer = setTimeout(show, 120);
}

async function show() {
  const turn = (asked += 1);
  const stage = part("preview");
  if (!chosen) {
    stage.replaceChildren(Object.assign(document.createElement("p"), {
      className: "empty", textContent: stands() ? say("There is nothing on this page to save yet; choose genes on Explore, or open a chart.")
        : say("Reading the page …"),
    }));
    return;
  }
  stage.setAttribute("aria-busy", "true");
  const waiting = (sentence) => { if (turn === asked) stage.replaceChildren(words(sentence)); };
  try {
    const { content, note } = await previewed(waiting);
    if (turn === asked) {
      stage.replaceChildren(content);
      if (!part("status").textContent) tell(note); // what was saved meanwhile stays said
    }
  } catch (error) {
    if (turn === asked) { stage.replaceChildren(); tell(error.message); }
  }
  if (turn === asked) stage.removeAttribute("aria-busy");
}

// What is to be seen, and what is to be said of it below.
async function previewed(waiting) {
  if (isPicture(chosen)) return picturePreview(waiting);
  return { content: chosen.kind === "table" ? tablePreview() : await wordsPreview(), note: "" };
}

async function picturePreview(waiting) {
  const { svg, title, names } = await figures.capture(chosen.id, settings(), waiting);
  const image = new Image();
  image.alt = title;
  image.className = now.ground === "transparent" ? "export-image export-clear" : "export-image";
  image.src = URL.createObjectURL(new Blob([svg], { type: "image/svg+xml" }));
  await image.decode();
  image.addEventListener("load", () => URL.revokeObjectURL(image.src), { once: true });
  return { content: image, note: names };
}

function tablePreview() {
  const { columns, rows } = figures.table(chosen.of);
  const table = document.createElement("table");
  const line = (cells, tag) => {
    const row = document.createElement("tr");
    cells.forEach((cell) => row.append(Object.assign(document.createElement(tag), { textContent: shown(cell) })));
    return row;
  };
  table.append(line(columns, "th"), ...rows.slice(0, FEW).map((row) => line(row, "td")));
  const box = document.createElement("div");
  box.className = "export-table";
  box.append(table, words(say("{rows} rows, {columns} columns: as filtered and sorted on the page",
    { rows: rows.length.toLocaleString("en"), columns: columns.length })));
  return box;
}

const shown = (cell) => (typeof cell === "number" && !Number.isInteger(cell) ? String(Number(cell.toPrecision(4))) : String(cell ?? ""));
const words = (text) => Object.assign(document.createElement("p"), { className: "hint", textContent: text });

async function wordsPreview() {
  if (chosen.kind === "model") return words(say("The whole table of the model {model}.", { model: chosen.model }));
  const { snapshot, kind } = await figures.captured(chosen.of, settings());
  const { nodes, edges } = kind === "difference" ? snapshot.network : kind === "multiples" ? snapshot.panels[chosen.panel] : snapshot;
  const counted = { genes: nodes.length.toLocaleString("en"), edges: edges.length.toLocaleString("en") };
  return words(kind === "difference"
    ? say("{genes} genes and {edges} edges with their kind of change, the means of both sides, and their appearance on the page", counted)
    : say("{genes} genes and {edges} edges, with the positions, sizes and colours they have on the page", counted));
}

// One thing at a time; whatever goes wrong is said where the person looks.
async function busy(work) {
  const buttons = [part("save"), part("everything"), part("shared")];
  buttons.forEach((button) => { button.disabled = true; });
  tell(say("Writing …"));
  const before = server.turn.say;
  server.turn.say = (sentence) => tell(sentence || say("Writing …"));
  try {
    tell(await work());
  } catch (error) {
    tell(error.message);
  }
  server.turn.say = before;
  buttons.forEach((button) => { button.disabled = false; });
  part("save").disabled = !chosen;
}

async function saveOne() {
  const done = (name) => say("Saved {name}.", { name });
  const permalink = window.location.href;
  if (chosen.kind === "files") {
    const captured = await figures.captured(chosen.of, settings());
    const answer = await server.ask("network", { captured: { ...captured, panel: chosen.panel }, format: FILES[now.format] });
    server.save(answer);
    return done(answer.name);
  }
  if (chosen.kind === "table" || chosen.kind === "model") {
    const format = now.format.toLowerCase();
    const answer = chosen.kind === "table"
      ? await server.ask("table", { table: figures.table(chosen.of), format, permalink })
      : await server.ask("model", { model: chosen.model, table: chosen.table, format, permalink });
    server.save(answer);
    return done(answer.name);
  }
  if (now.format === "PDF") {
    const paper = settings();
    const answer = await server.ask("picture", { captured: await figures.captured(chosen.id, paper), paper, format: "pdf" });
    server.save(answer);
    return done(answer.name);
  }
  const picture = await figures.capture(chosen.id, settings());
  if (now.format === "SVG") {
    server.download(new Blob([picture.svg], { type: "image/svg+xml" }), picture.name);
    return done(picture.name);
  }
  const name = picture.name.replace(/\.svg$/, ".png");
  const { blob, dpi } = await png.paint(picture.svg, settings().width, Number(now.dpi));
  server.download(blob, name);
  return Math.round(dpi) < Number(now.dpi)
    ? say("Saved {name} at {dpi} dpi: the browser paints no larger picture.", { name, dpi: Math.round(dpi) })
    : done(name);
}

async function saveAll() {
  const paper = settings();
  const pictures = [];
  const all = entries.filter(isPicture);
  for (const [i, entry] of all.entries()) {
    tell(say("Picture {i} of {n} …", { i: i + 1, n: all.length }));
    const { svg, captured } = await figures.capture(entry.id, paper);
    const { blob } = await png.paint(svg, paper.width, Number(now.dpi) || 300);
    pictures.push({ captured, png: await packed(blob) });
  }
  tell(say("Writing …"));
  const answer = await server.ask("everything", {
    page: pages.at, permalink: window.location.href, paper, pictures,
    tables: entries.filter(({ kind }) => kind === "table").map(({ of }) => figures.table(of)),
    models: entries.filter(({ kind }) => kind === "model").map(({ model, table }) => ({ model, table })),
  });
  server.save(answer);
  return say("Saved {name}.", { name: answer.name });
}

// The whole study, for a browser without a server.
async function saveShared() {
  tell(say("Reading the networks …"));
  const answer = await server.ask("shared", { known: known.sent });
  server.save(answer);
  return say("Saved {name}.", { name: answer.name });
}

// What there is by now; what was chosen before stays chosen.
function read() {
  entries = listed();
  chosen = entries.find((entry) => chosen && entry.id === chosen.id) || entries[0] || null;
  writeList();
  if (chosen) choose(chosen);
  else { arrange(); preview(); }
}

// Lists what is drawn after the panel was opened: early, and once more when all of it is.
async function readOn() {
  for (const patience of [GLANCE, PATIENCE]) {
    try { await settled(patience); } catch { /* what there is by then */ }
    if (!part("list").checkVisibility()) return; // closed meanwhile
    const before = entries.map(({ id }) => id).join("\n");
    if (!chosen || listed().map(({ id }) => id).join("\n") !== before) read();
    if (stands()) return;
  }
}

export { settings };

export const clientside = {
  open() {
    read();
    tell("");
    if (!stands()) readOn();
    return true;
  },
  settings(format, width, widthMm, typeSize, dpi, ground, parts) {
    now = { format, width, widthMm, typeSize, dpi, ground, shown: parts };
    if (chosen) {
      formats[kindOf(chosen)] = format;
      if (part("list").isConnected && part("preview").checkVisibility()) { arrange(); if (isPicture(chosen)) preview(); }
    }
    return nothing();
  },
  // Tables that a page writes itself (sign_dash/export/own.py).
  save(file) {
    if (file) server.save({ type: "text/csv", ...file });
    return nothing();
  },
  one() { if (chosen) busy(saveOne); return nothing(); },
  everything() { busy(saveAll); return nothing(); },
  shared() { busy(saveShared); return nothing(); },
};
