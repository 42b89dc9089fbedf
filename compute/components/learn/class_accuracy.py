"""How well classes are told apart: fitted, and held out."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray
from sklearn.metrics import balanced_accuracy_score, roc_auc_score

Floats = NDArray[np.float64]


@dataclass(frozen=True)
class ClassAccuracy:
    """auc: area under the ROC curve of each class against the rest, averaged over the classes (0.5 = chance).
    balanced_accuracy: share of its samples each class has predicted right, averaged (1 / classes = chance)."""

    auc: float
    balanced_accuracy: float


def class_accuracy(labels: NDArray[np.intp], probabilities: Floats) -> ClassAccuracy:
    """Accuracy of probabilities (n, C) of the given labels (n,) in 0..C−1; every class has a sample."""
    classes = np.arange(probabilities.shape[1])
    of_each = [roc_auc_score(labels == label, probabilities[:, label]) for label in classes]
    return ClassAccuracy(float(np.mean(of_each)), float(balanced_accuracy_score(labels, probabilities.argmax(axis=1))))
