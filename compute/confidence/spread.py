"""Between which values an edge's coefficient lies in the parts of a cohort, at a few values of the score."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from typing import Any

import numpy as np
from numpy.typing import NDArray

from compute.study import SPREAD_QUANTILES

Arrays = Mapping[str, NDArray[Any]]

FEWEST = 0.25
"""Share of the parts that select an edge, below which its spread is not kept."""
TOGETHER = 1 << 25
"""Numbers in memory at a time."""


def spread_of_courses(
    edges: NDArray[np.void],
    regulators: int,
    parts: Sequence[str],
    load: Callable[[str], Arrays],
    score: Sequence[float],
) -> dict[str, NDArray[Any]] | None:
    """What :func:`~compute.study.write_confidence` stores of it; None where the parts keep no courses.

    edges: records of :data:`~compute.study.EDGES`. load: a part's selection by its name, with ``score`` (k,), the
    values at which its networks were estimated, and ``course`` (e, k), the coefficients there. score (K,), ascending:
    where the spread is wanted; between a part's own values its course is straight, beyond them level. An edge that a
    part does not select is 0 there.
    """
    if not parts or "course" not in load(parts[0]):
        return None
    kept = np.flatnonzero(edges["share"] >= FEWEST)
    key = edges["target"][kept].astype(np.int64) * regulators + edges["regulator"][kept]
    wanted = np.asarray(score, np.float64)
    found = np.zeros((kept.size, len(SPREAD_QUANTILES), wanted.size), np.float16)
    size = max(TOGETHER // (len(parts) * wanted.size), 1)
    for first in range(0, kept.size, size):
        some = slice(first, first + size)
        values = np.array([_course(load(name), key[some], regulators, wanted) for name in parts])
        found[some] = np.moveaxis(np.quantile(values, SPREAD_QUANTILES, axis=0), 0, 1)
    return {"spread_edge": kept.astype(np.uint32), "spread_score": wanted, "spread": found}


def _course(part: Arrays, key: NDArray[np.int64], regulators: int, wanted: NDArray[np.float64]) -> NDArray[np.float32]:
    """(edges, K) coefficients of these edges (ascending) in one part."""
    own = part["target"].astype(np.int64) * regulators + part["regulator"]
    at = np.minimum(np.searchsorted(key, own), key.size - 1)
    there = key[at] == own
    units = np.eye(part["score"].size)
    straight = np.array([np.interp(wanted, part["score"], unit) for unit in units], np.float32)
    out = np.zeros((key.size, wanted.size), np.float32)
    out[at[there]] = part["course"][there] @ straight
    return out
