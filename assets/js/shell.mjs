// The shell's callbacks in the browser: pages, picker, search, light and dark, help.
import { address } from "./address.mjs";
import { optionsOf } from "./furniture.mjs";
import { say, speak } from "./language.mjs";
import { network } from "./network.mjs";
import { notices } from "./notices.mjs";
import { outOfView } from "./out-of-view.mjs";
import { pages } from "./pages.mjs";
import { score } from "./score.mjs";
import { state } from "./state.mjs";
import { strip } from "./strip.mjs";
import { tables } from "./tables.mjs";
import { toExplore } from "./to-explore.mjs";
import { tour } from "./tour.mjs";

const nothing = () => dash_clientside.no_update;
// The file fields that Dash lays over its drop zones bear no name: they get that of the button they answer for.
function nameUploads() {
  for (const field of document.querySelectorAll("input[type=file]:not([aria-label])")) {
    const button = field.parentElement.querySelector("button") || field.parentElement.parentElement.querySelector("button");
    field.setAttribute("aria-label", button ? button.textContent.trim() : say("Choose a file"));
    if (button) field.tabIndex = -1; // the button is what the keyboard reaches
  }
}

// Enter finds the gene that is spelt out, whether its list has come up by then or not.
window.addEventListener("keydown", (event) => {
  const field = /** @type {HTMLInputElement} */ (event.target);
  if (event.key !== "Enter" || field.id !== "gene-search") return;
  if (document.getElementById(field.getAttribute("aria-activedescendant"))) return; // chosen in the list
  const typed = field.value.trim().toUpperCase();
  const gene = optionsOf("gene-search").find((name) => name.toUpperCase() === typed);
  if (!gene) return;
  event.preventDefault();
  event.stopPropagation();
  field.blur();
  dash_clientside.set_props("gene-search", { value: gene });
}, true);

export const clientside = {
  start(cohort) {
    nameUploads();
    for (const panel of pages.panels()) new MutationObserver(nameUploads).observe(panel, { childList: true });
    strip.start(cohort);
    tables.mark(cohort.scoreGenes, say("part of the score"));
    const query = new URLSearchParams(window.location.search);
    const wanted = query.get("sample");
    const at = wanted === null ? -1 : cohort.samples.indexOf(wanted);
    if (wanted !== null && at < 0) {
      notices.notice(say("The link names sample {wanted}, which is not in this study; choose one at the bottom of the page.", { wanted }));
    }
    const start = at < 0 ? Math.floor(cohort.samples.length / 2) : at;
    score.start(cohort.samples.length, start, cohort.continuous ? cohort.score : null, cohort.columns);
    if (query.get("score")) score.to(Number(query.get("score")));
    state.begun();
    tour.offer();
    return nothing();
  },
  // Shows the page of the address; what the panels hold: a page is put into the document when it is first opened.
  page(path) {
    const page = pages.pageOf(path);
    outOfView.comes(page);
    for (const panel of pages.panels()) {
      const name = pages.nameOf(panel);
      panel.hidden = name !== page;
      const link = document.getElementById("link-" + name);
      if (name === page) link?.setAttribute("aria-current", "page"); // a page for another kind of study has no link
      else link?.removeAttribute("aria-current");
    }
    pages.at = page;
    document.documentElement.dataset.page = page;
    address.write();
    network.shown();
    window.dispatchEvent(new CustomEvent(pages.SHOWN, { detail: page }));
    window.dispatchEvent(new Event("resize")); // plotly graphs drawn while hidden measure themselves again
    return pages.contents(path);
  },
  tell(told) {
    if (told) notices.notice(told.sentence);
    return nothing();
  },
  jump(request) {
    if (request) score.go(request.position);
    return nothing();
  },
  sample(name) {
    strip.choose(name);
    return nothing();
  },
  column(name) {
    if (name) strip.colourBy(name);
    return nothing();
  },
  search(gene) {
    if (!gene) return nothing();
    if (pages.at !== "explore") document.getElementById("link-explore").click();
    dash_clientside.set_props("gene-search", { value: null });
    toExplore.remember([gene], say("Search"));
    return { gene, from: "search" };
  },
  // What this browser was told before stands in the menu.
  remembered(cohort, scheme, type) {
    if (scheme) dash_clientside.set_props("scheme-choice", { value: scheme });
    if (type) dash_clientside.set_props("type-choice", { value: type });
    return nothing();
  },
  // The same page, sample and genes in the study along another score; places on the score itself stay behind.
  modulator(root) {
    const { pathname, search } = window.location;
    if (!root || pathname.startsWith(root)) return nothing();
    const page = pathname.replace(/^.*?\/study\/[^/]+\/(so-far-\d+\/)?/, "");
    const query = new URLSearchParams(search);
    for (const place of ["score", "range", "picked", "region"]) query.delete(place);
    window.location.assign(root + page + (query.size ? `?${query}` : ""));
    return nothing();
  },
  type(type) {
    document.documentElement.dataset.type = type || "normal";
    window.dispatchEvent(new Event("resize"));
    return nothing();
  },
  speak(language) {
    if (language !== document.documentElement.lang) speak(language);
    return nothing();
  },
  paint(scheme) {
    document.documentElement.dataset.scheme = scheme || "light";
    if (strip.cohort) strip.redraw();
    return scheme || "light";
  },
  help: () => true,
  tour(clicks) {
    if (!clicks) return nothing();
    setTimeout(() => tour.start(), 300); // once the dialog has gone
    return false;
  },
};
