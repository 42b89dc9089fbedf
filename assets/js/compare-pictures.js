// The three pictures of the page Compare: A, B and their signed difference, in one layout and one view. Drawn from the
// store "compare-drawing" (sign_dash/compare/drawing.py): columns A, B, B − A of one matrix, and the table's row of each edge.
//
// In the difference colour is the sign of B − A, the line says which change it is, the head what the edge does where it
// is, and width is |B − A|. Panels A and B are networks as everywhere.
window.signdash = window.signdash || {};

signdash.comparePictures = (function () {
  const COLUMN = { a: 0, b: 1, difference: 2 };
  const MARKS = 0.4; // nodes and edges shrink no further than this, however small the picture
  const CLOSE = 0.6; // from this zoom on all genes are named, before that those in focus
  const FEW = 30; // as many genes with edges are named at any zoom
  const LABELS = [10.5, 12.5];
  const NEAR = 7; // px an edge answers around its line
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
  const STEADY_INK = 0.3; // opacity of what does not change, in the difference
  const c = { drawing: null, panels: [], view: null, kinds: null, hovered: null, picked: null, host: null };

  const inView = () => Boolean(c.host && c.host.isConnected && c.host.offsetParent);
  const edgeName = (row) => (row ? row.id : null);

  function take(drawing) {
    if (c.drawing === drawing) return;
    if (c.view && subject(c.drawing) !== subject(drawing)) c.view.fit();
    c.drawing = drawing;
    c.hovered = null;
    c.weights = drawing && signdash.weights.decode(drawing.weights);
    c.box = drawing && boxOf(drawing.nodes);
  }

  // What a drawing is about: the view chosen by hand stays while only sides or strength change.
  const subject = (d) => d && JSON.stringify(d.nodes.slice(0, d.focus).map((n) => n.id));

  function boxOf(nodes) {
    const [xs, ys] = [nodes.map((n) => n.x), nodes.map((n) => n.y)];
    const [left, top] = [Math.min(...xs), Math.min(...ys)];
    return { left, top, width: Math.max(...xs) - left || 1, height: Math.max(...ys) - top || 1 };
  }

  // What each panel shows: the width level of every edge (0 = not there, or its kind is hidden), signs, genes with edges.
  function read() {
    const d = c.drawing;
    const hidden = (e) => c.kinds && !c.kinds.includes(d.rows[e].category);
    c.panels = [...c.host.querySelectorAll(".compare-panel")].map((figure) => {
      const name = figure.dataset.panel;
      const values = signdash.weights.values({ drawing: d, weights: c.weights }, { first: COLUMN[name], last: COLUMN[name] });
      const limit = name === "difference" ? 0 : Math.fround(d.cutoff);
      const shown = signdash.weights.levels({ drawing: d, limit }, values);
      shown.forEach((level, e) => { if (hidden(e)) shown[e] = 0; });
      const halo = d.rows.findIndex((row) => c.picked?.regulator && edgeName(row) === `${c.picked.regulator}>${c.picked.target}`);
      return {
        name, figure, drawing: d, values, shown, halo, signs: signdash.weights.signs(values),
        active: signdash.weights.activeNodes(d, shown), canvas: figure.querySelector("canvas"), names: new Map(),
      };
    });
    c.panels.forEach(label);
  }

  function label(panel) {
    const n = panel.shown.reduce((sum, level, e) => sum + (level > 0 && (panel.name !== "difference" || kindOf(e) !== "steady")), 0);
    const title = panel.figure.querySelector("b").textContent;
    const caption = panel.figure.querySelector(".compare-caption").textContent;
    panel.edges = n;
    const count = panel.name === "difference"
      ? signdash.say("{n} changes", { n: n.toLocaleString("en") }) : signdash.say("{n} edges", { n: n.toLocaleString("en") });
    panel.canvas.parentElement.setAttribute("aria-label", [title, caption, count].filter(Boolean).join(", "));
  }

  const kindOf = (e) => c.drawing.rows[e].category;

  // What the head says: what the edge does where it is (B, unless it is lost).
  const activates = (e) => {
    const row = c.drawing.rows[e];
    return (row.category === "lost" || (row.category === "steady" && row.meanB === 0) ? row.meanA : row.meanB) > 0;
  };

  // How an edge of the difference is drawn; also what an export is told of it.
  function style(panel, e) {
    const d = panel.drawing;
    const kind = kindOf(e);
    const steady = kind === "steady";
    return {
      kind, steady, ...LINES[kind], width: steady ? 0.8 : d.widths[panel.shown[e]], opacity: steady ? STEADY_INK : 0.95,
      sign: panel.values[e] < 0 ? -1 : 1, activates: activates(e),
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
    if (!how.ring) return;
    const [x, y] = along(s, RING);
    pen.beginPath();
    pen.arc(x, y, 2.2 + how.width / 2, 0, 2 * Math.PI);
    pen.fillStyle = inks.card;
    pen.fill();
    pen.lineWidth = 1.4;
    pen.strokeStyle = colour;
    pen.stroke();
  }

  function paintDifference(pen, panel) {
    const order = [...panel.shown.keys()].filter((e) => panel.shown[e]);
    const weight = (e) => (kindOf(e) === "steady" ? -1 : Math.abs(panel.values[e]));
    order.sort((x, y) => weight(x) - weight(y)).forEach((e) => paintChange(pen, panel, e));
    pen.globalAlpha = 1;
    pen.lineCap = "butt";
  }

  function halo(pen, panel) {
    const e = panel.halo;
    if (e < 0) return;
    pen.globalAlpha = 0.16;
    pen.lineWidth = 14;
    pen.strokeStyle = signdash.edges.ink().ink;
    pen.beginPath();
    signdash.edges.line(pen, panel.shapes[e], 0);
    pen.stroke();
    pen.globalAlpha = 1;
  }

  function outline(pen, n, { x, y }, more = 0) {
    const half = n.size / 2 + more;
    pen.beginPath();
    if (n.role === "regulator") pen.arc(x, y, half, 0, 2 * Math.PI);
    else pen.roundRect(x - half, y - half, 2 * half, 2 * half, half / 2);
  }

  function paintNodes(pen, panel) {
    const { ink, card } = signdash.edges.ink();
    panel.drawing.nodes.forEach((n, i) => {
      const place = panel.places[i];
      if (n.id === c.hovered?.gene || n.id === c.picked?.gene) {
        pen.globalAlpha = 0.22;
        pen.fillStyle = ink;
        outline(pen, n, place, 8);
        pen.fill();
      }
      pen.globalAlpha = panel.active[i] ? 1 : panel.drawing.faded;
      pen.fillStyle = n.colour;
      pen.strokeStyle = n.focus ? ink : card;
      pen.lineWidth = panel.drawing.borders[n.focus ? 1 : 0];
      outline(pen, n, place);
      pen.fill();
      pen.stroke();
    });
    pen.globalAlpha = 1;
  }

  function paintLabels(pen, panel) {
    const ratio = window.devicePixelRatio || 1;
    const { ink, card } = signdash.edges.ink();
    const family = getComputedStyle(document.documentElement).getPropertyValue("--font") || "sans-serif";
    const { x, y } = panel.at;
    const chosen = (n) => n.focus || n.id === c.hovered?.gene || n.id === c.picked?.gene;
    const rank = (n) => (n.id === c.hovered?.gene || n.id === c.picked?.gene ? 0 : n.focus ? 1 : 2);
    const far = panel.at.zoom < CLOSE && panel.active.filter(Boolean).length > FEW;
    const nodes = panel.drawing.nodes
      .map((n, i) => ({
        id: n.id, i, x: panel.places[i].x * panel.scale + x, y: panel.places[i].y * panel.scale + y,
        size: n.size * panel.scale, bold: Boolean(chosen(n)), rank: rank(n),
        mute: !chosen(n) && (!panel.active[i] || far),
      }))
      .filter((n) => n.bold || panel.active[n.i])
      .sort((one, other) => one.rank - other.rank || one.i - other.i);
    const frame = { left: 1, top: 1, right: panel.canvas.clientWidth - 1, bottom: panel.canvas.clientHeight - 1 };
    panel.names = signdash.labels.spots(nodes, frame, LABELS);
    pen.setTransform(ratio, 0, 0, ratio, 0, 0);
    Object.assign(pen, { textAlign: "center", textBaseline: "middle", lineJoin: "round", strokeStyle: card, lineWidth: 3 });
    panel.names.forEach(({ size, bold, box }, name) => {
      pen.font = `${bold ? "bold " : ""}${size}px ${family}`;
      const [left, top] = [(box.left + box.right) / 2, (box.top + box.bottom) / 2];
      pen.strokeText(name, left, top);
      pen.fillStyle = ink;
      pen.fillText(name, left, top);
    });
  }

  // Where nodes and edges of a panel lie at its zoom, in the units of its pen.
  function measure(panel) {
    panel.at = c.view.of(panel.canvas);
    panel.scale = Math.max(panel.at.zoom, MARKS);
    const shrunk = panel.at.zoom / panel.scale;
    panel.places = panel.drawing.nodes.map((n) => ({ x: n.x * shrunk, y: n.y * shrunk }));
    panel.shapes = signdash.edges.measure(panel.drawing, panel.places);
  }

  function paint() {
    if (!inView() || !c.drawing) return;
    c.panels.filter((panel) => panel.canvas.clientWidth).forEach((panel) => {
      measure(panel);
      const pen = signdash.views.penOf(panel.canvas, panel.at, panel.scale);
      if (panel.name === "difference") {
        halo(pen, panel);
        paintDifference(pen, panel);
      } else signdash.edges.paint(pen, panel);
      paintNodes(pen, panel);
      paintLabels(pen, panel);
    });
    c.painted = (c.painted || 0) + 1;
  }

  // ---- The pointer ----------------------------------------------------------------------------------------------

  function apart(px, py, x1, y1, x2, y2) {
    const [dx, dy] = [x2 - x1, y2 - y1];
    const t = Math.max(0, Math.min(1, ((px - x1) * dx + (py - y1) * dy) / (dx * dx + dy * dy || 1)));
    return Math.hypot(px - x1 - t * dx, py - y1 - t * dy);
  }

  function awayFrom(s, x, y) {
    if (Number.isNaN(s[4])) return apart(x, y, s[0], s[1], s[2], s[3]);
    const [mx, my] = [(s[0] + s[2]) / 4 + s[4] / 2, (s[1] + s[3]) / 4 + s[5] / 2];
    return Math.min(apart(x, y, s[0], s[1], mx, my), apart(x, y, mx, my, s[2], s[3]));
  }

  // The gene or the edge at a point of the drawing, in the panel of that canvas.
  function over(x, y, zoom, canvas) {
    const panel = c.panels.find((one) => one.canvas === canvas);
    if (!panel || !panel.shapes) return null;
    const shrunk = zoom / panel.scale;
    const [px, py] = [x * shrunk, y * shrunk];
    const node = panel.drawing.nodes.findIndex((n, i) =>
      Math.hypot(panel.places[i].x - px, panel.places[i].y - py) <= n.size / 2 + 3 / panel.scale);
    if (node >= 0) return { gene: panel.drawing.nodes[node].id };
    let nearest = null;
    let least = NEAR / panel.scale;
    panel.shapes.forEach((s, e) => {
      if (!panel.shown[e]) return;
      const away = awayFrom(s, px, py);
      if (away < least) { least = away; nearest = e; }
    });
    if (nearest === null) return null;
    const row = panel.drawing.rows[nearest];
    return { regulator: row.regulator, target: row.target, edge: nearest };
  }

  function hover(found, event) {
    const before = c.hovered?.gene;
    c.hovered = found;
    if (before !== found?.gene && c.view) c.view.soon();
    const tip = c.host.parentElement.querySelector(".network-tooltip");
    tip.classList.toggle("shown", Boolean(found));
    c.host.classList.toggle("over-something", Boolean(found));
    if (!found) return;
    const area = c.host.parentElement.getBoundingClientRect();
    tip.textContent = found.gene || said(c.drawing.rows[found.edge]);
    const half = tip.offsetWidth / 2 + 4;
    tip.style.left = `${Math.max(half, Math.min(area.width - half, event.clientX - area.left))}px`;
    tip.style.top = `${event.clientY - area.top}px`;
  }

  function said(row) {
    const arrow = (row.meanB || row.meanA) < 0 ? "⊣" : "→";
    const number = (value) => (value === 0 ? "0" : signdash.signed(value));
    return `${row.regulator} ${arrow} ${row.target}  A ${number(row.meanA)}  B ${number(row.meanB)}  B − A ${number(row.difference)}`;
  }

  function mount() {
    const host = document.getElementById("compare-pictures");
    if (!host || c.host === host) return;
    c.host = host;
    c.view = signdash.views.shared(host, {
      canvases: () => c.panels.map((panel) => panel.canvas).filter((canvas) => canvas.clientWidth),
      box: () => c.box, paint, hover, over: (...at) => (c.drawing ? over(...at) : null),
      pick: (found) => dash_clientside.set_props("compare-picked", {
        data: found && (found.gene ? { gene: found.gene } : { regulator: found.regulator, target: found.target }),
      }),
    });
  }

  // ---- What the page says -----------------------------------------------------------------------------------------

  function refresh() {
    mount();
    if (!c.host || !c.drawing) return;
    read();
    c.view.soon();
  }

  // An export's report; see `snapshot` in compare.js.
  function report() {
    if (!inView() || !c.drawing || !c.panels.length) return null;
    const sight = c.panels.filter((panel) => panel.canvas.clientWidth && panel.shapes);
    return sight.map((panel) => ({
      panel: panel.name,
      title: panel.figure.querySelector("b").textContent,
      ...drawn(panel),
    }));
  }

  const drawn = (panel) => ({
    nodes: c.drawing.nodes.map((n, i) => ({
      id: n.id, role: n.role, focus: n.focus, size: n.size, colour: n.colour, x: n.x, y: n.y, active: panel.active[i],
      label: panel.names.has(n.id),
    })),
    edges: [...panel.shown.keys()].filter((e) => panel.shown[e]).map((e) => reported(panel, e)),
  });

  function reported(panel, e) {
    const d = panel.drawing;
    const row = d.rows[e];
    const s = panel.shapes && panel.shapes[e]; // a panel that is not in sight has none
    const shrunk = s && panel.at.zoom / panel.scale;
    const common = {
      regulator: row.regulator, target: row.target, value: panel.values[e], category: row.category,
      control: !s || Number.isNaN(s[4]) ? null : [s[4] / shrunk, s[5] / shrunk], bowed: d.bowed[e],
    };
    if (panel.name !== "difference") {
      const level = panel.shown[e];
      return { ...common, sign: panel.signs[e], activates: panel.signs[e] > 0, width: d.widths[level],
        opacity: d.opacities[level], dash: [], double: false, ring: false, bold: false };
    }
    const how = style(panel, e);
    return { ...common, sign: how.steady ? 0 : how.sign, activates: how.activates, width: how.width, opacity: how.opacity,
      dash: how.dash, double: Boolean(how.double), ring: Boolean(how.ring), bold: Boolean(how.bold) };
  }

  return {
    show(drawing, kinds, shows) {
      mount();
      if (!c.host) return;
      c.kinds = kinds;
      c.host.dataset.shows = shows;
      take(drawing);
      if (drawing) refresh();
    },
    mark(picked) {
      c.picked = picked;
      refresh();
    },
    caption(name, text) {
      const figure = document.querySelector(`.compare-panel[data-panel="${name}"]`);
      figure.querySelector(".compare-caption").textContent = text;
    },
    refresh,
    fit() { if (c.view) c.view.fit(); },
    report,
    network: () => drawn(c.panels.find((panel) => panel.name === "difference")),
    lines: LINES,
    picture: c,
  };
})();
