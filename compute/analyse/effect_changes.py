"""Regulatory effects of every regulator on every target of a study, and the strongest changes of each target."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from compute.analyse.effects import effect_change, regulator_levels
from compute.analyse.ranking import ROBUST_PERCENTILE, ends
from compute.analyse.sweep import edge_pieces, regulator_networks, regulators_among_targets
from compute.errors import UserError
from compute.study import Study

EFFECT_BYTES = 1 << 28
"""Room for the effects of the targets that are worked on together (float32; the ranking takes as much again)."""


@dataclass(frozen=True)
class TargetEffects:
    """Regulatory effects on consecutive targets, in every sample.

    targets: positions in ``Study.targets``. effects: (n, q, targets) float32, RE_jkα as in
    :func:`regulatory_effects`, zero where there is no path. mean_coefficient: (q, targets) float64, of the direct
    edge over all samples. activating, repressing: (q, targets) int32, samples whose direct edge has that sign.
    """

    targets: range
    effects: NDArray[np.float32]
    mean_coefficient: NDArray[np.float64]
    activating: NDArray[np.int32]
    repressing: NDArray[np.int32]


@dataclass(frozen=True)
class EffectChanges:
    """The strongest regulatory-effect changes of a study; one entry per (target, regulator), by target, then rank.

    target, regulator: positions in ``Study.targets`` and ``Study.regulators``. rank: from 1 for each target.
    change, robust_change, effect_low, effect_high, mean_coefficient: as in :class:`RankedRegulator`, from effects in
    single precision. samples_activating, samples_repressing: samples whose direct edge has that sign; both 0 where
    the regulator acts through another one only.
    """

    target: NDArray[np.int64]
    regulator: NDArray[np.int64]
    rank: NDArray[np.int64]
    change: NDArray[np.float64]
    robust_change: NDArray[np.float64]
    effect_low: NDArray[np.float64]
    effect_high: NDArray[np.float64]
    mean_coefficient: NDArray[np.float64]
    samples_activating: NDArray[np.int64]
    samples_repressing: NDArray[np.int64]


def study_effects(study: Study, standardised: bool = False) -> Iterator[TargetEffects]:
    """RE_jkα of all regulators, targets and samples, some targets at a time.

    The same definition as :func:`regulatory_effects`; the sums over paths are sparse products in single precision.
    Memory: about 0.3 GB for a piece, and the coefficients among the regulators (:func:`regulator_networks`).
    """
    n, q, p = len(study.samples), len(study.regulators), len(study.targets)
    among = regulator_networks(study)
    own = regulators_among_targets(study)
    level = regulator_levels(study, standardised).astype(np.float32)
    width = max(1, min(p, EFFECT_BYTES // (4 * n * q)))
    for start in range(0, p, width):
        targets = range(start, min(start + width, p))
        effects = np.zeros((n, q, len(targets)), np.float32)
        total = np.zeros((q, len(targets)))
        activating, repressing = np.zeros((2, q, len(targets)), np.int32)
        for piece in edge_pieces(study, targets):
            at = piece.regulator, piece.target - start  # each edge occurs once in a piece, so += is safe
            total[at] += piece.coefficients.sum(axis=1, dtype=np.float64)
            activating[at] += (piece.coefficients > 0).sum(axis=1, dtype=np.int32)
            repressing[at] += (piece.coefficients < 0).sum(axis=1, dtype=np.int32)
            for place, sample in enumerate(piece.samples):
                effects[sample][at] = piece.coefficients[:, place]
        itself = np.flatnonzero(own[start : targets.stop] >= 0)
        for sample, direct in enumerate(effects):
            direct += among[sample] @ direct
            direct[own[start + itself], itself] = 0  # a path does not come back to its start
            direct *= level[:, sample, None]
        yield TargetEffects(targets, effects, total / n, activating, repressing)


def strongest_changes(
    study: Study, top: int = 10, percentile: float = 0.0, standardised: bool = False
) -> EffectChanges:
    """The ``top`` regulators of every target by regulatory-effect change (REC_jk, Shimamura et al. 2011).

    percentile > 0 ranks by the robust change between that percentile and its mirror, as :func:`rank_regulators` does
    (ties: by name); standardised: as in :func:`regulatory_effects`. A regulator whose effect is the same in all
    samples is left out. Raises :class:`UserError` for a percentile outside 0..50 or a ``top`` below 1.
    """
    if top < 1:
        raise UserError("At least one regulator per target is needed, not {top}.", top=top)
    effect_change(np.zeros((1, 1)), percentile)  # refuses before the work what it would refuse after
    by_name = np.array(sorted(range(len(study.regulators)), key=study.regulators.__getitem__), np.int64)
    found = [_strongest(piece, top, percentile, by_name) for piece in study_effects(study, standardised)]
    return EffectChanges(*(np.concatenate(columns) for columns in zip(*found, strict=True)))


def _strongest(
    piece: TargetEffects, top: int, percentile: float, by_name: NDArray[np.int64]
) -> tuple[NDArray[np.int64] | NDArray[np.float64], ...]:
    n, q, width = piece.effects.shape
    by_pair = piece.effects.reshape(n, q * width).T
    ranked_by = _change(by_pair, percentile).reshape(q, width)
    order = by_name[np.argsort(-ranked_by[by_name], axis=0, kind="stable")[:top]].T
    target = np.repeat(np.arange(width), order.shape[1])
    rank = np.tile(np.arange(1, order.shape[1] + 1), width)
    regulator = order.ravel()
    kept = ranked_by[regulator, target] > 0
    target, rank, regulator = target[kept], rank[kept], regulator[kept]
    effects = by_pair[regulator * width + target].astype(np.float64)
    low, high = ends(n)
    return (
        piece.targets.start + target,
        regulator,
        rank,
        effect_change(effects),
        effect_change(effects, percentile or ROBUST_PERCENTILE),
        effects[:, low].mean(axis=1),
        effects[:, high].mean(axis=1),
        piece.mean_coefficient[regulator, target],
        piece.activating[regulator, target].astype(np.int64),
        piece.repressing[regulator, target].astype(np.int64),
    )


def _change(by_pair: NDArray[np.float32], percentile: float) -> NDArray[np.float64]:
    """:func:`effect_change` in pieces: percentiles copy what they are given, in double precision."""
    pairs = 1 << 14
    parts = [effect_change(by_pair[start : start + pairs], percentile) for start in range(0, len(by_pair), pairs)]
    return np.concatenate(parts)
