// Where the slider stands: one number, told to every listener at once, and to the server when it comes to rest.
//
//   signdash.score.onMove(f)     f(position) on every step, in the browser only
//   signdash.score.onRest(f)     f(position) once the slider has rested for a moment
//   signdash.score.go(position)  move there
window.signdash = window.signdash || {};

signdash.score = (function () {
  const REST = 140; // ms without a step
  const moving = [];
  const resting = [];
  let position = -1;
  let count = 0;
  let timer;

  function rest() {
    clearTimeout(timer);
    resting.forEach((listen) => listen(position));
    dash_clientside.set_props("position", { data: position });
  }

  function go(wanted) {
    if (!count) return;
    const next = Math.max(0, Math.min(count - 1, Math.round(wanted)));
    if (next === position) return;
    position = next;
    moving.forEach((listen) => listen(position));
    clearTimeout(timer);
    timer = setTimeout(rest, REST);
  }

  return {
    onMove: (listen) => moving.push(listen),
    onRest: (listen) => resting.push(listen),
    go,
    rest, // now: for what moves by itself and never pauses
    start(samples, at) {
      count = samples;
      position = -1;
      go(at);
    },
    get position() {
      return Math.max(position, 0);
    },
    get count() {
      return count;
    },
  };
})();
