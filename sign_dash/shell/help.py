"""The map of the keyboard and the way to the tour, under "?"."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

import dash_mantine_components as dmc
from dash import html

from sign_dash import ids
from sign_dash.language import say

if TYPE_CHECKING:
    from sign_dash.pages.registry import Page

Shortcuts = list[tuple[str, str]]


def shortcuts(pages: Sequence[Page]) -> dict[str, Shortcuts]:
    """Heading → keys and what they do; ``assets/js/keys.mjs`` is where they work."""
    titles = ", ".join(page.title() for page in pages)
    return {
        say("Everywhere"): [
            ("1 – " + str(len(pages)), say("the pages: {titles}", titles=titles)),
            ("/", say("find a gene")),
            ("A", say("add this view to the story")),
            ("Ctrl+Z", say("undo")),
            ("Ctrl+Shift+Z  Ctrl+Y", say("redo")),
            ("Esc", say("clear the selection, close what is open")),
            ("?", say("this list")),
        ],
        say("Along the score"): [
            ("←  →", say("previous or next sample")),
            (",  .", say("back or forward by 1/500 of the score (curves)")),
            ("PageDown  PageUp", say("back or forward by 5 % of the cohort")),
            ("Home  End", say("the first, the last sample")),
            ("Space", say("play along the score, pause")),
            ("S", say("go to a sample by name")),
            ("Shift+←  Shift+→", say("begin a range of samples, make it larger or smaller")),
        ],
        say("In a network"): [
            ("F", say("fit the network into view")),
            (say("Shift and drag"), say("draw a line around genes to select them")),
            (say("Shift and click"), say("add a gene to the selection, or remove it")),
            (say("Menu key"), say("what can be done with the gene or the edge")),
        ],
    }


def help_dialog(pages: Sequence[Page]) -> dmc.Modal:
    """The dialog with every shortcut."""
    groups = [
        html.Section(
            [
                html.H3(heading),
                html.Dl([html.Div([html.Dt(_keys(keys)), html.Dd(meaning)]) for keys, meaning in rows]),
            ]
        )
        for heading, rows in shortcuts(pages).items()
    ]
    return dmc.Modal(
        id=ids.HELP,
        title=say("Keyboard shortcuts"),
        centered=True,
        size="lg",
        closeButtonProps={"aria-label": say("Close")},
        children=[
            html.Div(groups, className="shortcuts"),
            html.Div(
                [
                    html.P(say("New here? The tour shows every part in two minutes.")),
                    html.Button(say("Take the tour"), id=ids.TOUR_BUTTON, type="button", className="quiet-button"),
                ],
                className="help-tour",
            ),
        ],
    )


def _keys(keys: str) -> list[html.Kbd]:
    return [html.Kbd(key) for key in keys.split("  ")]
