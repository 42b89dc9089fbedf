"""The core of the sample at hand as a small table of coloured cells; its numbers are the browser's to fill."""

from __future__ import annotations

from dash import html

from sign_dash.components import names
from sign_dash.components.explained import Explained


def core_table(explained: Explained) -> html.Table:
    """Rows: regulator components; columns: target components. A cell is a button that chooses its pair."""
    rows, columns = explained.components("regulator"), explained.components("target")
    head = html.Tr(
        [html.Td(className="core-corner")]
        + [html.Th(str(v + 1), scope="col", title=f"target component {v + 1}") for v in range(columns)]
    )
    body = [
        html.Tr(
            [html.Th(str(u + 1), scope="row", title=f"regulator component {u + 1}")]
            + [html.Td(_cell(u, v)) for v in range(columns)]
        )
        for u in range(rows)
    ]
    return html.Table(
        [html.Thead(head), html.Tbody(body)],
        className="core-table compact" if max(rows, columns) > 6 else "core-table",
        **{"aria-label": "Core of the sample at hand: regulator components by target components"},
    )


def _cell(u: int, v: int) -> html.Button:
    return html.Button(
        id={"type": names.CELL, "row": u, "column": v},
        type="button",
        className="core-cell",
        **{
            "data-row": u,
            "data-column": v,
            "data-pair": f"Pair of regulator component {u + 1} and target component {v + 1}",
        },
    )
