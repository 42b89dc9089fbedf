"""From the share of a half's parts that select an edge to the probability that another half finds it.

    index = b · logit((s m + ½)/(m + 1)) + c · √(margin/μ)        b, c ≥ 0        p: a rising function of the index

s: share of the half's m parts; margin: how clearly they select the edge, without which all edges of s = 1 are alike; μ:
its mean over edges found. b and c (logistic regression) and the rising function (isotonic regression) are learned on
complementary halves: one gives share and margin, the other says whether it finds the edge. No list of known edges takes
part.

Over the parts of all halves an edge's share is known better than in one half: of θ + ε, ε as between halves, half the
variance is left. With Φ⁻¹(p) = A u + B (B: where a half's share is ½), normal θ and reliability r, the cohort's own
share has Φ⁻¹(p') = (2 Φ⁻¹(p) − B)/√(1 + 2 r); r = 1 promises least. [ours]
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray
from scipy.special import expit, ndtr, ndtri

from compute.confidence.shares import FOUND, Shares

STEEPEST = 20.0
"""Bound of b and c: where everything is found again, the likelihood has no maximum."""
ABOUT_HALF = 0.15
"""Shares within this of ½ say how often such edges are found again."""
MOST_IN_STEP = 40
STEPS, MOST_STEPS = 25, 200
"""Of the rising function: some 25 where edges are few, and no more than 200."""


@dataclass(frozen=True)
class Calibration:
    """The map. share, margin: b and c. scale: μ. parts: m. edges: on how many edges of halves it was learned. at_half:
    B, the probit of the share found again of edges that about half of a half's parts select.

    index, probability (k,), both ascending: points of the rising function, straight between them. Empty where no edge
    was found again: then every confidence is 0.
    """

    share: float
    margin: float
    scale: float
    parts: int
    edges: int
    index: NDArray[np.float64]
    probability: NDArray[np.float64]
    at_half: float = 0.0

    def confidence(self, shares: Shares) -> NDArray[np.float64]:
        """(e,) probability that an independent half finds each edge with its sign; 0 where no part selects it."""
        if not self.index.size:
            return np.zeros(shares.edge.size)
        index = _columns(shares, self.parts, self.scale) @ [self.share, self.margin]
        probability: NDArray[np.float64] = np.interp(index, self.index, self.probability)
        return np.where(shares.share > 0, probability, 0.0)

    def of_cohort(self, shares: Shares) -> NDArray[np.float64]:
        """(e,) the same for shares over the parts of all halves, which know an edge better than one half's parts."""
        surer: NDArray[np.float64] = ndtr((2 * ndtri(self.confidence(shares)) - self.at_half) / np.sqrt(3.0))
        return surer


def calibrate(pairs: Iterable[tuple[Shares, Shares]], parts: int) -> Calibration:
    """Learn the map from the shares of complementary halves, each half by the other. parts: of each half."""
    sides = [(one, other) for first, second in pairs for one, other in ((first, second), (second, first))]
    again = np.concatenate([other.finds(one.edge, one.sign) for one, other in sides]).astype(np.float64)
    found = np.concatenate([one.margin[one.share >= FOUND] for one, _ in sides])
    scale = float(found.mean()) if found.size and found.mean() > 0 else 1.0
    if not again.any():
        return Calibration(0.0, 0.0, scale, parts, again.size, np.empty(0), np.empty(0))
    columns = np.concatenate([_columns(one, parts, scale) for one, _ in sides])
    share, margin = _weights(columns, again)
    index, probability = _rising(columns @ [share, margin], again)
    return Calibration(share, margin, scale, parts, again.size, index, probability, _at_half(sides))


def _at_half(sides: Iterable[tuple[Shares, Shares]]) -> float:
    """Probit of the share found again of edges that about half of the parts select; ½ is added, as below."""
    found = edges = 0.5
    for one, other in sides:
        middle = np.abs(one.share - 0.5) <= ABOUT_HALF
        found += float(np.count_nonzero(other.finds(one.edge, one.sign)[middle]))
        edges += float(np.count_nonzero(middle))
    return float(ndtri(found / (edges + 0.5)))


def _columns(shares: Shares, parts: int, scale: float) -> NDArray[np.float64]:
    part = (shares.share * parts + 0.5) / (parts + 1)
    return np.column_stack([np.log(part / (1 - part)), np.sqrt(shares.margin / scale)])


def _weights(columns: NDArray[np.float64], again: NDArray[np.float64]) -> tuple[float, float]:
    """b and c, by maximum likelihood."""

    from scipy.optimize import minimize  # slow to import, and the dashboard's start needs none of it

    def loss(weights: NDArray[np.float64]) -> tuple[float, NDArray[np.float64]]:
        index = weights[0] + columns @ weights[1:]
        excess = expit(index) - again
        slope = np.concatenate([[excess.mean()], columns.T @ excess / again.size])
        return float(np.logaddexp(0.0, index).mean() - (again * index).mean()), slope

    bounds = [(None, None), (0.0, STEEPEST), (0.0, STEEPEST)]
    best = minimize(loss, np.array([-1.0, 0.5, 0.5]), jac=True, bounds=bounds, method="L-BFGS-B").x
    return float(best[1]), float(best[2])


def _rising(index: NDArray[np.float64], again: NDArray[np.float64]) -> tuple[NDArray[np.float64], NDArray[np.float64]]:
    """Points of the rising function: shares found again in steps of about equally many edges, made monotone.

    Steps that come out level are one; ½ is added to found and not found, so that few edges promise nothing for sure.
    """
    from scipy.optimize import isotonic_regression  # slow to import, and the dashboard's start needs none of it

    order = np.argsort(index, kind="stable")
    steps = np.array_split(order, max(1, min(MOST_STEPS, index.size // max(1, min(MOST_IN_STEP, index.size // STEPS)))))
    centre = np.array([index[step].mean() for step in steps])
    size = np.array([float(step.size) for step in steps])
    found = np.array([again[step].sum() for step in steps])
    at, first = np.unique(centre, return_inverse=True)
    weight, hits = np.bincount(first, size), np.bincount(first, found)
    level = isotonic_regression(hits / weight, weights=weight).x
    block = np.cumsum(np.diff(level, prepend=level[0]) > 0)
    share = (np.bincount(block, hits) + 0.5) / (np.bincount(block, weight) + 1)
    # The ½ can turn neighbouring blocks of few edges round.
    return at, np.maximum.accumulate(share[block])
