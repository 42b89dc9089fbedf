"""The page's tables: columns and looks; the rows come from the callbacks."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any, Final

import dash_ag_grid as dag

from sign_dash.language import say
from sign_dash.shell.cohort import end_headings, ends_of
from sign_dash.tables import BY_SIZE, LIKELY, MANY_ROWS, column_defaults, grid_options, known_column

if TYPE_CHECKING:
    from compute.study import Study

LINK: Final = "RegulatorLink"
"""The cell that leads to Explore, in ``assets/js/regulators.mjs``."""
AMOUNT: Final = {"function": "amount(params.value)"}
BALANCE: Final = {"function": "balance(params.value)"}
"""As :data:`sign_dash.tables.SIGNED`, but an exact 0 has no sign."""
POWER_OF_TEN: Final[dict[str, Any]] = {
    "valueFormatter": {"function": "power(params.value)"},
    "context": {"shows": "power of ten"},  # told to whatever writes the column to a file
}
"""The column holds the logarithm of what it shows."""

_NUMBER: Final[dict[str, Any]] = {"type": "rightAligned", "width": 64, "minWidth": 60}
_SIGNED: Final = _NUMBER | {"valueFormatter": BALANCE, "comparator": BY_SIZE}
_RANK: Final[dict[str, Any]] = {
    "field": "rank",
    "headerName": "#",
    "width": 40,
    "pinned": "left",
    "type": "rightAligned",
}


def ranking_grid(table_id: str, study: Study) -> dag.AgGrid:
    """A target's regulators."""
    (low, high), (low_heading, high_heading) = ends_of(study), end_headings(study)
    columns = [
        _RANK,
        _regulator(),
        *(_sure_columns() if study.confidence is not None else []),
        _column("known", say("Known"), say("Whether the regulator is in the chosen list"), width=84)
        | {"valueGetter": {"function": _if_so("known", say("known"))}, "cellClass": "known-mark"},
        known_column(),
        _column(
            "does", say("Effect on the target"), say("Sign of the regulatory effect at both ends of the score"), flex=1
        )
        | {
            "minWidth": 246,  # the longest words there are, of ends named as here; longer names have the tooltip
            "tooltipField": "does",
            "cellClassRules": {
                "activates": "params.data.marks === '→'",
                "represses": "params.data.marks === '⊣'",
            },
        },
        _amount("change", say("REC"), say("Regulatory-effect change: largest minus smallest effect over all samples")),
        _amount(
            "robust",
            say("Robust"),
            say("REC between the 5th and the 95th percentile, robust against outlying samples"),
        ),
        _amount(
            "scale_free",
            say("Scale-free"),
            say("Robust REC with the regulator’s expression in standard deviations, so that its level does not count"),
        )
        | {"width": 86},
        _signed("low", low_heading, say("Mean effect in the tenth of the samples at the {end} end", end=low)),
        _signed("high", high_heading, say("Mean effect in the tenth of the samples at the {end} end", end=high)),
        _signed(
            "coefficient", say("Mean β"), say("Mean coefficient of the direct edge over all samples; 0 without an edge")
        ),
        _column(
            "samples",
            say("Samples"),
            say("Samples whose network has the direct edge; 0: linked only through another regulator"),
            **_NUMBER,
        )
        | {"valueFormatter": {"function": "d3.format(',')(params.value)"}, "width": 74},
        _signed(
            "association",
            say("Local r"),
            say("Strongest correlation with the target in ten windows along the score: an association only"),
        ),
        _column(
            "candidate",
            say("Candidate"),
            say("Rank by the sum of the ranks of local correlation and of local partial correlation"),
            **_NUMBER,
        )
        | {"width": 88},
    ]
    return _grid(table_id, columns, say("No regulator has a path to this target."))


def _sure_columns() -> list[dict[str, Any]]:
    """How sure the direct edge is, and its change; empty where no part of the cohort finds it."""
    percent = {"valueFormatter": LIKELY}
    return [
        _column(
            "sure",
            say("Confidence"),
            say("Estimated probability that an independent half of the cohort finds the direct edge too"),
            **_NUMBER,
        )
        | percent
        | {"width": 94},
        _column(
            "sure_change",
            say("of change"),
            say("The same probability for its change along the score"),
            **_NUMBER,
        )
        | percent
        | {"width": 86},
    ]


def hubs_grid(table_id: str, study: Study) -> dag.AgGrid:
    """The regulators by their number of targets."""
    ends, (low, high) = ends_of(study), end_headings(study)
    columns = [
        _RANK,
        _regulator(),
        _amount("mean", say("Targets"), say("Mean number of targets over all samples")),
        _amount("low", low, say("Mean number of targets in the tenth of the samples at the {end} end", end=ends[0])),
        _amount("high", high, say("Mean number of targets in the tenth of the samples at the {end} end", end=ends[1]))
        | {"width": 86},
        _signed("change", say("Change"), say("The second minus the first")),
        _column("activating", say("→ activating"), say("Activated targets at the one end and at the other"), flex=1)
        | {"minWidth": 116, "cellClass": "activates", "sortable": False},
        _column("repressing", say("⊣ repressing"), say("Repressed targets at the one end and at the other"), flex=1)
        | {"minWidth": 116, "cellClass": "represses", "sortable": False},
    ]
    return _grid(table_id, columns, say("This study has no regulators."))


def masters_grid(table_id: str) -> dag.AgGrid:
    """The regulators by integral q-value; the columns of the permutations show themselves where there are some."""
    columns = [
        _RANK,
        _regulator(),
        _column("master", say("Master"), say("Integral q-value below 1e-10"), width=96)
        | {"valueGetter": {"function": _if_so("master", say("master"))}, "cellClass": "known-mark"},
        _column("q", say("Integral q"), say("Adjusted over all regulators"), **_NUMBER) | POWER_OF_TEN | {"width": 104},
        _column(
            "permuted",
            say("Permuted p"),
            say("Share of the permutations with a statistic at least as large"),
            **_NUMBER,
        )
        | {"valueFormatter": AMOUNT, "width": 106, "hide": True},
        _amount("statistic", say("Statistic"), say("2 × the sum of the enrichment scores over all gene sets"))
        | {"width": 100},
        _column("set", say("Function that changes most"), say("The gene set with the largest enrichment score"), flex=1)
        | {"minWidth": 220, "tooltipField": "set"},
        _column("strongest", say("Strongest at"), say("The sample where its q-value is smallest; its score"), width=186)
        | {"tooltipField": "strongest"},
        _column("best", say("q"), say("Its smallest q-value over the samples"), **_NUMBER)
        | POWER_OF_TEN
        | {"width": 92},
    ]
    return _grid(table_id, columns, say("No regulator was tested."))


def _if_so(field: str, words: str) -> str:
    """The value of a cell: a mark with words where the row says so."""
    return f"params.data.{field} ? {json.dumps('● ' + words)} : ''"


def _column(field: str, name: str, tooltip: str, **more: Any) -> dict[str, Any]:
    return {"field": field, "headerName": name, "headerTooltip": tooltip, **more}


def _amount(field: str, name: str, tooltip: str) -> dict[str, Any]:
    return _column(field, name, tooltip, **_NUMBER) | {"valueFormatter": AMOUNT}


def _signed(field: str, name: str, tooltip: str) -> dict[str, Any]:
    return _column(field, name, tooltip, **_SIGNED) | {"width": 96}


def _regulator() -> dict[str, Any]:
    return {"field": "regulator", "headerName": say("Regulator"), "cellRenderer": LINK, "width": 92, "pinned": "left"}


def _grid(table_id: str, columns: list[dict[str, Any]], empty: str) -> dag.AgGrid:
    return dag.AgGrid(
        id=table_id,
        className="regulators-table",
        columnDefs=columns,
        defaultColDef=column_defaults(resizable=True, sortable=True),
        rowData=None,  # until the first rows come the table says that it is loading
        getRowId="params.data.regulator",
        columnSize=None,
        dashGridOptions=grid_options(
            rowSelection=MANY_ROWS,
            tooltipShowDelay=400,
            localeText={"noRowsToShow": empty, "loadingOoo": say("Reading the networks …")},
        ),
        style={"height": "100%", "width": "100%"},
    )
