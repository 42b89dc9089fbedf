// The address of the view: the sample, and of the current page every control that is not as the page opens.
import { kinds } from "./kinds.mjs";
import { say } from "./language.mjs";
import { notices } from "./notices.mjs";
import { pages } from "./pages.mjs";
import { score } from "./score.mjs";
import { state } from "./state.mjs";
import { strip } from "./strip.mjs";

const MOST_LISTED = 300; // genes of a list in an address; longer ones are in session files only
const told = new Set(); // lists we have said this of

// As URLs may hold them, the marks people read stay as they are.
// A half of a pair of code units, which a session file may hold, becomes a mark: no address has one.
const encode = (text) => encodeURIComponent(text.toWellFormed()).replace(/%(2C|3A|20|2B|40)/g, (code) => ({ "%2C": ",", "%3A": ":", "%20": "+", "%40": "@" })[code] || code);

// What the current address says of a page: [name, value] of each control it names.
function asked(page) {
  const query = new URLSearchParams(window.location.search);
  return state.of(page).flatMap(([name, control]) => {
    const text = control.in_address ? query.get(control.key) : null;
    const value = text === null ? undefined : kinds.read[control.kind](text);
    return value === undefined ? [] : [[name, value]];
  });
}

function part(name, control) {
  const value = state.value(name);
  if (!control.in_address || value === undefined || state.equal(value, control.start)) return [];
  if (Array.isArray(value) && value.length > MOST_LISTED) {
    if (!told.has(name)) {
      notices.notice(say("A link holds up to {most} genes of a list; save a session to keep this view.", { most: MOST_LISTED }));
    }
    told.add(name);
    return [];
  }
  return [`${control.key}=${encode(kinds.write[control.kind](value))}`];
}

function write() {
  const cohort = strip.cohort;
  if (!cohort || !pages.at) return; // not started
  const parts = state.of(pages.at).flatMap(([name, control]) => part(name, control));
  const at = score.between === null ? [] : [`score=${score.between}`];
  const query = [`sample=${encode(cohort.samples[score.position])}`, ...at, ...parts].join("&");
  if (window.location.search === `?${query}`) return;
  window.history.replaceState(window.history.state, "", `${window.location.pathname}?${query}`);
}

// Back and Forward: the view as the address has it, all else on the page as it opens.
function restore() {
  const named = new Map(/** @type {[string, any][]} */ (asked(pages.pageAt())));
  const values = new Map();
  for (const [name, control] of state.of(pages.pageAt())) {
    if (control.in_address) values.set(name, named.has(name) ? named.get(name) : control.start);
  }
  const query = new URLSearchParams(window.location.search);
  const place = strip.cohort.samples.indexOf(query.get("sample"));
  if (place >= 0) score.go(place);
  if (query.get("score")) score.to(Number(query.get("score")));
  pages.at = pages.pageAt();
  state.want(values, "address");
}

window.addEventListener("popstate", () => { if (strip.cohort) restore(); });
score.onRest(write);

export const address = { asked, write };
