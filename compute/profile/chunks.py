"""The unit of work of a run: the networks at a few neighbouring values of the modulator."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from compute.profile.fit import Data, fit_targets
from compute.profile.grid import Grid
from compute.profile.kernel import Kernel
from compute.study import FITS

CHUNK_POINTS = 4
"""Evaluation points of one chunk: what a killed run may lose, and what a search may follow from point to point."""


@dataclass(frozen=True)
class Points:
    """Where networks are estimated. value: (P,) score values, ascending. of_sample: (n,) the point of each sample."""

    value: NDArray[np.float64]
    of_sample: NDArray[np.int64]

    def chunks(self) -> list[range]:
        """The points of each chunk; the borders depend on the number of points only."""
        count = self.value.size
        return [range(start, min(start + CHUNK_POINTS, count)) for start in range(0, count, CHUNK_POINTS)]


def evaluation_points(modulator: NDArray[np.float64]) -> Points:
    """One point per distinct score: samples of equal score (n,) share one network."""
    value, of_sample = np.unique(modulator, return_inverse=True)
    return Points(value, of_sample.astype(np.int64))


@dataclass(frozen=True)
class Work:
    """All that chunks are computed from but their points; the same for every chunk of a run.

    data: regulators (n, q) and targets (n, p). modulator: (n,) ascending. bandwidth: (p,) h_k of each target.
    grid: the search grid for n rows.
    """

    data: Data
    modulator: NDArray[np.float64]
    kernel: Kernel
    bandwidth: NDArray[np.float64]
    grid: Grid


class PointNetwork(NamedTuple):
    """Edges at one point in any order (positions of targets and regulators) and one fit record per target (p,)."""

    target: NDArray[np.int64]
    regulator: NDArray[np.int64]
    value: NDArray[np.float32]
    fits: NDArray[np.void]


def compute_chunk(work: Work, points: Sequence[float]) -> list[PointNetwork]:
    """The networks at the score values ``points`` (ascending), one after the other, on the calling thread.

    A pure function of its arguments, which can be pickled: threads, processes and other machines of the same kind
    give the same bits. The caller limits BLAS to one thread.
    """
    groups = [(float(h), np.flatnonzero(work.bandwidth == h)) for h in np.unique(work.bandwidth)]
    return [_network(work, groups, float(point)) for point in points]


def _network(work: Work, groups: list[tuple[float, NDArray[np.int64]]], point: float) -> PointNetwork:
    fits = np.zeros(work.bandwidth.size, FITS)
    target, regulator, value = [], [], []
    for h, chosen in groups:
        fit = fit_targets(work.data, chosen, work.kernel.root_weights(work.modulator, point, h), work.grid)
        fits[chosen] = fit.fits
        target.append(chosen[fit.target])
        regulator.append(fit.regulator)
        value.append(fit.value.astype(np.float32))
    return PointNetwork(np.concatenate(target), np.concatenate(regulator), np.concatenate(value), fits)
