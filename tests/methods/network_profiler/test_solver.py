"""The solver against the conditions of optimality, an independent library, and the equations themselves."""

from __future__ import annotations

import numpy as np
import pytest
from numpy.typing import NDArray
from sklearn.linear_model import ElasticNet

from compute.methods.network_profiler.fit import Data, fit_targets
from compute.methods.network_profiler.gram import standardise
from tests.estimate.conftest import correlated, dense, fit_all, local_root, search_grid

SAMPLES, REGULATORS, TARGETS = 90, 60, 12


@pytest.fixture(scope="module")
def table() -> tuple[NDArray[np.float64], NDArray[np.float64], NDArray[np.float64]]:
    values = correlated(3, SAMPLES, REGULATORS + TARGETS)
    modulator = np.sort(np.random.default_rng(4).normal(size=SAMPLES))
    return values[:, :REGULATORS], values[:, REGULATORS:], modulator


def weighted(data: NDArray[np.float64], root: NDArray[np.float64]) -> NDArray[np.float64]:
    """Weight, then standardise, written out once more and plainly."""
    product = data * root[:, None]
    return (product - product.mean(axis=0)) / product.std(axis=0)


@pytest.mark.parametrize("center", [0, 30, 89])
@pytest.mark.parametrize(("lam", "gamma"), [(30.0, 0.0), (20.0, 5.0), (4.0, 9.0), (2.0, 90.0)])
def test_agrees_with_scikit_learn_on_the_weighted_data(
    table: tuple[NDArray[np.float64], ...], center: int, lam: float, gamma: float
) -> None:
    R, T, modulator = table
    root = local_root(modulator, center, 0.8)
    ours = dense(fit_all(R, T, root, search_grid(lam, (gamma,))), REGULATORS)
    model = ElasticNet(
        alpha=(lam + gamma) / SAMPLES,
        l1_ratio=lam / (lam + gamma),
        fit_intercept=False,
        tol=1e-13,
        max_iter=200_000,
    )
    theirs = np.column_stack([model.fit(weighted(R, root), t).coef_ for t in weighted(T, root).T])
    np.testing.assert_allclose(ours, theirs, atol=1e-8)
    assert 0 < np.count_nonzero(ours) < ours.size


@pytest.mark.parametrize("rounds", [1, 4])
def test_chosen_solutions_meet_the_optimality_conditions(table: tuple[NDArray[np.float64], ...], rounds: int) -> None:
    R, T, modulator = table
    root = local_root(modulator, 50, 0.8)
    fit = fit_all(R, T, root, search_grid(-1.0, (1.0, 9.0), rounds))
    beta, R, T = dense(fit, REGULATORS), weighted(R, root), weighted(T, root)
    assert fit.fits["converged"].all()
    for k in range(TARGETS):
        b, chosen = beta[:, k], fit.fits[k]
        slope = R.T @ (T[:, k] - R @ b) - chosen["l2"] * b
        entered = b != 0
        if rounds == 1:  # w = 1: the bound is λ for every regulator
            np.testing.assert_allclose(slope[entered], chosen["l1"] * np.sign(b[entered]), rtol=1e-5)
            assert (np.abs(slope[~entered]) <= chosen["l1"] * (1 + 1e-5)).all()
        else:  # w_j = 1/(|previous β_j| + ξ): positive, and never above 1/ξ
            weight = slope[entered] * np.sign(b[entered]) / chosen["l1"]
            assert (weight > 0).all()
            assert (weight <= 1000 * (1 + 1e-5)).all()
            assert (np.abs(slope[~entered]) <= 1000 * chosen["l1"] * (1 + 1e-5)).all()


def test_a_regulator_never_regulates_itself() -> None:
    values = correlated(5, SAMPLES, 20)
    data = Data(values, values, np.arange(20))
    fit = fit_targets(data, np.arange(20), np.ones(SAMPLES), search_grid(1.0, (1.0,)))
    beta = dense(fit, 20)
    assert not beta.diagonal().any()
    assert beta.any(axis=0).all()


def test_a_constant_gene_neither_regulates_nor_is_regulated() -> None:
    R, T = correlated(6, SAMPLES, 15), correlated(7, SAMPLES, 4)
    R[:, 3] = 0.0
    T[:, 2] = 0.0
    beta = dense(fit_all(R, T, np.ones(SAMPLES), search_grid(2.0, (1.0,))), 15)
    assert not beta[3].any()
    assert not beta[:, 2].any()
    assert beta[:, 0].any()


def test_two_equal_regulators_without_ridge_still_give_a_minimum() -> None:
    R, T = correlated(8, SAMPLES, 15), correlated(9, SAMPLES, 3)
    R[:, 7] = R[:, 6]
    fit = fit_all(R, T, np.ones(SAMPLES), search_grid(2.0, (0.0,)))
    R, T = weighted(R, np.ones(SAMPLES)), weighted(T, np.ones(SAMPLES))
    slope = R.T @ (T - R @ dense(fit, 15))
    assert np.abs(slope).max() <= 2.0 * (1 + 1e-4)


def test_standardisation_follows_the_weighting() -> None:
    root = np.linspace(0.1, 1, SAMPLES)
    data = correlated(1, SAMPLES, 5)
    done = standardise(data, root)
    np.testing.assert_allclose(done.values.mean(axis=0), 0, atol=1e-12)
    np.testing.assert_allclose(done.values.var(axis=0), 1, rtol=1e-12)
    np.testing.assert_allclose(done.values * done.scale + done.mean, data * root[:, None], rtol=1e-12)
