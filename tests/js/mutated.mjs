// JSON that somebody or something has changed: what a reader of files has to stand. The same seed draws the same.

// Numbers from 0 to 1 (mulberry32).
export function random(seed) {
  let state = seed >>> 0;
  return () => {
    state = (state + 0x6d2b79f5) >>> 0;
    let t = state;
    t = Math.imul(t ^ (t >>> 15), t | 1);
    t ^= t + Math.imul(t ^ (t >>> 7), t | 61);
    return ((t ^ (t >>> 14)) >>> 0) / 4294967296;
  };
}

const KEYS = ["__proto__", "constructor", "prototype", "toString", "valueOf", "hasOwnProperty", "length", "then", "toJSON", "", "0"];
const TEXTS = [
  "", "x", "VIM", "<img src=x onerror=alert(1)>", "javascript:alert(1)", "\ud800", "\u0000", "\u202eabc", "a\nb", "__proto__",
  "../../etc/passwd", "{n}", "1e999", "explore", "x".repeat(5000),
];
const NUMBERS = [0, -0, 1, -1, 0.5, 2, 1e308, -1e308, 2 ** 53, 2 ** 31, -(2 ** 31), 1e-320];
// As they stand in a file: JSON.stringify would write none of them.
const RAW = ["1e999", "-1e999", "\"\\ud800\"", "{\"__proto__\":{\"polluted\":true}}", "{\"constructor\":{\"prototype\":{\"polluted\":true}}}"];
const MARK = "\u0001raw"; // what stands for one of these until it is text

const DEEP = 20_000;
const deep = () => `${"[".repeat(DEEP)}${"]".repeat(DEEP)}`;

// A value of JSON; the deeper, the plainer.
export function value(next, depth = 0) {
  const one = (list) => list[Math.floor(next() * list.length)];
  const kind = Math.floor(next() * (depth > 3 ? 5 : 8));
  if (kind === 0) return one([null, true, false]);
  if (kind === 1) return one(NUMBERS);
  if (kind === 2 || kind === 3) return one(TEXTS);
  if (kind === 4) return MARK + Math.floor(next() * RAW.length);
  const many = Math.floor(next() * 4);
  if (kind === 5) return Array.from({ length: many }, () => value(next, depth + 1));
  if (kind === 6) return Object.fromEntries(Array.from({ length: many }, () => [one(KEYS), value(next, depth + 1)]));
  return next() < 0.05 ? `${MARK}deep` : Array.from({ length: one([0, 2, 3, 1000]) }, () => one([...NUMBERS, ...TEXTS]));
}

const text = (json) => JSON.stringify(json).replace(/"\\u0001raw(\w+)"/g, (_, name) => (name === "deep" ? deep() : RAW[name]));

// Every place in a document: the record or list that holds it, and its key.
function places(json) {
  const found = [];
  const walk = (owner) => {
    for (const key of Object.keys(owner)) {
      found.push([owner, key]);
      if (owner[key] && typeof owner[key] === "object") walk(owner[key]);
    }
  };
  walk(json);
  return found;
}

function replaced(next, sound) {
  const json = structuredClone(sound);
  const changes = 1 + Math.floor(next() * 3);
  for (let i = 0; i < changes; i++) {
    const all = places(json);
    const [owner, key] = all[Math.floor(next() * all.length)] || [json, "x"];
    const how = next();
    if (how < 0.7) owner[key] = value(next);
    else if (how < 0.8 && !Array.isArray(owner)) delete owner[key];
    else if (!Array.isArray(owner)) {
      const name = KEYS[Math.floor(next() * KEYS.length)];
      Object.defineProperty(owner, name, { value: value(next), enumerable: true, configurable: true, writable: true });
    }
  }
  return text(json);
}

function bytes(next, sound) {
  let whole = JSON.stringify(sound);
  const changes = 1 + Math.floor(next() * 4);
  for (let i = 0; i < changes; i++) {
    const at = Math.floor(next() * whole.length);
    const how = next();
    const piece = RAW[Math.floor(next() * RAW.length)];
    if (how < 0.3) whole = whole.slice(0, at) + String.fromCharCode(32 + Math.floor(next() * 95)) + whole.slice(at + 1);
    else if (how < 0.5) whole = whole.slice(0, at) + whole.slice(at + 1 + Math.floor(next() * 40));
    else if (how < 0.7) whole = whole.slice(0, at) + piece + whole.slice(at);
    else if (how < 0.85) whole = whole.slice(0, at) + whole.slice(Math.floor(next() * whole.length));
    else whole = whole.slice(0, at);
  }
  return whole;
}

// A document made of a sound one: as it is, with values or keys replaced, with characters changed, or something else.
export function mutated(next, sound) {
  const how = next();
  if (how < 0.02) return JSON.stringify(sound);
  if (how < 0.7) return replaced(next, sound);
  if (how < 0.95) return bytes(next, sound);
  if (how < 0.99) return text(value(next));
  return ["", "null", "[]", "{}", deep(), "\ufeff{}", "NaN", `{"format":${deep()}}`][Math.floor(next() * 8)];
}
