// Courses are evaluated as compute/study/courses.py evaluates them.
import assert from "node:assert/strict";
import { test } from "node:test";

import { courses } from "../../assets/js/courses.mjs";

const packed = (array) => Buffer.from(array.buffer, array.byteOffset, array.byteLength).toString("base64");

// Two edges, each a level and a slope over scores from 0 to 4; the functions 1 and x at 0, 1, 4.
const sent = (least = 0) => ({
  functions_each: 2, reach: 2, least,
  score: packed(new Float64Array([0, 1, 4])), functions: packed(new Float64Array([1, 0, 1, 1, 1, 4])),
  course: packed(new Float32Array([0.5, -0.25, 0.1, 0])), spread: packed(new Float32Array([0.01, -0.02, 0.04, 0, 0, 0])),
  modulator: packed(new Float64Array([0, 2, 4])),
});

test("between stored scores on a straight line, beyond the ends as at the end", () => {
  const c = courses.decode(sent());
  assert.deepEqual([...courses.functionsAt(c, 2.5)], [1, 2.5]);
  assert.deepEqual([...courses.functionsAt(c, -3)], [1, 0]);
  assert.deepEqual([...courses.functionsAt(c, 9)], [1, 4]);
  assert.deepEqual([...courses.functionsAt(c, 1)], [1, 1]);
  assert.deepEqual([...courses.values(c, 2)], [0, Math.fround(0.1)]);
  assert.equal(courses.values(c, 3)[0], -0.25);
});

test("what is no larger than the least is no edge", () => {
  const c = courses.decode(sent(0.2));
  assert.deepEqual([...courses.values(c, 3)], [-0.25, 0]);
  assert.deepEqual([...courses.values(c, 1.5)], [0, 0]);
});

test("the matrix of the samples is what each of their scores gives", () => {
  const c = courses.decode(sent());
  const columns = [0, 2, 4].map((at) => [...courses.values(c, at)]);
  assert.deepEqual([...courses.matrix(c)], [0, 1].flatMap((e) => columns.map((column) => column[e])));
});

test("half the band is so many standard deviations of the sum", () => {
  const [one, other] = courses.reaches(courses.decode(sent()), 3);
  assert.ok(Math.abs(one - 2 * Math.sqrt(0.01 + 2 * 3 * -0.02 + 9 * 0.04)) < 1e-6);
  assert.equal(other, 0);
});
