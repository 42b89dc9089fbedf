"""What the Explore page does: choose the edges, follow the selection."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final

from dash import ALL, ClientsideFunction, Dash, Input, Output, State, ctx, no_update
from dash.development.base_component import Component
from dash.exceptions import PreventUpdate

from compute.errors import UserError
from sign_dash import ids
from sign_dash.language import say, spoken
from sign_dash.pages.explore import gene_callbacks, inspector, names
from sign_dash.pages.explore.facts import EdgeFacts, GeneFacts, current_samples, edge_facts, gene_facts
from sign_dash.pages.explore.gene_card import EDGE_BUTTON, gene_inspector
from sign_dash.pages.explore.layout import CHOOSE, FIT_BUTTON, RANGES, RESET_BUTTON, SIDE
from sign_dash.pages.explore.offer import callbacks as offer_callbacks
from sign_dash.pages.explore.offer.names import EXPLORE
from sign_dash.pages.explore.path import PATH_BUTTON
from sign_dash.pages.explore.view import TOP_OVERALL, Drawings, View
from sign_dash.scene.canvas import CanvasIds, register_canvas
from sign_dash.scene.encoding import ColourBy, SizeBy
from sign_dash.scene.legend_bar import legend_entries
from sign_dash.scene.multiples import multiples_id, panel_figures, register_multiples, score_panels
from sign_dash.server.kept import steady

if TYPE_CHECKING:
    from compute.study import Study

CANVAS = CanvasIds(ids.NETWORK)
MOST_NEIGHBOURS: Final = 10
MOST_IN_FOCUS: Final = 100


def register(app: Dash, study: Study, cache: Path) -> None:
    """Wire the page."""
    register_canvas(app, ids.NETWORK)
    register_multiples(app, ids.NETWORK)
    _register_browser_side(app)
    gene_callbacks.register(app, study, cache)
    offer_callbacks.register(app, study, cache, EXPLORE)
    drawings = Drawings(study)

    @app.callback(
        Output(CANVAS.drawing, "data"),
        Output(CHOOSE, "children"),
        Output(names.DRAWN, "data"),
        Input(ids.FOCUS_GENES, "value"),
        Input(ids.REACH, "value"),
        Input(ids.STRENGTH, "value"),
        Input(names.CONFIDENCE, "value"),
        Input(names.BELOW, "value"),
        Input(names.TOP, "value"),
        Input(names.TOP_OF, "value"),
        Input(names.CAP, "value"),
        Input(names.COLOUR_BY, "value"),
        Input(names.SIZE_BY, "value"),
        Input(names.ARRANGEMENT, "value"),
    )
    @steady
    def draw(
        focus: list[str], reach: str, strength: float | str, sure: str, below: str, *choices: Any
    ) -> tuple[Any, str | None, Any]:
        first = not ctx.triggered_prop_ids
        drawn = (focus or []) if first or f"{ids.FOCUS_GENES}.value" in ctx.triggered_prop_ids else no_update
        if not focus:
            return None, say("Choose at least one gene above to draw the network around."), drawn
        if not isinstance(strength, int | float) or strength < 0:
            return no_update, None, drawn  # the field is being edited
        top, top_of, cap, colour_by, size_by, arrangement = choices
        overall = int(top) if top_of == TOP_OVERALL and isinstance(top, int | float) else 0
        least = float(sure) if sure else 0.0
        view = View(
            tuple(focus),
            int(reach),
            float(strength),
            overall,
            int(cap),
            colour_by,
            size_by,
            arrangement,
            least,
            below == names.FAINT,
        )
        return drawings.drawn(view), None, drawn

    @app.callback(Output(multiples_id(ids.NETWORK), "children"), Input(ids.FILTERS, "data"), prevent_initial_call=True)
    def ranges(filters: str | None) -> list[Component]:
        try:
            panels = score_panels(study, RANGES, filters or "")
        except UserError as error:
            return [inspector.problem(spoken(error))]
        if not panels:
            return [inspector.problem(say("No sample is left; take a filter away."))]
        return [*panel_figures(panels)]

    @app.callback(Output(names.LEGEND, "children"), Input(names.COLOUR_BY, "value"), Input(names.SIZE_BY, "value"))
    @steady
    def explain(colour_by: ColourBy, size_by: SizeBy) -> list[Component]:
        return legend_entries(colour_by, size_by, study.info.method.edge)

    @app.callback(
        Output(ids.INSPECTOR, "children"),
        Input(ids.PICKED, "data"),
        Input(ids.POSITION, "data"),
        Input(ids.RANGE, "data"),
        Input(ids.BETWEEN, "data"),
        Input(names.DRAWN, "data"),  # not the choice itself: the drawing comes first
        Input(ids.FILTERS, "data"),
    )
    @steady
    def inspect(
        picked: dict[str, str] | None,
        sample: int | None,
        spread: dict[str, int] | None,
        between: float | None,
        focus: list[str] | None,
        filters: str | None,
    ) -> Component:
        if sample is None:
            raise PreventUpdate
        try:
            samples = current_samples(study, sample, spread, filters)
        except UserError as error:
            return inspector.problem(spoken(error))
        return inspected(study, picked, samples, focus or [], None if spread else between)

    @app.callback(
        Output(ids.FOCUS_GENES, "value", allow_duplicate=True),
        Input(names.ACTION, "data"),
        State(ids.FOCUS_GENES, "value"),
        State(ids.POSITION, "data"),
        State(ids.RANGE, "data"),
        State(ids.FILTERS, "data"),
        prevent_initial_call=True,
    )
    def act(
        action: dict[str, Any] | None,
        focus: list[str],
        sample: int | None,
        spread: dict[str, int] | None,
        filters: str | None,
    ) -> Any:
        if not action or sample is None:
            return no_update
        samples = current_samples(study, sample, spread, filters)
        wanted = refocused(study, action["name"], action["genes"], focus or [], samples)
        return no_update if wanted == focus else wanted


def refocused(study: Study, name: str, genes: Sequence[str], focus: Sequence[str], samples: Sequence[int]) -> list[str]:
    """The genes in focus after an action: "focus" adds genes, "neighbours" adds them with the `MOST_NEIGHBOURS`
    strongest neighbours of each in these samples, "unfocus" takes genes out, "alone" leaves no others."""
    known = set(study.regulators) | set(study.targets)
    asked = [gene for gene in genes if gene in known]
    if name == "alone":
        return asked[:MOST_IN_FOCUS]
    if name == "unfocus":
        return [gene for gene in focus if gene not in asked]
    added = list(asked)
    if name == "neighbours":
        for gene in asked:
            facts = gene_facts(study, gene, samples)
            partners = sorted((*(facts.regulators or ()), *(facts.targets or ())), key=lambda p: -abs(p.coefficient))
            added += [partner.gene for partner in partners[:MOST_NEIGHBOURS]]
    return list(dict.fromkeys([*focus, *added]))[:MOST_IN_FOCUS]


def inspected(
    study: Study, picked: dict[str, str] | None, samples: Sequence[int], focus: list[str], score: float | None = None
) -> Component:
    """The inspector's contents for what is picked; score: between samples, of courses."""
    try:
        if picked and "gene" in picked:
            facts = gene_facts(study, picked["gene"], samples, score)
            return gene_inspector(study, facts, _strongest_edge(study, facts), focus)
        if picked and "regulator" in picked:
            facts_of_edge = edge_facts(study, picked["regulator"], picked["target"], samples, score)
            return inspector.edge_inspector(study, facts_of_edge)
    except UserError as error:
        return inspector.problem(spoken(error))
    return inspector.nothing_selected()


def _strongest_edge(study: Study, facts: GeneFacts) -> EdgeFacts | None:
    """The gene's strongest edge in these samples: as a target if it has regulators, else as a regulator."""
    if facts.regulators:
        return edge_facts(study, facts.regulators[0].gene, facts.gene, facts.samples, facts.score)
    if facts.targets:
        return edge_facts(study, facts.gene, facts.targets[0].gene, facts.samples, facts.score)
    return None


def _register_browser_side(app: Dash) -> None:
    """What needs no server: the table's rows, and what follows the selection."""

    def wire(function: str, *arguments: Any, **options: Any) -> None:
        app.clientside_callback(ClientsideFunction("explore", function), *arguments, **options)

    wire(
        "rows",
        Output(ids.EDGE_TABLE, "rowData"),
        Output(names.GENE_TABLE, "rowData"),
        Input(ids.POSITION, "data"),
        Input(CANVAS.drawing, "data"),
        Input(CANVAS.cutoff, "data"),
        Input(ids.RANGE, "data"),
        Input(CANVAS.hidden, "data"),
        Input(CANVAS.top, "data"),
        Input(ids.BETWEEN, "data"),
        Input(ids.FILTERS, "data"),
    )
    wire("top", Output(CANVAS.top, "data"), Input(names.TOP, "value"), Input(names.TOP_OF, "value"))
    wire(
        "picture",
        Output(CANVAS.container, "hidden"),
        Output(multiples_id(ids.NETWORK), "hidden"),
        Input(names.PICTURE, "value"),
    )
    wire(
        "pick",  # no output: the table follows what is picked (tests/sign_dash/test_callbacks.py)
        Input(CANVAS.picked, "data"),
        Input(ids.EDGE_TABLE, "selectedRows"),
        Input({"type": EDGE_BUTTON, "regulator": ALL, "target": ALL}, "n_clicks"),
        Input({"type": inspector.GENE_BUTTON, "gene": ALL}, "n_clicks"),
        Input({"type": PATH_BUTTON, "regulator": ALL, "target": ALL}, "n_clicks"),
        State(ids.PICKED, "data"),
        prevent_initial_call=True,
    )
    wire("ticked", Input(names.GENE_TABLE, "selectedRows"), prevent_initial_call=True)
    wire(
        "tick",
        Output(names.GENE_TABLE, "selectedRows"),
        Input(CANVAS.selection, "data"),
        Input(names.GENE_TABLE, "rowData"),
        State(names.GENE_TABLE, "selectedRows"),
    )
    wire("path", Input(names.PATH_DRAWN, "data"))
    wire("lasso", Input(names.LASSO_BUTTON, "n_clicks"), prevent_initial_call=True)
    wire("light", Input(ids.GENE_SEARCH, "searchValue"), prevent_initial_call=True)
    wire("show", Output(SIDE, "value"), Input(ids.PICKED, "data"))  # at first too: another page may have picked it
    wire(
        "select",
        Output(ids.EDGE_TABLE, "selectedRows"),
        Input(ids.PICKED, "data"),
        Input(ids.EDGE_TABLE, "rowData"),
        State(ids.EDGE_TABLE, "selectedRows"),
    )
    wire("fit", Input(FIT_BUTTON, "n_clicks"), prevent_initial_call=True)
    wire("reset", Input(RESET_BUTTON, "n_clicks"), prevent_initial_call=True)
