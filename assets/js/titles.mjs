// What a slide of a view is called: everything in which two views of one page differ, ranges, filters, genes, samples.
import { filters } from "./filters.mjs";
import { say } from "./language.mjs";

const MOST_NAMED = 8;

/** @param {string[]} genes */
export function named(genes) {
  const shown = genes.slice(0, MOST_NAMED).join(", ");
  return genes.length > MOST_NAMED ? say("{shown} and {n} more", { shown, n: genes.length - MOST_NAMED }) : shown;
}

/** A side with the study it is of, where the two are of different ones. @param {{title: string, study: string}} side @param {boolean} across */
export const sideName = (side, across) => (across ? `${side.study}: ${side.title}` : side.title);

const KINDS = {
  gained: () => say("gained"), lost: () => say("lost"), strengthened: () => say("strengthened"),
  weakened: () => say("weakened"), flipped: () => say("flipped"), steady: () => say("unchanged"),
};

const SHOWS = { pair: () => say("A and B"), difference: () => say("Difference") };

// A comparison: its sides and genes, and what of the rest is not as the page has it at first. of: compare.snapshot().
export function comparedTitle(of) {
  const sides = say("{b} against {a}", { a: sideName(of.a, of.across), b: sideName(of.b, of.across) });
  const kinds = Object.keys(KINDS).filter((kind) => of.kinds.includes(kind));
  return [
    `${sides}: ${of.focus.length ? named(of.focus) : say("whole network")}`,
    of.asked.reach > 1 ? say("reach {n}", { n: of.asked.reach }) : "",
    of.strength === of.usual ? "" : say("strength ≥ {n}", { n: of.strength }),
    of.asked.change === null ? "" : say("change ≥ {n}", { n: of.asked.change }),
    SHOWS[of.shows]?.() || "",
    kinds.length === Object.keys(KINDS).length ? "" : kinds.map((kind) => KINDS[kind]()).join(", "),
  ].filter(Boolean).join(" · ");
}

// Samples between two places along the score, with what they are filtered by (score.filters).
export const rangeTitle = ({ first, last }, filtered) =>
  filters.words(say("mean of samples {first} to {last}", { first: first + 1, last: last + 1 }), filtered);

// Ranges beside each other, as their group is called, with their filters.
export const rangesTitle = (title, filtered) => filters.words(title.split(/[;；]/)[0], filtered);
