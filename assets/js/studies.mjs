// The browser half of sign_dash/pages/data: files go to the server in pieces, straight from the disk.
import { say } from "./language.mjs";
import { pages } from "./pages.mjs";

const studyNumber = (value) => (value === null || value === undefined ? "–" : value.toLocaleString("en"));
function studyBytes(value) {
  const unit = /** @type {[string, number][]} */ ([["GB", 1e9], ["MB", 1e6], ["kB", 1e3]]).find(([, size]) => value >= size);
  return unit ? `${(value / unit[1]).toPrecision(value / unit[1] < 10 ? 2 : 3)} ${unit[0]}` : `${value} B`;
}

// A moment told in UTC, by the reader's own clock: 2026-11-22 20:49.
function localTime(value) {
  const at = new Date(value);
  const two = (number) => String(number).padStart(2, "0");
  return `${at.getFullYear()}-${two(at.getMonth() + 1)}-${two(at.getDate())} ${two(at.getHours())}:${two(at.getMinutes())}`;
}

const PIECE = 4 * 1024 * 1024;
const MOST = 4e9;
const TRIES = 30; // of a piece, while the server does not answer: it may be started again meanwhile
const PAUSE = 1000;
// Pages served over plain http on a network have no crypto.randomUUID.
const token = () => Array.from(crypto.getRandomValues(new Uint8Array(16)), (byte) => byte.toString(16).padStart(2, "0")).join("");
const drop = () => document.getElementById("new-drop");
const address = () => window.location.pathname.replace(/[^/]*$/, "") + "_upload";
let waiting = Promise.resolve(); // one file after the other
let draft = null;

// A line that says how far one file is; its button stops it.
function line(name) {
  const row = document.createElement("div");
  const words = Object.assign(document.createElement("span"), { textContent: say("{file} waiting", { file: name }) });
  const bar = Object.assign(document.createElement("progress"), { max: 1, value: 0 });
  bar.setAttribute("aria-label", say("{file} uploading", { file: name }));
  const stop = Object.assign(document.createElement("button"), {
    type: "button", className: "quiet-button", textContent: say("Stop"),
  });
  row.append(words, bar, stop);
  document.getElementById("new-uploading").append(row);
  return { row, words, bar, stop };
}

function piece(query, body, onProgress, stopped) {
  return new Promise((resolve, reject) => {
    const request = new XMLHttpRequest();
    request.open("POST", `${address()}?${new URLSearchParams(query)}`);
    request.setRequestHeader("Content-Type", "application/octet-stream");
    request.upload.onprogress = (event) => onProgress(event.loaded);
    request.onload = () => {
      let answer;
      try { answer = JSON.parse(request.responseText); } catch { answer = {}; }
      if (request.status === 200) resolve(answer);
      else reject(new Error(answer.problem || say("The server refused the file; reload the page.")));
    };
    request.onerror = () => reject(
      Object.assign(new Error(say("The server does not answer; is it still running?")), { unanswered: true }),
    );
    request.onabort = () => reject(new Error(""));
    stopped.abort = () => request.abort();
    request.send(body);
  });
}

// A piece, sent again where no answer comes: what has come of the file before is kept there.
async function sent(query, body, onProgress, stopped, onWait) {
  for (let left = TRIES; ; left -= 1) {
    try {
      return await piece(query, body, onProgress, stopped);
    } catch (error) {
      if (!error.unanswered || !left || stopped.now) throw error;
      onWait();
      await new Promise((resume) => { setTimeout(resume, PAUSE); });
    }
  }
}

async function send(file, told) {
  const stopped = { now: false, abort: () => {} };
  const [name, fresh] = [token(), token()];
  told.stop.onclick = () => { stopped.now = true; stopped.abort(); };
  try {
    if (file.size > MOST) throw new Error(say("{file} is larger than 4 GB.", { file: file.name }));
    if (!file.size) throw new Error(say("{file} is empty.", { file: file.name }));
    for (let offset = 0; offset < file.size; offset += PIECE) {
      if (stopped.now) throw new Error("");
      const body = file.slice(offset, Math.min(offset + PIECE, file.size));
      const query = { draft: draft || "", new: fresh, file: name, offset, size: file.size, name: file.name };
      const answer = await sent(query, body, (loaded) => {
        told.bar.value = (offset + loaded) / file.size;
        told.words.textContent = say("{file}: {percent} %", {
          file: file.name, percent: Math.floor((100 * (offset + loaded)) / file.size),
        });
      }, stopped, () => {
        told.words.textContent = say("{file}: the server does not answer; trying again …", { file: file.name });
      });
      draft = answer.draft;
    }
    told.row.remove();
    dash_clientside.set_props("new-uploaded", { data: { draft, at: Date.now() } });
  } catch (error) {
    // What has come of it goes; where the server does not answer, it goes by itself after a day.
    if (draft) fetch(`${address()}?${new URLSearchParams({ draft, file: name })}`, { method: "DELETE" }).catch(() => {});
    if (!error.message) return told.row.remove();
    told.bar.remove();
    told.words.textContent = error.message;
    told.row.className = "upload-problem";
    told.stop.textContent = say("Close");
    told.stop.onclick = () => told.row.remove();
  }
}

function bring(files) {
  for (const file of files) {
    const told = line(file.name);
    waiting = waiting.then(() => send(file, told));
  }
}

function choose() {
  const input = Object.assign(document.createElement("input"), { type: "file", multiple: true });
  input.onchange = () => bring(input.files);
  input.click();
}

const inside = (event) => event.target.closest && event.target.closest("#new-drop");
document.addEventListener("click", (event) => {
  if (event.target.closest && event.target.closest("#new-choose")) choose();
});
document.addEventListener("dragover", (event) => {
  if (!event.dataTransfer || ![...event.dataTransfer.types].includes("Files")) return;
  if (!drop() || pages.at !== "runs") return;
  event.preventDefault(); // a file dropped beside the field must not take the place of the page
  drop().classList.toggle("drop-over", Boolean(inside(event)));
});
document.addEventListener("dragleave", (event) => { if (inside(event)) drop().classList.remove("drop-over"); });
document.addEventListener("drop", (event) => {
  if (!event.dataTransfer || pages.at !== "runs" || !event.dataTransfer.files.length) return;
  event.preventDefault();
  drop().classList.remove("drop-over");
  if (inside(event)) bring(event.dataTransfer.files);
});
// Runs of the command line and of other windows are looked for while the page is in view.
window.addEventListener(pages.SHOWN, ({ detail }) => {
  if (drop()) dash_clientside.set_props("runs-clock", { disabled: detail !== "runs" });
});
export const studies = { remember: (name) => { draft = name || null; } };

export const clientside = {
  // What a click has brought comes into view, unless the page was only filled.
  inView(said, id) {
    const box = document.getElementById(id);
    const fresh = said && said.length && box?.dataset.said !== "true";
    if (box) box.dataset.said = String(Boolean(said && said.length));
    if (fresh) setTimeout(() => box.scrollIntoView({ block: "nearest" }), 50);
    return dash_clientside.no_update;
  },
  draft(name) {
    studies.remember(name);
    return dash_clientside.no_update;
  },
};

export const gridFunctions = { studyNumber, studyBytes, localTime };
