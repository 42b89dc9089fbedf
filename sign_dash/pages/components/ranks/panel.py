"""The view “Ranks”: accuracy, energy and stability by rank, and what they suggest."""

from __future__ import annotations

from typing import Any, Final

import dash_ag_grid as dag
from dash import html

from sign_dash.language import say
from sign_dash.pages.components import names
from sign_dash.plots import filling_plot
from sign_dash.tables import column_defaults, grid_options

_SHARE: Final[dict[str, Any]] = {
    "type": "rightAligned",
    "width": 98,
    "valueFormatter": {"function": "d3.format('.4f')(params.value)"},
}


def ranks_panel() -> html.Div:
    """The curve on the left, its words and numbers on the right."""
    return html.Div([_curve(), _numbers()], className="component-pair ranks-pair")


def _curve() -> html.Section:
    return html.Section(
        id=names.RANKS_CURVE,
        className="card",
        hidden=True,
        **{"aria-label": say("Curve over ranks")},
        children=[
            html.Header(html.H2(say("Accuracy, captured edge weight and stability by rank")), className="card-head"),
            filling_plot(names.RANKS_PLOT, say("Accuracy, captured edge weight and stability at every rank")),
        ],
    )


def _numbers() -> html.Section:
    return html.Section(
        className="card",
        **{"aria-label": say("What the ranks show")},
        children=[
            html.Header(html.H2(say("How many components?")), className="card-head"),
            html.P(id=names.RANKS_WORDS, className="ranks-words"),
            html.Div(
                [
                    html.P(id=names.RANKS_HELP, className="hint"),
                    html.Button(say("Compare ranks"), id=names.COMPARE, type="button", className="quiet-button"),
                ],
                className="card-foot ranks-foot",
            ),
            html.Div(_grid(), id=names.RANKS_GRID, className="grid-slot", hidden=True),
        ],
    )


def rank_columns(*, of_classes: bool) -> list[dict[str, Any]]:
    """The table's columns for a curve of a score, or of classes."""
    if of_classes:
        accuracy = [
            {"field": "accuracy", "headerName": say("Cross-validated balanced accuracy"), **_SHARE, "width": 224}
        ]
        beside = [{"field": "auc", "headerName": say("Cross-validated AUC"), **_SHARE, "width": 150}]
    else:
        accuracy, beside = [{"field": "accuracy", "headerName": say("Cross-validated R²"), **_SHARE, "width": 136}], []
    return [
        {"field": "rank", "headerName": say("Rank"), "type": "rightAligned", "width": 72},
        *accuracy,
        {"field": "error", "headerName": say("± error"), **_SHARE, "width": 86},
        *beside,
        {"field": "energy", "headerName": say("Share of squared edge weight captured"), **_SHARE},
        {"field": "stability", "headerName": say("Lowest stability"), **_SHARE, "flex": 1, "minWidth": 120},
        {"field": "stable", "headerName": say("Stable"), "type": "rightAligned", "width": 86},
    ]


def _grid() -> dag.AgGrid:
    return dag.AgGrid(
        id=names.RANKS_TABLE,
        columnDefs=rank_columns(of_classes=False),
        defaultColDef=column_defaults(resizable=True, sortable=True),
        rowData=[],
        getRowId="params.data.rank",
        columnSize=None,
        dashGridOptions=grid_options(localeText={"noRowsToShow": say("Ranks have not been compared yet.")}),
        style={"height": "100%", "width": "100%"},
    )
