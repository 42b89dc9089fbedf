"""How the network is drawn: the choices behind "View", and the drawing they make."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache
from typing import TYPE_CHECKING, Any, Final, Literal

from sign_dash.scene import encoding
from sign_dash.scene.canvas import drawing
from sign_dash.scene.courses import sent_courses
from sign_dash.scene.encoding import ColourBy, SizeBy
from sign_dash.scene.layered import layered_layout
from sign_dash.scene.layout import Floats, rough_places, union_layout
from sign_dash.scene.neutral import neutral_edges
from sign_dash.scene.select import MAX_EDGES, MAX_NODES, Subnetwork, neighbourhood, strongest

if TYPE_CHECKING:
    from compute.study import Study

Arrangement = Literal["force", "layers"]
TOP_HERE, TOP_OVERALL = "here", "overall"
CAPS: Final = {MAX_EDGES: MAX_NODES, 3000: 1000}
"""Edges drawn at most, and the genes that go with them."""

Places = Mapping[str, Sequence[float]]


@dataclass(frozen=True)
class View:
    """focus, reach, strength, confidence: what is drawn. overall: draw only so many edges, the strongest over all
    samples; 0 = all.

    faint: whether edges of less confidence are drawn as well, pale. cap: edges drawn at most, of those within reach the
    nearest and strongest. colour_by, size_by: what genes show.
    """

    focus: tuple[str, ...]
    reach: int
    strength: float
    overall: int = 0
    cap: int = MAX_EDGES
    colour_by: ColourBy = "correlation"
    size_by: SizeBy = "drawn"
    arrangement: Arrangement = "force"
    confidence: float = 0.0
    faint: bool = False


class Drawings:
    """The drawings of one study; the places of a whole neighbourhood are kept, so that its cut-offs look alike."""

    def __init__(self, study: Study) -> None:
        self._study = study
        self.drawn: Callable[[View], dict[str, Any]] = lru_cache(maxsize=4)(self._drawn)
        """What the store of the canvas needs; the last few are kept, for whoever comes to the same view."""
        self._whole: Callable[[tuple[str, ...], int], Places] = lru_cache(maxsize=32)(self._whole_places)

    def _drawn(self, view: View) -> dict[str, Any]:
        study = self._study
        nodes = CAPS.get(view.cap, MAX_NODES)
        subnetwork = neighbourhood(
            study, view.focus, view.reach, view.strength, nodes, view.cap, view.confidence, view.faint
        )
        if view.overall:
            subnetwork = strongest(subnetwork, view.overall)
        more: dict[str, Any] = {
            "again": study.confidence is not None,
            "layout": view.arrangement,
            "colourBy": view.colour_by,
            "sizeBy": view.size_by,
        }
        if study.courses is not None:
            more["courses"] = sent_courses(study, subnetwork)
        neutral = neutral_edges(study, subnetwork)
        if neutral:
            more["neutral"] = neutral
        if view.colour_by == "expression":
            more["expression"] = encoding.expression_levels(study, subnetwork.genes)
        return drawing(
            subnetwork,
            self._positions(view, subnetwork),
            encoding.colours(study, subnetwork, view.colour_by),
            study.edge_counts,
            encoding.sizes(study, subnetwork, view.size_by),
            study.info.method.edge,
            **more,
        )

    def _positions(self, view: View, subnetwork: Subnetwork) -> Floats:
        if view.arrangement == "layers":
            return layered_layout(subnetwork)
        if not view.strength and not view.overall and (not view.confidence or view.faint):
            return union_layout(subnetwork)  # the whole neighbourhood itself
        return union_layout(subnetwork, like=self._whole(view.focus, view.reach))

    def _whole_places(self, focus: tuple[str, ...], reach: int) -> Places:
        return rough_places(neighbourhood(self._study, focus, reach))
