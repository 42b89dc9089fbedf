"""What the view “Network” does."""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from functools import lru_cache
from typing import TYPE_CHECKING, Any

import plotly.graph_objects as go
from dash import ClientsideFunction, Dash, Input, Output, State, html, no_update
from dash.exceptions import PreventUpdate

from sign_dash import ids
from sign_dash.language import say
from sign_dash.pages.components import names, said
from sign_dash.pages.components.choice import ChosenComponent, chosen_genes, explained_by, region_of
from sign_dash.pages.components.plane.figure import component_plane
from sign_dash.pages.components.plane.meeting import meeting
from sign_dash.pages.components.plane.panel import COUNTS
from sign_dash.pages.components.words import component_name, what_is_drawn
from sign_dash.plots import captioned
from sign_dash.scene.canvas import CanvasIds, drawing, register_canvas
from sign_dash.scene.colours import node_colours
from sign_dash.scene.layout import union_layout
from sign_dash.scene.multiples import multiples_id, register_multiples
from sign_dash.scene.select import default_focus, legible_cutoff
from sign_dash.server.kept import steady

if TYPE_CHECKING:
    from compute.study import Study


def register(app: Dash, study: Study) -> None:
    """Wire the view."""
    register_canvas(app, names.NETWORK)
    register_multiples(app, names.NETWORK)
    _plane(app, study)
    _region(app)
    _subnetwork(app, study)
    _along(app)


def _plane(app: Dash, study: Study) -> None:
    """The plane of two components."""

    @app.callback(
        Output(names.ACROSS, "data"),
        Output(names.UP, "data"),
        Output(names.ACROSS, "value"),
        Output(names.UP, "value"),
        Output(names.REGION, "data"),
        Output(names.REGION, "value"),
        Input(names.CHOSEN, "data"),
        State(names.ACROSS, "value"),
        State(names.UP, "value"),
        State(names.REGION, "value"),
        State(names.REGION, "data"),
    )
    @steady
    def offer(
        chosen: ChosenComponent | None, across: str | None, up: str | None, region: list[str], genes: list[str]
    ) -> tuple[Any, ...]:
        """The axes of this model and side; a chosen component comes into the plane; a region stays while it can."""
        if not chosen:
            raise PreventUpdate
        explained = explained_by(study, chosen)
        axes = explained.axes(chosen["side"])
        across = across if across in axes else axes[0]
        up = up if up in axes else axes[min(1, len(axes) - 1)]
        component = str(chosen["component"] + 1)
        if component not in (across, up):
            across = component
        known = sorted(explained.genes[chosen["side"]])
        kept = [gene for gene in region or [] if gene in set(known)]
        return (
            axes,
            axes,
            across,
            up,
            no_update if known == genes else known,
            no_update if kept == region else kept,
        )

    @app.callback(
        Output(names.PLANE, "figure"),
        Input(names.ACROSS, "value"),
        Input(names.UP, "value"),
        Input(names.CHOSEN, "data"),
        Input(names.REGION, "value"),
        Input(names.COUNT, "value"),
        Input(ids.SCHEME, "data"),
    )
    @steady
    def show_plane(
        across: str | None,
        up: str | None,
        chosen: ChosenComponent | None,
        region: list[str],
        count: str,
        scheme: str | None,
    ) -> go.Figure | Any:
        if not chosen or not across or not up:
            raise PreventUpdate
        explained = explained_by(study, chosen)
        if max(int(across), int(up)) > explained.components(chosen["side"]):
            return no_update  # the axes of another model or side; theirs are on the way
        genes = chosen_genes(explained, chosen, region, count)
        factors = focus(study)
        side, axes = chosen["side"], (int(across) - 1, int(up) - 1)
        title = say("{one} against {other}", one=component_name(side, axes[1]), other=component_name(side, axes[0]))
        figure = component_plane(explained, side, *axes, genes, factors, scheme)
        return captioned(figure, title, said.plane(study, explained, side, axes, genes, factors))


def _region(app: Dash) -> None:
    """Genes taken in the plane. That a chosen component takes the region's place is the browser's to see to: the cards
    are drawn anew at every choice, and what they interrupt in a callback of theirs would be lost."""

    @app.callback(
        Output(names.REGION, "value", allow_duplicate=True),
        Input(names.PLANE, "selectedData"),
        prevent_initial_call=True,
    )
    def take_region(selected: dict[str, Any] | None) -> list[str] | Any:
        return region_of(selected) or no_update

    app.clientside_callback(ClientsideFunction("components", "region"), Input(names.REGION, "value"))


def _subnetwork(app: Dash, study: Study) -> None:
    """The subnetwork of the chosen genes around the EMT factors."""
    canvas = CanvasIds(names.NETWORK)

    @lru_cache(maxsize=32)
    def places(genes: tuple[str, ...]) -> dict[str, tuple[float, float]]:
        whole = meeting(study, genes, focus(study))
        return {gene: (x, y) for gene, (x, y) in zip(whole.genes, union_layout(whole).tolist(), strict=True)}

    @app.callback(
        Output(names.STRENGTH, "value"),
        Input(names.READ, "data"),
        State(names.CHOSEN, "data"),
        State(names.STRENGTH, "value"),
    )
    @steady
    def first_strength(_reading: Any, chosen: ChosenComponent | None, strength: float | str) -> float | Any:
        """The cut-off that makes the first subnetwork legible in the middle of the cohort."""
        if not chosen or isinstance(strength, int | float):
            raise PreventUpdate
        return first_cutoff(study, chosen)

    @app.callback(
        Output(canvas.drawing, "data"),
        Output(names.WHAT, "children"),
        Output(names.COUNT, "disabled"),
        Input(names.CHOSEN, "data"),
        Input(names.REGION, "value"),
        Input(names.COUNT, "value"),
        Input(names.STRENGTH, "value"),
    )
    @steady
    def show_subnetwork(
        chosen: ChosenComponent | None, region: list[str], count: str, strength: float | str
    ) -> tuple[dict[str, Any], list[Any], bool] | Any:
        if not chosen or not isinstance(strength, int | float) or strength < 0:
            raise PreventUpdate  # nothing yet, or the field is being edited
        genes = chosen_genes(explained_by(study, chosen), chosen, region, count)
        words = what_is_drawn(chosen["side"], chosen["component"], region, focus(study))
        words.append(html.Span(hidden=True, **{"data-genes": json.dumps(list(genes))}))  # for "Send to Explore"
        # A region is all of its genes, however many.
        return drawn(study, genes, focus(study), float(strength), places(tuple(genes))), words, bool(region)


def _along(app: Dash) -> None:
    """One sample, or ranges along the score: the same drawing."""
    app.clientside_callback(
        ClientsideFunction("components", "along"),
        Output(multiples_id(names.NETWORK), "hidden"),
        Output(CanvasIds(names.NETWORK).container, "hidden"),
        Output(names.STAGE, "className"),
        Input(names.SHOWS, "value"),
        State(names.SHOWS, "id"),
    )


@lru_cache(maxsize=8)
def focus(study: Study) -> tuple[str, ...]:
    """The genes the subnetworks are drawn around."""
    return default_focus(study)


def first_cutoff(study: Study, chosen: ChosenComponent) -> float:
    """The cut-off that makes the subnetwork of a choice legible in the middle of the cohort."""
    genes = chosen_genes(explained_by(study, chosen), chosen, [], COUNTS[0])
    return legible_cutoff(meeting(study, genes, focus(study)), len(study.samples) // 2)


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
    colours, meaning = node_colours(study, subnetwork.genes), study.info.method.edge
    return drawing(subnetwork, positions, colours, study.edge_counts, meaning=meaning)
