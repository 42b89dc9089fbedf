// Explore's callbacks in the browser: table rows, the selection's way between canvas, table and inspector.
import { mantineFunctions, optionsOf } from "./furniture.mjs";
import { say } from "./language.mjs";
import { lasso } from "./lasso.mjs";
import { multiples } from "./multiples.mjs";
import { network } from "./network.mjs";
import { notices } from "./notices.mjs";
import { tables } from "./tables.mjs";
import { tools } from "./tools.mjs";

const NETWORK = "network";
const nothing = () => dash_clientside.no_update;
// What a table is told to select, unless it is selected there already: saying it again would set off what hears of it.
function selecting(ids, now, key) {
  const held = Array.isArray(now) ? now.map((row) => row[key]) : now?.ids || [];
  return ids.length === held.length && ids.every((id) => held.includes(id)) ? nothing() : { ids };
}
const same = (a, b) => JSON.stringify({ ...a, from: 0 }) === JSON.stringify({ ...b, from: 0 });

function asked(trigger) {
  const id = trigger.prop_id.slice(0, trigger.prop_id.lastIndexOf("."));
  if (id === NETWORK + "-picked") return trigger.value ? { ...trigger.value, from: "canvas" } : { from: "canvas" };
  if (id === "edge-table") {
    const row = trigger.value && trigger.value[0];
    return row && row.regulator ? { regulator: row.regulator, target: row.target, from: "table" } : null;
  }
  if (!trigger.value) return null; // a button that has just been drawn, not clicked
  const named = JSON.parse(id);
  delete named.type;
  return { ...named, from: "inspector" };
}

// What the menu, the chips and the inspector can do with genes here, besides what every canvas can.
function offered({ genes, c }) {
  const focus = c.drawing ? c.drawing.nodes.slice(0, c.drawing.focus).map((n) => n.id) : [];
  const ask = (name) => () => dash_clientside.set_props("explore-action", { data: { name, genes, asked: performance.now() } });
  const all = genes.every((gene) => focus.includes(gene));
  const made = [];
  if (!all) made.push({ name: "focus", label: say("Add to focus"), chip: genes.length > 1 && say("add to focus"), run: ask("focus") });
  if (genes.length === 1 && (focus.length !== 1 || !all)) made.push({ name: "alone", label: say("Only this gene"), run: ask("alone") });
  made.push({ name: "neighbours", label: say("Add with neighbours"), run: ask("neighbours") });
  if (all && focus.length > genes.length) made.push({ name: "unfocus", label: say("Remove from focus"), run: ask("unfocus") });
  const ends = genes.length === 2 ? genes : genes.length === 1 && c.selection.size === 1 ? [...c.selection, genes[0]] : [];
  if (ends.length === 2 && ends[0] !== ends[1]) {
    made.push({
      name: "path", chip: genes.length === 2 && say("path"), run: () => pathBetween(ends),
      label: say("Path from {start} to {end}", { start: ends[0], end: ends[1] }),
    });
  }
  if (genes.length > 1) made.push({ name: "functions", label: say("What they have in common"), chip: say("in common"), run: functions });
  return made;
}

function task(name) {
  dash_clientside.set_props("explore-side", { value: "genes" });
  dash_clientside.set_props("explore-tasks", { value: name });
}

// From the one that regulates anything to the other; where both do, in the order in which they were selected.
function pathBetween([one, other]) {
  const starts = new Set(optionsOf("path-from"));
  const ends = new Set(optionsOf("path-to"));
  const turned = !(starts.has(one) && ends.has(other)) && starts.has(other) && ends.has(one);
  const [start, end] = turned ? [other, one] : [one, other];
  if (!starts.has(start) || !ends.has(end)) {
    notices.notice(say("A path leads from a regulator to a target; none is possible between these two genes."));
    return;
  }
  task("path");
  dash_clientside.set_props("path-from", { value: start });
  dash_clientside.set_props("path-to", { value: end });
}

const functions = () => task("functions");

tools.offer(NETWORK, offered);

// A range drawn alone is one picture.
document.addEventListener("alone", (event) => {
  if (/** @type {HTMLElement} */ (event.target).dataset.prefix === NETWORK) dash_clientside.set_props("explore-picture", { value: "one" });
});

export const clientside = {
  // The study knows now how sure its edges are: the same view, shown anew.
  anew(job) {
    if (job) location.reload();
    return nothing();
  },
  // Edges and genes of the two tables.
  rows(position, drawing, cutoff, range, hidden, top) {
    tools.filter(NETWORK, hidden, top);
    const read = () => {
      const rows = network.rows(NETWORK, drawing, cutoff);
      return [rows, network.genes(NETWORK, rows)];
    };
    const painted = drawing && network.painted(NETWORK, drawing);
    return painted ? painted.then(read) : read(); // a new picture first, then what is said of it
  },
  // Both ends of a path, and among which edges to look for it; nothing while an end is missing.
  askPath(from, to, sample, range, between, rows, filters, before) {
    if (from && to && typeof sample === "number") {
      return { from, to, sample, range: range || null, filters: filters || "", score: range ? null : between ?? null, rows: rows || [] };
    }
    return before ? null : nothing();
  },
  top: (count, of) => (of === "here" && Number(count) > 0 ? Number(count) : 0),
  // One picture of the current sample or range, or the ranges side by side.
  picture(chosen) {
    setTimeout(() => { network.shown(); network.tell(NETWORK); }, 0);
    return [chosen !== "one", chosen !== "five"];
  },
  // Rows ticked by hand; the selection may hold genes that are not drawn now.
  ticked(rows) {
    const c = network.canvas(NETWORK);
    if (!c.drawing || !Array.isArray(rows)) return nothing();
    const chosen = new Set(rows.map((row) => row.gene));
    const listed = new Set(c.drawing.nodes.map((n) => n.id));
    const wanted = [...[...c.selection].filter((gene) => chosen.has(gene) || !listed.has(gene) || c.hidden.has(gene)), ...chosen];
    const unique = [...new Set(wanted)];
    if (unique.length !== c.selection.size || unique.some((gene) => !c.selection.has(gene))) tools.select(c, unique);
    return nothing();
  },
  tick(selection, rows, ticked) {
    const listed = new Set((rows || []).map((row) => row.gene));
    return selecting((selection || []).filter((gene) => listed.has(gene)), ticked, "gene");
  },
  path(genes) {
    network.highlight(NETWORK, genes || []);
    return nothing();
  },
  lasso() {
    const button = document.getElementById("explore-lasso");
    button.setAttribute("aria-pressed", String(lasso.arm(NETWORK, !lasso.armed(NETWORK))));
    return nothing();
  },
  // The genes a typed name may mean light up in the drawing.
  light(typed) {
    const c = network.canvas(NETWORK);
    const drawn = c.drawing ? c.drawing.nodes.map((n) => ({ label: n.id, value: n.id })) : [];
    const found = typed && typed.trim().length > 1
      ? mantineFunctions.nearestNameFirst({ options: drawn, search: typed, limit: 12 }) : [];
    tools.light(NETWORK, found.map((option) => option.value));
    return nothing();
  },
  pick(canvas, rows, edges, genes, path, picked) {
    const { triggered } = dash_clientside.callback_context;
    // The page has just been opened, perhaps from another one that picked a gene: that stays.
    if (triggered.length > 1 && !triggered.some((trigger) => trigger.value)) return nothing();
    const next = triggered.map(asked).find((one) => one && !same(one, picked || {}));
    if (next) dash_clientside.set_props("picked", { data: next });
    return nothing();
  },
  show(picked) {
    network.mark(NETWORK, picked);
    const chosen = picked && (picked.gene || picked.regulator);
    return chosen && picked.from !== "table" ? "selected" : dash_clientside.no_update;
  },
  select(picked, rows, selected) {
    const id = picked && picked.regulator ? `${picked.regulator}>${picked.target}` : null;
    const found = id && rows.some((row) => row.id === id) ? id : null;
    tables.hold("edge-table", found);
    return selecting(found ? [found] : [], selected, "id");
  },
  fit() {
    network.fit(NETWORK);
    multiples.fit(NETWORK);
    return nothing();
  },
  reset() {
    network.reset(NETWORK);
    multiples.refresh(NETWORK);
    return nothing();
  },
};
