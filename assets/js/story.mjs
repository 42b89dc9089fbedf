// The browser half of sign_dash/pages/story: captures the current view, and presents the slides on the whole screen.
import { packed } from "./base64.mjs";
import { compare } from "./compare.mjs";
import { say } from "./language.mjs";
import { pages } from "./pages.mjs";
import { score } from "./score.mjs";
import { GLANCE, PATIENCE, settled } from "./settled.mjs";
import { state } from "./state.mjs";
import { strip } from "./strip.mjs";
import { signed } from "./tables.mjs";
import { comparedTitle, named, rangesTitle, rangeTitle } from "./titles.mjs";
import * as figures from "./exporting/figures.mjs";
import * as png from "./exporting/png.mjs";

const nothing = () => dash_clientside.no_update;
// Legible on a projector; the slide's title says what the picture shows, its notes hold the caption.
const PAPER = { typeSize: 11, title: false, caption: false };
// mm of a slide 240 wide that one of so many pictures fills (sign_dash/pages/story/places.py): letters stay as large.
const PLACES = [{ width: 240, height: 113 }, { width: 118, height: 113 }, { width: 118, height: 54 }, { width: 118, height: 54 }];
const DPI = 200; // of the painted picture: for the programs that draw no SVG

// The page and query that restore this view, below whatever the study's address begins with.
function address() {
  return pages.at + window.location.search;
}

async function picture(id, place) {
  const { svg, title, caption } = await figures.capture(id, { ...PAPER, ...place });
  const { blob } = await png.paint(svg, place.width, DPI);
  return { title: title || "", caption: caption || "", svg, png: await packed(blob) };
}

// Both wait for the page outside of Dash's callbacks: one of them that waited would hold up those it waits for.
const put = (id, props) => dash_clientside.set_props(id, props);

// With a capital, where a word begins it and not the name of a sample or group.
const begun = (words) => words.replace(/^\p{Ll}(?=\p{Ll}*[ ,])/u, (letter) => letter.toUpperCase());

// What a slide of this view is called: the samples, or the sides, and the genes.
function slideTitle(figure) {
  const snapshot = compare.answer && figure.kind === "difference" ? compare.snapshot() : null;
  if (snapshot) return begun(comparedTitle(snapshot));
  if (figure.kind !== "network" && figure.kind !== "multiples") return figure.title;
  const { samples, score: values, scoreName } = strip.cohort;
  const one = score.between === null ? `${samples[score.position]}, ${scoreName} ${signed(values[score.position])}`
    : `${scoreName} ${signed(score.between)}`;
  const who = figure.kind === "multiples" ? rangesTitle(figure.title, score.filters)
    : score.range ? rangeTitle(score.range, score.filters) : one;
  const about = pages.at === "components" ? document.querySelector("#components-what b")?.textContent : named(state.value("explore.genes") || []);
  return about ? `${who}: ${about}` : who;
}

let offers = 0; // only the last one asked for is answered

// What can be kept, once the view stands; its title unless one has been typed meanwhile. first: the graph that is
// offered first, with the sentence that is its slide's title.
async function offer(first) {
  const turn = (offers += 1);
  const isFirst = ({ id }) => id.endsWith(`:${first.graph}`);
  let found = [];
  for (const patience of [GLANCE, PATIENCE]) { // what there is by now, unless what was asked for is missing
    try { await settled(patience); } catch { /* capturing waits for the rest */ }
    if (turn !== offers) return;
    found = pages.at === "story" ? [] : figures.figures();
    if (first ? found.some(isFirst) : found.length) break;
  }
  const wanted = first ? found.findIndex(isFirst) : -1;
  if (wanted > 0) found.unshift(...found.splice(wanted, 1));
  put("story-figures", { data: { figures: found, asked: performance.now() } });
  const title = wanted >= 0 ? first.title : found[0] && slideTitle(found[0]);
  if (found.length && !document.getElementById("story-add-title")?.value) put("story-add-title", { value: title });
}

let asked = null; // what keepOnly() asked for, until the dialog opens

/** The dialog that adds to the story, with one graph chosen. @param {string} graph @param {string} title */
export function keepOnly(graph, title) {
  asked = { graph, title };
  document.getElementById("story-add").click();
}

async function keep(title, note, chosen) {
  try {
    await settled();
    const pictures = [];
    for (const id of chosen) pictures.push(await picture(id, PLACES[chosen.length - 1]));
    put("story-captured", { data: { title, note, address: address(), pictures, asked: performance.now() } });
    put("story-add-dialog", { opened: false });
  } catch (error) {
    put("story-add-problem", { children: say("The figure could not be saved: {reason}.", { reason: error.message }) });
  }
}

// The presentation: the cards' pictures and words, one slide at a time, over everything.
const show = (function () {
  let box = null;
  let at = 0;
  let slides = [];
  let before = null;

  function element(name, className, text) {
    return Object.assign(document.createElement(name), { className, textContent: text || "" });
  }

  function read(card) {
    const value = (selector) => card.querySelector(selector)?.value || "";
    return { title: value(".story-title textarea"), note: value(".story-note textarea"), pictures: [...card.querySelectorAll("img")] };
  }

  function draw() {
    const slide = slides[at];
    const pictures = element("div", "talk-pictures");
    pictures.dataset.count = slide.pictures.length;
    pictures.append(...slide.pictures.map((image) => image.cloneNode()));
    const place = element("p", "talk-place", say("{n} / {all}", { n: at + 1, all: slides.length }));
    const label = document.querySelector(".badge-simulated");
    if (label) place.prepend(label.cloneNode(true), " ");
    box.replaceChildren(element("h2", "talk-title", slide.title), pictures, element("p", "talk-note", slide.note), place);
    box.setAttribute("aria-label", say("Slide {n} of {all}", { n: at + 1, all: slides.length }) + ": " + slide.title);
  }

  function turn(to) {
    at = Math.min(Math.max(to, 0), slides.length - 1);
    draw();
  }

  function end() {
    if (!box) return;
    document.removeEventListener("keydown", keys, true);
    document.removeEventListener("fullscreenchange", left);
    if (document.fullscreenElement) document.exitFullscreen();
    box.remove();
    box = null;
    if (before) before.focus();
  }

  const left = () => { if (!document.fullscreenElement) end(); };

  function keys(event) {
    const to = { ArrowRight: at + 1, ArrowDown: at + 1, PageDown: at + 1, " ": at + 1, Enter: at + 1, ArrowLeft: at - 1,
      ArrowUp: at - 1, PageUp: at - 1, Home: 0, End: slides.length - 1 }[event.key];
    if (to !== undefined) turn(to);
    else if (event.key === "n" || event.key === "N") box.classList.toggle("with-notes");
    else if (event.key === "Escape") end();
    else if (event.key !== "Tab") return; // the browser's own keys still work
    event.preventDefault();
    event.stopPropagation();
  }

  return function begin() {
    slides = [...document.querySelectorAll("[data-slide]")].map(read);
    if (!slides.length) return;
    before = document.activeElement;
    box = element("div", "talk");
    box.setAttribute("role", "dialog");
    box.setAttribute("aria-modal", "true");
    box.tabIndex = -1;
    box.addEventListener("click", (event) => turn(at + (event.clientX < window.innerWidth / 3 ? -1 : 1)));
    document.body.append(box);
    turn(0);
    box.focus();
    document.addEventListener("keydown", keys, true);
    // Where the browser refuses the full screen, the presentation fills the window.
    box.requestFullscreen?.().then(() => document.addEventListener("fullscreenchange", left), () => {});
  };
})();

export const clientside = {
  owner: (cohort, owner) => owner || freshName(),
  look(clicks) {
    if (!clicks) return Array(6).fill(nothing());
    offer(asked);
    asked = null;
    return [true, "", "", "", say("Reading the page …"), []];
  },
  capture(clicks, title, note, chosen) {
    if (!clicks) return nothing();
    if (!chosen || !chosen.length) return say("Choose at least one figure.");
    if (chosen.length > 4) return say("Choose at most four figures; a slide with more cannot be read.");
    keep(title || "", note || "", chosen);
    return "";
  },
  present(clicks) {
    if (clicks) show();
    return nothing();
  },
};

// A random name in the form of a UUID; pages served over plain http on a network have no crypto.randomUUID.
export function freshName() {
  const bytes = window.crypto.getRandomValues(new Uint8Array(16));
  const text = [...bytes].map((byte) => byte.toString(16).padStart(2, "0")).join("");
  return [text.slice(0, 8), text.slice(8, 12), text.slice(12, 16), text.slice(16, 20), text.slice(20)].join("-");
}
