"""What the Explore page does: choose the edges, follow the selection."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from functools import lru_cache
from pathlib import Path
from typing import TYPE_CHECKING, Any

from dash import ALL, ClientsideFunction, Dash, Input, Output, State, ctx, no_update
from dash.development.base_component import Component
from dash.exceptions import PreventUpdate

from compute import UserError
from sign_dash import ids
from sign_dash.explore import inspector
from sign_dash.explore.facts import EdgeFacts, GeneFacts, edge_facts, gene_facts
from sign_dash.explore.layout import CHOOSE, FIT_BUTTON, PICTURE, RESET_BUTTON, SIDE
from sign_dash.network.canvas import CanvasIds, drawing, register_canvas
from sign_dash.network.colours import node_colours
from sign_dash.network.layout import union_layout
from sign_dash.network.multiples import multiples_id, register_multiples
from sign_dash.network.select import neighbourhood

if TYPE_CHECKING:
    from compute import Study

CANVAS = CanvasIds(ids.NETWORK)


def register(app: Dash, study: Study, _cache: Path) -> None:
    """Wire the page."""
    register_canvas(app, ids.NETWORK)
    register_multiples(app, ids.NETWORK)
    _register_browser_side(app)

    @lru_cache(maxsize=32)
    def places(focus: tuple[str, ...], reach: int) -> dict[str, tuple[float, float]]:
        whole = neighbourhood(study, focus, reach)
        return {gene: (x, y) for gene, (x, y) in zip(whole.genes, union_layout(whole).tolist(), strict=True)}

    @app.callback(
        Output(CANVAS.drawing, "data"),
        Output(CHOOSE, "children"),
        Input(ids.FOCUS_GENES, "value"),
        Input(ids.REACH, "value"),
        Input(ids.STRENGTH, "value"),
    )
    def draw(focus: list[str], reach: str, strength: float | str) -> tuple[Any, str | None]:
        if not focus:
            return None, "Choose at least one gene above to draw the network around it."
        if not isinstance(strength, int | float) or strength < 0:
            return no_update, None  # the field is being edited
        return drawn(study, focus, int(reach), float(strength), places(tuple(focus), int(reach))), None

    @app.callback(
        Output(ids.INSPECTOR, "children"),
        Input(ids.PICKED, "data"),
        Input(ids.POSITION, "data"),
        Input(ids.RANGE, "data"),
        State(ids.FOCUS_GENES, "value"),
    )
    def inspect(
        picked: dict[str, str] | None, sample: int | None, spread: dict[str, int] | None, focus: list[str]
    ) -> Component:
        if sample is None:
            raise PreventUpdate
        return inspected(study, picked, samples_at_hand(sample, spread), focus or [])

    @app.callback(
        Output(ids.FOCUS_GENES, "value", allow_duplicate=True),
        Input({"type": inspector.FOCUS_BUTTON, "gene": ALL}, "n_clicks"),
        State(ids.FOCUS_GENES, "value"),
        prevent_initial_call=True,
    )
    def add_to_focus(clicks: list[int | None], focus: list[str]) -> Any:
        gene = ctx.triggered_id["gene"] if any(clicks) and ctx.triggered_id else None
        return [*focus, gene] if gene and gene not in focus else no_update


def drawn(
    study: Study, focus: list[str], reach: int, strength: float, like: Mapping[str, Sequence[float]]
) -> dict[str, Any]:
    """The drawing of the neighbourhood of the focus genes; `like`: places the layout starts from."""
    subnetwork = neighbourhood(study, focus, reach, strength)
    positions = union_layout(subnetwork, like=like)
    return drawing(subnetwork, positions, node_colours(study, subnetwork.genes), study.edge_counts)


def samples_at_hand(sample: int, spread: Mapping[str, int] | None) -> range:
    """Positions of the sample at hand, or of the range where there is one (the stores POSITION and RANGE)."""
    return range(spread["first"], spread["last"] + 1) if spread else range(sample, sample + 1)


def inspected(study: Study, picked: dict[str, str] | None, samples: range, focus: list[str]) -> Component:
    """The inspector's contents for what is picked."""
    try:
        if picked and "gene" in picked:
            facts = gene_facts(study, picked["gene"], samples)
            return inspector.gene_inspector(study, facts, _strongest_edge(study, facts), facts.gene in focus)
        if picked and "regulator" in picked:
            return inspector.edge_inspector(study, edge_facts(study, picked["regulator"], picked["target"], samples))
    except UserError as error:
        return inspector.problem(str(error))
    return inspector.nothing_selected()


def _strongest_edge(study: Study, facts: GeneFacts) -> EdgeFacts | None:
    """The gene's strongest edge in these samples: as a target if it has regulators, else as a regulator."""
    if facts.regulators:
        return edge_facts(study, facts.regulators[0].gene, facts.gene, facts.samples)
    if facts.targets:
        return edge_facts(study, facts.gene, facts.targets[0].gene, facts.samples)
    return None


def _register_browser_side(app: Dash) -> None:
    """What needs no server: the table's rows, the selection's way around."""

    def wire(function: str, *arguments: Any, **options: Any) -> None:
        app.clientside_callback(ClientsideFunction("explore", function), *arguments, **options)

    wire(
        "rows",
        Output(ids.EDGE_TABLE, "rowData"),
        Input(ids.POSITION, "data"),
        Input(CANVAS.drawing, "data"),
        Input(CANVAS.cutoff, "data"),
        Input(ids.RANGE, "data"),
    )
    wire(
        "picture",
        Output(CANVAS.container, "hidden"),
        Output(multiples_id(ids.NETWORK), "hidden"),
        Input(PICTURE, "value"),
    )
    wire(
        "pick",
        Output(ids.PICKED, "data"),
        Input(CANVAS.picked, "data"),
        Input(ids.EDGE_TABLE, "selectedRows"),
        Input({"type": inspector.EDGE_BUTTON, "regulator": ALL, "target": ALL}, "n_clicks"),
        Input({"type": inspector.GENE_BUTTON, "gene": ALL}, "n_clicks"),
        State(ids.PICKED, "data"),
        prevent_initial_call=True,
    )
    wire("show", Output(SIDE, "value"), Input(ids.PICKED, "data"), prevent_initial_call=True)
    wire("select", Output(ids.EDGE_TABLE, "selectedRows"), Input(ids.PICKED, "data"), Input(ids.EDGE_TABLE, "rowData"))
    wire("fit", Input(FIT_BUTTON, "n_clicks"), prevent_initial_call=True)
    wire("reset", Input(RESET_BUTTON, "n_clicks"), prevent_initial_call=True)
