"""The view “Markers”: a table of the known genes around a component."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Final

import dash_ag_grid as dag
import dash_mantine_components as dmc
from dash import html

from sign_dash.gene_sets import file_drop
from sign_dash.language import say
from sign_dash.pages.components import names
from sign_dash.pages.components.markers.known import choices
from sign_dash.shell.cohort import short_ends
from sign_dash.tables import BY_SIZE, SIGNED, column_defaults, grid_options, send_button

if TYPE_CHECKING:
    from compute.study import Study

_NUMBER: Final[dict[str, Any]] = {"type": "rightAligned", "width": 92}


def markers_panel(study: Study) -> html.Section:
    """What is taken for known, and the table."""
    offered = choices(study, None)
    return html.Section(
        className="card markers-card",
        **{"aria-label": say("Markers")},
        children=[
            html.Div(
                className="sentence",
                children=[
                    html.H2(id=names.MARKERS_TITLE, className="components-what"),
                    html.Label(say("known by"), htmlFor=names.MARKERS_BY),
                    dmc.Select(
                        id=names.MARKERS_BY,
                        data=offered,
                        value=offered[0]["value"],
                        allowDeselect=False,
                        size="xs",
                        w=230,
                        **{"aria-label": say("Known by")},
                    ),
                    file_drop(
                        names.MARKERS_UPLOAD,
                        say("Choose a file"),
                        say("published pairs (TRRUST) or a list of genes; it stays on this machine"),
                        compact=True,
                    ),
                ],
            ),
            html.Div(_grid(study), className="grid-slot"),
            html.Footer(
                [
                    html.P(id=names.MARKERS_NOTE, className="hint markers-note"),
                    send_button(names.MARKERS_TABLE, say("Markers")),
                ],
                className="card-foot",
            ),
        ],
    )


def _grid(study: Study) -> dag.AgGrid:
    signed = _NUMBER | {"valueFormatter": SIGNED, "comparator": BY_SIZE}
    pull = signed | {"width": 108}
    low, high = short_ends(study)
    added = say("Contribution of its edges to the prediction: mean over the 10 % of samples at that end")
    columns: list[dict[str, Any]] = [
        {"field": "gene", "headerName": say("Gene"), "cellRenderer": "MarkerGene", "width": 96, "pinned": "left"},
        {"field": "known", "headerName": say("Known as"), "minWidth": 190, "flex": 1, "tooltipField": "known",
         "wrapText": True, "autoHeight": True, "cellClass": "marker-known"},
        {"field": "pairs", "headerName": say("Published pairs"), "flex": 1, "minWidth": 140, "tooltipField": "pairs",
         "hide": True},
        {"field": "references", "headerName": "PubMed", "cellRenderer": "PubMedLinks", "width": 184, "hide": True,
         "sortable": False},
        {"field": "part", "headerName": say("Role"), "width": 86},
        {"field": "loading", "headerName": say("Loading"), **signed, "width": 82,
         "headerTooltip": say("On this component; empty for a target")},
        {"field": "rank", "headerName": say("Rank"), "type": "rightAligned", "width": 66,
         "headerTooltip": say("By the size of its loading on this component")},
        {"field": "acts", "headerName": say("Acts along the score"), "cellRenderer": "ActingRange", "width": 164,
         "comparator": {"function": "byShare"},
         "headerTooltip": say("The narrowest range of samples with 80 % of its edges’ strength")},
        {"field": "low", "headerName": say("Contribution, {end}", end=low), **pull, "headerTooltip": added},
        {"field": "high", "headerName": say("Contribution, {end}", end=high), **pull,
         "headerTooltip": added},
        {"field": "edges", "headerName": say("Edges"), "type": "rightAligned", "width": 64,
         "headerTooltip": say("Edges of the subnetwork that start or end at it")},
    ]  # fmt: skip
    return dag.AgGrid(
        id=names.MARKERS_TABLE,
        columnDefs=columns,
        defaultColDef=column_defaults(resizable=True, sortable=True),
        rowData=None,
        getRowId="params.data.id",
        columnSize=None,
        dashGridOptions=grid_options(
            tooltipShowDelay=400,
            localeText={
                "noRowsToShow": say("No known gene is in this component’s subnetwork."),
                "loadingOoo": say("Reading the networks …"),
            },
        ),
        style={"height": "100%", "width": "100%"},
    )
