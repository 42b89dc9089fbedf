// The browser half of sign_dash/components: what follows the slider there - the core's cells, the dots and playheads on
// the cards, the sentence about the prediction, the ring in "predicted against given".
window.signdash = window.signdash || {};
window.dash_clientside = window.dash_clientside || {};

dash_clientside.components = (function () {
  const NETWORK = "component-network";
  const SIGNS = { positive: "0, 114, 178", negative: "213, 94, 0" }; // theme.ACTIVATES, theme.REPRESSES
  const DEEPEST = 0.75; // deeper colours would leave the numbers on them without contrast
  let values = null;
  let largest = {};
  let shows = "core";
  let chosen = { row: 0, column: 0 };

  function decode(base64) {
    const text = atob(base64);
    const bytes = new Uint8Array(text.length);
    for (let i = 0; i < text.length; i++) bytes[i] = text.charCodeAt(i);
    return new Float32Array(bytes.buffer);
  }

  const page = () => document.getElementById("components-page");
  const visible = () => Boolean(page() && page().offsetParent);
  function signed(value, digits) {
    const text = Math.abs(value).toFixed(digits);
    return Number(text) === 0 ? text : (value < 0 ? "−" : "+") + text;
  }
  const at = (matrix, sample, row, column) => matrix[(sample * values.rows + row) * values.columns + column];

  function paintCore(sample) {
    document.querySelectorAll("#components-core .core-cell").forEach((cell) => {
      const row = Number(cell.dataset.row);
      const column = Number(cell.dataset.column);
      const value = at(values[shows], sample, row, column);
      const strength = largest[shows] ? Math.abs(value) / largest[shows] : 0;
      cell.style.backgroundColor = `rgba(${value < 0 ? SIGNS.negative : SIGNS.positive}, ${(DEEPEST * strength).toFixed(3)})`;
      cell.textContent = signed(value, values.columns > 4 ? 1 : 2);
      cell.title = `${cell.dataset.pair}: ${shows} ${signed(value, 3)}`;
      cell.setAttribute("aria-label", cell.title);
      const mine = row === chosen.row && column === chosen.column;
      cell.setAttribute("aria-pressed", String(mine));
    });
  }

  function paintDots(sample) {
    page().style.setProperty("--share", values.shares[sample]);
    document.querySelectorAll("#components-cards .spark-dot").forEach((dot) => {
      const { row, column, low, high } = dot.dataset;
      const value = at(values.core, sample, Number(row), Number(column));
      dot.style.top = `${(100 * (high - value)) / (high - low)}%`;
    });
  }

  function sentence(sample) {
    const adds = values.predicted[sample] - values.baseline;
    const name = signdash.strip.cohort.samples[sample];
    document.getElementById("components-sentence").textContent =
      `${name}: baseline ${signed(values.baseline, 2)}, all pairs together ${signed(adds, 2)}, so predicted ` +
      `${signed(values.predicted[sample], 2)}; held out ${signed(values.heldOut[sample], 2)}; ` +
      `given ${signed(values.given[sample], 2)}.`;
  }

  // Laid over the graph rather than drawn in it: a step of the slider redraws no graph.
  function ring(sample) {
    const graph = document.querySelector("#components-prediction .js-plotly-plot");
    if (!graph || !graph._fullLayout || !graph._fullLayout.xaxis || !graph.clientWidth) return;
    let mark = graph.querySelector(":scope > .plot-ring");
    if (!mark) {
      mark = document.createElement("div");
      mark.className = "plot-ring";
      graph.append(mark);
      graph.on("plotly_afterplot", () => ring(signdash.score.position));
    }
    const { xaxis, yaxis } = graph._fullLayout;
    const x = xaxis._offset + xaxis.l2p(values.given[sample]);
    const y = yaxis._offset + yaxis.l2p(values.heldOut[sample]);
    mark.style.transform = `translate(${x}px, ${y}px)`;
  }

  function paint(sample) {
    if (!values || !visible()) return;
    paintCore(sample);
    paintDots(sample);
    sentence(sample);
    ring(sample);
  }

  const repaint = () => paint(signdash.score.position);

  function jump(event) {
    const plot = event.target.closest("#components-cards .spark-plot");
    if (!plot || !values) return;
    const box = plot.getBoundingClientRect();
    const share = (event.clientX - box.left) / box.width;
    let nearest = 0;
    values.shares.forEach((s, i) => { if (Math.abs(s - share) < Math.abs(values.shares[nearest] - share)) nearest = i; });
    signdash.score.go(nearest);
  }

  signdash.score.onMove(paint);
  document.addEventListener("click", jump);

  return {
    receive(received) {
      if (!received) return dash_clientside.no_update;
      values = { ...received, core: decode(received.core), contribution: decode(received.contribution) };
      largest = {};
      for (const kind of ["core", "contribution"]) largest[kind] = values[kind].reduce((m, v) => Math.max(m, Math.abs(v)), 0);
      // The page is painted when it comes into view: until then its elements have no size.
      new ResizeObserver(repaint).observe(page());
      requestAnimationFrame(repaint);
      return dash_clientside.no_update;
    },
    choose(choice, kind) {
      shows = kind;
      if (choice) {
        const { component, partner } = choice;
        chosen = choice.side === "target" ? { row: partner, column: component } : { row: component, column: partner };
      }
      requestAnimationFrame(repaint);
      return dash_clientside.no_update;
    },
    // The figure is new: its ring is too.
    predicted() {
      setTimeout(repaint, 60);
      return dash_clientside.no_update;
    },
    // A click in the subnetwork: mark it, and offer to go on with it in Explore.
    picked(picked) {
      const button = document.getElementById("components-to-explore");
      signdash.network.mark(NETWORK, picked);
      button.hidden = !picked;
      if (picked) button.textContent = `Show ${picked.gene || `${picked.regulator} and ${picked.target}`} in Explore`;
      return dash_clientside.no_update;
    },
    rows: (position, drawing, cutoff) => signdash.network.rows(NETWORK, drawing, cutoff),
    row(rows) {
      const row = rows && rows[0];
      return row ? { regulator: row.regulator, target: row.target } : dash_clientside.no_update;
    },
    fit() {
      signdash.network.fit(NETWORK);
      return dash_clientside.no_update;
    },
    table() {
      const panel = document.getElementById("components-table-panel");
      panel.hidden = !panel.hidden;
      document.getElementById("components-fit").hidden = !panel.hidden;
      document.getElementById("components-table-button").setAttribute("aria-pressed", String(!panel.hidden));
      return dash_clientside.no_update;
    },
    explore(clicks, picked) {
      if (!clicks || !picked) return dash_clientside.no_update;
      document.getElementById("link-explore").click();
      return picked;
    },
  };
})();
