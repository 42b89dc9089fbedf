"""Profiling as a scikit-learn estimator: expression and scores in, one network per sample out."""

from __future__ import annotations

import hashlib
from collections.abc import Mapping, Sequence
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any, Self

import numpy as np
from numpy.typing import ArrayLike, NDArray
from scipy import sparse
from sklearn.base import BaseEstimator
from sklearn.utils import Tags
from sklearn.utils.validation import check_array, validate_data

from compute.errors import UserError
from compute.estimate.run import profile
from compute.methods import DEFAULT_METHOD, METHODS
from compute.methods.cohort import Cohort
from compute.read import Expression
from compute.settings import settings_from
from compute.study import Study, StudyScore, open_study


class NetworkEstimator(BaseEstimator):  # type: ignore[misc]
    """One network for every row of X, along y.

    method: a network method. regulators, targets: positions of columns of X, None for all of them. settings: of the
    method, by name. workers: threads. After ``fit``: ``networks_``, a list of n sparse matrices, regulators × targets,
    float32, in the order of the rows (positive activates, negative represses); ``regulators_``, ``targets_``, the
    positions of their rows and columns.

    There is no ``transform``: a network is of the cohort it was estimated in, as an embedding by t-SNE is. The networks
    are what :class:`compute.components.TRIP` learns from: ``TRIP().fit(NetworkEstimator().fit_transform(X, y), y)``.
    """

    networks_: list[sparse.csr_array]

    def __init__(
        self,
        method: str = DEFAULT_METHOD,
        regulators: Sequence[int] | None = None,
        targets: Sequence[int] | None = None,
        settings: Mapping[str, Any] | None = None,
        workers: int = 1,
    ) -> None:
        self.method = method
        self.regulators = regulators
        self.targets = targets
        self.settings = settings
        self.workers = workers

    def __sklearn_tags__(self) -> Tags:
        tags = super().__sklearn_tags__()
        tags.target_tags.required = True
        return tags

    def fit(self, X: ArrayLike, y: ArrayLike) -> Self:
        """X: (n, p) expression, log-transformed; y: (n,) the score of each row.

        Raises ``ValueError`` for arrays that cannot be used, and for whatever the method refuses, such as too few rows
        or a score that is the same for all.
        """
        if y is None:
            raise ValueError("NetworkEstimator requires y to be passed, but the target y is None.")
        values, score = validate_data(self, X, y, dtype=np.float64, y_numeric=True, ensure_min_samples=2)
        score = np.asarray(check_array(score, ensure_2d=False, dtype=np.float64))
        self.regulators_ = self._columns("regulators", self.regulators)
        self.targets_ = self._columns("targets", self.targets)
        try:
            method = METHODS.find(self.method)
            settings = settings_from(method.settings, self.settings or {})
            cohort = self._cohort(values, score)
            with TemporaryDirectory(prefix="sign-dash-") as folder:
                profile(cohort, Path(folder, "study"), settings, self.workers, method=method)
                self.networks_ = _networks(open_study(Path(folder, "study")), len(score))
        except UserError as error:
            raise ValueError(str(error)) from error
        return self

    def fit_transform(self, X: ArrayLike, y: ArrayLike) -> list[sparse.csr_array]:
        """``fit``, then ``networks_``."""
        return self.fit(X, y).networks_

    def _columns(self, name: str, given: Sequence[int] | None) -> NDArray[np.int64]:
        columns = np.arange(self.n_features_in_) if given is None else np.asarray(given, np.int64)
        if columns.ndim != 1 or not columns.size or columns.min() < 0 or columns.max() >= self.n_features_in_:
            raise ValueError(f"{name} must be positions of columns of X, from 0 to {self.n_features_in_ - 1}.")
        return columns

    def _cohort(self, values: NDArray[np.float64], score: NDArray[np.float64]) -> Cohort:
        # Names that sort as the rows do: ties of the score then keep the order of X.
        samples = tuple(f"{row:012d}" for row in range(len(values)))
        genes = tuple(f"x{column}" for column in range(values.shape[1]))
        checksum = hashlib.sha256(np.ascontiguousarray(values).tobytes()).hexdigest()
        return Cohort(
            expression=Expression(values, samples, genes, "X", checksum),
            modulator=score,
            score=StudyScore("y"),
            modulator_source=("y", hashlib.sha256(score.tobytes()).hexdigest()),
            regulators=[genes[column] for column in self.regulators_],
            targets=[genes[column] for column in self.targets_],
            title="X",
        )


def _networks(study: Study, rows: int) -> list[sparse.csr_array]:
    """The networks in the order of the rows of X."""
    if not study.per_sample:
        return [study.network(0)] * rows
    at = np.argsort([int(name) for name in study.samples])
    return [study.network(int(position)) for position in at]
