"""Is what is said with confidence true: edges by the program's own confidence, against what was planted."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from benchmarks.finding.ways import Way
from benchmarks.truth.cohorts import THRESHOLD, SimulatedCohort
from compute.confidence import calibrate, design_of, shares_of
from compute.methods.curves.select import Columns

PAIRS, PARTS = 3, 12
NOMINAL = 0.1
"""Share of the edges named that are expected not to be found again."""


def columns_of(cohort: SimulatedCohort) -> Columns:
    """The cohort as confidence takes it; groups that are given are covariates."""
    groups, n = cohort.groups, len(cohort.modulator)
    covariates = np.zeros((n, 0)) if groups is None else (groups[:, None] == np.unique(groups)[1:]).astype(float)
    own = np.full(cohort.targets.shape[1], -1)
    return Columns(cohort.regulators, cohort.targets, own, cohort.modulator, covariates)


def false_among_sure(way: Way, cohort: SimulatedCohort, seed: int) -> dict[str, float]:
    """As many of the surest edges as are said to be found again but for :data:`NOMINAL` of them: the share of these
    that are not there in any sample (false_share_at_10), and how many there are per target (sure_per_target).

    Halves are made of whole groups where these are given.
    """
    columns = columns_of(cohort)
    way = way.settle(columns)
    design = design_of(len(cohort.modulator), PAIRS, PARTS, seed, cohort.groups)
    selected = [[way.select(columns, rows) for rows in parts] for parts in design.parts]
    halves = [shares_of(parts)[0] for parts in selected]
    whole = shares_of(part for parts in selected for part in parts)[0]
    confidence = calibrate(zip(halves[::2], halves[1::2], strict=True), PARTS).of_cohort(whole)
    order = np.argsort(-confidence, kind="stable")
    expected: NDArray[np.float64] = np.cumsum(1 - confidence[order]) / (np.arange(order.size) + 1)
    named = whole.edge[order[expected <= NOMINAL]]
    there = (np.abs(cohort.truth) > THRESHOLD).any(axis=0).ravel()
    return {
        "false_share_at_10": float((~there[named]).mean()) if named.size else float("nan"),
        "sure_per_target": named.size / cohort.targets.shape[1],
    }
