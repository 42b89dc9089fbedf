"""Regulators so similar that the data cannot choose between them: what is found again is the set of them."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray

from compute.confidence.calibration import Calibration
from compute.confidence.shares import Selection, Shares
from compute.study import ALTERNATIVES

ALIKE = 0.7
"""Least |r| of two regulators that can stand for each other."""
GAIN = 0.1
"""By so much at least the set must be surer than the edge alone."""
MOST = 3
"""Alternatives of one edge."""


def alternatives(
    records: NDArray[np.void],
    parts: Sequence[Selection],
    calibration: Calibration,
    correlation: NDArray[np.float64],
) -> NDArray[np.void]:
    """(a,) records of :data:`~compute.study.ALTERNATIVES`; ``confidence_of_set`` of the edges is brought up to date.

    parts: the selections the records were made from. correlation (q, q): of the regulators. A set counts as selected by
    a part if any of its members is, and goes through the same map; members join while that makes the set surer.
    """
    q = len(correlation)
    edge = records["target"].astype(np.int64) * q + records["regulator"]
    ordered = [_ordered(part) for part in parts]
    found: list[tuple[int, int, float]] = []
    border = np.searchsorted(records["target"], np.unique(records["target"]))
    for first, last in zip(border, [*border[1:], edge.size], strict=True):
        regulator = records["regulator"][first:last]
        alike = correlation[np.ix_(regulator, regulator)]
        np.fill_diagonal(alike, 0.0)
        own_kind = np.flatnonzero((np.abs(alike) >= ALIKE).any(axis=1))
        size = _sizes(ordered, edge[first:last]) if own_kind.size else np.empty((0, 0), np.float32)
        for own in own_kind.tolist():
            members, sure = _set_of(own, alike[own], size, calibration)
            if sure - records["confidence"][first + own] >= GAIN:
                records["confidence_of_set"][first + own] = sure
                found += [(first + own, regulator[j], alike[own, j]) for j in members]
    return np.array(found, ALTERNATIVES)


def _ordered(part: Selection) -> tuple[NDArray[np.int64], NDArray[np.float32]]:
    """Edges, ascending, and the sizes of their strengths."""
    order = np.argsort(part.edge)
    return part.edge[order], np.abs(part.strength[order])


def _sizes(
    ordered: Sequence[tuple[NDArray[np.int64], NDArray[np.float32]]], edges: NDArray[np.int64]
) -> NDArray[np.float32]:
    """(parts, edges) how clearly each part selects each edge of one target, 0 where it does not."""
    size = np.zeros((len(ordered), edges.size), np.float32)
    for row, (edge, strength) in zip(size, ordered, strict=True):
        low, high = np.searchsorted(edge, [edges[0], edges[-1] + 1])
        row[np.searchsorted(edges, edge[low:high])] = strength[low:high]
    return size


def _set_of(
    own: int, alike: NDArray[np.float64], size: NDArray[np.float32], calibration: Calibration
) -> tuple[list[int], float]:
    """The alternatives of one edge, the most similar first, and the confidence of all of them together."""
    together = size[:, own]
    sure = _confidence(together, calibration)
    members: list[int] = []
    for j in np.argsort(-np.abs(alike), kind="stable"):
        if abs(alike[j]) < ALIKE or len(members) == MOST:
            break
        joined = np.maximum(together, size[:, j])
        gained = _confidence(joined, calibration)
        if gained > sure:
            members.append(int(j))
            together, sure = joined, gained
    return members, sure


def _confidence(size: NDArray[np.float32], calibration: Calibration) -> float:
    share, margin = float((size > 0).mean()), float(size.mean())
    one = Shares(np.zeros(1, np.int64), np.array([share]), np.ones(1, np.int8), np.array([margin]))
    return float(calibration.of_cohort(one)[0])
