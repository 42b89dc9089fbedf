"""The measured values of all replicates on one grid of times, arranged by what is observed together."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray


@dataclass(frozen=True)
class Series:
    """M replicates at N times of p genes.

    values: (M, N, p), 0 where nothing is observed. kind: (M, N) which genes are observed there, a row of ``mask``
    (kinds, p), 1 or 0. alike: (p,) genes that are observed at the same places have the same number, a row of ``places``
    (classes, kinds). pattern: (M,) replicates observed alike have the same number, a row of ``of_pattern``
    (patterns, N), kinds. count, square: (p,) values of each gene, and their sum of squares.
    """

    values: NDArray[np.float64]
    kind: NDArray[np.int64]
    mask: NDArray[np.float64]
    alike: NDArray[np.int64]
    places: NDArray[np.float64]
    pattern: NDArray[np.int64]
    of_pattern: NDArray[np.int64]
    count: NDArray[np.float64]
    square: NDArray[np.float64]

    @property
    def genes(self) -> int:
        return int(self.values.shape[2])

    @property
    def times(self) -> int:
        return int(self.values.shape[1])

    @property
    def there(self) -> NDArray[np.bool_]:
        """(M, N) whether any gene is observed."""
        some: NDArray[np.bool_] = np.asarray(self.mask.any(axis=1))
        return some[self.kind]

    @property
    def rows(self) -> int:
        """How many samples: times of replicates where something is observed."""
        return int(self.there.sum())

    @property
    def complete(self) -> bool:
        """Whether every gene is observed wherever any is."""
        return len(self.places) == 1

    @property
    def variance(self) -> NDArray[np.float64]:
        """(p,) mean square of each gene, above 0."""
        mean: NDArray[np.float64] = self.square / np.maximum(self.count, 1)
        return np.where(mean > 0, mean, 1.0)

    def measured(self) -> NDArray[np.int64]:
        """Times at which any replicate has a value."""
        there: NDArray[np.int64] = np.flatnonzero(self.there.any(axis=0))
        return there

    def values_or_nan(self) -> NDArray[np.float64]:
        """(M, N, p) with NaN where nothing is observed."""
        return np.where(self.mask[self.kind] > 0, self.values, np.nan)


def series_of(values: NDArray[np.float64]) -> Series:
    """Values (M, N, p), centred, NaN where nothing is observed, arranged."""
    replicates, times, genes = values.shape
    there = np.isfinite(values)
    filled = np.ascontiguousarray(np.where(there, values, 0.0))
    packed = np.packbits(there.reshape(-1, genes), axis=1)
    _, first, kind = np.unique(packed, axis=0, return_index=True, return_inverse=True)
    mask = there.reshape(-1, genes)[first]
    of_gene = np.packbits(mask, axis=0)
    _, one, alike = np.unique(of_gene, axis=1, return_index=True, return_inverse=True)
    of_time = kind.reshape(replicates, times).astype(np.int64)
    of_pattern, pattern = np.unique(of_time, axis=0, return_inverse=True)
    return Series(
        filled,
        of_time,
        mask.astype(np.float64),
        alike.ravel().astype(np.int64),
        np.ascontiguousarray(mask[:, one].T.astype(np.float64)),
        pattern.ravel().astype(np.int64),
        of_pattern,
        there.sum(axis=(0, 1)).astype(np.float64),
        np.square(filled).sum(axis=(0, 1)),
    )
