"""Two conditions: which genes of a case do not follow the course that the control's model predicts. [paper Y08]"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray
from scipy.stats import chi2, false_discovery_control

from compute.methods.state_space.model import Floats, Parameters, states_of
from compute.methods.state_space.series import series_of


@dataclass(frozen=True)
class Departure:
    """Of each gene (p,): the statistic T, the values it sums over, mean z (shift), p of χ², q over all genes."""

    statistic: Floats
    values: NDArray[np.int64]
    shift: Floats
    p: Floats
    q: Floats


def departures(case: Floats, control: Parameters) -> Departure:
    """T_i = Σ z_in² over the values of a gene, z_in = (y_in - h_i'x_{n|n-1}) / (h_i'V_{n|n-1}h_i + R_ii)^{1/2}.

    case: (M, N, p) less the control's means, NaN where nothing is observed. The control's filter runs over the case, so
    that z are standard normal and independent along time where the case is as the control. Parameters count as known:
    with few samples of the control p are somewhat too small.
    """
    series = series_of(case)
    states = states_of(series, control)
    predicted = states.ahead @ control.loading.T + control.level
    spread = np.einsum("pa,unab,pb->unp", control.loading, states.ahead_spread, control.loading) + control.noise
    z = (case - predicted) / np.sqrt(spread[series.pattern])
    there = np.isfinite(case)
    statistic = np.square(np.where(there, z, 0.0)).sum(axis=(0, 1))
    values = there.sum(axis=(0, 1))
    p = np.where(values > 0, chi2.sf(statistic, np.maximum(values, 1)), 1.0)
    shift = np.where(there, z, 0.0).sum(axis=(0, 1)) / np.maximum(values, 1)
    return Departure(statistic, values, shift, p, np.asarray(false_discovery_control(p)))
