"""The unit of work of a run: the networks at a few neighbouring values of the modulator."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from compute.methods.base import Network
from compute.methods.network_profiler.diagnostics import FITS
from compute.methods.network_profiler.fit import Data, Trails, fit_targets
from compute.methods.network_profiler.grid import Grid
from compute.methods.network_profiler.kernel import Kernel
from compute.methods.own_scores import OwnScores, by_score


@dataclass(frozen=True)
class Work:
    """All that chunks are computed from but their points; the same for every chunk of a run.

    data: regulators (n, q) and targets (n, p). modulator: (n,) ascending. bandwidth: (p,) h_k of each target, NaN
    before it is chosen. grid: the search grid for n rows. follow: within a chunk a search begins where its neighbour's
    came out. own: of the targets that have another score than ``modulator``, of the same samples.
    """

    data: Data
    modulator: NDArray[np.float64]
    kernel: Kernel
    bandwidth: NDArray[np.float64]
    grid: Grid
    follow: bool = False
    own: OwnScores = field(default_factory=dict)


class BandwidthGroup(NamedTuple):
    """Targets of one bandwidth along one score (their positions, and that score), and where their searches came out at
    the point before.
    """

    bandwidth: float
    targets: NDArray[np.int64]
    trails: Trails | None
    modulator: NDArray[np.float64]


def compute_chunk(work: Work, points: Sequence[float]) -> list[Network]:
    """The networks at the score values ``points`` (ascending), one after the other, on the calling thread.

    A pure function of its arguments, which can be pickled: threads, processes and other machines of the same kind
    give the same bits. The caller limits BLAS to one thread.
    """
    groups = [
        BandwidthGroup(float(h), along[work.bandwidth[along] == h], [] if work.follow else None, modulator)
        for modulator, along in by_score(work.own, work.modulator, work.bandwidth.size)
        for h in np.unique(work.bandwidth[along])
    ]
    return [_network(work, groups, float(point)) for point in points]


def _network(work: Work, groups: list[BandwidthGroup], point: float) -> Network:
    fits = np.zeros(work.bandwidth.size, FITS)
    target, regulator, value = [], [], []
    for h, chosen, trails, modulator in groups:
        fit = fit_targets(work.data, chosen, work.kernel.root_weights(modulator, point, h), work.grid, trails)
        fits[chosen] = fit.fits
        target.append(chosen[fit.target])
        regulator.append(fit.regulator)
        value.append(fit.value.astype(np.float32))
    return Network(np.concatenate(target), np.concatenate(regulator), np.concatenate(value), fits)
