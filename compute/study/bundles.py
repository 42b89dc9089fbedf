"""Edges that share one end, along all samples, put together from the blocks of a study."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from compute.study.blocks import Part, rows_of


@dataclass(frozen=True)
class EdgeBundle:
    """Edges that share a target (or a regulator), along all samples.

    indices: (e,) positions of the other ends, ascending: regulators for a target's bundle, targets for a regulator's.
    coefficients: (e, n) float32, zero where a sample lacks the edge.
    """

    indices: NDArray[np.int64]
    coefficients: NDArray[np.float32]


@dataclass(frozen=True)
class EdgeStrengths:
    """Edges that share a target (or a regulator), each with its largest |coefficient| over all samples.

    indices: (e,) as of :class:`EdgeBundle`. strengths: (e,) float32, above 0.
    """

    indices: NDArray[np.int64]
    strengths: NDArray[np.float32]


def edge_bundle(parts: list[Part], others: int, samples: int) -> EdgeBundle:
    """parts: the edges of each block, and their other ends; others: how many regulators or targets these are of."""
    indices, row = rows_of(parts, others)
    dense = np.zeros((indices.size, samples), np.float32)
    for block, edges, ends in parts:
        dense[row[ends], block.samples.start : block.samples.stop] = block.dense(edges)
    return EdgeBundle(indices, dense)


def edge_strengths(parts: list[Part], others: int) -> EdgeStrengths:
    """Arguments as of :func:`edge_bundle`."""
    indices, row = rows_of(parts, others)
    strengths = np.zeros(indices.size, np.float32)
    for block, edges, ends in parts:
        strengths[row[ends]] = np.maximum(strengths[row[ends]], block.strengths(edges))
    return EdgeStrengths(indices, strengths)
