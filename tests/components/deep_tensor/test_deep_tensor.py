"""Deep Tensor tells networks apart whose genes do not correspond, and can be read back through its factors."""

from __future__ import annotations

from typing import Any

import numpy as np
import pytest
from numpy.typing import NDArray
from scipy import sparse
from scipy.optimize import check_grad
from sklearn.base import clone
from sklearn.exceptions import NotFittedError
from sklearn.model_selection import cross_val_score

from compute.components import TRIP, DeepTensor, DeepTensorClassifier
from compute.components.deep_tensor.networks import compress
from compute.components.deep_tensor.objective import DeepNetworkStack, DeepObjective
from compute.components.learn.outcome import ClassOutcome, ScoreOutcome
from compute.errors import UserError
from tests.components.planted import sparse_networks

Floats = NDArray[np.float64]
CORES = np.array([[[1.0, -1.0], [1.0, -1.0]], [[1.0, 1.0], [-1.0, -1.0]]])
"""In class 0 a module of targets is activated or repressed, in class 1 a module of regulators activates or represses.
Singular values, and sums over all edges, are the same."""


def blocks(rng: np.random.Generator, core: Floats, q: int = 15, p: int = 12, noise: float = 0.15) -> Any:
    """A network of two modules of regulators acting on two modules of targets by ``core``, genes in random order."""
    left = (rng.permutation(q) % 3 == np.arange(2)[:, None]).T / 2.0
    right = (rng.permutation(p) % 3 == np.arange(2)[:, None]).T / 2.0
    return sparse.csr_array(left @ (2 * core) @ right.T + noise * rng.normal(size=(q, p)) * (rng.random((q, p)) < 0.2))


def permuted(seed: int, samples: int = 80) -> tuple[list[Any], NDArray[np.intp]]:
    rng = np.random.default_rng(seed)
    labels = np.arange(samples) % 2
    return [blocks(rng, CORES[label]) for label in labels], labels


@pytest.fixture(scope="module")
def cohort() -> tuple[list[Any], NDArray[np.intp]]:
    return permuted(0, 120)


SETTINGS: dict[str, Any] = {"rank": (2, 2), "compression": 6, "max_epochs": 60}


@pytest.mark.parametrize("predictor", ["linear", "mlp"])
def test_planted_cores_are_told_apart_though_no_gene_corresponds(
    cohort: tuple[list[Any], NDArray[np.intp]], predictor: Any
) -> None:
    networks, labels = cohort
    deep = DeepTensorClassifier(**SETTINGS, predictor=predictor, hidden=8).fit(networks[:80], labels[:80])
    assert deep.score(networks[80:], labels[80:]) > 0.9
    shared = TRIP(rank=(2, 2), max_epochs=60).fit(networks[:80], labels[:80])
    assert shared.score(networks[80:], labels[80:]) < 0.3


def test_neither_the_order_of_the_genes_nor_strangers_without_edges_matter(
    cohort: tuple[list[Any], NDArray[np.intp]],
) -> None:
    networks, labels = cohort
    model = DeepTensorClassifier(**SETTINGS).fit(networks[:40], labels[:40])
    rng = np.random.default_rng(1)
    fresh = networks[40:60]
    shuffled = [network[rng.permutation(15)][:, rng.permutation(12)] for network in fresh]
    larger = [sparse.block_diag([network, sparse.csr_array((3, 5))], format="csr") for network in shuffled]
    expected = model.predict_proba(fresh)
    np.testing.assert_allclose(model.predict_proba(shuffled), expected, atol=1e-6)
    np.testing.assert_allclose(model.predict_proba(larger), expected, atol=1e-6)


@pytest.mark.parametrize("channels", ["signed", "plain"])
@pytest.mark.parametrize("predictor", ["linear", "mlp"])
@pytest.mark.slow
def test_pairs_and_edges_add_up_to_prediction_minus_baseline(predictor: Any, channels: Any) -> None:
    networks = sparse_networks(3, samples=40)
    scores = np.random.default_rng(3).normal(size=40) * 20 + 100
    model = DeepTensor(rank=(3, 2), predictor=predictor, channels=channels, hidden=5, max_epochs=15)
    model.fit(networks, scores)
    fresh = sparse_networks(4)
    explanation, predicted = model.explain(fresh), model.predict(fresh)
    rest = predicted - model.baseline_
    spread = np.ptp(predicted)
    assert np.abs(explanation.contributions.sum(axis=(1, 2)) - rest).max() < 1e-5 * spread
    edges = model.explain_edges(fresh)
    assert np.abs(np.array([one.sum() for one in edges]) - rest).max() < 1e-5 * spread
    for network, one in zip(fresh, edges, strict=True):
        assert not one.toarray()[network.toarray() == 0].any()
    assert model.predict([sparse.csr_array((12, 7))])[0] == pytest.approx(model.baseline_)


def test_evidence_of_a_class_adds_up_over_edges(cohort: tuple[list[Any], NDArray[np.intp]]) -> None:
    networks, labels = cohort
    model = DeepTensorClassifier(**SETTINGS).fit(networks[:40], labels[:40])
    found = model.explain(networks[40:50])
    sums = [edges.sum() for edges in model.explain_edges(networks[40:50], 1)]
    np.testing.assert_allclose(sums, found.evidence[:, 1] - found.baseline[1], atol=1e-8)


def check_orthonormal(loadings: NDArray[np.float64], energy: NDArray[np.float64]) -> None:
    """Orthonormal, but for directions the damping shortens because the core has next to nothing there."""
    lengths, directions = np.linalg.eigh(loadings.T @ loadings)
    assert (lengths <= 1 + 1e-9).all()
    held = np.einsum("ad,ab,bd->d", directions, energy, directions) / np.trace(energy)
    assert (lengths[held > 1e-2] > 0.95).all()
    assert lengths.max() > 0.98


def test_factors_are_orthonormal_and_give_the_cores(cohort: tuple[list[Any], NDArray[np.intp]]) -> None:
    networks, labels = cohort
    model = DeepTensor(**SETTINGS).fit(networks[:40], labels[:40].astype(float))
    for network, own, core in zip(networks, model.factors(networks[:40]), model.cores_, strict=False):
        channels = np.stack([core[:, 0::2], core[:, 1::2]])
        check_orthonormal(own.regulator_loadings, np.einsum("sab,scb->ac", channels, channels))
        check_orthonormal(own.target_loadings, np.einsum("sab,sac->bc", channels, channels))
        np.testing.assert_allclose(own.core, core, atol=1e-10)
        both = own.regulator_loadings.T @ network @ own.target_loadings
        np.testing.assert_allclose(core[:, 0::2] + core[:, 1::2], both, atol=1e-10)
    highest = max(model.factors(networks[:40]), key=lambda own: np.abs(own.regulator_loadings[:, 0]).max())
    assert highest.regulator_loadings[:, 0].max() == np.abs(highest.regulator_loadings[:, 0]).max()
    assert (np.diff(model.regulator_energy_) <= 1e-12).all()
    assert model.regulator_energy_.sum() == pytest.approx(1)
    assert model.target_energy_.sum() == pytest.approx(1)
    assert np.linalg.norm(model.target_core_) == pytest.approx(1)
    assert (np.abs(model.alignment_) <= 1 + 1e-9).all()
    assert 0 < model.retained_energy_ <= 1


@pytest.mark.parametrize("kind", ["scores", "classes"])
@pytest.mark.parametrize("hidden", [0, 3])
def test_the_gradient_is_that_of_finite_differences(kind: str, hidden: int) -> None:
    networks = [network for network in sparse_networks(0, samples=20) if network.nnz]
    stack = DeepNetworkStack([compress(network, 4, "signed") for network in networks])
    rng = np.random.default_rng(3)
    scores = rng.normal(size=len(networks))
    outcome = (
        ScoreOutcome(scores) if kind == "scores" else ClassOutcome((scores > 0).astype(int), 2, np.ones(len(scores)))
    )
    examined = DeepObjective(
        stack, outcome, (2, 2), turns=3, starts=1, ridge=0.05, hidden=hidden, learn_core=True, rng=rng
    )
    start = examined.starts()["random"]
    difference = check_grad(
        lambda x: examined.loss_and_gradient(x)[0], lambda x: examined.loss_and_gradient(x)[1], start
    )
    assert difference < 1e-4 * np.linalg.norm(examined.loss_and_gradient(start)[1]) + 1e-5


def test_learning_the_core_lowers_the_loss(cohort: tuple[list[Any], NDArray[np.intp]]) -> None:
    networks, labels = cohort
    learned = DeepTensorClassifier(**SETTINGS).fit(networks[:60], labels[:60])
    fixed = DeepTensorClassifier(**SETTINGS, learn_core=False).fit(networks[:60], labels[:60])
    assert learned.loss_[-1] <= fixed.loss_[-1] + 1e-6
    assert (np.diff(learned.loss_) <= 0).all()
    scores = DeepTensor(**SETTINGS, learn_core=False).fit(networks[:60], labels[:60].astype(float))
    assert len(scores.loss_) == 1  # ridge regression in closed form: nothing to search


@pytest.mark.slow
def test_networks_compressed_once_serve_for_everything(cohort: tuple[list[Any], NDArray[np.intp]]) -> None:
    networks, labels = cohort
    model = DeepTensorClassifier(**SETTINGS)
    small = model.compress(networks[:40])
    first, second = clone(model).fit(networks[:40], labels[:40]), clone(model).fit(small, labels[:40])
    np.testing.assert_array_equal(first.predict_proba(networks[:40]), second.predict_proba(small))
    with pytest.raises(UserError, match="give the networks themselves"):
        second.explain_edges(small, 1)
    with pytest.raises(UserError, match="Network 0 was compressed to"):
        DeepTensorClassifier(**{**SETTINGS, "compression": 4}).fit(small, labels[:40])


@pytest.mark.slow
def test_it_follows_scikit_learn_s_conventions(cohort: tuple[list[Any], NDArray[np.intp]]) -> None:
    networks, labels = cohort
    model = DeepTensorClassifier(**SETTINGS)
    assert clone(model).get_params() == model.get_params()
    with pytest.raises(NotFittedError):
        model.predict(networks)
    assert cross_val_score(model, networks[:60], labels[:60], cv=3).min() > 0.8


@pytest.mark.slow
def test_the_same_seed_gives_the_same_bits_and_threads_change_little(
    cohort: tuple[list[Any], NDArray[np.intp]],
) -> None:
    networks, labels = cohort
    first, again, other = (
        DeepTensorClassifier(**SETTINGS, threads=threads).fit(networks[:40], labels[:40]) for threads in (1, 1, 2)
    )
    np.testing.assert_array_equal(first.predict_proba(networks), again.predict_proba(networks))
    np.testing.assert_allclose(first.predict_proba(networks), other.predict_proba(networks), atol=0.05)


@pytest.mark.parametrize(
    ("settings", "sentence"),
    [
        ({"rank": (13, 2)}, "asks for 13 components of 12 regulators"),
        ({"rank": (2, 8)}, "asks for 8 components of 7 targets"),
        ({"channels": "both"}, "no kind of channels 'both'; use signed or plain"),
        ({"compression": 0}, "compression is 0"),
        ({"alignment_turns": 0}, "alignment_turns is 0"),
        ({"predictor": "cubic"}, "no predictor 'cubic'"),
    ],
)
def test_settings_that_cannot_be_used_are_named(settings: dict[str, Any], sentence: str) -> None:
    with pytest.raises(UserError, match=sentence):
        DeepTensor(**{"rank": (2, 2), **settings}).fit(sparse_networks(0), np.arange(30.0))


def test_networks_that_cannot_be_used_are_named() -> None:
    networks = sparse_networks(0)
    with pytest.raises(UserError, match="There are no networks"):
        DeepTensor(rank=(2, 2)).fit([], [])
    with pytest.raises(UserError, match="Network 3 is a ndarray"):
        DeepTensor(rank=(2, 2)).fit([*networks[:3], networks[3].toarray()], np.arange(4.0))
    with pytest.raises(UserError, match="All 5 networks are empty"):
        DeepTensor(rank=(2, 2)).fit([sparse.csr_array((5, 4))] * 5, np.arange(5.0))
