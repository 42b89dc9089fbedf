// The colour of genes where it follows the slider: expression in the current sample or range, on the scale of
// sign_dash/scene/encoding.py, from z-scores sent once with the drawing.
import { unpacked } from "./base64.mjs";

const STEPS = 127; // on either side of the mean
const SHADES = 33;

const channels = (colour) => [1, 3, 5].map((at) => parseInt(colour.slice(at, at + 2), 16));

// The scale in few shades, so that a step of the slider restyles only genes whose shade changed.
function shades(stops) {
  const known = stops.map(channels);
  return Array.from({ length: SHADES }, (_, k) => {
    const t = (k / (SHADES - 1)) * (stops.length - 1);
    const low = Math.min(Math.floor(t), stops.length - 2);
    const mixed = known[low].map((value, c) => Math.round(value + (known[low + 1][c] - value) * (t - low)));
    return "#" + mixed.map((value) => value.toString(16).padStart(2, "0")).join("");
  });
}

const prepared = new WeakMap(); // drawing -> {steps, shades}

function scale(d) {
  if (!prepared.has(d)) prepared.set(d, { steps: new Int8Array(unpacked(d.expression.steps)), shades: shades(d.expression.stops) });
  return prepared.get(d);
}

/** The colour of every gene of a drawing in the samples first..last. @param {Drawing} d @param {SampleRange} samples @returns {string[]} */
function colours(d, { first, last, kept = null }) {
  if (!d.expression) return d.nodes.map((n) => n.colour);
  const { steps, shades: colourOf } = scale(d);
  return d.nodes.map((_, i) => {
    let sum = 0;
    if (kept) kept.forEach((s) => { sum += steps[i * d.samples + s]; });
    else for (let s = i * d.samples + first; s <= i * d.samples + last; s++) sum += steps[s];
    const z = sum / (kept ? Math.max(kept.length, 1) : last - first + 1) / STEPS;
    return colourOf[Math.round(((z + 1) / 2) * (SHADES - 1))];
  });
}

export const tint = { colours };
