"""The tables of studies and of runs."""

from __future__ import annotations

from typing import Any

import dash_ag_grid as dag

from sign_dash.language import say
from sign_dash.pages.data import names
from sign_dash.tables import grid_options


def studies_grid() -> dag.AgGrid:
    """Every study; the row chosen is shown in the card beside it."""
    number = {"type": "numericColumn", "width": 104, "valueFormatter": {"function": "studyNumber(params.value)"}}
    return _grid(
        names.STUDIES,
        "params.data.slug",
        [
            {
                "field": "title",
                "headerName": say("Title"),
                "minWidth": 220,
                "flex": 2,
                "cellClassRules": {"study-here": "params.data.here"},
            },
            {"field": "state", "headerName": say("State"), "width": 130},
            {"field": "samples", "headerName": say("Samples"), **number},
            {"field": "regulators", "headerName": say("Regulators"), **number},
            {"field": "targets", "headerName": say("Targets"), **number},
            {"field": "score", "headerName": say("Score"), "width": 150},
            {"field": "kind", "headerName": say("Data"), "width": 110},
            {"field": "models", "headerName": say("Models"), "width": 110},
            {
                "field": "bytes",
                "headerName": say("Size"),
                **number,
                "width": 92,
                "valueFormatter": {"function": "studyBytes(params.value)"},
            },
            {"field": "made", "headerName": say("Created"), "width": 112},
        ],
    )


def runs_grid() -> dag.AgGrid:
    """Every run, newest first."""
    return _grid(
        names.RUNS,
        "params.data.run",
        [
            {"field": "title", "headerName": say("Study"), "minWidth": 180, "flex": 2},
            {"field": "state", "headerName": say("State"), "width": 150},
            {"field": "progress", "headerName": say("Progress"), "minWidth": 150, "flex": 1},
            {
                "field": "begun",
                "headerName": say("Started"),
                "width": 150,
                "valueFormatter": {"function": "localTime(params.value)"},
            },
        ],
    )


def _grid(identifier: str, row_id: str, columns: list[dict[str, Any]]) -> dag.AgGrid:
    return dag.AgGrid(
        id=identifier,
        columnDefs=columns,
        rowData=None,  # “Reading …” until the disk was looked at
        getRowId=row_id,
        defaultColDef={"sortable": True, "resizable": True},
        dashGridOptions=grid_options(
            rowSelection={"mode": "singleRow", "checkboxes": False, "enableClickSelection": True},
            localeText={"noRowsToShow": say("Nothing here yet.")},
        ),
        className="studies-grid",
        style={"height": "100%"},
    )
