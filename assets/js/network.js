// The browser half of sign_dash/network/canvas.py: the only script that knows cytoscape.
//
// A drawing (the store "<prefix>-drawing") holds the nodes, the edges and one matrix of coefficients, edges × samples.
// A step of the slider restyles in one batch only the edges whose width level, sign or visibility changed.
window.signdash = window.signdash || {};
window.dash_clientside = window.dash_clientside || {};

signdash.network = (function () {
  const canvases = new Map(); // prefix -> state

  function canvas(prefix) {
    if (!canvases.has(prefix)) {
      canvases.set(prefix, { prefix, drawing: null, weights: null, asked: 0, cutoff: 0, limit: 0, cy: null, marked: null, shown: [],
        dragged: new Map() });
    }
    return canvases.get(prefix);
  }

  const nodeOf = (c, gene) => c.cy.getElementById(gene);
  const edgeName = (d, e) => d.nodes[d.sources[e]].id + ">" + d.nodes[d.targets[e]].id;

  function decode(base64) {
    const text = atob(base64);
    const bytes = new Uint8Array(text.length);
    for (let i = 0; i < text.length; i++) bytes[i] = text.charCodeAt(i);
    return new Float32Array(bytes.buffer);
  }

  // What a drawing is about: nodes dragged by hand stay while only the cut-off changes.
  const subject = (d) => d && JSON.stringify([d.reach, d.nodes.slice(0, d.focus).map((n) => n.id)]);

  // Where a node belongs: where it was dragged to, else where the layout has it.
  const placeOf = (c, n) => c.dragged.get(n.id) || { x: n.x, y: n.y };

  // What to draw now. Two callbacks hear of a new drawing, in no certain order: whichever comes first brings it here.
  function take(prefix, drawing, cutoff) {
    const c = canvas(prefix);
    c.asked = cutoff || 0;
    if (c.drawing !== drawing) {
      if (subject(c.drawing) !== subject(drawing)) c.dragged.clear();
      c.drawing = drawing;
      c.weights = drawing && decode(drawing.weights);
      c.edges = c.nodes = null;
    }
    c.cutoff = Math.max(c.asked, drawing ? drawing.cutoff : 0);
    c.limit = Math.fround(c.cutoff); // to the precision of the coefficients, as numpy compares them
    return c;
  }

  // The rule of sign_dash.network.select.visible_edges, and the width level of each edge it shows (0 = hidden).
  function levels(c, sample) {
    const d = c.drawing;
    const edges = d.sources.length;
    const level = new Int8Array(edges);
    const near = new Uint8Array(d.nodes.length).fill(d.reach ? 0 : 1);
    near.fill(1, 0, d.focus);
    for (let step = 0; step < Math.max(d.reach, 1); step++) {
      const reached = [];
      for (let e = 0; e < edges; e++) {
        const size = Math.abs(c.weights[e * d.samples + sample]);
        if (size === 0 || size < c.limit || !(near[d.sources[e]] || near[d.targets[e]])) continue;
        level[e] = Math.min(Math.ceil((size / d.scale) * d.levels), d.levels);
        reached.push(e);
      }
      reached.forEach((e) => { near[d.sources[e]] = near[d.targets[e]] = 1; });
    }
    return level;
  }

  function edgeData(c, e, level, sample) {
    return {
      level,
      sign: c.weights[e * c.drawing.samples + sample] < 0 ? -1 : 1,
      width: c.drawing.widths[level],
      opacity: c.drawing.opacities[level],
    };
  }

  function activeNodes(c, level) {
    const active = new Uint8Array(c.drawing.nodes.length);
    level.forEach((l, e) => { if (l) active[c.drawing.sources[e]] = active[c.drawing.targets[e]] = 1; });
    return active;
  }

  function say(c, level, sample) {
    const d = c.drawing;
    const shown = level.reduce((n, l) => n + (l > 0), 0);
    const status = document.getElementById(c.prefix + "-status");
    const note = document.getElementById(c.prefix + "-note");
    const text = `showing ${shown.toLocaleString("en")} of ${d.edgeCounts[sample].toLocaleString("en")} edges`;
    if (status && status.textContent !== text) status.textContent = text;
    const drawn = d.sources.length;
    const cap = drawn < d.candidates
      ? `drawn: the nearest and strongest ${drawn.toLocaleString("en")} of ${d.candidates.toLocaleString("en")} in reach`
      : "";
    if (note && note.textContent !== cap) note.textContent = cap;
  }

  // All of the picture for one sample; called on every step of the slider.
  function apply(c, sample) {
    if (!c.drawing) return;
    const level = levels(c, sample);
    c.shown = level;
    say(c, level, sample);
    if (!c.nodes) return; // not on screen yet
    const active = activeNodes(c, level);
    c.cy.batch(() => {
      c.edges.forEach((edge, e) => {
        const now = edge.data();
        const sign = c.weights[e * c.drawing.samples + sample] < 0 ? -1 : 1;
        if (now.level !== level[e] || (level[e] && now.sign !== sign)) edge.data(edgeData(c, e, level[e], sample));
      });
      c.nodes.forEach((node, i) => { if (node.data("active") !== active[i]) node.data("active", active[i]); });
    });
  }

  function elements(c) {
    const d = c.drawing;
    const sample = signdash.score.position;
    const level = levels(c, sample);
    const active = activeNodes(c, level);
    const nodes = d.nodes.map((n, i) => ({
      data: { id: n.id, role: n.role, focus: n.focus, size: n.size, colour: n.colour, active: active[i],
        label: "", h: "center", v: "bottom", dx: 0, dy: 0, font: 11, weight: "normal" },
      position: { ...placeOf(c, n) },
    }));
    const edges = d.sources.map((_, e) => ({
      data: {
        id: edgeName(d, e), source: d.nodes[d.sources[e]].id, target: d.nodes[d.targets[e]].id, bowed: d.bowed[e],
        ...edgeData(c, e, level[e], sample),
      },
    }));
    return nodes.concat(edges);
  }

  // dash-cytoscape builds its graph after React has rendered: wait for the graph that holds our elements.
  function whenDrawn(c, drawing, then) {
    const host = document.getElementById(c.prefix + "-graph");
    const cy = host && host._cyreg && host._cyreg.cy;
    const ready = cy && cy.nodes().length === drawing.nodes.length && cy.edges().length === drawing.sources.length
      && drawing.nodes.every((n) => cy.getElementById(n.id).nonempty());
    if (c.drawing !== drawing) return;
    if (!ready) setTimeout(() => whenDrawn(c, drawing, then), 16);
    else then(cy);
  }

  function adopt(c, cy) {
    if (c.cy !== cy) {
      c.cy = cy;
      cy.on("tap", (event) => pick(c, event.target === cy ? null : event.target));
      cy.on("dragfree", "node", (event) => {
        c.dragged.set(event.target.id(), { ...event.target.position() });
        signdash.labels.place(c);
      });
      cy.on("zoom", () => signdash.labels.later(c));
      cy.on("mouseover", "node, edge", (event) => signdash.labels.hover(c, event));
      cy.on("mouseout", "node, edge", () => signdash.labels.hover(c, null));
    }
    c.edges = c.drawing.sources.map((_, e) => cy.getElementById(edgeName(c.drawing, e)));
    c.nodes = c.drawing.nodes.map((n) => cy.getElementById(n.id));
    cy.batch(() => c.drawing.nodes.forEach((n, i) => c.nodes[i].position({ ...placeOf(c, n) })));
    apply(c, signdash.score.position);
    fit(c);
    signdash.labels.mark(c, c.marked);
  }

  function fit(c) {
    if (!c.cy || !c.cy.container().clientWidth) { if (c) c.fitted = false; return; }
    c.cy.resize();
    c.cy.fit(undefined, 36);
    if (c.cy.zoom() > 1.6) { c.cy.zoom(1.6); c.cy.center(); }
    c.fitted = true;
  }

  function pick(c, element) {
    let picked = null;
    if (element && element.isNode()) picked = { gene: element.id() };
    if (element && element.isEdge()) picked = { regulator: element.source().id(), target: element.target().id() };
    dash_clientside.set_props(c.prefix + "-picked", { data: picked });
  }

  signdash.score.onMove((sample) => canvases.forEach((c) => apply(c, sample)));
  signdash.score.onRest(() => canvases.forEach((c) => signdash.labels.place(c)));

  return {
    canvas,
    // The edges shown in the sample at hand, strongest first: the rows of the table.
    rows(prefix, drawing, cutoff) {
      const c = take(prefix, drawing, cutoff);
      if (!c.drawing) return [];
      const d = c.drawing;
      const sample = signdash.score.position;
      const rows = [];
      levels(c, sample).forEach((level, e) => {
        if (!level) return;
        rows.push({
          id: edgeName(d, e), regulator: d.nodes[d.sources[e]].id, target: d.nodes[d.targets[e]].id,
          coefficient: c.weights[e * d.samples + sample],
        });
      });
      return rows.sort((a, b) => Math.abs(b.coefficient) - Math.abs(a.coefficient));
    },
    // What an export needs to repeat the screen: every node where it lies now, every edge as it is drawn now.
    snapshot(prefix) {
      const c = canvas(prefix);
      if (!c.nodes) return null;
      const d = c.drawing;
      const sample = signdash.score.position;
      const node = (n) => {
        const { id, role, focus, size, colour, active } = n.data();
        return { id, role, focus, size, colour, active, ...n.position(), label: signdash.labels.of(n) };
      };
      const edge = (element, e) => {
        const bent = element.controlPoints();
        return {
          regulator: element.source().id(),
          target: element.target().id(),
          coefficient: c.weights[e * d.samples + sample],
          width: element.numericStyle("width"),
          opacity: element.numericStyle("opacity"),
          control: bent && bent.length ? [bent[0].x, bent[0].y] : null,
        };
      };
      return {
        sample,
        cutoff: c.cutoff,
        reach: d.reach,
        scale: d.scale,
        total: d.edgeCounts[sample],
        nodes: c.nodes.map(node),
        edges: c.edges.flatMap((element, e) => (c.shown[e] ? [edge(element, e)] : [])),
      };
    },
    fit(prefix) {
      const c = canvas(prefix);
      fit(c);
      signdash.labels.place(c);
    },
    // Dragged nodes go back to where the layout had them.
    reset(prefix) {
      const c = canvas(prefix);
      if (!c.nodes) return;
      c.dragged.clear();
      c.cy.batch(() => c.drawing.nodes.forEach((n, i) => c.nodes[i].position({ x: n.x, y: n.y })));
      fit(c);
      signdash.labels.place(c);
    },
    // A page came into view: a canvas drawn while hidden has no size yet.
    shown() {
      canvases.forEach((c) => {
        if (!c.nodes) return;
        c.cy.resize();
        if (!c.fitted) { fit(c); signdash.labels.place(c); }
      });
    },
    mark(prefix, picked) {
      const c = canvas(prefix);
      c.marked = picked;
      if (c.nodes) signdash.labels.mark(c, picked);
    },
    clientside: {
      draw(drawing, prefix) {
        const c = take(prefix, drawing, canvas(prefix).asked);
        if (!drawing) return [];
        const drawn = elements(c);
        setTimeout(() => whenDrawn(c, drawing, (cy) => adopt(c, cy)), 0);
        return drawn;
      },
      cutoff(cutoff, prefix) {
        const c = take(prefix, canvas(prefix).drawing, cutoff);
        apply(c, signdash.score.position);
        signdash.labels.place(c);
        return dash_clientside.no_update;
      },
      scheme: (scheme, sheets) => sheets[scheme || "light"],
    },
  };
})();

dash_clientside.network = signdash.network.clientside;
