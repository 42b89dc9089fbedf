"""Features of networks for predictors that know nothing of networks, as transformers after scikit-learn."""

from __future__ import annotations

from typing import Any

import numpy as np
from numpy.typing import NDArray
from scipy.stats import rankdata
from sklearn.base import BaseEstimator, TransformerMixin
from sklearn.utils.sparsefuncs import mean_variance_axis

from compute.components.trip.search_space import compressed
from compute.components.trip.stack import NetworkStack
from compute.components.trip.subspace import unsupervised_subspace

Floats = NDArray[np.float64]


class SharedCores(TransformerMixin, BaseEstimator):
    """Cores (flat) in the best unsupervised subspace that all samples share: HOSVD refined by HOOI."""

    def __init__(self, rank: tuple[int, int] = (2, 2)) -> None:
        self.rank = rank

    def fit(self, X: list[Any], *_: object) -> SharedCores:
        self.subspace_, _ = unsupervised_subspace(compressed(NetworkStack.of(X), self.rank, 0), self.rank)
        return self

    def transform(self, X: list[Any]) -> Floats:
        left, right = self.subspace_.regulator_factor, self.subspace_.target_factor
        return np.stack([(left.T @ (network @ right)).ravel() for network in X])


class VariableEdges(TransformerMixin, BaseEstimator):
    """The ``count`` edges whose coefficients vary most among the samples learned from, dense."""

    def __init__(self, count: int = 1000) -> None:
        self.count = count

    def fit(self, X: Any, *_: object) -> VariableEdges:
        _, variance = mean_variance_axis(X, axis=0)
        strongest = np.argsort(variance, kind="stable")[::-1][: self.count]
        self.edges_ = np.sort(strongest[variance[strongest] > 0])
        return self

    def transform(self, X: Any) -> Floats:
        dense: Floats = X[:, self.edges_].toarray().astype(np.float64)
        return dense


class Ranks(TransformerMixin, BaseEstimator):
    """A column as its place (0 to 1) among the samples learned from."""

    def fit(self, X: Floats, *_: object) -> Ranks:
        self.known_ = np.sort(X[:, 0])
        self.places_ = rankdata(self.known_) / len(self.known_)
        return self

    def transform(self, X: Floats) -> Floats:
        return np.interp(X[:, 0], self.known_, self.places_)[:, None]
