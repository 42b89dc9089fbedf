// Pairs of a regulator and a target that are published, from the file a person gave (sign_dash/gene_sets/evidence.py): a dot
// on their edge in every network, the column "Known pair" of every table of edges, a mark in every list of a gene's partners.
// A switch in the legends takes the dots off, in pictures that are exported too.
import { say } from "./language.mjs";
import { pages } from "./pages.mjs";

const SIGNS = ["unknown", "activation", "repression", "both"]; // as compute.read.KNOWN_SIGNS
const ARROWS = ["", "→", "⊣", "→⊣"];
const COLUMN = "pair"; // the column's id in every table
const TABLES = ["edge-table", "components-edge-table", "compare-edges", "regulators-ranking"];
const TABLE = ".ag-root-wrapper";
const LISTED = "[data-regulator][data-target]"; // what lists a pair outside of a table
const listeners = [];
let pairs = new Map(); // regulator -> Map(target -> {references, sign, arrow})
let source = "";
let sent = null;
let shown = true;
let marked = new WeakMap(); // drawing -> the places of its known edges

/** What is published of a pair; null where nothing is. @returns {Known | null} */
const of = (regulator, target) => pairs.get(regulator)?.get(target) || null;

/** The known edges of a drawing, as places in it; none where the dots are switched off. @param {Drawing} d @returns {number[]} */
function edgesOf(d) {
  if (!shown || !pairs.size) return [];
  if (!marked.has(d)) {
    marked.set(d, d.sources.flatMap((s, e) => (of(d.nodes[s].id, d.nodes[d.targets[e]].id) ? [e] : [])));
  }
  return marked.get(d);
}

/** @param {{ pairs: Record<string, Record<string, [number, number]>>, source: string } | null} data */
function take(data) {
  pairs = new Map(Object.entries(data ? data.pairs : {}).map(([regulator, targets]) => [
    regulator, new Map(Object.entries(targets).map(([target, [references, sign]]) => [target, { references, sign: SIGNS[sign], arrow: ARROWS[sign] }])),
  ]));
  source = data ? data.source : "";
  sent = data;
  marked = new WeakMap();
  tell();
  listed(document);
  showColumns();
  listeners.forEach((listener) => listener());
  return dash_clientside.no_update;
}

// For the style sheet: whether there is anything to mark, and whether it is marked.
function tell() {
  document.documentElement.dataset.known = pairs.size ? (shown ? "on" : "off") : "none";
}

function toggle() {
  shown = !shown;
  tell();
  listeners.forEach((listener) => listener());
}

// What a cell and a tooltip say of a pair.
function mark(regulator, target) {
  const found = of(regulator, target);
  return found ? ["●", found.references || "", found.arrow].filter(Boolean).join(" ") : "";
}

function words(regulator, target) {
  const found = of(regulator, target);
  return found ? say("known pair, {n} references", { n: found.references }) : "";
}

// ---- Tables and lists -------------------------------------------------------------------------------------------

async function showColumns() {
  for (const id of TABLES.filter((table) => document.getElementById(table))) {
    try {
      const api = await dash_ag_grid.getApiAsync(id);
      api.setColumnsVisible([COLUMN], pairs.size > 0);
      api.refreshCells({ columns: [COLUMN], force: true });
    } catch { /* the table has gone meanwhile */ }
  }
}

// A table that has just been drawn: once it answers.
let waiting = 0;
function later() {
  clearTimeout(waiting);
  waiting = window.setTimeout(showColumns, 50);
}

function listed(root) {
  root.querySelectorAll?.(LISTED).forEach(dress);
}

function dress(element) {
  const said = words(element.dataset.regulator, element.dataset.target);
  if (said) element.dataset.known = said;
  else delete element.dataset.known;
}

function watch() {
  listed(document);
  new MutationObserver((changes) => {
    if (!pairs.size) return;
    changes.forEach(({ type, target, addedNodes }) => {
      if (!(target instanceof HTMLElement)) return;
      if (type === "attributes") { if (target.matches(LISTED)) dress(target); return; }
      addedNodes.forEach((node) => {
        if (!(node instanceof HTMLElement)) return;
        if (node.matches(LISTED)) dress(node);
        listed(node);
        if (node.matches(TABLE) || node.querySelector(TABLE)) later();
      });
    });
  }).observe(document.body, { childList: true, subtree: true, attributes: true, attributeFilter: ["data-regulator", "data-target"] });
}

if (document.body) watch();
window.addEventListener(pages.SHOWN, later);
document.addEventListener("click", (event) => { if (event.target.closest?.(".legend-known")) toggle(); });

const references = (cell) => (cell ? Number(/\d+/.exec(cell)?.[0] || 0) + 1 : 0);

// What the tables of sign_dash/tables.py may call.
export const gridFunctions = { knownMark: mark, byReferences: (a, b) => references(a) - references(b) };

export const known = {
  of, edgesOf, take, words,
  onChange(listener) { listeners.push(listener); },
  get source() { return source; },
  /** What the server sent, for a file it makes; null where dots are switched off. */
  get sent() { return shown ? sent : null; },
  get any() { return pairs.size > 0 && shown; },
};
