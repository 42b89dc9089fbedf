"""The map of the keyboard, under "?"."""

from __future__ import annotations

from typing import Final

import dash_mantine_components as dmc
from dash import html

from sign_dash import ids

SHORTCUTS: Final = (
    ("←  →", "previous, next sample along the score"),
    ("PageDown  PageUp", "a twentieth of the cohort back, on"),
    ("Home  End", "the most epithelial, the most mesenchymal sample"),
    ("Space", "play along the score, pause (with the slider in focus)"),
    ("/", "find a gene"),
    ("S", "go to a sample by name"),
    ("1  2  3", "Explore, Components, Regulators"),
    ("F", "fit the network into view"),
    ("Esc", "clear the selection, close what is open"),
    ("?", "this list"),
)


def help_dialog() -> dmc.Modal:
    """The dialog with every shortcut; ``assets/js/keys.js`` is where they work."""
    rows = [html.Div([html.Dt(html.Kbd(keys)), html.Dd(meaning)]) for keys, meaning in SHORTCUTS]
    return dmc.Modal(
        id=ids.HELP,
        title="Keyboard shortcuts",
        centered=True,
        closeButtonProps={"aria-label": "Close"},
        children=html.Dl(rows, className="shortcuts"),
    )
