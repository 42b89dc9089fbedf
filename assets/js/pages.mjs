// The pages: only the current one is laid out when the document opens, the others wait here, as components, until they
// are opened for the first time; from then on they stay.

const PANEL = "page-"; // the id of a page's panel begins so
const contents = new Map(); // name of a page that waits -> what its panel will hold
const parts = new Map(); // id of a component that waits -> the component

const panels = () => [...document.querySelectorAll("main > .page")];
const nameOf = (panel) => panel.id.slice(PANEL.length);

// Every component of a layout, from the outside in.
function walk(component, visit) {
  if (Array.isArray(component)) return component.forEach((child) => walk(child, visit));
  if (!component || typeof component !== "object" || !component.props) return undefined;
  visit(component);
  return walk(component.props.children, visit);
}

// The components of a layout that have a plain id, by it.
function named(layout) {
  const found = new Map();
  walk(layout, (component) => { if (typeof component.props.id === "string") found.set(component.props.id, component); });
  return found;
}

// Before anything is drawn: takes the other pages out of the layout.
function keep(layout, current) {
  for (const [id, panel] of named(layout)) {
    if (!id.startsWith(PANEL) || id === PANEL + current) continue;
    contents.set(id.slice(PANEL.length), panel.props.children);
    for (const [inside, component] of named(panel.props.children)) parts.set(inside, component);
    panel.props.children = null;
  }
}

const all = () => panels().map(nameOf);

// The application's own address on the server, such as /study/NAME/.
const base = () => JSON.parse(document.getElementById("_dash-config").textContent).requests_pathname_prefix || "/";

// The page that an address names, with or without a slash behind it; undefined where it names none.
const namedBy = (path, names) => names.find((name) => name === (path || "/").slice(base().length).replace(/\/$/, ""));

const DEFAULT = "explore"; // as sign_dash/ids.py has it

// The page of an address.
const pageOf = (path, names = all()) => namedBy(path, names) || DEFAULT;

// What a page's panel is to hold, once; undefined where it holds it already.
function taken(name) {
  const found = contents.get(name);
  contents.delete(name);
  for (const id of named(found).keys()) parts.delete(id);
  return found;
}

// A component in the document, or waiting for its page to be opened; undefined on its way from one to the other, and
// where there is none: Dash throws then.
function find(id) {
  if (parts.has(id)) return parts.get(id);
  try { return window.dash_component_api.getLayout(id); } catch { return undefined; }
}

export const pages = {
  SHOWN: /** @type {const} */ ("signdash:page"), // event of the window: a page came into view, its name the detail
  base,
  pageOf,
  all,
  // Whether an address asks for a page. A study's front page is where a server leads by itself.
  isAsked: (path) => ![undefined, "answers"].includes(namedBy(path, all())),
  pageAt: (names) => pageOf(window.location.pathname, names),
  at: undefined, // the page in view, once there is one
  component: find,
  keep,
  walk,
  named,
  panels,
  nameOf,
  // A component of a page that has not been opened: what is changed in it, the page opens with.
  waiting: (id) => parts.get(id),
  contents: (path) => dash_clientside.callback_context.outputs_list.map(({ id }) => {
    const name = id.slice(PANEL.length);
    return (name === pageOf(path) && taken(name)) || dash_clientside.no_update;
  }),
};
