"""The table of the genes on a canvas: who has edges now, and the selection by keyboard."""

from __future__ import annotations

import dash_ag_grid as dag

from sign_dash.language import say
from sign_dash.tables import SIGNED, column_defaults, grid_options


def gene_table(table_id: str) -> dag.AgGrid:
    """The empty table; the browser keeps its rows (``signdash.network.genes``). Its ticked rows are the selection."""
    close = {"padding": "0 7px"}
    number = {"type": "rightAligned", "flex": 2, "cellStyle": close}
    return dag.AgGrid(
        id=table_id,
        className="gene-table",
        columnDefs=[
            {"field": "gene", "headerName": say("Gene"), "flex": 3, "minWidth": 78, "cellStyle": close},
            {"field": "role", "headerName": say("Role"), "flex": 3, "minWidth": 70, "cellStyle": close},
            {
                "field": "edges",
                "headerName": say("Edges"),
                "headerTooltip": say("Edges shown in the current sample"),
                "minWidth": 56,
                **number,
            },
            {
                "field": "strongest",
                "headerName": say("Largest"),
                "headerTooltip": say("Coefficient of its strongest edge shown"),
                "valueFormatter": SIGNED,
                "comparator": {"function": "bySize"},
                "minWidth": 66,
                **number,
            },
        ],
        defaultColDef=column_defaults(),
        rowData=[],
        getRowId="params.data.gene",
        columnSize=None,
        dashGridOptions=grid_options(
            rowSelection={
                "mode": "multiRow",
                "checkboxes": True,
                "headerCheckbox": True,
                "enableClickSelection": False,
            },
            selectionColumnDef={"width": 34, "minWidth": 34, "cellStyle": {"padding": "0 0 0 10px"}},
            localeText={"noRowsToShow": say("No gene is drawn.")},
        ),
        style={"height": "100%", "width": "100%"},
    )
