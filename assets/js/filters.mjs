// Filters of samples, as they follow a side of a comparison or a range: ";within:tissue=lung;without:tissue=blood", which
// compute.analyse.read_side reads too. Groups of one column that samples are within are alternatives; different columns must
// all hold; what any "without" names is left out.
import { say } from "./language.mjs";

const split = (text, at) => [text.slice(0, at), text.slice(at + 1)];

/** A text before its filters, the groups it is within, those it is without. @param {string} text @returns {[string, string[], string[]]} */
function taken(text) {
  const [base, ...rest] = text.split(/;(?=(?:within|without):)/);
  const named = rest.map((one) => split(one, one.indexOf(":")));
  const groups = (which) => named.filter(([kind]) => kind === which).map(([, group]) => group);
  return [base, groups("within"), groups("without")];
}

/** @param {string} base @param {{within?: string[] | null, without?: string[] | null}} fields */
const put = (base, { within, without }) => [
  base, ...(within || []).map((group) => `within:${group}`), ...(without || []).map((group) => `without:${group}`),
].join(";");

// What is said, and with what filters.
function words(said, text) {
  const [, within, without] = taken(text);
  const listed = (groups) => groups.map((group) => group.replace("=", " = ")).join(", ");
  const inside = within.length ? say("{side}, within {groups}", { side: said, groups: listed(within) }) : said;
  return without.length ? say("{side}, without {groups}", { side: inside, groups: listed(without) }) : inside;
}

// For each sample whether it is of a group, "COLUMN=VALUE"; a column's name may itself hold a "=".
function members(columns, group) {
  const column = columns.filter((c) => group.startsWith(`${c.name}=`)).sort((a, b) => b.name.length - a.name.length)[0];
  const code = column ? column.values.indexOf(group.slice(column.name.length + 1)) : -1;
  return { name: column?.name, inside: (i) => code >= 0 && column.codes[i] === code };
}

/**
 * Positions of the samples first..last that the filters leave.
 * @param {{name: string, values: string[], codes: number[]}[]} columns of the annotation
 * @param {string} text @param {number} first @param {number} last
 */
function kept(columns, text, first, last) {
  const [, within, without] = taken(text);
  const alternatives = new Map();
  within.map((group) => members(columns, group)).forEach((one) => alternatives.set(one.name, [...(alternatives.get(one.name) || []), one]));
  const out = without.map((group) => members(columns, group));
  const found = [];
  for (let i = first; i <= last; i++) {
    const inside = [...alternatives.values()].every((some) => some.some((one) => one.inside(i)));
    if (inside && !out.some((one) => one.inside(i))) found.push(i);
  }
  return found;
}

export const filters = { taken, put, words, kept };
