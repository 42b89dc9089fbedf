"""Two conditions: which genes of a case do not follow the course that the control's model predicts. [paper Y08]"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from compute.methods.state_space.dimension import folds
from compute.methods.state_space.em import fitted
from compute.methods.state_space.model import Floats, Parameters, states_of
from compute.methods.state_space.rules import Rules
from compute.methods.state_space.series import series_of

LOOPS = 200
"""Of EM without the courses that are left out, from the model of all."""


@dataclass(frozen=True)
class Departure:
    """Of each gene (p,): the statistic T, the values it sums over, mean z (shift), p of χ², q over all genes."""

    statistic: Floats
    values: NDArray[np.int64]
    shift: Floats
    p: Floats
    q: Floats


def departures(case: Floats, control: Parameters, inflation: float = 1.0) -> Departure:
    """T_i = Σ z_in² over the values of a gene, z_in = (y_in - h_i'x_{n|n-1}) / (h_i'V_{n|n-1}h_i + R_ii)^{1/2}.

    case: (M, N, p) less the control's means, NaN where nothing is observed. The control's filter runs over the case, so
    that z are standard normal and independent along time where the case is as the control, and the control's parameters
    known. They are estimated: z² of another control is larger on average by the ``inflation`` (:func:`inflation`), by
    which T is divided. [the division: ours]
    """
    from scipy.stats import chi2, false_discovery_control  # slow to import, and the dashboard's start needs none of it

    series = series_of(case)
    states = states_of(series, control)
    predicted = states.ahead @ control.loading.T + control.level
    spread = np.einsum("pa,unab,pb->unp", control.loading, states.ahead_spread, control.loading) + control.noise
    z = (case - predicted) / np.sqrt(spread[series.pattern])
    there = np.isfinite(case)
    statistic = np.square(np.where(there, z, 0.0)).sum(axis=(0, 1))
    values = there.sum(axis=(0, 1))
    p = np.where(values > 0, chi2.sf(statistic / inflation, np.maximum(values, 1)), 1.0)
    shift = np.where(there, z, 0.0).sum(axis=(0, 1)) / np.maximum(values, 1)
    return Departure(statistic, values, shift, p, np.asarray(false_discovery_control(p)))


def inflation(control: Floats, model: Parameters, rules: Rules) -> float:
    """Mean z² that courses of another control would have, at least 1; 1 of a single course, which cannot tell.

    control: (M, N, p), NaN where nothing is observed. Courses in turn are left out, and the model is fitted to the
    others, from itself on. What it has beyond 1 there falls as courses are added: it counts by their share. [ours]
    """
    if len(control) < 2:
        return 1.0
    statistic, values, share = 0.0, 0, 0.0
    for fold in folds(control):
        mean = np.nanmean(fold.train, axis=(0, 1))
        without = fitted(series_of(fold.train - mean), model, rules, LOOPS).parameters
        found = departures(fold.test - mean, without)
        here = int(found.values.sum())
        statistic, values = statistic + float(found.statistic.sum()), values + here
        share += here * len(fold.train) / len(control)
    if not values:
        return 1.0
    return max(1.0, 1 + (statistic / values - 1) * share / values)
