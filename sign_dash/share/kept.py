"""Which edges a shared file holds, and how small: the strongest of the study, one byte a sample."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

import numpy as np
from numpy.typing import NDArray

if TYPE_CHECKING:
    from compute.study import Study

MOST_BYTES: Final = 13_000_000
"""Of coefficients before they are packed: as text at most 4/3 of it, so that a file stays below 20 MB."""
MOST_EDGES: Final = 40_000
STEPS: Final = 127
_AT_ONCE: Final = 2000


@dataclass(frozen=True, eq=False)
class KeptEdges:
    """The strongest edges of a study. regulators, targets: (e,) positions in the study's own.

    largest: (e,) float32, |coefficient| at its highest. levels: (e, n) int8, the coefficient in 127ths of that, zero
    only where the sample lacks the edge. of: how many edges any sample has.
    """

    regulators: NDArray[np.int64]
    targets: NDArray[np.int64]
    largest: NDArray[np.float32]
    levels: NDArray[np.int8]
    of: int


def kept_edges(study: Study, most_bytes: int = MOST_BYTES) -> KeptEdges:
    """The edges that get strongest in any sample, as many as `most_bytes` and :data:`MOST_EDGES` allow."""
    parts = [(study.target_strengths(gene), k) for k, gene in enumerate(study.targets)]
    regulators = np.concatenate([found.indices for found, _ in parts])
    targets = np.concatenate([np.full(found.indices.size, k) for found, k in parts])
    largest = np.concatenate([found.strengths for found, _ in parts])
    most = min(most_bytes // len(study.samples), MOST_EDGES)
    order = np.argsort(-largest, kind="stable")[:most]
    levels = np.empty((order.size, len(study.samples)), np.int8)
    for start in range(0, order.size, _AT_ONCE):
        some = order[start : start + _AT_ONCE]
        levels[start : start + some.size] = _levels(study.edges(regulators[some], targets[some]), largest[some])
    return KeptEdges(regulators[order], targets[order], largest[order], levels, largest.size)


def _levels(coefficients: NDArray[np.float32], largest: NDArray[np.float32]) -> NDArray[np.int8]:
    steps = np.rint(coefficients / largest[:, None] * STEPS)
    weak = (coefficients != 0) & (steps == 0)
    steps[weak] = np.sign(coefficients[weak])
    levels: NDArray[np.int8] = np.clip(steps, -STEPS, STEPS).astype(np.int8)
    return levels
