// The score strip: the cohort's outline in the colours of the score, the barcode of tissues, the playhead, the slider.
window.signdash = window.signdash || {};

signdash.strip = (function () {
  const BARCODE = 12; // px
  const FRAME = 90; // ms between two steps of play
  const FRAMES_PER_REST = 16; // so often table and inspector follow the play
  let cohort = null;
  let column = null;
  let playing = null;
  let shown = null; // the name in the picker
  let echo = null; // the name we wrote there and have not heard back

  const find = (selector) => document.querySelector(`#strip ${selector}`);
  const slider = () => document.getElementById("score-slider");

  function group(i) {
    if (!column) return "";
    const code = column.codes[i];
    return code < 0 ? `no ${column.name} given` : column.levels[code];
  }

  function signed(value) {
    return (value < 0 ? "−" : "+") + Math.abs(value).toFixed(2);
  }

  function sentence(i) {
    const parts = [cohort.samples[i], group(i), `${cohort.scoreName} ${signed(cohort.score[i])}`,
      `sample ${i + 1} of ${cohort.samples.length}`];
    return parts.filter(Boolean).join(", ");
  }

  function say(i) {
    const n = cohort.samples.length;
    find(".strip-sample").textContent = cohort.samples[i];
    find(".strip-group").textContent = group(i);
    find(".strip-score").innerHTML = "";
    find(".strip-score").append(`${cohort.scoreName} `, Object.assign(document.createElement("b"), { textContent: signed(cohort.score[i]) }));
    find(".strip-rank").textContent = `sample ${(i + 1).toLocaleString("en")} of ${n.toLocaleString("en")}`;
    const thumb = slider();
    thumb.setAttribute("aria-valuenow", i);
    thumb.setAttribute("aria-valuetext", sentence(i));
    find(".playhead").style.left = `${((i + 0.5) / n) * 100}%`;
  }

  function draw() {
    const host = find(".strip-canvas");
    if (!host || !cohort || !host.clientWidth) return;
    let canvas = host.querySelector("canvas");
    if (!canvas) { canvas = document.createElement("canvas"); canvas.setAttribute("aria-hidden", "true"); host.append(canvas); }
    const ratio = window.devicePixelRatio || 1;
    const width = host.clientWidth;
    const height = host.clientHeight;
    canvas.width = width * ratio;
    canvas.height = height * ratio;
    const pen = canvas.getContext("2d");
    pen.scale(ratio, ratio);
    const n = cohort.samples.length;
    const top = height - (column ? BARCODE + 3 : 0);
    const low = cohort.score[0];
    const span = cohort.score[n - 1] - low || 1;
    for (let i = 0; i < n; i++) {
      const x0 = (i / n) * width;
      const x1 = ((i + 1) / n) * width;
      const h = 3 + ((cohort.score[i] - low) / span) * (top - 4);
      pen.fillStyle = cohort.colours[i];
      pen.fillRect(x0, top - h, x1 - x0 + 0.5, h);
      if (column) {
        pen.fillStyle = column.codes[i] < 0 ? cohort.noCategory : column.colours[column.codes[i]];
        pen.fillRect(x0, height - BARCODE, x1 - x0 + 0.5, BARCODE);
      }
    }
  }

  function positionAt(event) {
    const area = slider().getBoundingClientRect();
    return Math.floor(((event.clientX - area.left) / area.width) * cohort.samples.length);
  }

  function tip(event) {
    const box = find(".strip-tip");
    if (!event) { box.classList.remove("shown"); return; }
    const i = Math.max(0, Math.min(cohort.samples.length - 1, positionAt(event)));
    box.textContent = [cohort.samples[i], group(i), signed(cohort.score[i])].filter(Boolean).join(" · ");
    const area = slider().getBoundingClientRect();
    box.style.left = `${Math.max(70, Math.min(area.width - 70, event.clientX - area.left))}px`;
    box.classList.add("shown");
  }

  function play(on) {
    clearInterval(playing);
    playing = null;
    if (on) {
      const step = Math.max(1, Math.round(cohort.samples.length / 240));
      if (signdash.score.position >= cohort.samples.length - 1) signdash.score.go(0);
      let frame = 0;
      playing = setInterval(() => {
        signdash.score.go(signdash.score.position + step);
        frame += 1;
        if (frame % FRAMES_PER_REST === 0) signdash.score.rest();
        if (signdash.score.position >= cohort.samples.length - 1) play(false);
      }, FRAME);
    }
    const button = document.getElementById("play-button");
    button.setAttribute("aria-pressed", String(Boolean(playing)));
    button.classList.toggle("playing", Boolean(playing));
  }

  function onKey(event) {
    if (event.ctrlKey || event.metaKey || event.altKey) return;
    const leap = Math.max(1, Math.round(cohort.samples.length / 20));
    const here = signdash.score.position;
    const to = {
      ArrowLeft: here - 1, ArrowDown: here - 1, ArrowRight: here + 1, ArrowUp: here + 1,
      PageDown: here - leap, PageUp: here + leap, Home: 0, End: cohort.samples.length - 1,
    }[event.key];
    if (event.key === " ") { event.preventDefault(); play(!playing); return; }
    if (to === undefined) return;
    event.preventDefault();
    play(false);
    signdash.score.go(to);
  }

  function listen() {
    const thumb = slider();
    thumb.addEventListener("keydown", onKey);
    thumb.addEventListener("pointerdown", (event) => {
      if (event.button !== 0) return;
      play(false);
      thumb.setPointerCapture(event.pointerId);
      signdash.score.go(positionAt(event));
    });
    thumb.addEventListener("pointermove", (event) => {
      if (thumb.hasPointerCapture(event.pointerId)) signdash.score.go(positionAt(event));
      tip(event);
    });
    thumb.addEventListener("pointerleave", () => tip(null));
    document.getElementById("play-button").addEventListener("click", () => play(!playing));
    new ResizeObserver(draw).observe(find(".strip-canvas"));
    signdash.score.onMove(say);
    signdash.score.onRest((i) => {
      if (cohort.samples[i] === shown) return; // chosen there: writing it again could undo the next choice
      shown = echo = cohort.samples[i];
      dash_clientside.set_props("sample-picker", { value: echo });
    });
  }

  return {
    start(data) {
      cohort = data;
      column = data.columns[0] || null;
      listen();
      draw();
    },
    colourBy(name) {
      column = cohort.columns.find((c) => c.name === name) || null;
      draw();
      say(signdash.score.position);
    },
    redraw: draw,
    onKey,
    play,
    get playing() { return Boolean(playing); },
    // A name in the picker: chosen there if the picker has the focus, else the echo of our own writing, which may come
    // late, when the slider has moved on, or while a choice is under way.
    choose(name) {
      if (!name) return;
      const ours = name === echo;
      shown = name;
      echo = null;
      if (!ours && document.activeElement?.id === "sample-picker") signdash.score.go(cohort.samples.indexOf(name));
    },
    get cohort() { return cohort; },
  };
})();
