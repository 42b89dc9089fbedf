"""What the targets of a regulator do: Fisher tests against gene sets, in every sample's network."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray
from scipy import sparse

from compute.analyse.fisher import OverRepresentation, log_q
from compute.analyse.gene_sets import StudySets
from compute.analyse.sweep import OnCount
from compute.study import Study


@dataclass(frozen=True)
class Enrichment:
    """Tests of regulators against gene sets; rows are one sample's regulators, or one regulator's samples.

    sample, regulator: (r,) positions along the modulator and in ``Study.regulators``. out_degree: (r,) targets of the
    regulator in that sample. overlap: (r, U) how many of them belong to each set. log_p, log_q: (r, U) natural
    logarithms of the p-value and of Q_jαu.
    """

    sample: NDArray[np.int64]
    regulator: NDArray[np.int64]
    out_degree: NDArray[np.int64]
    overlap: NDArray[np.int64]
    log_p: NDArray[np.float64]
    log_q: NDArray[np.float64]


@dataclass(frozen=True)
class FunctionChanges:
    """How the functions of regulators change along the modulator; arrays (q, U) over regulators and gene sets.

    log_q_min, log_q_max: natural logarithms of the smallest and the largest Q_jαu over the samples. sample_min,
    sample_max: int32, the first sample that reaches them. enrichment_score: ES_ju = log(max_α Q / min_α Q) ≥ 0.
    """

    log_q_min: NDArray[np.float64]
    log_q_max: NDArray[np.float64]
    sample_min: NDArray[np.int32]
    sample_max: NDArray[np.int32]

    @property
    def enrichment_score(self) -> NDArray[np.float64]:
        """ES_ju, natural logarithm."""
        return self.log_q_max - self.log_q_min


def sample_enrichment(study: Study, sets: StudySets, sample: str) -> Enrichment:
    """Every regulator of one sample's network against every set.

    Source: Shimamura et al. 2011: Fisher's exact test, then Benjamini-Hochberg. [ours]: the test is one-sided
    (over-representation), its universe the study's targets, and Benjamini-Hochberg runs over the sets of one
    regulator in one sample, so that a regulator's Q does not depend on the others'. Raises :class:`UserError` where
    the study has no such sample.
    """
    number = study.sample_index(sample)
    network = study.network(number)
    present = sparse.csr_array((np.ones(network.nnz, np.int32), network.indices, network.indptr), shape=network.shape)
    q = len(study.regulators)
    return _tested(sets, np.full(q, number), np.arange(q), present)


def regulator_enrichment(study: Study, sets: StudySets, regulator: str) -> Enrichment:
    """One regulator against every set in every sample, as :func:`sample_enrichment`.

    Raises :class:`UserError` where the study has no such regulator.
    """
    j = study.regulator_index(regulator)
    bundle = study.regulator_coefficients(regulator)
    n = len(study.samples)
    sample, edge = np.nonzero(bundle.coefficients.T)
    ends = sample, bundle.indices[edge]
    present = sparse.csr_array((np.ones(edge.size, np.int32), ends), shape=(n, sets.universe))
    return _tested(sets, np.arange(n), np.full(n, j), present)


def function_changes(study: Study, sets: StudySets, progress: OnCount | None = None) -> FunctionChanges:
    """ES_ju of every regulator and set over all samples (Shimamura et al. 2011; tests: :func:`sample_enrichment`).

    One sample after the other; memory: six arrays of regulators × sets, and the tails of :class:`OverRepresentation`.
    """
    shape = len(study.regulators), len(sets.names)
    test = OverRepresentation(sets.universe, sets.sizes)
    overlap = np.zeros(shape, np.int64)
    degree = np.zeros(shape[0], np.int64)
    log_q_min, log_q_max = np.zeros(shape), np.full(shape, -np.inf)
    sample_min, sample_max = np.zeros((2, *shape), np.int32)
    for step in _steps(study):
        changed, rows = np.unique(step.regulator, return_inverse=True)
        if step.sample == 0:
            changed, rows = np.arange(shape[0]), step.regulator
        turned = sparse.csr_array((step.change, (rows, step.target)), shape=(changed.size, sets.universe))
        overlap[changed] += (turned @ sets.member).toarray()
        degree[changed] += turned.sum(axis=1)
        found = log_q(_log_p(test, overlap[changed], degree[changed]))
        for better, best, where in (
            (found < log_q_min[changed], log_q_min, sample_min),
            (found > log_q_max[changed], log_q_max, sample_max),
        ):
            row, column = np.nonzero(better)
            best[changed[row], column] = found[row, column]
            where[changed[row], column] = step.sample
        if progress:
            progress(step.sample + 1, len(study.samples))
    return FunctionChanges(log_q_min, log_q_max, sample_min, sample_max)


class _Step(NamedTuple):
    """Edges that a sample has and its predecessor has not (change 1), or the other way round (−1)."""

    sample: int
    regulator: NDArray[np.int64]
    target: NDArray[np.int64]
    change: NDArray[np.int32]


def _steps(study: Study) -> Iterator[_Step]:
    """From sample to sample along the modulator, beginning with all edges of the first.

    Neighbouring samples share most of their edges, and within a block a change is one bit of the edge's mask.
    """
    shape = len(study.regulators), len(study.targets)
    before = sparse.csc_array(shape, dtype=np.int32)
    one = np.uint32(1)
    for block in study.blocks:
        regulator, mask = block.regulator.astype(np.int64), np.asarray(block.mask)
        target = block.target_of(np.arange(regulator.size))
        first, last = (
            sparse.csc_array(((mask >> np.uint32(place) & one).astype(np.int32), (regulator, target)), shape=shape)
            for place in (0, len(block.samples) - 1)
        )
        change = (first - before).tocoo()
        change.eliminate_zeros()
        row, column = change.coords
        yield _Step(block.samples.start, row.astype(np.int64), column.astype(np.int64), change.data)
        turned = mask ^ (mask >> one)
        for place in range(1, len(block.samples)):
            edges = np.flatnonzero(turned >> np.uint32(place - 1) & one)
            now = (mask[edges] >> np.uint32(place) & one).astype(np.int32)
            yield _Step(block.samples.start + place, regulator[edges], target[edges], 2 * now - 1)
        before = last


def _tested(
    sets: StudySets, sample: NDArray[np.int64], regulator: NDArray[np.int64], present: sparse.csr_array
) -> Enrichment:
    overlap = (present @ sets.member).toarray().astype(np.int64)
    degree = np.asarray(present.sum(axis=1), np.int64)
    log_p = _log_p(OverRepresentation(sets.universe, sets.sizes), overlap, degree)
    return Enrichment(sample, regulator, degree, overlap, log_p, log_q(log_p))


def _log_p(test: OverRepresentation, overlap: NDArray[np.int64], degree: NDArray[np.int64]) -> NDArray[np.float64]:
    found = [test.log_p(row, out_degree) for row, out_degree in zip(overlap, degree.tolist(), strict=True)]
    return np.array(found, np.float64).reshape(overlap.shape)
