"""Regulatory effects and their change along the modulator."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from compute.errors import UserError
from compute.study import Study


@dataclass(frozen=True)
class RegulatoryEffects:
    """What every regulator does to one target, sample by sample.

    regulators: (r,) positions in ``Study.regulators``, ascending: those with a path of length 1 or 2 to the target.
    coefficients: (r, n) float64, β_jk of the direct edge, 0 where a sample lacks it.
    paths: (r, n) float64, β_jk + Σ_l β_jl β_lk, which ``effects`` multiply by the regulator's expression.
    effects: (r, n) float64, RE_jkα: positive pushes the target up in that sample. Samples ascend in the modulator.
    """

    target: str
    regulators: NDArray[np.int64]
    coefficients: NDArray[np.float64]
    paths: NDArray[np.float64]
    effects: NDArray[np.float64]


def regulatory_effects(study: Study, target: str, standardised: bool = False) -> RegulatoryEffects:
    """Sum over the directed paths j → k and j → l → k of the product of coefficients, times r_αj.

    RE_jkα = (β_jk + Σ_l β_jl β_lk) r_αj of Shimamura et al. 2011. A path does not come back to its start, so the target
    is never its own regulator. r_αj is the regulator's expression on the scale of the study's table. With
    ``standardised`` (our variant) it is standardised over the cohort first (mean 0, variance 1, divisor n): the effect
    then does not depend on a gene's unit or offset, but a regulator that is off in all but a few samples gains weight.

    Raises :class:`UserError` where the study has no such target.
    """
    direct = study.target_coefficients(target)
    own = np.zeros((len(study.regulators), len(study.samples)))
    own[direct.indices] = direct.coefficients
    paths = own.copy()
    targets = set(study.targets)
    for via, coefficients in zip(direct.indices, direct.coefficients, strict=True):
        if study.regulators[via] in targets:
            upstream = study.target_coefficients(study.regulators[via])
            paths[upstream.indices] += upstream.coefficients.astype(np.float64) * coefficients
    if target in study.regulators:
        paths[study.regulator_index(target)] = 0
    found = np.flatnonzero(paths.any(axis=1) | own.any(axis=1))
    level = regulator_levels(study, standardised, found)
    return RegulatoryEffects(target, found, own[found], paths[found], paths[found] * level)


def effect_change(effects: NDArray[np.float32] | NDArray[np.float64], percentile: float = 0.0) -> NDArray[np.float64]:
    """REC_jk = max_α RE_jkα − min_α RE_jkα, (r, n) → (r,); Shimamura et al. 2011.

    With ``percentile`` p > 0 the robust variant: the distance between the p-th and the (100 − p)-th percentile.
    Raises :class:`UserError` unless 0 ≤ p < 50.
    """
    if not 0 <= percentile < 50:
        raise UserError(
            "The percentile must be at least 0 (max − min) and below 50, not {percentile:g}.",
            percentile=percentile,
        )
    if percentile == 0:
        low, high = effects.min(axis=1), effects.max(axis=1)
    else:
        low, high = np.percentile(effects, [percentile, 100 - percentile], axis=1)
    change: NDArray[np.float64] = np.asarray(high, dtype=np.float64) - low
    return change


def regulator_levels(
    study: Study, standardised: bool = False, regulators: NDArray[np.int64] | None = None
) -> NDArray[np.float64]:
    """(r, n) expression r_αj of regulators (default: of all) on the scale of the study's table.

    standardised: over the cohort (mean 0, variance 1, divisor n); a regulator that never varies is 0 throughout.
    """
    chosen = study.regulators if regulators is None else [study.regulators[j] for j in regulators]
    level = study.expressions(chosen).astype(np.float64)
    if not standardised:
        return level
    level -= level.mean(axis=1, keepdims=True)
    spread = level.std(axis=1, keepdims=True)
    standard: NDArray[np.float64] = level / np.where(spread > 0, spread, 1.0)
    return standard
