// The edges of a signed difference: colour is the sign of B − A, the line says which change it is, the head what the edge
// does where it is, and width is |B − A|. A panel here is one of compare-pictures.js.
window.signdash = window.signdash || {};

signdash.compareLines = (function () {
  // How a change is drawn: dash in units of the drawing at zoom 1, a double line, a ring where a gained edge begins,
  // a pale rim around a strengthened one.
  const LINES = {
    gained: { dash: [], ring: true },
    lost: { dash: [9, 6] },
    strengthened: { dash: [], bold: true },
    weakened: { dash: [1.5, 5] },
    flipped: { dash: [], double: true },
    steady: { dash: [] },
  };
  const RING = 8; // from the edge's beginning to the middle of the ring, in units of the drawing
  const RIM_INK = 0.25; // opacity of the rim
  const STEADY_INK = 0.3; // opacity of what does not change

  // What the head says: what the edge does where it is (B, unless it is lost).
  function activates(row) {
    return (row.category === "lost" || (row.category === "steady" && row.meanB === 0) ? row.meanA : row.meanB) > 0;
  }

  // How an edge of the difference is drawn; also what an export is told of it.
  function style(panel, e) {
    const row = panel.drawing.rows[e];
    const steady = row.category === "steady";
    return {
      kind: row.category, steady, ...LINES[row.category], width: steady ? 0.8 : panel.drawing.widths[panel.shown[e]],
      opacity: steady ? STEADY_INK : 0.95, sign: panel.values[e] < 0 ? -1 : 1, activates: activates(row),
    };
  }

  // The point so far along an edge from its beginning.
  function along(s, far) {
    const [tx, ty] = Number.isNaN(s[4]) ? [s[2], s[3]] : [s[4], s[5]];
    const way = Math.hypot(tx - s[0], ty - s[1]) || 1;
    return [s[0] + ((tx - s[0]) / way) * far, s[1] + ((ty - s[1]) / way) * far];
  }

  function paintChange(pen, panel, e) {
    const how = style(panel, e);
    const s = panel.shapes[e];
    const inks = signdash.edges.ink();
    const colour = how.steady ? inks.ink : how.sign > 0 ? inks.activates : inks.represses;
    const size = signdash.edges.headSize(panel.drawing, how.width);
    const back = how.steady ? 0 : size * (how.activates ? 0.7 : 0.15);
    const stroke = (width, paint) => {
      pen.lineWidth = width;
      pen.strokeStyle = paint;
      pen.beginPath();
      signdash.edges.line(pen, s, back);
      pen.stroke();
    };
    pen.globalAlpha = how.opacity;
    pen.lineCap = how.kind === "weakened" ? "round" : "butt";
    pen.setLineDash(how.dash.map((length) => length + (how.kind === "weakened" ? how.width * 0.4 : 0)));
    if (how.double) {
      stroke(how.width + 3.2, colour);
      pen.globalAlpha = 1;
      stroke(Math.max(1.4, how.width * 0.45), inks.card);
      pen.globalAlpha = how.opacity;
    } else {
      if (how.bold) {
        pen.globalAlpha = RIM_INK;
        stroke(how.width + 6, colour);
        pen.globalAlpha = how.opacity;
      }
      stroke(how.width, colour);
    }
    pen.setLineDash([]);
    if (how.steady) return;
    pen.fillStyle = colour;
    pen.beginPath();
    signdash.edges.head(pen, s, size, how.activates);
    pen.fill();
    if (how.ring) ring(pen, s, how.width, colour, inks.card);
  }

  function ring(pen, s, width, colour, card) {
    const [x, y] = along(s, RING);
    pen.beginPath();
    pen.arc(x, y, 2.2 + width / 2, 0, 2 * Math.PI);
    pen.fillStyle = card;
    pen.fill();
    pen.lineWidth = 1.4;
    pen.strokeStyle = colour;
    pen.stroke();
  }

  // The small changes under the large ones, what does not change beneath all.
  function paint(pen, panel) {
    halo(pen, panel);
    const { rows } = panel.drawing;
    const weight = (e) => (rows[e].category === "steady" ? -1 : Math.abs(panel.values[e]));
    const order = [...panel.shown.keys()].filter((e) => panel.shown[e]);
    order.sort((x, y) => weight(x) - weight(y)).forEach((e) => paintChange(pen, panel, e));
    pen.globalAlpha = 1;
    pen.lineCap = "butt";
  }

  function halo(pen, panel) {
    if (panel.halo < 0) return;
    pen.globalAlpha = 0.16;
    pen.lineWidth = 14;
    pen.strokeStyle = signdash.edges.ink().ink;
    pen.beginPath();
    signdash.edges.line(pen, panel.shapes[panel.halo], 0);
    pen.stroke();
    pen.globalAlpha = 1;
  }

  return { LINES, style, paint };
})();
