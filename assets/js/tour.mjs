// The tour: a few steps, each beside the part it tells of. Offered at the first visit, repeated from "?".
import { say } from "./language.mjs";
import { pages } from "./pages.mjs";

const SEEN = "tour";
const LOOKS = [60, 400, 1200]; // ms after which the part is in view, on a page just opened too
const ROOM = 12; // px between a part and what is said of it

// What is not on the current page is passed over.
const stops = () => [
  { page: "explore", at: "#strip", title: say("The score orders everything"),
    text: say("Every sample of the cohort, from {low} to {high}. Move along it with the mouse, the arrow keys or the play button: every page shows the current sample.",
      document.getElementById("strip").dataset) },
  { page: "explore", at: ".explore-picture", title: say("The network of one sample"),
    text: say("Blue arrows: activating (positive) associations; orange bars: repressing (negative) ones; width: " +
      "strength. Along the score edges appear and fade; genes stay in place.") },
  { page: "explore", at: ".explore-picture .sentence", title: say("Filters in one sentence"),
    text: say("The genes the network is drawn around, how many steps from them, and the weakest edge to show.") },
  { page: "explore", at: ".explore-side", title: say("Selection"),
    text: say("Click a gene or an edge for its regulators, targets and coefficient along the score. The table " +
      "lists the edges drawn.") },
  { page: "compare", at: "#page-compare", title: say("Compare"),
    text: say("Two sets of samples side by side, and the edges that change between them: gained, lost, strengthened, weakened, flipped.") },
  { page: "components", at: "#page-components", title: say("Components"),
    text: say("What the networks have in common, found by TRIP: a few components of regulators and targets, and " +
      "the contribution of each to the prediction.") },
  { page: "regulators", at: "#page-regulators", title: say("Regulators"),
    text: say("The regulators of a gene along the score; hubs; master regulators.") },
  { page: "runs", at: "#page-runs", title: say("Data & runs"),
    text: say("Your own data: drop an expression table here, check the report and the estimated run time, and have " +
      "the networks estimated in the background.") },
  { page: "story", at: "#page-story", title: say("Story"),
    text: say("Slides for a talk: keep any view with “+ Story”, order the slides, present them, or save them as PowerPoint, PDF or one HTML file.") },
  { page: "explore", at: ".header-tools", title: say("Export"),
    text: say("Find a gene, undo and redo, export any picture or table as shown. The address restores the view, so " +
      "it can be shared. “?” lists the keys and repeats this tour.") },
].filter((stop) => document.getElementById(`link-${stop.page}`));

let parts = null; // {shade, box, …, steps, at, before: what had the focus, page: where it began}

function element(tag, className, text) {
  const made = document.createElement(tag);
  made.className = className;
  if (text !== undefined) made.textContent = text;
  return made;
}

function button(words, className, then) {
  const made = element("button", className, words);
  made.type = "button";
  made.addEventListener("click", then);
  return made;
}

function build(steps) {
  const shade = element("div", "tour-shade");
  const box = element("div", "tour-box card");
  box.setAttribute("role", "dialog");
  box.setAttribute("aria-modal", "true");
  box.setAttribute("aria-labelledby", "tour-title");
  box.setAttribute("aria-describedby", "tour-text");
  const title = Object.assign(element("h2", ""), { id: "tour-title" });
  const text = Object.assign(element("p", ""), { id: "tour-text" });
  const count = element("span", "tour-count");
  const foot = element("div", "tour-foot");
  const skip = button(say("Skip the tour"), "quiet-button", end);
  const back = button(say("Back"), "quiet-button", () => go(parts.at - 1));
  const next = button(say("Next"), "export-button tour-next", () => go(parts.at + 1));
  foot.append(count, skip, back, next);
  box.append(title, text, foot);
  box.addEventListener("keydown", keys);
  document.body.append(shade, box);
  return { shade, box, title, text, count, skip, back, next, steps, at: 0, before: document.activeElement, page: pages.at };
}

function keys(event) {
  const move = { Escape: end, ArrowRight: () => go(parts.at + 1), ArrowLeft: () => go(parts.at - 1) }[event.key];
  if (event.key === "Tab") {
    const inside = [parts.skip, parts.back, parts.next].filter((each) => !each.disabled);
    const here = inside.indexOf(document.activeElement);
    event.preventDefault();
    inside[(here + (event.shiftKey ? -1 : 1) + inside.length) % inside.length].focus();
  }
  event.stopPropagation();
  if (move) { event.preventDefault(); move(); }
}

function go(to) {
  if (to < 0) return;
  if (to >= parts.steps.length) { end(); return; }
  parts.at = to;
  const stop = parts.steps[to];
  if (pages.at !== stop.page) document.getElementById(`link-${stop.page}`).click();
  parts.title.textContent = stop.title;
  parts.text.textContent = stop.text;
  parts.count.textContent = say("{n} of {all}", { n: to + 1, all: parts.steps.length });
  parts.back.disabled = to === 0;
  parts.next.textContent = to === parts.steps.length - 1 ? say("Done") : say("Next");
  for (const wait of LOOKS) setTimeout(place, wait);
  parts.next.focus();
}

// The light on the part, and the box where there is room: below, above, or over its middle.
function place() {
  if (!parts) return;
  const host = document.querySelector(parts.steps[parts.at].at);
  const area = host ? host.getBoundingClientRect() : new DOMRect(innerWidth / 2, innerHeight / 2, 0, 0);
  Object.assign(parts.shade.style, {
    left: `${area.left - 4}px`, top: `${area.top - 4}px`, width: `${area.width + 8}px`, height: `${area.height + 8}px`,
  });
  const { offsetWidth: wide, offsetHeight: high } = parts.box;
  const below = area.bottom + ROOM;
  const above = area.top - ROOM - high;
  const top = below + high <= innerHeight - 8 ? below : above >= 8 ? above : Math.max(8, (innerHeight - high) / 2);
  const left = Math.max(8, Math.min(innerWidth - wide - 8, area.left + (area.width - wide) / 2));
  Object.assign(parts.box.style, { left: `${left}px`, top: `${top}px` });
}

function start() {
  if (parts) return;
  parts = build(stops());
  window.addEventListener("resize", place);
  go(0);
}

function end() {
  if (!parts) return;
  window.removeEventListener("resize", place);
  parts.shade.remove();
  parts.box.remove();
  if (pages.at !== parts.page) document.getElementById(`link-${parts.page}`).click();
  parts.before?.focus?.();
  parts = null;
  localStorage.setItem(SEEN, JSON.stringify("seen"));
}

// Before the view is written into the address, and before a page is opened: whoever follows a link to a page or a view
// stays there.
const { search, pathname } = window.location;

export const tour = {
  start,
  end,
  // At the first visit, unless the address names a page or a view.
  offer() {
    if (localStorage.getItem(SEEN) || search || pages.isAsked(pathname)) return;
    setTimeout(start, 600);
  },
};
