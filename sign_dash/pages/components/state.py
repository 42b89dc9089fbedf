"""What makes the view of Components."""

from __future__ import annotations

from typing import Final

from sign_dash.pages.components import names
from sign_dash.state import Tracked

TRACKED: Final = (
    Tracked("model", names.MODEL),
    Tracked("class", names.CLASS),
    Tracked("turn", names.ROTATION),
    Tracked("side", names.SIDE),
    Tracked("component", names.PICK, "data"),
    Tracked("cards", names.SHOWN, kind="list"),
    Tracked("marked", names.MARKED, kind="list"),
    Tracked("core", names.CORE_SHOWS),
    Tracked("view", names.VIEW),
    Tracked("across", names.ACROSS),
    Tracked("up", names.UP),
    Tracked("region", names.REGION, kind="list"),
    Tracked("shows", names.SHOWS),
    Tracked("count", names.COUNT),
    Tracked("strength", names.STRENGTH, kind="number"),
    Tracked("steps", names.WATERFALL_BY),
    Tracked("loadings", names.GENES_SHOWS),
    Tracked("tested", names.SETS_TOP, kind="number"),
    Tracked("sets", names.SETS_FILE, "data", kind="file", in_address=False),
    Tracked("known", names.MARKERS_BY),
    Tracked("known_file", names.MARKERS_FILE, "data", kind="file", in_address=False),
    Tracked("without", names.SILENCE),
    Tracked("regulator", names.SILENCE_REGULATOR),
    Tracked("target", names.SILENCE_TARGET),
    Tracked("part", names.SILENCE_COMPONENT),
)
