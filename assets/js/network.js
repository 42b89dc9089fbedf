// The browser half of sign_dash/network/canvas.py: the only script that knows cytoscape.
//
// A drawing (the store "<prefix>-drawing") holds the nodes, the edges and one matrix of coefficients, edges × samples.
// A step of the slider reads one column of it, or the mean of a range (drawing.js), draws the edges (edges.js) and fades
// genes in or out.
window.signdash = window.signdash || {};
window.dash_clientside = window.dash_clientside || {};

signdash.network = (function () {
  const SIDE_ROOM = 48; // px left free beside and above the network for the names of its outermost genes
  const END_ROOM = 38;
  const canvases = new Map(); // prefix -> state

  function canvas(prefix) {
    if (!canvases.has(prefix)) {
      canvases.set(prefix, {
        prefix, drawing: null, weights: null, asked: 0, cutoff: 0, limit: 0, // what is asked for
        values: [], shown: [], signs: [], // of each edge in view: coefficient, width level (0 = hidden), sign
        top: 0, hidden: new Set(), selection: new Set(), pins: {}, placed: null, // as arranged by hand, see tools.js
        cy: null, nodes: null, edges: null, moved: true, viewed: false, marked: null, painted: 0, // on screen
      });
    }
    return canvases.get(prefix);
  }

  const edgeName = (d, e) => d.nodes[d.sources[e]].id + ">" + d.nodes[d.targets[e]].id;

  // What a drawing is about: genes dragged by hand stay there while only the cut-off changes.
  const subject = (d) => d && JSON.stringify([d.layout, d.reach, d.nodes.slice(0, d.focus).map((n) => n.id)]);

  // Where a node belongs: where it is pinned, was dragged to, or else where the layout has it.
  function placeOf(c, n) {
    const at = c.pins[n.id] || (c.placed && c.placed.subject === subject(c.drawing) && c.placed.at[n.id]);
    return at ? { x: at[0], y: at[1] } : { x: n.x, y: n.y };
  }

  // What to draw now. Two callbacks hear of a new drawing, in no certain order: whichever comes first brings it here.
  function take(prefix, drawing, cutoff) {
    const c = canvas(prefix);
    c.asked = cutoff || 0;
    if (c.drawing !== drawing) {
      c.drawing = drawing;
      c.weights = drawing && signdash.weights.decode(drawing.weights);
      c.edges = c.nodes = null;
    }
    c.cutoff = Math.max(c.asked, drawing ? drawing.cutoff : 0);
    c.limit = Math.fround(c.cutoff); // to the precision of the coefficients, as numpy compares them
    return c;
  }

  function say(c) {
    const d = c.drawing;
    const { first, last } = signdash.score.view;
    const shown = c.shown.reduce((n, level) => n + (level > 0), 0);
    const number = (n) => n.toLocaleString("en");
    const write = (part, text) => {
      const element = document.getElementById(`${c.prefix}-${part}`);
      if (element && element.textContent !== text) element.textContent = text;
    };
    const drawn = d.sources.length;
    const beside = document.getElementById(c.prefix + "-multiples");
    if (beside && !beside.hidden) {
      const panels = beside.querySelectorAll(".multiple").length;
      write("status", signdash.say("{n} mean networks side by side", { n: panels }));
    } else write("status", first === last
      ? signdash.say("showing {n} of {all} edges", { n: number(shown), all: number(d.edgeCounts[first]) })
      : signdash.say("showing {n} edges of the mean of {samples} samples", { n: number(shown), samples: number(last - first + 1) }));
    write("note", drawn < d.candidates
      ? signdash.say("drawn: the nearest and strongest {n} of {all} in reach", { n: number(drawn), all: number(d.candidates) }) : "");
  }

  // All of the picture for the sample or range at hand; called on every step of the slider.
  function apply(c) {
    if (!c.drawing) return;
    c.values = signdash.weights.values(c, signdash.score.view);
    c.shown = signdash.weights.shown(c, c.values);
    c.signs = signdash.weights.signs(c.values);
    say(c);
    if (!c.nodes) return; // not on screen yet
    const active = signdash.weights.activeNodes(c.drawing, c.shown);
    const colours = c.drawing.expression ? signdash.tint.colours(c.drawing, signdash.score.view) : null;
    c.cy.batch(() => c.nodes.forEach((node, i) => {
      if (node.data("active") !== active[i]) node.data("active", active[i]);
      if (colours && node.data("colour") !== colours[i]) node.data("colour", colours[i]);
    }));
    drawSoon(c);
  }

  function drawSoon(c) {
    if (c.frame) return;
    c.frame = requestAnimationFrame(() => {
      c.frame = null;
      paint(c);
    });
  }

  function measure(c) {
    if (c.moved) c.shapes = signdash.edges.measure(c.drawing, c.nodes.map((node) => node.position()));
    c.moved = false;
  }

  function paint(c) {
    if (!c.nodes) return;
    measure(c);
    signdash.edges.draw(c);
    c.painted += 1;
    c.drawn = c.drawing;
  }

  // Once the slider rests: only edges in view answer to the pointer, and labels go to the genes that have edges now.
  function settle(c) {
    if (!c.nodes) return;
    c.cy.batch(() => c.edges.forEach((edge, e) => {
      const on = c.shown[e] ? 1 : 0;
      if (edge.data("on") !== on) edge.data("on", on);
    }));
    signdash.labels.place(c);
  }

  function elements(c) {
    const d = c.drawing;
    apply(c);
    const active = signdash.weights.activeNodes(d, c.shown);
    const nodes = d.nodes.map((n, i) => ({
      data: { id: n.id, role: n.role, focus: n.focus, size: n.size, colour: n.colour, active: active[i],
        label: "", h: "center", v: "bottom", dx: 0, dy: 0, font: 11, weight: "normal" },
      position: { ...placeOf(c, n) },
    }));
    const edges = d.sources.map((_, e) => ({
      data: {
        id: edgeName(d, e), source: d.nodes[d.sources[e]].id, target: d.nodes[d.targets[e]].id, bowed: d.bowed[e],
        on: c.shown[e] ? 1 : 0,
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
        signdash.tools.dragged(c, event.target.id(), event.target.position());
        signdash.labels.place(c);
      });
      cy.on("cxttap", "node, edge", (event) => signdash.menu.onCanvas(c, event));
      signdash.lasso.listen(c);
      cy.on("dragpan scrollzoom pinchzoom", () => { c.viewed = true; });
      new ResizeObserver(() => resized(c)).observe(cy.container());
      cy.on("position", "node", () => { c.moved = true; });
      cy.on("render", () => paint(c));
      cy.on("pan zoom", () => signdash.labels.later(c));
      cy.on("mouseover", "node, edge", (event) => signdash.labels.hover(c, event));
      cy.on("mouseout", "node, edge", () => signdash.labels.hover(c, null));
    }
    c.edges = c.drawing.sources.map((_, e) => cy.getElementById(edgeName(c.drawing, e)));
    c.nodes = c.drawing.nodes.map((n) => cy.getElementById(n.id));
    arrange(c);
    signdash.tools.mark(c);
    route(c);
    apply(c);
    fit(c);
    mark(c, c.marked);
  }

  // Every node where it belongs.
  function arrange(c) {
    c.cy.batch(() => c.drawing.nodes.forEach((n, i) => {
      const [to, at] = [placeOf(c, n), c.nodes[i].position()];
      if (to.x !== at.x || to.y !== at.y) c.nodes[i].position(to);
    }));
    c.moved = true;
  }

  // All of the network in view, but never larger than life.
  function fit(c) {
    if (!c.nodes || !c.cy.container().clientWidth) return;
    c.cy.resize();
    const [width, height] = [c.cy.width(), c.cy.height()];
    const box = c.cy.nodes().filter((node) => !node.data("gone")).boundingBox({ includeLabels: false, includeOverlays: false, includeUnderlays: false });
    const zoom = Math.min(1.6, (width - 2 * SIDE_ROOM) / (box.w || 1), (height - 2 * END_ROOM) / (box.h || 1));
    const middle = { x: (box.x1 + box.x2) / 2, y: (box.y1 + box.y2) / 2 };
    c.cy.viewport({ zoom, pan: { x: width / 2 - zoom * middle.x, y: height / 2 - zoom * middle.y } });
    c.viewed = false;
    signdash.labels.place(c);
  }

  // The canvas came into view or changed its size: fit again, unless somebody has chosen the view.
  function resized(c) {
    if (!c.nodes || !c.cy.container().clientWidth) return;
    c.cy.resize();
    if (!c.viewed) fit(c);
    else signdash.labels.later(c);
    drawSoon(c);
  }

  function pick(c, element) {
    let picked = null;
    if (element && element.isNode()) picked = { gene: element.id() };
    if (element && element.isEdge()) picked = { regulator: element.source().id(), target: element.target().id() };
    dash_clientside.set_props(c.prefix + "-picked", { data: picked });
  }

  function mark(c, picked) {
    c.marked = picked;
    if (!c.nodes) return;
    const id = picked && picked.regulator ? `${picked.regulator}>${picked.target}` : null;
    c.halo = c.edges.findIndex((edge) => edge.id() === id);
    signdash.labels.mark(c, picked);
    drawSoon(c);
  }

  // The edges of the path to stand out, as places in the drawing.
  function route(c) {
    const steps = new Set((c.path || []).slice(1).map((gene, i) => `${c.path[i]}>${gene}`));
    c.route = c.drawing && steps.size ? c.drawing.sources.flatMap((_, e) => (steps.has(edgeName(c.drawing, e)) ? [e] : [])) : [];
  }

  const inView = (c) => Boolean(document.getElementById(c.prefix)?.offsetParent);

  signdash.score.onMove(() => canvases.forEach((c) => { if (inView(c)) apply(c); }));
  signdash.score.onRest(() => canvases.forEach((c) => { if (inView(c)) settle(c); }));

  return {
    canvas,
    take,
    // Where every node of a drawing lies now: on the canvas where there is one, else where the layout has it.
    places: (c) => c.drawing.nodes.map((n, i) => (c.nodes ? { ...c.nodes[i].position() } : { ...placeOf(c, n) })),
    // The edges shown in the sample or range at hand, strongest first: the rows of the table.
    rows(prefix, drawing, cutoff) {
      const c = take(prefix, drawing, cutoff);
      if (!c.drawing) return [];
      const d = c.drawing;
      const values = signdash.weights.values(c, signdash.score.view);
      const rows = [];
      signdash.weights.shown(c, values).forEach((level, e) => {
        if (!level) return;
        rows.push({
          id: edgeName(d, e), regulator: d.nodes[d.sources[e]].id, target: d.nodes[d.targets[e]].id,
          coefficient: values[e],
        });
      });
      return rows.sort((a, b) => Math.abs(b.coefficient) - Math.abs(a.coefficient));
    },
    // The genes that are drawn, with how many edges each has in view: the rows of the table of genes.
    genes(prefix, rows) {
      const c = canvas(prefix);
      if (!c.drawing) return [];
      const found = new Map(c.drawing.nodes.map((n) => [n.id, {
        gene: n.id, edges: 0, strongest: null,
        role: n.role === "regulator" ? signdash.say("regulator") : signdash.say("target"),
      }]));
      rows.forEach(({ regulator, target, coefficient }) => [regulator, target].forEach((gene) => {
        const row = found.get(gene);
        row.edges += 1;
        if (row.strongest === null) row.strongest = coefficient; // rows come strongest first
      }));
      return [...found.values()].filter((row) => !c.hidden.has(row.gene)).sort((a, b) => b.edges - a.edges);
    },
    // A path through these genes, in their order, stands out.
    highlight(prefix, genes) {
      const c = canvas(prefix);
      c.path = genes;
      route(c);
      drawSoon(c);
    },
    // What an export needs to repeat the screen: every node where it lies now, every edge as it is drawn now.
    snapshot(prefix) {
      const c = canvas(prefix);
      if (!c.nodes) return null;
      const d = c.drawing;
      const { first, last } = signdash.score.view;
      const node = (n) => {
        const { id, role, focus, size, colour, active } = n.data();
        return { id, role, focus, size, colour, active, ...n.position(), label: signdash.labels.of(n) };
      };
      measure(c);
      return {
        sample: signdash.score.position,
        range: first === last ? null : { first, last },
        cutoff: c.cutoff,
        reach: d.reach,
        scale: d.scale,
        total: first === last ? d.edgeCounts[first] : null,
        drawn: d.sources.length,
        candidates: d.candidates,
        colourBy: d.colourBy,
        sizeBy: d.sizeBy,
        layout: d.layout,
        nodes: c.nodes.filter((n) => !n.data("gone")).map(node),
        edges: signdash.edges.report(c, c.values),
      };
    },
    fit: (prefix) => fit(canvas(prefix)),
    // Dragged nodes go back to where the layout had them; pinned ones stay.
    reset(prefix) {
      const c = canvas(prefix);
      if (!c.nodes) return;
      signdash.tools.forget(c);
      fit(c);
    },
    subject,
    // The arrangement has changed (tools.js): places, marks, what is shown.
    arranged(c) {
      if (!c.nodes) return;
      arrange(c);
      apply(c);
      settle(c);
    },
    // A page came into view: its canvas has not followed the slider while hidden.
    shown() {
      canvases.forEach((c) => {
        if (!c.nodes || !inView(c)) return;
        apply(c);
        settle(c);
      });
    },
    mark: (prefix, picked) => mark(canvas(prefix), picked),
    tell(prefix) { if (canvas(prefix).drawing) say(canvas(prefix)); },
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
        apply(c);
        settle(c);
        return dash_clientside.no_update;
      },
      scheme(scheme, sheets) {
        signdash.edges.recolour();
        canvases.forEach(drawSoon);
        signdash.multiples.refreshAll();
        return sheets[scheme || "light"];
      },
    },
  };
})();

dash_clientside.network = signdash.network.clientside;
