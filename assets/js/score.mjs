// Where the slider stands: one number, told to every listener at once, and to the server when it comes to rest; and the
// range of samples whose mean network is drawn instead, while there is one.
//
//   signdash.score.onMove(f)     f(position) on every step, in the browser only
//   signdash.score.onRest(f)     f(position) once the slider has rested for a moment
//   signdash.score.go(position)  move there, to that one sample
//   signdash.score.step(by)      so many samples on: the range where there is one, else the current sample
//   signdash.score.range         {first, last}, both belonging to it, or null; write it with spread(first, last), one()
//   signdash.score.view          the range, else the current sample as a range of one

const REST = 140; // ms without a step
const moving = [];
const resting = [];
let position = -1;
let range = null;
let told = "null"; // the range the server knows
let count = 0;
let timer;

function rest() {
  clearTimeout(timer);
  resting.forEach((listen) => listen(position));
  const text = JSON.stringify(range);
  if (text !== told) {
    told = text;
    dash_clientside.set_props("range", { data: range });
  }
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
  if (next === position) return;
  position = next;
  range = null;
  moved();
}

// The range keeps its width at the ends. Says whether anything moved.
function step(by) {
  const before = position;
  if (!range) go(position + by);
  else {
    const kept = Math.max(-range.first, Math.min(count - 1 - range.last, Math.round(by)));
    spread(range.first + kept, range.last + kept);
  }
  return position !== before;
}

// A range of at least two samples, in either order; the current sample is the one in its middle.
function spread(from, to) {
  if (count < 2) return;
  let [first, last] = [inside(Math.min(from, to)), inside(Math.max(from, to))];
  if (first === last) { if (last < count - 1) last += 1; else first -= 1; }
  if (range && range.first === first && range.last === last) return;
  range = { first, last };
  position = Math.round((first + last) / 2);
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
  step,
  spread,
  one,
  rest, // now: for what moves by itself and never pauses
  start(samples, at) {
    count = samples;
    position = -1;
    go(at);
  },
  get position() {
    return Math.max(position, 0);
  },
  get range() {
    return range;
  },
  get view() {
    return range || { first: Math.max(position, 0), last: Math.max(position, 0) };
  },
  get count() {
    return count;
  },
  clientside: {
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
