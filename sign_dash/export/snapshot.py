"""The canvas as the browser reports it, and the scene it makes: the exported picture is the screen."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Final

import numpy as np

from compute.read import KNOWN_SIGNS, KnownPair
from compute.study import SIGNED_COEFFICIENT, EdgeMeaning
from sign_dash.scene import look
from sign_dash.scene.encoding import COLOURS_BY, REGULATOR, SIZES_BY, TARGET, ColourBy, SizeBy, colour_scale
from sign_dash.scene.meaning import written_measure, written_sign
from sign_dash.scene.paper.legend import smooth
from sign_dash.scene.paper.page import Ink
from sign_dash.scene.scene import (
    Direction,
    Dot,
    Legend,
    LegendEdge,
    LegendNode,
    LegendScale,
    Ring,
    Scene,
    SceneEdge,
    SceneNode,
    Stroke,
)

INK: Final = Ink()
KNOWN_PAIR: Final = "known pair (published)"
SIZE_MEANS: Final[dict[SizeBy, str]] = {
    "drawn": "regulator, size = drawn targets",
    "targets": "regulator, size = targets in the whole network (mean over samples)",
    "change": "regulator, size = change of its edges from end to end of the score",
}
SCALE_ENDS: Final[dict[ColourBy, tuple[str, str]]] = {
    "correlation": ("expression falls", "rises with the score"),
    "expression": ("expression low (−3 SD)", "high (+3 SD)"),
    "role": ("", ""),
}
_SHARES: Final = (0.25, 0.5, 1.0)
"""Strengths in the legend, as shares of the one that is drawn at full width."""


@dataclass(frozen=True)
class Snapshot:
    """One network canvas at one moment.

    first, last: positions along the score of the samples whose mean network is drawn, both belonging to it; the same
    where one sample's is. filters: which samples of a range are left out, see :func:`compute.analyse.samples_between`.
    cutoff: smallest |coefficient| shown. reach: 0 where the picture shows every edge among its
    genes. scale: the |coefficient| drawn at full width. total: edges of the sample's whole network, None for a mean.
    drawn, candidates: edges of all samples in the picture, and in the selection before its cap.
    samples: what the head of an edge means, for the legend.
    colour_by, size_by: what the colour and the size of a gene mean, see :mod:`sign_dash.scene.encoding`.
    line: least confidence asked for, 0 where none is. again: how many of the edges of at least that confidence are
    expected to be found again, None where the study has no confidence. faint: edges below the line, drawn pale.
    meaning: of the edges' numbers. score: between samples, of courses; first and last are then the nearest one. clear:
    of courses, how many of the edges shown have a band that leaves out 0; None of a mean.
    """

    first: int
    last: int
    cutoff: float
    reach: int
    scale: float
    total: int | None
    drawn: int
    candidates: int
    nodes: tuple[SceneNode, ...]
    edges: tuple[SceneEdge, ...]
    samples: tuple[LegendEdge, ...]
    colour_by: ColourBy = "correlation"
    size_by: SizeBy = "drawn"
    line: float = 0.0
    again: float | None = None
    faint: int = 0
    meaning: EdgeMeaning = SIGNED_COEFFICIENT
    score: float | None = None
    clear: int | None = None
    filters: str = ""

    @property
    def focus(self) -> list[str]:
        """The genes the network is drawn around."""
        return [node.gene for node in self.nodes if node.focus]


def read_snapshot(reported: Mapping[str, Any], meaning: EdgeMeaning = SIGNED_COEFFICIENT) -> Snapshot:
    """What ``signdash.network.snapshot`` of ``assets/js/network.mjs`` reported."""
    nodes = tuple(read_node(node) for node in reported["nodes"])
    of_range = reported.get("range")
    total = reported.get("total")
    return Snapshot(
        first=int(of_range["first"] if of_range else reported["sample"]),
        last=int(of_range["last"] if of_range else reported["sample"]),
        cutoff=float(reported["cutoff"]),
        reach=int(reported["reach"]),
        scale=float(reported["scale"]),
        total=None if total is None else int(total),
        drawn=int(reported["drawn"]),
        candidates=int(reported["candidates"]),
        nodes=nodes,
        edges=read_edges(reported["edges"]),
        samples=read_samples(reported["legend"], meaning),
        meaning=meaning,
        score=None if reported.get("score") is None else float(reported["score"]),
        clear=None if reported.get("clear") is None else int(reported["clear"]),
        filters=str(of_range.get("filters") or "") if of_range else "",
        **read_sureness(reported),
        **read_encoding(reported),
    )


def read_sureness(reported: Mapping[str, Any]) -> dict[str, Any]:
    """``line``, ``again`` and ``faint`` of a report."""
    again = reported.get("again")
    return {
        "line": float(reported.get("line", 0.0)),
        "again": None if again is None else float(again),
        "faint": int(reported.get("faint", 0)),
    }


def read_encoding(reported: Mapping[str, Any]) -> dict[str, Any]:
    """``colour_by`` and ``size_by`` of a report; KeyError for another choice than there are."""
    chosen = {"colour_by": reported.get("colourBy", "correlation"), "size_by": reported.get("sizeBy", "drawn")}
    if chosen["colour_by"] not in COLOURS_BY or chosen["size_by"] not in SIZES_BY:
        raise KeyError(str(chosen))
    return chosen


def read_node(reported: Mapping[str, Any]) -> SceneNode:
    """A node as ``signdash.network.snapshot`` reports it."""
    focus = bool(reported["focus"])
    return SceneNode(
        gene=str(reported["id"]),
        x=float(reported["x"]),
        y=float(reported["y"]),
        size=float(reported["size"]),
        shape="round" if reported["role"] == "regulator" else "square",
        fill=str(reported["colour"]),
        stroke=INK.text if focus else INK.ground,
        stroke_width=look.FOCUS_BORDER if focus else look.NODE_BORDER,
        focus=focus,
        named=focus or bool(reported["active"]),
        font_size=look.FOCUS_LABEL_SIZE if focus else look.LABEL_SIZE,
        opacity=1.0 if reported["active"] else look.FADED,
        side=_side(reported.get("side")),
    )


def _side(reported: Sequence[str] | None) -> Direction | None:
    """Where ``assets/js/labels.mjs`` placed a name: ``["right", "center"]``."""
    if reported is None:
        return None
    across, down = reported
    return {"left": -1, "center": 0, "right": 1}[across], {"top": -1, "center": 0, "bottom": 1}[down]


def read_edges(reported: Sequence[Mapping[str, Any]]) -> tuple[SceneEdge, ...]:
    """Edges as ``assets/js/edges.mjs`` and ``compare-lines.mjs`` report them: as they are painted."""
    return tuple(
        SceneEdge(str(edge["regulator"]), str(edge["target"]), float(edge["coefficient"]), **_drawn(edge))
        for edge in reported
    )


def read_samples(
    reported: Sequence[Mapping[str, Any]], meaning: EdgeMeaning = SIGNED_COEFFICIENT
) -> tuple[LegendEdge, ...]:
    """What the heads of edges mean, in English."""
    edges = [read_sample(edge) for edge in reported]
    return tuple(LegendEdge(KNOWN_PAIR if edge.dot else written_sign(meaning, edge.activates), edge) for edge in edges)


def read_sample(reported: Mapping[str, Any]) -> SceneEdge:
    """An edge of a legend, which is none between two genes."""
    return SceneEdge("", "", 0.0, **_drawn(reported))


def _drawn(edge: Mapping[str, Any]) -> dict[str, Any]:
    control, ring, dot = edge["control"], edge["ring"], edge.get("dot")
    return {
        "activates": bool(edge["activates"]),
        "width": float(edge["width"]),
        "opacity": float(edge["opacity"]),
        "ink": edge["ink"],
        "start": _point(edge["start"]),
        "end": _point(edge["end"]),
        "control": None if control is None else _point(control),
        "strokes": tuple(_stroke(stroke) for stroke in edge["strokes"]),
        "head": tuple(_point(corner) for corner in edge["head"]),
        "ring": Ring(*(float(ring[part]) for part in ("x", "y", "radius", "width"))) if ring else None,
        "known": _known(edge.get("known")),
        "dot": Dot(*(float(dot[part]) for part in ("x", "y", "radius", "rim"))) if dot else None,
    }


def _known(reported: Mapping[str, Any] | None) -> KnownPair | None:
    if reported is None:
        return None
    sign = reported["sign"]
    if sign not in KNOWN_SIGNS:
        raise KeyError(str(sign))
    return KnownPair(int(reported["references"]), sign)


def _stroke(reported: Mapping[str, Any]) -> Stroke:
    return Stroke(
        ink=reported["ink"],
        width=float(reported["width"]),
        opacity=float(reported["opacity"]),
        dashes=tuple(float(length) for length in reported["dash"]),
        round=bool(reported["round"]),
    )


def _point(reported: Sequence[Any]) -> tuple[float, float]:
    x, y = reported
    return float(x), float(y)


def scene(snapshot: Snapshot, title: str, subtitle: str, caption: str, simulated: bool) -> Scene:
    """The picture of a snapshot, on white."""
    return Scene(
        title=title,
        subtitle=subtitle,
        caption=caption,
        nodes=snapshot.nodes,
        edges=snapshot.edges,
        legend=legend(snapshot.samples, snapshot.scale, snapshot.colour_by, snapshot.size_by, snapshot.meaning),
        simulated=simulated,
        ink=INK,
    )


def legend(
    samples: Sequence[LegendEdge],
    scale: float,
    colour_by: ColourBy = "correlation",
    size_by: SizeBy = "drawn",
    meaning: EdgeMeaning = SIGNED_COEFFICIENT,
) -> Legend:
    """The marks of every network picture, in English; ``scale`` is the |coefficient| drawn at full width."""
    strengths = np.array(_SHARES, dtype=np.float32) * np.float32(scale)
    widths = [look.WIDTHS[level] for level in look.level(strengths, scale)]
    fills = (REGULATOR, TARGET) if colour_by == "role" else (INK.quiet, INK.quiet)
    colours = colour_scale(colour_by)
    return Legend(
        edges=tuple(samples),
        measure=written_measure(meaning),
        nodes=(
            LegendNode("round", fills[0], fills[0], SIZE_MEANS[size_by]),
            LegendNode("square", fills[1], fills[1], "target"),
        ),
        widths=tuple((float(strength), width) for strength, width in zip(strengths, widths, strict=True)),
        scale=LegendScale(*SCALE_ENDS[colour_by], tuple(smooth(colours.stops))) if colours else None,
    )
