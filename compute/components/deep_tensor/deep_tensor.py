"""Deep Tensor as estimators: networks whose genes need not correspond between samples."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

import numpy as np
import torch
from numpy.typing import NDArray
from scipy import sparse
from sklearn.utils.validation import check_is_fitted

from compute.components.deep_tensor.alignment import align, sign_starts
from compute.components.deep_tensor.channels import CHANNELS, Channels, split_channels
from compute.components.deep_tensor.networks import (
    CompressedNetwork,
    DeepNetworks,
    check_deep_networks,
    compress,
    compressed,
)
from compute.components.deep_tensor.objective import DeepNetworkStack, DeepObjective, DeepSolution, unfolded
from compute.components.deep_tensor.reading import SampleFactors, edge_pulls, principal_turns
from compute.components.learn.checks import check_choice, check_counts, check_energy, check_not_negative, checked_rank
from compute.components.learn.estimator import Aside, ClassEstimator, Projection, ScoreEstimator
from compute.components.learn.outcome import Outcome
from compute.components.learn.settings import (
    ALIGNMENT_STARTS,
    ALIGNMENT_TURNS,
    COMPRESSION,
    HIDDEN,
    MAX_EPOCHS,
    PATIENCE,
    RANK,
    RIDGE,
    THREADS,
    TOLERANCE,
    VALIDATION_FRACTION,
    ClassWeight,
    OnEpoch,
    PredictorKind,
)
from compute.components.learn.solver import minimise
from compute.errors import UserError

Floats = NDArray[np.float64]

_ANY_SIZE = (2**31, 2**31)
"""For the rank alone: every network's own size is checked with it."""


@dataclass(repr=False, eq=False)  # what scikit-learn gives is kept
class _OwnFactors(Projection):
    """Z_i = C_i' X_i D_i with factors of each sample's own, turned towards a shared target core."""

    rank: tuple[int, int] = RANK
    predictor: PredictorKind = "linear"
    channels: Channels = "signed"
    compression: int = COMPRESSION
    alignment_turns: int = ALIGNMENT_TURNS
    alignment_starts: int = ALIGNMENT_STARTS
    learn_core: bool = True
    ridge: float = RIDGE
    hidden: int = HIDDEN
    seed: int = 0
    max_epochs: int = MAX_EPOCHS
    tolerance: float = TOLERANCE
    threads: int = THREADS
    early_stopping: bool = False
    validation_fraction: float = VALIDATION_FRACTION
    patience: int = PATIENCE

    def check_settings(self) -> None:
        """As of every estimator, with its own settings."""
        super().check_settings()
        check_not_negative(tolerance=self.tolerance)
        check_choice("kind of channels", self.channels, CHANNELS)
        check_counts(
            compression=self.compression, alignment_turns=self.alignment_turns, alignment_starts=self.alignment_starts
        )

    @property
    def _size(self) -> int:
        """Vectors a network's basis has per side: as many as components at least."""
        return max(self.compression, *checked_rank(self.rank, _ANY_SIZE))

    def _check_networks(self, X: DeepNetworks) -> None:
        check_deep_networks(X, self.rank, self._size, self.channels)

    def compress(self, X: DeepNetworks) -> list[CompressedNetwork]:
        """What ``fit`` and all other methods also take in place of networks, so that this is done once for many."""
        self.check_settings()
        self._check_networks(X)
        return [
            network if isinstance(network, CompressedNetwork) else compress(network, self._size, self.channels)
            for network in X
        ]

    def _learn(self, X: DeepNetworks, outcome: Outcome, aside: Aside, progress: OnEpoch | None) -> None:
        networks = compressed(X, self._size, self.channels)
        stack = DeepNetworkStack(networks)
        check_energy(stack.energy, len(networks))
        objective = DeepObjective(
            stack,
            outcome,
            checked_rank(self.rank, _ANY_SIZE),
            turns=self.alignment_turns,
            starts=self.alignment_starts,
            ridge=self.ridge,
            hidden=self.hidden if self.predictor == "mlp" else 0,
            learn_core=self.learn_core,
            rng=np.random.default_rng(self.seed),
        )
        early = None
        if aside is not None:
            held = DeepNetworkStack(compressed(aside[0], self._size, self.channels), stack.scale)
            early = self._early_stop(outcome, objective.values_on(held), aside)
        found = minimise(
            objective.loss_and_gradient, objective.starts(), self.max_epochs, self.tolerance, progress, early
        )
        self._scale = stack.scale
        self._keep(objective.solution(found.parameters), networks)
        self._keep_search(found)

    def _keep(self, found: DeepSolution, networks: list[CompressedNetwork]) -> None:
        channels = found.target_core.shape[0]
        left, right = principal_turns(found, networks)
        self._core = found.target_core
        self._turns = (left, right)
        wide: NDArray[np.float64] = np.kron(right, np.eye(channels)).astype(np.float64)
        self.target_core_ = left.T @ found.target_core @ right
        self.cores_ = left.T @ found.cores @ wide
        self.predictor_ = found.predictor.rotated(left, wide)
        energy = self.cores_**2
        b = right.shape[0]
        self.regulator_energy_ = energy.sum(axis=(0, 2)) / energy.sum()
        self.target_energy_ = energy.sum(axis=(0, 1)).reshape(b, channels).sum(axis=1) / energy.sum()
        self.retained_energy_ = float(energy.sum() / sum(network.energy for network in networks))
        towards = np.einsum("suv,nuvs->n", self.target_core_, self.cores_.reshape(len(networks), -1, b, channels))
        norms = np.sqrt(energy.sum(axis=(1, 2)))
        self.alignment_ = towards / np.where(norms > 0, norms, 1.0)

    def factors(self, X: DeepNetworks) -> list[SampleFactors]:
        """Every network's own components and core."""
        check_is_fitted(self, "predictor_")
        self._check_networks(X)
        networks = compressed(X, self._size, self.channels)
        stack = DeepNetworkStack(networks, self._scale)
        signs = sign_starts(self._core.shape[2], self.alignment_starts)
        with torch.no_grad():
            aligned = align(stack.cores, torch.from_numpy(self._core), self.alignment_turns, signs)
        left, right = self._turns
        wide = np.kron(right, np.eye(self._core.shape[0]))
        cores = left.T @ (unfolded(aligned.cores).numpy() * self._scale) @ wide
        return [
            SampleFactors(network.regulator_basis @ c @ left, network.target_basis @ d @ right, core)
            for network, c, d, core in zip(
                networks, aligned.regulator_turn.numpy(), aligned.target_turn.numpy(), cores, strict=True
            )
        ]

    def transform(self, X: DeepNetworks) -> Floats:
        """Cores (n, a, b·s) of networks of any size: the s channels of a component pair side by side."""
        return np.stack([factors.core for factors in self.factors(X)])

    def _edges(self, X: DeepNetworks, gradients: Floats) -> list[Any]:
        if any(isinstance(network, CompressedNetwork) for network in X):
            raise UserError("Edges cannot be resolved in compressed networks; give the networks themselves.")
        contributions = []
        for network, factors, gradient in zip(X, self.factors(X), gradients, strict=True):
            parts = split_channels(network, self.channels)
            pulls = edge_pulls(parts, factors, gradient)
            contributions.append(sum(pulls, start=sparse.csr_array(network.shape)))
        return contributions


@dataclass(repr=False, eq=False)
class DeepTensor(ScoreEstimator, _OwnFactors):
    """Project every sample's network on a small core with components of its own, chosen so that the core is as close
    as possible to a target core that all samples share and that is learned together with the predictor.

    Networks are scipy sparse matrices, regulators × targets, of any sizes: neither their genes nor the order of these
    need correspond between samples, for the predictions do not depend on it. Idea: Deep Tensor (Maruhashi et al.
    2018); the formulation, in ``alignment`` and ``objective``, is ours.

    Parameters
    ----------
    rank, predictor, ridge, hidden, seed, max_epochs, tolerance, threads, early_stopping, validation_fraction,
    patience: as for :class:`compute.components.trip.trip.TRIP`.
    channels: "signed" keeps activating and repressing edges apart, so that a core tells how they are arranged among
    the components; "plain" does not, and a core then tells no more than the network's leading singular values.
    compression: vectors of the basis each network is given per side before it is aligned; at least the rank.
    alignment_turns: how often both factors are turned towards the target core. alignment_starts: how many sign
    patterns of a network's leading directions this is begun from; the best end counts.
    learn_core: False keeps the target core that the networks have most in common, and learns the predictor alone.

    After ``fit``
    -------------
    target_core_ (s, a, b), norm 1. cores_ (N, a, b·s), the s channels of a component pair side by side;
    regulator_energy_ (a,), target_energy_ (b,): shares of the core energy; components are in principal order (most
    core energy first), each signed so that its loading of largest magnitude, over all samples, is positive.
    alignment_ (N,): cosine between a sample's core and the target core. retained_energy_: share of Σ‖X_i‖² kept.
    baseline_, loss_, start_ ("unsupervised", "supervised" or "random"), converged_, stopped_early_,
    validation_loss_, predictor_ as for TRIP.

    A network with fewer edges than the rank asks for has components of length below 1. Same input, seed and number of
    threads: the same bits on one machine. Another number of threads: probabilities of the classifier agree to 0.05.
    """

    def explain_edges(self, X: DeepNetworks) -> list[Any]:
        """For every network (not compressed) a sparse matrix of its edges' contributions to the prediction, its own
        components held; they add up to prediction − baseline."""
        return self._edges(X, self.explain(X).gradients)


@dataclass(repr=False, eq=False)
class DeepTensorClassifier(ClassEstimator, _OwnFactors):
    """:class:`DeepTensor` for classes; ``class_weight``, evidence and what else belongs to classes as for
    :class:`compute.components.trip.trip.TRIPClassifier`."""

    class_weight: ClassWeight = None

    def explain_edges(self, X: DeepNetworks, label: object) -> list[Any]:
        """As :meth:`DeepTensor.explain_edges`, of the evidence for class ``label``."""
        return self._edges(X, self.explain(X).gradients[:, self._position(label)])
