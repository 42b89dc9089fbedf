// The range of samples on the score strip whose mean network is drawn: by pointer (shift and drag, or its two handles), by
// keyboard (shift and the arrows; the handles are sliders), and back to one sample.
import { filters } from "./filters.mjs";
import { say } from "./language.mjs";
import { play } from "./play.mjs";
import { score } from "./score.mjs";
import { strip } from "./strip.mjs";

const SHARE = 0.1; // of the cohort: the range the button makes
let grip = null; // what a pointer holds: {anchor} an end, or {from, first, last} the whole range

const cohort = () => strip.cohort;
const find = (selector) => document.querySelector(`#strip ${selector}`);
/** @returns {["first" | "last", HTMLElement][]} */
const handles = () => ["first", "last"].map((end) => /** @type {any} */ ([end, document.getElementById(`range-${end}`)]));

// A page follows the range where something on it says so.
const followed = () => Boolean(document.querySelector("main > .page:not([hidden]) [data-follows-range]"));

function write() {
  const range = followed() ? score.range : null;
  const host = document.getElementById("strip");
  host.classList.toggle("ranged", Boolean(range));
  host.classList.toggle("can-range", followed());
  host.classList.toggle("filtered", Boolean(score.filters));
  if (!range) return;
  const n = cohort().samples.length;
  const { kept } = score.view;
  host.style.setProperty("--range-from", `${strip.edgeOf(range.first) * 100}%`);
  host.style.setProperty("--range-to", `${strip.edgeOf(range.last + 1) * 100}%`);
  const mean = filters.words(kept && !kept.length ? say("No sample is left")
    : say("Mean of {n} samples", { n: strip.number(kept ? kept.length : range.last - range.first + 1) }), score.filters);
  find(".strip-mean").textContent = mean;
  find(".strip-range").textContent = strip.rangeWords(range);
  document.getElementById("score-slider").setAttribute("aria-valuetext", `${mean}, ${strip.rangeWords(range)}`);
  handles().forEach(([end, handle]) => {
    const i = range[end];
    handle.setAttribute("aria-valuenow", String(i));
    handle.setAttribute("aria-valuemax", String(n - 1));
    handle.setAttribute("aria-valuetext", `${cohort().samples[i]}, ${strip.rangeWords(range)}`);
  });
}

// A handle by keyboard moves its own end; shift on the slider moves the end the range was begun from last.
function moveEnd(end, to) {
  const range = score.range || { first: score.position, last: score.position };
  const other = end === "first" ? range.last : range.first;
  const kept = end === "first" ? Math.min(to, other - 1) : Math.max(to, other + 1);
  score.spread(kept, other);
}

function wayOf(event) {
  const n = cohort().samples.length;
  const leap = Math.max(1, Math.round(n / 20));
  return {
    ArrowLeft: -1, ArrowDown: -1, ArrowRight: 1, ArrowUp: 1, PageDown: -leap, PageUp: leap, Home: -n, End: n,
  }[event.key];
}

let growing = "last"; // the end that shift and the arrows move

// Shift and a key on the slider; says whether the key was for the range.
function onKey(event) {
  if (!followed()) return false;
  if (event.key === "Escape" && score.range) { score.one(); return true; }
  const by = event.shiftKey ? wayOf(event) : undefined;
  if (by === undefined) return false;
  event.preventDefault();
  play.stop();
  if (!score.range) growing = by > 0 ? "last" : "first";
  const from = score.range ? score.range[growing] : score.position;
  moveEnd(growing, Math.max(0, Math.min(cohort().samples.length - 1, from + by)));
  return true;
}

// A pointer on the strip; says whether it is for the range: with shift a new one, inside one to move it.
function begin(event, at) {
  if (!followed()) return false;
  const range = score.range;
  if (event.shiftKey) grip = { anchor: at };
  else if (range && at >= range.first && at <= range.last) grip = { from: at, ...range };
  return Boolean(grip);
}

function move(at) {
  if (!grip) return false;
  if ("anchor" in grip) score.spread(grip.anchor, at);
  else if (score.range) score.step(at - grip.from - (score.range.first - grip.first));
  return true;
}

function release() { grip = null; }

function around() {
  const n = cohort().samples.length;
  const half = Math.max(1, Math.round((n * SHARE) / 2));
  const middle = Math.max(half, Math.min(n - 1 - half, score.position));
  score.spread(middle - half, middle + half);
  document.getElementById("range-last").focus();
}

function listen() {
  handles().forEach(([end, handle]) => {
    const other = end === "first" ? "last" : "first";
    handle.addEventListener("pointerdown", (event) => {
      if (event.button !== 0 || !score.range) return;
      event.stopPropagation();
      handle.setPointerCapture(event.pointerId);
      grip = { anchor: score.range[other] };
    });
    handle.addEventListener("pointermove", (event) => {
      if (grip && handle.hasPointerCapture(event.pointerId)) move(strip.positionAt(event));
    });
    handle.addEventListener("pointerup", () => { grip = null; });
    handle.addEventListener("keydown", (event) => {
      event.stopPropagation(); // the slider beneath has these keys too
      if (event.key === "Escape") { score.one(); document.getElementById("score-slider").focus(); return; }
      const by = wayOf(event);
      if (by === undefined || !score.range) return;
      event.preventDefault();
      moveEnd(end, Math.max(0, Math.min(cohort().samples.length - 1, score.range[end] + by)));
    });
  });
  document.getElementById("range-begin").addEventListener("click", around);
  document.getElementById("range-end").addEventListener("click", () => {
    score.one();
    document.getElementById("score-slider").focus();
  });
  window.addEventListener("resize", write); // another page may not follow the range
}

export const brush = { write, onKey, begin, move, end: release, listen };
