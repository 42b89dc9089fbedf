"""Fit every target of one (sample, bandwidth): the weighted Gram once, then the search, target by target."""

from __future__ import annotations

import threading
from dataclasses import dataclass, replace

import numpy as np
from numpy.typing import NDArray

from compute.methods.network_profiler.diagnostics import FITS
from compute.methods.network_profiler.gram import CONSTANT, Standardised, weighted_problem
from compute.methods.network_profiler.grid import Grid
from compute.methods.network_profiler.scratch import Scratch, Trail, scratch, trail
from compute.methods.network_profiler.search import found, search_targets

TARGETS_AT_ONCE = 512
"""Targets per compiled call; bounds the room for results."""

LONGEST_TRAIL = 256
"""Coefficients kept of a first pass for the next score to begin with; bounds memory, not the search."""

Trails = list[Trail]
"""One trail per TARGETS_AT_ONCE targets; empty before the first score."""


@dataclass(frozen=True)
class Data:
    """Expression of regulators (n, q) and targets (n, p), and which regulator each target is (−1: none).

    local: bring the weighted columns to scale with `standardise_locally`, as a regression
    with intercept, instead of as published.
    device: where it is fitted, "cpu" or "cuda"; :class:`~compute.errors.UserError` where that cannot be had.
    covariates: (n, d) what is taken out, None for nothing: near each score, weighted as the data are, where ``local``,
    otherwise over all samples, which :meth:`adjusted` has done.
    """

    regulators: NDArray[np.float64]
    targets: NDArray[np.float64]
    excluded: NDArray[np.int64]
    local: bool = False
    device: str = "cpu"
    covariates: NDArray[np.float64] | None = None

    def __post_init__(self) -> None:
        check_device(self.device)

    def only(self, targets: NDArray[np.int64]) -> Data:
        """The same with these targets alone."""
        return replace(self, targets=np.ascontiguousarray(self.targets[:, targets]), excluded=self.excluded[targets])

    def rows(self, keep: NDArray[np.bool_]) -> Data:
        covariates = None if self.covariates is None else self.covariates[keep]
        part = replace(self, regulators=self.regulators[keep], targets=self.targets[keep], covariates=covariates)
        return part.adjusted()

    def adjusted(self) -> Data:
        """The same without what the covariates explain over all samples; every gene keeps its mean."""
        if self.local or self.covariates is None:
            return self
        centred = self.covariates - self.covariates.mean(axis=0)
        inverse = np.linalg.pinv(centred, rcond=CONSTANT)
        left = [values - centred @ (inverse @ values) for values in (self.regulators, self.targets)]
        return replace(self, regulators=left[0], targets=left[1])


def check_device(name: str) -> None:
    """Raise :class:`~compute.errors.UserError` unless a search can run on the device ``name``, "cpu" or "cuda"."""
    if name != "cpu":
        from compute.methods.network_profiler.batched.device import open_device

        open_device(name)


@dataclass(frozen=True)
class Fitted:
    """Solutions of some targets in one sample: edges sorted by target then regulator, one fit record per target.

    target: positions in the ``chosen`` list given to :func:`fit_targets`.
    """

    target: NDArray[np.int64]
    regulator: NDArray[np.int64]
    value: NDArray[np.float64]
    fits: NDArray[np.void]
    regulators: Standardised
    targets: Standardised


_thread = threading.local()


def _own_scratch(regulators: int, grid: Grid) -> Scratch:
    kept: tuple[int, int, Scratch] | None = getattr(_thread, "scratch", None)
    if kept is None or kept[:2] != (regulators, grid.ratios.size):
        kept = (regulators, grid.ratios.size, scratch(regulators, grid))
        _thread.scratch = kept
    return kept[2]


def fit_targets(
    data: Data, chosen: NDArray[np.int64], root: NDArray[np.float64], grid: Grid, last: Trails | None = None
) -> Fitted:
    """Fit the chosen targets with the square roots of the kernel weights, κ (n,).

    last: where the search of these targets came out at the score before; it is followed, and brought up to date.
    Without it every target is searched in full, and on the device of ``data`` all at once.
    """
    if data.device != "cpu":
        from compute.methods.network_profiler.batched.fit import fit_on_device

        return fit_on_device(data, chosen, root, grid, data.device)
    q = data.regulators.shape[1]
    problem = weighted_problem(
        data.regulators, data.targets[:, chosen], root, data.local, data.covariates if data.local else None
    )
    single = problem.gram.astype(np.float32)
    own = _own_scratch(q, grid)
    target, regulator, value = [], [], []
    fits = np.zeros(chosen.size, FITS)
    follow = last is not None and bool(last)
    for number, start in enumerate(range(0, chosen.size, TARGETS_AT_ONCE)):
        part = slice(start, min(start + TARGETS_AT_ONCE, chosen.size))
        out = found(part.stop - start, q)
        excluded = data.excluded[chosen[part]]
        if follow and last is not None:
            path = last[number]
        else:
            path = trail(part.stop - start, grid, 0 if last is None else min(q, LONGEST_TRAIL))
            if last is not None:
                last.append(path)
        search_targets(
            own,
            problem.gram,
            single,
            problem.cross[part],
            problem.square[part],
            problem.effective,
            excluded,
            grid,
            out,
            path,
            follow,
        )
        filled = np.arange(q) < out.edges[:, None]
        target.append(start + np.repeat(np.arange(out.edges.size), out.edges))
        regulator.append(out.regulator[filled].astype(np.int64))
        value.append(out.value[filled])
        for name in FITS.names or ():
            fits[name][part] = getattr(out, name)
    return Fitted(
        np.concatenate(target),
        np.concatenate(regulator),
        np.concatenate(value),
        fits,
        problem.regulators,
        problem.targets,
    )
