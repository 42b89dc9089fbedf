"""What makes the view of Scores."""

from __future__ import annotations

from typing import Final

from sign_dash.pages.scores import names
from sign_dash.state import Tracked

TRACKED: Final = (Tracked("colour", names.COLOUR), Tracked("sets", names.SETS, kind="list"))
