// Small multiples: several ranges of samples side by side, on plain canvases, with one layout, one zoom and one hover. The
// browser half of sign_dash/network/multiples.py; the drawing, its places and cut-offs are those of the canvas of the prefix.
window.signdash = window.signdash || {};
window.dash_clientside = window.dash_clientside || {};

signdash.multiples = (function () {
  const ROOM = { side: 26, end: 22 }; // px left free around the network
  const LARGEST = 1.6; // zoom; never larger than life
  const MARKS = 0.5; // nodes and edges shrink no further than this, however small the picture
  const CLOSE = 0.75; // from this zoom on all genes are named, before that those in focus
  const FEW = 30; // as many genes with edges are named at any zoom
  const LABELS = [10.5, 12];
  const CAPTION = 46; // px a panel's bar and words take
  const GAP = 10;
  const groups = new Map(); // prefix -> {host, panels, view, hovered, viewed, frame, watching}

  function group(prefix) {
    if (!groups.has(prefix)) groups.set(prefix, { prefix, panels: [], view: null, viewed: false, hovered: -1, frame: null });
    return groups.get(prefix);
  }

  const inView = (g) => Boolean(g.host && g.host.isConnected && g.host.offsetParent);

  // The panels of the page, with the network of each: its mean coefficients, what of them is shown.
  function read(g) {
    const c = signdash.network.canvas(g.prefix);
    g.panels = [...g.host.querySelectorAll(".multiple")].map((figure) => {
      const first = Number(figure.dataset.first);
      const last = Number(figure.dataset.last);
      const values = signdash.weights.values(c, { first, last });
      const shown = signdash.weights.shown(c, values);
      return {
        figure, first, last, drawing: c.drawing, values, shown, signs: signdash.weights.signs(values), halo: -1,
        colours: signdash.tint.colours(c.drawing, { first, last }),
        active: signdash.weights.activeNodes(c.drawing, shown), canvas: figure.querySelector("canvas"),
      };
    });
    g.layout = signdash.network.places(c);
    // A gene without an edge in any panel is left out.
    g.drawn = c.drawing.nodes.map((n, i) => !c.hidden.has(n.id) && (Boolean(n.focus) || g.panels.some((panel) => panel.active[i])));
    g.measured = null;
    g.panels.forEach(say);
  }

  // Where the nodes lie at the present zoom, in the units of the pen, which never draws smaller than MARKS.
  function measure(g) {
    g.scale = Math.max(g.view.zoom, MARKS);
    const shrunk = g.view.zoom / g.scale;
    if (g.measured === shrunk) return;
    g.measured = shrunk;
    g.places = g.layout.map(({ x, y }) => ({ x: x * shrunk, y: y * shrunk }));
    const shapes = signdash.edges.measure(g.panels[0].drawing, g.places);
    g.panels.forEach((panel) => { panel.shapes = shapes; });
  }

  function say(panel) {
    const edges = panel.shown.reduce((n, level) => n + (level > 0), 0);
    const caption = panel.figure.querySelector(".multiple-text").textContent;
    const title = panel.figure.querySelector("b")?.textContent;
    panel.figure.querySelector(".multiple-picture").setAttribute("aria-label",
      [title, caption, signdash.say("{n} edges", { n: edges.toLocaleString("en") })].filter(Boolean).join(", "));
  }

  function bounds(g) {
    const drawn = g.layout.filter((_, i) => g.drawn[i]);
    if (!drawn.length) return { left: 0, top: 0, width: 1, height: 1 };
    const xs = drawn.map((p) => p.x);
    const ys = drawn.map((p) => p.y);
    const [left, top] = [Math.min(...xs), Math.min(...ys)];
    return { left, top, width: Math.max(...xs) - left || 1, height: Math.max(...ys) - top || 1 };
  }

  const zoomFor = (box, width, height) => Math.min(
    LARGEST, (width - 2 * ROOM.side) / box.width, (height - 2 * ROOM.end) / box.height);

  // As many panels in a row as make the pictures largest.
  function arrange(g) {
    const [width, height] = [g.host.clientWidth, g.host.clientHeight];
    const n = g.panels.length;
    if (!width || !n) return;
    const box = bounds(g);
    let best = { columns: 1, zoom: -1 };
    for (let columns = n; columns >= 1; columns--) {
      const rows = Math.ceil(n / columns);
      const zoom = zoomFor(box, (width - GAP * (columns - 1)) / columns, (height - GAP * (rows - 1)) / rows - CAPTION);
      if (zoom > best.zoom * 1.06) best = { columns, zoom };
    }
    g.host.style.setProperty("--columns", width < 560 ? 1 : best.columns);
  }

  function fit(g) {
    const canvas = g.panels[0]?.canvas;
    if (!canvas || !canvas.clientWidth) return;
    const box = bounds(g);
    const zoom = Math.max(0.05, zoomFor(box, canvas.clientWidth, canvas.clientHeight));
    g.view = {
      zoom,
      x: canvas.clientWidth / 2 - zoom * (box.left + box.width / 2),
      y: canvas.clientHeight / 2 - zoom * (box.top + box.height / 2),
    };
    g.viewed = false;
  }

  function penOf(g, canvas) {
    const ratio = window.devicePixelRatio || 1;
    const [width, height] = [Math.round(canvas.clientWidth * ratio), Math.round(canvas.clientHeight * ratio)];
    if (canvas.width !== width || canvas.height !== height) { canvas.width = width; canvas.height = height; }
    const pen = canvas.getContext("2d");
    pen.setTransform(1, 0, 0, 1, 0, 0);
    pen.clearRect(0, 0, width, height);
    pen.setTransform(g.scale * ratio, 0, 0, g.scale * ratio, g.view.x * ratio, g.view.y * ratio);
    return pen;
  }

  function outline(pen, n, { x, y }, more = 0) {
    const half = n.size / 2 + more;
    pen.beginPath();
    if (n.role === "regulator") pen.arc(x, y, half, 0, 2 * Math.PI);
    else pen.roundRect(x - half, y - half, 2 * half, 2 * half, half / 2);
  }

  function paintNodes(pen, g, panel) {
    const d = panel.drawing;
    const { ink, card } = signdash.edges.ink();
    const c = signdash.network.canvas(g.prefix);
    const halo = (i) => i === g.hovered || d.nodes[i].id === c.marked?.gene || c.selection.has(d.nodes[i].id);
    d.nodes.forEach((n, i) => {
      if (!g.drawn[i]) return;
      if (halo(i)) {
        pen.globalAlpha = 0.22;
        pen.fillStyle = ink;
        outline(pen, n, g.places[i], 8);
        pen.fill();
      }
      pen.globalAlpha = panel.active[i] ? 1 : d.faded;
      pen.fillStyle = panel.colours[i];
      pen.strokeStyle = n.focus ? ink : card;
      pen.lineWidth = d.borders[n.focus ? 1 : 0];
      outline(pen, n, g.places[i]);
      pen.fill();
      pen.stroke();
    });
    pen.globalAlpha = 1;
  }

  // The names of one panel, where they fit; places in pixels of the panel.
  function labels(g, panel) {
    const d = panel.drawing;
    const { x, y } = g.view;
    const zoom = g.scale;
    const rank = (n, i) => (i === g.hovered ? 0 : n.focus ? 1 : 2);
    const far = g.view.zoom < CLOSE && panel.active.filter(Boolean).length > FEW;
    const nodes = d.nodes
      .map((n, i) => ({
        id: n.id, i, x: g.places[i].x * zoom + x, y: g.places[i].y * zoom + y, size: n.size * zoom,
        bold: Boolean(n.focus) || i === g.hovered, rank: rank(n, i),
        mute: i !== g.hovered && !n.focus && (!panel.active[i] || far),
      }))
      .filter((n) => g.drawn[n.i] && (n.bold || panel.active[n.i]))
      .sort((a, b) => a.rank - b.rank || a.i - b.i);
    const frame = { left: 1, top: 1, right: panel.canvas.clientWidth - 1, bottom: panel.canvas.clientHeight - 1 };
    return signdash.labels.spots(nodes, frame, LABELS);
  }

  function paintLabels(pen, g, panel) {
    const ratio = window.devicePixelRatio || 1;
    const { ink, card } = signdash.edges.ink();
    const family = getComputedStyle(document.documentElement).getPropertyValue("--font") || "sans-serif";
    pen.setTransform(ratio, 0, 0, ratio, 0, 0);
    pen.textAlign = "center";
    pen.textBaseline = "middle";
    pen.lineJoin = "round";
    panel.names = labels(g, panel);
    panel.names.forEach(({ size, bold, box }, name) => {
      pen.font = `${bold ? "bold " : ""}${size}px ${family}`;
      const [x, y] = [(box.left + box.right) / 2, (box.top + box.bottom) / 2];
      pen.strokeStyle = card;
      pen.lineWidth = 3;
      pen.strokeText(name, x, y);
      pen.fillStyle = ink;
      pen.fillText(name, x, y);
    });
  }

  function paint(g) {
    if (!inView(g) || !g.panels.length) return;
    if (!g.view) fit(g);
    if (!g.view) return;
    measure(g);
    g.panels.forEach((panel) => {
      const pen = penOf(g, panel.canvas);
      signdash.edges.paint(pen, panel);
      paintNodes(pen, g, panel);
      paintLabels(pen, g, panel);
    });
    g.painted = (g.painted || 0) + 1;
  }

  function paintSoon(g) {
    if (g.frame) return;
    g.frame = requestAnimationFrame(() => { g.frame = null; paint(g); });
  }

  // Where the sample at hand is among the panels.
  function playhead(g) {
    const at = signdash.score.position;
    g.panels.forEach(({ figure, first, last }) => {
      const here = at >= first && at <= last;
      figure.classList.toggle("here", here);
      figure.style.setProperty("--at", here ? (at - first + 0.5) / (last - first + 1) : 0);
    });
  }

  // All of it anew: another drawing, cut-off, colour, or the panels have come into view.
  function refresh(g) {
    if (!inView(g) || !signdash.network.canvas(g.prefix).drawing) return;
    read(g);
    arrange(g);
    if (!g.viewed) fit(g);
    playhead(g);
    paintSoon(g);
  }

  function nodeAt(g, event) {
    const { x, y } = g.view;
    const zoom = g.scale;
    const area = event.target.getBoundingClientRect();
    const at = { x: (event.clientX - area.left - x) / zoom, y: (event.clientY - area.top - y) / zoom };
    let found = -1;
    let nearest = Infinity;
    g.panels[0].drawing.nodes.forEach((n, i) => {
      const away = Math.hypot(g.places[i].x - at.x, g.places[i].y - at.y);
      if (g.drawn[i] && away <= n.size / 2 + 4 / zoom && away < nearest) { found = i; nearest = away; }
    });
    return found;
  }

  function zoomBy(g, factor, x, y) {
    const zoom = Math.max(0.05, Math.min(4, g.view.zoom * factor));
    const grown = zoom / g.view.zoom;
    g.view = { zoom, x: x - (x - g.view.x) * grown, y: y - (y - g.view.y) * grown };
    g.viewed = true;
    paintSoon(g);
  }

  function moveBy(g, x, y) {
    g.view = { ...g.view, x: g.view.x + x, y: g.view.y + y };
    g.viewed = true;
    paintSoon(g);
  }

  function onKey(g, event) {
    if (event.target !== g.host || event.ctrlKey || event.metaKey || event.altKey || !g.view) return;
    const canvas = g.panels[0].canvas;
    const [x, y] = [canvas.clientWidth / 2, canvas.clientHeight / 2];
    const act = {
      "+": () => zoomBy(g, 1.2, x, y), "=": () => zoomBy(g, 1.2, x, y), "-": () => zoomBy(g, 1 / 1.2, x, y),
      0: () => { fit(g); paintSoon(g); },
      ArrowLeft: () => moveBy(g, 30, 0), ArrowRight: () => moveBy(g, -30, 0),
      ArrowUp: () => moveBy(g, 0, 30), ArrowDown: () => moveBy(g, 0, -30),
    }[event.key];
    if (!act) return;
    event.preventDefault();
    event.stopPropagation();
    act();
  }

  // Pointer, wheel and keys, once for each element.
  function listen(g) {
    const isCanvas = (event) => event.target.tagName === "CANVAS" && g.view;
    let drag = null;
    g.host.addEventListener("wheel", (event) => {
      if (!isCanvas(event)) return;
      event.preventDefault();
      zoomBy(g, Math.exp(-event.deltaY / 400), event.offsetX, event.offsetY);
    }, { passive: false });
    g.host.addEventListener("pointerdown", (event) => {
      if (!isCanvas(event) || event.button !== 0) return;
      drag = { x: event.clientX, y: event.clientY, far: false };
      event.target.setPointerCapture(event.pointerId);
    });
    g.host.addEventListener("pointermove", (event) => {
      if (!isCanvas(event)) return;
      if (drag && event.buttons) {
        drag.far = drag.far || Math.hypot(event.clientX - drag.x, event.clientY - drag.y) > 3;
        if (drag.far) { moveBy(g, event.clientX - drag.x, event.clientY - drag.y); Object.assign(drag, { x: event.clientX, y: event.clientY }); }
        return;
      }
      const over = nodeAt(g, event);
      if (over !== g.hovered) { g.hovered = over; paintSoon(g); }
    });
    g.host.addEventListener("pointerup", (event) => {
      if (!drag) return;
      const gene = !drag.far && isCanvas(event) ? nodeAt(g, event) : -1;
      drag = null;
      if (gene >= 0) dash_clientside.set_props(g.prefix + "-picked", { data: { gene: g.panels[0].drawing.nodes[gene].id } });
    });
    g.host.addEventListener("pointerleave", () => { g.hovered = -1; paintSoon(g); });
    g.host.addEventListener("dblclick", (event) => { if (isCanvas(event)) { fit(g); paintSoon(g); } });
    g.host.addEventListener("keydown", (event) => onKey(g, event));
    g.host.addEventListener("click", (event) => {
      const button = event.target.closest(".multiple-alone");
      if (!button) return;
      const { first, last } = button.closest(".multiple").dataset;
      signdash.score.spread(Number(first), Number(last));
      g.host.dispatchEvent(new CustomEvent("alone", { bubbles: true }));
    });
    new ResizeObserver(() => { g.host.clientWidth && refresh(g); }).observe(g.host);
  }

  function mounted(prefix) {
    const g = group(prefix);
    const host = document.getElementById(prefix + "-multiples");
    if (host && g.host !== host) { g.host = host; listen(g); }
    return g;
  }

  signdash.score.onMove(() => groups.forEach((g) => { if (inView(g)) playhead(g); }));

  return {
    // What an export needs to repeat the panels: shared nodes, and for each panel its caption and its edges.
    snapshot(prefix) {
      const g = groups.get(prefix);
      if (!g || !inView(g) || !g.panels.length || !g.view) return null;
      measure(g);
      const c = signdash.network.canvas(prefix);
      const d = c.drawing;
      return {
        cutoff: c.cutoff, reach: d.reach, colourBy: d.colourBy, sizeBy: d.sizeBy, scale: d.scale,
        drawn: d.sources.length, candidates: d.candidates, columns: Number(getComputedStyle(g.host).getPropertyValue("--columns")),
        panels: g.panels.map((panel) => ({
          first: panel.first,
          last: panel.last,
          title: panel.figure.querySelector("b")?.textContent || "",
          caption: panel.figure.querySelector(".multiple-text").textContent,
          colours: panel.figure.querySelector(".multiple-bar").style.background,
          nodes: d.nodes
            .map((n, i) => ({ ...n, ...g.places[i], colour: panel.colours[i], active: panel.active[i], label: panel.names.has(n.id) }))
            .filter((_, i) => g.drawn[i]),
          edges: signdash.edges.report(panel, panel.values),
        })),
      };
    },
    refresh: (prefix) => refresh(mounted(prefix)),
    refreshAll: () => groups.forEach(refresh),
    fit(prefix) { const g = group(prefix); fit(g); paintSoon(g); },
    group,
    clientside: {
      draw(drawing, cutoff, hidden, children, prefix) {
        signdash.network.take(prefix, drawing, cutoff);
        const g = mounted(prefix);
        g.viewed = false;
        setTimeout(() => refresh(g), 0); // once React has shown the panels
        return dash_clientside.no_update;
      },
    },
  };
})();

dash_clientside.multiples = signdash.multiples.clientside;
