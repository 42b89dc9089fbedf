"""The legend under the pictures: what colour, line, head and width say, and the range they cover."""

from __future__ import annotations

from dash import html

from compute.analyse import CATEGORIES
from sign_dash.language import say
from sign_dash.pages.compare.words import category_meanings, category_names
from sign_dash.scene.legend_bar import known_entry
from sign_dash.scene.meaning import association_words


def difference_legend() -> html.Div:
    """Always drawn; the browser fills in the range of the widths."""
    words, meanings = category_names(), category_meanings()
    return html.Div(
        className="legend compare-legend",
        role="note",
        **{"aria-label": say("Legend")},
        children=[
            html.Span(
                [html.I(className="legend-mark legend-activates"), say("activating")],
                className="legend-entry",
                title=say("Colour and arrowhead: sign of the edge in B, or in A if it is lost"),
            ),
            html.Span(
                [html.I(className="legend-mark legend-represses"), say("repressing")],
                className="legend-entry",
                title=say("Colour and arrowhead: sign of the edge in B, or in A if it is lost"),
            ),
            known_entry(),
            html.B(say("Difference")),
            *(
                html.Span(
                    [html.I(className=f"change-mark change-{category}"), words[category]],
                    className="legend-entry",
                    title=meanings[category],
                )
                for category in CATEGORIES
            ),
            html.Span(className="compare-range"),
            html.Span(say("associations, not proven causes"), title=association_words(), className="legend-caution"),
        ],
    )
