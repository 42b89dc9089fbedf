"""Scores and classes as what is predicted: constant predictions cost 1, starts are the best of their kind."""

from __future__ import annotations

import numpy as np
import pytest
import torch
from scipy.optimize import check_grad
from scipy.special import softmax
from sklearn.linear_model import LogisticRegression
from sklearn.metrics import log_loss

from compute.components.learn.head import Head
from compute.components.learn.outcome import ClassOutcome, ScoreOutcome

RNG = np.random.default_rng(0)
LABELS = RNG.permutation(np.repeat([0, 1, 2], [10, 20, 30]))
WEIGHTS = RNG.uniform(0.5, 2, 60)
FEATURES = RNG.normal(size=(60, 4)) + 0.5 * LABELS[:, None]
FEATURES -= FEATURES.mean(axis=0)


def test_the_best_constant_prediction_costs_one() -> None:
    shares = np.bincount(LABELS, WEIGHTS) / WEIGHTS.sum()
    constant = torch.from_numpy(np.tile(np.log(shares), (60, 1)))
    assert ClassOutcome(LABELS, 3, WEIGHTS).misfit(constant).item() == pytest.approx(1)
    scores = RNG.normal(3, 2, 60)
    assert ScoreOutcome(scores).misfit(torch.zeros(60, 1, dtype=torch.float64)).item() == pytest.approx(1)
    assert ScoreOutcome(scores).misfit_of(np.full(60, scores.mean()), scores) == pytest.approx(1)


def test_the_misfit_of_classes_is_the_weighted_log_loss() -> None:
    evidence = RNG.normal(size=(60, 3))
    shares = np.bincount(LABELS, WEIGHTS) / WEIGHTS.sum()
    entropy = -(shares * np.log(shares)).sum()
    expected = log_loss(LABELS, softmax(evidence, axis=1), sample_weight=WEIGHTS) / entropy
    assert ClassOutcome(LABELS, 3, WEIGHTS).misfit(torch.from_numpy(evidence)).item() == pytest.approx(expected)
    equal = ClassOutcome(LABELS, 3, np.ones(60))
    assert equal.misfit_of(evidence, LABELS) == pytest.approx(equal.misfit(torch.from_numpy(evidence)).item())


def test_classes_start_from_logistic_regression() -> None:
    outcome, ridge = ClassOutcome(LABELS, 3, WEIGHTS), 0.05
    weights, bias = outcome.output_layer(
        torch.from_numpy(FEATURES), torch.from_numpy(outcome.start(FEATURES, ridge)), ridge
    )
    shares = np.bincount(LABELS, WEIGHTS) / WEIGHTS.sum()
    entropy = -(shares * np.log(shares)).sum()
    # scikit-learn minimises C·Σ w·loss + ½‖θ‖²; ours the mean over the entropy, and ridge·‖θ‖².
    theirs = LogisticRegression(C=1 / (2 * ridge * entropy * WEIGHTS.sum()), tol=1e-10, max_iter=10_000)
    expected = theirs.fit(FEATURES, LABELS, sample_weight=WEIGHTS).predict_proba(FEATURES)
    found = softmax(FEATURES @ weights.numpy() + bias.numpy(), axis=1)
    np.testing.assert_allclose(found, expected, atol=2e-3)


def test_sums_by_contrasts_are_class_means_against_each_other() -> None:
    contrasts = ClassOutcome(LABELS, 3, WEIGHTS).contrasts()
    sums = contrasts.T @ FEATURES
    means = np.stack([FEATURES[np.flatnonzero(label == LABELS)].mean(axis=0) for label in range(3)])
    np.testing.assert_allclose(sums, means * np.sqrt([[10], [20], [30]]), atol=1e-12)


@pytest.mark.parametrize("hidden", [0, 3])
def test_the_gradient_of_a_head_on_classes_is_that_of_finite_differences(hidden: int) -> None:
    cores = RNG.normal(size=(60, 2, 2))
    rng = np.random.default_rng(1)
    head = Head(ClassOutcome(LABELS, 3, WEIGHTS), (2, 2), scale=1.3, ridge=0.02, hidden=hidden, rng=rng)

    def loss(values: np.ndarray) -> tuple[float, np.ndarray]:
        flat = torch.tensor(values, requires_grad=True)
        found = head.evaluate(torch.from_numpy(cores), flat)
        total = found.misfit + 0.02 * found.squares
        (gradient,) = torch.autograd.grad(total, flat)
        return total.item(), gradient.numpy()

    start = head.start(cores)
    away = start + 0.1 * rng.normal(size=start.size)
    assert check_grad(lambda x: loss(x)[0], lambda x: loss(x)[1], away) < 1e-5


@pytest.mark.parametrize("hidden", [0, 3])
def test_evidence_on_plain_cores_has_the_misfit_the_head_had(hidden: int) -> None:
    cores = 5 + 3 * RNG.normal(size=(60, 2, 2))
    outcome = ClassOutcome(LABELS, 3, np.ones(60))
    head = Head(outcome, (2, 2), scale=3.0, ridge=0.02, hidden=hidden, rng=np.random.default_rng(1))
    found = head.evaluate(torch.from_numpy(cores), torch.from_numpy(head.start(cores)))
    evidence = head.predictor(found).predict(cores)
    np.testing.assert_allclose(evidence.sum(axis=1), 0, atol=1e-10)
    assert outcome.misfit_of(evidence, LABELS) == pytest.approx(found.misfit.item())
