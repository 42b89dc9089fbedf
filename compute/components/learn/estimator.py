"""What every estimator here does alike, after scikit-learn's conventions: scores or classes in, predictions out.

An estimator is one of these two and a projection of networks to cores (:class:`Projection`).
"""

from __future__ import annotations

from abc import ABC, abstractmethod
from collections.abc import Callable
from typing import Any, Self

import numpy as np
from numpy.typing import ArrayLike, NDArray
from sklearn.base import BaseEstimator, ClassifierMixin, RegressorMixin, TransformerMixin
from sklearn.model_selection import train_test_split
from sklearn.utils.validation import check_is_fitted

from compute.components.explain.classes import ClassExplanation
from compute.components.explain.scores import Explanation
from compute.components.learn.checks import (
    check_counts,
    check_fraction,
    check_positive,
    check_predictor,
    check_seed,
    checked_classes,
    checked_sample_weights,
    checked_scores,
)
from compute.components.learn.outcome import ClassOutcome, Outcome, ScoreOutcome
from compute.components.learn.settings import ClassWeight, OnEpoch
from compute.components.learn.solver import EarlyStop, Minimum
from compute.components.learn.threads import limited_threads
from compute.components.trip.stack import Networks, taken
from compute.errors import UserError

Floats = NDArray[np.float64]
Aside = tuple[Networks, NDArray[Any]] | None
"""Networks and scores (or labels) held aside for early stopping."""


class Projection(TransformerMixin, BaseEstimator, ABC):  # type: ignore[misc]
    """Networks to cores, learned for an outcome. Settings every projection has are declared here."""

    rank: tuple[int, int]
    predictor: str
    ridge: float
    hidden: int
    seed: int
    max_epochs: int
    tolerance: float
    threads: int
    early_stopping: bool
    validation_fraction: float
    patience: int

    predictor_: Any
    cores_: Floats

    @abstractmethod
    def _learn(self, X: Networks, outcome: Outcome, aside: Aside, progress: OnEpoch | None) -> None:
        """Find the projection and f; sets ``predictor_``, ``loss_``, ``converged_`` and what else is learned."""

    @abstractmethod
    def _check_networks(self, X: Networks) -> None:
        """:class:`UserError` where the networks (or the settings for them) cannot be used to learn from."""

    @abstractmethod
    def transform(self, X: Networks) -> Floats:
        """Cores (n, a, b) of networks."""

    def check_settings(self) -> None:
        """:class:`UserError` where a setting is out of range, whatever the networks."""
        check_predictor(self.predictor)
        check_positive(ridge=self.ridge)
        check_counts(hidden=self.hidden, max_epochs=self.max_epochs, threads=self.threads, patience=self.patience)
        check_seed(self.seed)
        if self.early_stopping:
            check_fraction(self.validation_fraction)

    def _fit(
        self,
        X: Networks,
        given: NDArray[Any],
        outcome_of: Callable[[NDArray[np.intp]], Outcome],
        strata: NDArray[np.intp] | None,
        progress: OnEpoch | None,
    ) -> Self:
        learn, aside = np.arange(len(given)), None
        if self.early_stopping:
            learn, held = self._held_aside(len(given), strata)
            aside = taken(X, held), given[held]
        with limited_threads(self.threads):
            self._learn(taken(X, learn) if aside else X, outcome_of(learn), aside, progress)
            if aside:
                self.cores_ = self.transform(X)
        return self

    def _held_aside(self, samples: int, strata: NDArray[np.intp] | None) -> tuple[NDArray[np.intp], NDArray[np.intp]]:
        try:
            learn, held = train_test_split(
                np.arange(samples), test_size=self.validation_fraction, random_state=self.seed, stratify=strata
            )
        except ValueError as error:
            raise UserError(
                "{samples} samples are too few to hold a share of {validation_fraction:g} of every class aside for "
                "early stopping; fit without it.",
                samples=samples,
                validation_fraction=self.validation_fraction,
            ) from error
        return learn, held

    def _early_stop(self, outcome: Outcome, values: Callable[[Floats], Floats], aside: Aside) -> EarlyStop | None:
        """``values``: f's values on the networks held aside, of the search's parameters."""
        if aside is None:
            return None
        given = aside[1]
        return EarlyStop(lambda parameters: outcome.misfit_of(values(parameters), given), self.patience)

    @property
    def ran_out_(self) -> bool:
        """Whether ``max_epochs`` ended the search before it had converged."""
        check_is_fitted(self, "loss_")
        if self.converged_ or self.stopped_early_:
            return False
        return len(self.loss_) > self.max_epochs or self.early_stopping

    def _keep_search(self, found: Minimum) -> None:
        self.start_ = found.start
        self.loss_ = np.array(found.losses)
        self.converged_ = found.converged
        self.stopped_early_ = found.stopped_early
        self.validation_loss_ = np.array(found.aside)


class ScoreEstimator(RegressorMixin, Projection):  # type: ignore[misc]
    """Predicts a score."""

    def fit(self, X: Networks, y: ArrayLike, progress: OnEpoch | None = None) -> Self:
        """Learn from N networks X and their scores y (N,). ``progress`` is told every epoch's loss, trials included.

        Raises :class:`UserError` for no networks, networks that cannot be used or are all the same, a rank above the
        size, missing values, a constant score, or a setting out of range.
        """
        self.check_settings()
        self._check_networks(X)
        scores = checked_scores(y, len(X))
        self._fit(X, scores, lambda learn: ScoreOutcome(scores[learn]), None, progress)
        self.baseline_ = float(self.predictor_.predict(np.zeros((1, *self.cores_.shape[1:])))[0])
        return self

    def predict(self, X: Networks) -> Floats:
        """Predicted scores (n,), in the units of the scores given to ``fit``."""
        cores = self.transform(X)
        predicted: Floats = self.predictor_.predict(cores)
        return predicted

    def explain(self, X: Networks) -> Explanation:
        """Predictions taken apart by component pairs; see :mod:`compute.components.explain.scores`."""
        cores = self.transform(X)
        gradients = self.predictor_.path_gradients(cores)
        return Explanation(cores, self.predictor_.predict(cores), gradients, gradients * cores, self.baseline_)


class ClassEstimator(ClassifierMixin, Projection):  # type: ignore[misc]
    """Predicts classes. After ``fit``: classes_ (C,), sorted; baseline_ (C,), the evidence of the empty network."""

    class_weight: ClassWeight

    def fit(self, X: Networks, y: ArrayLike, progress: OnEpoch | None = None) -> Self:
        """Learn from N networks X and their classes y (N,), text or numbers. ``progress`` as for scores.

        Raises :class:`UserError` as for scores, and for a single class or samples without one.
        """
        self.check_settings()
        self._check_networks(X)
        classes, labels = checked_classes(y, len(X))
        weights = checked_sample_weights(self.class_weight, classes, labels)
        self._fit(X, labels, lambda learn: ClassOutcome(labels[learn], len(classes), weights[learn]), labels, progress)
        self.classes_ = classes
        self.baseline_ = self.predictor_.predict(np.zeros((1, *self.cores_.shape[1:])))[0]
        return self

    def predict_proba(self, X: Networks) -> Floats:
        """Probabilities (n, C) of the classes in the order of ``classes_``; each row sums to 1."""
        cores = self.transform(X)
        probabilities: Floats = self.predictor_.probabilities(cores)
        return probabilities

    def predict(self, X: Networks) -> NDArray[Any]:
        """The most probable class of each network (n,)."""
        check_is_fitted(self, "classes_")
        predicted: NDArray[Any] = self.classes_[self.predict_proba(X).argmax(axis=1)]
        return predicted

    def explain(self, X: Networks) -> ClassExplanation:
        """Evidence for every class taken apart by component pairs."""
        cores = self.transform(X)
        gradients = self.predictor_.path_gradients(cores)
        return ClassExplanation(
            cores,
            self.predictor_.predict(cores),
            self.predictor_.probabilities(cores),
            gradients,
            gradients * cores[:, None],
            self.baseline_,
        )

    def _position(self, label: object) -> int:
        check_is_fitted(self, "classes_")
        found = np.flatnonzero(self.classes_ == label)
        if not found.size:
            known = ", ".join(map(str, self.classes_))
            raise UserError("There is no class {label!r} in this model; it has {known}.", label=label, known=known)
        return int(found[0])
