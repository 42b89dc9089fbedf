"""What the views of studies and of runs look like: a table on the left, and a card for the one chosen in it."""

from __future__ import annotations

from collections.abc import Sequence

from dash import html
from dash.development.base_component import Component


def list_and_card(title: str, beside: Component, table: Component, card: html.Section) -> html.Div:
    """The view. beside: what stands beside the title of the table."""
    return html.Div(
        className="studies-pair",
        children=[
            html.Section(
                className="card studies-list",
                **{"aria-label": title},
                children=[
                    html.Div([html.H2(title), beside], className="studies-head"),
                    html.Div(table, className="studies-table"),
                ],
            ),
            card,
        ],
    )


def chosen_card(identifier: str, label: str, empty: html.Div, body: html.Div) -> html.Section:
    """The card. empty: before one is chosen; body: afterwards, hidden until then."""
    return html.Section([empty, body], id=identifier, className="card studies-card", **{"aria-label": label})


def card_empty(identifier: str, title: str, hint: str) -> html.Div:
    """What a card says before one is chosen."""
    return html.Div([html.H2(title), html.P(hint)], id=identifier, className="empty")


def card_body(identifier: str, parts: Sequence[Component]) -> html.Div:
    """What a card holds of the one chosen."""
    return html.Div(list(parts), id=identifier, className="studies-card-body", hidden=True)
