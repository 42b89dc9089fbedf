// One view for several pictures side by side: zoom and pan with wheel, pointer and keys move all of them together.
//
//   const view = views.shared(host, { canvases, box, paint, over, hover, pick, places, drop, room })
//     canvases()    the pictures' canvas elements in sight, all of one size or not
//     box()         {left, top, width, height} of what is drawn, in its own units
//     paint()       draw all of it; asked for at most once a frame
//     over(x, y)    what lies there (units of the drawing); hover(found, event), pick(found) hear of it
//     places()      where the nodes lie, [{x, y}]: what `over` finds with a `node` can be dragged, and drop(node) hears of it
//     room          px left free beside and above what is fitted, where it is not ROOM
//   view.of(canvas)    {zoom, x, y} of one picture; view.fit(), view.soon(); view.renew() where another box is to be fitted
//   view.under(event)  what lies under the pointer, as over() says it

const ROOM = { side: 34, end: 24, share: 0.08 }; // px left free for the names of the outermost genes, less in small pictures
const LARGEST = 1.6; // fitted zoom: never larger than life
const RANGE = [0.05, 4];
const STEP = 30; // px an arrow key moves
const CLICK = 3; // px the pointer may stray in a click

// The zoom at which a box fits into a picture of that size.
function zoomFor(box, width, height, room = ROOM) {
  const [side, end] = [Math.min(room.side, width * room.share), Math.min(room.end, height * room.share)];
  return Math.min(LARGEST, (width - 2 * side) / (box.width || 1), (height - 2 * end) / (box.height || 1));
}

function shared(host, does) {
  // What is seen, whatever the size of a picture: `zoom` times the fitted one, and the point in its middle.
  const state = { zoom: 1, middle: null, box: null, frame: null, drag: null, fingers: new Map() };

  // What is fitted: it stays while a node is dragged out of it.
  function boxed() {
    state.box = state.box || does.box();
    return state.box;
  }

  const middleOf = (box) => ({ x: box.left + box.width / 2, y: box.top + box.height / 2 });

  function fitted(canvas) {
    return Math.max(RANGE[0], zoomFor(boxed(), canvas.clientWidth, canvas.clientHeight, does.room));
  }

  function of(canvas) {
    const zoom = Math.max(RANGE[0], Math.min(RANGE[1], fitted(canvas) * state.zoom));
    const middle = state.middle || middleOf(boxed());
    return { zoom, x: canvas.clientWidth / 2 - zoom * middle.x, y: canvas.clientHeight / 2 - zoom * middle.y };
  }

  function soon() {
    if (state.frame) return;
    state.frame = requestAnimationFrame(() => { state.frame = null; does.paint(); });
  }

  function fit() {
    Object.assign(state, { zoom: 1, middle: null, box: null });
    soon();
  }

  function moveBy(canvas, x, y) {
    const { zoom } = of(canvas);
    const middle = state.middle || middleOf(boxed());
    state.middle = { x: middle.x - x / zoom, y: middle.y - y / zoom };
    soon();
  }

  // Zoom about a point of the canvas, which stays where it is.
  function zoomBy(canvas, factor, x, y) {
    const before = of(canvas);
    state.zoom = Math.max(0.2, Math.min(12, state.zoom * factor));
    const after = of(canvas);
    const fixed = { x: (x - before.x) / before.zoom, y: (y - before.y) / before.zoom };
    state.middle = {
      x: fixed.x + (canvas.clientWidth / 2 - x) / after.zoom, y: fixed.y + (canvas.clientHeight / 2 - y) / after.zoom,
    };
    soon();
  }

  const isCanvas = (event) => event.target.tagName === "CANVAS";

  // Where the pointer is in the canvas, in its own px: with larger type the whole page is enlarged.
  function local(event) {
    const area = event.target.getBoundingClientRect();
    const scale = area.width / event.target.clientWidth || 1;
    return { left: (event.clientX - area.left) / scale, top: (event.clientY - area.top) / scale, scale };
  }

  function found(event) {
    const { left, top } = local(event);
    const { zoom, x, y } = of(event.target);
    return does.over((left - x) / zoom, (top - y) / zoom, zoom, event.target);
  }

  // Two fingers: the zoom follows their distance, about the point between them.
  function pinch(event) {
    const before = apart();
    state.fingers.set(event.pointerId, local(event));
    const now = apart();
    zoomBy(event.target, now.far / (before.far || 1), now.left, now.top);
  }

  function apart() {
    const [one, other] = [...state.fingers.values()];
    return {
      far: Math.hypot(one.left - other.left, one.top - other.top), left: (one.left + other.left) / 2, top: (one.top + other.top) / 2,
    };
  }

  function onMove(event) {
    if (!isCanvas(event)) return;
    if (state.fingers.size === 2 && state.fingers.has(event.pointerId)) { pinch(event); return; }
    const { drag } = state;
    if (!drag || !event.buttons) { does.hover(found(event), event); return; }
    const { scale } = local(event);
    const [x, y] = [(event.clientX - drag.x) / scale, (event.clientY - drag.y) / scale];
    drag.far = drag.far || Math.hypot(x, y) > CLICK;
    if (!drag.far) return;
    if (drag.node === undefined) moveBy(event.target, x, y);
    else pull(does.places()[drag.node], x / drag.zoom, y / drag.zoom);
    Object.assign(drag, { x: event.clientX, y: event.clientY });
  }

  function pull(node, x, y) {
    if (!node) return;
    node.x += x;
    node.y += y;
    soon();
  }

  // A node under the pointer can be dragged, else the view is.
  function onDown(event) {
    if (!isCanvas(event) || event.button !== 0) return;
    if (event.pointerType === "touch") state.fingers.set(event.pointerId, local(event));
    if (state.fingers.size > 1) { state.drag = null; return; }
    const under = does.places ? found(event) : null;
    state.drag = { x: event.clientX, y: event.clientY, far: false, node: under?.node, zoom: of(event.target).zoom };
    event.target.setPointerCapture(event.pointerId);
  }

  function onUp(event) {
    const { drag } = state;
    state.fingers.delete(event.pointerId);
    state.drag = null;
    if (!drag) return;
    if (drag.far && drag.node !== undefined) does.drop(drag.node);
    else if (!drag.far && isCanvas(event)) does.pick(found(event));
  }

  function onKey(event) {
    const canvas = does.canvases()[0];
    if (event.target !== host || event.ctrlKey || event.metaKey || event.altKey || !canvas) return;
    const [x, y] = [canvas.clientWidth / 2, canvas.clientHeight / 2];
    const act = {
      "+": () => zoomBy(canvas, 1.2, x, y), "=": () => zoomBy(canvas, 1.2, x, y), "-": () => zoomBy(canvas, 1 / 1.2, x, y),
      0: fit, ArrowLeft: () => moveBy(canvas, STEP, 0), ArrowRight: () => moveBy(canvas, -STEP, 0),
      ArrowUp: () => moveBy(canvas, 0, STEP), ArrowDown: () => moveBy(canvas, 0, -STEP),
    }[event.key];
    if (!act) return;
    event.preventDefault();
    event.stopPropagation();
    act();
  }

  host.addEventListener("wheel", (event) => {
    if (!isCanvas(event)) return;
    event.preventDefault();
    const { left, top } = local(event);
    zoomBy(event.target, Math.exp(-event.deltaY / 400), left, top);
  }, { passive: false });
  host.addEventListener("pointerdown", onDown);
  host.addEventListener("pointermove", onMove);
  host.addEventListener("pointerup", onUp);
  host.addEventListener("pointercancel", (event) => { state.drag = null; state.fingers.delete(event.pointerId); });
  host.addEventListener("pointerleave", () => does.hover(null, null));
  host.addEventListener("dblclick", (event) => { if (isCanvas(event) && !found(event)) fit(); });
  host.addEventListener("keydown", onKey);
  new ResizeObserver(() => { if (host.clientWidth) soon(); }).observe(host);

  return { of, fit, soon, renew() { state.box = null; }, under: (event) => (isCanvas(event) ? found(event) : null) };
}

// As many pixels as the screen has for the canvas: one more or less, and it is stretched and its words are blurred. With
// larger type the whole page is enlarged, and stretched anyway.
function pixelsOf(canvas, ratio) {
  const at = canvas.getBoundingClientRect();
  if (Math.abs(at.width - canvas.clientWidth) > 1)
    return [Math.round(canvas.clientWidth * ratio), Math.round(canvas.clientHeight * ratio)];
  const pixels = (from, to) => Math.round(to * ratio) - Math.round(from * ratio);
  return [pixels(at.left, at.right), pixels(at.top, at.bottom)];
}

// A pen for a canvas, cleared, at its pixel size, in units of the drawing; `zoom` may differ from that of the view.
function penOf(canvas, { x, y }, zoom) {
  const ratio = window.devicePixelRatio || 1;
  const [width, height] = pixelsOf(canvas, ratio);
  if (canvas.width !== width || canvas.height !== height) { canvas.width = width; canvas.height = height; }
  const pen = canvas.getContext("2d");
  pen.setTransform(1, 0, 0, 1, 0, 0);
  pen.clearRect(0, 0, width, height);
  pen.setTransform(zoom * ratio, 0, 0, zoom * ratio, x * ratio, y * ratio);
  return pen;
}

export const views = { shared, penOf, zoomFor };
