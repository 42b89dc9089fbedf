"""The bandwidth, by prediction of held-out samples: one for the study, or one for each target."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass, field

import numpy as np
from numpy.typing import NDArray

from compute.methods.network_profiler.fit import Data, fit_targets
from compute.methods.network_profiler.grid import Grid
from compute.methods.network_profiler.kernel import Kernel
from compute.methods.own_scores import OwnScores, by_score, of_samples

POLLED = 500
"""Targets that are asked where one bandwidth is to serve them all."""


@dataclass(frozen=True)
class BandwidthChoice:
    """chosen: (p,) h_k. candidates: (H,). polled: (k,) the targets asked.

    error: (H, k) CV_k(h), in squared units of the target's expression.
    """

    chosen: NDArray[np.float64]
    candidates: NDArray[np.float64]
    polled: NDArray[np.int64]
    error: NDArray[np.float64]


def hold_out_set(samples: int, size: int, seed: int) -> NDArray[np.int64]:
    """The random hold-out set S, ascending; at most a quarter of the samples."""
    size = max(1, min(size, samples // 4))
    return np.sort(np.random.default_rng(seed).choice(samples, size, replace=False))


@dataclass(frozen=True)
class HoldOut:
    """All that the errors at the held-out samples are computed from.

    seen: the other samples' data, with their scores ``modulator`` and ``kernel``. regulators (S, q), targets (S, p),
    covariates (S, d), centre (S,): expression, what is taken out of it, and score of the held-out samples.
    candidates: (H,). grid: for the rows of ``seen``. own: of targets that have another score than ``modulator``.
    """

    seen: Data
    modulator: NDArray[np.float64]
    kernel: Kernel
    regulators: NDArray[np.float64]
    targets: NDArray[np.float64]
    covariates: NDArray[np.float64]
    centre: NDArray[np.float64]
    candidates: NDArray[np.float64]
    grid: Grid
    own: OwnScores = field(default_factory=dict)


def polled_targets(targets: int, each: bool, seed: int) -> NDArray[np.int64]:
    """Who is asked: every target where each gets its own bandwidth, otherwise at most 500 random ones."""
    if each or targets <= POLLED:
        return np.arange(targets)
    return np.sort(np.random.default_rng(seed).choice(targets, POLLED, replace=False))


def hold_out(
    data: Data,
    modulator: NDArray[np.float64],
    candidates: NDArray[np.float64],
    held_out: NDArray[np.int64],
    grid: Callable[[int], Grid],
    kernel: Kernel,
    own: OwnScores | None = None,
) -> HoldOut:
    """Set the samples ``held_out`` apart. The first pass of the grid alone predicts, without recursive weights."""
    keep = np.ones(modulator.size, bool)
    keep[held_out] = False
    return HoldOut(
        seen=data.rows(keep),
        modulator=modulator[keep],
        kernel=kernel.rows(keep),
        regulators=data.regulators[held_out],
        targets=data.targets[held_out],
        covariates=data.covariates[held_out]
        if data.covariates is not None and data.local
        else np.zeros((held_out.size, 0)),
        centre=modulator[held_out],
        candidates=candidates,
        grid=grid(int(keep.sum()))._replace(rounds=1),
        own=of_samples(own or {}, keep),
    )


def hold_out_errors(held: HoldOut, sample: int) -> NDArray[np.float64]:
    """(H, p) squared errors at one held-out sample, on the scale of the expression; a pure function, one thread."""
    targets = held.targets.shape[1]
    error = np.empty((held.candidates.size, targets))
    for h, candidate in enumerate(held.candidates):
        for score, along in by_score(held.own, held.modulator, targets):
            root = held.kernel.root_weights(score, float(held.centre[sample]), float(candidate))
            fit = fit_targets(held.seen, along, root, held.grid)
            covariates = held.covariates[sample]
            regulators = fit.regulators.place(held.regulators[sample], covariates)
            effect: NDArray[np.float64] = np.bincount(
                fit.target, fit.value * regulators[fit.regulator], minlength=along.size
            ).astype(np.float64)
            miss = held.targets[sample, along] - fit.targets.back(effect, covariates)
            error[h, along] = miss * miss
    return error


def choose_bandwidths(
    errors: Iterable[NDArray[np.float64]],
    candidates: NDArray[np.float64],
    polled: NDArray[np.int64],
    targets: int,
    each: bool,
) -> BandwidthChoice:
    """CV_k(h) = Σ_{α∈S} (t_αk − prediction)², each fit centred at m_α but blind to every sample of S.

    errors: of :func:`hold_out_errors`, in the order of the held-out samples. polled: the targets asked, out of
    ``targets``. each: every target its own h_k, the one of least CV_k, as published; otherwise all targets the h of
    least Σ_k CV_k(h) / mean_h CV_k, so that every target counts the same [ours: steadier, see docs/evaluation.md].
    Source of the criterion: Shimamura et al. 2011. The paper does not say on which scale the errors of different h are
    compared; here a prediction is carried back to the scale of the expression table with the means and scales of its
    own fit (our formulation).
    """
    total = np.zeros((candidates.size, polled.size))
    for error in errors:
        total += error
    if each:
        best = total.argmin(axis=0)
    else:
        mean = total.mean(axis=0)
        shares = total / np.where(mean > 0, mean, 1.0)
        best = np.full(targets, shares.sum(axis=1).argmin())
    return BandwidthChoice(candidates[best], candidates, polled, total)
