"""What TRIP minimises, with its gradient."""

from __future__ import annotations

from dataclasses import dataclass
from typing import NamedTuple

import numpy as np
import torch
from numpy.typing import NDArray

from compute.components.learn.head import Evaluated, Head, core_scale
from compute.components.learn.outcome import Outcome
from compute.components.learn.predictor import ClassPredictor, Predictor
from compute.components.trip.search_space import CompressedStack, Subspace
from compute.components.trip.stack import NetworkStack

Floats = NDArray[np.float64]


@dataclass(frozen=True)
class Solution:
    """Where the objective was evaluated: orthonormal factors, cores (N, a, b), the predictor on those cores, its
    predictions' misfit (1: no better than a constant), and the share of energy retained."""

    regulator_factor: Floats
    target_factor: Floats
    cores: Floats
    predictor: Predictor | ClassPredictor
    misfit: float
    retained: float


class _Evaluation(NamedTuple):
    """J and what it was computed from, on the objective's own scale."""

    loss: torch.Tensor
    retained: torch.Tensor
    regulator_factor: torch.Tensor
    target_factor: torch.Tensor
    cores: torch.Tensor
    head: Evaluated


class Objective:
    """J = misfit + ridge·‖θ‖² + ρ·(1 − Σ‖Z_i‖² / Σ‖X_i‖²)                                          [ours]

    The misfit is (1/N) Σ_i (y_i − f(Z_i))² of standardised scores, or the cross-entropy of classes over the entropy of
    their frequencies: 1 for the best constant prediction. The last term is the share of the networks' energy that is
    lost, so ρ is dimensionless: ρ = 1 weighs losing all energy like predicting by a constant. Cores enter f centred
    and divided by one common scale, which leaves the objective indifferent to rotations; ``reference`` is the subspace
    that scale is taken from. ``stack`` holds the networks, or what they are inside the bases of a search; regulators,
    targets and factors are those of the stack.

    Factors are the orthonormal parts of free matrices (QR with a positive diagonal, so that they move smoothly).
    For scores the output weights are not searched for: for given factors and hidden layer they have a closed form.
    f is linear, or has one hidden layer of tanh units whose weights are part of θ.

    Parameters, flat: free regulator matrix (q·a), free target matrix (p·b), then those of f
    (:class:`compute.components.learn.head.Head`).
    """

    def __init__(
        self,
        stack: NetworkStack | CompressedStack,
        outcome: Outcome,
        reference: Subspace,
        *,
        rho: float,
        ridge: float,
        hidden: int,
        rng: np.random.Generator,
    ) -> None:
        self._stack, self._rho, self._ridge = stack, rho, ridge
        self._rank = (reference.regulator_factor.shape[1], reference.target_factor.shape[1])
        scale = core_scale(self._cores(reference), stack.variation)
        self._head = Head(outcome, self._rank, scale=scale, ridge=ridge, hidden=hidden, rng=rng)

    def start(self, subspace: Subspace) -> Floats:
        """Parameters with the factors of ``subspace`` and the hidden layer at random, the same for every subspace."""
        factors = (subspace.regulator_factor.ravel(), subspace.target_factor.ravel())
        return np.concatenate([*factors, self._head.start(self._cores(subspace))])

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
            self._head.predictor(found.head),
            found.head.misfit.item(),
            found.retained.item(),
        )

    def core_gradients(self, parameters: Floats) -> tuple[Subspace, Floats]:
        """The factors at ``parameters``, and ∂J/∂Z_i (N, a, b) there."""
        found = self._evaluate(torch.tensor(parameters, requires_grad=True))
        (gradients,) = torch.autograd.grad(found.loss, found.cores)
        factors = found.regulator_factor.detach().numpy(), found.target_factor.detach().numpy()
        return Subspace(*factors), gradients.numpy()

    def widened(self, parameters: Floats, before: tuple[int, int]) -> Floats:
        """The same place after the stack has got further regulators and targets behind the ``before`` it had."""
        parts = []
        for now, size, rank in zip((self._stack.regulators, self._stack.targets), before, self._rank, strict=True):
            factor, parameters = parameters[: size * rank], parameters[size * rank :]
            parts += [factor, np.zeros((now - size) * rank)]
        return np.concatenate([*parts, parameters])

    def _evaluate(self, flat: torch.Tensor) -> _Evaluation:
        (a, b), q, p = self._rank, self._stack.regulators, self._stack.targets
        free_left, free_right, rest = torch.split(flat, [q * a, p * b, len(flat) - q * a - p * b])
        left, right = orthonormal(free_left.reshape(q, a)), orthonormal(free_right.reshape(p, b))
        cores = self._stack.cores(left, right)
        head = self._head.evaluate(cores, rest)
        retained = cores.square().sum() / self._stack.energy
        loss = head.misfit + self._ridge * head.squares + self._rho * (1 - retained)
        return _Evaluation(loss, retained, left, right, cores, head)

    def _cores(self, subspace: Subspace) -> Floats:
        factors = torch.from_numpy(subspace.regulator_factor), torch.from_numpy(subspace.target_factor)
        cores: Floats = self._stack.cores(*factors).numpy()
        return cores


def orthonormal(free: torch.Tensor) -> torch.Tensor:
    """The orthonormal factor of a free matrix: Q of QR, signed so that R's diagonal is positive."""
    q, r = torch.linalg.qr(free)
    signed: torch.Tensor = q * torch.sign(torch.diagonal(r))
    return signed
