"""What makes the view of Explore."""

from __future__ import annotations

from typing import Final

from sign_dash import ids
from sign_dash.pages.explore import names
from sign_dash.pages.explore.layout import SIDE
from sign_dash.scene.canvas import CanvasIds
from sign_dash.state import Tracked

CANVAS: Final = CanvasIds(ids.NETWORK)

TRACKED: Final = (
    Tracked("genes", ids.FOCUS_GENES, kind="list", early=True),
    Tracked("reach", ids.REACH, early=True),
    Tracked("confidence", names.CONFIDENCE, early=True),
    Tracked("below", names.BELOW, early=True),
    Tracked("strength", ids.STRENGTH, kind="number", early=True),
    Tracked("colour", names.COLOUR_BY, early=True),
    Tracked("size", names.SIZE_BY, early=True),
    Tracked("layout", names.ARRANGEMENT, early=True),
    Tracked("top", names.TOP, kind="number", early=True),
    Tracked("top_of", names.TOP_OF, early=True),
    Tracked("most", names.CAP, early=True),
    Tracked("picture", names.PICTURE),
    Tracked("selected", ids.PICKED, "data", kind="selection"),
    Tracked("selection", CANVAS.selection, "data", kind="list"),
    Tracked("hidden", CANVAS.hidden, "data", kind="list"),
    Tracked("pins", CANVAS.pins, "data", kind="places", in_address=False),
    Tracked("places", CANVAS.places, "data", kind="arrangement", in_address=False),
    Tracked("side", SIDE),
    Tracked("task", names.TASKS),
    Tracked("path_from", names.PATH_FROM),
    Tracked("path_to", names.PATH_TO),
    Tracked("gene_sets", names.GENE_SETS, "data", kind="file", in_address=False),
)
