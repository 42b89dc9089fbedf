// The kinds of values that make the view (sign_dash/state/tracked.py), each in its three forms:
//
//   kinds.tidy[kind](v)    as the page has it; undefined for a field that is being edited
//   kinds.write[kind](v)   as text in an address; kinds.read[kind](text) is the way back
//   kinds.sound[kind](v)   of a file or an address of anybody: the value made anew of what belongs to it; undefined where
//                          it is none

const isText = (v) => typeof v === "string";
const isPlain = (v) => typeof v === "object" && v !== null && !Array.isArray(v);
const isPlace = (v) => Array.isArray(v) && v.length === 2 && v.every(Number.isFinite);
// Nothing is also a value of these.
const orNothing = (sound) => (v) => (v === null ? null : sound(v));

function places(v) {
  if (!isPlain(v) || !Object.values(v).every(isPlace)) return undefined;
  return Object.fromEntries(Object.entries(v).filter(([gene]) => gene !== "__proto__"));
}

function file(v) {
  return isPlain(v) && isText(v.digest) && isText(v.name) ? { digest: v.digest, name: v.name } : undefined;
}

const SOUND = {
  text: (v) => (v === null || v === "" ? null : isText(v) ? v : undefined),
  number: (v) => (v === null || Number.isFinite(v) ? v : undefined),
  flag: (v) => (typeof v === "boolean" ? v : undefined),
  list: (v) => (Array.isArray(v) && v.every(isText) ? v : undefined),
  selection: orNothing((v) => {
    if (!isPlain(v)) return undefined;
    if (isText(v.gene) && v.gene) return { gene: v.gene };
    return isText(v.regulator) && v.regulator && isText(v.target) ? { regulator: v.regulator, target: v.target } : undefined;
  }),
  range: orNothing((v) => (isPlain(v) && Number.isInteger(v.first) && Number.isInteger(v.last)
    ? { first: v.first, last: v.last } : undefined)),
  places: orNothing(places),
  arrangement: orNothing((v) => {
    const at = isPlain(v) && isText(v.subject) ? places(v.at) : undefined;
    return at && { subject: v.subject, at };
  }),
  file: orNothing(file),
  evidence: orNothing((v) => {
    if (!isPlain(v) || !(v.choice === null || isText(v.choice))) return undefined;
    const given = v.file === null ? null : file(v.file);
    return given === undefined ? undefined : { choice: v.choice, file: given };
  }),
};

const asIs = (v) => v ?? null;
const TIDY = {
  text: (v) => (v === undefined || v === null || v === "" ? null : String(v)),
  number: (v) => (v === undefined || v === null ? null : typeof v === "number" && Number.isFinite(v) ? v : undefined),
  flag: (v) => Boolean(v),
  list: (v) => (v || []).map(String),
  selection: (v) => (v && v.gene ? { gene: v.gene } : v && v.regulator ? { regulator: v.regulator, target: v.target } : null),
  range: asIs,
  places: asIs,
  arrangement: asIs,
  file: asIs,
  evidence: asIs,
};

const shield = (item) => item.replaceAll("%", "%25").replaceAll(",", "%2C");
const json = (v) => (v === null ? "" : JSON.stringify(v));
const WRITE = {
  text: (v) => v ?? "",
  number: (v) => (v === null ? "" : String(v)),
  flag: (v) => (v ? "1" : "0"),
  list: (v) => v.map(shield).join(","),
  selection: (v) => (!v ? "" : v.gene ? v.gene : `${v.regulator}>${v.target}`),
  range: json,
  places: json,
  arrangement: json,
  file: json,
  evidence: json,
};

const plain = (item) => { try { return decodeURIComponent(item); } catch { return item; } };
const parsed = (kind) => (text) => { try { return SOUND[kind](JSON.parse(text)); } catch { return undefined; } };
const READ = {
  text: (t) => (t === "" ? null : t),
  number: (t) => (t === "" ? null : Number(t)),
  flag: (t) => t === "1",
  list: (t) => [...new Set(t.split(",").filter(Boolean).map(plain))],
  selection(t) {
    const [first, target] = t.split(">");
    return !first ? null : target ? { regulator: first, target } : { gene: first };
  },
  range: parsed("range"),
  places: parsed("places"),
  arrangement: parsed("arrangement"),
  file: parsed("file"),
  evidence: parsed("evidence"),
};

export const kinds = { sound: SOUND, tidy: TIDY, write: WRITE, read: READ };
