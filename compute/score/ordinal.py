"""Ordinal logistic regression: the probability of each of several ordered classes (proportional odds, McCullagh 1980).

The libraries at hand have none; the model has one threshold between neighbouring classes and one slope per predictor.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

RIDGE = 1.0
"""Added to the loss as ½ · RIDGE · |slopes|², predictors standardised: finite slopes where classes do not overlap."""


@dataclass(frozen=True)
class OrdinalModel:
    """P(class ≤ c | x) = 1 / (1 + exp(x · slopes − thresholds[c])); the higher x · slopes, the higher the class.

    thresholds: (classes − 1,) ascending. slopes: (predictors,).
    """

    thresholds: NDArray[np.float64]
    slopes: NDArray[np.float64]

    def probabilities(self, predictors: NDArray[np.float64]) -> NDArray[np.float64]:
        """samples × classes, rows adding up to 1. predictors: samples × predictors, as they were when it was fitted."""
        below = _sigmoid(self.thresholds - (predictors @ self.slopes)[:, None])
        whole = np.column_stack([np.zeros(len(predictors)), below, np.ones(len(predictors))])
        found: NDArray[np.float64] = np.diff(whole, axis=1)
        return found


def fit_ordinal(predictors: NDArray[np.float64], classes: NDArray[np.intp], ridge: float = RIDGE) -> OrdinalModel:
    """The model of least penalised loss. predictors: samples × predictors, standardised; classes: 0, 1, …, each there.

    The loss is convex in thresholds and slopes, so its minimum is the only one.
    """
    from scipy.optimize import minimize  # slow to import, and the dashboard's start needs none of it

    last = int(classes.max())
    shares = np.cumsum(np.bincount(classes, minlength=last + 1))[:-1] / len(classes)
    start = np.concatenate([np.log(shares / (1 - shares)), np.zeros(predictors.shape[1])])
    # The order of the thresholds is kept by the loss itself: where two meet, a class has no room.
    found = minimize(_loss, start, args=(predictors, classes, ridge), jac=True, method="BFGS", options={"gtol": 1e-6})
    return OrdinalModel(found.x[:last], found.x[last:])


def _loss(
    at: NDArray[np.float64], predictors: NDArray[np.float64], classes: NDArray[np.intp], ridge: float
) -> tuple[float, NDArray[np.float64]]:
    """Minus the log likelihood with the penalty, and its gradient; infinite where thresholds are out of order."""
    last = len(at) - predictors.shape[1]
    thresholds, slopes = at[:last], at[last:]
    if (np.diff(thresholds) <= 0).any():
        return np.inf, np.zeros_like(at)
    edges = np.concatenate([[-np.inf], thresholds, [np.inf]])
    score = predictors @ slopes
    upper, lower = _sigmoid(edges[classes + 1] - score), _sigmoid(edges[classes] - score)
    chance = np.maximum(upper - lower, 1e-300)
    up, down = upper * (1 - upper) / chance, lower * (1 - lower) / chance  # of log P by its two thresholds, ±
    gradient = np.zeros_like(at)
    for c in range(last):
        gradient[c] = -up[classes == c].sum() + down[classes == c + 1].sum()
    gradient[last:] = predictors.T @ (up - down) + ridge * slopes
    return float(-np.log(chance).sum() + ridge / 2 * slopes @ slopes), gradient


def _sigmoid(values: NDArray[np.float64]) -> NDArray[np.float64]:
    from scipy.special import expit

    result: NDArray[np.float64] = expit(values)
    return result
