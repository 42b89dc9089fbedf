"""What the Components page does. The slider is followed in the browser (``assets/js/components.js``)."""

from __future__ import annotations

import base64
from typing import TYPE_CHECKING, Any

import numpy as np
import plotly.graph_objects as go
from dash import ALL, ClientsideFunction, Dash, Input, Output, State, ctx, html, no_update
from numpy.typing import NDArray

from sign_dash import ids
from sign_dash.components import figures, names
from sign_dash.components.cards import component_cards
from sign_dash.components.core import core_table
from sign_dash.components.explained import Explained, Side, partner, read_explained, strongest, trip_models
from sign_dash.components.meeting import meeting
from sign_dash.components.spark import shares
from sign_dash.components.words import accuracy, facts, target_name, what_is_drawn
from sign_dash.network.canvas import CanvasIds, drawing, register_canvas
from sign_dash.network.colours import node_colours
from sign_dash.network.layout import union_layout
from sign_dash.network.select import default_focus
from sign_dash.shell.cohort import score_name

if TYPE_CHECKING:
    from compute import Study


def register(app: Dash, study: Study) -> None:
    """Wire the page; a study without a model has nothing to wire."""
    if not trip_models(study):
        return
    register_canvas(app, names.NETWORK)
    _model(app, study)
    _choice(app, study)
    _plane(app, study)
    _subnetwork(app, study)
    _browser(app)


def _model(app: Dash, study: Study) -> None:
    """Another model: its words, its core, its numbers."""

    @app.callback(
        Output(names.FACTS, "children"),
        Output(names.ACCURACY, "children"),
        Output(names.CAUTION, "children"),
        Output(names.CORE, "children"),
        Output(names.VALUES, "data"),
        Input(names.MODEL, "value"),
    )
    def show_model(name: str) -> tuple[str, html.Table, str, html.Table, dict[str, Any]]:
        explained = read_explained(study, name)
        return (
            facts(explained, target_name(explained, study.modulator_name, score_name(study))),
            accuracy(explained),
            str(explained.info["caution"]),
            core_table(explained),
            values_for_browser(explained, study),
        )

    @app.callback(
        Output(names.PREDICTION, "figure"),
        Input(names.MODEL, "value"),
        Input(ids.SCHEME, "data"),
    )
    def show_prediction(name: str, scheme: str | None) -> go.Figure:
        explained = read_explained(study, name)
        target = target_name(explained, study.modulator_name, score_name(study))
        return figures.predicted_against_given(explained, study.samples, target, scheme)


def _choice(app: Dash, study: Study) -> None:
    """Which component is chosen, and its card."""

    @app.callback(
        Output(names.CHOSEN, "data"),
        Input(names.MODEL, "value"),
        Input(names.SIDE, "value"),
        Input({"type": names.CARD, "index": ALL}, "n_clicks"),
        Input({"type": names.CELL, "row": ALL, "column": ALL}, "n_clicks"),
        State(names.CHOSEN, "data"),
    )
    def choose(
        name: str, side: Side, _cards: list[int | None], _cells: list[int | None], chosen: dict[str, int]
    ) -> dict[str, int] | Any:
        explained = read_explained(study, name)
        asked = ctx.triggered_id
        if isinstance(asked, dict):
            # A redrawn card or cell also triggers, with no click in it.
            if not ctx.triggered[0]["value"]:
                return no_update
            return _asked_for(explained, side, asked)
        component = 0 if asked == names.SIDE else min(chosen["component"], explained.components(side) - 1)
        return {"component": component, "partner": partner(explained, side, component)}

    @app.callback(
        Output(names.CARDS, "children"),
        Input(names.CHOSEN, "data"),
        State(names.MODEL, "value"),
        State(names.SIDE, "value"),
    )
    def show_cards(chosen: dict[str, int], name: str, side: Side) -> list[html.Article] | Any:
        explained = read_explained(study, name)
        if chosen["partner"] is None or chosen["component"] >= explained.components(side):
            return no_update
        return component_cards(
            explained, side, chosen["component"], chosen["partner"], study.modulator, score_name(study)
        )


def _asked_for(explained: Explained, side: Side, asked: dict[str, Any]) -> dict[str, int]:
    """The choice a click makes: a card takes its strongest partner along, a cell of the core is a pair."""
    if asked["type"] == names.CARD:
        return {"component": asked["index"], "partner": partner(explained, side, asked["index"])}
    component, opposite = asked["row"], asked["column"]
    if side == "target":
        component, opposite = opposite, component
    return {"component": component, "partner": opposite}


def _plane(app: Dash, study: Study) -> None:
    """The plane of two components, and the region taken in it."""
    factors = default_focus(study)

    @app.callback(
        Output(names.ACROSS, "data"),
        Output(names.UP, "data"),
        Output(names.ACROSS, "value"),
        Output(names.UP, "value"),
        Output(names.REGION, "data"),
        Input(names.MODEL, "value"),
        Input(names.SIDE, "value"),
    )
    def offer(name: str, side: Side) -> tuple[list[str], list[str], str, str, list[str]]:
        explained = read_explained(study, name)
        choices = [str(component + 1) for component in range(explained.components(side))]
        return choices, choices, "1", choices[min(1, len(choices) - 1)], sorted(explained.genes[side])

    @app.callback(
        Output(names.PLANE, "figure"),
        Input(names.ACROSS, "value"),
        Input(names.UP, "value"),
        Input(names.CHOSEN, "data"),
        Input(names.REGION, "value"),
        Input(names.COUNT, "value"),
        Input(ids.SCHEME, "data"),
        State(names.MODEL, "value"),
        State(names.SIDE, "value"),
    )
    def show_plane(
        across: str,
        up: str,
        chosen: dict[str, int],
        region: list[str],
        count: str,
        scheme: str | None,
        name: str,
        side: Side,
    ) -> go.Figure | Any:
        explained = read_explained(study, name)
        last = explained.components(side)
        if not across or not up or max(int(across), int(up), chosen["component"] + 1) > last:
            return no_update
        genes = _genes(explained, side, chosen, region, count)
        return figures.component_plane(explained, side, int(across) - 1, int(up) - 1, genes, factors, scheme)

    @app.callback(
        Output(names.REGION, "value", allow_duplicate=True),
        Input(names.PLANE, "selectedData"),
        Input(names.CHOSEN, "data"),
        State(names.REGION, "value"),
        prevent_initial_call=True,
    )
    def take_region(selected: dict[str, Any] | None, _chosen: dict[str, int], region: list[str]) -> list[str] | Any:
        if ctx.triggered_id == names.CHOSEN:
            return [] if region else no_update  # a chosen component takes the region's place
        return region_of(selected) or no_update


def region_of(selected: dict[str, Any] | None) -> list[str]:
    """The genes inside a lasso or box, sorted; empty where nothing was taken."""
    points = (selected or {}).get("points", [])
    return sorted({str(point["customdata"]) for point in points})


def _genes(explained: Explained, side: Side, chosen: dict[str, int], region: list[str], count: str) -> list[str]:
    """The genes the subnetwork is about: the region's, or the chosen component's strongest."""
    return list(region) or [gene for gene, _ in strongest(explained, side, chosen["component"], int(count))]


def _browser(app: Dash) -> None:
    """What the browser does alone: everything that follows the slider."""
    app.clientside_callback(
        ClientsideFunction("components", "receive"),
        Input(names.VALUES, "data"),
    )
    app.clientside_callback(
        ClientsideFunction("components", "choose"),
        Input(names.CHOSEN, "data"),
        Input(names.CORE_SHOWS, "value"),
        Input(names.CARDS, "children"),
        Input(names.CORE, "children"),
        State(names.SIDE, "value"),
    )
    app.clientside_callback(
        ClientsideFunction("components", "predicted"),
        Input(names.PREDICTION, "figure"),
    )
    canvas = CanvasIds(names.NETWORK)
    app.clientside_callback(
        ClientsideFunction("components", "picked"),
        Input(canvas.picked, "data"),
        Input(canvas.drawing, "data"),
    )
    app.clientside_callback(
        ClientsideFunction("components", "explore"),
        Output(ids.PICKED, "data", allow_duplicate=True),
        Input(names.TO_EXPLORE, "n_clicks"),
        State(canvas.picked, "data"),
        prevent_initial_call=True,
    )


def _subnetwork(app: Dash, study: Study) -> None:
    """The subnetwork of the chosen genes around the EMT factors."""
    factors = default_focus(study)
    canvas = CanvasIds(names.NETWORK)

    @app.callback(
        Output(canvas.drawing, "data"),
        Output(names.WHAT, "children"),
        Input(names.CHOSEN, "data"),
        Input(names.REGION, "value"),
        Input(names.COUNT, "value"),
        State(names.MODEL, "value"),
        State(names.SIDE, "value"),
    )
    def show_subnetwork(
        chosen: dict[str, int], region: list[str], count: str, name: str, side: Side
    ) -> tuple[dict[str, Any], list[Any]] | Any:
        explained = read_explained(study, name)
        if chosen["component"] >= explained.components(side):
            return no_update, no_update
        genes = _genes(explained, side, chosen, region, count)
        return draw(study, genes, factors), what_is_drawn(side, chosen["component"], region, factors)

    @app.callback(Output(canvas.cutoff, "data"), Input(names.STRENGTH, "value"))
    def cut_off(strength: float | str) -> float | Any:
        return float(strength) if strength != "" else no_update


def draw(study: Study, genes: list[str], factors: tuple[str, ...]) -> dict[str, Any]:
    """The drawing of the subnetwork of these genes around the EMT factors."""
    subnetwork = meeting(study, genes, factors)
    return drawing(subnetwork, union_layout(subnetwork), node_colours(study, subnetwork.genes), study.edge_counts)


def values_for_browser(explained: Explained, study: Study) -> dict[str, Any]:
    """The store :data:`names.VALUES`: float32 matrices as base64, samples × pairs, in order of the score."""
    return {
        "rows": explained.components("regulator"),
        "columns": explained.components("target"),
        "core": _packed(explained.cores),
        "contribution": _packed(explained.contributions),
        "given": _rounded(explained.given),
        "predicted": _rounded(explained.predicted),
        "heldOut": _rounded(explained.held_out),
        "baseline": explained.baseline,
        "target": explained.info["target"],
        "shares": _rounded(shares(study.modulator)),
    }


def _packed(values: NDArray[np.float64]) -> str:
    return base64.b64encode(np.ascontiguousarray(values, "<f4").tobytes()).decode("ascii")


def _rounded(values: NDArray[np.float64]) -> list[float]:
    return [round(float(value), 6) for value in values]
