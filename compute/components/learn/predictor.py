"""The predictor f on cores, fitted: its value, and its gradient averaged from the empty network to a sample's.

Cores are (n, a, b), on the scale of the networks' coefficients; values are in the units of the score, or evidence
of a class.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Protocol

import numpy as np
from numpy.typing import NDArray

Floats = NDArray[np.float64]

SMALL_STEP = 1e-5
"""Below this change of a hidden unit's input, the average slope is taken from the middle of the step instead of a
difference quotient, which would lose its digits; the error of either is under 1e-10."""


class Predictor(Protocol):
    """f: cores (n, a, b) to predictions (n,)."""

    def predict(self, cores: Floats) -> Floats: ...

    def path_gradients(self, cores: Floats) -> Floats:
        """(n, a, b): ∫₀¹ ∇f(tZ) dt, so that Σ_uv gradient·Z = f(Z) − f(0) exactly."""

    def rotated(self, left: Floats, right: Floats) -> Predictor:
        """The same predictions from cores Q_R' Z Q_T, given Q_R (a×a) and Q_T (b×b)."""

    def scaled(self, factor: float) -> Predictor:
        """f(factor · Z) as a predictor of its own."""


@dataclass(frozen=True)
class LinearPredictor:
    """f(Z) = intercept + Σ_uv weights_uv Z_uv; weights (a, b)."""

    weights: Floats
    intercept: float

    def predict(self, cores: Floats) -> Floats:
        weighted: Floats = np.einsum("nuv,uv->n", cores, self.weights)
        return self.intercept + weighted

    def path_gradients(self, cores: Floats) -> Floats:
        return np.broadcast_to(self.weights, cores.shape).copy()

    def rotated(self, left: Floats, right: Floats) -> LinearPredictor:
        return LinearPredictor(left.T @ self.weights @ right, self.intercept)

    def scaled(self, factor: float) -> LinearPredictor:
        return LinearPredictor(self.weights * factor, self.intercept)


@dataclass(frozen=True)
class MlpPredictor:
    """f(Z) = intercept + Σ_h output_h tanh(Σ_uv hidden_huv Z_uv + bias_h); hidden (h, a, b), bias and output (h,)."""

    hidden: Floats
    bias: Floats
    output: Floats
    intercept: float

    def predict(self, cores: Floats) -> Floats:
        return self.intercept + np.tanh(self._steps(cores) + self.bias) @ self.output

    def path_gradients(self, cores: Floats) -> Floats:
        # One hidden layer has its path integral in closed form: along tZ a unit's input moves from bias to bias + step,
        # and its average slope is the change of tanh over the step. No quadrature, so completeness holds to rounding.
        steps = self._steps(cores)
        small = np.abs(steps) < SMALL_STEP
        change = np.tanh(steps + self.bias) - np.tanh(self.bias)
        middle = 1.0 - np.tanh(self.bias + steps / 2) ** 2
        slopes = np.where(small, middle, change / np.where(small, 1.0, steps))
        gradients: Floats = np.einsum("nh,huv->nuv", slopes * self.output, self.hidden, optimize=True)
        return gradients

    def rotated(self, left: Floats, right: Floats) -> MlpPredictor:
        return MlpPredictor(left.T @ self.hidden @ right, self.bias, self.output, self.intercept)

    def scaled(self, factor: float) -> MlpPredictor:
        return MlpPredictor(self.hidden * factor, self.bias, self.output, self.intercept)

    def _steps(self, cores: Floats) -> Floats:
        steps: Floats = cores.reshape(len(cores), -1) @ self.hidden.reshape(len(self.bias), -1).T
        return steps


@dataclass(frozen=True)
class ClassPredictor:
    """One predictor per class; its value is the class's evidence: log-odds against the average class, sum zero."""

    of_class: tuple[Predictor, ...]

    def predict(self, cores: Floats) -> Floats:
        """(n, classes) evidence."""
        return np.stack([predictor.predict(cores) for predictor in self.of_class], axis=1)

    def probabilities(self, cores: Floats) -> Floats:
        """(n, classes), each row summing to 1."""
        from scipy.special import softmax  # slow to import, and the dashboard's start needs none of it

        shares: Floats = softmax(self.predict(cores), axis=1)
        return shares

    def path_gradients(self, cores: Floats) -> Floats:
        """(n, classes, a, b), for every class as :meth:`Predictor.path_gradients`."""
        return np.stack([predictor.path_gradients(cores) for predictor in self.of_class], axis=1)

    def rotated(self, left: Floats, right: Floats) -> ClassPredictor:
        return ClassPredictor(tuple(predictor.rotated(left, right) for predictor in self.of_class))

    def scaled(self, factor: float) -> ClassPredictor:
        return ClassPredictor(tuple(predictor.scaled(factor) for predictor in self.of_class))
