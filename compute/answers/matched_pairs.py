"""Random pairs with the same regulators and targets: how many published ones they hold by chance.

The bipartite configuration model: the most random set of pairs in which every regulator and every target has, on
average, as many partners as in the set that is tested. Pairs are then independent, so that the number of published ones
among them is a sum of independent yes or no with known probabilities (Poisson binomial), exact without drawing.

Source: F. Saracco et al., Randomizing bipartite networks: the case of the World Trade Web, Sci. Rep. 5, 10595 (2015).
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Mapping
from dataclasses import dataclass
from typing import Final

import numpy as np
from numpy.typing import NDArray

ROUNDS: Final = 5000
NEAR: Final = 1e-9
"""Relative change at which the solution is taken to stand."""

Pair = tuple[str, str]


@dataclass(frozen=True)
class MatchedCount:
    """observed: published pairs in the set; expected: in random sets with the same regulators and targets; p: that such
    a set has as many or more."""

    observed: int
    expected: float
    p: float


def matched_count(pairs: Collection[Pair], published: Collection[Pair]) -> MatchedCount:
    """pairs: of regulator and target, the set that is tested. published: pairs that count."""
    model = PairModel(pairs)
    probabilities = np.array([model.chance(pair) for pair in sorted(set(published))])
    observed = len(set(pairs) & set(published))
    tail = float(count_chances(probabilities)[observed:].sum()) if probabilities.size else 1.0
    return MatchedCount(observed, float(probabilities.sum()), min(1.0, tail))


class PairModel:
    """The bipartite configuration model of some pairs, whose multipliers are solved for once."""

    def __init__(self, pairs: Collection[Pair]) -> None:
        froms, tos = Counter(pair[0] for pair in set(pairs)), Counter(pair[1] for pair in set(pairs))
        rows, columns = _solved(Counter(froms.values()), Counter(tos.values()))
        self._rows = {gene: rows[degree] for gene, degree in froms.items()}
        self._columns = {gene: columns[degree] for gene, degree in tos.items()}

    def chance(self, pair: Pair) -> float:
        """The probability of a pair in random sets where every gene has as many partners as in ``pairs``; 0 where a
        gene has none."""
        x, y = self._rows.get(pair[0], 0.0), self._columns.get(pair[1], 0.0)
        return x * y / (1 + x * y)


def count_chances(probabilities: NDArray[np.float64]) -> NDArray[np.float64]:
    """(n + 1,) probabilities that 0, 1, … n of n independent events happen."""
    total = np.zeros(probabilities.size + 1)
    total[0] = 1.0
    for count, p in enumerate(probabilities.tolist(), start=1):
        total[1 : count + 1] = total[1 : count + 1] * (1 - p) + total[:count] * p
        total[0] *= 1 - p
    return total


def _solved(rows: Mapping[int, int], columns: Mapping[int, int]) -> tuple[dict[int, float], dict[int, float]]:
    """The model's multipliers of each degree, so that Σ xy / (1 + xy) over the partners is that degree. rows, columns:
    degree → how many regulators, targets have it. Genes of one degree have one multiplier.
    """
    k, d = (np.array(sorted(of), float) for of in (rows, columns))
    of_k, of_d = (np.array([of[int(degree)] for degree in degrees], float) for of, degrees in ((rows, k), (columns, d)))
    if not k.size:
        return {}, {}
    edges = float((k * of_k).sum())
    x, y = k / np.sqrt(edges), d / np.sqrt(edges)
    for _ in range(ROUNDS):
        before = x
        x = k / (of_d * y / (1 + np.outer(x, y))).sum(axis=1)
        y = d / (of_k * x / (1 + np.outer(y, x))).sum(axis=1)
        if np.all(np.abs(x - before) <= NEAR * x):
            break
    return dict(zip(k.astype(int).tolist(), x.tolist(), strict=True)), dict(
        zip(d.astype(int).tolist(), y.tolist(), strict=True)
    )
