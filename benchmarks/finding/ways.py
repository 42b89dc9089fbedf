"""Ways to find edges: each selects from some of the samples, and predicts targets of others."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Protocol

import numpy as np
from numpy.typing import NDArray

from compute.confidence import Selection
from compute.methods.columns import basis_of, drawn_in, without
from compute.methods.curves.fit import choose_ridge, fit
from compute.methods.curves.select import Columns, regulators_let_in, select

SELECTION_RIDGE = 3.0
"""The ridge by which edges are selected, as a multiple of the one that predicts best."""


class Way(Protocol):
    """settle: choose what a whole cohort decides, once. edges: (p, q) which edges its networks have."""

    def settle(self, columns: Columns, /) -> Way: ...

    def select(self, columns: Columns, rows: NDArray[np.bool_], /) -> Selection: ...

    def fitted(self, train: Columns, test: Columns, /) -> tuple[NDArray[np.bool_], NDArray[np.float64]] | None: ...


def sparse(strength: NDArray[np.float64], change: NDArray[np.float64]) -> Selection:
    """A selection from (p, q) arrays."""
    edge = np.flatnonzero(strength)
    return Selection(
        edge, strength.ravel()[edge].astype(np.float32), np.asarray(change.ravel()[edge], dtype=np.float32)
    )


@dataclass(frozen=True)
class Curves:
    """Paths of levels and of changes (compute.methods.curves). ridge: as a share of n; None: as the cohort has it."""

    ridge: float | None = None

    def settle(self, columns: Columns) -> Curves:
        return self if self.ridge is not None else Curves(choose_ridge(columns, 0))

    def select(self, columns: Columns, rows: NDArray[np.bool_]) -> Selection:
        assert self.ridge is not None
        found = select(columns, rows, SELECTION_RIDGE * self.ridge)
        return sparse(found.strength, found.change)

    def fitted(self, train: Columns, test: Columns) -> tuple[NDArray[np.bool_], NDArray[np.float64]]:
        assert self.ridge is not None
        found = fit(train, self.ridge, 0)
        return (found.level != 0) | (found.slope != 0), found.predicted(test)


@dataclass(frozen=True)
class Correlation:
    """As many regulators as a path would let in, by |r|, covariates out. It has no networks and predicts nothing."""

    def settle(self, _: Columns) -> Correlation:
        return self

    def select(self, columns: Columns, rows: NDArray[np.bool_]) -> Selection:
        basis = basis_of(columns.covariates[rows])
        R, T = (without(drawn_in(values[rows]), basis) for values in (columns.regulators, columns.targets))
        r = T.T @ R / len(R)
        own = np.flatnonzero(columns.excluded >= 0)
        r[own, columns.excluded[own]] = 0.0
        size = np.abs(r)
        count = regulators_let_in(r.shape[1])
        least = np.sort(size, axis=1)[:, -count - 1][:, None]
        strength = np.where(size > least, np.sign(r) * np.log(np.maximum(size, 1e-12) / np.maximum(least, 1e-12)), 0.0)
        return sparse(strength, np.zeros_like(strength))

    def fitted(self, _: Columns, __: Columns) -> None:
        return None
