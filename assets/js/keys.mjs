// Keyboard shortcuts of the whole page; sign_dash/shell/help.py lists them.
import { state } from "./state.mjs";
import { strip } from "./strip.mjs";

document.addEventListener("keydown", (event) => {
  const typed = event.target.closest("input, textarea, select, [contenteditable]");
  if ((event.ctrlKey || event.metaKey) && !event.altKey && !typed) {
    const key = event.key.toLowerCase();
    const redo = key === "y" || (key === "z" && event.shiftKey);
    if (!redo && key !== "z") return;
    event.preventDefault();
    if (redo) state.redo(); else state.undo();
    return;
  }
  if (event.ctrlKey || event.metaKey || event.altKey) return;
  if (event.key === "Escape") {
    if (event.target === document.body) dash_clientside.set_props("picked", { data: null });
    return;
  }
  const inDialog = event.target.closest("[role=dialog]");
  if (typed || inDialog) return;
  const focusOn = (id) => { event.preventDefault(); document.getElementById(id).focus(); };
  const click = (id) => document.getElementById(id).click();
  const inWidget = event.target.closest("[role=slider], [role=tab], [role=tablist], [role=radiogroup], .ag-root, button, a");
  switch (event.key) {
    case "/": return focusOn("gene-search");
    case "?": return click("help-button");
    case "s": case "S": return focusOn("sample-picker");
    case "f": case "F":
      document.querySelector("main > .page:not([hidden]) [id$='-fit']:not([hidden])")?.click();
      return undefined;
    case "a": case "A": return click("story-add");
    case "1": case "2": case "3": case "4": case "5": case "6": case "7":
      document.querySelectorAll(".nav-link")[Number(event.key) - 1]?.click();
      return undefined;
    case " ": if (inWidget) return undefined; // the key of a button in focus
    // falls through
    case ".": case ",": case "ArrowLeft": case "ArrowRight": case "Home": case "End": case "PageUp": case "PageDown":
      if (!inWidget) strip.onKey(event);
  }
  return undefined;
});
