"""The mean network of some samples: of every edge its mean coefficient, its spread, and how many samples have it."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from compute.analyse.sweep import EDGES_AT_ONCE
from compute.errors import UserError
from compute.study import Block, Study
from compute.study.courses import CourseBlock

CELLS_AT_ONCE = 1 << 22
"""Pairs of regulator and target that are summed together, 20 bytes each: 84 MB, whatever the size of the study."""
FEW = 8
"""So many of a block's samples are read one by one: faster than all of its coefficients, most of which nobody wants."""


@dataclass(frozen=True, eq=False)
class MeanNetwork:
    """The edges that at least one of m samples has, ascending by target, then regulator; (e,) arrays.

    regulator, target: positions in the study. mean: float32 mean coefficient over all m samples, 0 counting where a
    sample lacks the edge. spread: float32 standard deviation over the same m values (divisor m − 1; NaN for m = 1).
    present: number of the m samples that have the edge. samples: m.
    """

    regulator: NDArray[np.int32]
    target: NDArray[np.int32]
    mean: NDArray[np.float32]
    spread: NDArray[np.float32]
    present: NDArray[np.int32]
    samples: int


def mean_network(study: Study, samples: Sequence[int]) -> MeanNetwork:
    """Read the networks of these samples (positions along the modulator), and no others.

    Raises :class:`UserError` for no samples, and for a sample whose network is not computed yet.
    """
    members = np.zeros(len(study.samples), bool)
    members[list(samples)] = True
    if not members.any():
        raise UserError("A mean network needs at least one sample.")
    blocks = [block for block in study.blocks if members[block.samples.start : block.samples.stop].any()]
    missing = members.copy()
    for block in blocks:
        missing[block.samples.start : block.samples.stop] = False
    if missing.any():
        name = study.samples[int(np.flatnonzero(missing)[0])]
        raise UserError("The network of {sample} is not computed yet; run `profile --resume`.", sample=name)
    at_once = max(1, CELLS_AT_ONCE // len(study.regulators))
    starts = range(0, len(study.targets), at_once)
    parts = [_summed(study, blocks, members, range(k, min(k + at_once, len(study.targets)))) for k in starts]
    regulator, target, total, squares, present = (np.concatenate(column) for column in zip(*parts, strict=True))
    m = int(members.sum())
    mean = total / m
    spread = np.full(mean.size, np.nan)
    if m > 1:
        spread = np.sqrt(np.maximum(squares - m * mean**2, 0.0) / (m - 1))
    return MeanNetwork(regulator, target, mean.astype(np.float32), spread.astype(np.float32), present, m)


def network_mean(study: Study, score: float) -> MeanNetwork:
    """The network at a score (:meth:`Study.network_at`) as the mean of one: nothing is known of what varies."""
    network = study.network_at(score).tocoo()
    regulator, target = (end.astype(np.int32) for end in network.coords)
    order = np.lexsort((regulator, target))
    there = network.data[order] != 0
    kept = order[there]
    unknown = np.full(kept.size, np.nan, np.float32)
    return MeanNetwork(
        regulator[kept], target[kept], network.data[kept], unknown, np.ones(kept.size, np.int32), samples=1
    )


Columns = tuple[NDArray[np.int32], NDArray[np.int32], NDArray[np.float64], NDArray[np.float64], NDArray[np.int32]]


def _summed(study: Study, blocks: Sequence[Block], members: NDArray[np.bool_], targets: range) -> Columns:
    """Regulator, target, sum, sum of squares and number of the members' coefficients of these targets."""
    q = len(study.regulators)
    total, squares = np.zeros((2, len(targets) * q))
    present = np.zeros(len(targets) * q, np.int32)
    for block in blocks:
        inside = members[block.samples.start : block.samples.stop]
        for edges, sums, of_squares, counts in _edge_sums(block, inside, targets):
            cells = (block.target_of(edges) - targets.start) * q + block.regulator[edges]
            total[cells] += sums
            squares[cells] += of_squares
            present[cells] += counts
    found = np.flatnonzero(present)
    target, regulator = np.divmod(found, q)
    return (
        regulator.astype(np.int32),
        (target + targets.start).astype(np.int32),
        total[found],
        squares[found],
        present[found],
    )


def _edge_sums(
    block: Block, inside: NDArray[np.bool_], targets: range
) -> Iterator[tuple[NDArray[np.int64], NDArray[np.float64], NDArray[np.float64], NDArray[np.int32]]]:
    """Over the block's samples that are `inside`: positions of edges, sums, sums of squares, numbers; piece by piece.

    An edge's coefficients lie side by side in the order of its samples, so that one pass over them suffices.
    """
    first, last = int(block.target_ptr[targets.start]), int(block.target_ptr[targets.stop])
    if isinstance(block, CourseBlock):
        for start in range(first, last, EDGES_AT_ONCE):
            yield block.sums(np.arange(start, min(start + EDGES_AT_ONCE, last)), inside)
        return
    if np.count_nonzero(inside) <= FEW:
        yield _sample_sums(block, np.flatnonzero(inside).tolist(), first, last)
        return
    for start in range(first, last, EDGES_AT_ONCE):
        edges = np.arange(start, min(start + EDGES_AT_ONCE, last))
        pointer = block.value_ptr[start : edges[-1] + 2].astype(np.int64)
        values = block.value[pointer[0] : pointer[-1]].astype(np.float64)
        counts = np.diff(pointer).astype(np.int32)
        if not inside.all():
            kept = inside[_samples_of(block, edges)]
            values[~kept] = 0.0
            counts = np.add.reduceat(kept, pointer[:-1] - pointer[0], dtype=np.int32)
        at = pointer[:-1] - pointer[0]
        yield edges, np.add.reduceat(values, at), np.add.reduceat(values**2, at), counts


def _sample_sums(
    block: Block, samples: Sequence[int], first: int, last: int
) -> tuple[NDArray[np.int64], NDArray[np.float64], NDArray[np.float64], NDArray[np.int32]]:
    """The same of a few samples (positions in the block), one after the other: no other's coefficient is read."""
    masks, pointer = np.asarray(block.mask[first:last]), block.value_ptr[first:last].astype(np.int64)
    sums, squares = np.zeros((2, masks.size))
    counts = np.zeros(masks.size, np.int32)
    for sample in samples:
        edges = np.flatnonzero(masks & np.uint32(1 << sample))
        before = np.bitwise_count(masks[edges] & np.uint32((1 << sample) - 1))
        values = block.value[pointer[edges] + before].astype(np.float64)
        sums[edges] += values
        squares[edges] += values**2
        counts[edges] += 1
    found = np.flatnonzero(counts)
    return first + found, sums[found], squares[found], counts[found]


def _samples_of(block: Block, edges: NDArray[np.int64]) -> NDArray[np.int64]:
    """The sample (position in the block) of every coefficient of these consecutive edges."""
    masks = np.ascontiguousarray(block.mask[edges[0] : edges[-1] + 1]).astype("<u4")
    bits = np.unpackbits(masks.view(np.uint8), bitorder="little")
    return np.flatnonzero(bits) & 31
