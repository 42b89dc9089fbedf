// The view as values: sign_dash/state names every page's controls, this machine hears of their changes.
//
//   now        what each control is set to; started with what the layout says
//   a wish     a value to be set (from the address, a session, undo); kept for a moment against the callbacks it sets off
//   a step     what one act of a person changed; undo and redo walk through the steps
//
// address.mjs writes the values into the address and reads them there, session.mjs into a file.
import { address } from "./address.mjs";
import { kinds } from "./kinds.mjs";
import { say } from "./language.mjs";
import { notices } from "./notices.mjs";
import { pages } from "./pages.mjs";

const MOST_STEPS = 100;
const ONE_ACT = 800; // ms: changes of one control that follow each other so soon are one step
const SETTLING = 4000; // ms in which what a wish sets off may not undo it
const PATIENCE = 1500; // ms a wish waits for the options it is among
const EVERYWHERE = "shell"; // the controls that are on every page

const controls = new Map(); // "page.key" -> {page, key, component, prop, kind, in_address, start}
const now = new Map(); // "page.key" -> value
const steps = []; // {changes: Map(name -> {before, after}), control, time, act, page}
let cursor = 0; // steps before it can be undone, those after it redone
let acts = 0; // presses of keys and of the pointer so far
let settling = null; // {until, wishes: Map(name -> {value, tries}), touched: names a person changes meanwhile}
let about = null; // the store's version and study
const later = new Map(); // page -> {values: Map(name -> value), source}: to be set once its first callbacks have run
let started = false; // those of the page the document opened with have

const nameOf = (page, key) => `${page}.${key}`;
const equal = (a, b) => JSON.stringify(a) === JSON.stringify(b);

// ---- What is on the page --------------------------------------------------------------------------------------

const live = (control) => pages.component(control.component);

// The values a control can take, where it is a choice: null for any.
function options(component) {
  const { data } = component.props;
  if (component.type === "Tabs") {
    const found = new Set();
    pages.walk(component.props.children, (child) => { if (child.type === "TabsTab") found.add(child.props.value); });
    return found;
  }
  if (!Array.isArray(data)) return null;
  return new Set(data.flatMap((item) => item.items || [item]).map((item) => String(item.value ?? item)));
}

// The part of a value that the control can take, and what of it it cannot.
function fitting(control, component, value) {
  if (value === null || value === undefined) return { value, missing: [] };
  if (control.kind === "number") {
    const { min, max } = component.props;
    const fits = Number.isFinite(value) && !(value < min) && !(value > max);
    return fits ? { value, missing: [] } : { missing: [Number.isNaN(value) ? say("something that is not a number") : String(value)] };
  }
  const chosen = control.prop === "value"; // what a store holds under `data` is no list of choices
  const known = chosen && (control.kind === "text" || control.kind === "list") ? options(component) : null;
  if (!known) return { value, missing: [] };
  if (control.kind === "text") return known.has(value) ? { value, missing: [] } : { missing: [value] };
  const there = value.filter((item) => known.has(item));
  const missing = value.filter((item) => !known.has(item));
  return { value: missing.length && !there.length ? undefined : there, missing };
}

// ---- The start ------------------------------------------------------------------------------------------------

// Dash's hook: the layout has come, nothing is drawn yet. What the address asks for goes into it, so that the page is
// drawn once.
function begin(layout) {
  const found = pages.named(layout);
  const data = found.get("state").props.data;
  about = { version: data.version, study: data.study };
  for (const [page, list] of Object.entries(data.pages)) {
    for (const control of list) {
      const component = found.get(control.component);
      if (!component) continue; // not in this study
      const start = kinds.tidy[control.kind](component.props[control.prop]) ?? null;
      controls.set(nameOf(page, control.key), { ...control, page, start });
      now.set(nameOf(page, control.key), start);
    }
  }
  const current = pages.pageAt(Object.keys(data.pages).filter((page) => page !== EVERYWHERE));
  for (const [name, value] of address.asked(current)) {
    const control = controls.get(name);
    const component = found.get(control.component);
    const { value: usable, missing } = fitting(control, component, value);
    if (!control.early || missing.length) defer(control, name, value, "address");
    if (!control.early || usable === undefined) continue;
    component.props[control.prop] = usable;
    now.set(name, usable);
  }
  pages.keep(layout, current);
}

function defer(control, name, value, source) {
  if (!later.has(control.page)) later.set(control.page, { values: new Map(), source });
  later.get(control.page).values.set(name, value);
}

// The first callbacks of a page have run: what its layout could not be given is set as a person would.
function settle(page) {
  const deferred = later.get(page);
  later.delete(page);
  if (deferred) want(deferred.values, deferred.source);
}

// The same for the page the document opened with and what is on every page, at once: each wish ends the one before.
function begun() {
  started = true;
  const values = new Map([...later.values()].flatMap((deferred) => [...deferred.values]));
  later.clear();
  if (values.size) want(values, "address");
}

// ---- Wishes ---------------------------------------------------------------------------------------------------

const REFUSALS = {
  address: (what) => say("The link names {what}, which this study does not have; the view is shown without it.", { what }),
  session: (what) => say("The session names {what}, which this study does not have; the view is shown without it.", { what }),
};
const MOST_NAMED = 8; // values in such a sentence
const LONGEST_NAMED = 80; // characters of one

function named(refused) {
  const shown = refused.slice(0, MOST_NAMED).map((one) => (one.length > LONGEST_NAMED ? `${one.slice(0, LONGEST_NAMED - 1)}…` : one));
  return refused.length > MOST_NAMED ? `${shown.join(", ")}, …` : shown.join(", ");
}

function put(control, value) {
  const said = control.kind === "selection" && value ? { ...value, from: "state" } : value;
  dash_clientside.set_props(control.component, { [control.prop]: said });
}

// Set these values. source: "address" or "session", whose values are looked at first; null for our own.
function want(values, source) {
  settling = { until: performance.now() + SETTLING, wishes: new Map(), touched: new Set() };
  const mine = settling;
  const waiting = new Map();
  for (const [name, value] of values) {
    const control = controls.get(name);
    const component = control && live(control);
    if (!component) continue;
    const { value: usable, missing } = source ? fitting(control, component, value) : { value, missing: [] };
    if (pages.waiting(control.component)) {
      if (control.early && usable !== undefined) { component.props[control.prop] = usable; now.set(name, usable); }
      if (!control.early || missing.length) defer(control, name, value, source);
      continue;
    }
    if (missing.length) waiting.set(name, value);
    if (usable === undefined) continue;
    settling.wishes.set(name, { value: usable, tries: 0 });
    if (!equal(usable, now.get(name))) put(control, usable);
  }
  if (waiting.size) setTimeout(() => again(mine, waiting, source, performance.now() + PATIENCE), 200);
  address.write();
}

// Options may come with another control's value: look again for a while, then say what there is not.
function again(mine, waiting, source, end) {
  const refused = [];
  for (const [name, value] of waiting) {
    const control = controls.get(name);
    const { value: usable, missing } = fitting(control, live(control), value);
    if (missing.length) { refused.push(...missing); continue; }
    waiting.delete(name);
    mine.wishes.set(name, { value: usable, tries: 0 });
    put(control, usable);
  }
  if (!waiting.size) return;
  if (performance.now() < end) setTimeout(() => again(mine, waiting, source, end), 250);
  else notices.notice(REFUSALS[source](named(refused)));
}

// ---- Changes --------------------------------------------------------------------------------------------------

// True where the change is the answer to a wish, or an echo that goes against one.
function answered(control, name, value) {
  const wish = settling && settling.wishes.get(name);
  if (!wish) return false;
  if (equal(value, wish.value)) { now.set(name, value); return true; }
  wish.tries += 1;
  if (wish.tries <= 3) { setTimeout(() => put(control, wish.value), 0); return true; }
  settling.wishes.delete(name);
  return false;
}

// Something on a page changed. Dash may call late, with values that are so no longer: what is on the page counts.
function heard(page) {
  if (settling && performance.now() > settling.until) settling = null;
  if (started && later.has(page)) setTimeout(settle, 0, page);
  for (const control of [...controls.values()].filter((each) => each.page === page)) {
    const component = live(control);
    if (!component) continue;
    const value = kinds.tidy[control.kind](component.props[control.prop]);
    const name = nameOf(page, control.key);
    const before = now.get(name);
    if (value === undefined || answered(control, name, value) || equal(value, before)) continue;
    now.set(name, value);
    if ((!settling || settling.touched.has(name)) && acts > 0) record(name, before, value);
  }
  address.write();
  return undefined;
}

function record(name, before, after) {
  const time = performance.now();
  const last = cursor === steps.length ? steps[cursor - 1] : null;
  const page = controls.get(name).page;
  if (last && (last.act === acts || (last.control === name && time - last.time < ONE_ACT))) {
    last.changes.set(name, { before: last.changes.has(name) ? last.changes.get(name).before : before, after });
    Object.assign(last, { time, act: acts });
    if ([...last.changes.values()].every((change) => equal(change.before, change.after))) { steps.pop(); cursor -= 1; }
  } else {
    push({ changes: new Map([[name, { before, after }]]), control: name, time, act: acts, page });
  }
  show();
}

function push(step) {
  steps.length = cursor;
  steps.push(step);
  if (steps.length > MOST_STEPS) steps.shift();
  cursor = steps.length;
  show();
}

function show() {
  dash_clientside.set_props("undo-button", { disabled: cursor === 0 });
  dash_clientside.set_props("redo-button", { disabled: cursor === steps.length });
}

// ---- Undo and redo --------------------------------------------------------------------------------------------

function travel(step, side) {
  if (step.page !== EVERYWHERE && step.page !== pages.at) document.getElementById(`link-${step.page}`).click();
  want(new Map([...step.changes].map(([name, change]) => [name, change[side]])), null);
  show();
}

function told(sentence, step) {
  const control = controls.get(step.control);
  const element = control && document.getElementById(control.component);
  const label = element && (element.getAttribute("aria-label") || element.querySelector("[aria-label]")?.getAttribute("aria-label"));
  notices.announce(label ? `${sentence}: ${label}` : sentence);
}

function undo() {
  if (!cursor) return;
  cursor -= 1;
  travel(steps[cursor], "before");
  told(say("Undone"), steps[cursor]);
}

function redo() {
  if (cursor === steps.length) return;
  cursor += 1;
  travel(steps[cursor - 1], "after");
  told(say("Redone"), steps[cursor - 1]);
}

// Many values at once, as one step.
function become(values, page, source) {
  const changes = new Map();
  for (const [name, after] of values) {
    const before = now.get(name);
    if (!equal(before, after)) changes.set(name, { before, after });
  }
  if (changes.size) push({ changes, control: null, time: performance.now(), act: acts, page });
  want(values, source);
}

// An act of a person; what follows from it until the next one is one step. Hands, keys, speech and switches all count.
function act(event) {
  if (event.type === "click" && event.detail) return; // of the pointer, which has been counted
  acts += 1;
  if (!settling) return;
  settling.until = Math.min(settling.until, performance.now() + 1000);
  for (const [name, control] of controls) {
    if (!touches(event.target, control)) continue;
    settling.wishes.delete(name);
    settling.touched.add(name);
  }
}

// What a person lays hands on is no longer as it was wished.
function touches(target, control) {
  if (control.page === EVERYWHERE) return Boolean(target.closest?.("#strip"));
  return Boolean(document.getElementById(control.component)?.contains(target));
}

for (const kind of ["pointerdown", "keydown", "input", "click", "drop"]) window.addEventListener(kind, act, true);

export const state = {
  begin,
  begun,
  heard,
  want,
  undo,
  redo,
  equal,
  get about() { return about; },
  get steps() { return { all: steps.length, undone: steps.length - cursor }; },
  // The controls of a page, with those of every page.
  of: (page) => [...controls].filter(([, control]) => control.page === page || control.page === EVERYWHERE),
  all: () => [...controls],
  // What a control is set to, or is about to be.
  value(name) {
    const wish = settling && settling.wishes.get(name);
    if (wish) return wish.value;
    const deferred = later.get(controls.get(name)?.page)?.values;
    return deferred?.has(name) ? deferred.get(name) : now.get(name);
  },
  become: (values, page) => become(values, page, "session"), // a session that was opened
  // On to another page, with these values (by key) of its controls.
  lead(page, values) {
    become(new Map(Object.entries(values).map(([key, value]) => [nameOf(page, key), value])), page, null);
    document.getElementById(`link-${page}`).click();
  },
  tidy: (control, value) => kinds.tidy[control.kind](value),
};

export const clientside = {
  undo() { state.undo(); },
  redo() { state.redo(); },
};
