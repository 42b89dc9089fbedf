"""The Story page: what to do with the story in one line, its slides below; and the dialog that adds a view."""

from __future__ import annotations

from typing import TYPE_CHECKING

from dash import dcc, html

from sign_dash.language import say
from sign_dash.pages.story import names

if TYPE_CHECKING:
    from compute.study import Study


def layout(_study: Study) -> html.Div:
    """The page's panel; its slides come once the browser has said whose story it is."""
    return html.Div(
        id=names.PAGE,
        className="story",
        children=[
            dcc.Store(id=names.CHANGED, data=0),
            dcc.Download(id=names.DOWNLOAD),
            _tools(),
            html.Ol(id=names.CARDS, className="story-cards", **{"aria-label": say("Slides")}),
            _empty(),
        ],
    )


def _tools() -> html.Div:
    return html.Div(
        className="card story-tools",
        children=[
            html.H2(id=names.COUNT),
            html.Span(id=names.STATUS, role="status", className="quiet"),
            html.Button(id=names.UNDO, type="button", className="quiet-button", hidden=True),
            html.Span(className="story-spring"),
            dcc.Upload(
                html.Button(
                    say("Open a story …"),
                    type="button",
                    className="quiet-button",
                    title=say("A saved story replaces this one"),
                ),
                id=names.OPEN,
                accept=".json,application/json",
                max_size=200_000_000,
            ),
            *(
                html.Button(words, id=f"{names.SAVE}-{ending}", type="button", className="quiet-button", title=hint)
                for ending, words, hint in _endings()
            ),
            html.Button(
                say("Present"),
                id=names.PRESENT,
                type="button",
                className="export-button",
                title=say("Full screen, large type; arrow keys change slides, N shows the notes, Esc exits"),
            ),
        ],
    )


def _endings() -> list[tuple[str, str, str]]:
    """Ending, words and hint of every way to take the story along."""
    return [
        ("pptx", "PPTX", say("PowerPoint: sharp pictures, notes for the speaker")),
        ("pdf", "PDF", say("One slide per page, sharp at any size")),
        ("html", "HTML", say("One file that opens in any browser, without a server")),
        (
            "slider",
            say("HTML, with slider"),
            say(
                "One file, no server: the slides' genes and samples as networks with a working slider, with the "
                "study's strongest edges"
            ),
        ),
        ("json", say("Save story"), say("A file for “Open a story …”")),
    ]


def _empty() -> html.Div:
    return html.Div(
        id=names.EMPTY,
        className="empty",
        hidden=True,
        children=[
            html.H2(say("No slides yet")),
            html.P(say("Go to a view worth showing and press “+ Story” in the header, or the key A.")),
            html.P(
                say("Each slide keeps the figures as they are now, your text, and a link back to the view."),
            ),
        ],
    )
