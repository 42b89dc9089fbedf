// The edges of a signed difference: colour and head say what the edge does where it is, as on every other page (a lost
// repression is no blue arrow), the line says which change it is, and width is |B − A|. A panel here is one of compare-pictures.mjs.
import { edges } from "./edges.mjs";

// How a change is drawn: dash in units of the drawing at zoom 1 (round: of dots), a double line, a ring where a gained
// edge begins, a pale rim around a strengthened one.
const LINES = {
  gained: { dash: [], ring: true },
  lost: { dash: [9, 6] },
  strengthened: { dash: [], bold: true },
  weakened: { dash: [1.5, 5], round: true },
  flipped: { dash: [], double: true },
  steady: { dash: [] },
};
const RING = 8; // from the edge's beginning to the middle of the ring, in units of the drawing
const RIM_INK = 0.25; // opacity of the rim
const STEADY_INK = 0.3; // opacity of what does not change

/** What the head says: what the edge does where it is (B, unless it is lost). @param {Change} row */
function activates(row) {
  return (row.category === "lost" || (row.category === "steady" && row.meanB === 0) ? row.meanA : row.meanB) > 0;
}

// How a change of a kind is drawn. ink: of the lines and the head, by name (edges.mjs).
function styled(kind, how) {
  return { kind, ...LINES[kind], headless: kind === "steady", ...how };
}

function style(panel, e) {
  const row = panel.drawing.rows[e];
  const steady = row.category === "steady";
  return styled(row.category, {
    width: steady ? 0.8 : panel.drawing.widths[panel.shown[e]], opacity: steady ? STEADY_INK : 0.95,
    ink: steady ? "ink" : edges.inkOf(panel.drawing, activates(row)), activates: activates(row),
  });
}

/** The strokes that make its line, one over the other. @returns {Stroke[]} */
function strokes({ ink, width, opacity, dash, round = false, double, bold }) {
  const line = { ink, width, opacity, dash: dash.map((length) => length + (round ? width * 0.4 : 0)), round };
  if (double) return [{ ...line, width: width + 3.2 }, { ...line, ink: "card", width: Math.max(1.4, width * 0.45), opacity: 1 }];
  return bold ? [{ ...line, width: width + 6, opacity: RIM_INK }, line] : [line];
}

// The ring where a gained edge begins.
function ringOf(s, { ring, width }) {
  if (!ring) return null;
  const [tx, ty] = Number.isNaN(s[4]) ? [s[2], s[3]] : [s[4], s[5]];
  const way = Math.hypot(tx - s[0], ty - s[1]) || 1;
  return { x: s[0] + ((tx - s[0]) / way) * RING, y: s[1] + ((ty - s[1]) / way) * RING, radius: 2.2 + width / 2, width: 1.4 };
}

function paintChange(pen, panel, e) {
  const how = style(panel, e);
  const s = panel.shapes[e];
  const inks = edges.ink();
  const size = edges.headSize(panel.drawing, how.width);
  strokes(how).forEach(({ ink, width, opacity, dash, round }) => {
    Object.assign(pen, { globalAlpha: opacity, lineCap: round ? "round" : "butt", lineWidth: width, strokeStyle: inks[ink] });
    pen.setLineDash(dash);
    pen.beginPath();
    edges.line(pen, s, how.headless ? 0 : edges.inset(size, how.activates));
    pen.stroke();
  });
  pen.setLineDash([]);
  pen.globalAlpha = how.opacity;
  if (how.headless) return;
  pen.fillStyle = inks[how.ink];
  pen.beginPath();
  edges.head(pen, s, size, how.activates);
  pen.fill();
  const ring = ringOf(s, how);
  if (ring) paintRing(pen, ring, inks[how.ink], inks.card);
}

function paintRing(pen, { x, y, radius, width }, colour, card) {
  pen.beginPath();
  pen.arc(x, y, radius, 0, 2 * Math.PI);
  pen.fillStyle = card;
  pen.fill();
  pen.lineWidth = width;
  pen.strokeStyle = colour;
  pen.stroke();
}

/** What an export is told of a change of this style along a shape: what is painted. @param {Drawing} d @param {Shape} s @returns {DrawnEdge} */
function report(d, s, how) {
  const { width, opacity, ink, headless } = how;
  const size = edges.headSize(d, width);
  return {
    category: how.kind, activates: how.activates, width, opacity, ink, ...edges.outline(s, { size, activates: how.activates, headless }),
    strokes: strokes(how), ring: ringOf(s, how), known: null, dot: null,
  };
}

// Each kind of change, for a legend.
const samples = (d) => Object.keys(LINES).map((kind) => report(d, edges.sampleShape(),
  styled(kind, { width: edges.sampleWidth, opacity: 1, ink: "quiet", activates: true })));

// The small changes under the large ones, what does not change beneath all.
function paint(pen, panel) {
  halo(pen, panel);
  const { rows } = panel.drawing;
  const weight = (e) => (rows[e].category === "steady" ? -1 : Math.abs(panel.values[e]));
  const order = [...panel.shown.keys()].filter((e) => panel.shown[e]);
  order.sort((x, y) => weight(x) - weight(y)).forEach((e) => paintChange(pen, panel, e));
  edges.knownDots(pen, panel);
  pen.globalAlpha = 1;
  pen.lineCap = "butt";
}

function halo(pen, panel) {
  if (panel.halo < 0) return;
  pen.globalAlpha = 0.16;
  pen.lineWidth = 14;
  pen.strokeStyle = edges.ink().ink;
  pen.beginPath();
  edges.line(pen, panel.shapes[panel.halo], 0);
  pen.stroke();
  pen.globalAlpha = 1;
}

export const compareLines = { style, report, samples, paint };
