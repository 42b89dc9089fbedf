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

// What waits says so once for each place in the queue.
async function inTurn(response) {
  let told = 0;
  while (response.status === 202) {
    const { ticket, ahead } = await response.json();
    if (ahead && ahead !== told) notices.notice(say("This export is queued; {n} are ahead of it.", { n: ahead }));
    told = ahead;
    await new Promise((resolve) => { setTimeout(resolve, PAUSE); });
    response = await fetched(`ticket/${ticket}`);
  }
  return response;
}

// A refusal is an Error whose message is a sentence for the person.
async function ask(what, body) {
  const response = await inTurn(await fetched(what, {
    method: "POST", headers: { "Content-Type": "application/json" }, body: JSON.stringify(body),
  }));
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
