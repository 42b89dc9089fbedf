"""Edge contributions: what one edge adds to its target in one sample."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from compute.analyse.effects import regulator_levels
from compute.errors import UserError
from compute.study import StoredArray, Study


@dataclass(frozen=True)
class SampleContributions:
    """All edges of one sample by the size of their contribution; one entry per edge.

    regulator, target: positions in ``Study.regulators`` and ``Study.targets``. coefficient: float32 β_jkα.
    level: float64 r_αj. contribution: float64 β_jkα r_αj; positive pushes the target up.
    """

    sample: str
    regulator: NDArray[np.int64]
    target: NDArray[np.int64]
    coefficient: NDArray[np.float32]
    level: NDArray[np.float64]
    contribution: NDArray[np.float64]


@dataclass(frozen=True)
class EdgeContributions:
    """One edge along all samples, ascending in the modulator; (n,) each, coefficient 0 where a sample lacks it."""

    regulator: str
    target: str
    coefficient: NDArray[np.float32]
    level: NDArray[np.float64]
    contribution: NDArray[np.float64]


def sample_contributions(study: Study, sample: str, standardised: bool = False) -> SampleContributions:
    """β_jkα r_αj of every edge of one sample, largest size first (ties in the study's order).

    [ours], after the edge contribution value of Tanaka et al. 2020; equals the part of the regulatory effect that
    takes no detour; of a study that holds contributions it is what is there. r_αj is on the scale of the study's
    table, or standardised over the cohort as in :func:`regulatory_effects`. Of one network for all samples the
    contribution is what the study keeps of the edge in this sample, m(r_αj), in standard deviations of the target, and
    ``coefficient`` is the strength of the edge. Raises :class:`UserError` where the study has no such sample, or does
    not say what its edges add.
    """
    number = study.sample_index(sample)
    if study.per_sample:
        matrix = study.network(number).tocoo()
        regulator, target = (ends.astype(np.int64) for ends in matrix.coords)
        coefficient = matrix.data
        level = regulator_levels(study, standardised)[regulator, number]
        contribution = coefficient * level if "coefficients" in study.provides else coefficient.astype(np.float64)
    else:
        table = study.edge_table
        regulator, target = table.regulator.astype(np.int64), table.target.astype(np.int64)
        coefficient = table.columns[study.info.method.edge.strength]
        level = regulator_levels(study, standardised)[regulator, number]
        contribution = _kept(study)[:, number].astype(np.float64)
    order = np.lexsort((target, regulator, -np.abs(contribution)))
    return SampleContributions(
        sample, regulator[order], target[order], coefficient[order], level[order], contribution[order]
    )


def edge_contributions(study: Study, regulator: str, target: str, standardised: bool = False) -> EdgeContributions:
    """β_jkα r_αj of one edge in every sample, as :func:`sample_contributions`.

    Raises :class:`UserError` where the regulator or the target is not in the study, or it does not say what edges add.
    """
    j, k = study.regulator_index(regulator), study.target_index(target)
    level = regulator_levels(study, standardised, np.array([j]))[0]
    if study.per_sample:
        coefficient = study.edge(regulator, target)
        adds = coefficient * level if "coefficients" in study.provides else coefficient.astype(np.float64)
        return EdgeContributions(regulator, target, coefficient, level, adds)
    table, kept = study.edge_table, _kept(study)
    row = np.flatnonzero((table.regulator == j) & (table.target == k))
    strength = table.columns[study.info.method.edge.strength][row].sum(dtype=np.float32)
    contribution = kept[row].sum(axis=0, dtype=np.float64)
    return EdgeContributions(regulator, target, np.full(level.size, strength, np.float32), level, contribution)


def _kept(study: Study) -> StoredArray:
    """(e, n) what the edges of the one network add; :class:`UserError` where its method does not say."""
    kept = study.edge_contributions
    if kept is None:
        raise UserError(
            "{study} has no contributions of its edges in each sample; make it with `contributions`.", study=study.title
        )
    return kept
