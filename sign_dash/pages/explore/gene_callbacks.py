"""What the tab "Genes" does: the path between two genes, what the selected ones have in common."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Any

from dash import ClientsideFunction, Dash, Input, Output, State, html
from dash.development.base_component import Component
from dash.exceptions import PreventUpdate

from compute.errors import UserError
from sign_dash import ids
from sign_dash.gene_sets import File, register_gene_sets
from sign_dash.language import say, spoken
from sign_dash.pages.explore import names
from sign_dash.pages.explore.common import common_functions
from sign_dash.pages.explore.facts import current_samples
from sign_dash.pages.explore.genes_panel import path_hint
from sign_dash.pages.explore.path import Paths, path_words
from sign_dash.scene.canvas import CanvasIds
from sign_dash.server.kept import steady

if TYPE_CHECKING:
    from compute.study import Study


def register(app: Dash, study: Study, cache: Path) -> None:
    """Wire the tab. cache: folder of uploaded gene sets."""
    _path(app, study)
    _functions(app, study, cache)


def _path(app: Dash, study: Study) -> None:
    paths = Paths(study)
    # The server hears of slider and edges only while a path is asked for.
    app.clientside_callback(
        ClientsideFunction("explore", "askPath"),
        Output(names.PATH_ASKED, "data"),
        Input(names.PATH_FROM, "value"),
        Input(names.PATH_TO, "value"),
        Input(ids.POSITION, "data"),
        Input(ids.RANGE, "data"),
        Input(ids.BETWEEN, "data"),
        Input(ids.EDGE_TABLE, "rowData"),
        Input(ids.FILTERS, "data"),
        State(names.PATH_ASKED, "data"),
        prevent_initial_call=True,
    )

    @app.callback(
        Output(names.PATH_RESULT, "children"),
        Output(names.PATH_DRAWN, "data"),
        Input(names.PATH_ASKED, "data"),
        prevent_initial_call=True,
    )
    @steady
    def find(asked: dict[str, Any] | None) -> tuple[Any, Any]:
        if not asked:
            return path_hint(), None
        score = asked.get("score")
        try:
            samples = current_samples(study, asked["sample"], asked["range"], asked.get("filters"))
        except UserError as error:
            return html.P(spoken(error), role="alert", className="problem"), None
        found = paths.between(asked["from"], asked["to"], samples, asked["rows"], score)
        return path_words(study, found, samples, score), found.highlighted


def _functions(app: Dash, study: Study, cache: Path) -> None:
    register_gene_sets(app, study, cache, names.GENE_SETS_FIELD)

    @app.callback(
        Output(names.FUNCTIONS_WORDS, "children"),
        Output(names.FUNCTIONS_TABLE, "rowData"),
        Output(names.FUNCTIONS, "hidden"),
        Input(names.GENE_SETS, "data"),
        Input(CanvasIds(ids.NETWORK).selection, "data"),
        Input(names.TASKS, "value"),
    )
    @steady
    def test(file: File | None, genes: list[str] | None, task: str | None) -> tuple[Any, Any, bool]:
        if task != names.FUNCTIONS_TASK:
            raise PreventUpdate  # nothing is read before somebody looks
        if not file:
            return _hint(say("The genes are tested against the gene sets of a file you choose.")), [], True
        if not genes:
            return _hint(say("Select genes: draw a line around them with shift, or tick them in the table.")), [], True
        try:
            found = common_functions(study, cache, file, genes)
        except UserError as error:
            return html.P(spoken(error), role="alert", className="problem"), [], True
        return found.words, found.rows, not found.rows


def _hint(words: str) -> Component:
    return html.P(words, className="hint")
