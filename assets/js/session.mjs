// A session: the whole view of all pages in a file, to go on with another day or on another machine.
import { kinds } from "./kinds.mjs";
import { say } from "./language.mjs";
import { notices } from "./notices.mjs";
import { pages } from "./pages.mjs";
import { score } from "./score.mjs";
import { state } from "./state.mjs";
import { strip } from "./strip.mjs";

const FORMAT = "SiGN-Dash session";
const LARGEST = 20e6; // bytes; the places of thousands of genes take a tenth of that
const LONGEST_TITLE = 80; // characters of another study's title that are shown

// The session as it would be saved now.
function taken() {
  const { version, study } = state.about;
  const set = {};
  for (const [name, control] of state.all()) (set[control.page] ||= {})[control.key] = state.value(name);
  return {
    format: FORMAT, version, study, saved: new Date().toISOString(), page: pages.at,
    sample: strip.cohort.samples[score.position], score: score.between, pages: set,
  };
}

function save() {
  const session = taken();
  const name = session.study.title.replace(/[^\p{L}\p{N}]+/gu, "-").replace(/^-|-$/g, "");
  const link = document.createElement("a");
  link.href = URL.createObjectURL(new Blob([JSON.stringify(session, null, 1)], { type: "application/json" }));
  link.download = `${name}_${session.saved.slice(0, 10)}.session.json`;
  link.click();
  setTimeout(() => URL.revokeObjectURL(link.href), 10000);
}

const isPlain = (v) => typeof v === "object" && v !== null && !Array.isArray(v);
const isText = (v) => typeof v === "string";

// What of a session is used: its study and version, where the slider stood, the page, and the values by name. A file may
// come from anybody: null where any of it is not what it should be, whatever else the file holds.
function contents(session) {
  if (!isPlain(session) || session.format !== FORMAT || !isPlain(session.pages) || !isPlain(session.study)) return null;
  const { version, study: { title, checksum }, sample = "", score: at = null, page = "" } = session;
  if (!Number.isFinite(version) || ![title, checksum, sample, page].every(isText)) return null;
  if (at !== null && !Number.isFinite(at)) return null;
  const values = new Map();
  for (const [name, control] of state.all()) {
    const held = Object.hasOwn(session.pages, control.page) ? session.pages[control.page] : {};
    if (!isPlain(held)) return null;
    if (!Object.hasOwn(held, control.key)) continue;
    const value = kinds.sound[control.kind](held[control.key]);
    if (value === undefined) return null;
    values.set(name, value);
  }
  return { version, title, checksum, sample, score: at, page, values };
}

function read(text) {
  try { return JSON.parse(text); } catch { return null; }
}

const cut = (text) => (text.length > LONGEST_TITLE ? `${text.slice(0, LONGEST_TITLE - 1)}…` : text);

// Opens a session, all of it or nothing; what is wrong with the file is said.
function open(text, file) {
  const session = contents(read(text));
  const { version, study } = state.about;
  if (!session) return notices.notice(say("{file} is not a SiGN-Dash session, or it is damaged; choose another file.", { file }));
  if (session.version > version) return notices.notice(say("{file} was saved by a newer SiGN-Dash; update this one to open it.", { file }));
  if (session.checksum !== study.checksum) {
    return notices.notice(say("{file} belongs to another study, “{title}”; open that study first, then the session.", { file, title: cut(session.title) }));
  }
  const place = strip.cohort.samples.indexOf(session.sample);
  if (place >= 0) score.go(place);
  if (session.score !== null) score.to(session.score);
  const page = pages.all().includes(session.page) ? session.page : pages.at;
  document.getElementById(`link-${page}`)?.click();
  state.become(session.values, page);
  return notices.announce(say("Session {file} is open", { file }));
}

async function take(file) {
  if (file.size > LARGEST) return notices.notice(say("{file} is too large to be a session; choose another file.", { file: file.name }));
  let text;
  try { text = await file.text(); } catch {
    return notices.notice(say("{file} cannot be read; choose the file again.", { file: file.name }));
  }
  return open(text, file.name);
}

function choose() {
  const input = Object.assign(document.createElement("input"), { type: "file", accept: ".json,application/json" });
  input.addEventListener("change", () => { if (input.files[0]) take(input.files[0]); });
  input.click();
}

export const session = { taken, save, open, take, choose };

export const clientside = {
  save() { session.save(); },
  open() { session.choose(); },
};
