"""Predictions taken apart for reading: one sample as a waterfall, a group of samples by means and spread."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray
from scipy import sparse

from compute.components.explain.scores import edge_contributions
from compute.components.reading.stored import Components
from compute.errors import UserError
from compute.study import Study, sure_edges

Floats = NDArray[np.float64]


@dataclass(frozen=True, eq=False)
class PairContributions:
    """Contributions of component pairs over m samples, largest mean first by size; e = a·b rows.

    regulator_component, target_component: (e,) counted from 0. mean, spread: (e,) mean and standard deviation
    (divisor m − 1; 0 for one sample) over the samples, in units of the score. baseline + Σ mean = predicted, the mean
    prediction.
    """

    regulator_component: NDArray[np.int64]
    target_component: NDArray[np.int64]
    mean: Floats
    spread: Floats
    baseline: float
    predicted: float


@dataclass(frozen=True, eq=False)
class EdgeShares:
    """Contributions of edges over m samples, largest mean first by size; an edge a sample lacks counts as 0 there.

    regulator, target: (e,) positions in the study. mean, spread: (e,) as in :class:`PairContributions`. samples: (e,)
    number of the m samples that have the edge. rest, rest_edges: sum of the means, and number, of the edges left out:
    baseline + Σ mean + rest = predicted.
    """

    regulator: NDArray[np.int64]
    target: NDArray[np.int64]
    mean: Floats
    spread: Floats
    samples: NDArray[np.int64]
    rest: float
    rest_edges: int
    baseline: float
    predicted: float


def pair_contributions(components: Components, samples: Sequence[int]) -> PairContributions:
    """What each component pair adds to the predictions of these samples (positions); one sample, or a group.

    Raises :class:`UserError` for no samples.
    """
    chosen = _chosen(samples)
    parts = components.contributions[chosen]
    mean = parts.mean(axis=0)
    spread = parts.std(axis=0, ddof=1) if len(chosen) > 1 else np.zeros_like(mean)
    u, v = (ends.ravel() for ends in np.indices(mean.shape))
    order = np.argsort(-np.abs(mean.ravel()), kind="stable")
    return PairContributions(
        u[order],
        v[order],
        mean.ravel()[order],
        spread.ravel()[order],
        components.baseline,
        float(components.predicted[chosen].mean()),
    )


def edge_shares(study: Study, components: Components, samples: Sequence[int], top: int) -> EdgeShares:
    """What the ``top`` edges add to the predictions of these samples (positions), and all others together.

    Raises :class:`UserError` for no samples, or no edges.
    """
    chosen = _chosen(samples)
    if top < 1:
        raise UserError("The number of edges must be at least 1, not {top}.", top=top)
    study = sure_edges(study, components.confidence)
    shape = len(study.regulators), len(study.targets)
    total, squares, count = (sparse.csr_array(shape) for _ in range(3))
    left, right = components.loadings["regulator"], components.loadings["target"]
    for sample in chosen:
        part = edge_contributions(study.network(sample), components.gradients[sample], left, right)
        total, squares = total + part, squares + part.power(2)
        present = part.copy()
        present.data = np.ones_like(part.data)
        count = count + present
    edges = count.tocoo()
    j, k = (ends.astype(np.int64) for ends in edges.coords)
    sums, of_squares = (np.asarray(matrix[j, k], np.float64).ravel() for matrix in (total, squares))
    order = np.lexsort((k, j, -np.abs(sums)))
    kept = order[:top]
    return EdgeShares(
        j[kept],
        k[kept],
        sums[kept] / len(chosen),
        _spread(sums[kept], of_squares[kept], len(chosen)),
        edges.data[kept].astype(np.int64),
        float(sums[order[top:]].sum()) / len(chosen),
        max(len(order) - top, 0),
        components.baseline,
        float(components.predicted[chosen].mean()),
    )


def strongest_shares(
    regulator: NDArray[np.int64], target: NDArray[np.int64], shares: Floats, top: int, baseline: float, predicted: float
) -> EdgeShares:
    """One sample's edges (positions) by what they add to its prediction: the ``top`` of them, the others together."""
    order = np.lexsort((target, regulator, -np.abs(shares)))
    kept, left = order[:top], order[top:]
    return EdgeShares(
        regulator[kept],
        target[kept],
        shares[kept],
        np.zeros(len(kept)),
        np.ones(len(kept), np.int64),
        float(shares[left].sum()),
        len(left),
        baseline,
        predicted,
    )


def _chosen(samples: Sequence[int]) -> list[int]:
    if len(samples) == 0:
        raise UserError("No sample is in the group; choose another one.")
    return list(samples)


def _spread(total: Floats, squares: Floats, count: int) -> Floats:
    """Standard deviation from sums and sums of squares; 0 for one value."""
    if count == 1:
        return np.zeros_like(total)
    variance: Floats = (squares - total**2 / count) / (count - 1)
    return np.sqrt(np.maximum(variance, 0.0))
