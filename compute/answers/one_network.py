"""Answers about a gene from one network for all samples: its edges, the strongest first."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import NDArray

from compute.answers.records import Bars
from compute.study import Study


@dataclass(frozen=True, eq=False)
class TableEdges:
    """A gene's edges in the one network, the strongest first. others: the genes at the other end. strength, sign:
    (e,) as the method means them; sign is 0 where edges have none.
    """

    others: tuple[str, ...]
    strength: NDArray[np.float64]
    sign: NDArray[np.float64]

    def bars(self, study: Study, most: int) -> Bars:
        """The strongest ones."""
        meaning = study.info.method.edge
        sizes = np.abs(self.strength) * np.where(self.sign == 0, 1, self.sign)
        values = tuple(float(value) for value in sizes[:most])
        return Bars(self.others[:most], values, meaning.shown.label, meaning.signed)


def edges_into(study: Study, target: str) -> TableEdges:
    """The edges that reach a target; :class:`compute.errors.UserError` for a gene that is none."""
    return _edges(study, study.edge_table.target == study.target_index(target), study.edge_table.regulator, "regulator")


def edges_out_of(study: Study, regulator: str) -> TableEdges:
    """The edges that leave a regulator; :class:`compute.errors.UserError` for a gene that is none."""
    at = study.regulator_index(regulator)
    return _edges(study, study.edge_table.regulator == at, study.edge_table.target, "target")


def _edges(study: Study, there: NDArray[np.bool_], other: NDArray[np.integer[Any]], side: str) -> TableEdges:
    meaning, columns = study.info.method.edge, study.edge_table.columns
    rows = np.flatnonzero(there)
    strength = np.asarray(columns[meaning.strength][rows], np.float64)
    order = np.argsort(-np.abs(strength), kind="stable")
    sign = np.sign(np.asarray(columns[meaning.sign][rows], np.float64)) if meaning.signed else np.zeros(rows.size)
    names = study.regulators if side == "regulator" else study.targets
    return TableEdges(tuple(names[int(other[row])] for row in rows[order]), strength[order], sign[order])
