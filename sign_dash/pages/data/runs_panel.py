"""The view “Runs”: what is under way, what waits, what has ended, and a card for the one chosen."""

from __future__ import annotations

from dash import html

from sign_dash.language import say
from sign_dash.pages.data import names
from sign_dash.pages.data.tables import runs_grid


def runs_panel() -> html.Div:
    """Table on the left, card on the right."""
    return html.Div(
        className="studies-pair",
        children=[
            html.Section(
                className="card studies-list",
                **{"aria-label": say("Runs")},
                children=[
                    html.Div(
                        [
                            html.H2(say("Runs")),
                            html.Span(
                                say("Runs go one at a time, and continue when this page or the server is closed."),
                                className="hint",
                            ),
                        ],
                        className="studies-head",
                    ),
                    html.Div(runs_grid(), className="studies-table"),
                ],
            ),
            html.Section(
                className="card studies-card",
                **{"aria-label": say("The chosen run")},
                children=[
                    html.Div(
                        [
                            html.H2(say("No run chosen")),
                            html.P(say("Runs you start under New study appear here.")),
                        ],
                        id=names.RUN_EMPTY,
                        className="empty",
                    ),
                    html.Div(_card(), id=names.RUN_BODY, className="studies-card-body", hidden=True),
                ],
            ),
        ],
    )


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
