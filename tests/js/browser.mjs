// What the modules expect of a browser, as much as unit tests need.
globalThis.window = globalThis;
globalThis.addEventListener = () => {};
globalThis.signdash = {};
globalThis.dash_clientside = { no_update: Symbol("no update"), set_props() {}, callback_context: {} };
globalThis.document = {
  addEventListener() {},
  getElementById: () => null,
  querySelector: () => null,
  querySelectorAll: () => [],
  documentElement: { dataset: {} },
  // Every letter is as wide as its size: the canvas of a browser measures text.
  createElement: () => ({ getContext: () => ({ font: "", measureText: (text) => ({ width: 60 * text.length }) }) }),
};
globalThis.getComputedStyle = () => ({ getPropertyValue: () => "#123456" });
