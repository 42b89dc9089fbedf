"""The predictor f on cores while it is learned: features, hidden layer, output layer."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
import torch
from numpy.typing import NDArray

from compute.components.learn.outcome import Outcome
from compute.components.learn.predictor import ClassPredictor, LinearPredictor, MlpPredictor, Predictor

Floats = NDArray[np.float64]

LEAST_CORE_VARIANCE = 1e-6
"""The share of the networks' variance the cores are taken to have at least when their scale is fixed."""


@dataclass(frozen=True)
class Evaluated:
    """What f made of some cores: the misfit, ‖θ‖², and what f is then made of."""

    misfit: torch.Tensor
    squares: torch.Tensor
    mean_core: torch.Tensor
    feature_means: torch.Tensor
    hidden: torch.Tensor
    hidden_bias: torch.Tensor
    output: torch.Tensor
    output_bias: torch.Tensor


class Head:
    """f has no hidden layer (``hidden`` = 0), or one of tanh units. Cores enter centred and divided by one common
    ``scale``, which leaves f indifferent to rotations of the cores; hidden features are centred again.

    Parameters, flat: hidden weights (h·a·b), hidden bias (h), then the output layer where it is searched.
    """

    def __init__(
        self,
        outcome: Outcome,
        rank: tuple[int, int],
        *,
        scale: float,
        ridge: float,
        hidden: int,
        rng: np.random.Generator,
    ) -> None:
        self._outcome, self._rank, self._scale, self._ridge, self._hidden = outcome, rank, scale, ridge, hidden
        inputs = rank[0] * rank[1]
        self._first_weights: Floats = rng.standard_normal((hidden, inputs)) / np.sqrt(inputs)
        self._first_bias: Floats = rng.standard_normal(hidden)

    def start(self, cores: Floats) -> Floats:
        """Parameters to start from at these cores (N, a, b): a hidden layer at random, the same for any cores."""
        layer = [self._first_weights.ravel(), self._first_bias]
        features, _ = self._features(
            torch.from_numpy(cores), torch.from_numpy(self._first_weights), torch.from_numpy(self._first_bias)
        )
        return np.concatenate([*layer, self._outcome.start((features - features.mean(0)).numpy(), self._ridge)])

    def evaluate(self, cores: torch.Tensor, flat: torch.Tensor) -> Evaluated:
        """f at these parameters on cores (N, a, b); differentiable in both."""
        inputs = self._rank[0] * self._rank[1]
        hidden, hidden_bias, output = torch.split(
            flat, [self._hidden * inputs, self._hidden, len(flat) - self._hidden * (inputs + 1)]
        )
        hidden = hidden.reshape(self._hidden, inputs)
        features, mean_core = self._features(cores, hidden, hidden_bias)
        feature_means = features.mean(0)
        centred = features - feature_means
        weights, bias = self._outcome.output_layer(centred, output, self._ridge)
        misfit = self._outcome.misfit(centred @ weights + bias)
        squares = weights.square().sum() + hidden.square().sum()
        return Evaluated(misfit, squares, mean_core, feature_means, hidden, hidden_bias, weights, bias)

    def _features(
        self, cores: torch.Tensor, hidden: torch.Tensor, hidden_bias: torch.Tensor
    ) -> tuple[torch.Tensor, torch.Tensor]:
        mean_core = cores.mean(0)
        features = ((cores - mean_core) / self._scale).flatten(1)
        return (torch.tanh(features @ hidden.T + hidden_bias) if self._hidden else features), mean_core

    def predictor(self, found: Evaluated) -> Predictor | ClassPredictor:
        """Undo the centring and scaling, so that f reads plain cores and gives plain scores, or evidence of classes."""
        weights, bias = self._outcome.on_own_scale(found.output.numpy(), found.output_bias.numpy())
        intercepts = bias - found.feature_means.numpy() @ weights
        outputs = [
            self._one_output(found, weights[:, output], float(intercepts[output]))
            for output in range(self._outcome.outputs)
        ]
        return ClassPredictor(tuple(outputs)) if len(outputs) > 1 else outputs[0]

    def _one_output(self, found: Evaluated, weights: Floats, intercept: float) -> Predictor:
        mean_core = found.mean_core.numpy()
        if not self._hidden:
            linear = weights.reshape(self._rank) / self._scale
            return LinearPredictor(linear, intercept - float((linear * mean_core).sum()))
        hidden = found.hidden.numpy().reshape(self._hidden, *self._rank) / self._scale
        bias = found.hidden_bias.numpy() - np.einsum("huv,uv->h", hidden, mean_core)
        return MlpPredictor(hidden, bias, weights, intercept)


def core_scale(cores: Floats, variation: float) -> float:
    """Root mean variance of the entries of cores (N, a, b), one number for all; ``variation``: Σ_i ‖X_i − X̄‖²."""
    kept = float(((cores - cores.mean(0)) ** 2).sum())
    return float(np.sqrt(max(kept, LEAST_CORE_VARIANCE * variation) / cores.size))
