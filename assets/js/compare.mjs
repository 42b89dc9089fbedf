// The browser half of sign_dash/pages/compare: the sides as texts and in words, what is asked of the server, the table's rows, the
// way of the selection, the way on to Explore. The pictures are drawn by compare-pictures.mjs.
import { comparePictures } from "./compare-pictures.mjs";
import { filters } from "./filters.mjs";
import { say } from "./language.mjs";
import { notices } from "./notices.mjs";
import { pages } from "./pages.mjs";
import { score } from "./score.mjs";
import { state } from "./state.mjs";
import { strip } from "./strip.mjs";
import { signed, tables } from "./tables.mjs";
import { sideName } from "./titles.mjs";

// What the tables of sign_dash/pages/compare/tables.py may call.
const compared = (value) => (value === null || value === undefined ? "–" : value === 0 ? "0" : signed(value));
function unsigned(value) {
  if (value === null || value === undefined) return "–";
  if (value === 0) return "0";
  return Math.abs(value) >= 0.01 ? value.toFixed(2) : Number(value.toPrecision(2)).toString();
}
function ChangeMark(props) {
  if (!props.value) return null;
  const mark = React.createElement("i", { className: `change-mark change-${props.value}`, "aria-hidden": "true", key: "mark" });
  return React.createElement("span", { className: `change-name change-${props.value}` }, [mark, props.words[props.value]]);
}

let answer = null; // the last one: what was compared

// "low:10" and its kin (compute.read_side), taken apart and put together.
const TEXTS = {
  low: (f) => (f.share > 0 && f.share <= 100 ? `low:${f.share}` : null),
  high: (f) => (f.share > 0 && f.share <= 100 ? `high:${f.share}` : null),
  ranks: (f) => (whole(f.first) && whole(f.last) && f.first <= f.last ? `ranks:${f.first}-${f.last}` : null),
  scores: (f) => (isNumber(f.from) && isNumber(f.to) && f.from <= f.to ? `scores:${f.from}..${f.to}` : null),
  group: (f) => (f.group ? `group:${f.group}` : null),
  sample: (f) => (f.sample ? `sample:${f.sample}` : null),
  score: (f) => (isNumber(f.at) ? `score:${f.at}` : null),
  here: () => "here",
};
const isNumber = (value) => typeof value === "number" && Number.isFinite(value);
const whole = (value) => isNumber(value) && value >= 1 && value <= score.count;

const FILTERED = ["low", "high", "ranks", "scores", "group"];

function parts(text) {
  const at = text.indexOf(":");
  return at < 0 ? [text, ""] : [text.slice(0, at), text.slice(at + 1)];
}

// The fields of a side's chooser for its text; what the text does not speak of stays.
function fieldsOf(text, fields) {
  const [base, within, without] = filters.taken(text);
  const [kind, rest] = parts(base);
  const found = { ...fields, kind, within, without };
  if (kind === "low" || kind === "high") found.share = Number(rest);
  if (kind === "ranks") [found.first, found.last] = rest.split("-").map(Number);
  if (kind === "scores") [found.from, found.to] = rest.split("..").map(Number);
  if (kind === "group") found.group = rest;
  if (kind === "sample") found.sample = rest;
  if (kind === "score") found.at = Number(rest);
  return found;
}

const minus = (text) => String(text).replaceAll("-", "−");

// A side in the reader's language, for its button.
const words = (text, chooser) => filters.words(baseWords(filters.taken(text)[0], chooser), text);

function baseWords(text, chooser) {
  const [kind, rest] = parts(text);
  const { low, high, score: name } = chooser.dataset;
  if (kind === "low" || kind === "high") return say("{end}, {share} %", { end: kind === "low" ? low : high, share: rest });
  if (kind === "ranks") {
    const [first, last] = rest.split("-");
    return say("ranks {first} to {last}", { first, last });
  }
  if (kind === "scores") {
    const [from, to] = rest.split("..");
    return say("{score} {low} to {high}", { score: name, low: minus(from), high: minus(to) });
  }
  if (kind === "group") return rest.replace("=", " = ");
  if (kind === "score") return `${name} ${minus(rest)}`;
  if (kind === "here") return say("current sample");
  return rest;
}

const number = (n) => n.toLocaleString("en");

// What of the answer stands on the page.
function tell() {
  const drawing = comparePictures.picture.drawing;
  const write = (id, text) => { document.getElementById(id).textContent = text; };
  const line = document.getElementById("compare-state");
  document.getElementById("compare-page").dataset.problem = String(Boolean(answer.problem));
  if (answer.problem) {
    line.textContent = answer.problem;
    line.setAttribute("role", "alert");
    ["status", "notes"].forEach((part) => write(`compare-${part}`, ""));
    return;
  }
  line.setAttribute("role", "status");
  document.getElementById("compare-page").dataset.same = String(answer.same);
  line.textContent = answer.same ? say("Both sides are the same networks: there is no difference.")
    : drawing && drawing.sources.length ? "" : say("No edge of these genes reaches this strength in A or B; lower the strength or add a gene.");
  write("compare-notes", answer.notes.join(" "));
  document.getElementById("compare-change").placeholder = String(Number(answer.change.toPrecision(3)));
  document.querySelectorAll(".change-count").forEach((span) => { span.textContent = number(answer.counts[span.dataset.category]); });
  document.querySelector(".compare-range").textContent = drawing
    ? say("width = |coefficient| and |B − A|, maximum from {n}", { n: Number(drawing.scale.toPrecision(2)) }) : "";
  for (const name of ["a", "b"]) {
    const side = answer[name];
    const where = sideName(side, answer.across);
    const edges = say("{n} edges in all", { n: number(answer.counts[name]) });
    comparePictures.caption(name, `${where} · ${side.size} · ${edges}`);
  }
}

function status() {
  const { drawing, panels } = comparePictures.picture;
  if (!drawing || !answer || answer.problem) return;
  const shown = panels.find((panel) => panel.name === "difference");
  const text = say("showing {n} of {all} changes", { n: number(shown ? shown.edges : 0), all: number(drawing.edgeCounts[2]) });
  const capped = drawing.sources.length < drawing.candidates
    ? say("drawn from the {n} largest of the {all} edges here, changed or not", { n: number(drawing.sources.length), all: number(drawing.candidates) }) : "";
  document.getElementById("compare-status").textContent = [text, clear(drawing, shown), capped].filter(Boolean).join(" · ");
}

// Of how many of the changes shown the band leaves out 0; nothing where they have none.
function clear({ rows }, shown) {
  if (!shown || !Number.isFinite(rows[0]?.low)) return "";
  const apart = rows.filter((row, e) => shown.shown[e] && row.category !== "steady" && (row.low > 0 || row.high < 0));
  return apart.length ? say("the bands of {n} exclude 0", { n: number(apart.length) }) : say("no band excludes 0");
}

// On to Explore: around the edge's genes or the gene, at a sample that has it, as strong as here.
/** @param {DOMStringMap} chosen of a button: an edge with its category, or a gene */
function open({ regulator, target, category, gene }) {
  const where = { lost: answer.a, gained: answer.b }[category];
  if (where && !answer.across) score.go(where.middle);
  state.lead("explore", { genes: gene ? [gene] : [...new Set([regulator, target])], strength: answer.strength });
  dash_clientside.set_props("picked", { data: gene ? { gene, from: "compare" } : { regulator, target, from: "compare" } });
}

document.addEventListener("click", (event) => {
  const button = event.target.closest && event.target.closest("#compare-open, #compare-around, .compare-pick");
  if (!button) return;
  const { regulator, target } = button.dataset;
  if (button.matches(".compare-pick")) dash_clientside.set_props("compare-picked", { data: { regulator, target } });
  else if (button.id === "compare-open") open(button.dataset);
  else dash_clientside.set_props("compare-genes", { value: [button.dataset.gene] });
});

// "only" beside a kind of change: that alone, and once it is alone all again.
document.addEventListener("click", (event) => {
  const button = event.target.closest?.(".only-this");
  if (!button) return;
  const all = [...document.querySelectorAll(".only-this")].map((one) => one.dataset.category);
  const shown = [...document.querySelectorAll(".compare-chips input:checked")].map((one) => one.value);
  const alone = shown.length === 1 && shown[0] === button.dataset.category;
  dash_clientside.set_props("compare-shown", { value: alone ? all : [button.dataset.category] });
});

// The other side gets this one's filters, and keeps its own samples.
document.addEventListener("click", (event) => {
  const button = event.target.closest?.(".same-filters");
  if (!button) return;
  const { from, to } = button.dataset;
  const [, within, without] = filters.taken(state.value(from.replace("-", ".")));
  const [base] = filters.taken(state.value(to.replace("-", ".")));
  if (FILTERED.includes(parts(base)[0])) dash_clientside.set_props(to, { data: filters.put(base, { within, without }) });
});

// Opened for the first time from another page, and not asked for otherwise: around the genes that Explore is around.
document.addEventListener("click", (event) => {
  if (!event.target.closest?.("#link-compare") || !pages.waiting("compare-genes")) return;
  const [name, { start }] = state.of("compare").find(([, control]) => control.key === "around");
  const genes = state.value("explore.genes");
  if (genes && genes.length && state.equal(state.value(name), start)) {
    state.want(new Map([[name, genes]]), null);
  }
}, true);

export const compare = {
  TEXTS, fieldsOf, words, tell, status, open,
  get answer() { return answer; },
  set answer(given) { answer = given; },
  // What an export needs to repeat the pictures; null where none is in sight.
  //   a, b       {title, size, caption, study}; caption in English, for files
  //   strength, change, scale (the |value| drawn at full width), counts (whole network), across (two studies), notes
  //   usual      the strength that counts unless a person says it; kinds: of change, those that are shown; shows: which pictures
  //   panels     those in sight, "difference", "a", "b": nodes (place, size, colour, role, focus, active, label) and
  //              edges: regulator, target, coefficient (B − A, or the side's mean), category, and how they are drawn
  //              (edges.mjs, compare-lines.mjs)
  //   legend     the kinds of change in English with an edge of each; heads: of what activates and what represses
  //   asked      the sides as texts, the other study; network: nodes and edges of B − A, also where it is not in sight
  snapshot() {
    const panels = comparePictures.report();
    if (!panels || !answer || answer.problem) return null;
    const { drawing } = comparePictures.picture;
    const meanings = {
      gained: "gained: in B only", lost: "lost: in A only", strengthened: "strengthened: in both, larger in B",
      weakened: "weakened: in both, smaller in B", flipped: "flipped: opposite signs", steady: "unchanged",
    };
    const { heads, changes } = comparePictures.samples();
    const legend = changes.map((edge) => ({ ...edge, meaning: meanings[edge.category] }));
    return {
      a: answer.a, b: answer.b, strength: answer.strength, usual: answer.usual, kinds: state.value("compare.kinds"), shows: state.value("compare.shows"), change: answer.change, scale: drawing.scale, counts: answer.counts,
      across: answer.across, notes: answer.notes, asked: answer.asked, network: comparePictures.network(), focus: drawing.nodes.slice(0, drawing.focus).map((n) => n.id), panels, legend, heads,
    };
  },
};

const nothing = () => dash_clientside.no_update;
const FIELDS = ["kind", "share", "first", "last", "from", "to", "group", "sample", "at", "within", "without"];
const same = (a, b) => JSON.stringify(a) === JSON.stringify(b);
const order = (row) => -Math.abs(row.difference);

// The settled sample in place of the current one.
function resolved(text, position, between) {
  if (text === "here" && typeof between === "number") return `score:${between}`;
  return text === "here" ? `sample:${strip.cohort.samples[position]}` : text;
}

window.addEventListener(pages.SHOWN, ({ detail }) => {
  if (detail === "compare") setTimeout(comparePictures.refresh, 0);
});

export const clientside = {
  // A side's text and its fields follow each other; whichever changed leads.
  side(text, ...rest) {
    const id = rest.pop();
    const given = Object.fromEntries(FIELDS.map((name, i) => [name, rest[i]]));
    const trigger = dash_clientside.callback_context.triggered[0];
    const led = trigger && trigger.prop_id.startsWith(`${id}-`) && !trigger.prop_id.endsWith(".data");
    const chooser = document.getElementById(`${id}-chooser`);
    const made = led && compare.TEXTS[given.kind] ? compare.TEXTS[given.kind](given) : null;
    const now = made ? (FILTERED.includes(given.kind) ? filters.put(made, given) : made) : text;
    const fields = led ? given : compare.fieldsOf(now, given);
    document.getElementById(`${id}-button`).textContent = compare.words(now, chooser);
    document.querySelectorAll(`#${id}-panel .side-fields`).forEach((row) => {
      row.hidden = !row.dataset.kinds.split(" ").includes(fields.kind);
    });
    return [now === text ? nothing() : now, ...FIELDS.map((name, i) => (same(fields[name], rest[i]) ? nothing() : fields[name]))];
  },
  swap(clicks, a, b) {
    if (document.getElementById("compare-study").value && compare.answer?.across) {
      notices.notice(say("The other study is always side B; open it to make it side A."));
      return nothing();
    }
    dash_clientside.set_props("compare-a", { data: b });
    dash_clientside.set_props("compare-b", { data: a });
    return nothing();
  },
  ask(opened, a, b, study, focus, reach, strength, change, position, between, before, last) {
    if (!opened || position === undefined || position === null) return nothing();
    if (before && pages.pageAt() !== "compare") return nothing(); // the slider moves for another page
    if (typeof strength !== "number" && before) strength = before.strength; // the field is being edited
    const asked = {
      a: resolved(a, position, between), b: resolved(b, position, between), study: study || null, focus, reach: Number(reach) || 1,
      strength: typeof strength === "number" && strength >= 0 ? strength : null,
      change: typeof change === "number" && change >= 0 ? change : null,
    };
    if (before && same(asked, before)) return nothing();
    // The strength the server chose itself has come back.
    if (last && before && before.strength === null && same(asked, { ...before, strength: last.strength })) return nothing();
    return asked;
  },
  waiting(asked) {
    if (!asked) return nothing();
    document.getElementById("compare-page").dataset.waiting = "true";
    document.getElementById("compare-status").textContent = say("comparing …");
    return nothing();
  },
  // Answer and drawing at once: of two callbacks the one that shows could run before the one that keeps the answer.
  show(given, drawing, kinds, shows) {
    if (given && given !== compare.answer) {
      compare.answer = given;
      document.getElementById("compare-page").dataset.waiting = "false";
      if (!given.problem && given.asked.strength === null) {
        dash_clientside.set_props("compare-strength", { value: given.strength });
      }
    }
    comparePictures.show(drawing, kinds, shows);
    if (!compare.answer) return nothing();
    compare.tell();
    comparePictures.refresh();
    compare.status();
    return nothing();
  },
  mark(picked) {
    comparePictures.mark(picked);
    return nothing();
  },
  rows(drawing, largest, scope, kinds) {
    const all = scope === "whole" ? largest : drawing && drawing.rows;
    if (!all) return [compare.answer ? [] : nothing(), ""]; // before the first answer the table says that it waits
    const rows = all.filter((row) => kinds.includes(row.category) && (scope === "picture" || row.category !== "steady"));
    const facts = scope === "whole" ? say("the 200 largest of each kind") : "";
    return [rows.sort((one, other) => order(one) - order(other)), facts];
  },
  pick(edges, genes, picked) {
    const trigger = dash_clientside.callback_context.triggered[0];
    const row = trigger && trigger.value && trigger.value[0];
    if (!row) return nothing();
    const next = row.gene ? { gene: row.gene } : { regulator: row.regulator, target: row.target };
    if ((next.regulator !== undefined || next.gene) && !same(next, picked)) {
      dash_clientside.set_props("compare-picked", { data: next });
    }
    return nothing();
  },
  select(picked, rows) {
    if (!rows) return nothing();
    const id = picked && (picked.gene || (picked.regulator && `${picked.regulator}>${picked.target}`));
    const found = id && rows.some((row) => (row.id || row.gene) === id) ? id : null;
    tables.hold(dash_clientside.callback_context.outputs_list.id, found);
    return found ? { ids: [found] } : [];
  },
  scheme() {
    setTimeout(comparePictures.refresh, 0);
    return nothing();
  },
  fit() {
    comparePictures.fit();
    return nothing();
  },
  arrange(placed) {
    comparePictures.arrange(placed);
    return nothing();
  },
  reset() {
    comparePictures.reset();
    return nothing();
  },
};

export const gridFunctions = { compared, unsigned };
export const gridComponents = { ChangeMark };
