"""What makes the view of Answers."""

from __future__ import annotations

from typing import Final

from sign_dash.pages.answers import names
from sign_dash.state import Tracked

TRACKED: Final = (
    Tracked("gene", names.GENE, early=True),
    Tracked("year", names.DATA_YEAR, kind="number", early=True),
)
