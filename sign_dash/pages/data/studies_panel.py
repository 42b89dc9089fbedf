"""The view “Studies”: the list, and a card for the one chosen in it."""

from __future__ import annotations

import dash_mantine_components as dmc
from dash import html

from sign_dash.language import say
from sign_dash.pages.data import names
from sign_dash.pages.data.list_and_card import card_body, card_empty, chosen_card, list_and_card
from sign_dash.pages.data.tables import studies_grid


def studies_panel() -> html.Div:
    """Table on the left, card on the right."""
    demo = html.Button(
        say("Make the simulated demo"), id=names.MAKE_DEMO, type="button", className="quiet-button", hidden=True
    )
    hint = say("Choose a study in the list to open, rename, repeat or delete it.")
    card = chosen_card(
        names.CARD,
        say("The chosen study"),
        card_empty(names.CARD_EMPTY, say("No study chosen"), hint),
        card_body(names.CARD_BODY, _card()),
    )
    return list_and_card(say("Studies here"), demo, studies_grid(), card)


def _card() -> list[html.Div]:
    return [
        html.Div(id=names.FACTS, **{"aria-live": "polite"}),
        html.Div(
            [
                html.A(say("Open"), id=names.OPEN, className="export-button", href=""),
                html.Button(
                    say("Use its settings"),
                    id=names.DUPLICATE,
                    type="button",
                    className="quiet-button",
                    title=say("Start a new study with the settings of this one"),
                ),
                html.Button(say("Delete …"), id=names.DELETE, type="button", className="quiet-button danger-button"),
            ],
            className="studies-actions",
        ),
        html.Div(
            [
                dmc.TextInput(id=names.TITLE, label=say("Title"), size="sm", className="studies-title"),
                html.Button(say("Rename"), id=names.RENAME, type="button", className="quiet-button"),
            ],
            id=names.RENAME_ROW,
            className="studies-rename",
        ),
        html.Div(
            id=names.CONFIRM,
            className="studies-confirm",
            role="group",
            hidden=True,
            **{"aria-label": say("Delete this study")},
            children=[
                html.P(id=names.CONFIRM_WORDS),
                dmc.Checkbox(
                    id=names.CONFIRM_OTHERS,
                    label=say("I have asked the others; delete it anyway"),
                    checked=False,
                    size="sm",
                    radius=4,
                    style={"display": "none"},
                ),
                dmc.TextInput(id=names.CONFIRM_WORD, label=say("Type its title to delete it"), size="sm"),
                html.Div(
                    [
                        html.Button(
                            say("Delete permanently"),
                            id=names.CONFIRM_DELETE,
                            type="button",
                            disabled=True,
                            className="export-button danger-solid",
                        ),
                        html.Button(say("Keep it"), id=names.CONFIRM_KEEP, type="button", className="quiet-button"),
                    ],
                    className="studies-actions",
                ),
            ],
        ),
    ]
