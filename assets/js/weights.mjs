// Reading a drawing's matrix of coefficients (edges × samples): what one sample, or the mean of a range of them, shows.
import { unpacked } from "./base64.mjs";
import { courses } from "./courses.mjs";
import { edges } from "./edges.mjs";

export const weights = {
  decode: (base64) => new Float32Array(unpacked(base64)),

  /**
   * The coefficients of samples first..last: a sample's own, or the mean over them, in which an absent edge counts as 0;
   * of courses also those at a score between samples. kept: those of them that filters leave; of none all are 0.
   * @param {{ drawing: Drawing, weights: ArrayLike<number>, courses?: Courses | null }} canvas weights: edges × samples
   * @param {SampleRange} samples
   */
  values({ drawing: d, weights: matrix, courses: along }, { first, last, score = null, kept = null }) {
    if (along && score !== null) return courses.values(along, score);
    const found = new Float32Array(d.sources.length);
    if (kept) {
      if (kept.length) found.forEach((_, e) => { found[e] = kept.reduce((sum, s) => sum + matrix[e * d.samples + s], 0) / kept.length; });
      return found;
    }
    for (let e = 0; e < found.length; e++) {
      let sum = 0;
      for (let s = e * d.samples + first; s <= e * d.samples + last; s++) sum += matrix[s];
      found[e] = sum / (last - first + 1);
    }
    return found;
  },

  /**
   * The rule of sign_dash.scene.select.visible_edges, and the width level of each edge it shows (0: hidden).
   * @param {{ drawing: Drawing, limit: number }} canvas
   * @param {ArrayLike<number>} values
   */
  levels({ drawing: d, limit }, values) {
    const count = d.sources.length;
    const level = new Int8Array(count);
    const near = new Uint8Array(d.nodes.length).fill(d.reach ? 0 : 1);
    near.fill(1, 0, d.focus);
    for (let step = 0; step < Math.max(d.reach, 1); step++) {
      const reached = [];
      for (let e = 0; e < count; e++) {
        const size = Math.abs(values[e]);
        if (size === 0 || size < limit || !(near[d.sources[e]] || near[d.targets[e]])) continue;
        level[e] = Math.min(Math.ceil((size / d.scale) * d.levels), d.levels);
        reached.push(e);
      }
      reached.forEach((e) => { near[d.sources[e]] = near[d.targets[e]] = 1; });
    }
    return level;
  },

  // What of a canvas or panel is shown: within reach and strong enough, the strongest `top` of that (0: all), and nothing of
  // the genes that are hidden.
  shown(c, values) {
    const { sources, targets, nodes } = c.drawing;
    const level = this.levels(c, values);
    if (c.top) {
      const order = [...level.keys()].filter((e) => level[e]).sort((a, b) => Math.abs(values[b]) - Math.abs(values[a]) || a - b);
      order.slice(c.top).forEach((e) => { level[e] = 0; });
    }
    if (c.hidden.size) {
      const gone = nodes.map((n) => c.hidden.has(n.id));
      level.forEach((l, e) => { if (l && (gone[sources[e]] || gone[targets[e]])) level[e] = 0; });
    }
    return level;
  },

  /** @param {ArrayLike<number>} values */
  signs: (values) => Int8Array.from(values, (value) => (value < 0 ? -1 : 1)),

  /** 1 for every gene that has an edge that is not faint. @param {Drawing} d @param {Int8Array} level */
  activeNodes(d, level) {
    const active = new Uint8Array(d.nodes.length);
    level.forEach((l, e) => { if (l && !edges.faint(d, e)) active[d.sources[e]] = active[d.targets[e]] = 1; });
    return active;
  },
};
