"""Plain association of regulators with a target along the score: no model, no direction, always there. [ours]

Local correlation in windows of the score says whether two genes go together anywhere; ridge partial correlation,
whether they still do once all other regulators are taken into account. The candidate rank adds both ranks.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray
from scipy.stats import rankdata

from compute.study import Study

WINDOWS, PARTIAL_WINDOWS = 10, 8
SHARE = 0.25
"""Of the samples in a window, at least :data:`FEWEST` of them."""
FEWEST = 20
RIDGE = 1.0
"""Added to the correlation matrix of the regulators before it is inverted."""


@dataclass(frozen=True)
class Association:
    """Of every regulator with one target; (q,) each, NaN for the target itself.

    local (windows, q): Pearson correlation in each window, from low to high scores. strongest: the one of largest
    size. partial: mean size of the ridge partial correlation over the windows. candidate_rank: from 1, by the sum of
    the ranks of |strongest| and of ``partial``.
    """

    local: NDArray[np.float64]
    strongest: NDArray[np.float64]
    partial: NDArray[np.float64]
    candidate_rank: NDArray[np.float64]


def association(study: Study, target: str) -> Association:
    """Association of a study's regulators with one of its targets, on the expression the study keeps, from which
    nothing was taken out.

    Raises :class:`~compute.errors.UserError` for an unknown target.
    """
    study.target_index(target)
    R = np.array([study.expression(gene) for gene in study.regulators], np.float64).T
    own = study.regulators.index(target) if target in study.regulators else -1
    return associated(R, np.asarray(study.expression(target), np.float64), own)


def associated(R: NDArray[np.float64], t: NDArray[np.float64], own: int = -1) -> Association:
    """The same from expression (n, q) and (n,), samples ascending in the score. own: the target's place in R, or −1."""
    local = np.array([_correlations(R[rows], t[rows]) for rows in windows(len(t), WINDOWS)])
    parts = np.array([_partial(R[rows], t[rows], own) for rows in windows(len(t), PARTIAL_WINDOWS)])
    partial = np.abs(parts).mean(axis=0)
    strongest = local[np.abs(local).argmax(axis=0), np.arange(R.shape[1])]
    if own >= 0:
        local[:, own], strongest[own], partial[own] = np.nan, np.nan, np.nan
    ranks = rankdata(-np.abs(strongest), nan_policy="omit") + rankdata(-partial, nan_policy="omit")
    return Association(local, strongest, partial, rankdata(ranks, method="min", nan_policy="omit"))


def windows(samples: int, count: int) -> list[slice]:
    """``count`` windows of neighbouring samples, evenly spread from the lowest to the highest score."""
    width = min(samples, max(FEWEST, round(SHARE * samples)))
    starts = np.linspace(0, samples - width, count).round().astype(int)
    return [slice(start, start + width) for start in starts.tolist()]


def _standard(values: NDArray[np.float64]) -> NDArray[np.float64]:
    centred = values - values.mean(axis=0)
    size = np.sqrt(np.square(centred).mean(axis=0))
    standard: NDArray[np.float64] = centred / np.where(size > 0, size, 1.0)
    return standard


def _correlations(R: NDArray[np.float64], t: NDArray[np.float64]) -> NDArray[np.float64]:
    found: NDArray[np.float64] = _standard(R).T @ _standard(t) / len(t)
    return found


def _partial(R: NDArray[np.float64], t: NDArray[np.float64], own: int) -> NDArray[np.float64]:
    """(q,) −P_jt/√(P_jj P_tt), P the inverse of the correlation matrix of regulators and target plus the ridge."""
    chosen = np.delete(np.arange(R.shape[1]), own) if own >= 0 else np.arange(R.shape[1])
    Z = np.column_stack([_standard(R[:, chosen]), _standard(t)])
    precision = np.linalg.inv(Z.T @ Z / len(Z) + RIDGE * np.eye(Z.shape[1]))
    size = np.sqrt(np.diag(precision))
    found = np.zeros(R.shape[1])
    found[chosen] = -precision[:-1, -1] / (size[:-1] * size[-1])
    return found
