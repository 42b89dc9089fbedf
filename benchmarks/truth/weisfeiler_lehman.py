"""The Weisfeiler-Lehman subtree kernel (Shervashidze et al. 2011) for networks of regulators and targets.

Every gene begins with its side as its label; in each round its label becomes that of itself and the sorted labels of
its neighbours, each with the sign of the edge between. A network's features are how often each label occurs in it, over
all rounds; the kernel is their cosine. Edges below a threshold are left out, because the kernel sees no strengths.
"""

from __future__ import annotations

from collections import Counter
from hashlib import blake2b
from typing import Any

import numpy as np
from numpy.typing import NDArray
from scipy import sparse
from sklearn.base import BaseEstimator, ClassifierMixin
from sklearn.feature_extraction import DictVectorizer
from sklearn.model_selection import GridSearchCV
from sklearn.preprocessing import normalize
from sklearn.svm import SVC


def labels_of(network: Any, rounds: int, least: float) -> Counter[str]:
    """How often each label occurs in a network (regulators × targets, sparse), edges under ``least`` left out."""
    edges = sparse.coo_array(network)
    strong = np.abs(edges.data) >= least
    regulators, targets = (ends[strong].tolist() for ends in edges.coords)
    signs = ["+" if value > 0 else "-" for value in edges.data[strong]]
    q, p = network.shape
    neighbours: list[list[tuple[str, int]]] = [[] for _ in range(q + p)]
    for regulator, target, sign in zip(regulators, targets, signs, strict=True):
        neighbours[regulator].append((sign, q + target))
        neighbours[q + target].append((sign, regulator))
    labels = ["R"] * q + ["T"] * p
    counts = Counter(f"0{label}" for label in labels)
    for number in range(1, rounds + 1):
        around = [sorted(sign + labels[other] for sign, other in near) for near in neighbours]
        labels = [_short("|".join([label, *near])) for label, near in zip(labels, around, strict=True)]
        counts.update(f"{number}{label}" for label in labels)
    return counts


def _short(label: str) -> str:
    return blake2b(label.encode(), digest_size=8).hexdigest()


class WeisfeilerLehman(ClassifierMixin, BaseEstimator):
    """A support vector machine on the kernel; rounds, threshold and penalty chosen by cross-validation within ``fit``.

    thresholds: quantiles of the absolute coefficients of the networks learned from.
    """

    def __init__(
        self, rounds: tuple[int, ...] = (1, 2), thresholds: tuple[float, ...] = (0.0, 0.5, 0.8), folds: int = 3
    ) -> None:
        self.rounds = rounds
        self.thresholds = thresholds
        self.folds = folds

    def fit(self, X: list[Any], y: NDArray[Any]) -> WeisfeilerLehman:
        """Learn from networks and their classes."""
        strengths = np.abs(np.concatenate([network.tocsr().data for network in X]))
        best = -np.inf
        for quantile in self.thresholds:
            for rounds in self.rounds:
                least = float(np.quantile(strengths, quantile))
                vectorizer = DictVectorizer()
                features = normalize(vectorizer.fit_transform([labels_of(network, rounds, least) for network in X]))
                machine = SVC(kernel="linear", random_state=0)
                search = GridSearchCV(machine, {"C": [0.1, 1, 10, 100]}, cv=self.folds).fit(features, y)
                if search.best_score_ > best:
                    best = search.best_score_
                    self.machine_, self.vectorizer_, self.how_ = search.best_estimator_, vectorizer, (rounds, least)
        self.classes_ = self.machine_.classes_
        return self

    def predict_proba(self, X: list[Any]) -> NDArray[np.float64]:
        """(n, 2) logistic function of the distance from the border; 0.5 is on it."""
        counts = [labels_of(network, *self.how_) for network in X]
        distance = self.machine_.decision_function(normalize(self.vectorizer_.transform(counts)))
        share = 1 / (1 + np.exp(-distance))
        return np.column_stack([1 - share, share])

    def predict(self, X: list[Any]) -> NDArray[Any]:
        """The class of each network."""
        return self.classes_[self.predict_proba(X).argmax(axis=1)]
