// A session file, sound or changed by anybody: it is opened whole, or one sentence says why not and nothing has changed.
import "./browser.mjs";

import assert from "node:assert/strict";
import { test } from "node:test";

import { kinds } from "../../assets/js/kinds.mjs";
import { pages } from "../../assets/js/pages.mjs";
import { score } from "../../assets/js/score.mjs";
import { session } from "../../assets/js/session.mjs";
import { state } from "../../assets/js/state.mjs";
import { strip } from "../../assets/js/strip.mjs";
import { mutated, random, value } from "./mutated.mjs";

const DRAWS = Number(process.env.EXAMPLES || 150);
const SEED = Number(process.env.SEED || 1);
const LONGEST = 900; // characters of what is said

// ---- A browser that keeps its properties, its clock and what it was told ---------------------------------------

const NAMES = ["explore", "compare"];
const PANELS = NAMES.map((name) => ({ id: `page-${name}` }));
const GENES = ["CDH1", "VIM", "ZEB1"];
const CONTROLS = {
  explore: {
    genes: ["list", "value", GENES], hidden: ["list", "data"], colour: ["text", "value", ["a", "b"]], strength: ["number", "value"],
    selected: ["selection", "data"], pins: ["places", "data"], places: ["arrangement", "data"], sets: ["file", "data"],
  },
  compare: { a: ["text", "data"], shown: ["flag", "checked"] },
  shell: { range: ["range", "data"], evidence: ["evidence", "data"] },
};
const START = { list: [], text: null, number: 0, flag: false, places: {} };

let said = [];
let announced = [];
let clicked = [];
let timers = [];
let clock = 0;
let acts = 0; // properties that were set
const components = new Map();
const tracked = {};
for (const [page, controls] of Object.entries(CONTROLS)) {
  tracked[page] = Object.entries(controls).map(([key, [kind, prop, data]]) => {
    const id = `${page}-${key}`;
    components.set(id, { type: "Any", props: { id, [prop]: START[kind] ?? null, ...(data ? { data } : {}) } });
    return { key, component: id, prop, kind, in_address: true, early: false };
  });
}
const box = {
  append: (line) => said.push(line.textContent), querySelectorAll: () => [], querySelector: () => null, replaceChildren() {},
};
const announcement = { set textContent(words) { announced.push(words); } };
globalThis.document.querySelectorAll = (what) => (what === "main > .page" ? PANELS : []);
globalThis.document.createElement = () => ({ getContext: () => ({ measureText: () => ({ width: 1 }) }) });
globalThis.document.getElementById = (id) => {
  if (id === "notice") return box;
  if (id === "announcement") return announcement;
  if (id === "_dash-config") return { textContent: '{"requests_pathname_prefix": "/"}' };
  const page = NAMES.find((name) => id === `link-${name}`);
  return page ? { click() { clicked.push(page); pages.at = page; } } : null;
};
globalThis.location = { pathname: "/explore", search: "" };
globalThis.history = { state: null, replaceState(_state, _title, address) { globalThis.location.search = address.slice(address.indexOf("?")); } };
globalThis.dash_component_api = { getLayout: (id) => components.get(id) };
globalThis.setTimeout = (work, _ms, ...rest) => {
  const timer = { run: () => work(...rest) };
  timers.push(timer);
  return timer;
};
globalThis.clearTimeout = (timer) => { if (timer) timer.run = () => {}; };
Object.defineProperty(performance, "now", { value: () => clock });
globalThis.dash_clientside.set_props = (id, props) => { acts += 1; Object.assign(components.get(id)?.props || {}, props); };
Object.defineProperty(strip, "cohort", { value: { samples: ["S0", "S1", "S2", "S3", "S4"] } });

const ABOUT = { version: 1, study: { title: "A study", checksum: "0123456789abcdef" }, pages: tracked };
state.begin({ props: { children: [{ props: { id: "state", data: ABOUT } }, ...components.values()] } });
score.start(5, 0, [0, 1, 2, 3, 4]);
pages.at = "explore";
state.begun();
settled();

// The properties have changed: the page's callbacks run, and whatever waits.
function settled() {
  for (let round = 0; round < 40; round++) {
    for (const page of Object.keys(CONTROLS)) state.heard(page);
    const due = timers;
    timers = [];
    due.forEach((timer) => timer.run());
    clock += 250;
  }
}

const shown = () => JSON.stringify([...components.values()].map((component) => component.props));
const where = () => JSON.stringify([score.position, score.between, pages.at, state.steps, globalThis.location.search]);

const SOUND = {
  format: "SiGN-Dash session", version: 1, study: { title: "A study", checksum: "0123456789abcdef" },
  saved: "2026-01-01T00:00:00.000Z", page: "compare", sample: "S3", score: null,
  pages: {
    explore: {
      genes: ["CDH1", "VIM"], hidden: ["ZEB1"], colour: "b", strength: 0.5, selected: { regulator: "ZEB1", target: "VIM" },
      pins: { VIM: [1, 2] }, places: { subject: "[]", at: { CDH1: [3, 4] } }, sets: { digest: "0".repeat(64), name: "sets.gmt" },
    },
    compare: { a: "low:10", shown: true },
    shell: { range: { first: 1, last: 3 }, evidence: { choice: "given:1", file: { digest: "1", name: "pairs.csv" } } },
  },
};

const globals = [Object, Array, String, Number, Boolean, Function, Map, Set];
const prototypes = () => JSON.stringify(globals.map((one) => Object.getOwnPropertyNames(one.prototype)));
const untouched = prototypes();

// Opens a text; whether it was opened. Whatever it is, what must hold afterwards holds.
function opened(text) {
  [said, announced, clicked, acts] = [[], [], [], 0];
  const before = shown();
  const stood = where();
  session.open(text, "file.json");
  const done = announced.length > 0;
  assert.equal(said.length + announced.length, 1, "one sentence");
  if (!done) {
    assert.equal(acts + clicked.length, 0, "something was set by a file that was refused");
    assert.equal(shown(), before);
    assert.equal(where(), stood);
  } else {
    whole(JSON.parse(text));
  }
  settled();
  assert.ok(said.length <= 1);
  for (const sentence of [...said, ...announced]) assert.ok(sentence.length < LONGEST, sentence.slice(0, LONGEST));
  assert.equal(prototypes(), untouched, "a prototype was changed");
  if (done) undone(before);
  return done;
}

// All that the file names is set, each as far as its control can take it, and is of its kind.
function whole(file) {
  for (const [name, control] of state.all()) {
    const held = file.pages[control.page]?.[control.key];
    if (!Object.hasOwn(file.pages[control.page] || {}, control.key)) continue;
    const wanted = kinds.sound[control.kind](held);
    assert.notEqual(wanted, undefined, name);
    const [, , among] = CONTROLS[control.page][control.key];
    const now = state.value(name);
    assert.notEqual(kinds.sound[control.kind](now), undefined, name);
    if (!among) assert.deepEqual(now, wanted, name);
    else if (Array.isArray(wanted) && wanted.some((one) => among.includes(one))) assert.deepEqual(now, wanted.filter((one) => among.includes(one)), name);
    else if (among.includes(wanted)) assert.equal(now, wanted, name);
  }
  if (strip.cohort.samples.includes(file.sample) && typeof file.score !== "number") assert.equal(strip.cohort.samples[score.position], file.sample);
}

// Opening is one step: undo takes all of it back.
function undone(before) {
  state.undo();
  settled();
  assert.equal(shown(), before);
  score.go(0);
  pages.at = "explore";
  settled();
}

test("a sound session is opened whole, and is one step", () => {
  assert.ok(opened(JSON.stringify(SOUND)));
  assert.deepEqual(clicked.slice(0, 1), ["compare"]);
  assert.ok(opened(JSON.stringify({ ...SOUND, page: "nowhere", sample: "nobody", more: value(random(3)) })));
  assert.ok(opened(JSON.stringify({ ...SOUND, pages: {} })));
});

const named = (changes) => JSON.stringify({ ...SOUND, ...changes });
const inside = (page, changes) => named({ pages: { ...SOUND.pages, [page]: { ...SOUND.pages[page], ...changes } } });
for (const [what, text] of Object.entries({
  "a page that is no text": named({ page: { toString: 1 } }),
  "a title that is no text": named({ study: { title: { toString: null }, checksum: "x" } }),
  "a version that is no number": named({ version: { valueOf: 1 } }),
  "a range of words": inside("shell", { range: { first: "low", last: [] } }),
  "a range without an end": inside("shell", { range: { first: 1 } }),
  "a place that is none": inside("explore", { pins: { VIM: ["1", {}] } }),
  "an arrangement without places": inside("explore", { places: { subject: "x" } }),
  "a gene that is a record": inside("explore", { selected: { gene: { toString: 1 } } }),
  "a file without a digest": inside("explore", { sets: { name: "x" } }),
  "pairs of no file": inside("shell", { evidence: { choice: 1, file: "x" } }),
  "pages that are a list": named({ pages: [] }),
  "a page that is a word": named({ pages: { explore: "genes" } }),
})) {
  test(`${what}: one sentence`, () => assert.ok(!opened(text)));
}

test("half a letter in a name does not stop the address", () => {
  const half = JSON.parse(inside("explore", { hidden: ["\ud800"] }));
  assert.ok(opened(JSON.stringify({ ...half, page: "explore" })));
});

test("what this study does not have is named, as far as a sentence goes", () => {
  assert.ok(opened(inside("explore", { genes: Array.from({ length: 50 }, (_, i) => i + "x".repeat(1000)) })));
  assert.match(said[0], /^The session names 0x+…, 1x+…,.* 7x+…, …, which this study does not have/);
});

test("another study's title is shown, as far as it is one", () => {
  assert.ok(!opened(named({ study: { title: "<b>" + "x".repeat(1e6), checksum: "other" } })));
  assert.match(said[0], /belongs to another study, “<b>x+…”/);
});

test("what is too large, or cannot be read, is one sentence", async () => {
  said = [];
  await session.take({ name: "a.json", size: 1e9, text: () => assert.fail("it was read") });
  await session.take({ name: "b.json", size: 9, text: () => Promise.reject(new Error("gone")) });
  assert.deepEqual(said, [
    "a.json is too large to be a session; choose another file.", "b.json cannot be read; choose the file again.",
  ]);
});

test(`${DRAWS} sessions that something has happened to`, () => {
  let done = 0;
  for (let draw = 0; draw < DRAWS; draw++) {
    const text = mutated(random(SEED * 1e6 + draw), SOUND);
    try {
      done += opened(text) ? 1 : 0;
    } catch (error) {
      throw new Error(`seed ${SEED}, draw ${draw}: ${text.slice(0, 500)}`, { cause: error });
    }
  }
  assert.ok(done > DRAWS / 50, `only ${done} were opened`);
  assert.ok(done < DRAWS / 2, `as many as ${done} were opened`);
});
