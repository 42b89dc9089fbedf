"""What makes the view of Explore."""

from __future__ import annotations

from typing import Final

from sign_dash import ids
from sign_dash.explore.layout import PICTURE
from sign_dash.state import Tracked

TRACKED: Final = (
    Tracked("genes", ids.FOCUS_GENES, kind="list", early=True),
    Tracked("reach", ids.REACH, early=True),
    Tracked("strength", ids.STRENGTH, kind="number", early=True),
    Tracked("picture", PICTURE),
    Tracked("selected", ids.PICKED, "data", kind="selection"),
)
