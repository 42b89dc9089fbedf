// The score strip: the cohort's outline in the colours of the score, the barcode of tissues, the playhead, the slider. The
// range on it is assets/js/brush.mjs, what moves it by itself assets/js/play.mjs.
import { brush } from "./brush.mjs";
import { say } from "./language.mjs";
import { play } from "./play.mjs";
import { score } from "./score.mjs";

const BARCODE = 12; // px
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

function signed(value) {
  return (value < 0 ? "−" : "+") + Math.abs(value).toFixed(2);
}

const number = (n) => n.toLocaleString("en");

function rank(i) {
  return say("sample {i} of {n}", { i: number(i + 1), n: number(cohort.samples.length) });
}

function sentence(i) {
  return [cohort.samples[i], group(i), `${cohort.scoreName} ${signed(cohort.score[i])}`, rank(i)].filter(Boolean).join(", ");
}

// Samples and scores of a range, in words.
function rangeWords({ first, last }) {
  return say("samples {first}–{last}, {score} {low} to {high}", {
    first: number(first + 1), last: number(last + 1), score: cohort.scoreName,
    low: signed(cohort.score[first]), high: signed(cohort.score[last]),
  });
}

function write(i) {
  find(".strip-sample").textContent = cohort.samples[i];
  find(".strip-group").textContent = group(i);
  find(".strip-score").innerHTML = "";
  find(".strip-score").append(`${cohort.scoreName} `, Object.assign(document.createElement("b"), { textContent: signed(cohort.score[i]) }));
  find(".strip-rank").textContent = rank(i);
  const thumb = slider();
  thumb.setAttribute("aria-valuenow", i);
  thumb.setAttribute("aria-valuetext", sentence(i));
  find(".playhead").style.left = `${((i + 0.5) / cohort.samples.length) * 100}%`;
  brush.write();
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
  const top = height - (column ? BARCODE + 3 : 0);
  const low = cohort.score[0];
  const span = cohort.score[n - 1] - low || 1;
  for (let i = 0; i < n; i++) {
    const x0 = (i / n) * width;
    const x1 = ((i + 1) / n) * width;
    const h = 3 + ((cohort.score[i] - low) / span) * (top - 4);
    pen.fillStyle = cohort.colours[i];
    pen.fillRect(x0, top - h, x1 - x0 + 0.5, h);
    if (column) {
      pen.fillStyle = column.codes[i] < 0 ? cohort.noCategory : column.colours[column.codes[i]];
      pen.fillRect(x0, height - BARCODE, x1 - x0 + 0.5, BARCODE);
    }
  }
}

function positionAt(event) {
  const area = slider().getBoundingClientRect();
  return Math.floor(((event.clientX - area.left) / area.width) * cohort.samples.length);
}

function tip(event) {
  const box = find(".strip-tip");
  if (!event) { box.classList.remove("shown"); return; }
  const i = Math.max(0, Math.min(cohort.samples.length - 1, positionAt(event)));
  box.textContent = [cohort.samples[i], group(i), signed(cohort.score[i])].filter(Boolean).join(" · ");
  const area = slider().getBoundingClientRect();
  box.style.left = `${Math.max(70, Math.min(area.width - 70, event.clientX - area.left))}px`;
  box.classList.add("shown");
}

function onKey(event) {
  if (event.ctrlKey || event.metaKey || event.altKey) return;
  if (event.key === " ") { event.preventDefault(); play.toggle(); return; }
  if (brush.onKey(event)) return;
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
    score.go(positionAt(event));
  });
  thumb.addEventListener("pointermove", (event) => {
    if (thumb.hasPointerCapture(event.pointerId) && !brush.move(positionAt(event))) score.go(positionAt(event));
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
    draw();
  },
  colourBy(name) {
    column = cohort.columns.find((c) => c.name === name) || null;
    draw();
    write(score.position);
  },
  redraw: draw,
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
