// The browser half of sign_dash/pages/components: what follows the slider there - the core's cells, the dots and playheads on
// the cards, the sentence about the prediction, the ring in "predicted against given".
import { unpacked } from "./base64.mjs";
import { say } from "./language.mjs";
import { multiples } from "./multiples.mjs";
import { network } from "./network.mjs";
import { score } from "./score.mjs";
import { strip } from "./strip.mjs";

const NETWORK = "component-network";
const SIGNS = { positive: "0, 114, 178", negative: "213, 94, 0" }; // theme.ACTIVATES, theme.REPRESSES
const DEEPEST = 0.75; // deeper colours would leave the numbers on them without contrast
let values = null;
let largest = {};
let shows = "core";
let chosen = { row: 0, column: 0 };
let region = []; // genes taken in the plane
let readNow = null; // the sample whose own components are read
let silenced = null; // {what, predicted, silenced, unit} of the view Silencing

const decode = (base64) => new Float32Array(unpacked(base64));

const page = () => document.getElementById("components-page");
const visible = () => Boolean(page() && page().offsetParent);
function signed(value, digits) {
  const text = Math.abs(value).toFixed(digits);
  return Number(text) === 0 ? text : (value < 0 ? "−" : "+") + text;
}
const at = (matrix, sample, row, column) => matrix[(sample * values.rows + row) * values.columns + column];

function paintCore(sample) {
  document.querySelectorAll("#components-core .core-cell").forEach((cell) => {
    const row = Number(cell.dataset.row);
    const column = Number(cell.dataset.column);
    const value = at(values[shows], sample, row, column);
    const strength = largest[shows] ? Math.abs(value) / largest[shows] : 0;
    cell.style.backgroundColor = `rgba(${value < 0 ? SIGNS.negative : SIGNS.positive}, ${(DEEPEST * strength).toFixed(3)})`;
    cell.textContent = signed(value, values.columns > 4 ? 1 : 2);
    const kind = shows === "core" ? say("core") : say("contribution");
    cell.title = `${cell.dataset.pair}: ${kind} ${signed(value, 3)}`;
    cell.setAttribute("aria-label", cell.title);
    const mine = row === chosen.row && column === chosen.column;
    cell.setAttribute("aria-pressed", String(mine));
  });
}

function paintDots(sample) {
  page().style.setProperty("--share", values.shares[sample]);
  document.querySelectorAll("#components-cards .spark-dot").forEach((dot) => {
    const [row, column, low, high] = ["row", "column", "low", "high"].map((name) => Number(dot.dataset[name]));
    const value = at(values.core, sample, row, column);
    dot.style.top = `${(100 * (high - value)) / (high - low)}%`;
  });
}

function sentence(sample) {
  const places = {
    sample: strip.cohort.samples[sample],
    baseline: signed(values.baseline, 2),
    adds: signed(values.predicted[sample] - values.baseline, 2),
    predicted: signed(values.predicted[sample], 2),
  };
  const text = values.ofClass
    ? say("{sample}: baseline {baseline}, all pairs together {adds}, so the log-odds of {name} are {predicted}; " +
      "cross-validated probability {chance}; observed {given}.",
      { ...places, name: values.ofClass, chance: `${Math.round(100 * values.heldOut[sample])}%`,
        given: values.given[sample] || "–" })
    : say("{sample}: baseline {baseline}, all pairs together {adds}, so predicted {predicted}; " +
        "cross-validated {heldOut}; observed {given}.",
      { ...places, heldOut: signed(values.heldOut[sample], 2), given: signed(values.given[sample], 2) });
  document.getElementById("components-sentence").textContent = text;
}

// The view Silencing, for the current sample.
function whatIf(sample) {
  const line = document.getElementById("components-silenced-sentence");
  if (!silenced) { line.textContent = ""; return; }
  const [before, after] = [silenced.predicted[sample], silenced.silenced[sample]];
  line.textContent = say("{sample}: {unit} {before} → {after} without {what} ({change})", {
    sample: strip.cohort.samples[sample], unit: silenced.unit, what: silenced.what,
    before: signed(before, 3), after: signed(after, 3), change: signed(after - before, 3),
  });
}

// Laid over the graph rather than drawn in it: a step of the slider redraws no graph.
function ring(sample) {
  const graph = document.querySelector("#components-prediction .js-plotly-plot");
  if (!graph || !graph._fullLayout || !graph._fullLayout.xaxis || !graph.clientWidth) return;
  if (values.ofClass) { graph.querySelector(":scope > .plot-ring")?.remove(); return; }
  let mark = graph.querySelector(":scope > .plot-ring");
  if (!mark) {
    mark = document.createElement("div");
    mark.className = "plot-ring";
    graph.append(mark);
    graph.on("plotly_afterplot", () => ring(score.position));
  }
  const { xaxis, yaxis } = graph._fullLayout;
  const x = xaxis._offset + xaxis.l2p(values.given[sample]);
  const y = yaxis._offset + yaxis.l2p(values.heldOut[sample]);
  mark.style.transform = `translate(${x}px, ${y}px)`;
}

function paint(sample) {
  if (!values || !visible()) return;
  paintCore(sample);
  paintDots(sample);
  sentence(sample);
  ring(sample);
  whatIf(sample);
}

const repaint = () => paint(score.position);

function jump(event) {
  const plot = event.target.closest("#components-cards .spark-plot");
  if (!plot || !values) return;
  const box = plot.getBoundingClientRect();
  const share = (event.clientX - box.left) / box.width;
  let nearest = 0;
  values.shares.forEach((s, i) => { if (Math.abs(s - share) < Math.abs(values.shares[nearest] - share)) nearest = i; });
  score.go(nearest);
}

// A chosen component takes the region's place.
function endRegion(event) {
  const chooser = event.target.closest && event.target.closest("#components-cards .component-choose, #components-core .core-cell");
  if (chooser && region.length) dash_clientside.set_props("components-region", { value: [] });
}

// The current sample, where the model's components are the samples' own. No output of a callback: what it leads to
// leads to it (tests/sign_dash/test_callbacks.py).
function readAt(sample) {
  if (!values?.own || sample === readNow) return;
  readNow = sample;
  dash_clientside.set_props("components-sample", { data: sample });
}

score.onMove(paint);
score.onRest(readAt);
document.addEventListener("click", endRegion);
document.addEventListener("click", jump);

// What the tables of sign_dash/pages/components may call ---------------------------------------------------

// A gene that leads to Explore.
const MarkerGene = (props) => React.createElement("button", {
  type: "button", className: "regulator-link", tabIndex: -1,
  title: say("Show {gene} in Explore", { gene: props.value }),
  onClick: () => toExplore({ gene: props.value }),
}, props.value);

// Where along the score something acts: a bar in the colours of the score, and the word for it.
const ActingRange = (props) => {
  const range = props.value;
  const style = range ? { left: `${100 * range[0]}%`, width: `${Math.max(100 * (range[1] - range[0]), 2)}%` } : null;
  return React.createElement("span", { className: "acting-range" },
    React.createElement("span", { className: "acting-track" }, range && React.createElement("span", { style })),
    React.createElement("span", null, props.data.where));
};
const byShare = (one, other) => ((one ? one[0] + one[1] : -1) - (other ? other[0] + other[1] : -1));

// Publications; nothing is asked for before one is clicked.
const PubMedLinks = (props) => {
  const cited = (props.value || "").split("; ").filter(Boolean);
  const link = (href, text) => React.createElement(
    "a", { key: text, href, target: "_blank", rel: "noreferrer", className: "pubmed-link" }, text);
  const parts = cited.slice(0, 2).map((id) =>
    (/^\d+$/.test(id) ? link(`https://pubmed.ncbi.nlm.nih.gov/${id}/`, id) : React.createElement("span", { key: id }, id)));
  if (cited.length > 2) {
    const numbers = cited.filter((id) => /^\d+$/.test(id)).join(",");
    parts.push(link(`https://pubmed.ncbi.nlm.nih.gov/?term=${encodeURIComponent(numbers)}`,
      say("all {n}", { n: cited.length })));
  }
  return React.createElement("span", { className: "pubmed-links" }, parts);
};

function toExplore(picked) {
  document.getElementById("link-explore").click();
  dash_clientside.set_props("picked", { data: picked });
}

export const clientside = {
  learn(clicks) {
    const triggered = dash_clientside.callback_context.triggered;
    return triggered.some((t) => t.prop_id.includes("n_clicks") && t.value)
      ? true : triggered.some((t) => t.prop_id.startsWith("components-work-begun")) ? false : dash_clientside.no_update;
  },
  along(choice) {
    const along = choice === "along";
    page()?.classList.toggle("along-the-score", along);
    requestAnimationFrame(() => window.dispatchEvent(new Event("resize")));
    return [!along, along, along ? "component-stage along" : "component-stage"];
  },
  genesAs(choice) {
    page()?.classList.toggle("genes-as-table", choice === "table");
    requestAnimationFrame(() => window.dispatchEvent(new Event("resize")));
    return dash_clientside.no_update;
  },
  region(genes) {
    region = genes || [];
    return dash_clientside.no_update;
  },
  silenced(received) {
    silenced = received || null;
    requestAnimationFrame(repaint);
    return dash_clientside.no_update;
  },
  receive(received) {
    if (!received) return dash_clientside.no_update;
    values = { ...received, core: decode(received.core), contribution: decode(received.contribution) };
    readAt(score.position);
    largest = {};
    for (const kind of ["core", "contribution"]) largest[kind] = values[kind].reduce((m, v) => Math.max(m, Math.abs(v)), 0);
    // The page is painted when it comes into view: until then its elements have no size.
    new ResizeObserver(repaint).observe(page());
    requestAnimationFrame(repaint);
    return dash_clientside.no_update;
  },
  choose(choice, kind) {
    shows = kind;
    if (choice) {
      chosen = { row: choice.row, column: choice.column };
    }
    requestAnimationFrame(repaint);
    return dash_clientside.no_update;
  },
  // The figure is new: its ring is too.
  predicted() {
    setTimeout(repaint, 60);
    return dash_clientside.no_update;
  },
  // A click in the subnetwork: mark it, and offer to go on with it in Explore.
  picked(picked) {
    const button = document.getElementById("components-to-explore");
    network.mark(NETWORK, picked);
    button.hidden = !picked;
    if (picked) {
      button.textContent = picked.gene
        ? say("Show {gene} in Explore", { gene: picked.gene })
        : say("Show {regulator} and {target} in Explore", picked);
    }
    return dash_clientside.no_update;
  },
  rows: (position, drawing, cutoff) => network.rows(NETWORK, drawing, cutoff),
  row(rows) {
    const row = rows && rows[0];
    return row ? { regulator: row.regulator, target: row.target } : dash_clientside.no_update;
  },
  fit(clicks, choice) {
    if (choice === "along") multiples.fit(NETWORK);
    else network.fit(NETWORK);
    return dash_clientside.no_update;
  },
  table() {
    const panel = document.getElementById("components-table-panel");
    panel.hidden = !panel.hidden;
    document.getElementById("components-fit").hidden = !panel.hidden;
    document.getElementById("components-table-button").setAttribute("aria-pressed", String(!panel.hidden));
    return dash_clientside.no_update;
  },
  explore(clicks, picked) {
    if (!clicks || !picked) return dash_clientside.no_update;
    document.getElementById("link-explore").click();
    return picked;
  },
};

export const gridFunctions = { byShare };
export const gridComponents = { MarkerGene, ActingRange, PubMedLinks };
