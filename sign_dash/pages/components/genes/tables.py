"""The tables of the view “Genes”: columns, and their rows."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Final

import dash_ag_grid as dag
import numpy as np

from compute.components import Side
from compute.read import builtin_emt_regulators, builtin_markers
from sign_dash.language import say
from sign_dash.pages.components.explained import Explained
from sign_dash.tables import BY_SIZE, MANY_ROWS, SIGNED, column_defaults, grid_options

if TYPE_CHECKING:
    from compute.components import ComponentEnrichment

MOST_SETS: Final = 300
_NUMBER: Final[dict[str, Any]] = {"type": "rightAligned", "width": 84}


def loadings_grid(table_id: str) -> dag.AgGrid:
    """Every gene of a side on one component."""
    signed = _NUMBER | {"valueFormatter": SIGNED, "comparator": BY_SIZE}
    return dag.AgGrid(
        id=table_id,
        columnDefs=[
            {"field": "rank", "headerName": "#", "type": "rightAligned", "width": 56},
            {"field": "gene", "headerName": say("Gene"), "flex": 1, "minWidth": 90, "filter": True},
            {"field": "loading", "headerName": say("Loading"), **signed},
            {"field": "low", "headerName": say("From"), **signed},
            {"field": "high", "headerName": say("To"), **signed},
            {"field": "sure", "headerName": say("Sign"), "width": 92},
            {"field": "known", "headerName": say("Known"), "flex": 1, "minWidth": 110},
        ],
        defaultColDef=column_defaults(resizable=True, sortable=True),
        rowData=[],
        getRowId="params.data.gene",
        columnSize=None,
        dashGridOptions=grid_options(
            rowSelection=MANY_ROWS, localeText={"noRowsToShow": say("Choose a component above.")}
        ),
        style={"height": "100%", "width": "100%"},
    )


def sets_grid(table_id: str) -> dag.AgGrid:
    """Gene sets among a component's strongest genes."""
    power = {"function": "power(params.value)"}
    return dag.AgGrid(
        id=table_id,
        columnDefs=[
            {"field": "set", "headerName": say("Gene set"), "flex": 2, "minWidth": 150, "tooltipField": "set"},
            {"field": "overlap", "headerName": say("Genes"), **_NUMBER, "width": 88},
            {"field": "log10_q", "headerName": "q", **_NUMBER, "valueFormatter": power},
            {"field": "genes", "headerName": say("Which"), "flex": 2, "minWidth": 120, "tooltipField": "genes"},
        ],
        defaultColDef=column_defaults(resizable=True, sortable=True),
        rowData=[],
        getRowId="params.data.set",
        columnSize=None,
        dashGridOptions=grid_options(
            tooltipShowDelay=400, localeText={"noRowsToShow": say("Gene sets appear here once a file is given.")}
        ),
        style={"height": "100%", "width": "100%"},
    )


def known_words(gene: str) -> str:
    """What the built-in lists say of a gene; "" for nothing."""
    kind = {"epithelial": say("epithelial marker"), "mesenchymal": say("mesenchymal marker")}
    parts = [say("EMT regulator")] if gene in builtin_emt_regulators() else []
    marker = builtin_markers().classes.get(gene)
    if marker:
        parts.append(kind[marker])
    return " · ".join(parts)


def loading_rows(explained: Explained, side: Side, component: int, count: int | None = None) -> list[dict[str, Any]]:
    """Genes of a side by |loading|; ``low``, ``high`` and ``sure`` are None where stability was not measured."""
    loadings = explained.loadings[side][:, component]
    order = np.argsort(-np.abs(loadings), kind="stable")[:count]
    found = explained.stability[side] if explained.stability is not None else None
    rows = []
    for rank, g in enumerate(order.tolist(), start=1):
        gene = explained.genes[side][g]
        row: dict[str, Any] = {"rank": rank, "gene": gene, "loading": float(loadings[g]), "known": known_words(gene)}
        row |= {"low": None, "high": None, "sure": ""}
        if found is not None:
            low, high = float(found.low[g, component]), float(found.high[g, component])
            row |= {"low": low, "high": high, "sure": say("stable") if low > 0 or high < 0 else say("not stable")}
        rows.append(row)
    return rows


def set_rows(found: ComponentEnrichment, explained: Explained, component: int) -> list[dict[str, Any]]:
    """The tests of one component, smallest q first; sets without any of its genes are left out."""
    loadings = np.abs(explained.loadings[found.side][:, component])
    strongest = np.argsort(-loadings, kind="stable")[: found.top]
    genes = np.array(explained.genes[found.side], dtype=object)
    member = found.sets.member[strongest].tocsc()
    rows = []
    for s in np.argsort(found.log_p[component], kind="stable")[:MOST_SETS].tolist():
        overlap = int(found.overlap[component, s])
        if overlap:
            inside = strongest[member.indices[member.indptr[s] : member.indptr[s + 1]]]
            rows.append(
                {
                    "set": found.sets.names[s],
                    "overlap": f"{overlap} / {int(found.sets.sizes[s])}",
                    "log10_q": float(found.log_q[component, s] / np.log(10)),
                    "genes": ", ".join(genes[np.sort(inside)]),
                }
            )
    return rows
