"""What plays along the score (``assets/js/play.mjs``): the button, and how far and how fast a step goes."""

from __future__ import annotations

from typing import Any, Final

import dash_mantine_components as dmc
from dash import ClientsideFunction, Dash, Input, html

from sign_dash import ids
from sign_dash.language import say

PLAY_STEP: Final = "play-step"
PLAY_SPEED: Final = "play-speed"
PLAY_LOOP: Final = "play-loop"
SPEEDS: Final = (1, 2, 5, 10, 20)  # steps a second
DEFAULT_SPEED: Final = 10


def player(samples: int, continuous: bool) -> html.Div:
    """samples: of the study. continuous: steps are of the score, not of samples."""
    return html.Div(
        className="player",
        children=[
            html.Button(
                id=ids.PLAY_BUTTON,
                className="play",
                type="button",
                title=say("Play along the score (space)"),
                **{"aria-label": say("Play along the score"), "aria-pressed": "false"},
            ),
            _pace(samples, continuous),
        ],
    )


def register_player(app: Dash) -> None:
    """What is chosen of step, speed and loop reaches the player."""
    app.clientside_callback(
        ClientsideFunction("play", "pace"),
        Input(PLAY_STEP, "value"),
        Input(PLAY_SPEED, "value"),
        Input(PLAY_LOOP, "checked"),
    )


def _pace(samples: int, continuous: bool) -> html.Div:
    """How far a step of the player goes, how fast, and what it does at the end."""
    of_samples: dict[str, Any] = {
        "value": max(1, round(samples / 240)),
        "min": 1,
        "max": max(1, samples // 2),
        "allowDecimal": False,
        "suffix": say(" samples"),
    }
    of_score: dict[str, Any] = {"value": 0.5, "min": 0.1, "max": 50, "step": 0.1, "suffix": say(" % of the score")}
    fields = [
        html.Label(say("Step"), htmlFor=PLAY_STEP),
        dmc.NumberInput(
            id=PLAY_STEP,
            size="xs",
            **(of_score if continuous else of_samples),
            **{"aria-label": say("Score per step") if continuous else say("Samples per step")},
        ),
        html.Label(say("Speed"), htmlFor=PLAY_SPEED),
        dmc.Select(
            id=PLAY_SPEED,
            data=[{"value": str(speed), "label": say("{n} steps per second", n=speed)} for speed in SPEEDS],
            value=str(DEFAULT_SPEED),
            allowDeselect=False,
            size="xs",
            comboboxProps={"withinPortal": False},
            **{"aria-label": say("Speed")},
        ),
        dmc.Switch(
            id=PLAY_LOOP,
            label=say("Loop"),
            checked=False,
            size="xs",
            className="pace-loop",
        ),
        html.P(
            say("A selected range moves as a whole. With reduced motion, a step takes one second."),
            className="hint pace-hint",
        ),
    ]
    return html.Div(
        dmc.Popover(
            position="top-start",
            width=268,
            trapFocus=True,
            keepMounted=True,
            children=[
                dmc.PopoverTarget(
                    html.Span("▾", **{"aria-hidden": "true"}),
                    boxWrapperProps={
                        "component": "button",
                        "type": "button",
                        "className": "pace-button",
                        "aria-label": say("Step and speed"),
                        "title": say("Step and speed"),
                    },
                ),
                dmc.PopoverDropdown(html.Div(fields, className="pace")),
            ],
        ),
        className="pace-slot",
    )
