"""Ordinal regression: its gradient, a planted model found again, probabilities that add up, classes in order."""

from __future__ import annotations

import numpy as np
from scipy.optimize import check_grad

from compute.score.ordinal import OrdinalModel, _loss, fit_ordinal


def drawn(seed: int, count: int) -> tuple[np.ndarray, np.ndarray]:
    """Predictors and classes of a planted model: thresholds −1 and 0.5, slopes 1.5 and −1."""
    rng = np.random.default_rng(seed)
    x = rng.normal(size=(count, 2))
    latent = x @ np.array([1.5, -1.0]) + rng.logistic(size=count)
    return x, np.digitize(latent, [-1.0, 0.5])


def test_the_gradient_is_that_of_the_loss() -> None:
    x, classes = drawn(0, 40)
    at = np.array([-0.4, 0.7, 0.3, -0.2])
    assert check_grad(lambda p: _loss(p, x, classes, 1.0)[0], lambda p: _loss(p, x, classes, 1.0)[1], at) < 1e-5


def test_a_planted_model_is_found_again_at_a_point_without_slope() -> None:
    x, classes = drawn(1, 20_000)
    found = fit_ordinal(x, classes)
    np.testing.assert_allclose(found.thresholds, [-1, 0.5], atol=0.06)
    np.testing.assert_allclose(found.slopes, [1.5, -1], atol=0.06)
    slope = _loss(np.concatenate([found.thresholds, found.slopes]), x, classes, 1.0)[1]
    assert np.abs(slope).max() < 0.05


def test_probabilities_add_up_and_follow_the_order_of_the_classes() -> None:
    model = OrdinalModel(np.array([-1.0, 1.0]), np.array([2.0]))
    chance = model.probabilities(np.array([[-5.0], [0.0], [5.0]]))
    np.testing.assert_allclose(chance.sum(axis=1), 1)
    assert chance.argmax(axis=1).tolist() == [0, 1, 2]


def test_classes_that_do_not_overlap_have_finite_slopes() -> None:
    x = np.linspace(-2, 2, 30)[:, None]
    found = fit_ordinal(x, np.repeat([0, 1, 2], 10))
    assert 1 < found.slopes[0] < 100
    assert (found.probabilities(x).argmax(axis=1) == np.repeat([0, 1, 2], 10)).mean() > 0.9
