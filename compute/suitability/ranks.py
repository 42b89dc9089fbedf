"""How high some genes stand among all genes of one sample: comparable between tables, whatever their scale."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from compute.read import Expression
from compute.study import Study

MOST_REFERENCE = 2000
"""Genes that ranks are taken among, evenly chosen from the table: a rank among so many is good to 0.02."""
FEWEST_REFERENCE = 500
"""In a table of fewer genes, which somebody chose, a rank says little."""


@dataclass(frozen=True)
class Table:
    """Expression of which some genes are read: ``rows(names)`` has n values of each."""

    genes: Sequence[str]
    rows: Callable[[Sequence[str]], NDArray[np.floating]]

    def reference(self) -> NDArray[np.float64] | None:
        """(n, k), ascending in every row: the genes that ranks are taken among; None where there are too few."""
        if len(self.genes) < FEWEST_REFERENCE:
            return None
        step = -(-len(self.genes) // MOST_REFERENCE)
        found = self.rows(self.genes[::step]).T.astype(np.float64, order="C")
        found.sort(axis=1)
        return found

    def present(self, wanted: Sequence[str]) -> tuple[str, ...]:
        """Those of some genes that are there."""
        there = set(self.genes)
        return tuple(name for name in wanted if name in there)


def table_of(expression: Expression) -> Table:
    """A table that was read."""
    return Table(expression.genes, lambda names: np.array([expression.gene(name) for name in names]))


def table_of_study(study: Study) -> Table:
    """The table of a study."""
    return Table(study.genes, study.expressions)


def mean_rank(table: Table, genes: Sequence[str], reference: NDArray[np.float64]) -> NDArray[np.float64]:
    """(n,) mean over ``genes`` of the share of the reference's genes that lie below, ties by half; within [0, 1]."""
    values = table.rows(genes).T.astype(np.float64)
    found = np.empty(len(values))
    for row, (wanted, ordered) in enumerate(zip(values, reference, strict=True)):
        below, within = np.searchsorted(ordered, wanted, "left"), np.searchsorted(ordered, wanted, "right")
        found[row] = (below + within).mean() / 2
    shares: NDArray[np.float64] = found / reference.shape[1]
    return shares
