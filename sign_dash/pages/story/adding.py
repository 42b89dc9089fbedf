"""How a view becomes a slide, from any page: the header's button, its dialog, and their stores."""

from __future__ import annotations

import dash_mantine_components as dmc
from dash import dcc, html
from dash.development.base_component import Component

from sign_dash.language import say
from sign_dash.pages.story import names
from sign_dash.pages.story.slides import MOST_PICTURES


def adding() -> list[Component]:
    """What the header holds of it."""
    return [
        _button(),
        dcc.Store(id=names.OWNER, storage_type="local"),
        dcc.Store(id=names.FIGURES),
        dcc.Store(id=names.CAPTURED),
        dcc.Store(id=names.ADDED, data=0),
        _dialog(),
    ]


def _button() -> html.Button:
    return html.Button(
        say("+ Story"),
        id=names.ADD_BUTTON,
        className="story-add-button",
        type="button",
        title=say("Keep this view as a slide (A)"),
        **{"aria-label": say("Add this view to the story")},
    )


def _dialog() -> dmc.Modal:
    return dmc.Modal(
        id=names.ADD_DIALOG,
        title=say("Add this view to the story"),
        centered=True,
        size="lg",
        closeButtonProps={"aria-label": say("Close")},
        children=[
            dmc.TextInput(
                id=names.ADD_TITLE,
                label=say("Title"),
                description=say("The message of the slide, in one sentence"),
                **{"data-autofocus": True},
            ),
            dmc.Textarea(
                id=names.ADD_NOTE,
                label=say("Note"),
                description=say("Hidden while presenting; speaker notes in PowerPoint"),
                autosize=True,
                minRows=2,
                maxRows=6,
            ),
            dmc.CheckboxGroup(
                id=names.FIGURE_CHOICE,
                label=say("Figures of this view (at most {most})", most=MOST_PICTURES),
                value=[],
                children=[],
            ),
            html.P(id=names.ADD_PROBLEM, className="story-problem", role="alert"),
            html.Div(
                html.Button(say("Add slide"), id=names.ADD_CONFIRM, type="button", className="export-button"),
                className="story-confirm",
            ),
        ],
    )
