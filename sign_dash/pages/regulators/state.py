"""What makes the view of Regulators."""

from __future__ import annotations

from typing import Final

from sign_dash.pages.regulators import names
from sign_dash.state import Tracked

TRACKED: Final = (
    Tracked("view", names.VIEW, early=True),
    Tracked("target", names.TARGET, early=True),
    Tracked("by", names.RANKED_BY, early=True),
    Tracked("known", names.MARKED_BY, early=True),
    Tracked("shows", names.HEAT_SHOWS, early=True),
    Tracked("rows", names.HEAT_ROWS, early=True),
    Tracked("hubs", names.HUBS_BY, early=True),
    Tracked("counts", names.HUBS_SURE, early=True),
    Tracked("bins", names.BINS, kind="number", early=True),
    Tracked("result", names.KEY, "data"),
)
