// Where the slider stands: one number, told to every listener at once, and to the server when it comes to rest; and the
// range of samples whose mean network is drawn instead, while there is one.
//
//   signdash.score.onMove(f)     f(position) on every step, in the browser only
//   signdash.score.onRest(f)     f(position) once the slider has rested for a moment
//   signdash.score.go(position)  move there, to that one sample
//   signdash.score.to(value)     move to a score, where the networks are courses: between samples too
//   signdash.score.between       that score, or null where the slider stands at a sample; position is then the nearest one
//   signdash.score.step(by)      so many samples on: the range where there is one, else the current sample
//   signdash.score.slide(by)     so much of the score on
//   signdash.score.range         {first, last}, both belonging to it, or null; write it with spread(first, last), one()
//   signdash.score.filters       which samples ranges leave out, see filters.mjs; "" for none
//   signdash.score.view          the range with the samples that are left of it (kept; null: all), else the current sample as a range of one, with the score it stands at

import { filters } from "./filters.mjs";

const REST = 140; // ms without a step
const moving = [];
const resting = [];
let position = -1;
let between = null;
let range = null;
let told = "null"; // the range the server knows
let count = 0;
let scores = null; // of all samples, where the slider may stand between them
let digits = 0; // of a score between samples: a ten-thousandth of their range
let columns = []; // the annotation, by which ranges are filtered
let filtered = "";
let timer;

function rest() {
  clearTimeout(timer);
  resting.forEach((listen) => listen(position));
  const text = JSON.stringify(range);
  if (text !== told) {
    told = text;
    dash_clientside.set_props("range", { data: range });
  }
  if (scores) dash_clientside.set_props("between", { data: between });
  dash_clientside.set_props("position", { data: position });
}

function moved() {
  moving.forEach((listen) => listen(position));
  clearTimeout(timer);
  timer = setTimeout(rest, REST);
}

const inside = (wanted) => Math.max(0, Math.min(count - 1, Math.round(wanted)));

function go(wanted) {
  if (!count) return;
  const next = inside(wanted);
  if (next === position && between === null) return;
  position = next;
  between = null;
  range = null;
  moved();
}

// The first sample whose score is above a value.
function above(value) {
  let low = 0;
  for (let high = count; low < high;) {
    const middle = (low + high) >> 1;
    if (scores[middle] <= value) low = middle + 1; else high = middle;
  }
  return low;
}

function to(wanted) {
  if (!scores || !Number.isFinite(wanted)) return;
  const exact = Math.max(scores[0], Math.min(scores[count - 1], wanted));
  const value = Number(exact.toFixed(digits));
  const next = Math.min(above(value), count - 1);
  let nearest = next > 0 && value - scores[next - 1] <= scores[next] - value ? next - 1 : next;
  while (nearest > 0 && scores[nearest - 1] === scores[nearest]) nearest -= 1; // of several the first, as the server has it
  const apart = Math.abs(scores[nearest] - value) > 0.5 * 10 ** -digits && value > scores[0] && value < scores[count - 1];
  if (!apart) { go(nearest); return; }
  if (value === between) return;
  position = nearest;
  between = value;
  range = null;
  moved();
}

const value = () => between ?? scores[Math.max(position, 0)];

// The range keeps its width at the ends; from between samples on to the next one. Says whether anything moved.
function step(by) {
  const before = `${position} ${between}`;
  if (range) {
    const kept = Math.max(-range.first, Math.min(count - 1 - range.last, Math.round(by)));
    spread(range.first + kept, range.last + kept);
  } else if (between === null) go(position + by);
  else go(by > 0 ? above(between) - 1 + by : above(between) + by);
  return `${position} ${between}` !== before;
}

// A range of at least two samples, in either order; the current sample is the one in its middle.
function spread(from, wanted) {
  if (count < 2) return;
  let [first, last] = [inside(Math.min(from, wanted)), inside(Math.max(from, wanted))];
  if (first === last) { if (last < count - 1) last += 1; else first -= 1; }
  if (range && range.first === first && range.last === last) return;
  range = { first, last };
  position = Math.round((first + last) / 2);
  between = null;
  moved();
}

function one() {
  if (!range) return;
  range = null;
  moved();
}

export const score = {
  onMove: (listen) => moving.push(listen),
  onRest: (listen) => resting.push(listen),
  go,
  to,
  step,
  slide: (by) => to(value() + by),
  spread,
  one,
  rest, // now: for what moves by itself and never pauses
  // along: the samples' scores, ascending, where networks are courses; else null.
  start(samples, at, along = null, annotation = []) {
    count = samples;
    columns = annotation;
    scores = along && along[samples - 1] > along[0] ? along : null;
    digits = scores ? Math.max(0, Math.min(12, 4 - Math.floor(Math.log10(scores[samples - 1] - scores[0])))) : 0;
    position = -1;
    go(at);
  },
  get position() {
    return Math.max(position, 0);
  },
  get between() {
    return between;
  },
  // Whether there is a network between samples; then how far the scores reach, and digits of one of them.
  get continuous() {
    return Boolean(scores);
  },
  get span() {
    return scores ? scores[count - 1] - scores[0] : 0;
  },
  get value() {
    return scores ? value() : null;
  },
  get digits() {
    return digits;
  },
  // The position as it would be counted, a score between two samples as a part of the way.
  get rank() {
    if (between === null) return Math.max(position, 0);
    const next = above(between);
    return next - 1 + (between - scores[next - 1]) / (scores[next] - scores[next - 1]);
  },
  get range() {
    return range;
  },
  get view() {
    return range ? { ...range, kept: score.kept(filtered, range.first, range.last) } : { first: Math.max(position, 0), last: Math.max(position, 0), score: between };
  },
  get count() {
    return count;
  },
  get filters() {
    return filtered;
  },
  // The samples of a run that a text of filters leaves; null where there are no filters.
  kept: (text, first, last) => (text ? filters.kept(columns, text, first, last) : null),
  clientside: {
    filter(within, without) {
      const text = filters.put("", { within, without });
      if (text !== filtered) {
        filtered = text;
        moving.forEach((listen) => listen(position));
      }
      return text;
    },
    // The store was written by somebody else: an address, a session, undo.
    restore(stored) {
      if (JSON.stringify(stored || null) !== told) {
        told = JSON.stringify(stored || null);
        if (stored) spread(stored.first, stored.last);
        else one();
      }
      return dash_clientside.no_update;
    },
  },
};
