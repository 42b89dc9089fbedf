"""The page's tables: the largest changes, and the genes by rewiring."""

from __future__ import annotations

from typing import Any, Final

import dash_ag_grid as dag

from sign_dash.language import say
from sign_dash.pages.compare.words import category_names
from sign_dash.tables import BY_SIZE, column_defaults, grid_options, known_column

NUMBER: Final[dict[str, str]] = {"function": "compared(params.value)"}
"""The value formatter: signed, "–" where nothing is known."""
PLAIN: Final[dict[str, str]] = {"function": "unsigned(params.value)"}
CATEGORY: Final = "ChangeMark"
"""The cell of a category, in ``assets/js/compare.mjs``."""
_BY_SIGN: Final = {"activates": "params.value > 0", "represses": "params.value < 0"}
_SELECT: Final = {"mode": "singleRow", "checkboxes": False, "enableClickSelection": True}


def changes_grid(table_id: str, confidence: bool = False, bands: bool = False) -> dag.AgGrid:
    """The largest changes; the browser keeps its rows. It fills its parent.

    confidence: whether the study knows how sure the changes of its edges are. bands: whether they have one.
    """
    sure: dict[str, Any] = {
        "field": "sure",
        "headerName": say("Confidence"),
        "headerTooltip": say(
            "Estimated probability that the edge changes the same way along the score in an independent half of the "
            "cohort"
        ),
        "type": "rightAligned",
        "valueFormatter": {"function": "likely(params.value, '–')"},
        "width": 96,
    }
    name: dict[str, Any] = {"width": 88, "minWidth": 70, "pinned": "left"}
    number: dict[str, Any] = {"type": "rightAligned", "valueFormatter": NUMBER, "comparator": BY_SIZE, "width": 80}
    plain = number | {"valueFormatter": PLAIN}
    return _grid(
        table_id,
        [
            {"field": "regulator", "headerName": say("Regulator"), **name, "width": 86},
            {"field": "target", "headerName": say("Target"), **name},
            {
                "field": "difference",
                "headerName": say("B − A"),
                "headerTooltip": say(
"Mean coefficient of B minus that of A; positive: more activation or less repression"
),
                **number,
            },
            {
                "field": "category",
                "headerName": say("Change"),
                "cellRenderer": CATEGORY,
                "cellRendererParams": {"words": category_names()},
                "width": 146,
            },
            known_column(),
            *([sure] if confidence else []),
            *(_band_columns(number) if bands else []),
            {"field": "meanA", "headerName": say("Mean A"), **number, "cellClassRules": _BY_SIGN},
            {"field": "meanB", "headerName": say("Mean B"), **number, "cellClassRules": _BY_SIGN},
            {
                "field": "spreadA",
                "headerName": say("SD A"),
                "headerTooltip": say("Standard deviation over the samples of A; unknown for a single sample"),
                **plain,
                "width": 86,
            },
            {
                "field": "spreadB",
                "headerName": say("SD B"),
                "headerTooltip": say("Standard deviation over the samples of B; unknown for a single sample"),
                **plain,
                "width": 86,
            },
            {
                "field": "standardised",
                "headerName": say("Standardised difference"),
                "headerTooltip": say(
                    "The difference in units of the standard deviation within the sides. It is descriptive, not "
                    "a test: samples with similar scores share information."
                ),
                **number,
                "width": 112,
            },
            {"field": "presentA", "headerName": say("Samples A"), "headerTooltip": say("Samples of A with the edge"),
             "type": "rightAligned", "width": 94},
            {"field": "presentB", "headerName": say("Samples B"), "headerTooltip": say("Samples of B with the edge"),
             "type": "rightAligned", "width": 94},
        ],
        "params.data.id",
        say("No edge with such a change; lower the strength, or show more kinds of change."),
    )  # fmt: skip


def _band_columns(number: dict[str, Any]) -> list[dict[str, Any]]:
    said = say("90% band of B − A from the curves before thresholding; uncertainty common to both sides cancels")
    ends = (("low", say("band, lower")), ("high", say("band, upper")))
    return [{"field": field, "headerName": words, "headerTooltip": said, **number} for field, words in ends]


def genes_grid(table_id: str) -> dag.AgGrid:
    """The genes by rewiring. It fills its parent."""
    names = category_names()
    count: dict[str, Any] = {"type": "rightAligned", "width": 92, "minWidth": 60}
    return _grid(
        table_id,
        [
            {"field": "rank", "headerName": "#", "width": 52, "pinned": "left", "type": "rightAligned"},
            {"field": "gene", "headerName": say("Gene"), "width": 96, "pinned": "left"},
            {
                "field": "change",
                "headerName": say("Rewiring"),
                "headerTooltip": say("Sum of |B − A| over the gene's edges that change"),
                "valueFormatter": PLAIN,
                **count,
            },
            {"field": "edgesA", "headerName": say("Edges A"), **count, "width": 80},
            {"field": "edgesB", "headerName": say("Edges B"), **count, "width": 80},
            *(
                {"field": category, "headerName": names[category].capitalize(), **count, "width": width}
                for category, width in (
                    ("gained", 74), ("lost", 62), ("strengthened", 112), ("weakened", 92), ("flipped", 76),
                )
            ),
            {
                "field": "jaccard",
                "headerName": say("Neighbours kept"),
                "headerTooltip": say("Neighbours in both sides, as a share of those in either (Jaccard)"),
                "valueFormatter": PLAIN,
                **count,
                "width": 130,
            },
        ],
        "params.data.gene",
        say("No gene has an edge of this strength; lower the strength."),
    )  # fmt: skip


def _grid(table_id: str, columns: list[dict[str, Any]], row_id: str, empty: str) -> dag.AgGrid:
    return dag.AgGrid(
        id=table_id,
        className="compare-table",
        columnDefs=columns,
        defaultColDef=column_defaults(),
        rowData=None,  # until the first rows come the table says that it is loading
        getRowId=row_id,
        columnSize=None,
        dashGridOptions=grid_options(
            rowSelection=_SELECT,
            tooltipShowDelay=300,
            localeText={"noRowsToShow": empty, "loadingOoo": say("Reading the networks …")},
        ),
        style={"height": "100%", "width": "100%"},
    )
