"""Where each gene's name goes, so that no two names touch and none covers a node.

Where the browser has placed a name (assets/js/labels.mjs) it stays on that side of its node, as long as that is free:
on paper letters have another size beside the nodes than on screen, so it need not be. Names are placed one by one, the
most important first, among equals those that have a side; each other name goes to the free spot around its node
that covers the fewest edges. A name for which no spot is free is left out (it is still on hover and in the table);
names of genes in focus may step further away from their node before that happens, and in a crowd they cover nodes,
never another name. A spot says on which side it is, so that a picture can say which names it moved.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from sign_dash.scene.paper.lettering import LINE_HEIGHT, text_width

GAP = 3.0
"""Clear space between a node's rim and its name, and around every name; canvas units."""

# Directions tried in turn (x to the right, y down): beneath first, as readers expect, corners last.
_DIRECTIONS = ((0, 1), (0, -1), (1, 0), (-1, 0), (1, 1), (-1, 1), (1, -1), (-1, -1))
STEPS_IN_FOCUS = (0.0, 8.0, 18.0, 30.0)
_STEPS = (0.0,)

Boxes = NDArray[np.float64]
"""(m, 4): left, top, right, bottom."""


@dataclass(frozen=True, slots=True)
class Lettered:
    """A node that wants its name drawn: centre, diameter, text, font size; ``focus`` names are bold and come first.

    side: where the name is on screen, across and down from the node, −1, 0 or 1 each; None where it has none there.
    """

    text: str
    x: float
    y: float
    diameter: float
    font_size: float
    focus: bool = False
    side: tuple[int, int] | None = None


@dataclass(frozen=True, slots=True)
class Spot:
    """Where a name goes: the middle of its box, the box's width and height, and on which side of its node it is."""

    x: float
    y: float
    width: float
    height: float
    side: tuple[int, int]

    @property
    def box(self) -> tuple[float, float, float, float]:
        return (
            self.x - self.width / 2,
            self.y - self.height / 2,
            self.x + self.width / 2,
            self.y + self.height / 2,
        )


def place_labels(
    nodes: Sequence[Lettered],
    lines: NDArray[np.float64] | None = None,
    obstacles: Boxes | None = None,
    steps_in_focus: Sequence[float] = STEPS_IN_FOCUS,
) -> list[Spot | None]:
    """One spot per node, in the nodes' order; None where no free spot is left.

    ``nodes`` come in order of importance among equals; names in focus go before all others. ``lines`` (m, 4) are the
    edges as x1, y1, x2, y2; crossing them is allowed but avoided. ``obstacles`` (m, 4) are kept free like the nodes.
    ``steps_in_focus`` are the distances from its node that a name in focus may take, the nearest first; whoever allows
    more than the usual ones draws a leader line.
    """
    segments = np.zeros((0, 4)) if lines is None else np.asarray(lines, dtype=float)
    taken: Boxes = np.array([_square(node) for node in nodes], dtype=float).reshape(-1, 4)
    if obstacles is not None:
        taken = np.vstack([taken, obstacles])
    spots: list[Spot | None] = [None] * len(nodes)
    crowd = len(taken)
    for index in sorted(range(len(nodes)), key=lambda i: (not nodes[i].focus, nodes[i].side is None)):
        steps = steps_in_focus if nodes[index].focus else _STEPS
        spot = _best_spot(nodes[index], taken, segments, steps)
        if spot is None and nodes[index].focus:
            spot = _best_spot(nodes[index], taken[crowd:], segments, steps)
        spots[index] = spot
        if spot is not None:
            taken = np.vstack([taken, np.array(spot.box)])
    return spots


def _square(node: Lettered) -> tuple[float, float, float, float]:
    half = node.diameter / 2
    return node.x - half, node.y - half, node.x + half, node.y + half


def _best_spot(node: Lettered, taken: Boxes, segments: NDArray[np.float64], steps: Sequence[float]) -> Spot | None:
    width = text_width(node.text, node.font_size, bold=node.focus) + 2 * GAP
    height = node.font_size * LINE_HEIGHT
    for step in steps:
        candidates = [_around(node, width, height, direction, step) for direction in _DIRECTIONS]
        free = [spot for spot in candidates if not overlaps(np.array(spot.box), taken).any()]
        if node.side is not None and (there := _around(node, width, height, node.side, step)) in free:
            return there
        if free:
            return min(free, key=lambda spot: crossings(np.array(spot.box), segments))
    return None


def _around(node: Lettered, width: float, height: float, direction: tuple[int, int], step: float) -> Spot:
    across, down = direction
    reach = node.diameter / 2 + GAP + step
    return Spot(node.x + across * (reach + width / 2), node.y + down * (reach + height / 2), width, height, direction)


def overlaps(box: NDArray[np.float64], others: Boxes) -> NDArray[np.bool]:
    """Which of ``others`` (m, 4) share area with ``box`` (4,); touching rims do not count."""
    shared = np.maximum(others[:, :2], box[:2]) < np.minimum(others[:, 2:], box[2:])
    return np.logical_and(shared[:, 0], shared[:, 1])


def crossings(box: NDArray[np.float64], segments: NDArray[np.float64]) -> int:
    """How many of the segments (m, 4) run through ``box`` (4,): the slab test, for all of them at once."""
    if not len(segments):
        return 0
    start, run = segments[:, :2], segments[:, 2:] - segments[:, :2]
    flat = np.where(np.abs(run) < 1e-9, 1e-9, run)
    to_low, to_high = (box[:2] - start) / flat, (box[2:] - start) / flat
    enter = np.minimum(to_low, to_high).max(axis=1)
    leave = np.maximum(to_low, to_high).min(axis=1)
    return int(np.count_nonzero((enter < leave) & (leave > 0) & (enter < 1)))
