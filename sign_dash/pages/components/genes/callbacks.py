"""What the view “Genes” does."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Any, Final

import plotly.graph_objects as go
from dash import ClientsideFunction, Dash, Input, Output, html
from dash.exceptions import PreventUpdate

from compute.components import component_enrichment
from compute.errors import UserError
from sign_dash import ids
from sign_dash.gene_sets import File, kept_gene_sets, register_gene_sets
from sign_dash.language import say, spoken
from sign_dash.pages.components import names, said
from sign_dash.pages.components.choice import ChosenComponent, explained_by
from sign_dash.pages.components.genes.figure import loading_axis, loadings_figure
from sign_dash.pages.components.genes.tables import loading_rows, set_rows
from sign_dash.pages.components.genes.words import stability_words
from sign_dash.pages.components.words import component_name
from sign_dash.plots import captioned
from sign_dash.server.kept import steady

if TYPE_CHECKING:
    from compute.study import Study

VIEW: Final = "genes"
IN_THE_CHART: Final = 16
LEVEL: Final = 0.9
"""Coverage of the intervals, that of :mod:`compute.components.stability.found_again`."""
NOTABLE_Q: Final = 0.05


def register(app: Dash, study: Study, cache: Path) -> None:
    """Wire the view. cache: folder of uploaded files."""
    _loadings(app, study)
    _sets(app, study, cache)
    app.clientside_callback(
        ClientsideFunction("components", "genesAs"), Input(names.GENES_SHOWS, "value"), Input(names.VIEW, "value")
    )


def _loadings(app: Dash, study: Study) -> None:
    @app.callback(
        Output(names.GENES_TITLE, "children"),
        Output(names.GENES_PLOT, "figure"),
        Output(names.GENES_TABLE, "rowData"),
        Output(names.STABILITY_WORDS, "children"),
        Output(names.MEASURE, "hidden"),
        Input(names.CHOSEN, "data"),
        Input(names.VIEW, "value"),
        Input(ids.SCHEME, "data"),
    )
    @steady
    def show(chosen: ChosenComponent | None, view: str, scheme: str | None) -> tuple[str, go.Figure, Any, str, bool]:
        if not chosen or view != VIEW:
            raise PreventUpdate
        explained = explained_by(study, chosen)
        side, component = chosen["side"], chosen["component"]
        rows = loading_rows(explained, side, component)
        sample = study.samples[explained.sample or 0]
        title = say("{component}: strongest genes (● known EMT gene)", component=component_name(side, component))
        axis = loading_axis(None if explained.stability is None else LEVEL)
        return (
            title,
            captioned(
                loadings_figure(rows[:IN_THE_CHART], axis, scheme),
                title,
                said.loadings(study, explained, side, component, min(IN_THE_CHART, len(rows)), LEVEL),
            ),
            rows,
            stability_words(explained, side, component, sample),
            explained.own or explained.stability is not None,
        )


def _sets(app: Dash, study: Study, cache: Path) -> None:
    register_gene_sets(app, study, cache, names.SETS)

    @app.callback(
        Output(names.SETS_TABLE, "rowData"),
        Output(names.SETS_NOTE, "children"),
        Output(names.SETS_NOTE, "role"),
        Input(names.SETS_FILE, "data"),
        Input(names.CHOSEN, "data"),
        Input(names.SETS_TOP, "value"),
        Input(names.VIEW, "value"),
        prevent_initial_call=True,
    )
    @steady
    def test(file: File | None, chosen: ChosenComponent | None, top: Any, view: str) -> tuple[Any, Any, str]:
        if not file or not chosen or view != VIEW or not isinstance(top, int | float):
            raise PreventUpdate
        explained = explained_by(study, chosen)
        try:
            sets = kept_gene_sets(cache, file)
            found = component_enrichment(study, explained.parts, chosen["side"], sets, int(top))
        except UserError as error:
            return [], spoken(error), "alert"
        rows = set_rows(found, explained, chosen["component"])
        notable = sum(10 ** row["log10_q"] <= NOTABLE_Q for row in rows)
        said = say(
            "{name}: {n} of {sets} sets are enriched among the {top} strongest genes (q ≤ 0.05).",
            name=file["name"],
            n=notable,
            sets=f"{len(found.sets.names):,}",
            top=int(top),
        )
        notes = html.Details([html.Summary(said), html.Ul([html.Li(spoken(note)) for note in found.sets.notes])])
        return rows, notes, "note"
