"""What is predicted, and how wrong a prediction is: scores by squared error, classes by cross-entropy.

Both errors are divided by that of the best constant prediction, so that 1 always means "no better than knowing no
network" and ρ weighs the networks' energy alike against either.
"""

from __future__ import annotations

from typing import Protocol

import numpy as np
import torch
from numpy.typing import NDArray
from scipy.optimize import minimize
from scipy.special import log_softmax

Floats = NDArray[np.float64]
Labels = NDArray[np.intp]

START_STEPS = 200
START_TOLERANCE = 1e-8


class Outcome(Protocol):
    """outputs: numbers f gives per sample. searched: whether the output layer is part of the search (else solved)."""

    outputs: int
    searched: bool

    def output_layer(self, features: torch.Tensor, flat: torch.Tensor, ridge: float) -> tuple[torch.Tensor, ...]:
        """Weights (size, outputs) and bias (outputs,) on centred features (N, size); ``flat``: what is searched."""

    def start(self, features: Floats, ridge: float) -> Floats:
        """``flat`` for features (N, size) at the start: the best for them, empty where nothing is searched."""

    def misfit(self, outputs: torch.Tensor) -> torch.Tensor:
        """Error of outputs (N, outputs) over that of the best constant ones."""

    def on_own_scale(self, weights: Floats, bias: Floats) -> tuple[Floats, Floats]:
        """The output layer in the units of what was given."""

    def contrasts(self) -> Floats:
        """(N, k) weights of the samples; networks summed with them show what goes along with the outcome."""

    def misfit_of(self, predicted: Floats, given: NDArray[np.generic]) -> float:
        """The misfit of a fitted f's values (n,) or (n, classes) on other samples, given their scores or labels."""


class ScoreOutcome:
    """Scores (N,), standardised while learning: the mean square of the error over the variance."""

    outputs = 1
    searched = False

    def __init__(self, scores: Floats) -> None:
        self._mean, self._spread = float(scores.mean()), float(scores.std())
        self._scores = torch.from_numpy((scores - self._mean) / self._spread)

    def output_layer(self, features: torch.Tensor, flat: torch.Tensor, ridge: float) -> tuple[torch.Tensor, ...]:
        # Ridge regression in closed form. Being at its minimum, the output layer adds nothing to the gradient of the
        # rest (variable projection, Golub and Pereyra 1973), so it is held constant there.
        held = features.detach()
        samples, size = held.shape
        gram = held.T @ held / samples + ridge * torch.eye(size, dtype=held.dtype)
        best = torch.linalg.solve(gram, held.T @ self._scores / samples)
        return best[:, None], flat.new_zeros(1)

    def start(self, features: Floats, ridge: float) -> Floats:  # noqa: ARG002 -- nothing is searched
        return np.empty(0)

    def misfit(self, outputs: torch.Tensor) -> torch.Tensor:
        return (self._scores - outputs[:, 0]).square().mean()

    def on_own_scale(self, weights: Floats, bias: Floats) -> tuple[Floats, Floats]:
        return weights * self._spread, bias * self._spread + self._mean

    def contrasts(self) -> Floats:
        return (self._scores.numpy() * self._spread)[:, None]

    def misfit_of(self, predicted: Floats, given: NDArray[np.generic]) -> float:
        return float(((np.asarray(given, dtype=np.float64) - predicted) ** 2).mean()) / self._spread**2


class ClassOutcome:
    """Labels (N,) in 0..classes−1, samples weighted (N,): cross-entropy over the entropy of the class frequencies.

    Outputs are the classes' evidence: a softmax makes probabilities of them. Their output layer has no closed form
    and is searched with the rest; it starts where multinomial logistic regression on the first features ends.
    """

    searched = True

    def __init__(self, labels: Labels, classes: int, sample_weights: Floats) -> None:
        self.outputs = classes
        self._labels = torch.from_numpy(labels.astype(np.int64))
        weights = sample_weights / sample_weights.sum()
        self._weights = torch.from_numpy(weights)
        class_weights = np.bincount(labels, weights, minlength=classes)
        self._entropy = float(-(class_weights * np.log(class_weights)).sum())
        self._weight_of_class = class_weights / np.bincount(labels, minlength=classes)
        self._frequencies = class_weights

    def output_layer(self, features: torch.Tensor, flat: torch.Tensor, ridge: float) -> tuple[torch.Tensor, ...]:  # noqa: ARG002
        size = features.shape[1]
        weights, bias = flat[: size * self.outputs], flat[size * self.outputs :]
        return weights.reshape(size, self.outputs), bias

    def start(self, features: Floats, ridge: float) -> Floats:
        fixed = torch.from_numpy(features)

        def loss_and_gradient(values: Floats) -> tuple[float, Floats]:
            flat = torch.tensor(values, requires_grad=True)
            weights, bias = self.output_layer(fixed, flat, ridge)
            loss = self.misfit(fixed @ weights + bias) + ridge * weights.square().sum()
            (gradient,) = torch.autograd.grad(loss, flat)
            return loss.item(), gradient.numpy()

        flat = np.concatenate([np.zeros(features.shape[1] * self.outputs), np.log(self._frequencies)])
        found = minimize(
            loss_and_gradient,
            flat,
            jac=True,
            method="L-BFGS-B",
            options={"maxiter": START_STEPS, "ftol": START_TOLERANCE},
        )
        best: Floats = found.x
        return best

    def misfit(self, outputs: torch.Tensor) -> torch.Tensor:
        lost = torch.nn.functional.cross_entropy(outputs, self._labels, reduction="none")
        return (self._weights * lost).sum() / self._entropy

    def on_own_scale(self, weights: Floats, bias: Floats) -> tuple[Floats, Floats]:
        # A constant added to all classes changes no probability; without one, evidence is against the average class.
        return weights - weights.mean(axis=1, keepdims=True), bias - bias.mean()

    def contrasts(self) -> Floats:
        labels = self._labels.numpy()
        sizes = np.bincount(labels, minlength=self.outputs)
        members = labels[:, None] == np.arange(self.outputs)
        contrasts: Floats = members / np.sqrt(sizes)
        return contrasts

    def misfit_of(self, predicted: Floats, given: NDArray[np.generic]) -> float:
        labels = np.asarray(given, dtype=np.intp)
        lost = -log_softmax(predicted, axis=1)[np.arange(len(labels)), labels]
        weights = self._weight_of_class[labels]
        return float((weights * lost).sum() / weights.sum()) / self._entropy
