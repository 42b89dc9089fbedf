"""The regulators of a target, strongest change first."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from compute.analyse.effects import RegulatoryEffects, effect_change, regulator_levels, regulatory_effects
from compute.errors import UserError
from compute.study import Study

END_SAMPLES = 5
"""So many samples at each end say which target changes most (:func:`most_changed_target`)."""

ROBUST_PERCENTILE = 5.0
"""The robust change leaves out this share of the samples, in percent, at each end."""


@dataclass(frozen=True)
class RankedRegulator:
    """One row of the ranking; the field names are the columns of the csv file.

    rank: from 1. change: REC (max − min of the regulatory effect over all samples).
    robust_change: the same between the 5th and the 95th percentile. scale_free_change: the robust change of effects of
    the regulator's expression in its standard deviations from its mean, so that its level counts for nothing.
    effect_low, effect_high: mean regulatory effect in the tenth of the samples with the lowest and
    the highest modulator; positive pushes the target up.
    mean_coefficient: mean direct coefficient over all samples. samples_with_edge: samples with a direct edge;
    0 means the regulator acts through one other regulator only.
    """

    rank: int
    regulator: str
    change: float
    robust_change: float
    scale_free_change: float
    effect_low: float
    effect_high: float
    mean_coefficient: float
    samples_with_edge: int


def ends(samples: int) -> tuple[slice, slice]:
    """The tenth of the samples with the lowest and the tenth with the highest modulator, at least one each."""
    tenth = max(1, samples // 10)
    return slice(0, tenth), slice(samples - tenth, samples)


def rank_regulators(
    study: Study, target: str, percentile: float = 0.0, standardised: bool = False, scale_free: bool = False
) -> list[RankedRegulator]:
    """All regulators with a path of length 1 or 2 to ``target``, by regulatory-effect change.

    percentile > 0 orders by the robust change between that percentile and its mirror instead of by max − min
    (ties: by name), scale_free by the scale-free change. standardised: as in :func:`regulatory_effects`. Raises
    :class:`UserError` for an unknown target or a percentile outside 0..50.
    """
    return rank_effects(study, regulatory_effects(study, target, standardised), percentile, scale_free)


def rank_effects(
    study: Study, found: RegulatoryEffects, percentile: float = 0.0, scale_free: bool = False
) -> list[RankedRegulator]:
    """:func:`rank_regulators` from effects that have been computed."""
    change = effect_change(found.effects)
    robust = effect_change(found.effects, percentile or ROBUST_PERCENTILE)
    level = regulator_levels(study, standardised=True, regulators=found.regulators)
    free = effect_change(found.paths * level, percentile or ROBUST_PERCENTILE)
    names = [study.regulators[j] for j in found.regulators]
    by = free if scale_free else robust if percentile else change
    order = sorted(range(len(names)), key=lambda row: (-by[row], names[row]))
    low, high = ends(len(study.samples))
    return [
        RankedRegulator(
            rank=place,
            regulator=names[row],
            change=float(change[row]),
            robust_change=float(robust[row]),
            scale_free_change=float(free[row]),
            effect_low=float(found.effects[row, low].mean()),
            effect_high=float(found.effects[row, high].mean()),
            mean_coefficient=float(found.coefficients[row].mean()),
            samples_with_edge=int(np.count_nonzero(found.coefficients[row])),
        )
        for place, row in enumerate(order, start=1)
    ]


def most_changed_target(study: Study) -> str:
    """The target whose direct regulatory effects differ most between the ends of the modulator.

    [ours]: Σ_j |mean β_jk r_j at the high end − at the low end| over up to :data:`END_SAMPLES` samples at each end, r
    standardised over the cohort so that no gene's unit decides; ties: the study's order. It reads those samples'
    networks only, and so is quick where ranking every target is not. Raises :class:`UserError` where no target has
    an edge there.
    """
    level = regulator_levels(study, standardised=True)
    n = len(study.samples)
    width = max(1, min(END_SAMPLES, n // 2))
    means = [
        sum((study.network(i).multiply(level[:, [i]]).tocsr() for i in part), start=0 * study.network(part.start))
        for part in (range(width), range(n - width, n))
    ]
    change = np.asarray(abs(means[1] - means[0]).sum(axis=0)).ravel()
    if not change.any():
        raise UserError(
            "No target of {study} has an edge at either end of the score; choose one yourself.", study=study.path.name
        )
    return study.targets[int(change.argmax())]
