// The score strip: the cohort's outline in the colours of the score, the barcode of tissues, the playhead, the slider. The
// range on it is assets/js/brush.mjs, what moves it by itself assets/js/play.mjs.
//
// Samples lie side by side, each as wide as the next; where networks are courses, each lies at its score, the outline is as
// high as samples are dense there, and the slider stands between them too.
import { brush } from "./brush.mjs";
import { say } from "./language.mjs";
import { play } from "./play.mjs";
import { score } from "./score.mjs";

const BARCODE = 12; // px
const EDGE = 0.006; // of the strip: what the outermost samples stand away from its ends, where they lie at their scores
const NEAR = 0.05; // of the score, to either side: what is near
const FEW = 10; // samples near: fewer are few,
const THIN = 0.2; // and so are fewer than this share of what an even spread would have there
const FINE = 0.002; // of the score: a small step by keyboard
let cohort = null;
let column = null;
let shown = null; // the name in the picker
let echo = null; // the name we wrote there and have not heard back

const find = (selector) => document.querySelector(`#strip ${selector}`);
const slider = () => document.getElementById("score-slider");

function group(i) {
  if (!column) return "";
  const code = column.codes[i];
  return code < 0 ? say("no {column}", { column: column.name }) : column.levels[code];
}

// Whether a sample is of blood, where an EMT score means little.
const isBlood = (i) => cohort.blood.includes(i);
const bloodWords = (i) => (isBlood(i) ? say("blood line: an EMT score means little") : "");

function signed(value, digits = 2) {
  if (cohort?.time) return String(Number(value.toFixed(digits))).replace("-", "−"); // a time is no score: no sign
  return (value < 0 ? "−" : "+") + Math.abs(value).toFixed(digits);
}

// Whether the page in sight follows the slider between samples.
const follows = () => Boolean(document.querySelector("main > .page:not([hidden]) [data-follows-score]"));
const continuous = () => score.continuous && follows();
// The score the slider stands at between samples, as far as this page shows it; else null.
const between = () => (score.between !== null && follows() ? score.between : null);

// Where a score, a sample, its two edges are, from 0 to 1.
const along = (value) => EDGE + (1 - 2 * EDGE) * ((value - cohort.score[0]) / score.span);
const middleOf = (i) => (score.continuous ? along(cohort.score[i]) : (i + 0.5) / cohort.samples.length);
const edgeOf = (i) => (score.continuous
  ? along(i <= 0 ? cohort.score[0] : i >= cohort.samples.length ? cohort.score[i - 1] : (cohort.score[i - 1] + cohort.score[i]) / 2)
  : i / cohort.samples.length);

// How many samples lie near a score.
function near(value) {
  const reach = NEAR * score.span;
  return cohort.score.reduce((n, one) => n + (Math.abs(one - value) <= reach ? 1 : 0), 0);
}

const { format: number } = new Intl.NumberFormat("en");

// The words of an element. Its text changes in place: a new child would be looked for graphs (playhead.mjs), step by step.
function put(element, words) {
  if (element.firstChild) element.firstChild.data = words;
  else element.append(words);
}

function rank(i) {
  return say("sample {i} of {n}", { i: number(i + 1), n: number(cohort.samples.length) });
}

function sentence(i) {
  return [cohort.samples[i], group(i), bloodWords(i), `${cohort.scoreName} ${signed(cohort.score[i])}`, rank(i)].filter(Boolean).join(", ");
}

// Samples and scores of a range, in words.
function rangeWords({ first, last }) {
  return say("samples {first}–{last}, {score} {low} to {high}", {
    first: number(first + 1), last: number(last + 1), score: cohort.scoreName,
    low: signed(cohort.score[first]), high: signed(cohort.score[last]),
  });
}

function write(i) {
  const at = between();
  const value = at === null ? signed(cohort.score[i]) : signed(at, score.digits);
  const words = at === null ? rank(i)
    : say("{n} samples within ±{reach}", { n: number(near(at)), reach: (NEAR * score.span).toPrecision(2) });
  put(find(".strip-sample"), at === null ? cohort.samples[i] : say("Between samples"));
  put(find(".strip-group"), at === null ? group(i) : say("nearest: {sample}", { sample: cohort.samples[i] }));
  const flag = find(".strip-blood");
  if (flag) flag.hidden = at !== null || !isBlood(i);
  put(find(".strip-score"), `${cohort.scoreName} `);
  put(find(".strip-score b") || find(".strip-score").appendChild(document.createElement("b")), value);
  put(find(".strip-rank"), words);
  find(".strip-rank").classList.toggle("few", score.continuous && few());
  const thumb = slider();
  thumb.setAttribute("aria-valuenow", at === null ? i : score.rank.toFixed(2));
  thumb.setAttribute("aria-valuetext", at === null ? sentence(i) : `${cohort.scoreName} ${value}, ${words}`);
  find(".playhead").style.left = `${(at === null ? middleOf(i) : along(at)) * 100}%`;
  brush.write();
}

// Whether few samples lie near the current score.
const few = () => score.continuous && near(score.value) < Math.max(FEW, THIN * 2 * NEAR * cohort.samples.length);

// The outline where samples lie at their scores: their density, by a Gaussian of two hundredths of the strip.
function drawDensity(pen, width, top) {
  const sd = 0.02 * width;
  const places = cohort.score.map((value) => along(value) * width);
  const dense = new Float64Array(Math.ceil(width));
  for (const place of places) {
    for (let x = Math.max(0, Math.floor(place - 3 * sd)); x < Math.min(width, place + 3 * sd); x++) {
      dense[x] += Math.exp(-0.5 * ((x + 0.5 - place) / sd) ** 2);
    }
  }
  const most = Math.max(...dense);
  let i = 0;
  for (let x = 0; x < dense.length; x++) {
    while (i < places.length - 1 && Math.abs(places[i + 1] - x) <= Math.abs(places[i] - x)) i++;
    const h = 2 + (dense[x] / most) * (top - 3);
    pen.fillStyle = cohort.colours[i];
    pen.fillRect(x, top - h, 1.5, h);
  }
}

function draw() {
  const host = find(".strip-canvas");
  if (!host || !cohort || !host.clientWidth) return;
  let canvas = /** @type {HTMLCanvasElement | null} */ (host.querySelector("canvas"));
  if (!canvas) { canvas = document.createElement("canvas"); canvas.setAttribute("aria-hidden", "true"); host.append(canvas); }
  const ratio = window.devicePixelRatio || 1;
  const width = host.clientWidth;
  const height = host.clientHeight;
  canvas.width = width * ratio;
  canvas.height = height * ratio;
  const pen = canvas.getContext("2d");
  pen.scale(ratio, ratio);
  const n = cohort.samples.length;
  const top = height - (column ? BARCODE + 3 : score.continuous ? 5 : 0);
  const low = cohort.score[0];
  const span = cohort.score[n - 1] - low || 1;
  if (score.continuous) drawDensity(pen, width, top);
  for (let i = 0; i < n; i++) {
    const tick = middleOf(i) * width;
    const [x0, x1] = score.continuous ? [tick - 0.75, tick + 0.25] : [(i / n) * width, ((i + 1) / n) * width];
    const h = 3 + ((cohort.score[i] - low) / span) * (top - 4);
    pen.fillStyle = cohort.colours[i];
    if (!score.continuous) pen.fillRect(x0, top - h, x1 - x0 + 0.5, h);
    if (score.continuous && !column) pen.fillRect(x0, height - 4, x1 - x0 + 0.5, 4);
    if (column) {
      pen.fillStyle = column.codes[i] < 0 ? cohort.noCategory : column.colours[column.codes[i]];
      pen.fillRect(x0, height - BARCODE, x1 - x0 + 0.5, BARCODE);
    }
  }
  if (cohort.time && !score.continuous) drawTimes(pen, width, top, low, span);
}

// Of a time axis: every time stands over its samples, or, where these reach to the top, in them.
function drawTimes(pen, width, top, low, span) {
  const n = cohort.samples.length;
  pen.font = `11px ${getComputedStyle(document.body).fontFamily}`;
  pen.textAlign = "center";
  const ink = getComputedStyle(slider()).getPropertyValue("--ink-2");
  for (let first = 0, last = 0; first < n; first = last) {
    while (last < n && cohort.score[last] === cohort.score[first]) last++;
    const text = signed(cohort.score[first]);
    if (((last - first) / n) * width < pen.measureText(text).width + 6) continue;
    const over = top - 7 - ((cohort.score[first] - low) / span) * (top - 4);
    const within = over < 10;
    const x = ((first + last) / 2 / n) * width;
    const y = within ? over + 16 : over;
    // In the coloured area the letters have a rim, since colours in the middle of the score are as pale as white.
    if (within) Object.assign(pen, { strokeStyle: "rgb(0 0 0 / 55%)", lineWidth: 3, lineJoin: "round" }).strokeText(text, x, y);
    pen.fillStyle = within ? "#fff" : ink;
    pen.fillText(text, x, y);
  }
}

function partAt(event) {
  const area = slider().getBoundingClientRect();
  return (event.clientX - area.left) / area.width;
}

const scoreAt = (event) => cohort.score[0] + ((partAt(event) - EDGE) / (1 - 2 * EDGE)) * score.span;

// The sample under the pointer; the nearest one where they lie at their scores.
function positionAt(event) {
  if (!score.continuous) return Math.floor(partAt(event) * cohort.samples.length);
  const value = scoreAt(event);
  return cohort.score.reduce((best, one, i) => (Math.abs(one - value) < Math.abs(cohort.score[best] - value) ? i : best), 0);
}

const moveTo = (event) => (continuous() ? score.to(scoreAt(event)) : score.go(positionAt(event)));

function tip(event) {
  const box = find(".strip-tip");
  if (!event) { box.classList.remove("shown"); return; }
  const i = Math.max(0, Math.min(cohort.samples.length - 1, positionAt(event)));
  box.textContent = continuous()
    ? `${signed(Math.max(cohort.score[0], Math.min(cohort.score[cohort.score.length - 1], scoreAt(event))), score.digits)} · ${say("nearest: {sample}", { sample: cohort.samples[i] })}`
    : [cohort.samples[i], group(i), isBlood(i) ? say("blood") : "", signed(cohort.score[i])].filter(Boolean).join(" · ");
  const area = slider().getBoundingClientRect();
  box.style.left = `${Math.max(70, Math.min(area.width - 70, event.clientX - area.left))}px`;
  box.classList.add("shown");
}

function onKey(event) {
  if (event.ctrlKey || event.metaKey || event.altKey) return;
  if (event.key === " ") { event.preventDefault(); play.toggle(); return; }
  if (brush.onKey(event)) return;
  if (continuous() && (event.key === "." || event.key === ",")) {
    event.preventDefault();
    play.stop();
    score.slide((event.key === "." ? FINE : -FINE) * score.span);
    return;
  }
  const n = cohort.samples.length;
  const leap = Math.max(1, Math.round(n / 20));
  const by = {
    ArrowLeft: -1, ArrowDown: -1, ArrowRight: 1, ArrowUp: 1, PageDown: -leap, PageUp: leap, Home: -n, End: n,
  }[event.key];
  if (by === undefined) return;
  event.preventDefault();
  play.stop();
  score.step(by);
}

function listen() {
  const thumb = slider();
  thumb.addEventListener("keydown", onKey);
  thumb.addEventListener("pointerdown", (event) => {
    if (event.button !== 0) return;
    play.stop();
    thumb.setPointerCapture(event.pointerId);
    if (brush.begin(event, positionAt(event))) return;
    score.one();
    moveTo(event);
  });
  thumb.addEventListener("pointermove", (event) => {
    if (thumb.hasPointerCapture(event.pointerId) && !brush.move(positionAt(event))) moveTo(event);
    tip(event);
  });
  thumb.addEventListener("pointerup", () => brush.end());
  thumb.addEventListener("pointerleave", () => tip(null));
  new ResizeObserver(draw).observe(find(".strip-canvas"));
  score.onMove(write);
  score.onRest((i) => {
    if (cohort.samples[i] === shown) return; // chosen there: writing it again could undo the next choice
    shown = echo = cohort.samples[i];
    dash_clientside.set_props("sample-picker", { value: echo });
  });
}

export const strip = {
  start(data) {
    cohort = data;
    column = data.columns[0] || null;
    listen();
    brush.listen();
    play.listen();
    requestAnimationFrame(draw); // once the score knows how samples lie
  },
  colourBy(name) {
    column = cohort.columns.find((c) => c.name === name) || null;
    draw();
    write(score.position);
  },
  redraw: draw,
  continuous,
  between,
  few,
  edgeOf,
  signed,
  onKey,
  positionAt,
  rangeWords,
  number,
  // A name in the picker: chosen there if the picker has the focus, else the echo of our own writing, which may come
  // late, when the slider has moved on, or while a choice is under way.
  choose(name) {
    if (!name) return;
    const ours = name === echo;
    shown = name;
    echo = null;
    if (!ours && document.activeElement?.id === "sample-picker") score.go(cohort.samples.indexOf(name));
  },
  get cohort() { return cohort; },
};
