// What the server writes for the export: POST below the application's own address (sign_dash/export/routes.py).
import { say } from "../language.mjs";
import { notices } from "../notices.mjs";
import { unpacked } from "../base64.mjs";
import { pages } from "../pages.mjs";

const PAUSE = 400; // ms between two questions after an export that waits for its turn

async function fetched(address, options) {
  try {
    return await fetch(`${pages.base()}export/${address}`, { credentials: "same-origin", ...options });
  } catch {
    throw new Error(say("The server does not answer; check that it is still running, then export again."));
  }
}

// Where an export says its place in the queue: the panel puts its own line here while it is at work.
export const turn = { say: (sentence) => notices.place(sentence) };

const placeOf = (ahead) => (ahead === 1
  ? say("Queued: one other export is written first …")
  : say("Queued: {n} other exports are written first …", { n: ahead }));

// What waits says its place, and again whenever that changes; what was said goes once it is its turn.
async function inTurn(response, tell) {
  let told = 0;
  while (response.status === 202) {
    const { ticket, ahead } = await response.json();
    if (ahead !== told) tell(ahead ? placeOf(ahead) : "");
    told = ahead;
    await new Promise((resolve) => { setTimeout(resolve, PAUSE); });
    response = await fetched(`ticket/${ticket}`);
  }
  if (told) tell("");
  return response;
}

// A refusal is an Error whose message is a sentence for the person.
// tell: says the place in the queue; an empty sentence once it is its turn.
async function ask(what, body, tell = turn.say) {
  const response = await inTurn(await fetched(what, {
    method: "POST", headers: { "Content-Type": "application/json" }, body: JSON.stringify(body),
  }), tell);
  const answer = await response.json().catch(() => null);
  if (!response.ok || !answer) {
    throw new Error(answer?.problem || say("The server could not write the file; reload the page and try again."));
  }
  return answer;
}

function download(blob, name) {
  const link = document.createElement("a");
  link.href = URL.createObjectURL(blob);
  link.download = name;
  link.click();
  setTimeout(() => URL.revokeObjectURL(link.href), 10000);
}

// Save what the server answered, and say what is to be said about it.
function save(answer) {
  const text = answer.text !== undefined;
  const type = answer.type + (text ? ";charset=utf-8" : "");
  download(new Blob([text ? answer.text : unpacked(answer.base64)], { type }), answer.name);
  (answer.notes || []).forEach((note) => notices.notice(note));
}

export { ask, download, save };
