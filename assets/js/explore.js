// Explore's callbacks in the browser: table rows, the selection's way between canvas, table and inspector.
window.dash_clientside = window.dash_clientside || {};
window.signdash = window.signdash || {};

// A coefficient as text, as sign_dash.explore.inspector.signed writes it.
signdash.signed = function (value) {
  if (value === null || value === undefined) return "";
  const size = Math.abs(value);
  return (value < 0 ? "−" : "+") + (size < 0.01 ? Number(size.toPrecision(2)).toString() : size.toFixed(2));
};

// What the tables of sign_dash/tables.py may call.
window.dashAgGridFunctions = window.dashAgGridFunctions || {};
dashAgGridFunctions.signed = signdash.signed;
dashAgGridFunctions.bySize = (a, b) => Math.abs(a) - Math.abs(b);

dash_clientside.explore = (function () {
  const NETWORK = "network";
  const nothing = () => dash_clientside.no_update;
  const same = (a, b) => JSON.stringify({ ...a, from: 0 }) === JSON.stringify({ ...b, from: 0 });

  function asked(trigger) {
    const id = trigger.prop_id.slice(0, trigger.prop_id.lastIndexOf("."));
    if (id === NETWORK + "-picked") return trigger.value ? { ...trigger.value, from: "canvas" } : { from: "canvas" };
    if (id === "edge-table") {
      const row = trigger.value && trigger.value[0];
      return row && row.regulator ? { regulator: row.regulator, target: row.target, from: "table" } : null;
    }
    if (!trigger.value) return null; // a button that has just been drawn, not clicked
    const { type, ...named } = JSON.parse(id);
    return { ...named, from: "inspector" };
  }

  // A range drawn alone is one picture.
  document.addEventListener("alone", (event) => {
    if (event.target.dataset.prefix === NETWORK) dash_clientside.set_props("explore-picture", { value: "one" });
  });

  return {
    rows: (position, drawing, cutoff) => signdash.network.rows(NETWORK, drawing, cutoff),
    // One picture of the sample or range at hand, or the ranges side by side.
    picture(chosen) {
      setTimeout(() => signdash.network.shown(), 0);
      return [chosen !== "one", chosen !== "five"];
    },
    pick(canvas, rows, edges, genes, picked) {
      for (const trigger of dash_clientside.callback_context.triggered) {
        const next = asked(trigger);
        if (next && !same(next, picked || {})) return next;
      }
      return nothing();
    },
    show(picked) {
      signdash.network.mark(NETWORK, picked);
      const chosen = picked && (picked.gene || picked.regulator);
      return chosen && picked.from !== "table" ? "selected" : dash_clientside.no_update;
    },
    select(picked, rows) {
      const id = picked && picked.regulator ? `${picked.regulator}>${picked.target}` : null;
      return id && rows.some((row) => row.id === id) ? { ids: [id] } : [];
    },
    fit() {
      signdash.network.fit(NETWORK);
      signdash.multiples.fit(NETWORK);
      return nothing();
    },
    reset() {
      signdash.network.reset(NETWORK);
      signdash.multiples.refresh(NETWORK);
      return nothing();
    },
  };
})();
