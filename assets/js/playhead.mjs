// The playhead in every graph along the score: a line at the current sample, and a dot on the first trace; or a band over
// the range of samples. It is laid
// over the graph, so that a step of the slider redraws no graph.
import { score } from "./score.mjs";
import { strip } from "./strip.mjs";

const followed = new WeakSet(); // graphs that tell when they are drawn anew

function plotsIn(root) {
  return Array.from(root.querySelectorAll(".score-plot .js-plotly-plot")).filter((plot) => plot._fullLayout);
}

// Panels that share the score: a line in each.
function placePanels(plot) {
  const cohort = strip.cohort;
  const layout = plot._fullLayout;
  const axes = Object.keys(layout).filter((name) => /^xaxis\d*$/.test(name) && layout[name]._length);
  const lines = [...plot.querySelectorAll(":scope > .plot-playhead")];
  lines.slice(axes.length).forEach((line) => line.remove());
  axes.forEach((name, k) => {
    const xaxis = layout[name];
    const yaxis = layout[name.replace("x", "y")];
    if (!lines[k]) { lines[k] = document.createElement("div"); lines[k].className = "plot-playhead"; plot.append(lines[k]); }
    const x = xaxis._offset + xaxis.l2p(strip.between() ?? cohort.score[score.position]);
    lines[k].dataset.axis = name.slice(5);
    lines[k].style.cssText = `transform:translateX(${x}px);top:${yaxis._offset}px;height:${yaxis._length}px`;
  });
}

function parts(plot) {
  let line = plot.querySelector(":scope > .plot-playhead");
  if (!line) {
    line = document.createElement("div");
    line.className = "plot-playhead";
    const dot = document.createElement("div");
    dot.className = "plot-dot";
    plot.append(line, dot);
  }
  return [line, plot.querySelector(":scope > .plot-dot")];
}

// A value at a rank, between two samples on a straight line.
function along(values, rank) {
  const low = Math.floor(rank);
  return low === rank ? values[low] : values[low] + (rank - low) * (values[low + 1] - values[low]);
}

function place(plot) {
  const cohort = strip.cohort;
  const { xaxis, yaxis } = plot._fullLayout;
  if (!cohort || !xaxis || !yaxis || !plot.clientWidth) return;
  if (!followed.has(plot)) { followed.add(plot); plot.on("plotly_afterplot", () => place(plot)); }
  const panels = Boolean(plot.layout?.meta?.panels);
  if (panels !== (plot.dataset.panels === "true")) { // another figure in its place
    plot.querySelectorAll(":scope > .plot-playhead, :scope > .plot-dot").forEach((mark) => mark.remove());
    plot.dataset.panels = String(panels);
  }
  if (panels) { placePanels(plot); return; }
  const [line, dot] = parts(plot);
  const at = score.position;
  const byOrder = Boolean(plot.closest(".order-plot")); // its x axis counts samples
  const between = strip.between();
  const rank = between === null ? at : score.rank;
  const x = xaxis._offset + xaxis.l2p(byOrder ? rank : between ?? cohort.score[at]);
  const range = score.range;
  line.classList.toggle("plot-range", Boolean(range));
  if (range) { // the scores of the range, as a band
    const [from, to] = [range.first, range.last].map((i) => xaxis._offset + xaxis.l2p(byOrder ? i : cohort.score[i]));
    line.style.cssText = `transform:translateX(${from}px);width:${Math.max(2, to - from)}px;top:${yaxis._offset}px;height:${yaxis._length}px`;
    dot.hidden = true;
    return;
  }
  line.style.cssText = `transform:translateX(${x}px);top:${yaxis._offset}px;height:${yaxis._length}px`;
  const first = plot._fullData[0];
  const y = !byOrder && first && first.y && first.y.length === cohort.samples.length ? along(first.y, rank) : null;
  dot.hidden = y === null || !Number.isFinite(y);
  if (!dot.hidden) dot.style.transform = `translate(${x}px, ${yaxis._offset + yaxis.l2p(y)}px)`;
}

function placeAll() {
  plotsIn(document).forEach(place);
}

score.onMove(placeAll);
// Graphs come and go with the inspector.
let waiting = false;
new MutationObserver(() => {
  if (waiting) return;
  waiting = true;
  setTimeout(() => { waiting = false; placeAll(); }, 60);
}).observe(document.documentElement, { childList: true, subtree: true });
window.addEventListener("resize", () => setTimeout(placeAll, 120));

export const playhead = { placeAll };
