"""Where EM starts from: local optima are many, so it starts from many places. [src: at least 100; how: ours]"""

from __future__ import annotations

import numpy as np

from compute.methods.state_space.em import LEAST_NOISE, radius
from compute.methods.state_space.model import Floats, Parameters
from compute.methods.state_space.rules import Rules
from compute.methods.state_space.series import Series

FREE = Rules()
SPREAD = 0.5
"""Noise of a start around the singular vectors, as a share of their size."""


def start(series: Series, states: int, number: int, seed: int, rules: Rules = FREE) -> Parameters:
    """Start ``number``: 0 the singular vectors of the data; odd ones these with noise; even ones drawn at random.

    Seeded by seed, number of states and number: the same whoever computes it. It keeps to the rules.
    """
    rng = np.random.default_rng([seed, states, number])
    if number and number % 2 == 0:
        made = _random(series, states, rng)
    else:
        made = _from_singular(series, states, rng if number else None)
    noise = np.full_like(made.noise, made.noise.mean()) if rules.common else made.noise
    return Parameters(made.loading, made.transition, noise, np.zeros(states) if rules.zero else made.first, made.level)


def _random(series: Series, states: int, rng: np.random.Generator) -> Parameters:
    size = np.sqrt(series.variance / states)
    loading = rng.normal(size=(series.genes, states)) * size[:, None] * 0.5
    transition = _steady(np.eye(states) * 0.8 + rng.normal(size=(states, states)) * 0.2)
    return Parameters(loading, transition, series.variance * 0.75, rng.normal(size=states), np.zeros(series.genes))


def _from_singular(series: Series, states: int, rng: np.random.Generator | None) -> Parameters:
    """Scores of the singular vectors as states, F by regression, scaled so that the states' noise is I."""
    replicates, times, genes = series.values.shape
    there = series.there
    rows = series.values[there] / np.sqrt(series.variance)
    left, size, right = _leading(rows, states)
    if rng is not None:
        right = right + rng.normal(size=right.shape) * SPREAD / np.sqrt(genes)
        left = rows @ np.linalg.pinv(right) / size
    scores = np.full((replicates, times, states), np.nan)
    scores[there] = left * np.sqrt(len(rows))
    measured = series.measured()
    before, after = (scores[:, part].reshape(-1, states) for part in (measured[:-1], measured[1:]))
    both = np.isfinite(before).all(axis=1) & np.isfinite(after).all(axis=1)
    before, after = before[both], after[both]
    ridge = 0.1 * np.eye(states) * max(len(before), 1) / 10
    transition = _steady(np.linalg.solve(before.T @ before + ridge, before.T @ after + 0.9 * ridge).T)
    left_over = after - before @ transition.T
    noise = left_over.T @ left_over / max(len(before), 1) + 0.05 * np.eye(states)
    root = np.linalg.cholesky(noise)
    loading = (right.T * size / np.sqrt(len(rows)) * np.sqrt(series.variance)[:, None]) @ root
    rest = np.square(series.values[there] - (left * np.sqrt(len(rows))) @ np.linalg.inv(root).T @ loading.T).mean(
        axis=0
    )
    inverse = np.linalg.inv(root)
    first = np.nanmean(scores[:, measured[0]], axis=0) if len(measured) else np.zeros(states)
    return Parameters(
        np.ascontiguousarray(loading),
        np.ascontiguousarray(inverse @ transition @ root),
        np.maximum(rest, max(LEAST_NOISE, 0.01) * series.variance),
        inverse @ np.nan_to_num(first),
        np.zeros(genes),
    )


def _leading(rows: Floats, states: int) -> tuple[Floats, Floats, Floats]:
    """(n, k) left, (k,) size and (k, p) right singular vectors of rows (n, p), through the shorter side."""
    left, size, right = np.linalg.svd(rows, full_matrices=False)
    have = min(states, len(size))
    out = np.zeros((len(rows), states)), np.ones(states) * max(size[-1], 1e-3), np.zeros((states, rows.shape[1]))
    out[0][:, :have], out[1][:have], out[2][:have] = left[:, :have], np.maximum(size[:have], 1e-3), right[:have]
    return out


def _steady(transition: Floats) -> Floats:
    """Scaled down where its courses would grow."""
    largest = radius(transition)
    return np.ascontiguousarray(transition * min(1.0, 0.98 / largest)) if largest > 0 else transition
