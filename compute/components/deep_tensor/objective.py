"""What Deep Tensor minimises, with its gradient."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass

import numpy as np
import torch
from numpy.typing import NDArray

from compute.components.deep_tensor.alignment import Aligned, align, sign_starts
from compute.components.deep_tensor.networks import CompressedNetwork
from compute.components.learn.head import Head, core_scale
from compute.components.learn.outcome import Outcome
from compute.components.learn.predictor import ClassPredictor, Predictor

Floats = NDArray[np.float64]

SWEEPS = 10
"""Of the start: align with the mean core, take the mean anew."""


class DeepNetworkStack:
    """N networks in their own bases: cores (N, s, r, r), divided by ``scale``, their root mean energy."""

    def __init__(self, networks: Sequence[CompressedNetwork], scale: float | None = None) -> None:
        energies = np.array([network.energy for network in networks])
        self.energy = float(energies.sum())
        self.scale = float(np.sqrt(energies.mean())) if scale is None else scale
        self.cores = torch.from_numpy(np.stack([network.core for network in networks]) / (self.scale or 1.0))


@dataclass(frozen=True)
class DeepSolution:
    """Where the objective was evaluated: the target core (s, a, b) of norm 1, the turns c (N, r, a), d (N, r, b), the
    cores (N, a, b·s) and the predictor on them, on the scale of the networks."""

    target_core: Floats
    regulator_turns: Floats
    target_turns: Floats
    cores: Floats
    predictor: Predictor | ClassPredictor


class DeepObjective:
    """J = misfit + ridge·‖θ‖², of cores aligned with the target core Y                                    [ours]

    The misfit is that of ``Objective``. Y enters by its direction only. Parameters,
    flat: Y (s·a·b), then those of f; with a ``fixed_core``, those of f alone.
    """

    def __init__(
        self,
        stack: DeepNetworkStack,
        outcome: Outcome,
        rank: tuple[int, int],
        *,
        turns: int,
        starts: int,
        ridge: float,
        hidden: int,
        learn_core: bool,
        rng: np.random.Generator,
    ) -> None:
        self._stack, self._turns, self._ridge, self._learn_core = stack, turns, ridge, learn_core
        self._signs = sign_starts(rank[1], starts)
        self._shape = (stack.cores.shape[1], *rank)
        self._common = self._common_core()
        cores = self._flat_cores(self._common)
        self._random: Floats = rng.standard_normal(self._shape)
        self._separating = separating_core(cores, outcome.contrasts(), self._shape)
        scale = core_scale(cores, float(stack.cores.square().sum()))
        inputs = (rank[0], rank[1] * self._shape[0])
        self._head = Head(outcome, inputs, scale=scale, ridge=ridge, hidden=hidden, rng=rng)

    def starts(self) -> dict[str, Floats]:
        """Parameters to start from, by name: the core the networks have most in common, the one that goes along with
        the outcome, and one at random."""
        cores = {"unsupervised": self._common}
        if self._learn_core:
            cores |= {"supervised": self._separating, "random": self._random}
        return {
            name: np.concatenate(
                [core.ravel() if self._learn_core else np.empty(0), self._head.start(self._flat_cores(core))]
            )
            for name, core in cores.items()
        }

    def loss_and_gradient(self, parameters: Floats) -> tuple[float, Floats]:
        """J and ∂J/∂parameters."""
        flat = torch.tensor(parameters, requires_grad=True)
        aligned, rest = self._aligned(flat)
        head = self._head.evaluate(unfolded(aligned.cores), rest)
        loss = head.misfit + self._ridge * head.squares
        if not parameters.size:
            return loss.item(), np.empty(0)
        (gradient,) = torch.autograd.grad(loss, flat)
        return loss.item(), gradient.numpy()

    def solution(self, parameters: Floats) -> DeepSolution:
        """The model at ``parameters``, on the scale of the networks and the scores."""
        with torch.no_grad():
            flat = torch.from_numpy(parameters)
            aligned, rest = self._aligned(flat)
            head = self._head.evaluate(unfolded(aligned.cores), rest)
            predictor = self._head.predictor(head)
        scale = self._stack.scale
        return DeepSolution(
            self._core_of(flat).numpy().copy(),
            aligned.regulator_turn.numpy(),
            aligned.target_turn.numpy(),
            unfolded(aligned.cores).numpy() * scale,
            predictor.scaled(1 / scale),
        )

    def values_on(self, stack: DeepNetworkStack) -> Callable[[Floats], Floats]:
        """f's values on other networks, of the parameters."""

        def values(parameters: Floats) -> Floats:
            found = self.solution(parameters)
            core = torch.from_numpy(found.target_core)
            cores = unfolded(align(stack.cores, core, self._turns, self._signs).cores).numpy() * stack.scale
            return found.predictor.predict(cores)

        return values

    def _aligned(self, flat: torch.Tensor) -> tuple[Aligned, torch.Tensor]:
        size = int(np.prod(self._shape)) if self._learn_core else 0
        return align(self._stack.cores, self._core_of(flat), self._turns, self._signs), flat[size:]

    def _core_of(self, flat: torch.Tensor) -> torch.Tensor:
        if not self._learn_core:
            return unit(torch.from_numpy(self._common))
        return unit(flat[: int(np.prod(self._shape))].reshape(self._shape))

    def _common_core(self) -> Floats:
        """The core the networks have most in common: aligned with their mean, which is taken anew (as in generalised
        Procrustes analysis, Gower 1975); from the mean of the cores in the networks' own leading directions."""
        _, a, b = self._shape
        core = unit(self._stack.cores[:, :, :a, :b].mean(0))
        for _ in range(SWEEPS):
            core = unit(align(self._stack.cores, core, self._turns, self._signs).cores.mean(0))
        return core.numpy()

    def _flat_cores(self, core: Floats) -> Floats:
        with torch.no_grad():
            aligned = align(self._stack.cores, unit(torch.from_numpy(core)), self._turns, self._signs)
        cores: Floats = unfolded(aligned.cores).numpy()
        return cores


def unfolded(cores: torch.Tensor) -> torch.Tensor:
    """(N, s, a, b) as (N, a, b·s): the channels of a component pair side by side."""
    samples, channels, a, b = cores.shape
    return cores.permute(0, 2, 3, 1).reshape(samples, a, b * channels)


def unit(core: torch.Tensor) -> torch.Tensor:
    """A core divided by its norm; one of zeros stays so."""
    return core / core.square().sum().sqrt().clamp_min(1e-300)


def separating_core(cores: Floats, contrasts: Floats, shape: tuple[int, int, int]) -> Floats:
    """The core (s, a, b) along which cores (N, a, b·s) go most with the outcome's contrasts (N, k)."""
    channels, a, b = shape
    flat = (cores - cores.mean(axis=0)).reshape(len(cores), -1)
    _, _, rows = np.linalg.svd(contrasts.T @ flat, full_matrices=False)
    return np.ascontiguousarray(rows[0].reshape(a, b, channels).transpose(2, 0, 1))
