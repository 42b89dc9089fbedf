"""On which scale the values of a table are: counts, linear (TPM, FPKM, intensities), ratios, logarithms, z-scores."""

from __future__ import annotations

import warnings
from dataclasses import dataclass
from typing import Literal

import numpy as np
from numpy.typing import NDArray

from compute.messages import Message

Kind = Literal["counts", "linear", "ratio", "fraction", "rank", "calls", "log", "z-score"]

LOG_AT_MOST = 30.0
"""No logarithm of expression is larger: 2³⁰ is more than any count or intensity."""
LOG_SURELY = 16.0
"""Up to here values are taken for logarithms, above only where their spread does not grow with their mean."""
_LINEAR_SURELY = 64.0
_MOST_CALLS = 8
_MORE_THAN_OUTLIERS = 0.01
_MOST_GENES = 2000
_MILLION = 1e6
_BLOCK = 128


@dataclass(frozen=True)
class ValueScale:
    """kind: what the values are. lowest, highest: their range. per_million: every sample sums to a million (TPM, CPM).

    ``linear`` is true of counts, linear values and ratios: networks and scores expect logarithms of those.
    """

    kind: Kind
    lowest: float
    highest: float
    per_million: bool = False

    @property
    def linear(self) -> bool:
        return self.kind in ("counts", "linear", "ratio")


def scale_of(values: NDArray[np.float64]) -> ValueScale:
    """Told from the values alone. values: samples × genes, finite.

    Whole numbers from 0 are counts, or ranks where every sample has the same ones. Negative values are logarithms (of
    ratios), or z-scores where most genes have mean 0 and standard deviation 1, or calls of copy number where they are
    few whole numbers, or linear with the background taken off where more than 1 % are no logarithms. Others are linear
    where the largest is above :data:`LOG_AT_MOST`, or above :data:`LOG_SURELY` and the genes' spread grows in step with
    their mean. Ratios have most genes' medians near 1.
    """
    lowest, highest = float(values.min()), float(values.max())
    sample = values[:, :: max(1, values.shape[1] // _MOST_GENES)]
    mean, spread, medians = _of_genes(sample)
    varies = spread > 0
    if lowest < 0:
        unit = np.mean((np.abs(mean[varies]) < 0.05) & (np.abs(spread[varies] - 1) < 0.1)) if varies.any() else 0.0
        if highest - lowest <= _MOST_CALLS and _whole(values):
            return ValueScale("calls", lowest, highest)
        if np.mean(sample > LOG_AT_MOST) > _MORE_THAN_OUTLIERS and unit <= 0.9:
            return ValueScale("linear", lowest, highest)
        return ValueScale("z-score" if unit > 0.9 else "log", lowest, highest)
    if _are_ranks(values):
        return ValueScale("rank", lowest, highest)
    if highest > 2 and all(_whole(block) for block in np.array_split(values, 64)):
        return ValueScale("counts", lowest, highest)
    if highest <= 1:
        return ValueScale("fraction", lowest, highest)
    sums = values.sum(axis=1)
    per_million = bool(np.all(np.abs(sums - _MILLION) < 0.01 * _MILLION))
    if np.mean((medians > 0.7) & (medians < 1.4)) > 0.8 and highest > 3:
        return ValueScale("ratio", lowest, highest)
    if per_million or highest > LOG_AT_MOST or (highest > LOG_SURELY and _grows(mean[varies], spread[varies])):
        return ValueScale("linear", lowest, highest, per_million)
    return ValueScale("log", lowest, highest)


def _of_genes(values: NDArray[np.float64]) -> tuple[NDArray[np.float64], NDArray[np.float64], NDArray[np.float64]]:
    """Mean, standard deviation and median of each gene, some genes at a time: all at once would copy the table."""
    blocks = [values[:, start : start + _BLOCK] for start in range(0, values.shape[1], _BLOCK)]
    parts = [(block.mean(axis=0), block.std(axis=0), np.median(block, axis=0)) for block in blocks]
    mean, spread, medians = (np.concatenate(part) for part in zip(*parts, strict=True))
    return mean, spread, medians


def _whole(values: NDArray[np.float64]) -> bool:
    return bool((np.rint(values) == values).all())


def _are_ranks(values: NDArray[np.float64]) -> bool:
    """Whether every sample holds the same values, as ranks and quantile-normalised ranks do, all of them whole."""
    if len(values) < 2 or not _whole(values[:2]):
        return False
    first = np.sort(values[0])
    return len(np.unique(first)) > 0.9 * len(first) and all(np.array_equal(np.sort(row), first) for row in values[1:])


def samples_apart(values: NDArray[np.float64]) -> tuple[NDArray[np.intp], NDArray[np.intp]]:
    """Where some samples look like logarithms and others like linear values: places of either; else empty twice.

    values: samples × genes, NaN where missing. A table joined of two sources. Counts are not judged: a sample of little
    depth has small ones.
    """
    nobody = np.array([], dtype=np.intp)
    if not values.size:
        return nobody, nobody
    with warnings.catch_warnings():
        warnings.simplefilter("ignore", RuntimeWarning)  # of a sample without any value
        highest, lowest = np.nanmax(values, axis=1), np.nanmin(values, axis=1)
    low, high = np.flatnonzero(highest <= LOG_SURELY), np.flatnonzero(highest > _LINEAR_SURELY)
    if min(len(low), len(high)) < 1 or lowest.min() < 0 or len(low) + len(high) < len(values):
        return nobody, nobody
    if _whole(np.nan_to_num(values[low])):
        return nobody, nobody
    return low, high


def _grows(mean: NDArray[np.float64], spread: NDArray[np.float64]) -> bool:
    """Whether the spread of genes grows in step with their mean, as it does before a logarithm is taken."""
    positive = mean > 0
    if positive.sum() < 10:
        return False
    x, y = np.log(mean[positive]), np.log(spread[positive])
    if np.ptp(x) == 0 or np.ptp(y) == 0:
        return False
    slope = float(np.polyfit(x, y, 1)[0])
    return slope > 0.6 and float(np.corrcoef(x, y)[0, 1]) > 0.7


def scale_words(scale: ValueScale) -> Message:
    """A scale, for the place of a sentence."""
    if scale.per_million:
        return Message("TPM or CPM (every sample sums to a million)")
    return {
        "counts": Message("raw counts"),
        "linear": Message("linear values (TPM, FPKM or intensities)"),
        "ratio": Message("ratios"),
        "fraction": Message("fractions (from 0 to 1)"),
        "rank": Message("ranks"),
        "calls": Message("calls of copy number"),
        "log": Message("logarithms"),
        "z-score": Message("z-scores"),
    }[scale.kind]
