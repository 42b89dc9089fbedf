// The browser half of sign_dash/pages/regulators: the way on to Explore, the playhead in the pictures.
import { say } from "./language.mjs";
import { score } from "./score.mjs";
import { state } from "./state.mjs";
import { strip } from "./strip.mjs";
import { signed } from "./tables.mjs";

// What the tables of sign_dash/pages/regulators/tables.py may call.
function amount(value) {
  if (value === null || value === undefined) return "";
  if (value === 0) return "0";
  return value >= 100 ? value.toFixed(0) : value >= 10 ? value.toFixed(1) : value >= 0.01 ? value.toFixed(2) : value.toPrecision(2);
}
const balance = (value) => (value === 0 ? "0" : signed(value));
// A probability given as its decimal logarithm.
function power(log10) {
  if (log10 === null || log10 === undefined) return "";
  if (log10 > -3) return Number((10 ** log10).toPrecision(2)).toString();
  const whole = Math.floor(log10);
  return `${(10 ** (log10 - whole)).toFixed(1)}e−${-whole}`;
}

const page = () => document.getElementById("regulators-page");

// On to Explore, with the regulator selected and, from the view of a target, the target beside it.
function open(regulator) {
  const view = page().dataset.view;
  const target = view === "target" ? page().dataset.target : null;
  dash_clientside.set_props("regulators-asked", { data: { regulator, target, asked: performance.now() } });
}

// Names that lead on: buttons of the pictures, labels of the heat map, titles of the courses.
function follow(event) {
  const element = event.target;
  if (!element.closest || !element.closest("#regulators-page")) return;
  const button = element.closest("[data-regulator]");
  if (button) return open(button.dataset.regulator);
  const panels = element.closest("#regulators-heat .js-plotly-plot")?.layout.meta?.panels; // their ticks are numbers
  const label = element.closest(panels ? "#regulators-heat .annotation" : "#regulators-heat .ytick");
  if (label) open(label.textContent.trim().split(" ")[0]);
}

// In a table the focus is on the cell: Enter follows the name in its row.
function enter(event) {
  if (event.key !== "Enter" || !event.target.closest || !event.target.closest("#regulators-page")) return;
  const row = event.target.closest(".ag-row");
  const name = row && event.target.closest(".ag-cell") ? row.getAttribute("row-id") : null;
  if (!name) return;
  event.preventDefault();
  open(name);
}

function place(sample) {
  const count = score.count;
  if (page() && count) page().style.setProperty("--order", String((sample + 0.5) / count));
}

document.addEventListener("click", follow);
document.addEventListener("keydown", enter);
score.onMove(place);
export const regulators = { open, place };

// The regulator's name in a table.
function RegulatorLink(props) {
  return React.createElement(
    "button",
    { type: "button", className: "regulator-link", tabIndex: -1, title: say("Show {gene} in Explore", { gene: props.value }),
      "data-regulator": props.value },
    props.value,
  );
}

const nothing = () => dash_clientside.no_update;
export const clientside = {
  // On to Explore, as the server answered.
  lead(answer) {
    if (!answer) return nothing();
    state.lead("explore", answer.values);
    dash_clientside.set_props("picked", { data: { gene: answer.picked, from: "regulators" } });
    return nothing();
  },
  // Pictures drawn while hidden measure themselves again.
  view(view, target) {
    const host = document.getElementById("regulators-page");
    host.dataset.view = view;
    host.dataset.target = target || "";
    regulators.place(score.position);
    requestAnimationFrame(() => window.dispatchEvent(new Event("resize")));
    return nothing();
  },
  // A cell of the heat map is a regulator in a sample, a point of a course one at a score: Explore shows it there.
  heat(clicked) {
    const point = clicked && clicked.points && clicked.points[0];
    if (!point) return nothing();
    if (typeof point.x === "number") score.to(point.x); else score.go(strip.cohort.samples.indexOf(point.x));
    regulators.open(point.customdata ?? point.y);
    return nothing();
  },
};

export const gridFunctions = { amount, balance, power };
export const gridComponents = { RegulatorLink };
