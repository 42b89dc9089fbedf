"""TRIP finds what was planted, whatever the order of samples and genes, and says what it cannot do."""

from __future__ import annotations

from typing import Any

import numpy as np
import pytest
import torch
from numpy.typing import NDArray
from scipy import sparse
from scipy.linalg import subspace_angles
from sklearn.base import clone
from sklearn.exceptions import NotFittedError
from sklearn.model_selection import cross_val_score

from compute.components import TRIP
from compute.errors import UserError
from tests.components.planted import Planted, planted, sparse_networks

Floats = NDArray[np.float64]

FITTED = ["regulator_loadings_", "target_loadings_", "cores_", "loss_", "regulator_energy_", "target_energy_"]


def degrees(found: Floats, true: Floats) -> float:
    return float(np.degrees(subspace_angles(found, true).max()))


@pytest.mark.parametrize("predictor", ["linear", "mlp"])
def test_planted_factors_are_recovered(plain: Planted, predictor: Any) -> None:
    model = TRIP(rank=(2, 2), predictor=predictor, hidden=8).fit(plain.networks, plain.scores)
    assert degrees(model.regulator_loadings_, plain.regulator_factor) < 0.5
    assert degrees(model.target_loadings_, plain.target_factor) < 0.5
    assert model.retained_energy_ == pytest.approx(1.0, abs=1e-3)
    assert model.score(plain.networks, plain.scores) > 0.95


def test_factors_that_predict_are_found_under_stronger_ones_that_do_not(distracted: Planted) -> None:
    """The best unsupervised subspace misses the planted one; a small ρ finds it, a large one does not look."""
    learn, test = slice(0, 240), slice(240, None)
    networks, scores = distracted.networks, distracted.scores
    bold = TRIP(rank=(2, 2), rho=0.01, ridge=1e-4).fit(networks[learn], scores[learn])
    timid = TRIP(rank=(2, 2), rho=1e4).fit(networks[learn], scores[learn])
    assert degrees(timid.regulator_loadings_, distracted.regulator_factor) > 80
    assert degrees(bold.regulator_loadings_, distracted.regulator_factor) < 3
    assert degrees(bold.target_loadings_, distracted.target_factor) < 3
    assert bold.score(networks[test], scores[test]) > 0.98
    assert timid.score(networks[test], scores[test]) < 0.1
    assert bold.retained_energy_ < 0.2 < timid.retained_energy_ <= timid.hosvd_retained_energy_ + 1e-6


@pytest.mark.parametrize("predictor", ["linear", "mlp"])
def test_the_loss_falls(predictor: Any) -> None:
    networks, scores = sparse_networks(1, samples=50), np.random.default_rng(1).normal(size=50)
    heard: list[tuple[int, float]] = []
    model = TRIP(rank=(3, 2), predictor=predictor, hidden=8, rho=0.1)
    model.fit(networks, scores, progress=lambda epoch, loss: heard.append((epoch, loss)))
    assert (np.diff(model.loss_) <= 0).all()
    assert model.loss_[-1] < 0.5 * model.loss_[0]
    assert model.converged_
    assert [epoch for epoch, _ in heard] == list(range(1, len(heard) + 1))
    assert {loss for _, loss in heard} >= set(model.loss_)


def test_stopping_early_is_said() -> None:
    networks, scores = sparse_networks(1, samples=50), np.random.default_rng(1).normal(size=50)
    model = TRIP(rank=(3, 2), max_epochs=3).fit(networks, scores)
    assert not model.converged_
    assert len(model.loss_) == 4


@pytest.mark.parametrize("rank", [(2, 2), (3, 1), (12, 7)])
def test_components_are_orthonormal_in_principal_order_and_signed(rank: tuple[int, int]) -> None:
    networks = sparse_networks(0, samples=50)
    model = TRIP(rank=rank, max_epochs=50).fit(networks, np.random.default_rng(0).normal(size=50))
    for loadings, energy in (
        (model.regulator_loadings_, model.regulator_energy_),
        (model.target_loadings_, model.target_energy_),
    ):
        np.testing.assert_allclose(loadings.T @ loadings, np.eye(loadings.shape[1]), atol=1e-10)
        assert (loadings.max(axis=0) == np.abs(loadings).max(axis=0)).all()
        assert (np.diff(energy) <= 1e-12).all()
        assert energy.sum() == pytest.approx(1.0)
    np.testing.assert_allclose(model.transform(networks), model.cores_, atol=1e-10)
    energy = sum((network**2).sum() for network in networks)
    assert model.retained_energy_ == pytest.approx((model.cores_**2).sum() / energy)


@pytest.mark.parametrize("predictor", ["linear", "mlp"])
def test_the_same_seed_gives_the_same_bits(predictor: Any) -> None:
    networks, scores = sparse_networks(1, samples=50), np.random.default_rng(1).normal(size=50)
    first, second = (
        TRIP(rank=(3, 2), predictor=predictor, hidden=8, seed=5, max_epochs=80).fit(networks, scores) for _ in range(2)
    )
    for name in FITTED:
        np.testing.assert_array_equal(getattr(first, name), getattr(second, name))
    np.testing.assert_array_equal(first.predict(networks), second.predict(networks))


def test_another_seed_starts_the_hidden_layer_elsewhere() -> None:
    networks, scores = sparse_networks(1, samples=50), np.random.default_rng(1).normal(size=50)
    first, second = (TRIP(rank=(3, 2), predictor="mlp", seed=seed).fit(networks, scores) for seed in (0, 1))
    assert first.loss_[0] != second.loss_[0]


@pytest.mark.parametrize(("predictor", "tolerance"), [("linear", 1e-4), ("mlp", 0.02)])
def test_the_number_of_threads_changes_nothing_beyond_the_stated_tolerance(
    distracted: Planted, predictor: Any, tolerance: float
) -> None:
    before = torch.get_num_threads()
    networks, scores = distracted.networks, distracted.scores
    first, second = (
        TRIP(rank=(2, 2), predictor=predictor, hidden=8, rho=0.1, threads=threads).fit(networks, scores)
        for threads in (1, 2)
    )
    assert torch.get_num_threads() == before
    for name in ("regulator_loadings_", "target_loadings_"):
        np.testing.assert_allclose(getattr(first, name), getattr(second, name), atol=tolerance)


def test_the_order_of_samples_and_genes_does_not_matter(distracted: Planted) -> None:
    rng = np.random.default_rng(2)
    samples, regulators, targets = (rng.permutation(size) for size in (300, 14, 9))
    model = TRIP(rank=(2, 2), rho=0.1, tolerance=1e-12).fit(distracted.networks, distracted.scores)
    shuffled = [distracted.networks[i][regulators][:, targets] for i in samples]
    again = clone(model).fit(shuffled, distracted.scores[samples])
    np.testing.assert_allclose(again.regulator_loadings_, model.regulator_loadings_[regulators], atol=1e-4)
    np.testing.assert_allclose(again.target_loadings_, model.target_loadings_[targets], atol=1e-4)
    np.testing.assert_allclose(again.predict(shuffled), model.predict(distracted.networks)[samples], atol=1e-3)


def test_units_of_scores_and_of_networks_do_not_matter(distracted: Planted) -> None:
    networks, scores = distracted.networks, distracted.scores
    model = TRIP(rank=(2, 2), rho=0.1, tolerance=1e-12).fit(networks, scores)
    again = clone(model).fit([100 * network for network in networks], 1e3 * scores - 7)
    np.testing.assert_allclose(again.regulator_loadings_, model.regulator_loadings_, atol=1e-4)
    rescaled = 1e3 * model.predict(networks) - 7
    np.testing.assert_allclose(again.predict([100 * network for network in networks]), rescaled, atol=1)


def test_it_follows_scikit_learn_s_conventions(plain: Planted) -> None:
    model = TRIP(rank=(2, 2), rho=0.5)
    assert clone(model).get_params() == model.get_params()
    assert clone(model).set_params(rank=(1, 2)).rank == (1, 2)
    r2 = cross_val_score(model, plain.networks, plain.scores, cv=4)
    assert r2.shape == (4,)
    assert (r2 > 0.9).all()
    with pytest.raises(NotFittedError):
        model.predict(plain.networks)


def spiral(seed: int, samples: int) -> tuple[list[Any], Floats, Floats]:
    """Two classes on the arms of a spiral in 2 of 10 dimensions, rotated, all of the same variance."""
    rng = np.random.default_rng(seed)
    radius, arm = rng.uniform(0.2, 1, samples), rng.integers(0, 2, samples)
    angle = 2 * np.pi * radius + np.pi * arm
    plane = np.stack([radius * np.cos(angle), radius * np.sin(angle)], axis=1) / 0.45
    rotation, _ = np.linalg.qr(rng.normal(size=(10, 10)))
    target, _ = np.linalg.qr(rng.normal(size=(8, 1)))
    points = np.hstack([plane, rng.normal(size=(samples, 8))]) @ rotation.T
    return [sparse.csr_array(np.outer(point, target[:, 0])) for point in points], 2.0 * arm - 1, rotation[:, :2]


def test_a_hidden_spiral_is_unrolled_by_the_perceptron_and_not_by_a_line() -> None:
    networks, arms, plane = spiral(0, 900)
    learn, test = slice(0, 600), slice(600, None)
    settings: dict[str, Any] = {"rank": (2, 1), "rho": 0.01, "ridge": 1e-3}
    bent = TRIP(predictor="mlp", **settings).fit(networks[learn], arms[learn])
    straight = TRIP(predictor="linear", **settings).fit(networks[learn], arms[learn])
    correct = [float(np.mean(np.sign(model.predict(networks[test])) == arms[test])) for model in (bent, straight)]
    assert correct[0] > 0.97
    assert correct[1] < 0.75
    assert degrees(bent.regulator_loadings_, plane) < 5
    assert degrees(straight.regulator_loadings_, plane) > 15


SCORES = np.arange(30.0)


def _scores(**changes: float) -> Floats:
    scores = SCORES.copy()
    for index, value in changes.items():
        scores[int(index.removeprefix("at"))] = value
    return scores


@pytest.mark.parametrize(
    ("settings", "scores", "sentence"),
    [
        ({"rank": (13, 2)}, SCORES, "asks for 13 components of 12 regulators; ask for at most 12"),
        ({"rank": (2, 8)}, SCORES, "asks for 8 components of 7 targets; ask for at most 7"),
        ({"rank": (0, 2)}, SCORES, "asks for 0 components of regulators"),
        ({"rank": 2}, SCORES, "The rank is 2; give two whole numbers"),
        ({"rank": (2.5, 2)}, SCORES, r"The rank is \(2.5, 2\); give two whole numbers"),
        ({"predictor": "cubic"}, SCORES, "There is no predictor 'cubic'"),
        ({"rho": -1.0}, SCORES, "rho is -1.0"),
        ({"rho": float("nan")}, SCORES, "rho is nan"),
        ({"ridge": 0.0}, SCORES, "ridge is 0.0"),
        ({"hidden": 0}, SCORES, "hidden is 0"),
        ({"max_epochs": 0}, SCORES, "max_epochs is 0"),
        ({"seed": -1}, SCORES, "seed is -1"),
        ({"threads": 0}, SCORES, "threads is 0"),
        ({}, np.full(30, 7.0), "The score is 7 in all 30 samples"),
        ({}, _scores(at4=np.nan, at9=np.inf), r"2 of 30 scores are missing or infinite \(the first is sample 4\)"),
        ({}, ["low"] * 30, "The scores are not all numbers .*'low'"),
        ({}, SCORES[:-1], r"30 networks but scores of shape \(29,\)"),
    ],
)
def test_settings_and_scores_that_cannot_be_used_are_named(
    settings: dict[str, Any], scores: Any, sentence: str
) -> None:
    with pytest.raises(UserError, match=sentence):
        TRIP(**{"rank": (2, 2), **settings}).fit(sparse_networks(0), scores)


def test_networks_without_difference_are_named() -> None:
    one = sparse_networks(0)[0]
    with pytest.raises(UserError, match="All 30 networks are the same"):
        TRIP(rank=(2, 2)).fit([one.copy() for _ in range(30)], SCORES)
    with pytest.raises(UserError, match="All 30 networks are empty"):
        TRIP(rank=(2, 2)).fit([sparse.csr_array((12, 7))] * 30, SCORES)


def test_networks_of_another_size_cannot_be_predicted() -> None:
    model = TRIP(rank=(2, 2)).fit(sparse_networks(0), SCORES)
    with pytest.raises(UserError, match="Network 0 is 7 × 12"):
        model.predict(sparse_networks(0, q=7, p=12))


def test_planted_cores_predict_in_new_samples() -> None:
    truth = planted(7, samples=260)
    model = TRIP(rank=(2, 2)).fit(truth.networks[:200], truth.scores[:200])
    assert model.score(truth.networks[200:], truth.scores[200:]) > 0.95
