// Whether the page stands: nothing of it is still computed or drawn, so that what is captured is what was asked for.
import { say } from "./language.mjs";

export const PATIENCE = 60000; // ms a view may take until it stands
export const GLANCE = 8000; // ms until there is offered what there is by then

// Whether the server still owes this view something; the callbacks of the browser's side are not asked.
function computing() {
  const { blocked, requested, prioritized, executing, watched } = window.store.getState().callbacks;
  return [blocked, requested, prioritized, executing, watched].flat().some(({ callback }) => !callback.clientside_function);
}

// Whether a chart in sight is being drawn, or waits for Plotly itself: that comes with the first chart, after the words.
const drawing = () => [...document.querySelectorAll(".dash-graph--pending")]
  .some((graph) => graph.checkVisibility({ visibilityProperty: true }));

/** Whether the view is whole now. */
export const stands = () => !computing() && !drawing();

/** A Promise of a view that is whole: what was clicked a moment ago is drawn, not what stood there before. */
export async function settled(patience = PATIENCE) {
  const end = performance.now() + patience;
  while (!stands()) {
    if (performance.now() > end) throw new Error(say("the page is still computing"));
    await new Promise((done) => setTimeout(done, 100));
  }
  await new Promise((done) => requestAnimationFrame(() => requestAnimationFrame(done)));
}
