// What every table shares in the browser: how numbers are written and sorted, and a selection that stays.

// A coefficient as text, as sign_dash.pages.explore.inspector.signed writes it.
export function signed(value) {
  if (value === null || value === undefined) return "";
  const size = Math.abs(value);
  return (value < 0 ? "−" : "+") + (size < 0.01 ? Number(size.toPrecision(2)).toString() : size.toFixed(2));
}

// A probability in percent; never as a certainty. As sign_dash.pages.explore.confidence writes it.
export function likely(value, absent = "") {
  if (value === null || value === undefined) return absent;
  return value > 0.99 ? ">99%" : `${Math.round(100 * value)}%`;
}

// What the tables of sign_dash/tables.py may call.
const bySize = (a, b) => Math.abs(a) - Math.abs(b);

const LOOKS = [50, 250, 1000]; // ms after which a table is looked at again
const held = new Map(); // id of a table -> id of the row that is to be selected in it

function look(table, row) {
  if (held.get(table) !== row || !document.getElementById(table)) return;
  const node = dash_ag_grid.getApi(table)?.getRowNode(row);
  if (node && !node.isSelected()) node.setSelected(true, true);
}

// Genes that are part of the score, and what their mark means.
let ofScore = new Set();
let ofScoreWords = "";
const inScore = (value) => ofScore.has(value);
const scoreTip = (value) => (inScore(value) ? ofScoreWords : null);

export const tables = {
  // The cohort as the strip has it says which genes are marked.
  mark(genes, words) {
    ofScore = new Set(genes);
    ofScoreWords = words;
  },
  // A table whose rows are being replaced at that moment forgets what it was told to select: remind it.
  hold(table, row) {
    held.set(table, row);
    if (row) for (const wait of LOOKS) setTimeout(look, wait, table, row);
  },
};

export const gridFunctions = { signed, likely, bySize, inScore, scoreTip };
