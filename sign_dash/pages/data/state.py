"""What makes the view of Data & runs."""

from __future__ import annotations

from typing import Final

from sign_dash.pages.data import names
from sign_dash.state import Tracked

TRACKED: Final = (
    Tracked("view", names.VIEW, early=True),
    Tracked("study", names.CHOSEN, "data"),
    Tracked("run", names.RUN, "data"),
)
