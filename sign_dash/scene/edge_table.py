"""The table of the edges on a canvas: its accessible twin, wherever there is a canvas."""

from __future__ import annotations

from typing import Any

import dash_ag_grid as dag

from compute.study import SIGNED_COEFFICIENT, EdgeMeaning
from sign_dash.language import say, spoken
from sign_dash.scene.meaning import edge_arrow, edge_class, number_heading
from sign_dash.scene.sureness import has_q
from sign_dash.tables import BY_SIZE, LIKELY, SIGNED, UNSIGNED, column_defaults, grid_options, known_column


def edge_table(
    table_id: str, confidence: bool = False, meaning: EdgeMeaning = SIGNED_COEFFICIENT, bands: bool = False
) -> dag.AgGrid:
    """The empty table; the browser keeps its rows (``signdash.network.rows``). It fills its parent.

    confidence: whether the study knows how sure its edges are. meaning: of the edges. bands: whether they have one.
    """
    negative, positive = edge_arrow(meaning, -1), edge_arrow(meaning, 1)
    narrow = confidence or bands
    name = {"flex": 3, "minWidth": 80 if narrow else 84}
    sure: dict[str, Any] = {
        "field": "confidence",
        "headerName": say("Confidence"),
        "headerTooltip": say("Estimated probability that an independent half of the cohort finds the edge too"),
        "type": "rightAligned",
        "valueFormatter": LIKELY,
        "flex": 4,
        "minWidth": 78,
    }
    if has_q(meaning):
        sure |= {
            "headerName": "q",
            "headerTooltip": say("q-value: false discovery rate at this threshold"),
            "valueFormatter": {"function": "signed(1 - params.value).replace('+', '')"},
        }
    band = {
        "field": "reach",
        "headerName": "±",
        "headerTooltip": say("Half the width of the 90% band at this score, given that the edge exists"),
        "type": "rightAligned",
        "valueFormatter": UNSIGNED,
        "flex": 2,
        "minWidth": 46,
    }
    return dag.AgGrid(
        id=table_id,
        className="edge-table",
        columnDefs=[
            {"field": "regulator", "headerName": say("Regulator"), **name},
            {
                "headerName": "",
                "colId": "sign",
                "valueGetter": {"function": f"params.data.coefficient < 0 ? '{negative}' : '{positive}'"},
                "cellClassRules": {
                    edge_class(meaning, -1): "params.data.coefficient < 0",
                    edge_class(meaning, 1): "params.data.coefficient > 0",
                }
                if meaning.signed
                else {"quiet": "true"},
                "width": 22,
                "sortable": False,
                "cellStyle": {"padding": 0, "textAlign": "center"},
            },
            {"field": "target", "headerName": say("Target"), **name},
            {
                "field": "coefficient",
                "headerName": number_heading(meaning),
                "headerTooltip": spoken(meaning.shown.meaning),
                "type": "rightAligned",
                "valueFormatter": SIGNED if meaning.signed else UNSIGNED,
                "comparator": BY_SIZE,
                "flex": 4 if narrow else 3,
                "minWidth": 82 if narrow else 92,
            },
            known_column(narrow=True),
            *([sure] if confidence else []),
            *([band] if bands else []),
        ],
        defaultColDef=column_defaults(),
        rowData=[],
        getRowId="params.data.id",
        columnSize=None,
        dashGridOptions=grid_options(
            rowSelection={"mode": "singleRow", "checkboxes": False, "enableClickSelection": True},
            localeText={"noRowsToShow": say("No edge of this sample reaches this strength.")},
        ),
        style={"height": "100%", "width": "100%"},
    )
