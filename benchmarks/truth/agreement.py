"""How well scores of pairs agree with pairs that are known: per target, per regulator, and how sure that is."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray
from scipy.stats import rankdata

from benchmarks.truth.oracle import TOP

Floats = NDArray[np.float64]
Interval = dict[str, float]
FEWEST = 3
"""Known targets of a regulator whose ranking of targets counts."""
LOW, HIGH = 2.5, 97.5


@dataclass(frozen=True)
class Known:
    """pairs (p, q). excluded (p,): the regulator that a target is itself, −1 for none."""

    pairs: NDArray[np.bool_]
    excluded: NDArray[np.int64]


@dataclass(frozen=True)
class Ranked:
    """Of every target (p,): area under the curve of its known regulators, how many are among its first
    :data:`TOP`, how many by chance. place (p, q): rank of each regulator from 0 (last) to 1, NaN for itself."""

    auc: Floats
    hits: Floats
    chance: Floats
    place: Floats


def ranked(known: Known, score: Floats) -> Ranked:
    """Rank regulators by score (p, q), high first; ties share their mean rank."""
    own = np.flatnonzero(known.excluded >= 0)
    score, pairs = np.array(score, np.float64), known.pairs.copy()
    score[own, known.excluded[own]] = np.nan
    pairs[own, known.excluded[own]] = False
    rank = rankdata(score, axis=1, nan_policy="omit")
    total = np.isfinite(rank).sum(axis=1)
    count = pairs.sum(axis=1)
    above = np.where(pairs, rank, 0.0).sum(axis=1) - count * (count + 1) / 2
    hits = (pairs & (rank > (total - TOP)[:, None])).sum(axis=1).astype(np.float64)
    place = (rank - 1) / (total - 1)[:, None]
    return Ranked(above / (count * (total - count)), hits, TOP * count / total, place)


def regulatorwise(known: Known, place: Floats) -> float:
    """Mean over regulators with :data:`FEWEST` known targets: area under the curve of these targets by ``place``."""
    there = np.isfinite(place)
    pairs = known.pairs & there
    count, total = pairs.sum(axis=0), there.sum(axis=0)
    chosen = (count >= FEWEST) & (count < total)
    rank = rankdata(place[:, chosen], axis=0, nan_policy="omit")
    count, total = count[chosen], total[chosen]
    above = np.where(pairs[:, chosen], rank, 0.0).sum(axis=0) - count * (count + 1) / 2
    return float((above / (count * (total - count))).mean())


def _of(known: Known, found: Ranked, rows: NDArray[np.int64]) -> Floats:
    """auc, auc_regulatorwise, enrichment of these targets, some more than once."""
    part = Known(known.pairs[rows], known.excluded[rows])
    enrichment = found.hits[rows].sum() / found.chance[rows].sum()
    return np.array([found.auc[rows].mean(), regulatorwise(part, found.place[rows]), enrichment])


NAMES = ("auc", "auc_regulatorwise", "enrichment_top25")


def _resampled(known: Known, found: list[Ranked], resamples: int) -> tuple[list[Floats], list[Floats]]:
    """Of each ranking the figures, and those of resampled targets (resamples, 3), the same targets for all."""
    p = len(known.pairs)
    rng = np.random.default_rng(0)
    draws = [rng.integers(0, p, p) for _ in range(resamples)]
    whole = [_of(known, one, np.arange(p)) for one in found]
    return whole, [np.array([_of(known, one, rows) for rows in draws]) for one in found]


def _intervals(value: Floats, drawn: Floats) -> dict[str, Interval]:
    low, high = np.percentile(drawn, [LOW, HIGH], axis=0)
    return {
        name: {"value": float(value[i]), "low": float(low[i]), "high": float(high[i])} for i, name in enumerate(NAMES)
    }


def figures(known: Known, score: Floats, resamples: int) -> dict[str, Interval]:
    """auc, auc_regulatorwise and enrichment_top25, each with its 95 % interval over targets."""
    whole, drawn = _resampled(known, [ranked(known, score)], resamples)
    return _intervals(whole[0], drawn[0])


def difference(known: Known, score: Floats, other: Floats, resamples: int) -> dict[str, Interval]:
    """The same of ``score`` less ``other``, both on the same resampled targets."""
    whole, drawn = _resampled(known, [ranked(known, score), ranked(known, other)], resamples)
    return _intervals(whole[0] - whole[1], drawn[0] - drawn[1])
