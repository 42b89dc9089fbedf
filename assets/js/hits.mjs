// Which edge lies under the pointer: edges are painted (edges.mjs), so they are found by their shapes.

const NEAR = 7; // px on screen between the pointer and an edge's line
const CHORDS = 12; // a bent edge is as good as so many straight pieces

function toSegment(x, y, x0, y0, x1, y1) {
  const [dx, dy] = [x1 - x0, y1 - y0];
  const t = Math.max(0, Math.min(1, ((x - x0) * dx + (y - y0) * dy) / (dx * dx + dy * dy || 1)));
  return Math.hypot(x - x0 - t * dx, y - y0 - t * dy);
}

/** @param {number} x @param {number} y @param {Shape} s */
function toCurve(x, y, [x0, y0, x1, y1, cx, cy]) {
  let least = Infinity;
  let [fromX, fromY] = [x0, y0];
  for (let k = 1; k <= CHORDS; k++) {
    const t = k / CHORDS;
    const [a, b, c] = [(1 - t) * (1 - t), 2 * t * (1 - t), t * t];
    const [toX, toY] = [a * x0 + b * cx + c * x1, a * y0 + b * cy + c * y1];
    least = Math.min(least, toSegment(x, y, fromX, fromY, toX, toY));
    [fromX, fromY] = [toX, toY];
  }
  return least;
}

/**
 * The place in the drawing of the shown edge nearest to a point; -1: none is near.
 * @param {{ shapes?: Shape[], shown: ArrayLike<number> }} picture
 * @param {Place} point in the picture's own units
 * @param {number} zoom
 */
function edgeAt({ shapes, shown }, { x, y }, zoom) {
  let nearest = -1;
  let least = NEAR / zoom;
  if (!shapes) return nearest;
  shapes.forEach((s, e) => {
    if (!shown[e]) return;
    const bent = !Number.isNaN(s[4]);
    const [left, right] = bent ? [Math.min(s[0], s[2], s[4]), Math.max(s[0], s[2], s[4])] : [Math.min(s[0], s[2]), Math.max(s[0], s[2])];
    if (x < left - least || x > right + least) return;
    const far = bent ? toCurve(x, y, s) : toSegment(x, y, s[0], s[1], s[2], s[3]);
    if (far < least) [nearest, least] = [e, far];
  });
  return nearest;
}

export const hits = { edgeAt };
