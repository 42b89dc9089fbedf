"""Spike and slab: exact for one regulator, at rest where it ends, blind to the order and the units of regulators."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import pytest
from numpy.typing import NDArray

from compute.methods.curves.select import Columns
from compute.methods.curves.sparse import SHORT, VARIANCES, WIDER, Sparse, sparse

N, Q = 240, 30


def columns(seed: int = 0, q: int = Q) -> Columns:
    """Each target has one regulator that is constant and one that appears along the score."""
    rng = np.random.default_rng(seed)
    x = np.sort(rng.normal(size=N))
    R = rng.normal(size=(N, q)) + 0.5 * rng.normal(size=(N, 1))
    rise = 1.0 / (1.0 + np.exp(-4.0 * x))
    T = np.column_stack([R[:, k] - 1.5 * rise * R[:, k + 1] + 0.7 * rng.normal(size=N) for k in range(4)])
    return Columns(R, T, np.full(4, -1), x, np.zeros((N, 0)))


def courses(model: Sparse, score: NDArray[np.float64]) -> NDArray[np.float64]:
    """(p, q, n)"""
    theta = np.array([model.fit_target(k).theta for k in range(len(model.frame.targets))])
    return np.asarray(theta @ model.frame.course.at(score).T)


def test_planted_courses_are_found_with_their_sign_and_place() -> None:
    given = columns()
    found = courses(sparse(given, None).learned(np.arange(4)), given.score)
    edges = np.abs(found).max(axis=2) > 0.1
    assert [np.flatnonzero(row).tolist() for row in edges] == [[k, k + 1] for k in range(4)]
    for k in range(4):
        assert found[k, k].min() > 0.2
        assert np.ptp(found[k, k]) < 0.2
        assert abs(found[k, k + 1][:40].mean()) < 0.15
        assert found[k, k + 1][-40:].mean() < -0.4


def test_with_one_regulator_the_posterior_is_that_of_a_mixture_of_gaussians() -> None:
    """By the textbook: log evidence of t ~ N(0, σ²I + V Z F F'Z') for each kind, on the samples themselves."""
    given = columns(1, 5)
    one = replace(given, regulators=given.regulators[:, :1], targets=given.targets[:, :1], excluded=np.array([-1]))
    model = sparse(one, None)
    fit = model.fit_target(0)
    Z, t = model.frame.features, model.frame.targets[0]
    size = Z.shape[1]
    log_odds, means, covariances = [np.log1p(-model.prior.sum())], [np.zeros(size)], [np.zeros((size, size))]
    precision = Z.T @ Z / fit.noise
    for c, directions in enumerate(model.direction[0]):
        FF = directions @ directions.T  # F U U'F' = F F'
        for v, variance in enumerate(VARIANCES):
            prior = variance * FF
            covariance = prior @ np.linalg.inv(np.eye(size) + precision @ prior)
            mean = covariance @ Z.T @ t / fit.noise
            evidence = 0.5 * mean @ (Z.T @ t) / fit.noise - 0.5 * np.linalg.slogdet(np.eye(size) + prior @ precision)[1]
            log_odds.append(np.log(model.prior[c, v]) + evidence)
            means.append(mean)
            covariances.append(covariance)
    share = np.exp(np.array(log_odds) - max(log_odds))
    share /= share.sum()
    mean = np.einsum("k,ka->a", share, means)
    second = np.einsum("k,kab->ab", share, [c + np.outer(m, m) for c, m in zip(covariances, means, strict=True)])
    np.testing.assert_allclose(fit.theta[0], mean, atol=2e-4)
    np.testing.assert_allclose(fit.covariance[0] / WIDER**2, second - np.outer(mean, mean), atol=2e-4)


def test_where_it_ends_no_further_sweep_moves_it() -> None:
    model = sparse(columns(), None).learned(np.arange(4))
    fit = model.fit_target(2)
    again, _ = model._fitted(2, SHORT, fit)
    assert fit.converged
    np.testing.assert_allclose(again.theta, fit.theta, atol=5e-4)


def test_order_and_units_of_regulators_do_not_matter() -> None:
    given = columns()
    order = np.random.default_rng(3).permutation(Q)
    shuffled = replace(given, regulators=5 - 3 * given.regulators[:, order], targets=2 * given.targets + 1)
    one = courses(sparse(given, None).learned(np.arange(4)), given.score)
    other = courses(sparse(shuffled, None).learned(np.arange(4)), given.score)
    np.testing.assert_allclose(other, -one[:, order], atol=5e-3)


@pytest.mark.parametrize("seed", range(3))
def test_noise_has_no_edges(seed: int) -> None:
    rng = np.random.default_rng(seed)
    given = Columns(rng.normal(size=(N, Q)), rng.normal(size=(N, 6)), np.full(6, -1), columns().score, np.zeros((N, 0)))
    found = courses(sparse(given, None).learned(np.arange(6)), given.score)
    assert np.abs(found).max() < 0.1


def test_the_target_is_no_regulator_of_its_own() -> None:
    given = columns()
    given = replace(given, targets=given.regulators[:, :1], excluded=np.array([0]))
    assert not sparse(given, None).fit_target(0).theta[0].any()
