"""How sure edges are, from 0 to 1: by resampling, or, where a method tests them, one less the q of the edge."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np
from numpy.typing import NDArray

if TYPE_CHECKING:
    from compute.study import EdgeMeaning, Study

Q = "q"
"""The column of an edge's numbers that is a share of false edges."""


def has_q(meaning: EdgeMeaning) -> bool:
    """Whether the method gives every edge a q."""
    return any(column.name == Q for column in meaning.columns)


def knows_sureness(study: Study) -> bool:
    """Whether there is anything to say of how sure the study's edges are."""
    return study.confidence is not None or has_q(study.info.method.edge)


def sureness(study: Study, regulators: NDArray[np.int64], targets: NDArray[np.int64]) -> NDArray[np.float32] | None:
    """(e,) of edges by their ends' positions; an edge that is not known has 0. None where nothing is known."""
    if study.confidence is not None:
        found: NDArray[np.float32] = study.confidence.of_edges(regulators, targets)["confidence"]
        return found
    if not has_q(study.info.method.edge):
        return None
    table, size = study.edge_table, len(study.targets)
    keys = table.regulator.astype(np.int64) * size + table.target
    order = np.argsort(keys)
    wanted = np.asarray(regulators, np.int64) * size + targets
    at = order[np.minimum(np.searchsorted(keys, wanted, sorter=order), max(keys.size - 1, 0))] if keys.size else None
    if at is None:
        return np.zeros(wanted.size, np.float32)
    sure = np.where(keys[at] == wanted, 1 - table.columns[Q][at].astype(np.float64), 0.0)
    return np.round(sure, 6).astype(np.float32)
