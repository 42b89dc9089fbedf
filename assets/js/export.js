// The browser half of sign_dash/export: reports the canvas on the page at hand, saves what the server wrote, and paints
// a PNG from the very SVG that would have been saved.
window.signdash = window.signdash || {};
window.dash_clientside = window.dash_clientside || {};

dash_clientside.exporting = (function () {
  const DPI = 300;
  const LARGEST = 16000; // px a side of a canvas may have
  const TYPES = { svg: "image/svg+xml", edges: "text/csv", loadings: "text/csv", cores: "text/csv", table: "text/csv" };
  const CANVASES = { explore: "network", components: "component-network" }; // the pages that have one
  const OF_A_MODEL = ["loadings", "cores"];

  function canvasAtHand() {
    const prefix = CANVASES[signdash.page];
    const what = document.getElementById("components-what");
    return {
      snapshot: prefix ? signdash.network.snapshot(prefix) : null,
      subject: signdash.page === "components" && what ? what.textContent : "",
    };
  }

  function download(blob, name) {
    const link = document.createElement("a");
    link.href = URL.createObjectURL(blob);
    link.download = name;
    link.click();
    setTimeout(() => URL.revokeObjectURL(link.href), 10000);
  }

  function paint(svg, name) {
    const source = URL.createObjectURL(new Blob([svg], { type: TYPES.svg }));
    const image = new Image();
    image.onload = () => {
      const scale = Math.min(DPI / 96, LARGEST / Math.max(image.naturalWidth, image.naturalHeight));
      const canvas = document.createElement("canvas");
      canvas.width = Math.round(image.naturalWidth * scale);
      canvas.height = Math.round(image.naturalHeight * scale);
      canvas.getContext("2d").drawImage(image, 0, 0, canvas.width, canvas.height);
      URL.revokeObjectURL(source);
      canvas.toBlob((blob) => {
        if (blob) download(blob, name);
        else signdash.notice("The browser could not paint the picture; save it as SVG instead.");
      }, "image/png");
    };
    image.onerror = () => signdash.notice("The browser could not paint the picture; save it as SVG instead.");
    image.src = source;
  }

  return {
    ask() {
      const trigger = dash_clientside.callback_context.triggered[0];
      if (!trigger || !trigger.value) return dash_clientside.no_update;
      const { kind } = JSON.parse(trigger.prop_id.slice(0, trigger.prop_id.lastIndexOf(".")));
      const asked = performance.now(); // so that the same request twice is two requests
      if (OF_A_MODEL.includes(kind)) return { kind, asked, model: document.getElementById("components-model").value };
      const at = canvasAtHand();
      if (!at.snapshot) {
        signdash.notice("There is no network on this page to export; go to Explore and choose genes.");
        return dash_clientside.no_update;
      }
      return { kind, asked, ...at };
    },
    save(file) {
      if (!file) return dash_clientside.no_update;
      if (file.kind === "png") paint(file.text, file.name);
      else download(new Blob([file.text], { type: TYPES[file.kind] + ";charset=utf-8" }), file.name);
      return dash_clientside.no_update;
    },
  };
})();
