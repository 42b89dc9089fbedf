// A session: the whole view of all pages in a file, to go on with another day or on another machine.
import { say } from "./language.mjs";
import { notices } from "./notices.mjs";
import { pages } from "./pages.mjs";
import { score } from "./score.mjs";
import { state } from "./state.mjs";
import { strip } from "./strip.mjs";

const FORMAT = "SiGN-Dash session";
const SOUND = {
  text: (v) => v === null || typeof v === "string",
  number: (v) => v === null || Number.isFinite(v),
  flag: (v) => typeof v === "boolean",
  list: (v) => Array.isArray(v) && v.every((item) => typeof item === "string"),
  selection: (v) => v === null || typeof v === "object",
  record: (v) => v !== undefined,
};

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

// The values of a session by name; null where it is none, or damaged.
function values(session) {
  if (!session || session.format !== FORMAT || typeof session.pages !== "object" || !session.study) return null;
  const found = new Map();
  for (const [name, control] of state.all()) {
    const value = session.pages?.[control.page]?.[control.key];
    if (value === undefined) continue;
    if (!SOUND[control.kind](value)) return null;
    found.set(name, value);
  }
  return found;
}

function read(text) {
  try { return JSON.parse(text); } catch { return null; }
}

function open(text, file) {
  const session = read(text);
  const found = values(session);
  const { version, study } = state.about;
  if (!found) return notices.notice(say("{file} is not a SiGN-Dash session, or it is damaged; choose another file.", { file }));
  if (!(session.version <= version)) return notices.notice(say("{file} was saved by a newer SiGN-Dash; update this one to open it.", { file }));
  if (session.study.checksum !== study.checksum) {
    return notices.notice(say("{file} belongs to another study, “{title}”; open that study first, then the session.", { file, title: String(session.study.title) }));
  }
  const place = strip.cohort.samples.indexOf(session.sample);
  if (place >= 0) score.go(place);
  if (Number.isFinite(session.score)) score.to(session.score);
  document.getElementById(`link-${session.page}`)?.click();
  state.become(found, session.page);
  return notices.announce(say("Session {file} is open", { file }));
}

function choose() {
  const input = Object.assign(document.createElement("input"), { type: "file", accept: ".json,application/json" });
  input.addEventListener("change", async () => {
    const file = input.files[0];
    if (file) open(await file.text(), file.name);
  });
  input.click();
}

export const session = { taken, save, open, choose };

export const clientside = {
  save() { session.save(); },
  open() { session.choose(); },
};
