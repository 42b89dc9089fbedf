"""How well the modulator alone predicts something: what networks profiled along it have to beat."""

from __future__ import annotations

from typing import Any

import numpy as np
from numpy.typing import NDArray
from scipy.stats import rankdata
from sklearn.linear_model import LogisticRegression, Ridge
from sklearn.model_selection import BaseCrossValidator, cross_val_predict
from sklearn.pipeline import make_pipeline
from sklearn.preprocessing import SplineTransformer

from compute.components.learn.settings import ClassWeight

Floats = NDArray[np.float64]

KNOTS = 6
"""Of a cubic spline over the modulator's ranks: bends enough for any trend, too few for single samples."""
RIDGE = 1e-3


def scores_from_modulator(modulator: Floats, scores: Floats, splits: BaseCrossValidator) -> Floats:
    """(n,) scores predicted, held out, by a smooth curve over the modulator (n,)."""
    curve = make_pipeline(SplineTransformer(KNOTS), Ridge(RIDGE))
    predicted: Floats = cross_val_predict(curve, _ranks(modulator), scores, cv=splits)
    return predicted


def classes_from_modulator(
    modulator: Floats, labels: NDArray[np.intp], splits: BaseCrossValidator, class_weight: ClassWeight
) -> Floats:
    """(n, C) probabilities of the classes, held out, by smooth curves over the modulator (n,)."""
    curves: Any = make_pipeline(SplineTransformer(KNOTS), LogisticRegression(class_weight=class_weight, max_iter=1000))
    predicted: Floats = cross_val_predict(curves, _ranks(modulator), labels, cv=splits, method="predict_proba")
    return predicted


def _ranks(modulator: Floats) -> Floats:
    ranks: Floats = rankdata(modulator) / len(modulator)
    return ranks[:, None]
