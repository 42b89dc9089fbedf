"""Contributions add up, and are what the definitions say."""

from __future__ import annotations

import numpy as np
import pytest
from numpy.typing import NDArray

from compute.components import TRIP
from compute.components.learn.predictor import LinearPredictor, MlpPredictor, Predictor
from tests.components.planted import orthonormal, sparse_networks

Floats = NDArray[np.float64]
RNG = np.random.default_rng(0)
LINEAR = LinearPredictor(RNG.normal(size=(3, 2)), 0.4)
MLP = MlpPredictor(RNG.normal(size=(6, 3, 2)), RNG.normal(size=6), RNG.normal(size=6), -1.2)


def by_quadrature(predictor: Predictor, core: Floats) -> Floats:
    """∫₀¹ ∇f(tZ) dt by central differences at Gauss-Legendre nodes."""
    nodes, weights = np.polynomial.legendre.leggauss(40)
    total = np.zeros_like(core)
    for node, weight in zip((nodes + 1) / 2, weights / 2, strict=True):
        for entry in np.ndindex(core.shape):
            step = np.zeros_like(core)
            step[entry] = 1e-5
            up, down = predictor.predict(np.stack([node * core + step, node * core - step]))
            total[entry] += weight * (up - down) / 2e-5
    return total


@pytest.mark.parametrize("predictor", [LINEAR, MLP])
@pytest.mark.parametrize("size", [1.0, 1e-3, 1e-6, 0.0])
def test_path_gradients_are_the_average_gradient_from_the_empty_network(predictor: Predictor, size: float) -> None:
    core = size * np.random.default_rng(1).normal(size=(3, 2))
    found = predictor.path_gradients(core[None])[0]
    np.testing.assert_allclose(found, by_quadrature(predictor, core), atol=1e-8)


@pytest.mark.parametrize("predictor", [LINEAR, MLP])
def test_a_rotated_predictor_predicts_the_same_from_rotated_cores(predictor: Predictor) -> None:
    rng = np.random.default_rng(2)
    cores = rng.normal(size=(5, 3, 2))
    left, right = orthonormal(rng, 3, 3), orthonormal(rng, 2, 2)
    there = predictor.rotated(left, right).predict(left.T @ cores @ right)
    np.testing.assert_allclose(there, predictor.predict(cores), atol=1e-12)


@pytest.fixture(scope="module", params=["linear", "mlp"])
def fitted(request: pytest.FixtureRequest) -> TRIP:
    networks = sparse_networks(3, samples=40)
    scores = np.random.default_rng(3).normal(size=40) * 20 + 100
    return TRIP(rank=(3, 2), predictor=request.param, hidden=6, max_epochs=60).fit(networks, scores)


def test_component_pairs_add_up_to_prediction_minus_baseline(fitted: TRIP) -> None:
    networks = sparse_networks(4)
    explanation = fitted.explain(networks)
    np.testing.assert_allclose(explanation.predicted, fitted.predict(networks))
    rest = explanation.predicted - explanation.baseline - explanation.contributions.sum(axis=(1, 2))
    assert np.abs(rest).max() < 1e-5 * np.ptp(explanation.predicted)


def test_edges_add_up_to_prediction_minus_baseline(fitted: TRIP) -> None:
    networks = sparse_networks(4)
    sums = np.array([edges.sum() for edges in fitted.explain_edges(networks)])
    predicted = fitted.predict(networks)
    assert np.abs(predicted - fitted.baseline_ - sums).max() < 1e-5 * np.ptp(predicted)


def test_an_edge_contributes_only_where_it_is(fitted: TRIP) -> None:
    networks = sparse_networks(4)
    for network, edges in zip(networks, fitted.explain_edges(networks), strict=True):
        assert edges.shape == network.shape
        assert not edges.toarray()[network.toarray() == 0].any()


def test_the_baseline_is_the_prediction_of_the_empty_network(fitted: TRIP) -> None:
    empty = sparse_networks(4)[15]
    assert empty.nnz == 0
    assert fitted.predict([empty])[0] == pytest.approx(fitted.baseline_)


def test_silencing_an_edge_of_a_linear_model_costs_its_contribution() -> None:
    networks = sparse_networks(3, samples=40)
    scores = np.random.default_rng(3).normal(size=40)
    model = TRIP(rank=(3, 2)).fit(networks, scores)
    network = networks[0].copy()
    regulator, target = (int(ends[0]) for ends in network.nonzero())
    contribution = model.explain_edges([network])[0][regulator, target]
    without = network.tolil()
    without[regulator, target] = 0
    assert model.predict([network])[0] - model.predict([without.tocsr()])[0] == pytest.approx(contribution)
