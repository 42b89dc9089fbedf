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
SECONDS_BETWEEN_LATER_LOOKS = 30
"""Once all files have been read: they may be written over while the page is open."""


def damage_banner(study: Study) -> list[html.Div | dcc.Interval]:
    """The banner, empty where nothing is wrong, and what looks again, often while the verification lasts."""
    known = verification(study)
    return [
        html.Div(_sentence(study), id=ids.DAMAGE, className="damage", role="alert"),
        dcc.Interval(id=ids.DAMAGE_LOOK, interval=_pause(study), disabled=known.damage is not None),
    ]


def register_damage(app: Dash, study: Study) -> None:
    """Look until damage is found. Every request notices that files were written over."""
    verification(study)  # begins
    app.server.before_request(lambda: verification(study).look())

    @app.callback(
        Output(ids.DAMAGE, "children"),
        Output(ids.DAMAGE_LOOK, "interval"),
        Output(ids.DAMAGE_LOOK, "disabled"),
        Input(ids.DAMAGE_LOOK, "n_intervals"),
        prevent_initial_call=True,
    )
    def look(_: int) -> tuple[Any, int, bool]:
        known = verification(study)
        return _sentence(study) if known.ended else no_update, _pause(study), known.damage is not None


def _pause(study: Study) -> int:
    """Milliseconds."""
    return 1000 * (SECONDS_BETWEEN_LATER_LOOKS if verification(study).ended else SECONDS_BETWEEN_LOOKS)


def _sentence(study: Study) -> str:
    damage = verification(study).damage
    if damage is None:
        return ""
    return say("This study is damaged; nothing is exported from it. {damage}", damage=spoken(damage))
