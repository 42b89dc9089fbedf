// The browser half of sign_dash/scene/canvas.py: what is drawn, and what of it is shown now. canvas.mjs has it on screen.
//
// A drawing (the store "<prefix>-drawing") holds the nodes, the edges and one matrix of coefficients, edges × samples.
// A step of the slider reads one column of it, or the mean of a range (weights.mjs), draws the edges (edges.mjs) and fades
// genes in or out.
import { edges } from "./edges.mjs";
import { canvas as picture } from "./canvas.mjs";
import { courses } from "./courses.mjs";
import { known } from "./known.mjs";
import { labels } from "./labels.mjs";
import { say } from "./language.mjs";
import { multiples } from "./multiples.mjs";
import { score } from "./score.mjs";
import { strip } from "./strip.mjs";
import { tint } from "./tint.mjs";
import { tools } from "./tools.mjs";
import { weights } from "./weights.mjs";

const canvases = new Map(); // prefix -> state
const PATIENCE = 300; // ms tables wait for a new picture
const { format: number } = new Intl.NumberFormat("en");

function canvas(prefix) {
  if (!canvases.has(prefix)) {
    canvases.set(prefix, {
      prefix, drawing: null, weights: null, courses: null, asked: 0, cutoff: 0, limit: 0, // what is asked for
      values: [], shown: [], signs: [], // of each edge in view: coefficient, width level (0 = hidden), sign
      top: 0, hidden: new Set(), selection: new Set(), pins: {}, placed: null, // as arranged by hand, see tools.mjs
      host: null, layer: null, canvas: null, view: null, // on screen: the element, its two canvases, what of the picture is seen
      layout: null, at: null, scale: 1, places: null, drawn: [], active: [], colours: [], shapes: [], names: new Map(), sides: new Map(),
      moved: true, whole: true, marked: null, halo: -1, route: [], path: [], hits: null, frame: null, onPaint: null, onScreen: null, painted: 0,
    });
  }
  return canvases.get(prefix);
}

const edgeName = (d, e) => d.nodes[d.sources[e]].id + ">" + d.nodes[d.targets[e]].id;

// What a drawing is about: genes dragged by hand stay there while only the cut-off changes.
const subject = (d) => d && JSON.stringify([d.layout, d.reach, d.nodes.slice(0, d.focus).map((n) => n.id)]);

// Where a node belongs: where it is pinned, was dragged to, or else where the layout has it.
function placeOf(c, n) {
  const at = c.pins[n.id] || (c.placed && c.placed.subject === subject(c.drawing) && c.placed.at[n.id]);
  return at ? { x: at[0], y: at[1] } : { x: n.x, y: n.y };
}

// What to draw now. Two callbacks hear of a new drawing, in no certain order: whichever comes first brings it here.
function take(prefix, drawing, cutoff) {
  const c = canvas(prefix);
  c.asked = cutoff || 0;
  if (c.drawing !== drawing) {
    c.drawing = drawing;
    c.courses = drawing && drawing.courses ? courses.decode(drawing.courses) : null;
    c.weights = c.courses ? courses.matrix(c.courses) : drawing && weights.decode(drawing.weights);
    c.layout = null;
  }
  c.cutoff = Math.max(c.asked, drawing ? drawing.cutoff : 0);
  c.limit = Math.fround(c.cutoff); // to the precision of the coefficients, as numpy compares them
  return c;
}

function tell(c) {
  const d = c.drawing;
  const { first, last, kept } = score.view;
  const at = c.courses ? score.between : null;
  const sure = c.shown.map((level, e) => (level > 0 && !edges.faint(d, e) ? 1 : 0));
  const shown = sure.reduce((n, one) => n + one, 0);
  const faint = c.shown.reduce((n, level) => n + (level > 0), 0) - shown;
  // The sum of probabilities is the number expected.
  const again = d.again && d.confidence && shown
    ? Math.round(sure.reduce((sum, one, e) => sum + one * d.confidence[e], 0)) : null;
  const write = (part, text) => {
    const element = document.getElementById(`${c.prefix}-${part}`);
    if (element && element.textContent !== text) element.textContent = text;
  };
  const drawn = d.sources.length;
  const beside = document.getElementById(c.prefix + "-multiples");
  if (beside && !beside.hidden) {
    const panels = beside.querySelectorAll(".multiple").length;
    write("status", say("{n} mean networks side by side", { n: panels }));
  } else if (at !== null) write("status", say("showing {n} edges at {name} {value}", {
    n: number(shown), name: strip.cohort.scoreName, value: strip.signed(at, score.digits),
  }));
  else write("status", first === last
    ? again === null
      ? say("showing {n} of {all} edges", { n: number(shown), all: number(d.edgeCounts[first]) })
      : say("showing {n} of {all} edges, about {again} expected to be found again in a similar cohort",
        { n: number(shown), all: number(d.edgeCounts[first]), again: number(again) })
    : say("showing {n} edges of the mean of {samples} samples", { n: number(shown), samples: number(kept ? kept.length : last - first + 1) }));
  const notes = [
    first === last && c.courses ? say("the bands of {n} exclude 0", { n: number(clear(c, at)) }) : "",
    first === last && c.courses && strip.few() ? say("few samples near this score") : "",
    faint ? say("{n} of lower confidence are faint", { n: number(faint) }) : "",
    drawn < d.candidates
      ? say("drawn from the {n} nearest and strongest of all {all} edges of the samples here", { n: number(drawn), all: number(d.candidates) }) : "",
  ];
  write("note", notes.filter(Boolean).join(" · "));
}

// How many of the edges shown have a band that leaves out 0 at the current score.
function clear(c, at) {
  const reach = courses.reaches(c.courses, at ?? c.courses.modulator[score.position]);
  return c.shown.reduce((n, level, e) => n + (level > 0 && Math.abs(c.values[e]) > reach[e] ? 1 : 0), 0);
}

// All of the picture for the current sample or range; called on every step of the slider. whole: more than that may differ.
function apply(c, whole = true) {
  if (!c.drawing) return;
  c.values = weights.values(c, score.view);
  c.shown = weights.shown(c, c.values);
  c.signs = weights.signs(c.values);
  tell(c);
  if (!c.layout) return; // not on screen yet
  const active = weights.activeNodes(c.drawing, c.shown);
  const colours = tint.colours(c.drawing, score.view);
  const asBefore = alike(active, c.active) && alike(colours, c.colours);
  Object.assign(c, { active, colours });
  paintSoon(c, whole || !asBefore);
}

const alike = (one, other) => one.length === other.length && one.every((value, i) => value === other[i]);

// In the next frame. whole: the genes and their names too, else the edges alone.
function paintSoon(c, whole = true) {
  c.whole ||= whole;
  if (c.frame) return;
  c.frame = requestAnimationFrame(() => {
    c.frame = null;
    paint(c, c.whole);
    c.whole = false;
  });
}

function paint(c, whole = true) {
  if (!picture.paint(c, whole)) return;
  c.painted += 1;
  if (c.onScreen === c.drawing) return;
  c.onScreen = c.drawing;
  if (c.onPaint) setTimeout(c.onPaint, 0); // after the frame
  c.onPaint = null;
}

// Resolved once this drawing is on screen; at the latest after a moment, where no frame is painted. Nothing if it is.
function painted(prefix, drawing) {
  const c = canvas(prefix);
  if (c.onScreen === drawing) return null;
  return /** @type {Promise<void>} */ (new Promise((done) => {
    const late = setTimeout(done, PATIENCE);
    c.onPaint = () => { clearTimeout(late); done(); };
  }));
}

// Once the slider rests: labels go to the genes that have edges now.
function settle(c) {
  if (c.layout) labels.place(c);
}

// A new drawing, in the element that is there by now.
function adopt(c) {
  picture.arrange(c);
  route(c);
  c.halo = haloOf(c);
  apply(c);
  picture.fit(c);
}

// The edge that the inspector shows, as its place in the drawing; -1: none.
function haloOf(c) {
  const { regulator, target } = c.marked || {};
  return regulator ? c.drawing.sources.findIndex((_, e) => edgeName(c.drawing, e) === `${regulator}>${target}`) : -1;
}

function mark(c, picked) {
  c.marked = picked;
  if (!c.layout) return;
  c.halo = haloOf(c);
  labels.place(c);
}

// The edges of the path to stand out, as places in the drawing.
function route(c) {
  const steps = new Set((c.path || []).slice(1).map((gene, i) => `${c.path[i]}>${gene}`));
  c.route = c.drawing && steps.size ? c.drawing.sources.flatMap((_, e) => (steps.has(edgeName(c.drawing, e)) ? [e] : [])) : [];
}

const inView = (c) => Boolean(document.getElementById(c.prefix)?.offsetParent);

score.onMove(() => canvases.forEach((c) => { if (inView(c)) apply(c, false); }));
known.onChange(() => {
  canvases.forEach((c) => { if (inView(c)) paintSoon(c, false); });
  multiples.refreshAll();
});
score.onRest(() => canvases.forEach((c) => { if (inView(c)) settle(c); }));

export const network = {
  canvas,
  take,
  paint,
  painted,
  paintSoon,
  placeOf,
  edgeName,
  // Where every node of a drawing lies now: on the canvas where there is one, else where the layout has it.
  places: (c) => c.drawing.nodes.map((n, i) => (c.layer && c.layout ? { ...c.layout[i] } : placeOf(c, n))),
  // The edges shown in the current sample or range, strongest first: the rows of the table.
  rows(prefix, drawing, cutoff) {
    const c = take(prefix, drawing, cutoff);
    if (!c.drawing) return [];
    const d = c.drawing;
    const values = weights.values(c, score.view);
    const reach = c.courses && !score.range ? courses.reaches(c.courses, score.value) : null;
    const rows = [];
    weights.shown(c, values).forEach((level, e) => {
      if (!level) return;
      rows.push({
        id: edgeName(d, e), regulator: d.nodes[d.sources[e]].id, target: d.nodes[d.targets[e]].id,
        coefficient: values[e], confidence: d.confidence ? d.confidence[e] : null,
        reach: reach ? reach[e] : null,
      });
    });
    return rows.sort((a, b) => Math.abs(b.coefficient) - Math.abs(a.coefficient));
  },
  // The genes that are drawn, with how many edges each has in view: the rows of the table of genes.
  genes(prefix, rows) {
    const c = canvas(prefix);
    if (!c.drawing) return [];
    const found = new Map(c.drawing.nodes.map((n) => [n.id, {
      gene: n.id, edges: 0, strongest: null,
      role: n.role === "regulator" ? say("regulator") : say("target"),
    }]));
    rows.forEach(({ regulator, target, coefficient }) => [regulator, target].forEach((gene) => {
      const row = found.get(gene);
      row.edges += 1;
      if (row.strongest === null) row.strongest = coefficient; // rows come strongest first
    }));
    return [...found.values()].filter((row) => !c.hidden.has(row.gene)).sort((a, b) => b.edges - a.edges);
  },
  // A path through these genes, in their order, stands out.
  highlight(prefix, genes) {
    const c = canvas(prefix);
    c.path = genes;
    route(c);
    paintSoon(c);
  },
  // What an export needs to repeat the screen: every node where it lies now, every edge as it is drawn now.
  snapshot(prefix) {
    const c = canvas(prefix);
    if (!c.layout) return null;
    const d = c.drawing;
    const { first, last } = score.view;
    const at = c.courses ? score.between : null;
    const shapes = edges.measure(d, c.layout);
    const gene = ({ id, role, focus, size }, i) => ({
      id, role, focus, size, colour: c.colours[i], active: c.active[i], ...c.layout[i], label: c.names.has(id),
      side: c.names.get(id)?.side || null, // of the gene, where its name is
    });
    return {
      sample: score.position,
      range: first === last ? null : { first, last, filters: score.filters },
      score: at,
      clear: c.courses && first === last ? clear(c, at) : null,
      cutoff: c.cutoff,
      reach: d.reach,
      scale: d.scale,
      total: first === last && at === null ? d.edgeCounts[first] : null,
      line: d.line,
      again: d.again && d.confidence ? c.shown.reduce((sum, level, e) => sum + (level > 0 && !edges.faint(d, e) ? d.confidence[e] : 0), 0) : null,
      faint: c.shown.reduce((n, level, e) => n + (level > 0 && edges.faint(d, e) ? 1 : 0), 0),
      drawn: d.sources.length,
      candidates: d.candidates,
      colourBy: d.colourBy,
      sizeBy: d.sizeBy,
      layout: d.layout,
      nodes: d.nodes.map(gene).filter(({ id }) => !c.hidden.has(id)),
      edges: edges.report({ ...c, shapes }, c.values),
      legend: edges.samples(d),
    };
  },
  fit: (prefix) => picture.fit(canvas(prefix)),
  // Dragged nodes go back to where the layout had them; pinned ones stay.
  reset(prefix) {
    const c = canvas(prefix);
    if (!c.layout) return;
    tools.forget(c);
    picture.fit(c);
  },
  subject,
  // The arrangement has changed (tools.mjs): places, marks, what is shown.
  arranged(c) {
    if (!c.layout) return;
    picture.arrange(c);
    apply(c);
    settle(c);
  },
  // A page came into view: its canvas has not followed the slider while hidden.
  shown() {
    canvases.forEach((c) => {
      if (!c.layout || !inView(c)) return;
      apply(c);
      settle(c);
    });
  },
  mark: (prefix, picked) => mark(canvas(prefix), picked),
  tell(prefix) { if (canvas(prefix).drawing) tell(canvas(prefix)); },
  clientside: {
    draw(drawing, prefix) {
      const c = take(prefix, drawing, canvas(prefix).asked);
      if (drawing) picture.ready(c, drawing, () => adopt(c));
      else picture.clear(c);
      return dash_clientside.no_update;
    },
    cutoff(cutoff, prefix) {
      const c = take(prefix, canvas(prefix).drawing, cutoff);
      apply(c);
      settle(c);
      return dash_clientside.no_update;
    },
    scheme() {
      edges.recolour();
      canvases.forEach((c) => paintSoon(c));
      multiples.refreshAll();
      return dash_clientside.no_update;
    },
  },
};
