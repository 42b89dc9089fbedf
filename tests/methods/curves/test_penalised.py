"""Levels and slopes at the minimum of their objective, and how sure they are."""

from __future__ import annotations

from dataclasses import replace

import numpy as np

from compute.methods.curves.fit import PENALTIES, SLOPE_PENALTY, follow_path, penalised
from compute.methods.curves.select import Columns


def columns(seed: int, n: int = 200, q: int = 12) -> Columns:
    rng = np.random.default_rng(seed)
    x = np.sort(rng.normal(size=n))
    R = rng.normal(size=(n, q)) + rng.normal(size=(n, 1))
    t = R[:, 0] - 0.8 * x * R[:, 1] + rng.normal(size=n)
    return Columns(R, t[:, None], np.array([-1]), x, np.zeros((n, 0)))


def test_the_subgradient_of_the_objective_holds_along_the_path() -> None:
    """|c_j − (Gb)_j − ρ n b_j| ≤ λ w_j, with equality and the sign of b_j where b_j is not 0."""
    problem = penalised(columns(0), 0.3, 0)
    cross = problem.frame.features.T @ problem.frame.targets[0]
    weight = np.tile([1.0, SLOPE_PENALTY], 12)
    path = np.zeros((PENALTIES.size, 24))
    follow_path(problem.gram, cross, weight, 60.0, PENALTIES, 1000, path)
    start = np.max(np.abs(cross) / weight)
    for step, b in zip(PENALTIES, path, strict=True):
        slack = cross - problem.gram @ b - 60.0 * b
        bound = step * start * weight
        assert (np.abs(slack) <= bound + 3e-5 * start).all()
        np.testing.assert_allclose(slack[b != 0], (np.sign(b) * bound)[b != 0], atol=3e-5 * start)
    assert np.count_nonzero(path[-1]) > 4


def test_the_order_of_regulators_does_not_matter() -> None:
    given = columns(1)
    order = np.random.default_rng(2).permutation(12)
    one = penalised(given, 0.3, 0).fit_target(0)
    other = penalised(replace(given, regulators=given.regulators[:, order]), 0.3, 0).fit_target(0)
    np.testing.assert_allclose(other.theta, one.theta[order], atol=1e-4)
    np.testing.assert_allclose(other.covariance, one.covariance[order], atol=1e-4)


def test_with_little_penalty_bands_hold_what_was_planted_as_often_as_they_say() -> None:
    """A small ridge and every regulator in: the band is that of least squares."""
    held = []
    for seed in range(60):
        given = columns(seed)
        scale = given.regulators[:, 0].std() / given.targets[:, 0].std()
        fit = penalised(given, 0.01, 0, detrended=False).fit_target(0)
        held.append(abs(fit.theta[0, 0] - scale) < 1.645 * np.sqrt(fit.covariance[0, 0, 0]))
    assert 0.75 < np.mean(held) <= 1.0
