"""A scene as a picture on paper: nodes and edges where the canvas has them, names as large as the paper wants them."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from functools import reduce
from operator import or_

import numpy as np
from numpy.typing import NDArray

from sign_dash.scene import look
from sign_dash.scene.labels import Lettered, Spot, place_labels
from sign_dash.scene.legend import legend_items
from sign_dash.scene.marks import edge_group, node_mark
from sign_dash.scene.naming import Naming
from sign_dash.scene.paper.legend import SIZE
from sign_dash.scene.paper.marks import Group, Mark, Page, Words
from sign_dash.scene.paper.page import Body, Surroundings, compose, inner_width
from sign_dash.scene.paper.paper import Paper
from sign_dash.scene.paper.svg import clean
from sign_dash.scene.scene import Scene

LARGEST_SCALE = 1.1
"""Points to a canvas unit: a network of three genes does not fill a page."""
_ROUNDS = 4


@dataclass(frozen=True)
class _Drawn:
    """One scene with its names' places, at one scale; corners in canvas units."""

    scene: Scene
    spots: dict[str, Spot]
    corners: tuple[float, float, float, float]

    @property
    def width(self) -> float:
        return self.corners[2] - self.corners[0]

    @property
    def height(self) -> float:
        return self.corners[3] - self.corners[1]

    @property
    def naming(self) -> Naming:
        """What became of the names; nothing to say where the scene is drawn without any."""
        if not any(node.named for node in self.scene.nodes):
            return Naming()
        moved = [
            node.gene
            for node in self.scene.nodes
            if node.side is not None and (spot := self.spots.get(node.gene)) is not None and spot.side != node.side
        ]
        wanted = [node.gene for node in self.scene.nodes if node.focus or node.opacity == 1]
        return Naming(frozenset(wanted), frozenset(self.spots), frozenset(moved))


def scene_page(scene: Scene, paper: Paper) -> tuple[Page, str, Naming]:
    """The scene on a page of its own, with title, legend, caption and, where it applies, the simulated label; its
    caption, which lists the genes without a name; and what became of the names."""
    body, scale, naming = network_body(scene, inner_width(paper), paper)
    captioned = replace(scene, caption=scene.caption + naming.written)
    return compose(body, surroundings(captioned, scale, paper), paper), captioned.caption, naming


def surroundings(scene: Scene, scale: float, paper: Paper) -> Surroundings:
    """What stands around a scene that is drawn with ``scale`` points to a canvas unit."""
    items = legend_items(scene, scale * SIZE / paper.type_size)
    return Surroundings(scene.title, scene.subtitle, scene.caption, items, scene.simulated, scene.ink)


def network_body(scene: Scene, width: float, paper: Paper) -> tuple[Body, float, Naming]:
    """The network alone, at most ``width`` points wide, how many points a canvas unit became, and its names."""
    scale = LARGEST_SCALE
    for _ in range(_ROUNDS):  # names keep their size on paper, so that their share of the width depends on the scale
        drawn = _drawn(scene, scale, paper)
        scale = min(scale * 0.999, *_fitting(drawn, width, paper.tallest))
    drawn = _drawn(scene, scale, paper)
    scale = min(scale, *_fitting(drawn, width, paper.tallest))
    group = _group(drawn, scale, "network")
    return Body((group,), drawn.width * scale, drawn.height * scale), scale, drawn.naming


def networks_in_one_layout(
    scenes: Sequence[Scene], width: float, paper: Paper, tallest: float | None = None
) -> tuple[list[Body], float, Naming]:
    """Networks with the same nodes at the same places: bodies of one size and one scale, at most ``width`` wide and
    ``tallest`` high, in points; and their names."""
    high = paper.tallest if tallest is None else tallest
    scale = LARGEST_SCALE
    for _ in range(_ROUNDS):
        drawn = _aligned([_drawn(scene, scale, paper) for scene in scenes])
        scale = min(scale * 0.999, *_fitting(drawn[0], width, high))
    drawn = _aligned([_drawn(scene, scale, paper) for scene in scenes])
    scale = min(scale, *_fitting(drawn[0], width, high))
    groups = [_group(each, scale, "") for each in drawn]
    bodies = [Body((group,), drawn[0].width * scale, drawn[0].height * scale) for group in groups]
    return bodies, scale, reduce(or_, (each.naming for each in drawn))


def _aligned(drawn: Sequence[_Drawn]) -> list[_Drawn]:
    """All with the corners of the largest of them."""
    corners = np.array([each.corners for each in drawn])
    left, top = corners[:, :2].min(axis=0)
    right, bottom = corners[:, 2:].max(axis=0)
    return [replace(each, corners=(float(left), float(top), float(right), float(bottom))) for each in drawn]


def _fitting(drawn: _Drawn, width: float, height: float) -> tuple[float, float]:
    return width / max(drawn.width, 1e-9), height / max(drawn.height, 1e-9)


def _drawn(scene: Scene, scale: float, paper: Paper) -> _Drawn:
    letters = paper.type_size / scale / look.LABEL_SIZE
    lettered = replace(
        scene,
        nodes=tuple(
            replace(node, font_size=node.font_size * letters, named=node.named and paper.names) for node in scene.nodes
        ),
    )
    spots = _label_spots(lettered)
    return _Drawn(lettered, spots, _extent(lettered, spots))


def _group(drawn: _Drawn, scale: float, name: str) -> Group:
    """The network with the upper left corner of its extent at 0, 0."""
    left, top = drawn.corners[:2]
    scene = drawn.scene
    kinds = ("edges", "nodes", "names") if name else ("", "", "")  # ids are unique: of several networks none has them
    parts: tuple[Mark, ...] = (
        Group(tuple(edge_group(edge, scene.ink) for edge in scene.edges), name=kinds[0]),
        Group(tuple(node_mark(node) for node in scene.nodes), name=kinds[1]),
        Group(tuple(_names(drawn)), name=kinds[2]),
    )
    return Group(parts, name=name, x=-left * scale, y=-top * scale, scale=scale)


def _names(drawn: _Drawn) -> list[Words]:
    ink = drawn.scene.ink
    return [
        Words(
            node.gene, spot.x, spot.y + node.font_size * 0.36, node.font_size, ink.text, node.focus, "middle",
            ink.ground, node.gene,
        )
        for node in drawn.scene.nodes
        if (spot := drawn.spots.get(node.gene)) is not None
    ]  # fmt: skip


def _label_spots(scene: Scene) -> dict[str, Spot]:
    """A spot for every name that fits: where it is on screen, and elsewhere only where letters that have another size
    beside the genes than on screen leave no room there. As on screen, names may lie over genes without an edge."""
    order = sorted((node for node in scene.nodes if node.named), key=lambda node: (-node.size, node.gene))
    lettered = [
        Lettered(clean(node.gene), node.x, node.y, node.size, node.font_size, node.focus, node.side) for node in order
    ]
    corners = [
        (n.x - n.size / 2, n.y - n.size / 2, n.x + n.size / 2, n.y + n.size / 2) for n in scene.nodes if n.opacity == 1
    ]
    spots = place_labels(lettered, _array(_chords(scene)), obstacles=_array(corners))
    return {node.gene: spot for node, spot in zip(order, spots, strict=True) if spot is not None}


def _array(boxes: Sequence[tuple[float, float, float, float]]) -> NDArray[np.float64]:
    return np.array(boxes, dtype=float).reshape(-1, 4)


def _chords(scene: Scene) -> list[tuple[float, float, float, float]]:
    return [chord for edge in scene.edges for chord in edge.chords]


def _extent(scene: Scene, spots: dict[str, Spot]) -> tuple[float, float, float, float]:
    """Left, top, right, bottom of everything drawn: nodes, names and bent edges."""
    boxes = [scene.bounds, *(spot.box for spot in spots.values())]
    boxes += [(min(a, c), min(b, d), max(a, c), max(b, d)) for a, b, c, d in _chords(scene)]
    corners = np.array(boxes)
    left, top = corners[:, :2].min(axis=0)
    right, bottom = corners[:, 2:].max(axis=0)
    return float(left), float(top), float(right), float(bottom)
