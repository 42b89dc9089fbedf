"""What makes the view on every page alike; the current sample is in every address too."""

from __future__ import annotations

from typing import Final

from sign_dash import ids
from sign_dash.shell.player import PLAY_LOOP, PLAY_SPEED, PLAY_STEP
from sign_dash.state import Tracked

TRACKED: Final = (
    Tracked("colours", ids.STRIP_COLUMN),
    Tracked("range", ids.RANGE, "data", kind="range"),
    Tracked("range-within", ids.WITHIN, kind="list"),
    Tracked("range-without", ids.WITHOUT, kind="list"),
    Tracked("evidence", ids.EVIDENCE, "data", kind="evidence", in_address=False),
    Tracked("step", PLAY_STEP, kind="number", in_address=False),
    Tracked("speed", PLAY_SPEED, in_address=False),
    Tracked("loop", PLAY_LOOP, "checked", kind="flag", in_address=False),
)
