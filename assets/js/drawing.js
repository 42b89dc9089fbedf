// Reading a drawing's matrix of coefficients (edges × samples): what one sample shows.
window.signdash = window.signdash || {};

signdash.weights = {
  decode(base64) {
    const text = atob(base64);
    const bytes = new Uint8Array(text.length);
    for (let i = 0; i < text.length; i++) bytes[i] = text.charCodeAt(i);
    return new Float32Array(bytes.buffer);
  },

  // The rule of sign_dash.network.select.visible_edges, and the width level of each edge it shows (0 = hidden).
  levels({ drawing: d, weights, limit }, sample) {
    const edges = d.sources.length;
    const level = new Int8Array(edges);
    const near = new Uint8Array(d.nodes.length).fill(d.reach ? 0 : 1);
    near.fill(1, 0, d.focus);
    for (let step = 0; step < Math.max(d.reach, 1); step++) {
      const reached = [];
      for (let e = 0; e < edges; e++) {
        const size = Math.abs(weights[e * d.samples + sample]);
        if (size === 0 || size < limit || !(near[d.sources[e]] || near[d.targets[e]])) continue;
        level[e] = Math.min(Math.ceil((size / d.scale) * d.levels), d.levels);
        reached.push(e);
      }
      reached.forEach((e) => { near[d.sources[e]] = near[d.targets[e]] = 1; });
    }
    return level;
  },

  signs({ drawing: d, weights }, sample) {
    return Int8Array.from(d.sources, (_, e) => (weights[e * d.samples + sample] < 0 ? -1 : 1));
  },

  activeNodes(d, level) {
    const active = new Uint8Array(d.nodes.length);
    level.forEach((l, e) => { if (l) active[d.sources[e]] = active[d.targets[e]] = 1; });
    return active;
  },
};
