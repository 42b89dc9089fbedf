"""What makes the view of Compare."""

from __future__ import annotations

from typing import Final

from sign_dash.pages.compare import names
from sign_dash.state import Tracked

TRACKED: Final = (
    Tracked("a", names.side("a"), "data", early=True),
    Tracked("b", names.side("b"), "data", early=True),
    Tracked("with", names.STUDY),  # the other studies are listed once the page is open
    Tracked("around", names.FOCUS, kind="list", early=True),
    Tracked("reach", names.REACH, early=True),
    Tracked("strength", names.STRENGTH, kind="number", early=True),
    Tracked("change", names.CHANGE, kind="number", early=True),
    Tracked("kinds", names.SHOWN, kind="list", early=True),
    Tracked("shows", names.SHOWS, early=True),
    Tracked("table", names.SIDE, early=True),
    Tracked("edges", names.SCOPE, early=True),
    Tracked("role", names.ROLE, early=True),
    Tracked("places", names.PLACES, "data", kind="arrangement", in_address=False),
    Tracked("picked", names.PICKED, "data", kind="selection", early=True),
)
