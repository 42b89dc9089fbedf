// The playhead in every graph along the score: a line at the current sample, and a dot on the first trace; or a band over
// the range of samples. It is laid
// over the graph, so that a step of the slider redraws no graph.
import { score } from "./score.mjs";
import { strip } from "./strip.mjs";

function plotsIn(root) {
  return Array.from(root.querySelectorAll(".score-plot .js-plotly-plot")).filter((plot) => plot._fullLayout);
}

function parts(plot) {
  let line = plot.querySelector(":scope > .plot-playhead");
  if (!line) {
    line = document.createElement("div");
    line.className = "plot-playhead";
    const dot = document.createElement("div");
    dot.className = "plot-dot";
    plot.append(line, dot);
    plot.on("plotly_afterplot", () => place(plot));
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
