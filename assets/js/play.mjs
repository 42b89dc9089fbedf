// Play: the slider, or the range on it, moves along the score by itself, so many samples a step, so many steps a second.
import { score } from "./score.mjs";
import { strip } from "./strip.mjs";

const REST = 1400; // ms: so often table and inspector follow
const CALM = 1000; // ms: a step is no shorter for whoever asks for less motion
const PART = 0.005; // of the score a step goes, where it is continuous
const pace = { step: 0, part: 0, speed: 10, loop: false }; // samples a step (0: a walk of about 240 steps), or part of the score; steps a second
let timer = null;

const calm = () => window.matchMedia("(prefers-reduced-motion: reduce)").matches;
const atEnd = () => (score.range ? score.range.last : score.position) >= score.count - 1 && score.between === null;
const smooth = () => strip.continuous() && !score.range;

function home() {
  score.step(-score.count);
}

function frame() {
  if (!atEnd() && smooth()) score.slide(score.span * (pace.part || PART));
  else if (!atEnd()) score.step(pace.step || Math.max(1, Math.round(score.count / 240)));
  else if (pace.loop) home();
  else stop();
}

function start() {
  if (atEnd()) home();
  const wait = Math.max(1000 / pace.speed, calm() ? CALM : 0);
  let rested = performance.now();
  timer = setInterval(() => {
    frame();
    if (performance.now() - rested > REST) { rested = performance.now(); score.rest(); }
  }, wait);
  show();
}

function stop() {
  clearInterval(timer);
  timer = null;
  show();
}

function show() {
  const button = document.getElementById("play-button");
  button.setAttribute("aria-pressed", String(Boolean(timer)));
  button.classList.toggle("playing", Boolean(timer));
}

const toggle = () => (timer ? stop() : start());

export const play = {
  toggle,
  stop,
  listen() {
    document.getElementById("play-button").addEventListener("click", toggle);
  },
  clientside: {
    pace(step, speed, loop) {
      pace.step = Number(step) > 0 && !score.continuous ? Math.round(Number(step)) : 0;
      pace.part = Number(step) > 0 ? Number(step) / 100 : 0;
      pace.speed = Number(speed) || pace.speed;
      pace.loop = Boolean(loop);
      if (timer) { clearInterval(timer); start(); }
      return dash_clientside.no_update;
    },
  },
};
