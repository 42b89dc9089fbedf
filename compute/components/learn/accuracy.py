"""How well a model predicts: fitted, and held out, with the caution that belongs beside both."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray
from scipy.stats import spearmanr
from sklearn.metrics import r2_score

from compute.errors import UserError
from compute.messages import Message

Floats = NDArray[np.float64]

CAUTION = Message(
    "Networks estimated along a score nearly contain it: each sample's network was estimated around that sample's "
    "own value, and samples of similar value have nearly the same network. Predicting the score, even in held-out "
    "samples, therefore shows that the components follow the score, not that the networks hold independent "
    "information about it. To test that, predict a property along which the networks were not estimated.",
    severity="warning",
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


def check_folds(folds: int, samples: int) -> None:
    """:class:`UserError` unless 2 ≤ folds ≤ samples."""
    if folds < 2:
        raise UserError("{folds} folds leave nothing to hold out; use at least 2.", folds=folds)
    if folds > samples:
        raise UserError(
            "{samples} samples cannot be split into {folds} folds; use fewer folds.", samples=samples, folds=folds
        )
