// Genes on their way to Explore from other pages (elements with data-send), what was sent there before (the list "Sent
// here"), and the link to the view at hand.
import { say } from "./language.mjs";
import { notices } from "./notices.mjs";
import { optionsOf } from "./furniture.mjs";
import { pages } from "./pages.mjs";
import { state } from "./state.mjs";

const MOST_KEPT = 12; // sets of genes a browser remembers of a study
const MOST_GENES = 300; // as many as a selection holds
const ROWS = 10; // of a table in which none is selected
const LIST = "explore-sent";
const NETWORK = "component-network";

const key = () => `sent:${pages.base()}`;
function kept() {
  try { return JSON.parse(localStorage.getItem(key()) || "[]"); } catch { return []; }
}

// The list in Explore's sentence; nothing of it while nothing was sent.
function fill() {
  const list = /** @type {HTMLSelectElement | null} */ (document.getElementById(LIST));
  if (!list) return;
  const sent = kept();
  list.hidden = !sent.length;
  const option = (value, text) => Object.assign(document.createElement("option"), { value, textContent: text });
  list.replaceChildren(option("", say("Sent here ({n})", { n: sent.length })),
    ...sent.map(({ genes, from }, i) => option(String(i), `${from}: ${genes.slice(0, 4).join(", ")}${genes.length > 4 ? ` … (${genes.length})` : ""}`)));
}

function remember(genes, from) {
  const others = kept().filter((one) => JSON.stringify(one.genes) !== JSON.stringify(genes));
  try {
    localStorage.setItem(key(), JSON.stringify([{ genes, from }, ...others].slice(0, MOST_KEPT)));
  } catch { /* a browser that keeps nothing: they are in focus all the same */ }
  fill();
}

// Into Explore's focus: those of the genes that are in the networks.
function send(genes, from) {
  const there = new Set(optionsOf("gene-search"));
  const known = [...new Set(genes)].filter((gene) => there.has(gene)).slice(0, MOST_GENES);
  if (!known.length) {
    notices.notice(say("None of these genes is in the networks; select others."));
    return;
  }
  remember(known, from);
  state.lead("explore", { genes: known });
}

// Genes of the selected rows of a table, or of the first ones as it is sorted and filtered.
function rowsOf(id) {
  const api = dash_ag_grid.getApi(id);
  const selected = api.getSelectedNodes().map((row) => row.data);
  const rows = [];
  if (!selected.length) api.forEachNodeAfterFilterAndSort((row) => { if (rows.length < ROWS) rows.push(row.data); });
  return (selected.length ? selected : rows).flatMap((row) => [row.gene, row.regulator, row.target].filter(Boolean));
}

// The genes of what the subnetwork of a component is about: a region of the plane, or its strongest.
function subject() {
  const named = /** @type {HTMLElement | null} */ (document.querySelector("#components-what [data-genes]"));
  return { genes: named ? JSON.parse(named.dataset.genes) : [], from: document.getElementById("components-what")?.querySelector("b")?.textContent || "" };
}

async function copyLink() {
  const link = window.location.href;
  try {
    await navigator.clipboard.writeText(link);
  } catch { // not allowed, or a page that is not served safely: the old way
    const field = Object.assign(document.createElement("textarea"), { value: link });
    document.body.append(field);
    field.select();
    document.execCommand("copy");
    field.remove();
  }
  notices.notice(say("The link to this view is copied."));
}

document.addEventListener("click", (event) => {
  const button = /** @type {HTMLElement} */ (event.target).closest?.("[data-send], #copy-link");
  if (!button) return;
  if (button.id === "copy-link") { copyLink(); return; }
  const { send: what, from } = /** @type {HTMLElement} */ (button).dataset;
  if (what === NETWORK) {
    const { genes, from: named } = subject();
    send(genes, named);
  } else send(rowsOf(what), from || "");
});

document.addEventListener("change", (event) => {
  const list = /** @type {HTMLSelectElement} */ (event.target);
  if (list.id !== LIST || list.value === "") return;
  const { genes } = kept()[Number(list.value)];
  list.value = "";
  state.lead("explore", { genes });
});

export const toExplore = { send, remember, kept };

// The page has come into view; React may make the element a moment later, or anew.
window.addEventListener(pages.SHOWN, () => { for (const after of [0, 100, 500, 2000]) setTimeout(fill, after); });
