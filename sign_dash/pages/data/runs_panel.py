"""The view “Runs”: what is under way, what waits, what has ended, and a card for the one chosen."""

from __future__ import annotations

from dash import html

from sign_dash.language import say
from sign_dash.pages.data import names
from sign_dash.pages.data.list_and_card import card_body, card_empty, chosen_card, list_and_card
from sign_dash.pages.data.tables import runs_grid


def runs_panel() -> html.Div:
    """Table on the left, card on the right."""
    hint = say("Runs go one at a time, and continue when this page or the server is closed.")
    card = chosen_card(
        names.RUN_CARD,
        say("The chosen run"),
        card_empty(names.RUN_EMPTY, say("No run chosen"), say("Runs you start under New study appear here.")),
        card_body(names.RUN_BODY, _card()),
    )
    return list_and_card(say("Runs"), html.Span(hint, className="hint"), runs_grid(), card)


def _card() -> list[html.Div]:
    def button(identifier: str, words: str, kind: str = "quiet-button") -> html.Button:
        return html.Button(words, id=identifier, type="button", className=kind, hidden=True)

    return [
        html.H2(id=names.RUN_TITLE),
        html.P(id=names.RUN_STATE, className="run-state", role="status"),
        html.Progress(id=names.RUN_BAR, value="0", max="1", hidden=True, **{"aria-label": say("Progress of the run")}),
        html.Ol(id=names.RUN_STAGES, className="run-stages", **{"aria-label": say("Stages")}),
        html.Div(
            [
                html.A(say("Open"), id=names.RUN_OPEN, className="export-button", href="", hidden=True),
                button(names.RUN_CANCEL, say("Cancel")),
                button(names.RUN_RESUME, say("Resume"), "export-button"),
                button(names.RUN_REMOVE, say("Remove from the list")),
            ],
            className="studies-actions",
        ),
        html.Div(
            [
                html.H3(say("Log, last lines")),
                html.Button(say("Save the whole log"), id=names.RUN_SAVE_LOG, type="button", className="quiet-button"),
            ],
            className="studies-head",
        ),
        html.Pre(id=names.RUN_LOG, className="run-log", tabIndex=0, **{"aria-label": say("Log, last lines")}),
    ]
