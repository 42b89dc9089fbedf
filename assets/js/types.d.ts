// What the modules share: the records the server sends, what is drawn, and the globals of Dash and its components.

/** A gene of a drawing (sign_dash/scene/canvas.py); x, y in pixels at zoom 1. */
interface Gene { id: string; role: "regulator" | "target"; focus: 0 | 1; size: number; colour: string; x: number; y: number }

/** What the server sends once to draw a subnetwork in every sample; its keys are said in sign_dash/scene/canvas.py. */
interface Drawing {
  nodes: Gene[];
  sources: number[];
  targets: number[];
  bowed: number[];
  weights: string | null;
  courses?: SentCourses | null;
  samples: number;
  scale: number;
  reach: number;
  cutoff: number;
  focus: number;
  candidates: number;
  confidence: number[] | null;
  line: number;
  signed: boolean;
  directed: boolean;
  neutral?: number[];
  edgeCounts: number[];
  levels: number;
  widths: number[];
  opacities: number[];
  borders: [number, number];
  corner: number;
  faded: number;
  faint: number;
  bow: number;
  arrowScale: number;
  layout: string;
  colourBy: string;
  sizeBy: string;
  expression?: { steps: string; stops: string[] };
  rows?: Change[];
}

/** A row of the table of Compare: an edge on both sides. */
interface Change {
  id: string; regulator: string; target: string; meanA: number; meanB: number; difference: number; category: ChangeKind;
  low?: number | null; high?: number | null;
}
type ChangeKind = "gained" | "lost" | "strengthened" | "weakened" | "flipped" | "steady";

interface Place { x: number; y: number }
interface SampleRange { first: number; last: number; score?: number | null; kept?: number[] | null }

/** Courses of a drawing's edges, arrays in base64 (sign_dash/scene/courses.py). */
interface SentCourses {
  functions_each: number; reach: number; least: number;
  score: string; functions: string; course: string; spread: string; modulator: string;
}
/** score (g), functions (g × K), course (edges × K), spread (edges × K (K + 1)/2), modulator (samples). */
interface Courses {
  K: number; reach: number; least: number;
  score: Float64Array; functions: Float64Array; course: Float32Array; spread: Float32Array; modulator: Float64Array;
}
/** Zoom, and where the origin of the drawing lies in the picture. */
interface View { zoom: number; x: number; y: number }
interface Box { left: number; top: number; right: number; bottom: number }

/** startX, startY, tipX, tipY, controlX, controlY (NaN if straight), directionX, directionY at the tip. */
type Shape = number[];
type InkName = "activates" | "represses" | "ink" | "quiet" | "card";

interface Stroke { ink: InkName; width: number; opacity: number; dash: number[]; round: boolean }
interface Ring { x: number; y: number; radius: number; width: number }
/** A line and the head on it; control: of a bent line; head: the corners of its outline. */
interface Outline { start: number[]; end: number[]; control: number[] | null; head: number[][] }
/** What is published of a pair of regulator and target; sign: of compute.read.KNOWN_SIGNS; arrow: it as a character. */
interface Known { references: number; sign: string; arrow?: string }
/** The dot of a known pair, with a rim in the colour of the ground. */
interface Dot { x: number; y: number; radius: number; rim: number }
/** An edge as it is painted, for an export (sign_dash/scene/scene.py has the same as SceneEdge). */
interface DrawnEdge extends Outline {
  activates: boolean; width: number; opacity: number; ink: InkName; strokes: Stroke[]; ring: Ring | null; category?: ChangeKind;
  known: Known | null; dot: Dot | null;
}

/** A picture of edges: width level (0: hidden) and sign of each, and those with a halo. */
interface EdgePicture {
  drawing: Drawing; shapes?: Shape[]; shown: Int8Array | number[]; signs: ArrayLike<number>; halo?: number; route?: number[];
}

/** What leads a pen: the part of CanvasRenderingContext2D that a path needs. */
interface Pen {
  moveTo(x: number, y: number): void;
  lineTo(x: number, y: number): void;
  quadraticCurveTo(cx: number, cy: number, x: number, y: number): void;
}

declare const dash_clientside: any;
declare const dash_ag_grid: any;
declare const React: any;
declare const Plotly: any;
declare var signdash: any;

interface Window {
  signdash: any;
  /** dash-renderer's: the state of the page's callbacks. */
  store: any;
  dash_clientside: any;
  dash_component_api: any;
  dash_html_components: any;
  dash_mantine_components: any;
  dashAgGridFunctions: any;
  dashAgGridComponentFunctions: any;
  dashMantineFunctions: any;
  ReactDOM: any;
}

interface WindowEventMap {
  "signdash:page": CustomEvent<string>;
}

// Everything on the page is an HTML element; nobody wants to say so at every query and every event.
interface ParentNode {
  querySelector(selector: string): HTMLElement | null;
  querySelectorAll(selector: string): NodeListOf<HTMLElement>;
}
interface Element { closest(selector: string): HTMLElement | null }
interface EventTarget { closest?(selector: string): HTMLElement | null }
interface HTMLElement {
  disabled?: boolean;
  placeholder?: string;
  value?: any;
  /** plotly's. */
  _fullLayout?: any;
  on?(event: string, listener: (...given: any[]) => void): void;
}
