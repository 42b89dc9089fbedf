"""How many states: BIC, and beside it how well a step ahead is predicted in courses that were left out."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from compute.methods.state_space.em import Fitted, fitted, moments
from compute.methods.state_space.model import Floats, Parameters, states_of
from compute.methods.state_space.rules import Rules
from compute.methods.state_space.series import Series, series_of
from compute.methods.state_space.start import start

SHORT = 10
"""Up to so many measured times a series is short: F is then drawn towards states that stay."""
FOLDS = 5
HELD_STARTS, HELD_FIRST, HELD_LOOPS = 5, 20, 200


def bic(series: Series, of: Parameters, log_likelihood: float, rules: Rules) -> float:
    """-2 log L + log(n) d of unique parameters, n the samples with a value (of all replicates). [count of n: ours]

    d = pk + p + k² + k - k(k-1)/2; with a ridge κ, k² becomes the effective number k tr S(S + κI)^{-1}, S = Σ P_{n-1}.
    [ours] Genes' levels are the same for every k and left out.
    """
    p, k = of.loading.shape
    free = float(k * k)
    if rules.ridge:
        earlier = moments(series, states_of(series, of))[2]
        free = k * float(np.trace(np.linalg.solve(earlier + rules.ridge * np.eye(k), earlier)))
    noise = 1 if rules.common else p
    parameters = p * k + noise + free + (0 if rules.zero else k) - k * (k - 1) / 2
    return -2 * log_likelihood + float(np.log(series.rows)) * float(parameters)


def ridges(series_times: int) -> tuple[float, ...]:
    """The values of κ to choose among for so many measured times. [ours]"""
    return (0.0, 1.0, series_times / 2) if series_times <= SHORT else (0.0,)


def from_start(series: Series, states: int, number: int, seed: int, rules: Rules, loops: int) -> Fitted:
    """EM from start ``number``."""
    return fitted(series, start(series, states, number, seed, rules), rules, loops)


@dataclass(frozen=True)
class Fold:
    """What is left out together. train, test: (M, N, p), NaN where nothing is observed; ``after``: of the test, the
    times from which on it counts.
    """

    train: Floats
    test: Floats
    after: int


def folds(values: Floats, parts: int = FOLDS) -> list[Fold]:
    """Replicates in turn, in so many parts; of a single one the last third. values: (M, N, p), NaN for none."""
    parts = min(parts, len(values))
    if parts > 1:
        number = np.arange(len(values)) % parts
        return [Fold(values[number != fold], values[number == fold], 0) for fold in range(parts)]
    measured = np.flatnonzero(np.isfinite(values).any(axis=(0, 2)))
    cut = int(measured[-max(1, len(measured) // 3)])
    train = values.copy()
    train[:, cut:] = np.nan
    return [Fold(train, values, cut)]


def held_out(fold: Fold, states: int, rules: Rules, seed: int) -> NDArray[np.float64]:
    """Σ of squared errors, in variances of the genes, of one step ahead: (by the model, by no change, by the mean), and
    how many values. Only where the course has been observed before.
    """
    mean = np.nanmean(fold.train, axis=(0, 1), keepdims=True)
    mean = np.where(np.isfinite(mean), mean, 0.0)
    train = series_of(fold.train - mean)
    tried = [from_start(train, states, number, seed, rules, HELD_FIRST) for number in range(HELD_STARTS)]
    best = fitted(train, max(tried, key=lambda one: one.objective).parameters, rules, HELD_LOOPS).parameters
    test = fold.test - mean
    ahead = states_of(series_of(test), best).ahead @ best.loading.T + best.level
    last = np.full_like(test, np.nan)
    for n in range(1, test.shape[1]):
        last[:, n] = np.where(np.isfinite(test[:, n - 1]), test[:, n - 1], last[:, n - 1])
    counts = np.isfinite(test) & np.isfinite(last)
    counts[:, : fold.after] = False
    scale = np.sqrt(train.variance)
    errors = [float(np.square(((test - guess) / scale)[counts]).sum()) for guess in (ahead, last, np.zeros_like(test))]
    return np.array([*errors, counts.sum()])
