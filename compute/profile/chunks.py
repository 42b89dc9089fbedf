"""The unit of work of a run: the networks at a few neighbouring values of the modulator."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from compute.profile.fit import Data, Trails, fit_targets
from compute.profile.grid import Grid
from compute.profile.kernel import Kernel
from compute.profile.settings import Settings
from compute.study import FITS

CHUNK_POINTS = 4
"""Evaluation points of one chunk: what a killed run may lose."""
TRACK_POINTS = 8
"""The same where a search follows from point to point: the first point of a chunk is searched in full."""


@dataclass(frozen=True)
class Points:
    """Where networks are estimated. value: (P,) score values, ascending. of_sample: (n,) the point of each sample.

    together: points of one chunk.
    """

    value: NDArray[np.float64]
    of_sample: NDArray[np.int64]
    together: int = CHUNK_POINTS

    def chunks(self) -> list[range]:
        """The points of each chunk; the borders depend on the number of points only."""
        count = self.value.size
        return [range(start, min(start + self.together, count)) for start in range(0, count, self.together)]


def evaluation_points(modulator: NDArray[np.float64], settings: Settings) -> Points:
    """One point per distinct score (samples of equal score (n,) share one network), or the nearest of a coarser grid.

    The grid's values are quantiles of the scores, both ends included: dense where samples are.
    """
    together = TRACK_POINTS if settings.search == "track" else CHUNK_POINTS
    value, of_sample = np.unique(modulator, return_inverse=True)
    if settings.score_grid is not None and settings.score_grid < value.size:
        value = np.unique(np.quantile(modulator, np.linspace(0.0, 1.0, settings.score_grid)))
        of_sample = np.searchsorted((value[1:] + value[:-1]) / 2.0, modulator)
        used, of_sample = np.unique(of_sample, return_inverse=True)
        value = value[used]
    return Points(value, of_sample.astype(np.int64), together)


@dataclass(frozen=True)
class Work:
    """All that chunks are computed from but their points; the same for every chunk of a run.

    data: regulators (n, q) and targets (n, p). modulator: (n,) ascending. bandwidth: (p,) h_k of each target.
    grid: the search grid for n rows. follow: within a chunk a search begins where its neighbour's came out.
    """

    data: Data
    modulator: NDArray[np.float64]
    kernel: Kernel
    bandwidth: NDArray[np.float64]
    grid: Grid
    follow: bool = False


class PointNetwork(NamedTuple):
    """Edges at one point in any order (positions of targets and regulators) and one fit record per target (p,)."""

    target: NDArray[np.int64]
    regulator: NDArray[np.int64]
    value: NDArray[np.float32]
    fits: NDArray[np.void]


class Group(NamedTuple):
    """Targets of one bandwidth (their positions), and where their searches came out at the point before."""

    bandwidth: float
    targets: NDArray[np.int64]
    trails: Trails | None


def compute_chunk(work: Work, points: Sequence[float]) -> list[PointNetwork]:
    """The networks at the score values ``points`` (ascending), one after the other, on the calling thread.

    A pure function of its arguments, which can be pickled: threads, processes and other machines of the same kind
    give the same bits. The caller limits BLAS to one thread.
    """
    groups = [
        Group(float(h), np.flatnonzero(work.bandwidth == h), [] if work.follow else None)
        for h in np.unique(work.bandwidth)
    ]
    return [_network(work, groups, float(point)) for point in points]


def _network(work: Work, groups: list[Group], point: float) -> PointNetwork:
    fits = np.zeros(work.bandwidth.size, FITS)
    target, regulator, value = [], [], []
    for h, chosen, trails in groups:
        fit = fit_targets(work.data, chosen, work.kernel.root_weights(work.modulator, point, h), work.grid, trails)
        fits[chosen] = fit.fits
        target.append(chosen[fit.target])
        regulator.append(fit.regulator)
        value.append(fit.value.astype(np.float32))
    return PointNetwork(np.concatenate(target), np.concatenate(regulator), np.concatenate(value), fits)
