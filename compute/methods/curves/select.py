"""Which regulators a target has, and which of these change along the score, as some of the samples have it."""

from __future__ import annotations

import math
from dataclasses import dataclass, replace

import numpy as np
from numpy.typing import NDArray

from compute.methods.columns import basis_of, drawn_in, without
from compute.methods.curves.growth import grow

FEWEST_REGULATORS = 5
WHO_OF_ALL = 1.8
"""[ours] A target's path lets in 1.8 √q regulators. By the bound of Meinshausen & Bühlmann 2010, k²/((2π − 1) q), about
four of those in ≥ 0.9 of the subsamples are at most there by chance alone, however many regulators."""

SELECTION_RIDGE = 3.0
"""The ridge by which edges are selected, as a multiple of the one that predicts best."""


@dataclass(frozen=True)
class Columns:
    """What is selected from, samples in any order.

    regulators (n, q), targets (n, p): expression. excluded (p,): the regulator that a target is itself, −1 for none.
    score (n,). covariates (n, c): numbers and indicators of classes, taken out of everything.
    """

    regulators: NDArray[np.float64]
    targets: NDArray[np.float64]
    excluded: NDArray[np.int64]
    score: NDArray[np.float64]
    covariates: NDArray[np.float64]

    def of_samples(self, rows: NDArray[np.bool_] | NDArray[np.int64]) -> Columns:
        """The same of these samples, in their order where they are numbers."""
        return replace(
            self,
            regulators=self.regulators[rows],
            targets=self.targets[rows],
            score=self.score[rows],
            covariates=self.covariates[rows],
        )

    def of_targets(self, places: NDArray[np.int64]) -> Columns:
        """The same with these targets alone."""
        return replace(self, targets=self.targets[:, places], excluded=self.excluded[places])


@dataclass(frozen=True)
class Selected:
    """(p, q) strength and change; 0 where not selected. Signed as the coefficient, and as its slope along the score;
    the size is the log of the penalty at which it came in over the one at the end of the path."""

    strength: NDArray[np.float64]
    change: NDArray[np.float64]


def regulators_let_in(regulators: int) -> int:
    """How many regulators of so many a path lets in."""
    return min(regulators, max(FEWEST_REGULATORS, round(WHO_OF_ALL * math.sqrt(regulators))))


def select(columns: Columns, rows: NDArray[np.bool_] | NDArray[np.int64], ridge: float) -> Selected:
    """Select from the samples ``rows``. ridge: as a share of their number."""
    score = drawn_in(columns.score[rows][:, None])
    covariates = columns.covariates[rows]
    basis = basis_of(covariates)
    R = without(drawn_in(columns.regulators[rows]), basis)
    T = without(drawn_in(columns.targets[rows]), basis)
    trend = basis_of(np.column_stack([covariates, score, np.square(score)]))
    D = without(R * score, trend)
    q, p = R.shape[1], T.shape[1]
    count = regulators_let_in(q)
    strength, change = np.zeros((p, q)), np.zeros((p, q))
    rows_of = [np.ascontiguousarray(values.T) for values in (R, D, T)]
    grow(rows_of[0], rows_of[1], rows_of[2], columns.excluded, ridge, count, count // 2, strength, change)
    return Selected(strength, change)
