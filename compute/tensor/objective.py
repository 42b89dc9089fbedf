"""What TRIP minimises, with its gradient."""

from __future__ import annotations

from dataclasses import dataclass
from typing import NamedTuple

import numpy as np
import torch
from numpy.typing import NDArray

from compute.tensor.predictor import LinearPredictor, MlpPredictor, Predictor
from compute.tensor.stack import NetworkStack
from compute.tensor.subspace import Subspace

Floats = NDArray[np.float64]

LEAST_CORE_VARIANCE = 1e-6
"""The share of the networks' variance the cores are taken to have at least when their scale is fixed."""


@dataclass(frozen=True)
class Solution:
    """Where the objective was evaluated: orthonormal factors, cores (N, a, b), the predictor on those cores, its
    predictions' misfit (mean square over the variance of the scores), and the share of energy retained."""

    regulator_factor: Floats
    target_factor: Floats
    cores: Floats
    predictor: Predictor
    misfit: float
    retained: float


class _Evaluation(NamedTuple):
    """J and what it was computed from, on the objective's own scale."""

    loss: torch.Tensor
    misfit: torch.Tensor
    retained: torch.Tensor
    regulator_factor: torch.Tensor
    target_factor: torch.Tensor
    cores: torch.Tensor
    weights: torch.Tensor
    bias: torch.Tensor
    output: torch.Tensor
    feature_means: torch.Tensor


class Objective:
    """J = (1/N) Σ_i (y_i − f(Z_i))² + ridge·‖θ‖² + ρ·(1 − Σ‖Z_i‖² / Σ‖X_i‖²)                    [ours]

    y is standardised, so the first term is 1 for a prediction by the mean; the last is the share of the networks'
    energy that is lost, so ρ is dimensionless: ρ = 1 weighs losing all energy like predicting by the mean. Cores
    enter f centred and divided by one common scale, which leaves the objective indifferent to rotations; ``reference``
    is the subspace that scale is taken from.

    Factors are the orthonormal parts of free matrices (QR with a positive diagonal, so that they move smoothly).
    The output weights are not searched for: for given factors and hidden layer they have a closed form (ridge
    regression), so the gradient by the envelope theorem needs no derivative of theirs (variable projection, Golub and
    Pereyra 1973). f is linear, or has one hidden layer of tanh units whose weights are part of θ.

    Parameters, flat: free regulator matrix (q·a), free target matrix (p·b), hidden weights (h·a·b), hidden bias (h).
    """

    def __init__(
        self,
        stack: NetworkStack,
        scores: Floats,
        reference: Subspace,
        *,
        rho: float,
        ridge: float,
        hidden: int,
        rng: np.random.Generator,
    ) -> None:
        self._stack, self._rho, self._ridge, self._hidden = stack, rho, ridge, hidden
        self._mean, self._spread = float(scores.mean()), float(scores.std())
        self._scores = torch.from_numpy((scores - self._mean) / self._spread)
        self._shapes = (reference.regulator_factor.shape, reference.target_factor.shape)
        self._rank = (self._shapes[0][1], self._shapes[1][1])
        self._scale = self._core_scale(reference)
        inputs = self._rank[0] * self._rank[1]
        self._first_weights: Floats = rng.standard_normal((hidden, inputs)) / np.sqrt(inputs)
        self._first_bias: Floats = rng.standard_normal(hidden)

    def start(self, subspace: Subspace) -> Floats:
        """Parameters with the factors of ``subspace`` and the hidden layer at random, the same for every subspace."""
        parts = (subspace.regulator_factor, subspace.target_factor, self._first_weights, self._first_bias)
        return np.concatenate([part.ravel() for part in parts])

    def loss_and_gradient(self, parameters: Floats) -> tuple[float, Floats]:
        """J and ∂J/∂parameters."""
        flat = torch.tensor(parameters, requires_grad=True)
        loss = self._evaluate(flat).loss
        (gradient,) = torch.autograd.grad(loss, flat)
        return loss.item(), gradient.numpy()

    def solution(self, parameters: Floats) -> Solution:
        """The model at ``parameters``, on the scale of the networks and the scores."""
        with torch.no_grad():
            found = self._evaluate(torch.from_numpy(parameters))
        return Solution(
            found.regulator_factor.numpy(),
            found.target_factor.numpy(),
            found.cores.numpy(),
            self._predictor(found),
            found.misfit.item(),
            found.retained.item(),
        )

    def _evaluate(self, flat: torch.Tensor) -> _Evaluation:
        free_left, free_right, weights, bias = self._parts(flat)
        left, right = orthonormal(free_left), orthonormal(free_right)
        cores = self._stack.cores(left, right)
        features = ((cores - cores.mean(0)) / self._scale).flatten(1)
        if self._hidden:
            features = torch.tanh(features @ weights.T + bias)
        feature_means = features.mean(0)
        centred = features - feature_means
        output = self._best_output(centred.detach())
        misfit = (self._scores - centred @ output).square().mean()
        retained = cores.square().sum() / self._stack.energy
        penalty = self._ridge * (output.square().sum() + weights.square().sum())
        loss = misfit + penalty + self._rho * (1 - retained)
        return _Evaluation(loss, misfit, retained, left, right, cores, weights, bias, output, feature_means)

    def _best_output(self, centred: torch.Tensor) -> torch.Tensor:
        samples, size = centred.shape
        gram = centred.T @ centred / samples + self._ridge * torch.eye(size, dtype=centred.dtype)
        best: torch.Tensor = torch.linalg.solve(gram, centred.T @ self._scores / samples)
        return best

    def _parts(self, flat: torch.Tensor) -> tuple[torch.Tensor, ...]:
        (q, a), (p, b) = self._shapes
        left, right, weights, bias = torch.split(flat, [q * a, p * b, self._hidden * a * b, self._hidden])
        return left.reshape(q, a), right.reshape(p, b), weights.reshape(self._hidden, a * b), bias

    def _core_scale(self, reference: Subspace) -> float:
        """Root mean variance of a core's entries in the reference subspace; one number for all entries."""
        factors = torch.from_numpy(reference.regulator_factor), torch.from_numpy(reference.target_factor)
        cores = self._stack.cores(*factors).numpy()
        kept = float(((cores - cores.mean(0)) ** 2).sum())
        variance = max(kept, LEAST_CORE_VARIANCE * self._stack.variation)
        return float(np.sqrt(variance / cores.size))

    def _predictor(self, found: _Evaluation) -> Predictor:
        """Undo the centring and scaling, so that f reads plain cores and gives plain scores."""
        mean_core = found.cores.mean(0).numpy()
        output = found.output.numpy() * self._spread
        intercept = self._mean - float(found.feature_means.numpy() @ output)
        if not self._hidden:
            linear = output.reshape(self._rank) / self._scale
            return LinearPredictor(linear, intercept - float((linear * mean_core).sum()))
        hidden = found.weights.numpy().reshape(self._hidden, *self._rank) / self._scale
        bias = found.bias.numpy() - np.einsum("huv,uv->h", hidden, mean_core)
        return MlpPredictor(hidden, bias, output, intercept)


def orthonormal(free: torch.Tensor) -> torch.Tensor:
    """The orthonormal factor of a free matrix: Q of QR, signed so that R's diagonal is positive."""
    q, r = torch.linalg.qr(free)
    signed: torch.Tensor = q * torch.sign(torch.diagonal(r))
    return signed
