"""TRIP as an estimator: networks and scores in, components and predictions out."""

from __future__ import annotations

from operator import index
from typing import Any, Self

import numpy as np
from numpy.typing import ArrayLike, NDArray
from sklearn.base import BaseEstimator, RegressorMixin, TransformerMixin
from sklearn.utils.validation import check_is_fitted

from compute.errors import UserError
from compute.tensor.explain import Explanation, edge_contributions
from compute.tensor.objective import Objective, Solution
from compute.tensor.settings import (
    HIDDEN,
    MAX_EPOCHS,
    PREDICTORS,
    RANK,
    RHO,
    RIDGE,
    THREADS,
    TOLERANCE,
    PredictorKind,
    Progress,
)
from compute.tensor.solver import minimise
from compute.tensor.stack import Networks, NetworkStack, check_networks
from compute.tensor.subspace import principal_rotation, supervised_subspace, unsupervised_subspace
from compute.tensor.threads import limited_threads

Floats = NDArray[np.float64]

SAME = 1e-12
"""Variation below this share of the size counts as none: it is rounding."""


class TRIP(RegressorMixin, TransformerMixin, BaseEstimator):  # type: ignore[misc]
    """Project every sample's network on a small core that keeps the networks and predicts the score.

    Networks X_i are scipy sparse matrices, regulators × targets (q×p); Z_i = C_R' X_i C_T is the core (a×b), and
    f(Z_i) the prediction. :class:`compute.tensor.objective.Objective` says what is minimised. The idea is that of
    Tensor Reconstruction-based Interpretable Prediction (Maruhashi et al. 2020); this formulation is ours.

    Parameters
    ----------
    rank: (a, b), numbers of regulator-side and target-side components.
    predictor: "linear", or "mlp" with one layer of ``hidden`` tanh units.
    rho: how much keeping the networks weighs against predicting; dimensionless, see the objective.
    ridge: penalty on the predictor's weights. seed: of the hidden layer and the eigen-solver.
    max_epochs, tolerance: when to stop. threads: of the fit; more than one pays for very large networks only.

    After ``fit``
    -------------
    regulator_loadings_ (q, a), target_loadings_ (p, b): orthonormal columns, in principal order (most core energy
    first), each signed so that its loading of largest magnitude is positive. regulator_energy_ (a,) and
    target_energy_ (b,): their shares of the core energy, each summing to 1. cores_ (N, a, b). baseline_: prediction
    of the empty network. retained_energy_, hosvd_retained_energy_: share of Σ‖X_i‖² kept by this and by the best
    unsupervised subspace of the same rank (HOSVD refined by HOOI), the ceiling of the former. loss_ (epochs,), the
    first at the start named by start_ ("unsupervised" or "supervised"); converged_. predictor_: f.

    Same input, seed and number of threads: the same bits on one machine, however many cores it has. Another number of
    threads: sums differ in their last digits and the search ends elsewhere within its tolerance; loadings agree to
    1e-4 for a linear f and to 0.02 for the perceptron, predictions to 1e-4 and 0.01 standard deviations of the score.
    """

    def __init__(
        self,
        rank: tuple[int, int] = RANK,
        predictor: PredictorKind = "linear",
        rho: float = RHO,
        ridge: float = RIDGE,
        hidden: int = HIDDEN,
        seed: int = 0,
        max_epochs: int = MAX_EPOCHS,
        tolerance: float = TOLERANCE,
        threads: int = THREADS,
    ) -> None:
        self.rank = rank
        self.predictor = predictor
        self.rho = rho
        self.ridge = ridge
        self.hidden = hidden
        self.seed = seed
        self.max_epochs = max_epochs
        self.tolerance = tolerance
        self.threads = threads

    def fit(self, X: Networks, y: ArrayLike, progress: Progress | None = None) -> Self:
        """Learn from N networks X and their scores y (N,). ``progress`` is told every epoch's loss, trials included.

        Raises :class:`UserError` for no networks, networks of different shapes or all the same, a rank above the
        size, missing values, a constant score, or a setting out of range.
        """
        self._check_settings()
        check_networks(X)
        scores = _check_scores(y, len(X))
        rank = self._check_rank(X[0].shape)
        with limited_threads(self.threads):
            return self._fit(NetworkStack(X), scores, rank, progress)

    def _fit(self, stack: NetworkStack, scores: Floats, rank: tuple[int, int], progress: Progress | None) -> Self:
        _check_variation(stack)
        unsupervised, ceiling = unsupervised_subspace(stack, rank, self.seed)
        supervised = supervised_subspace(stack, scores, unsupervised, rank, self.seed)
        objective = Objective(
            stack,
            scores,
            unsupervised,
            rho=self.rho,
            ridge=self.ridge,
            hidden=self.hidden if self.predictor == "mlp" else 0,
            rng=np.random.default_rng(self.seed),
        )
        starts = {"unsupervised": objective.start(unsupervised)}
        if supervised is not None:
            starts["supervised"] = objective.start(supervised)
        minimum = minimise(objective.loss_and_gradient, starts, self.max_epochs, self.tolerance, progress)
        self._keep(objective.solution(minimum.parameters))
        self.start_ = minimum.start
        self.loss_ = np.array(minimum.losses)
        self.converged_ = minimum.converged
        self.hosvd_retained_energy_ = ceiling
        return self

    def _keep(self, found: Solution) -> None:
        left, right = principal_rotation(found.cores, found.regulator_factor, found.target_factor)
        self.regulator_loadings_ = found.regulator_factor @ left
        self.target_loadings_ = found.target_factor @ right
        self.cores_ = left.T @ found.cores @ right
        self.predictor_ = found.predictor.rotated(left, right)
        self.baseline_ = float(self.predictor_.predict(np.zeros((1, *self.cores_.shape[1:])))[0])
        self.retained_energy_ = found.retained
        energy = self.cores_**2
        self.regulator_energy_ = energy.sum(axis=(0, 2)) / energy.sum()
        self.target_energy_ = energy.sum(axis=(0, 1)) / energy.sum()

    def transform(self, X: Networks) -> Floats:
        """Cores (n, a, b) of networks with the regulators and targets the model was fitted on."""
        check_is_fitted(self, "predictor_")
        check_networks(X, (len(self.regulator_loadings_), len(self.target_loadings_)))
        return np.stack([self.regulator_loadings_.T @ (network @ self.target_loadings_) for network in X])

    def predict(self, X: Networks) -> Floats:
        """Predicted scores (n,), in the units of the scores given to ``fit``."""
        cores = self.transform(X)
        predicted: Floats = self.predictor_.predict(cores)
        return predicted

    def explain(self, X: Networks) -> Explanation:
        """Predictions taken apart by component pairs; see :mod:`compute.tensor.explain`."""
        cores = self.transform(X)
        gradients = self.predictor_.path_gradients(cores)
        return Explanation(cores, self.predictor_.predict(cores), gradients, gradients * cores, self.baseline_)

    def explain_edges(self, X: Networks) -> list[Any]:
        """For every network a sparse matrix (q×p) of its edges' contributions, adding up to prediction − baseline."""
        gradients = self.explain(X).gradients
        return [
            edge_contributions(network, gradient, self.regulator_loadings_, self.target_loadings_)
            for network, gradient in zip(X, gradients, strict=True)
        ]

    def _check_settings(self) -> None:
        if self.predictor not in PREDICTORS:
            raise UserError(f"There is no predictor {self.predictor!r}; use {' or '.join(PREDICTORS)}.")
        for name, value in (("rho", self.rho), ("tolerance", self.tolerance)):
            if not (np.isfinite(value) and value >= 0):
                raise UserError(f"{name} is {value}; give a number that is zero or more.")
        if not (np.isfinite(self.ridge) and self.ridge > 0):
            raise UserError(f"ridge is {self.ridge}; give a number above zero.")
        for name, count in (("hidden", self.hidden), ("max_epochs", self.max_epochs), ("threads", self.threads)):
            if count < 1:
                raise UserError(f"{name} is {count}; give a whole number of at least 1.")
        if self.seed < 0:
            raise UserError(f"seed is {self.seed}; give a whole number that is zero or more.")

    def _check_rank(self, shape: tuple[int, int]) -> tuple[int, int]:
        try:
            a, b = (index(value) for value in self.rank)
        except (TypeError, ValueError):
            raise UserError(
                f"The rank is {self.rank!r}; give two whole numbers, of regulator-side and target-side components."
            ) from None
        for components, size, side in ((a, shape[0], "regulators"), (b, shape[1], "targets")):
            if components < 1:
                raise UserError(f"The rank {a} × {b} asks for {components} components of {side}; ask for at least 1.")
            if components > size:
                raise UserError(
                    f"The rank {a} × {b} asks for {components} components of {size} {side}; ask for at most {size}."
                )
        return a, b


def _check_scores(y: ArrayLike, samples: int) -> Floats:
    try:
        scores = np.asarray(y, dtype=np.float64)
    except (TypeError, ValueError) as error:
        raise UserError(f"The scores are not all numbers ({error}); give one number per network.") from error
    if scores.shape != (samples,):
        raise UserError(f"There are {samples} networks but scores of shape {scores.shape}; give one score per network.")
    missing = np.flatnonzero(~np.isfinite(scores))
    if missing.size:
        raise UserError(
            f"{missing.size} of {samples} scores are missing or infinite (the first is sample {missing[0]}); "
            "leave those samples out."
        )
    if scores.std() <= SAME * max(1.0, float(np.abs(scores).max())):
        raise UserError(f"The score is {scores[0]:g} in all {samples} samples; a constant score cannot be predicted.")
    return scores


def _check_variation(stack: NetworkStack) -> None:
    if stack.energy == 0:
        raise UserError(f"All {stack.samples} networks are empty; there is nothing to learn from.")
    if stack.variation <= SAME * stack.energy:
        raise UserError(f"All {stack.samples} networks are the same; they cannot tell one sample from another.")
