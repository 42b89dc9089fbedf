// The browser half of sign_dash/pages/scores: a dot or a name leads to its sample, and a ring marks the current one.
import { score } from "./score.mjs";
import { strip } from "./strip.mjs";

const followed = new WeakSet(); // planes that tell when they are drawn anew

/** @type {() => any} */
const graph = () => document.querySelector("#scores-plane .js-plotly-plot"); // with what Plotly keeps on it

function to(sample) {
  const at = strip.cohort ? strip.cohort.samples.indexOf(sample) : -1;
  if (at >= 0) score.go(at);
}

// Laid over the graph rather than drawn in it: a step of the slider redraws no graph.
function ring(sample) {
  const plane = graph();
  if (!plane?._fullLayout) return;
  if (!followed.has(plane)) { followed.add(plane); plane.on("plotly_afterplot", () => ring(score.position)); }
  let mark = plane.querySelector(":scope > .plot-ring");
  if (!mark) {
    mark = document.createElement("div");
    mark.className = "plot-ring";
    plane.append(mark);
  }
  const dots = plane._fullData?.[0];
  mark.hidden = !plane.clientWidth || !dots?.customdata || sample < 0 || sample >= dots.x.length;
  if (mark.hidden) return;
  const { xaxis, yaxis } = plane._fullLayout;
  const [x, y] = [xaxis._offset + xaxis.l2p(dots.x[sample]), yaxis._offset + yaxis.l2p(dots.y[sample])];
  mark.style.transform = `translate(${x}px, ${y}px)`;
}

// Until the graph is there, which comes a few frames after its figure.
function begin(tries) {
  if (graph()?._fullLayout) ring(score.position); else if (tries) requestAnimationFrame(() => begin(tries - 1));
}

document.addEventListener("click", (event) => {
  const name = /** @type {HTMLElement} */ (event.target).closest?.("#scores-page [data-sample]");
  if (name) to(/** @type {HTMLElement} */ (name).dataset.sample);
});
score.onMove(ring);

export const clientside = {
  // The plane has a new figure.
  drawn() {
    begin(300);
    return dash_clientside.no_update;
  },
  pick(clicked) {
    const point = clicked && clicked.points && clicked.points[0];
    if (point && typeof point.customdata === "string") to(point.customdata);
    return dash_clientside.no_update;
  },
};
