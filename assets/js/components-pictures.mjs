// What the pictures of the Components page show that the server draws on paper (sign_dash/export/cards.py, core.py): the
// cards of the components, and the core of the current sample.
import { pictures } from "./exporting/own.mjs";
import { say } from "./language.mjs";
import { score } from "./score.mjs";

let now = null; // { chosen, shown, marked, shows } as the page has them

pictures.cards = () => {
  const element = document.querySelector("#components-cards .component-card") && document.getElementById("components-cards");
  if (!element || !now?.chosen) return null;
  const title = now.chosen.side === "target" ? say("Overview of the target components")
    : say("Overview of the regulator components");
  const { chosen, shown, marked } = now;
  return { element, title, snapshot: { chosen, shown, marked, sample: score.position } };
};

pictures.core = () => {
  const element = document.querySelector("#components-core table");
  if (!element || !now?.chosen) return null;
  const title = say("Core of the current sample");
  return { element, title, snapshot: { chosen: now.chosen, shows: now.shows, sample: score.position } };
};

export const clientside = {
  show(chosen, shown, marked, shows) {
    now = { chosen, shown: shown || [], marked: marked || [], shows };
    return dash_clientside.no_update;
  },
};
