"""What makes the view on every page alike; the sample at hand is in every address too."""

from __future__ import annotations

from typing import Final

from sign_dash import ids
from sign_dash.state import Tracked

TRACKED: Final = (Tracked("colours", ids.STRIP_COLUMN),)
