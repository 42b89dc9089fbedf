"""Levels and slopes at the minimum of their objective, and how sure they are."""

from __future__ import annotations

from dataclasses import replace

import numpy as np

from compute.methods.curves.fit import PENALTIES, SLOPE_PENALTY, WIDER, follow_path, penalised
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


def test_the_covariance_is_that_of_a_ridge_regression_on_the_chosen_made_wider() -> None:
    problem = penalised(columns(3), 0.3, 0)
    fit = problem.fit_target(0)
    chosen = np.flatnonzero(fit.theta.any(axis=1))
    Z = problem.frame.features.reshape(200, 12, 2)[:, chosen].reshape(200, -1)
    inverse = np.linalg.inv(Z.T @ Z + 60.0 * np.eye(Z.shape[1]))
    left = problem.frame.targets[0] - Z @ fit.theta[chosen].ravel()
    noise = left @ left / (200 - np.trace(Z @ inverse @ Z.T))
    assert np.isclose(fit.noise, noise)
    expected = WIDER**2 * noise * inverse
    for place, regulator in enumerate(chosen):
        block = slice(2 * place, 2 * place + 2)
        np.testing.assert_allclose(fit.covariance[regulator], expected[block, block], rtol=1e-8)
    assert 0 < chosen.size < 12
    assert not np.delete(fit.covariance, chosen, axis=0).any()


def test_a_target_without_edges_has_no_uncertainty() -> None:
    given = columns(4)
    fit = penalised(replace(given, targets=np.zeros((200, 1))), 0.3, 0).fit_target(0)
    assert not fit.theta.any()
    assert not fit.covariance.any()
