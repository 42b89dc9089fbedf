// The menu of a gene: right button on the canvas or on a row of a table, or the menu key; by keyboard as ARIA's menu.
import { say } from "./language.mjs";
import { network } from "./network.mjs";
import { tools } from "./tools.mjs";

let back = null; // what had the focus

function box() {
  let made = document.getElementById("gene-menu");
  if (!made) {
    made = Object.assign(document.createElement("div"), { id: "gene-menu", className: "gene-menu", hidden: true });
    made.setAttribute("role", "menu");
    made.addEventListener("keydown", onKey);
    made.addEventListener("focusout", (event) => { if (!made.contains(/** @type {Node | null} */ (event.relatedTarget))) close(false); });
    document.body.append(made);
  }
  return made;
}

function close(returning) {
  const made = box();
  if (made.hidden) return;
  made.hidden = true;
  if (returning && back && back.isConnected) back.focus();
}

function onKey(event) {
  const items = [...box().querySelectorAll("[role=menuitem]")];
  const here = items.indexOf(/** @type {HTMLElement} */ (document.activeElement));
  const to = {
    ArrowDown: (here + 1) % items.length, ArrowUp: (here - 1 + items.length) % items.length, Home: 0, End: items.length - 1,
  }[event.key];
  event.stopPropagation();
  if (to !== undefined) { event.preventDefault(); items[to].focus(); }
  if (event.key === "Escape" || event.key === "Tab") { event.preventDefault(); close(true); }
}

function open(prefix, genes, x, y) {
  const c = network.canvas(prefix);
  const made = box();
  back = document.activeElement;
  const title = Object.assign(document.createElement("div"), {
    className: "gene-menu-title",
    textContent: genes.length === 1 ? genes[0] : say("{n} genes", { n: genes.length }),
  });
  made.setAttribute("aria-label", title.textContent);
  made.replaceChildren(title, ...tools.actions(c, genes).map((action) => {
    const item = Object.assign(document.createElement("button"), { type: "button", textContent: action.label, tabIndex: -1 });
    item.setAttribute("role", "menuitem");
    item.addEventListener("click", () => { close(true); action.run(); });
    return item;
  }));
  made.hidden = false;
  const { width, height } = made.getBoundingClientRect();
  made.style.left = `${Math.max(4, Math.min(window.innerWidth - width - 4, x))}px`;
  made.style.top = `${Math.max(4, Math.min(window.innerHeight - height - 4, y))}px`;
  made.querySelector("[role=menuitem]").focus();
}

// On a gene that is selected with others: for all of them.
const meant = (c, gene) => (c.selection.has(gene) && c.selection.size > 1 ? [...c.selection] : [gene]);

// On a row of a table of genes or edges (also by the menu key), or on the canvas by key: the gene the inspector shows.
document.addEventListener("contextmenu", (event) => {
  const host = event.target.closest(".network-canvas");
  if (host) {
    const c = network.canvas(host.id);
    const byKey = event.target === host;
    const gene = byKey ? c.marked?.gene || [...c.selection][0] : c.view?.under(event)?.gene;
    if (gene || !byKey) event.preventDefault();
    if (!gene) return;
    const area = host.getBoundingClientRect();
    if (byKey) open(host.id, meant(c, gene), area.left + area.width / 2, area.top + area.height / 2);
    else open(host.id, meant(c, gene), event.clientX, event.clientY);
    return;
  }
  const cell = event.target.closest("[data-menu-of] .ag-cell");
  const row = cell && cell.closest(".ag-row");
  if (!row) return;
  const prefix = row.closest("[data-menu-of]").dataset.menuOf;
  const field = cell.getAttribute("col-id");
  const genes = (row.getAttribute("row-id") || "").split(">");
  const c = network.canvas(prefix);
  event.preventDefault();
  const area = cell.getBoundingClientRect();
  open(prefix, genes.length === 1 ? meant(c, genes[0]) : [field === "target" ? genes[1] : genes[0]],
    event.clientX || area.left + 20, event.clientY || area.bottom);
});
