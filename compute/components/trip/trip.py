"""TRIP as estimators: networks and scores (or classes) in, components and predictions out."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from functools import partial
from typing import Any

import numpy as np
import torch
from numpy.typing import NDArray
from sklearn.utils.validation import check_is_fitted

from compute.components.explain.scores import edge_contributions
from compute.components.learn.checks import check_not_negative, check_variation, checked_rank
from compute.components.learn.estimator import Aside, ClassEstimator, Projection, ScoreEstimator
from compute.components.learn.outcome import Outcome
from compute.components.learn.settings import (
    HIDDEN,
    MAX_EPOCHS,
    PATIENCE,
    RANK,
    RHO,
    RIDGE,
    THREADS,
    TOLERANCE,
    VALIDATION_FRACTION,
    ClassWeight,
    OnEpoch,
    PredictorKind,
)
from compute.components.learn.solver import minimise
from compute.components.trip.objective import Objective, Solution
from compute.components.trip.search_space import CompressedStack, Subspace, compressed
from compute.components.trip.stack import Networks, NetworkStack, check_networks, shape_of
from compute.components.trip.subspace import principal_rotation, supervised_subspace, unsupervised_subspace

Floats = NDArray[np.float64]


@dataclass(repr=False, eq=False)  # what scikit-learn gives is kept
class _SharedFactors(Projection):
    """Z_i = C_R' X_i C_T with the same orthonormal factors for all samples."""

    rank: tuple[int, int] = RANK
    predictor: PredictorKind = "linear"
    rho: float = RHO
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
        check_not_negative(rho=self.rho, tolerance=self.tolerance)

    def _check_networks(self, X: Networks) -> None:
        check_networks(X)
        checked_rank(self.rank, shape_of(X))

    def _learn(self, X: Networks, outcome: Outcome, aside: Aside, progress: OnEpoch | None) -> None:
        stack = NetworkStack.of(X)
        check_variation(stack)
        rank = checked_rank(self.rank, (stack.regulators, stack.targets))
        space = compressed(stack, rank, self.seed)
        unsupervised, ceiling = unsupervised_subspace(space, rank)
        supervised = supervised_subspace(stack, outcome.contrasts(), unsupervised, rank, self.seed)
        if supervised is not None:
            space.include(supervised)
        objective = Objective(
            space,
            outcome,
            space.inside(unsupervised),
            rho=self.rho,
            ridge=self.ridge,
            hidden=self.hidden if self.predictor == "mlp" else 0,
            rng=np.random.default_rng(self.seed),
        )
        starts = {"unsupervised": objective.start(space.inside(unsupervised))}
        if supervised is not None:
            starts["supervised"] = objective.start(space.inside(supervised))
        others = CompressedStack(NetworkStack.of(aside[0]), space.bases) if aside else None

        def values_aside(parameters: Floats) -> Floats:
            found = objective.solution(parameters)
            factors = torch.from_numpy(found.regulator_factor), torch.from_numpy(found.target_factor)
            return found.predictor.predict(others.cores(*factors).numpy()) if others else np.empty(0)

        def widen(parameters: Floats) -> Callable[[Floats], Floats] | None:
            before = space.regulators, space.targets
            place, gradients = objective.core_gradients(parameters)
            return partial(objective.widened, before=before) if space.grow(place, gradients) else None

        early = self._early_stop(outcome, values_aside, aside)
        minimum = minimise(
            objective.loss_and_gradient,
            starts,
            self.max_epochs,
            self.tolerance,
            progress,
            early,
            None if space.whole else widen,
        )
        found = objective.solution(minimum.parameters)
        self._keep(found, space.outside(Subspace(found.regulator_factor, found.target_factor)))
        self._keep_search(minimum)
        self.hosvd_retained_energy_ = ceiling

    def _keep(self, found: Solution, factors: Subspace) -> None:
        left, right = principal_rotation(found.cores, factors.regulator_factor, factors.target_factor)
        self.regulator_loadings_ = factors.regulator_factor @ left
        self.target_loadings_ = factors.target_factor @ right
        self.cores_ = left.T @ found.cores @ right
        self.predictor_ = found.predictor.rotated(left, right)
        self.retained_energy_ = found.retained
        energy = self.cores_**2
        self.regulator_energy_ = energy.sum(axis=(0, 2)) / energy.sum()
        self.target_energy_ = energy.sum(axis=(0, 1)) / energy.sum()

    def transform(self, X: Networks) -> Floats:
        """Cores (n, a, b) of networks with the regulators and targets the model was fitted on."""
        check_is_fitted(self, "predictor_")
        check_networks(X, (len(self.regulator_loadings_), len(self.target_loadings_)))
        return _projected(X, self.regulator_loadings_, self.target_loadings_)


@dataclass(repr=False, eq=False)
class TRIP(ScoreEstimator, _SharedFactors):
    """Project every sample's network on a small core that keeps the networks and predicts the score.

    Networks X_i are scipy sparse matrices, regulators × targets (q×p); Z_i = C_R' X_i C_T is the core (a×b), and
    f(Z_i) the prediction. ``Objective`` says what is minimised. The idea is that of
    Tensor Reconstruction-based Interpretable Prediction (Maruhashi et al. 2020); this formulation is ours.

    Parameters
    ----------
    rank: (a, b), numbers of regulator-side and target-side components.
    predictor: "linear", or "mlp" with one layer of ``hidden`` tanh units.
    rho: how much keeping the networks weighs against predicting; dimensionless, see the objective.
    ridge: penalty on the predictor's weights. seed: of the hidden layer and the eigen-solver.
    max_epochs, tolerance: when to stop. threads: of the fit; a second one saves next to nothing.
    early_stopping: whether to hold a share ``validation_fraction`` of the samples aside, to stop once the error on
    them has not fallen for ``patience`` epochs, and to keep the model of the epoch where it was lowest.

    After ``fit``
    -------------
    regulator_loadings_ (q, a), target_loadings_ (p, b): orthonormal columns, in principal order (most core energy
    first), each signed so that its loading of largest magnitude is positive. regulator_energy_ (a,) and
    target_energy_ (b,): their shares of the core energy, each summing to 1. cores_ (N, a, b). baseline_: prediction
    of the empty network. retained_energy_, hosvd_retained_energy_: share of Σ‖X_i‖² kept by this and by the best
    unsupervised subspace of the same rank (HOSVD refined by HOOI), the ceiling of the former. loss_ (epochs,), the
    first at the start named by start_ ("unsupervised" or "supervised"); converged_; stopped_early_;
    validation_loss_ (epochs,), the error on the samples held aside (1: no better than a constant). predictor_: f.
    With early stopping, energies and loss are those of the samples learned from.

    Same input, seed and number of threads: the same bits on one machine, however many cores it has. Another number of
    threads: sums differ in their last digits and the search ends elsewhere within its tolerance; loadings agree to
    1e-4 for a linear f and to 0.02 for the perceptron, predictions to 1e-4 and 0.01 standard deviations of the score.
    """

    def explain_edges(self, X: Networks) -> list[Any]:
        """For every network a sparse matrix (q×p) of its edges' contributions, adding up to prediction − baseline."""
        return _edges(X, self.explain(X).gradients, self.regulator_loadings_, self.target_loadings_)


@dataclass(repr=False, eq=False)
class TRIPClassifier(ClassEstimator, _SharedFactors):
    """:class:`TRIP` for classes: f gives every class's evidence, the misfit is the cross-entropy.

    Parameters and what is learned as for :class:`TRIP`; ``class_weight`` after scikit-learn: None (every sample weighs
    the same), "balanced" (every class does), or a weight for every class. classes_ (C,); baseline_ (C,), the evidence
    of the empty network. Evidence is log-odds against the average class: it sums to zero over the classes, and its
    softmax are the probabilities. Same bits and thread tolerance as :class:`TRIP`, predictions being probabilities:
    1e-3 for a linear f, 0.02 for the perceptron; loadings 1e-3 and 0.02.
    """

    class_weight: ClassWeight = None

    def explain_edges(self, X: Networks, label: object) -> list[Any]:
        """For every network a sparse matrix (q×p) of its edges' contributions to the evidence for class ``label``,
        adding up to evidence − baseline."""
        position = self._position(label)
        gradients = self.explain(X).gradients[:, position]
        return _edges(X, gradients, self.regulator_loadings_, self.target_loadings_)


def _projected(X: Networks, regulator_factor: Floats, target_factor: Floats) -> Floats:
    if isinstance(X, NetworkStack):
        cores: Floats = X.cores(torch.from_numpy(regulator_factor), torch.from_numpy(target_factor)).numpy()
        return cores
    return np.stack([regulator_factor.T @ (network @ target_factor) for network in X])


def _edges(X: Networks, gradients: Floats, regulator_loadings: Floats, target_loadings: Floats) -> list[Any]:
    return [
        edge_contributions(network, gradient, regulator_loadings, target_loadings)
        for network, gradient in zip(X, gradients, strict=True)
    ]
