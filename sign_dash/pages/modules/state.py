"""What makes the view of Modules."""

from __future__ import annotations

from typing import Final

from sign_dash.pages.modules import names
from sign_dash.state import Tracked

TRACKED: Final = (Tracked("module", names.PICK, "data"), Tracked("gene", names.GENE))
