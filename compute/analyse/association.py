"""Plain association of regulators with a target along the score: no model, no direction, always there. [ours]

Local correlation in windows of the score says whether two genes go together anywhere; ridge partial correlation,
whether they still do once all other regulators are taken into account. The candidate rank adds both ranks. What the
study is adjusted for is taken out of every gene first, over all its samples.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import Any

import numpy as np
from numpy.typing import NDArray

from compute.methods.columns import without
from compute.methods.covariates import basis_of_study
from compute.ranks import ranks
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
    """Association of a study's regulators with one of its targets.

    Raises :class:`~compute.errors.UserError` for an unknown target.
    """
    return Associations(study).of(target)


def correlation(study: Study, regulator: str, target: str) -> float:
    """Pearson correlation of two genes over all samples; 0 where one of them does not vary."""
    x, y = _expression(study, (regulator, target), basis_of_study(study)).T
    return float(x @ y) / len(x)


def local_correlations(study: Study, regulator: str, target: str) -> NDArray[np.float64]:
    """(windows,) Pearson correlation of two genes in each window, from low to high scores."""
    x, y = _expression(study, (regulator, target), basis_of_study(study)).T
    parts = ((_standard(x[rows]), _standard(y[rows])) for rows in windows(len(x), WINDOWS))
    return np.array([float(a @ b) / len(a) for a, b in parts])


def _expression(study: Study, genes: Sequence[str], basis: NDArray[np.float64]) -> NDArray[np.float64]:
    """(n, genes) at variance 1, without what the study is adjusted for."""
    return without(study.expressions(genes).astype(np.float64).T, basis)


class Associations:
    """Those of one study: what all targets share is computed once, the second target takes milliseconds."""

    def __init__(self, study: Study) -> None:
        self._study = study

    def of(self, target: str) -> Association:
        """With one target; :class:`~compute.errors.UserError` for an unknown one."""
        self._study.target_index(target)
        own = self._study.regulators.index(target) if target in self._study.regulators else -1
        t = _expression(self._study, (target,), self._basis)
        return self._shared.with_targets(t, np.array([own]))[0]

    @cached_property
    def _basis(self) -> NDArray[np.float64]:
        return basis_of_study(self._study)

    @cached_property
    def _shared(self) -> _Windows:
        return _Windows(_expression(self._study, self._study.regulators, self._basis))


def associated(R: NDArray[np.float64], t: NDArray[np.float64], own: int = -1) -> Association:
    """The same from expression (n, q) and (n,), samples ascending in the score. own: the target's place in R, or −1."""
    return associations(R, t[:, None], np.array([own]))[0]


def associations(R: NDArray[np.float64], T: NDArray[np.float64], own: NDArray[np.int64]) -> list[Association]:
    """The same of each target of T (n, p); own: (p,)."""
    return _Windows(R).with_targets(T, own)


class _Windows:
    """The regulators' expression (n, q), standardised in every window; the inverses of their ridged correlations."""

    def __init__(self, R: NDArray[np.float64]) -> None:
        self._local = [(rows, _standard(R[rows])) for rows in windows(len(R), WINDOWS)]
        self._partial = [(rows, *inverted(R[rows])) for rows in windows(len(R), PARTIAL_WINDOWS)]

    def with_targets(self, T: NDArray[np.float64], own: NDArray[np.int64]) -> list[Association]:
        """The association with each target of T (n, p); own: (p,)."""
        local = np.array([Z.T @ _standard(T[rows]) / len(Z) for rows, Z in self._local])
        parts = [np.abs(partials(Z, inverse, T[rows], own)) for rows, Z, inverse in self._partial]
        partial = np.mean(parts, axis=0)
        return [_ranked(local[:, :, k], partial[k], place) for k, place in enumerate(own.tolist())]


def _ranked(local: NDArray[np.float64], partial: NDArray[np.float64], own: int) -> Association:
    strongest = local[np.abs(local).argmax(axis=0), np.arange(partial.size)]
    if own >= 0:
        local[:, own], strongest[own], partial[own] = np.nan, np.nan, np.nan
    both = ranks(-np.abs(strongest)) + ranks(-partial)
    return Association(local, strongest, partial, ranks(both, ties="lowest"))


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


def inverted(R: NDArray[np.float64]) -> tuple[NDArray[np.float64], NDArray[Any]]:
    """R (n, q) standardised, and the inverse of its correlation matrix plus the ridge."""
    Z = _standard(R)
    n, q = Z.shape
    if n >= q:
        return Z, np.linalg.inv(Z.T @ Z / n + RIDGE * np.eye(q))
    # The smaller of the two matrices is inverted, by Woodbury's identity.
    small = np.linalg.inv(Z @ Z.T + n * RIDGE * np.eye(n))
    return Z, (np.eye(q) - Z.T @ (small @ Z)) / RIDGE


def partials(
    Z: NDArray[np.float64], inverse: NDArray[Any], T: NDArray[np.float64], own: NDArray[np.int64]
) -> NDArray[np.float64]:
    """(p, q) −P_jt/√(P_jj P_tt), P the inverse of the correlation matrix of regulators and target plus the ridge.

    For each target t of T (n, p) alone with the regulators but the one that it is itself, own (p,), −1 for none; 0 for
    that one. Z, inverse: the regulators as of :func:`inverted`, once for all targets; target and missing regulator are
    the inverse's bordering and its removal of a row (Schur's complement).
    """
    T = _standard(T)
    cross = Z.T @ T / len(Z)
    itself = np.flatnonzero(own >= 0)
    cross[own[itself], itself] = 0.0
    found = inverse @ cross
    diagonal = np.repeat(np.diag(inverse)[:, None], T.shape[1], axis=1)
    for k in itself.tolist():
        row, size = inverse[own[k]], inverse[own[k], own[k]]
        found[:, k] -= row * found[own[k], k] / size
        diagonal[:, k] -= np.square(row) / size
        found[own[k], k] = 0.0
        diagonal[own[k], k] = 1.0
    variance = np.square(T).mean(axis=0) + RIDGE - np.einsum("jk,jk->k", cross, found)
    precision = diagonal + np.square(found) / variance
    partial: NDArray[np.float64] = (found / (variance * np.sqrt(precision / variance))).T
    return partial
