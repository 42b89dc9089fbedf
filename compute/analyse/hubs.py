"""Hubs: how many targets every regulator has along the modulator, and how many of them it activates or represses."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray
from scipy import sparse

from compute.analyse.ranking import ends
from compute.analyse.sweep import OnCount, edge_pieces
from compute.errors import UserError
from compute.study import Study


@dataclass(frozen=True)
class OutDegrees:
    """Targets of every regulator in every sample: (q, n) int64 each, samples ascending in the modulator.

    activating, repressing: edges with a positive and with a negative coefficient.
    """

    activating: NDArray[np.int64]
    repressing: NDArray[np.int64]

    @property
    def total(self) -> NDArray[np.int64]:
        """(q, n) out-degree."""
        return self.activating + self.repressing


@dataclass(frozen=True)
class RankedHub:
    """One regulator; the field names are the columns of the csv file.

    rank: from 1, by mean_out_degree over all samples (ties: by name). change: out_degree_high − out_degree_low, the
    means over the tenth of the samples with the highest and the lowest modulator; change_rank: from 1, by its size.
    smallest, largest: out-degree over the samples. activating_*, repressing_*: the parts of out_degree_*.
    """

    rank: int
    regulator: str
    mean_out_degree: float
    smallest: int
    largest: int
    out_degree_low: float
    out_degree_high: float
    change: float
    change_rank: int
    activating_low: float
    activating_high: float
    repressing_low: float
    repressing_high: float


@dataclass(frozen=True)
class BinnedOutDegrees:
    """Mean out-degrees in bins of neighbouring samples, as equal in number as can be.

    bins: positions of the samples of each bin. activating, repressing: (q, bins) float64 means.
    """

    bins: tuple[range, ...]
    activating: NDArray[np.float64]
    repressing: NDArray[np.float64]


def out_degrees(study: Study, progress: OnCount | None = None, confidence: float = 0.0) -> OutDegrees:
    """Count the targets of every regulator in every sample. progress: gets the samples done and their number.

    confidence: only edges of at least that much count. Raises :class:`UserError` where the study does not know it.
    """
    known = study.confidence
    if confidence and known is None:
        raise UserError("Confidence has not been computed for {study}; run `confidence` first.", study=study.title)
    q, n = len(study.regulators), len(study.samples)
    activating, repressing = np.zeros((2, q, n), np.int64)
    for piece in edge_pieces(study):
        edges = piece.regulator.size
        ones = np.ones(edges, np.int32)
        if confidence and known is not None:
            sure = known.of_edges(piece.regulator, piece.target)["confidence"] >= np.float32(confidence)
            ones = sure.astype(np.int32)
        belongs = sparse.csr_array((ones, piece.regulator, np.arange(edges + 1)), shape=(edges, q)).T
        columns = slice(piece.samples.start, piece.samples.stop)
        activating[:, columns] += belongs @ (piece.coefficients > 0).astype(np.int32)
        repressing[:, columns] += belongs @ (piece.coefficients < 0).astype(np.int32)
        if progress is not None:
            progress(piece.samples.stop, n)
    return OutDegrees(activating, repressing)


def rank_hubs(study: Study, degrees: OutDegrees) -> list[RankedHub]:
    """Every regulator of the study, largest mean out-degree first."""
    total = degrees.total
    low, high = ends(len(study.samples))
    mean = total.mean(axis=1)
    change = total[:, high].mean(axis=1) - total[:, low].mean(axis=1)
    places = range(len(study.regulators))
    by_change = sorted(places, key=lambda j: (-abs(change[j]), study.regulators[j]))
    change_rank = {j: place for place, j in enumerate(by_change, start=1)}
    return [
        RankedHub(
            rank=place,
            regulator=study.regulators[j],
            mean_out_degree=float(mean[j]),
            smallest=int(total[j].min()),
            largest=int(total[j].max()),
            out_degree_low=float(total[j, low].mean()),
            out_degree_high=float(total[j, high].mean()),
            change=float(change[j]),
            change_rank=change_rank[j],
            activating_low=float(degrees.activating[j, low].mean()),
            activating_high=float(degrees.activating[j, high].mean()),
            repressing_low=float(degrees.repressing[j, low].mean()),
            repressing_high=float(degrees.repressing[j, high].mean()),
        )
        for place, j in enumerate(sorted(places, key=lambda j: (-mean[j], study.regulators[j])), start=1)
    ]


def binned_out_degrees(degrees: OutDegrees, bins: int) -> BinnedOutDegrees:
    """Means over ``bins`` runs of neighbouring samples.

    Raises :class:`UserError` unless 1 ≤ bins ≤ number of samples.
    """
    samples = degrees.activating.shape[1]
    if not 1 <= bins <= samples:
        raise UserError(
            "{samples:,} samples cannot be put into {bins:,} bins; choose from 1 to {samples:,}.",
            samples=samples,
            bins=bins,
        )
    edges = np.linspace(0, samples, bins + 1).round().astype(np.int64)
    size = np.diff(edges)
    return BinnedOutDegrees(
        tuple(range(start, stop) for start, stop in zip(edges[:-1].tolist(), edges[1:].tolist(), strict=True)),
        np.add.reduceat(degrees.activating, edges[:-1], axis=1) / size,
        np.add.reduceat(degrees.repressing, edges[:-1], axis=1) / size,
    )
