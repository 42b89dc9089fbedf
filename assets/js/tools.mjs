// How a person arranges a canvas: genes dragged, pinned, hidden, selected. Each is a store "<prefix>-…" of
// sign_dash/scene/canvas.py: an action here writes the store, and the store's callback (`adopt`) brings it on screen, so
// that undo and sessions reach all of it.
//
//   signdash.tools.run(prefix, action, genes)   do one of the actions below, or one a page offers
//   signdash.tools.offer(prefix, make)          make({genes, c}) gives a page's own actions: [{name, label, run}]
import { say } from "./language.mjs";
import { multiples } from "./multiples.mjs";
import { network } from "./network.mjs";
import { notices } from "./notices.mjs";

const MOST = 300; // selected genes
const offers = new Map();
const canvas = (prefix) => network.canvas(prefix);

function write(c, part, data) {
  dash_clientside.set_props(`${c.prefix}-${part}`, { data });
}

const drawn = (c) => (c.drawing ? c.drawing.nodes.map((n) => n.id) : []);
const rounded = ({ x, y }) => [Math.round(x * 100) / 100, Math.round(y * 100) / 100];

function select(c, genes) {
  const unique = [...new Set(genes)];
  if (unique.length > MOST) notices.notice(say("At most {n} genes can be selected; the others were left out.", { n: MOST }));
  write(c, "selection", unique.slice(0, MOST));
}

function toggled(c, genes) {
  const all = genes.every((gene) => c.selection.has(gene));
  select(c, all ? [...c.selection].filter((gene) => !genes.includes(gene)) : [...c.selection, ...genes]);
}

function pinned(c, genes) {
  const pins = { ...c.pins };
  const all = genes.every((gene) => pins[gene]);
  const places = c.drawing ? network.places(c) : [];
  genes.forEach((gene) => {
    const i = drawn(c).indexOf(gene);
    if (all) delete pins[gene];
    else if (i >= 0) pins[gene] = rounded(places[i]);
  });
  write(c, "pins", pins);
}

const ACTIONS = {
  select: toggled,
  pin: pinned,
  hide(c, genes) {
    write(c, "hidden", [...new Set([...c.hidden, ...genes])]);
    select(c, [...c.selection].filter((gene) => !genes.includes(gene)));
  },
  keep(c, genes) {
    write(c, "hidden", [...new Set([...c.hidden, ...drawn(c).filter((gene) => !genes.includes(gene))])]);
  },
  show: (c) => write(c, "hidden", []),
  free: (c) => write(c, "pins", {}),
  clear: (c) => write(c, "selection", []),
};

// What can be done with these genes: the menu's entries, and the chips'.
function actions(c, genes) {
  const one = genes.length === 1;
  const all = (held) => genes.every((gene) => held(gene));
  const offered = offers.has(c.prefix) ? offers.get(c.prefix)({ genes, c }) : [];
  const own = [
    { name: "select", label: all((gene) => c.selection.has(gene)) ? say("Remove from the selection") : say("Add to the selection") },
    { name: "pin", label: all((gene) => c.pins[gene]) ? say("Unpin") : say("Pin") },
    { name: "hide", label: one ? say("Hide") : say("Hide {n} genes", { n: genes.length }) },
    { name: "keep", label: one ? say("Keep only this gene") : say("Keep only these {n} genes", { n: genes.length }) },
  ];
  return [...offered, ...own.map((action) => ({ ...action, run: () => ACTIONS[action.name](c, genes) }))];
}

function run(prefix, name, genes) {
  const c = canvas(prefix);
  if (ACTIONS[name]) ACTIONS[name](c, genes);
  else actions(c, genes).find((action) => action.name === name)?.run();
}

function chip(c, words, buttons) {
  const made = Object.assign(document.createElement("div"), { className: "network-chip" });
  made.append(Object.assign(document.createElement("span"), { textContent: words }));
  buttons.forEach(([label, act]) => {
    const button = Object.assign(document.createElement("button"), { type: "button", className: "link-button", textContent: label });
    button.addEventListener("click", act);
    made.append(button);
  });
  return made;
}

// What is selected, hidden, pinned, in words, each with its way back.
function chips(c) {
  const bar = document.querySelector(`#${c.prefix} > .network-chips`);
  if (!bar) return;
  const made = [];
  const selected = [...c.selection];
  const pins = Object.keys(c.pins).length;
  if (selected.length) {
    const words = selected.length <= 3
      ? say("{genes} selected", { genes: selected.join(", ") }) : say("{n} genes selected", { n: selected.length });
    const offered = offers.has(c.prefix) ? offers.get(c.prefix)({ genes: selected, c }).filter((action) => action.chip) : [];
    made.push(chip(c, words, [
      ...offered.map((action) => [action.chip, action.run]),
      [say("hide"), () => ACTIONS.hide(c, selected)],
      [say("keep only"), () => ACTIONS.keep(c, selected)],
      [say("clear"), () => ACTIONS.clear(c)],
    ]));
  }
  if (c.hidden.size) made.push(chip(c, say("{n} hidden", { n: c.hidden.size }), [[say("show"), () => ACTIONS.show(c)]]));
  if (pins) made.push(chip(c, say("{n} pinned", { n: pins }), [[say("free"), () => ACTIONS.free(c)]]));
  bar.replaceChildren(...made);
}

document.addEventListener("click", (event) => {
  const button = event.target.closest("[data-action]");
  if (button) run(button.dataset.on || "network", button.dataset.action, button.dataset.genes.split("\n"));
});

export const tools = {
  run,
  actions,
  select,
  chips,
  offer: (prefix, make) => offers.set(prefix, make),
  // Let go of by hand.
  dragged(c, gene, place) {
    if (c.pins[gene]) { write(c, "pins", { ...c.pins, [gene]: rounded(place) }); return; }
    const subject = network.subject(c.drawing);
    const at = c.placed && c.placed.subject === subject ? c.placed.at : {};
    write(c, "places", { subject, at: { ...at, [gene]: rounded(place) } });
  },
  forget: (c) => write(c, "places", null),
  // Genes to light up while a name is typed.
  light(prefix, genes) {
    const c = canvas(prefix);
    c.hits = new Set(genes);
    network.paintSoon(c);
  },
  // What is shown, for the tables: they may hear of a change before the canvas does.
  filter(prefix, hidden, top) {
    const c = canvas(prefix);
    c.hidden = new Set(hidden || []);
    c.top = Number(top) || 0;
  },
  clientside: {
    adopt(places, pins, hidden, selection, top, prefix) {
      const c = canvas(prefix);
      c.placed = places || null;
      c.pins = pins || {};
      c.hidden = new Set(hidden || []);
      c.selection = new Set(selection || []);
      c.top = Number(top) || 0;
      chips(c);
      network.arranged(c);
      multiples.refresh(prefix);
      return dash_clientside.no_update;
    },
  },
};
