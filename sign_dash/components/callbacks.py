"""What the Components page does. The slider is followed in the browser (``assets/js/components.js``)."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from functools import lru_cache
from pathlib import Path
from typing import TYPE_CHECKING, Any

import plotly.graph_objects as go
from dash import ALL, ClientsideFunction, Dash, Input, Output, State, ctx, html, no_update
from dash.exceptions import PreventUpdate

from sign_dash import ids
from sign_dash.components import figures, names
from sign_dash.components.cards import component_cards
from sign_dash.components.choice import Chosen, chosen_now, genes_at_hand, region_of
from sign_dash.components.core import core_table
from sign_dash.components.explained import Side, read_explained, readable_models
from sign_dash.components.meeting import meeting
from sign_dash.components.values import values_for_browser
from sign_dash.components.words import accuracy, facts, target_name, what_is_drawn
from sign_dash.network.canvas import CanvasIds, drawing, register_canvas
from sign_dash.network.colours import node_colours
from sign_dash.network.layout import union_layout
from sign_dash.network.select import default_focus
from sign_dash.shell.cohort import score_name

if TYPE_CHECKING:
    from compute import Study


def register(app: Dash, study: Study, _cache: Path) -> None:
    """Wire the page; a study without a model has nothing to wire."""
    if not readable_models(study).names:
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
        prevent_initial_call=True,
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
        prevent_initial_call=True,
    )
    def choose(
        name: str, side: Side, _cards: list[int | None], _cells: list[int | None], chosen: Chosen
    ) -> Chosen | Any:
        explained = read_explained(study, name)
        # Cards and cells that were just drawn trigger too, with no click in them. What they interrupt is lost, so
        # that the choice is made anew each time from the model and the side at hand.
        clicked = ctx.triggered_id if isinstance(ctx.triggered_id, dict) and ctx.triggered[0]["value"] else None
        choice = chosen_now(explained, side, clicked, chosen)
        # A click on the component at hand still says something: it ends a region.
        return choice if clicked or choice != chosen else no_update

    @app.callback(Output(names.CARDS, "children"), Input(names.CHOSEN, "data"), prevent_initial_call=True)
    def show_cards(chosen: Chosen) -> list[html.Article]:
        return component_cards(read_explained(study, chosen["model"]), chosen, study.modulator, score_name(study))


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
        prevent_initial_call=True,
    )
    def offer(name: str, side: Side) -> tuple[list[str], list[str], str, str, list[str]]:
        explained = read_explained(study, name)
        axes = explained.axes(side)
        return axes, axes, axes[0], axes[min(1, len(axes) - 1)], sorted(explained.genes[side])

    @app.callback(
        Output(names.ACROSS, "value", allow_duplicate=True),
        Input(names.CHOSEN, "data"),
        State(names.ACROSS, "value"),
        State(names.UP, "value"),
        prevent_initial_call=True,
    )
    def bring_into_the_plane(chosen: Chosen, across: str, up: str) -> str | Any:
        component = str(chosen["component"] + 1)
        return no_update if component in (across, up) else component

    @app.callback(
        Output(names.PLANE, "figure"),
        Input(names.ACROSS, "value"),
        Input(names.UP, "value"),
        Input(names.CHOSEN, "data"),
        Input(names.REGION, "value"),
        Input(names.COUNT, "value"),
        Input(ids.SCHEME, "data"),
    )
    def show_plane(
        across: str, up: str, chosen: Chosen, region: list[str], count: str, scheme: str | None
    ) -> go.Figure | Any:
        explained = read_explained(study, chosen["model"])
        if max(int(across), int(up)) > explained.components(chosen["side"]):
            return no_update  # the axes of another model or side; theirs are on the way
        genes = genes_at_hand(explained, chosen, region, count)
        return figures.component_plane(explained, chosen["side"], int(across) - 1, int(up) - 1, genes, factors, scheme)

    @app.callback(
        Output(names.REGION, "value", allow_duplicate=True),
        Input(names.PLANE, "selectedData"),
        Input(names.CHOSEN, "data"),
        State(names.REGION, "value"),
        prevent_initial_call=True,
    )
    def take_region(selected: dict[str, Any] | None, _chosen: Chosen, region: list[str]) -> list[str] | Any:
        if ctx.triggered_id == names.CHOSEN:
            return [] if region else no_update  # a chosen component takes the region's place
        return region_of(selected) or no_update


def _browser(app: Dash) -> None:
    """What the browser does alone: everything that follows the slider, and the way on to Explore."""
    canvas = CanvasIds(names.NETWORK)

    def wire(function: str, *arguments: Any, **options: Any) -> None:
        app.clientside_callback(ClientsideFunction("components", function), *arguments, **options)

    wire("receive", Input(names.VALUES, "data"))
    wire(
        "choose",
        Input(names.CHOSEN, "data"),
        Input(names.CORE_SHOWS, "value"),
        Input(names.CARDS, "children"),
        Input(names.CORE, "children"),
    )
    wire("predicted", Input(names.PREDICTION, "figure"))
    wire("picked", Input(canvas.picked, "data"), Input(canvas.drawing, "data"))
    wire("fit", Input(names.FIT, "n_clicks"), prevent_initial_call=True)
    wire("table", Input(names.TABLE_BUTTON, "n_clicks"), prevent_initial_call=True)
    wire(
        "rows",
        Output(names.TABLE, "rowData"),
        Input(ids.POSITION, "data"),
        Input(canvas.drawing, "data"),
        Input(canvas.cutoff, "data"),
    )
    wire("row", Output(canvas.picked, "data"), Input(names.TABLE, "selectedRows"), prevent_initial_call=True)
    wire(
        "explore",
        Output(ids.PICKED, "data", allow_duplicate=True),
        Input(names.TO_EXPLORE, "n_clicks"),
        State(canvas.picked, "data"),
        prevent_initial_call=True,
    )


def _subnetwork(app: Dash, study: Study) -> None:
    """The subnetwork of the chosen genes around the EMT factors."""
    factors = default_focus(study)
    canvas = CanvasIds(names.NETWORK)

    @lru_cache(maxsize=32)
    def places(genes: tuple[str, ...]) -> dict[str, tuple[float, float]]:
        whole = meeting(study, genes, factors)
        return {gene: (x, y) for gene, (x, y) in zip(whole.genes, union_layout(whole).tolist(), strict=True)}

    @app.callback(
        Output(canvas.drawing, "data"),
        Output(names.WHAT, "children"),
        Output(names.COUNT, "disabled"),
        Input(names.CHOSEN, "data"),
        Input(names.REGION, "value"),
        Input(names.COUNT, "value"),
        Input(names.STRENGTH, "value"),
    )
    def show_subnetwork(
        chosen: Chosen, region: list[str], count: str, strength: float | str
    ) -> tuple[dict[str, Any], list[Any], bool] | Any:
        if not isinstance(strength, int | float) or strength < 0:
            raise PreventUpdate  # the field is being edited
        genes = genes_at_hand(read_explained(study, chosen["model"]), chosen, region, count)
        words = what_is_drawn(chosen["side"], chosen["component"], region, factors)
        # A region is all of its genes, however many.
        return drawn(study, genes, factors, float(strength), places(tuple(genes))), words, bool(region)


def drawn(
    study: Study,
    genes: Sequence[str],
    factors: Sequence[str],
    strength: float,
    like: Mapping[str, Sequence[float]],
) -> dict[str, Any]:
    """The drawing of the subnetwork of these genes around the EMT factors; `like`: places the layout starts from."""
    subnetwork = meeting(study, genes, factors, strength)
    positions = union_layout(subnetwork, like=like)
    return drawing(subnetwork, positions, node_colours(study, subnetwork.genes), study.edge_counts)
