"""The core of the current sample as a small table of coloured cells; its numbers are the browser's to fill."""

from __future__ import annotations

from dash import html

from sign_dash.language import say
from sign_dash.pages.components import names
from sign_dash.pages.components.explained import Explained
from sign_dash.pages.components.words import column_name


def core_table(explained: Explained) -> html.Table:
    """Rows: regulator components; columns: target components. A cell is a button that chooses its pair."""
    rows, columns = explained.cores.shape[1:]
    head = html.Tr(
        [html.Td(className="core-corner")]
        + [html.Th(_short(explained, v), scope="col", title=column_name(explained, v)) for v in range(columns)]
    )
    body = [
        html.Tr(
            [html.Th(str(u + 1), scope="row", title=say("regulator component {number}", number=u + 1))]
            + [html.Td(_cell(explained, u, v)) for v in range(columns)]
        )
        for u in range(rows)
    ]
    return html.Table(
        [html.Thead(head), html.Tbody(body)],
        className="core-table compact" if max(rows, columns) > 6 else "core-table",
        **{"aria-label": say("Core of the current sample: regulator components by target components")},
    )


def _short(explained: Explained, column: int) -> str:
    component, channel = explained.column(column)
    signs = {"activation": "→", "repression": "⊣"}
    return f"{component + 1}{signs.get(channel, '')}"


def _cell(explained: Explained, u: int, v: int) -> html.Button:
    return html.Button(
        id={"type": names.CELL, "row": u, "column": v},
        type="button",
        className="core-cell",
        **{
            "data-row": u,
            "data-column": v,
            "data-pair": say(
                "Pair of regulator component {number} and {column}", number=u + 1, column=column_name(explained, v)
            ),
        },
    )
