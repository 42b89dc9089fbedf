"""The objective: its gradient, its indifference to rotations, its closed-form output weights."""

from __future__ import annotations

import numpy as np
import pytest
import torch
from scipy.optimize import check_grad
from sklearn.linear_model import Ridge

from compute.components.learn.outcome import ScoreOutcome
from compute.components.learn.predictor import LinearPredictor
from compute.components.trip.objective import Objective, orthonormal
from compute.components.trip.search_space import Subspace
from compute.components.trip.stack import NetworkStack
from tests.components import planted

NETWORKS = planted.sparse_networks(0, samples=40)
SCORES = np.random.default_rng(0).normal(size=40)


def objective(left: planted.Floats, right: planted.Floats, hidden: int = 0, rho: float = 0.7) -> Objective:
    rng = np.random.default_rng(3)
    reference = Subspace(left, right)
    return Objective(
        NetworkStack.of(NETWORKS), ScoreOutcome(SCORES), reference, rho=rho, ridge=0.05, hidden=hidden, rng=rng
    )


def at(left: planted.Floats, right: planted.Floats) -> planted.Floats:
    """Parameters of a linear model with these factors."""
    return np.concatenate([left.ravel(), right.ravel()])


def factors(seed: int) -> tuple[planted.Floats, planted.Floats]:
    rng = np.random.default_rng(seed)
    return planted.orthonormal(rng, 12, 3), planted.orthonormal(rng, 7, 2)


@pytest.mark.parametrize("hidden", [0, 4])
def test_the_gradient_is_that_of_finite_differences(hidden: int) -> None:
    examined = objective(*factors(1), hidden=hidden)
    start = examined.start(Subspace(*factors(1)))
    away = start + 0.1 * np.random.default_rng(2).normal(size=start.size)
    difference = check_grad(
        lambda x: examined.loss_and_gradient(x)[0], lambda x: examined.loss_and_gradient(x)[1], away
    )
    assert difference < 1e-5 * np.linalg.norm(examined.loss_and_gradient(away)[1]) + 1e-6


def test_a_linear_model_is_indifferent_to_rotations_of_its_factors() -> None:
    left, right = factors(1)
    rng = np.random.default_rng(4)
    turned = left @ planted.orthonormal(rng, 3, 3), right @ planted.orthonormal(rng, 2, 2)
    losses = [objective(*pair).loss_and_gradient(at(*pair))[0] for pair in ((left, right), turned)]
    assert losses[0] == pytest.approx(losses[1], rel=1e-12)


def test_output_weights_are_those_of_ridge_regression() -> None:
    left, right = factors(1)
    examined = objective(left, right)
    found = examined.solution(at(left, right))
    flat = np.stack([(left.T @ network @ right).ravel() for network in NETWORKS])
    scale = flat.std(axis=0)
    scale = np.sqrt((scale**2).mean())
    ridge = Ridge(alpha=0.05 * len(SCORES)).fit(flat / scale, SCORES)
    assert isinstance(found.predictor, LinearPredictor)
    np.testing.assert_allclose(found.predictor.weights.ravel(), ridge.coef_ / scale, rtol=1e-8)
    np.testing.assert_allclose(found.predictor.predict(found.cores), ridge.predict(flat / scale), rtol=1e-8)


@pytest.mark.parametrize("hidden", [0, 4])
def test_the_loss_is_made_of_what_the_solution_says(hidden: int) -> None:
    """With ρ raised by one the loss rises by the share of energy that is lost; the misfit is that of the predictor."""
    left, right = factors(1)
    low, high = objective(left, right, hidden), objective(left, right, hidden, rho=1.7)
    here = low.start(Subspace(left, right))
    found = low.solution(here)
    rise = high.loss_and_gradient(here)[0] - low.loss_and_gradient(here)[0]
    assert rise == pytest.approx(1 - found.retained)
    residual = SCORES - found.predictor.predict(found.cores)
    assert found.misfit == pytest.approx((residual**2).mean() / SCORES.var())


def test_the_orthonormal_part_of_an_orthonormal_matrix_is_itself() -> None:
    free = torch.from_numpy(planted.orthonormal(np.random.default_rng(5), 9, 4))
    np.testing.assert_allclose(orthonormal(free).numpy(), free.numpy(), atol=1e-14)
    np.testing.assert_allclose(orthonormal(-free).numpy(), -free.numpy(), atol=1e-14)
