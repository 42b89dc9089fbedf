// Courses along the score: of each edge of a drawing K numbers, from which its coefficient and its band follow at any
// score. compute/study/courses.py computes the same, in the same order of operations and with the same bits.
import { unpacked } from "./base64.mjs";

/**
 * @param {SentCourses} sent as sign_dash/scene/courses.py packs them
 * @returns {Courses}
 */
function decode(sent) {
  return {
    K: sent.functions_each, reach: sent.reach, least: sent.least,
    score: new Float64Array(unpacked(sent.score)), functions: new Float64Array(unpacked(sent.functions)),
    course: new Float32Array(unpacked(sent.course)), spread: new Float32Array(unpacked(sent.spread)),
    modulator: new Float64Array(unpacked(sent.modulator)),
  };
}

/**
 * The K functions at a score: between the stored ones on a straight line, beyond the ends as at the end (numpy's interp).
 * @param {Courses} courses
 * @param {number} at
 */
function functionsAt({ K, score, functions }, at) {
  const last = score.length - 1;
  let low = 0;
  for (let high = last; low < high;) {
    const middle = (low + high + 1) >> 1;
    if (score[middle] <= at) low = middle; else high = middle - 1;
  }
  const found = new Float64Array(K);
  const beyond = at <= score[0] || low === last;
  for (let f = 0; f < K; f++) {
    const here = functions[low * K + f];
    const slope = beyond ? 0 : (functions[(low + 1) * K + f] - here) / (score[low + 1] - score[low]);
    found[f] = beyond || at === score[low] ? here : slope * (at - score[low]) + here;
  }
  return found;
}

// Of every edge, written into out[first], out[first + step], …; single precision throughout, as numpy adds them up.
function fill({ K, course, least }, functions, out, first, step) {
  const B = Float32Array.from(functions);
  const edges = course.length / K;
  for (let e = 0, at = first; e < edges; e++, at += step) {
    let sum = Math.fround(course[e * K] * B[0]);
    for (let f = 1; f < K; f++) sum = Math.fround(sum + Math.fround(course[e * K + f] * B[f]));
    out[at] = least > 0 && Math.abs(sum) <= least ? 0 : sum;
  }
  return out;
}

/** @param {Courses} courses @param {number} at a score @returns {Float32Array} the coefficients there */
const values = (courses, at) => fill(courses, functionsAt(courses, at), new Float32Array(courses.course.length / courses.K), 0, 1);

/** Edges × samples, as a drawing of networks carries them. @param {Courses} courses */
function matrix(courses) {
  const samples = courses.modulator.length;
  const out = new Float32Array((courses.course.length / courses.K) * samples);
  courses.modulator.forEach((at, s) => fill(courses, functionsAt(courses, at), out, s, samples));
  return out;
}

/** Half the width of every edge's band at a score. @param {Courses} courses @param {number} at @returns {Float64Array} */
function reaches(courses, at) {
  const { K, spread, reach } = courses;
  const B = functionsAt(courses, at);
  const products = [];
  for (let f = 0; f < K; f++) for (let g = f; g < K; g++) products.push(B[f] * B[g] * (f === g ? 1 : 2));
  const found = new Float64Array(spread.length / products.length);
  for (let e = 0; e < found.length; e++) {
    let variance = 0;
    for (let p = 0; p < products.length; p++) variance += spread[e * products.length + p] * products[p];
    found[e] = reach * Math.sqrt(Math.max(variance, 0));
  }
  return found;
}

export const courses = { decode, functionsAt, values, matrix, reaches };
