"""One bandwidth per target, by prediction of held-out samples."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from compute.profile.fit import Data, fit_targets, in_order
from compute.profile.kernel import Kernel
from compute.profile.search import Grid


@dataclass(frozen=True)
class BandwidthChoice:
    """chosen: (p,) h_k. candidates: (H,). error: (H, p) CV_k(h), in squared units of the target's expression."""

    chosen: NDArray[np.float64]
    candidates: NDArray[np.float64]
    error: NDArray[np.float64]


def hold_out_set(samples: int, size: int, seed: int) -> NDArray[np.int64]:
    """The random hold-out set S, ascending; at most a quarter of the samples."""
    size = max(1, min(size, samples // 4))
    return np.sort(np.random.default_rng(seed).choice(samples, size, replace=False))


def choose_bandwidths(
    data: Data,
    modulator: NDArray[np.float64],
    candidates: NDArray[np.float64],
    held_out: NDArray[np.int64],
    grid: Callable[[int], Grid],
    kernel: Kernel,
    workers: int = 1,
    progress: Callable[[int, int], None] | None = None,
) -> BandwidthChoice:
    """CV_k(h) = Σ_{α∈S} (t_αk − prediction)², each fit centred at m_α but blind to every sample of S.

    grid: the search grid for a number of rows. Source of the criterion: Shimamura et al. 2011. The paper does not
    say on which scale the errors of different h are compared; here a prediction is carried back to the scale of
    the expression table with the means and scales of its own fit (our formulation).
    """
    keep = np.ones(modulator.size, bool)
    keep[held_out] = False
    seen, seen_kernel = data.rows(keep), kernel.rows(keep)
    everything = np.arange(data.targets.shape[1])
    search_grid = grid(int(keep.sum()))
    tasks = [(h, int(alpha)) for alpha in held_out for h in range(candidates.size)]

    def squared_error(task: tuple[int, int]) -> NDArray[np.float64]:
        h, alpha = task
        root = seen_kernel.root_weights(modulator[keep], modulator[alpha], candidates[h])
        fit = fit_targets(seen, everything, root, search_grid)
        regulators = (data.regulators[alpha] - fit.regulators.mean) / fit.regulators.scale
        effect = np.bincount(fit.target, fit.value * regulators[fit.regulator], minlength=everything.size)
        miss: NDArray[np.float64] = data.targets[alpha] - (fit.targets.mean + fit.targets.scale * effect)
        return miss * miss

    error = np.zeros((candidates.size, everything.size))
    for done, ((h, _), missed) in enumerate(zip(tasks, in_order(workers, squared_error, tasks), strict=True), 1):
        error[h] += missed
        if progress is not None:
            progress(done, len(tasks))
    return BandwidthChoice(candidates[error.argmin(axis=0)], candidates, error)
