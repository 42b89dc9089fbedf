// The small pictures of the view “Hubs” of sign_dash/pages/regulators: bars of activated targets above a line, of repressed ones
// below it, one picture per regulator, one scale for all. Drawn here: as Dash components they took a second.
import { pictures } from "./exporting/own.mjs";
import { say } from "./language.mjs";
import { score } from "./score.mjs";

function element(tag, className, text) {
  const made = document.createElement(tag);
  made.className = className;
  if (text !== undefined) made.textContent = text;
  return made;
}

const share = (value, largest) => `${largest > 0 ? (100 * value) / largest : 0}%`;

function bin(panel, place, size, count, tallest) {
  const [up, down] = [panel.up[place], panel.down[place]];
  const made = element("div", "hub-bin");
  made.style.flexGrow = size;
  made.title = say("bin {bin} of {count} ({size} samples): {up} activated, {down} repressed targets",
    { bin: place + 1, count, size, up: up.toFixed(1), down: down.toFixed(1) });
  made.append(element("i", "hub-up"), element("i", "hub-down"));
  made.firstChild.style.height = share(up, tallest[0]);
  made.lastChild.style.height = share(down, tallest[1]);
  return made;
}

function picture(panel, sizes, tallest) {
  const name = element("button", "regulator-link", panel.regulator);
  Object.assign(name, { type: "button", title: say("Show {gene} in Explore", { gene: panel.regulator }) });
  name.dataset.regulator = panel.regulator;
  const change = element("span", "", say("{low} to {high}", { low: panel.low.toFixed(0), high: panel.high.toFixed(0) }));
  change.title = say("targets at the two ends of the score");
  const caption = element("figcaption", "");
  caption.append(name, change);

  const plot = element("div", "hub-plot");
  plot.setAttribute("role", "img");
  plot.setAttribute("aria-label",
    say("{gene}: {low} targets at the low end, {high} at the high end",
      { gene: panel.regulator, low: panel.low.toFixed(1), high: panel.high.toFixed(1) }));
  plot.style.setProperty("--zero", share(tallest[0], tallest[0] + tallest[1]));
  plot.append(...sizes.map((size, place) => bin(panel, place, size, sizes.length, tallest)), element("div", "order-playhead"));

  const figure = element("figure", "hub-panel");
  figure.append(caption, plot);
  return figure;
}

// What the server draws on paper (sign_dash/export/hubs.py).
let now = null;
pictures.hubs = () => now && {
  element: document.getElementById("regulators-hub-panels"), title: say("Targets along the score"),
  snapshot: { ...now, sample: score.position },
};

export const clientside = {
  draw(drawn, by) {
    now = drawn && { drawn, by };
    if (!drawn) return dash_clientside.no_update;
    const host = document.getElementById("regulators-hub-panels");
    host.replaceChildren(...drawn.panels.map((panel) => picture(panel, drawn.sizes, drawn.tallest)));
    host.hidden = false;
    document.getElementById("regulators-hubs-wait").hidden = true;
    return dash_clientside.no_update;
  },
};
