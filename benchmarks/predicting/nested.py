"""Nested cross-validation by samples: settings are chosen in inner folds, figures come from the outer ones."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

import numpy as np
from numpy.typing import NDArray
from sklearn.base import clone
from sklearn.model_selection import KFold, StratifiedKFold

from compute.components.learn.accuracy import accuracy
from compute.components.learn.class_accuracy import class_accuracy

Floats = NDArray[np.float64]


def rows(X: Any, positions: NDArray[np.intp]) -> Any:
    """Those rows of an array, or networks of a list."""
    return [X[int(place)] for place in positions] if isinstance(X, list) else X[positions]


def held_out(model: Any, X: Any, y: NDArray[Any], classes: bool, folds: int, seed: int) -> tuple[Floats, list[Any]]:
    """Every sample's prediction (n,), or probabilities (n, C), by a fit without it; and the fits' chosen settings."""
    splits = (StratifiedKFold if classes else KFold)(folds, shuffle=True, random_state=seed)
    predicted = np.empty((len(y), len(np.unique(y)))) if classes else np.empty(len(y))
    chosen = []
    for learn, test in splits.split(np.zeros(len(y)), y):
        fitted = clone(model).fit(rows(X, learn), y[learn])
        ask = fitted.predict_proba if classes else fitted.predict
        predicted[test] = ask(rows(X, test))
        chosen.append(fitted.best_params_)
    return predicted, chosen


def figures(given: NDArray[Any], predicted: Floats, classes: bool) -> dict[str, float]:
    """R² and Spearman of scores, AUC and balanced accuracy of classes. Predictions all alike have no ranks: 0."""
    if classes:
        found = class_accuracy(given, predicted)
        return {"auc": found.auc, "balanced_accuracy": found.balanced_accuracy}
    scored = accuracy(given, predicted)
    return {"r2": scored.r2, "spearman": scored.spearman or 0.0}


def over_repeats(repeats: Mapping[str, list[dict[str, float]]]) -> dict[str, dict[str, float]]:
    """Mean and standard deviation over the repeats, by method."""
    return {name: dict(_spread(found)) for name, found in repeats.items()}


def _spread(found: list[dict[str, float]]) -> Iterator[tuple[str, float]]:
    for key in found[0]:
        values = np.array([one[key] for one in found])
        yield key, float(values.mean())
        yield f"{key}_sd", float(values.std(ddof=1)) if len(values) > 1 else 0.0
