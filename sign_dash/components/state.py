"""What makes the view of Components."""

from __future__ import annotations

from typing import Final

from sign_dash.components import names
from sign_dash.state import Tracked

TRACKED: Final = (
    Tracked("model", names.MODEL),
    Tracked("side", names.SIDE),
    Tracked("chosen", names.CHOSEN, "data", kind="record"),
    Tracked("core", names.CORE_SHOWS),
    Tracked("across", names.ACROSS),
    Tracked("up", names.UP),
    Tracked("region", names.REGION, kind="list"),
    Tracked("count", names.COUNT),
    Tracked("strength", names.STRENGTH, kind="number"),
)
