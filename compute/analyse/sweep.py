"""Pass over all networks of a study, a bounded piece at a time: nothing here holds more than one piece."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray
from scipy import sparse

from compute.study import Study

EDGES_AT_ONCE = 1 << 17
"""Edges of a block that are unfolded together: 32 float32 each, 16 MB."""

OnCount = Callable[[int, int], None]
"""Called with how far a reading is: ``done`` of ``total``."""


@dataclass(frozen=True)
class EdgePiece:
    """Some edges of one block of neighbouring samples.

    samples: positions along the modulator. regulator, target: (e,) positions of the edges' ends.
    coefficients: (e, samples) float32, zero where a sample lacks the edge.
    """

    samples: range
    regulator: NDArray[np.int64]
    target: NDArray[np.int64]
    coefficients: NDArray[np.float32]


def edge_pieces(study: Study, targets: range | None = None) -> Iterator[EdgePiece]:
    """The edges of consecutive targets (default: of all), block by block in the order of the samples."""
    chosen = range(len(study.targets)) if targets is None else targets
    for block in study.blocks:
        first, last = int(block.target_ptr[chosen.start]), int(block.target_ptr[chosen.stop])
        for start in range(first, last, EDGES_AT_ONCE):
            edges = np.arange(start, min(start + EDGES_AT_ONCE, last))
            yield EdgePiece(
                block.samples, block.regulator[edges].astype(np.int64), block.target_of(edges), block.dense(edges)
            )


def regulators_among_targets(study: Study) -> NDArray[np.int64]:
    """(p,) position of each target among the regulators, −1 where it is none."""
    position = {name: j for j, name in enumerate(study.regulators)}
    return np.array([position.get(name, -1) for name in study.targets], np.int64)


def regulator_networks(study: Study) -> list[sparse.csr_array]:
    """For every sample the coefficients among the regulators, (q, q) float32: row acts on column.

    Held for all samples at once: 8 bytes per coefficient whose target is a regulator (GDSC: about 0.2 GB).
    """
    q, n = len(study.regulators), len(study.samples)
    as_regulator = regulators_among_targets(study)
    gathered: list[list[tuple[NDArray[np.int64], NDArray[np.int64], NDArray[np.float32]]]] = [[] for _ in range(n)]
    for piece in edge_pieces(study):
        column = as_regulator[piece.target]
        kept = np.flatnonzero(column >= 0)
        for place, sample in enumerate(piece.samples):
            edges = kept[piece.coefficients[kept, place] != 0]
            gathered[sample].append(
                (
                    piece.regulator[edges].astype(np.int32),
                    column[edges].astype(np.int32),
                    piece.coefficients[edges, place],
                )
            )
    networks = []
    for parts in gathered:
        row, column, value = (np.concatenate(some) for some in zip(*parts, strict=True))
        networks.append(sparse.csr_array((value, (row, column)), shape=(q, q)))
        parts.clear()
    return networks
