"""Columns that stand among the samples and are none, told by their values: ids, positions, lengths, shares of GC."""

from __future__ import annotations

import warnings
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

FEWEST_SAMPLES, FEWEST_GENES = 5, 20
MOST_SAMPLES, MOST_GENES = 2000, 2000
"""Larger tables come from programs that write no such columns; of more genes some are looked at."""
ALIKE, UNLIKE = 0.6, 0.2
_FRACTIONS = 0.9
_MOST_MISSING = 0.5


@dataclass(frozen=True)
class Unlike:
    """Places of rows (samples). whole: whole numbers, where the others are fractions. apart: of ranks that have nothing
    to do with those of the others, at the edge of the table, where columns that describe genes stand.
    doubtful: the same, amid the others.
    """

    whole: tuple[int, ...] = ()
    apart: tuple[int, ...] = ()
    doubtful: tuple[int, ...] = ()


def find_unlike(values: NDArray[np.float64]) -> Unlike:
    """Samples that are unlike the rest. values: samples × genes, NaN where missing.

    Expression of one genome ranks genes alike in all samples: where the median sample's rank correlation with the mean
    rank of all is above 0.6, one below 0.2 is no sample, or one that failed. Ratios and z-scores are not judged so.
    """
    if not FEWEST_SAMPLES <= len(values) <= MOST_SAMPLES or values.shape[1] < FEWEST_GENES:
        return Unlike()
    sample = values[:, :: max(1, values.shape[1] // MOST_GENES)]
    whole = _whole(sample)
    fractions = bool(np.mean(~whole) >= _FRACTIONS)
    usual = np.flatnonzero(~whole) if fractions else np.arange(len(values))
    correlation = _with_the_others(sample, usual)
    correlation[np.isnan(sample).mean(axis=1) > _MOST_MISSING] = 1.0  # left out for that, not for its ranks
    numbers = tuple(np.flatnonzero(whole & (correlation < ALIKE)).tolist()) if fractions else ()
    if np.median(correlation) < ALIKE:
        return Unlike(numbers if len(numbers) < len(values) else ())
    rest = [place for place in np.flatnonzero(correlation < UNLIKE).tolist() if place not in numbers]
    edges = _edges({*rest, *numbers}, len(values))
    return Unlike(
        numbers,
        tuple(place for place in rest if place in edges),
        tuple(place for place in rest if place not in edges),
    )


def _whole(values: NDArray[np.float64]) -> NDArray[np.bool_]:
    """Which samples hold whole numbers only, at least one of them above 0."""
    known = np.nan_to_num(values)
    return np.asarray((np.rint(known) == known).all(axis=1) & (known.max(axis=1) > 0))


def _with_the_others(values: NDArray[np.float64], usual: NDArray[np.intp]) -> NDArray[np.float64]:
    """Rank correlation of every sample with the mean rank over the usual ones; 0 where all genes have one value."""
    from scipy.stats import rankdata

    ranks = rankdata(np.nan_to_num(values), axis=1)
    ranks = ranks - ranks.mean(axis=1, keepdims=True)
    mean = ranks[usual].mean(axis=0)
    with warnings.catch_warnings(), np.errstate(invalid="ignore", divide="ignore"):
        warnings.simplefilter("ignore", RuntimeWarning)
        correlation = ranks @ mean / (np.linalg.norm(ranks, axis=1) * np.linalg.norm(mean))
    return np.asarray(np.nan_to_num(correlation), dtype=np.float64)


def _edges(places: set[int], count: int) -> set[int]:
    """Of some places those that run on from the first or the last."""
    found: set[int] = set()
    for walk in (range(count), reversed(range(count))):
        for place in walk:
            if place not in places:
                break
            found.add(place)
    return found
