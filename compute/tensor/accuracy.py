"""How well a model predicts: fitted, and held out, with the caution that belongs beside both."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import NDArray
from scipy.stats import spearmanr
from sklearn.base import clone
from sklearn.metrics import r2_score
from sklearn.model_selection import KFold

from compute.errors import UserError

Floats = NDArray[np.float64]

CAUTION = (
    "A network profiled along a score almost carries that score: each sample's network was estimated around that "
    "sample's own value, and samples of similar value have nearly the same network. Predicting the score back, even "
    "in held-out samples, therefore shows that the components follow the score; it does not show that the "
    "networks know it from elsewhere. Evidence of that kind needs a property the networks were not profiled along."
)
"""Shown wherever an accuracy is shown."""


@dataclass(frozen=True)
class Accuracy:
    """r2: coefficient of determination (1 = perfect, 0 = no better than the mean). spearman: rank correlation of
    given and predicted scores; None where the predictions are all equal and have no ranks."""

    r2: float
    spearman: float | None


def accuracy(given: Floats, predicted: Floats) -> Accuracy:
    """Accuracy of predictions (n,) of the given scores (n,)."""
    constant = np.ptp(predicted) == 0
    spearman = None if constant else float(spearmanr(given, predicted).statistic)
    return Accuracy(float(r2_score(given, predicted)), spearman)


def held_out_predictions(
    model: Any,
    networks: list[Any],
    scores: Floats,
    folds: int,
    seed: int,
    announce: Callable[[int], None] | None = None,
) -> Floats:
    """(n,) predictions of each sample by a copy of ``model`` fitted without it: k-fold, shuffled by ``seed``.

    Everything is learned anew in every fold, the unsupervised start of the subspace included. ``announce`` is called
    with the number of each fold (from 1) before its fit. Raises :class:`UserError` where there are fewer samples than
    folds, or fewer than two folds.
    """
    check_folds(folds, len(scores))
    held_out = np.empty(len(scores))
    splits = KFold(folds, shuffle=True, random_state=seed).split(scores)
    for fold, (learn, test) in enumerate(splits, start=1):
        if announce is not None:
            announce(fold)
        fitted = clone(model).fit([networks[i] for i in learn], scores[learn])
        held_out[test] = fitted.predict([networks[i] for i in test])
    return held_out


def check_folds(folds: int, samples: int) -> None:
    """:class:`UserError` unless 2 ≤ folds ≤ samples."""
    if folds < 2:
        raise UserError(f"{folds} folds leave nothing to hold out; use at least 2.")
    if folds > samples:
        raise UserError(f"{samples} samples cannot be split into {folds} folds; use fewer folds.")
