// When a view stands: tests/sign_dash/browser/test_settled.py has what people see of it.
import "./browser.mjs";

import assert from "node:assert/strict";
import { test } from "node:test";

import { settled, stands } from "../../assets/js/settled.mjs";

const queues = { blocked: [], requested: [], prioritized: [], executing: [], watched: [] };
globalThis.store = { getState: () => ({ callbacks: queues }) };
globalThis.requestAnimationFrame = (step) => setTimeout(step, 0);
const asked = (clientside) => ({ callback: { clientside_function: clientside } });
let graphs = [];
globalThis.document.querySelectorAll = (selector) => (selector === ".dash-graph--pending" ? graphs : []);
const graph = (inSight) => ({ checkVisibility: () => inSight });

test("a view waits for the server, wherever its question is, and not for the browser's own callbacks", () => {
  for (const queue of Object.values(queues)) {
    assert.equal(stands(), true);
    queue.push(asked(undefined));
    assert.equal(stands(), false);
    queue[0] = asked({ namespace: "story" });
    assert.equal(stands(), true);
    queue.pop();
  }
});

test("a view waits for charts in sight alone", () => {
  graphs = [graph(false)];
  assert.equal(stands(), true);
  graphs = [graph(false), graph(true)];
  assert.equal(stands(), false);
  graphs = [];
});

test("waiting ends when the view stands, and says so when it does not in time", async () => {
  queues.executing.push(asked(undefined));
  setTimeout(() => queues.executing.pop(), 150);
  await settled(2000);
  assert.equal(stands(), true);
  graphs = [graph(true)];
  await assert.rejects(settled(150), /still computing/);
  graphs = [];
});
