"""TRIP for classes: finds what was planted, follows scikit-learn, explains itself, says what it cannot do."""

from __future__ import annotations

from typing import Any

import numpy as np
import pytest
from numpy.typing import NDArray
from scipy import sparse
from scipy.linalg import subspace_angles
from scipy.special import softmax
from sklearn.base import clone, is_classifier
from sklearn.exceptions import NotFittedError
from sklearn.model_selection import GridSearchCV, cross_val_score

from compute.components import TRIP, TRIPClassifier
from compute.errors import UserError
from tests.components.planted import orthonormal, sparse_networks

Floats = NDArray[np.float64]
NAMES = np.array(["lung", "skin", "bone"])


def tissues(seed: int, samples: int = 180, distraction: float = 2.0) -> tuple[list[Any], NDArray[Any], Floats]:
    """Networks of three classes whose mean cores differ in a plane of two regulator components, hidden among stronger
    components that know nothing of the class; the classes; the plane."""
    rng = np.random.default_rng(seed)
    left, right = orthonormal(rng, 12, 4), orthonormal(rng, 8, 2)
    labels = rng.integers(0, 3, samples)
    angle = 2 * np.pi * labels / 3
    cores = 0.3 * rng.normal(size=(samples, 4, 2))
    cores[:, 0, 0] += np.cos(angle)
    cores[:, 1, 1] += np.sin(angle)
    cores[:, 2:] += distraction * rng.normal(size=(samples, 2, 2))
    return [sparse.csr_array(left @ core @ right.T) for core in cores], NAMES[labels], left[:, :2]


@pytest.mark.parametrize("predictor", ["linear", "mlp"])
def test_planted_classes_are_told_apart_by_the_planted_components(predictor: Any) -> None:
    networks, classes, plane = tissues(0)
    model = TRIPClassifier(rank=(2, 2), predictor=predictor, hidden=8, rho=0.01)
    model.fit(networks[:120], classes[:120])
    assert model.score(networks[120:], classes[120:]) > 0.95
    assert np.degrees(subspace_angles(model.regulator_loadings_, plane).max()) < 10
    assert list(model.classes_) == sorted(NAMES)
    assert (np.diff(model.loss_) <= 0).all()
    assert model.converged_


def test_probabilities_and_predictions_agree_with_the_evidence() -> None:
    networks, classes, _ = tissues(1, samples=60)
    model = TRIPClassifier(rank=(2, 2)).fit(networks, classes)
    explanation, shares = model.explain(networks), model.predict_proba(networks)
    np.testing.assert_allclose(shares.sum(axis=1), 1)
    np.testing.assert_allclose(softmax(explanation.evidence, axis=1), shares)
    np.testing.assert_allclose(explanation.probabilities, shares)
    np.testing.assert_array_equal(model.predict(networks), model.classes_[shares.argmax(axis=1)])
    np.testing.assert_allclose(explanation.evidence.sum(axis=1), 0, atol=1e-10)


@pytest.mark.parametrize("predictor", ["linear", "mlp"])
def test_pairs_and_edges_add_up_to_evidence_minus_baseline(predictor: Any) -> None:
    networks = sparse_networks(3, samples=40)
    classes = NAMES[np.random.default_rng(3).integers(0, 3, 40)]
    model = TRIPClassifier(rank=(3, 2), predictor=predictor, hidden=5, max_epochs=40).fit(networks, classes)
    fresh = sparse_networks(4)
    found = model.explain(fresh)
    rest = found.evidence - found.baseline - found.contributions.sum(axis=(2, 3))
    assert np.abs(rest).max() < 1e-8
    for position, label in enumerate(model.classes_):
        sums = [edges.sum() for edges in model.explain_edges(fresh, label)]
        np.testing.assert_allclose(sums, found.evidence[:, position] - found.baseline[position], atol=1e-8)


def test_a_class_that_weighs_twice_is_one_whose_samples_are_there_twice() -> None:
    networks, classes, _ = tissues(2, samples=60)
    twice = np.flatnonzero(classes == "skin")
    weighed = TRIPClassifier(rank=(2, 2), tolerance=1e-12, class_weight={"lung": 1, "skin": 2, "bone": 1}, rho=0.0)
    repeated = clone(weighed).set_params(class_weight=None)
    weighed.fit(networks, classes)
    repeated.fit([*networks, *(networks[i] for i in twice)], np.concatenate([classes, classes[twice]]))
    # Cores are centred and scaled by all samples, so the ridge weighs a little differently.
    np.testing.assert_allclose(weighed.predict_proba(networks), repeated.predict_proba(networks), atol=0.05)


def test_balanced_weights_find_the_rare_class_more_often() -> None:
    rng = np.random.default_rng(5)
    labels = np.repeat([0, 1], [180, 20])
    networks = []
    for label in labels:
        network = rng.normal(size=(5, 4))
        network[0, 0] += 1.5 * label
        networks.append(sparse.csr_array(network))
    found = {
        weight: TRIPClassifier(rank=(2, 2), class_weight=weight, rho=0.01).fit(networks, labels).predict(networks)
        for weight in (None, "balanced")
    }
    assert found["balanced"][labels == 1].mean() > found[None][labels == 1].mean() + 0.1


def test_it_follows_scikit_learn_s_conventions() -> None:
    networks, classes, _ = tissues(0, samples=90)
    model = TRIPClassifier(rank=(2, 2), class_weight="balanced")
    assert is_classifier(model)
    assert not is_classifier(TRIP())
    assert clone(model).get_params() == model.get_params()
    with pytest.raises(NotFittedError):
        model.predict(networks)
    scores = cross_val_score(model.set_params(rho=0.01), networks, classes, cv=3, scoring="roc_auc_ovr")
    assert (scores > 0.9).all()
    search = GridSearchCV(model, {"rank": [(1, 1), (2, 2)]}, cv=3, scoring="balanced_accuracy").fit(networks, classes)
    assert search.best_params_ == {"rank": (2, 2)}
    assert search.best_estimator_.transform(networks).shape == (90, 2, 2)


def test_a_grid_of_settings_can_be_searched_for_scores() -> None:
    networks, classes, _ = tissues(0, samples=60)
    scores = np.where(classes == "lung", 1.0, 0.0) + np.linspace(0, 0.1, 60)
    search = GridSearchCV(TRIP(rank=(2, 2)), {"rho": [1e-2, 1e4]}, cv=3).fit(networks, scores)
    assert search.best_params_ == {"rho": 1e-2}


@pytest.mark.parametrize("predictor", ["linear", "mlp"])
@pytest.mark.slow
def test_the_same_seed_gives_the_same_bits_and_threads_change_little(predictor: Any) -> None:
    networks, classes, _ = tissues(3, samples=60)
    settings: dict[str, Any] = {"rank": (2, 2), "predictor": predictor, "hidden": 6, "rho": 0.1, "max_epochs": 60}
    first, again = (TRIPClassifier(**settings).fit(networks, classes) for _ in range(2))
    np.testing.assert_array_equal(first.predict_proba(networks), again.predict_proba(networks))
    other = TRIPClassifier(**settings, threads=2).fit(networks, classes)
    tolerance = 1e-3 if predictor == "linear" else 0.02
    np.testing.assert_allclose(other.predict_proba(networks), first.predict_proba(networks), atol=tolerance)
    np.testing.assert_allclose(other.regulator_loadings_, first.regulator_loadings_, atol=tolerance)


def test_two_classes_work_as_well() -> None:
    networks, classes, _ = tissues(0, samples=80)
    two = np.where(classes == "lung", "lung", "other")
    assert cross_val_score(TRIPClassifier(rank=(2, 2), rho=0.01), networks, two, cv=3, scoring="roc_auc").min() > 0.9


@pytest.mark.parametrize(
    ("settings", "classes", "sentence"),
    [
        ({}, ["lung"] * 30, "All 30 samples are of class lung"),
        ({}, ["lung"] * 29, r"30 networks but classes of shape \(29,\)"),
        ({}, [*["lung", "skin"] * 14, None, ""], r"2 of 30 samples have no class \(the first is sample 28\)"),
        ({}, [*[1.0, 2.0] * 14, np.nan, 1.0], r"1 of 30 samples have no class \(the first is sample 28\)"),
        ({"class_weight": {"lung": 1}}, ["lung", "skin"] * 15, "class_weight has no weight for class 'skin'"),
        ({"class_weight": {"lung": 1, "skin": -1}}, ["lung", "skin"] * 15, "class_weight of skin is -1"),
        ({"class_weight": "heavy"}, ["lung", "skin"] * 15, "class_weight is 'heavy'"),
        ({"rank": (13, 2)}, ["lung", "skin"] * 15, "asks for 13 components of 12 regulators"),
        (
            {"early_stopping": True},
            ["lung"] * 29 + ["skin"],
            "too few to hold a share of 0.1 of every class aside",
        ),
    ],
)
def test_what_cannot_be_used_is_named(settings: dict[str, Any], classes: Any, sentence: str) -> None:
    with pytest.raises(UserError, match=sentence):
        TRIPClassifier(**{"rank": (2, 2), **settings}).fit(sparse_networks(0), np.array(classes, dtype=object))


def test_an_unknown_class_is_named() -> None:
    model = TRIPClassifier(rank=(2, 2), max_epochs=3).fit(sparse_networks(0), NAMES[np.arange(30) % 3])
    with pytest.raises(UserError, match="no class 'liver' in this model; it has bone, lung, skin"):
        model.explain_edges(sparse_networks(0), "liver")
