"""What the samples themselves say of an edge of courses: its target, with all but that regulator taken out."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from compute.methods.columns import basis_of, drawn_in
from compute.methods.covariates import basis_of_study
from compute.study import Study

FEWEST = 30
NEAR = 0.05
"""Samples count as near a score within this share of the scores' range, or where they are among the FEWEST nearest."""


@dataclass(frozen=True, eq=False)
class PartialResiduals:
    """Samples near a score, (m,) each. samples: positions. regulator: its level, in standard deviations of the cohort.

    target: what is left of the target in its standard deviations, once the other regulators' courses and the trend are
    taken out, with what the regulator contributes at that very score. Through 0 with the slope of the course lies what
    the course says of them.
    """

    samples: NDArray[np.int64]
    regulator: NDArray[np.float64]
    target: NDArray[np.float64]


def partial_residuals(study: Study, regulator: str, target: str, score: float) -> PartialResiduals:
    """The samples near a score. :class:`UserError` for names that are not in the study, and for one without courses.

    Source: component-plus-residual plots (Cook 1993, Technometrics 35, 351), with varying coefficients.
    """
    courses = study.known_courses()
    j, k = study.regulator_index(regulator), study.target_index(target)
    edges = np.arange(*courses.arrays["target_ptr"][k : k + 2])
    others = courses.arrays["regulator"][edges].astype(np.int64)
    functions = courses.functions(study.modulator)
    levels = _standard(study, [study.regulators[other] for other in others])
    course = courses.arrays["course"][edges].astype(np.float64)
    rest = _standard(study, [target])[:, 0] - np.einsum("ne,nf,ef->n", levels, functions, course, optimize=True)
    taken_out = basis_of(np.column_stack([basis_of_study(study), functions]))
    rest -= taken_out @ (taken_out.T @ rest)
    own = np.flatnonzero(others == j)
    slope = float(courses.functions(np.array([score]))[0] @ course[own[0]]) if own.size else 0.0
    level = _standard(study, [regulator])[:, 0]
    distance = np.abs(study.modulator - score)
    reach = max(NEAR * float(np.ptp(study.modulator)), float(np.sort(distance)[:FEWEST][-1]))
    near = np.flatnonzero(distance <= reach)
    return PartialResiduals(near, level[near], rest[near] + slope * level[near])


def _standard(study: Study, genes: list[str]) -> NDArray[np.float64]:
    """(n, genes) as the regression takes them."""
    return drawn_in(study.expressions(genes).astype(np.float64).T)
