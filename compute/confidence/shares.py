"""In how many parts of a half each edge is selected, with which sign, and by how much."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray


class Selection(NamedTuple):
    """What a method selects from one part of the samples: edges in any order, each once.

    edge (e,): target · q + regulator. strength (e,): signed, not 0; its size says how clearly the edge is in, on a
    scale of the method's own. change (e,): the same of the edge's change along the score; 0 where it does not change.
    """

    edge: NDArray[np.int64]
    strength: NDArray[np.float32]
    change: NDArray[np.float32]


@dataclass(frozen=True)
class Shares:
    """Edges (e,), ascending, that some part selects.

    share: of the parts, with the sign that most of them have. sign: that sign, 1 or −1. margin: mean size of the
    strength over all parts, 0 where an edge is not selected with that sign.
    """

    edge: NDArray[np.int64]
    share: NDArray[np.float64]
    sign: NDArray[np.int8]
    margin: NDArray[np.float64]

    def of(self, edges: NDArray[np.int64]) -> Shares:
        """The same for these edges (k,), ascending; share 0 and sign 0 where no part selects one."""
        if not self.edge.size:
            return Shares(edges, np.zeros(edges.size), np.zeros(edges.size, np.int8), np.zeros(edges.size))
        at = np.minimum(np.searchsorted(self.edge, edges), self.edge.size - 1)
        there = self.edge[at] == edges
        return Shares(
            edges,
            np.where(there, self.share[at], 0.0),
            np.where(there, self.sign[at], 0).astype(np.int8),
            np.where(there, self.margin[at], 0.0),
        )

    def finds(self, edges: NDArray[np.int64], sign: NDArray[np.int8]) -> NDArray[np.bool_]:
        """Which of these edges (k,), ascending, are selected with this sign in at least half of the parts."""
        own = self.of(edges)
        again: NDArray[np.bool_] = (own.share >= FOUND) & (own.sign == sign)
        return again


FOUND = 0.5
"""A half finds an edge if it selects it, with one sign, in at least this share of its parts."""


def shares_of(selections: Iterable[Selection]) -> tuple[Shares, Shares]:
    """Shares of being selected, and of being selected as changing, over the selections from one half's parts."""
    parts = list(selections)
    edge = np.concatenate([part.edge for part in parts])
    strength = np.concatenate([part.strength for part in parts])
    change = np.concatenate([part.change for part in parts])
    moves = change != 0
    return _counted(edge, strength, len(parts)), _counted(edge[moves], change[moves], len(parts))


def _counted(edge: NDArray[np.int64], strength: NDArray[np.float32], parts: int) -> Shares:
    edges, at = np.unique(edge, return_inverse=True)
    up = np.bincount(at, strength > 0, edges.size)
    down = np.bincount(at, strength < 0, edges.size)
    sign = np.where(up >= down, 1, -1).astype(np.int8)
    size = np.abs(strength).astype(np.float64) * (np.sign(strength) == sign[at])
    return Shares(edges, np.maximum(up, down) / parts, sign, np.bincount(at, size, edges.size) / parts)
