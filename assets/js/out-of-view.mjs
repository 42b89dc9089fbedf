// Pages out of view are told of changes a moment later, in one go, and whole before they come into view.
//
// Dash asks every component in the document, at every step of every callback, whether it has changed: a hundred times for
// other genes in focus, of which all but a few find nothing new on the pages that nobody sees. So a page's components
// listen to the store through a gate of their page. What is in the store and what callbacks do is untouched by it.
//
// Most steps change nothing that is shown: callbacks are counted and put in order, and every component that was drawn has its
// count of changes forgotten: 730 of the 830 steps until the first network is painted. Nobody is asked after those.

const LATER = 300; // ms after which a page out of view is told: its timers and stores live on
const PAGE = "page-"; // a page's panel is called so

// What no component shows: the callbacks' own bookkeeping.
const BOOKKEEPING = new Set(["callbackJobs", "callbacks", "changed", "paths", "profile"]);
// Shown by Dash itself, outside of every page.
const UNSEEN = new Set(["history", "isLoading"]);

const gates = new Map(); // name of a page that has been opened -> its gate
let context; // React's, through which components find the store
let told; // the state of which the gates have been told last
let noted; // the changes, by component, that have been looked through last
let current; // the page in view; while it is not known, all are told at once

// Dash's packed copy of react-redux keeps its context to itself: it is that of the store's provider in React's tree.
function storeContext() {
  const root = document.getElementById("react-entry-point");
  const key = Object.keys(root).find((name) => name.startsWith("__reactContainer$"));
  for (let fiber = key && root[key].stateNode.current; fiber; fiber = fiber.child) {
    const value = fiber.type?._context && fiber.memoizedProps?.value;
    if (!value?.subscription) continue;
    hush(value);
    return fiber.type._context;
  }
  return undefined;
}

// Whether anything differs that a component may show.
function differs(state, before) {
  const shown = Object.keys(state).filter((part) => part !== "layoutHashes" && !BOOKKEEPING.has(part));
  if (shown.some((part) => state[part] !== before[part])) return true;
  const [counts, old] = [state.layoutHashes, before.layoutHashes];
  const paths = Object.keys(counts);
  return paths.length !== Object.keys(old).length || paths.some((path) => counts[path] !== old[path]);
}

// Has the store ask its components only where something they may show has changed.
function hush({ store, subscription }) {
  let seen = store.getState();
  subscription.onStateChange = () => {
    const before = seen;
    seen = store.getState();
    if (seen !== before && differs(seen, before)) subscription.notifyNestedSubs();
  };
}

// A page's gate, as a component's subscription to the store.
function makeGate(name, above) {
  const listeners = new Set();
  const changes = new Map(); // path of a component -> what has changed of it since the page was told
  let timer = 0;
  let stop = null;
  const tell = () => {
    changes.clear(); // what they say stands in the store
    window.ReactDOM.unstable_batchedUpdates(() => { for (const listener of listeners) listener(); });
  };
  const gate = {
    inView: () => current === undefined || current === name,
    tell,
    waits() { timer ||= window.setTimeout(gate.open, LATER); },
    open() {
      if (!timer) return;
      clearTimeout(timer);
      timer = 0;
      tell();
    },
    // Dash says of a component what changed last, and draws anew the children that are among it: no change may be lost.
    keep(path, change) {
      change.changedProps = { ...changes.get(path), ...change.changedProps };
      changes.set(path, change.changedProps);
    },
    prefix: (state) => `${state.paths.strs[PAGE + name]},props,children`,
    addNestedSub(listener) {
      const own = () => listener();
      listeners.add(own);
      stop ||= above.subscription.addNestedSub(() => changed(above.store.getState()));
      return () => {
        listeners.delete(own);
        if (listeners.size) return;
        stop?.();
        stop = null;
      };
    },
  };
  gates.set(name, gate);
  if (!told) {
    told = above.store.getState();
    noted = told.layoutHashes;
    above.store.subscribe(() => note(above.store.getState()));
  }
  return gate;
}

// The store has changed; asked by every gate, answered once.
function changed(state) {
  const before = told;
  told = state;
  if (before === state) return;
  if (Object.keys(state).every((part) => state[part] === before[part] || BOOKKEEPING.has(part) || UNSEEN.has(part))) return;
  for (const gate of gates.values()) {
    if (gate.inView()) gate.tell();
    else gate.waits();
  }
}

// At every step of its own, since Dash tells components of several at once.
function note(state) {
  const before = noted;
  noted = state.layoutHashes;
  if (before === noted) return;
  const closed = [...gates.values()].filter((gate) => !gate.inView()).map((gate) => [gate.prefix(state), gate]);
  if (!closed.length) return;
  for (const [path, change] of Object.entries(noted)) {
    if (change !== before[path]) closed.find(([prefix]) => path.startsWith(prefix))?.[1].keep(path, change);
  }
}

function Gated({ name, children }) {
  const above = React.useContext(context);
  const value = React.useMemo(() => ({ ...above, subscription: makeGate(name, above) }), [above]);
  return React.createElement(context.Provider, { value }, children);
}

// What every page's panel is.
const Plain = window.dash_html_components.Section;
const Section = (props) => {
  const inner = React.createElement(Plain, props);
  if (!String(props.id).startsWith(PAGE)) return inner;
  context ||= storeContext();
  return context ? React.createElement(Gated, { name: props.id.slice(PAGE.length) }, inner) : inner;
};
window.dash_html_components = { ...window.dash_html_components, Section: Object.assign(Section, Plain) };

export const outOfView = {
  LATER,
  // This page comes into view now: it is drawn with all that has changed meanwhile.
  comes(name) {
    current = name;
    const gate = gates.get(name);
    if (gate) window.ReactDOM.flushSync(gate.open);
  },
};
