"""The banner of a damaged study: shown as soon as its verification finds a file that differs, on every page."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from dash import Dash, Input, Output, dcc, html, no_update

from sign_dash import ids
from sign_dash.language import say, spoken
from sign_dash.verification import verification

if TYPE_CHECKING:
    from compute.study import Study

SECONDS_BETWEEN_LOOKS = 2


def damage_banner(study: Study) -> list[html.Div | dcc.Interval]:
    """The banner, empty where nothing is wrong, and what looks again while the verification lasts."""
    known = verification(study)
    return [
        html.Div(_sentence(study), id=ids.DAMAGE, className="damage", role="alert"),
        dcc.Interval(id=ids.DAMAGE_LOOK, interval=1000 * SECONDS_BETWEEN_LOOKS, disabled=known.ended),
    ]


def register_damage(app: Dash, study: Study) -> None:
    """Look until the verification has ended."""
    verification(study)  # begins

    @app.callback(
        Output(ids.DAMAGE, "children"),
        Output(ids.DAMAGE_LOOK, "disabled"),
        Input(ids.DAMAGE_LOOK, "n_intervals"),
        prevent_initial_call=True,
    )
    def look(_: int) -> tuple[Any, Any]:
        known = verification(study)
        return (_sentence(study), True) if known.ended else (no_update, no_update)


def _sentence(study: Study) -> str:
    damage = verification(study).damage
    if damage is None:
        return ""
    return say("This study is damaged; nothing is exported from it. {damage}", damage=spoken(damage))
