"""The page's tables: the genes of each score, and the samples on which scores disagree."""

from __future__ import annotations

from dash import html

from compute.score import Comparison
from sign_dash.language import say, spoken
from sign_dash.pages.scores.words import full_label, short_label

MOST_GENES = 8
"""Missing genes named in a row; on hover all of them are."""


def genes_table(found: Comparison) -> list[html.Table | html.Ul]:
    """Per score how many of its genes are in the table and which are not; then what is left out, and why."""
    rows = [
        html.Tr(
            [
                html.Th(short_label(column), scope="row", title=full_label(column.label)),
                html.Td(f"{column.listed - len(column.missing):,}/{column.listed:,}", className="scores-number"),
                html.Td(_missing(column.missing), title=", ".join(column.missing)),
            ]
        )
        for column in found.columns
        if column.listed
    ]
    head = html.Tr(
        [
            html.Th(say("Score"), scope="col"),
            html.Th(say("Genes"), scope="col", className="scores-number"),
            html.Th(say("Missing"), scope="col"),
        ]
    )
    table = html.Table([html.Thead(head), html.Tbody(rows)], className="scores-table")
    notes = [
        html.Li([html.B(short_label(column)), " ", spoken(note)])
        for column in found.columns
        for note in column.notes
        if note.severity == "warning"
    ]
    notes += [html.Li([html.B(label), " ", spoken(why)]) for label, why in found.left_out]
    return [table, html.Ul(notes, className="scores-notes")] if notes else [table]


def _missing(genes: tuple[str, ...]) -> str:
    if not genes:
        return say("none")
    named = ", ".join(genes[:MOST_GENES])
    more = len(genes) - MOST_GENES
    return say("{genes} and {n} more", genes=named, n=more) if more > 0 else named


def apart_table(found: Comparison) -> html.Table:
    """The samples that two EMT scores place furthest apart; each is a button that leads to it."""
    rows = [
        html.Tr(
            [
                html.Th(
                    html.Button(
                        one.sample,
                        type="button",
                        className="regulator-link",
                        title=say("Move to {sample}", sample=one.sample),
                        **{"data-sample": one.sample},
                    ),
                    scope="row",
                ),
                html.Td(f"{full_label(one.low)} {one.low_share:.0%}"),
                html.Td(f"{full_label(one.high)} {one.high_share:.0%}"),
            ]
        )
        for one in found.disagreements(8)
    ]
    head = html.Tr(
        [
            html.Th(say("Sample"), scope="col"),
            html.Th(say("lowest by"), scope="col"),
            html.Th(say("highest by"), scope="col"),
        ]
    )
    return html.Table([html.Thead(head), html.Tbody(rows)], className="scores-table")
