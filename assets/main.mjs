// The browser's side of the dashboard. Dash loads this file, as a module; what Dash, its components and the page ask for by a
// global name is put there here and nowhere else.
import "./js/answers.mjs";
import { brush } from "./js/brush.mjs";
import { compare, clientside as comparing, gridComponents as changeCells, gridFunctions as changeNumbers } from "./js/compare.mjs";
import { comparePictures } from "./js/compare-pictures.mjs";
import { clientside as componentPictures } from "./js/components-pictures.mjs";
import { clientside as components, gridComponents as geneCells, gridFunctions as geneNumbers } from "./js/components.mjs";
import { clientside as explore } from "./js/explore.mjs";
import * as charts from "./js/exporting/charts.mjs";
import * as figures from "./js/exporting/figures.mjs";
import { clientside as exportPanel, settings } from "./js/exporting/panel.mjs";
import * as png from "./js/exporting/png.mjs";
import * as server from "./js/exporting/server.mjs";
import { mantineFunctions, optionsOf } from "./js/furniture.mjs";
import { clientside as hubs } from "./js/hubs.mjs";
import "./js/keys.mjs";
import { known, gridFunctions as knownPairs } from "./js/known.mjs";
import "./js/menu.mjs";
import { multiples } from "./js/multiples.mjs";
import { network } from "./js/network.mjs";
import { notices } from "./js/notices.mjs";
import { pages } from "./js/pages.mjs";
import { play } from "./js/play.mjs";
import "./js/playhead.mjs";
import "./js/popovers.mjs";
import { clientside as regulators, gridComponents as regulatorCells, gridFunctions as regulatorNumbers } from "./js/regulators.mjs";
import { score } from "./js/score.mjs";
import { clientside as scores } from "./js/scores.mjs";
import { clientside as session } from "./js/session.mjs";
import { clientside as shell } from "./js/shell.mjs";
import { clientside as stateButtons, state } from "./js/state.mjs";
import { clientside as story } from "./js/story.mjs";
import { strip } from "./js/strip.mjs";
import { clientside as studies, gridFunctions as studyNumbers } from "./js/studies.mjs";
import { gridFunctions as numbers } from "./js/tables.mjs";
import { toExplore } from "./js/to-explore.mjs";
import { tools } from "./js/tools.mjs";

// For the page's hooks (sign_dash/index.py, sign_dash/state), for tests and for whoever asks in the console.
Object.assign(window.signdash, {
  brush, compare, comparePictures, exporting: { ...figures, ...charts, ...png, ...server, settings }, known, multiples, network, notices,
  optionsOf, pages, score, state, strip, toExplore, tools,
});

// Callbacks in the browser: ClientsideFunction(namespace, name).
window.dash_clientside = Object.assign(window.dash_clientside || {}, {
  compare: comparing, componentPictures, components, explore, exporting: exportPanel, hubs, multiples: multiples.clientside,
  network: network.clientside, play: play.clientside, regulators, score: score.clientside, scores, session, shell, state: stateButtons, story,
  studies, tools: tools.clientside,
});

// What tables and lists may call by name.
window.dashAgGridFunctions = Object.assign(window.dashAgGridFunctions || {}, numbers, knownPairs, changeNumbers, geneNumbers, regulatorNumbers, studyNumbers);
window.dashAgGridComponentFunctions = Object.assign(window.dashAgGridComponentFunctions || {}, changeCells, geneCells, regulatorCells);
window.dashMantineFunctions = Object.assign(window.dashMantineFunctions || {}, mantineFunctions);
