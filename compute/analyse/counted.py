"""How many edges change between two sides, and from which strength an edge counts: one rule, and one sentence."""

from __future__ import annotations

from typing import Final

import numpy as np

from compute.analyse.difference import NetworkDifference
from compute.messages import Message

EDGES_COMPARED: Final = 1000
"""An edge counts from the strength that so many edges of either side reach."""


def compared_strength(difference: NetworkDifference) -> float:
    """The strength that :data:`EDGES_COMPARED` edges reach on either side, to two digits; 0 where there are fewer."""
    sizes = np.maximum(np.abs(difference.mean_a), np.abs(difference.mean_b))
    if sizes.size <= EDGES_COMPARED:
        return 0.0
    return float(f"{np.partition(sizes, -EDGES_COMPARED)[-EDGES_COMPARED]:.2g}")


def changed_edges(difference: NetworkDifference, strength: float, change: float | None = None) -> Message:
    """How many of the edges of either side change, as a clause. strength, change: as in
    :mod:`compute.analyse.difference`.
    """
    changed = int(np.count_nonzero(difference.categories(strength, change) >= 0))
    there = int(np.count_nonzero(difference.in_a(strength) | difference.in_b(strength)))
    if not strength:
        return Message("{changed:,} of {all:,} edges change", changed=changed, all=there, strength=strength)
    return Message(
        "{changed:,} of {all:,} edges of strength {strength:g} or more change",
        changed=changed,
        all=there,
        strength=strength,
    )
