"""What a user would try instead: one answer per method, coefficients or differences of correlation per sample.

Every method sees the same data, standardised per gene, and answers for the samples asked for: (s, p, q), the larger
in absolute value the surer of the edge. Tuning: the linear models by cross-validation, as documented below;
correlations, LIONESS and SSN have nothing to tune.
"""

from __future__ import annotations

import warnings

import numpy as np
from numpy.typing import NDArray
from sklearn.exceptions import ConvergenceWarning
from sklearn.linear_model import ElasticNetCV, LassoCV

from benchmarks.truth.cohorts import SimulatedCohort

Networks = NDArray[np.float64]
Positions = NDArray[np.int64]

WINDOWS = (0.25, 0.5)
"""Share of the samples in a window; a target's is the one whose cross-validated error is smaller."""
CENTRES = 8


def standardised(values: NDArray[np.float64]) -> NDArray[np.float64]:
    """Columns of mean 0 and variance 1 (divisor n)."""
    centred: NDArray[np.float64] = values - values.mean(axis=0)
    return centred / np.sqrt(np.square(centred).mean(axis=0))


def elastic_net(cohort: SimulatedCohort, at: Positions) -> Networks:
    """One ordinary elastic net per target for all samples: λ and l1 share (0.5, 0.9, 1) by 5-fold cross-validation."""
    R, T = standardised(cohort.regulators), standardised(cohort.targets)
    one = np.array([_fitted(ElasticNetCV(l1_ratio=(0.5, 0.9, 1.0), cv=_folds()), R, t).coef_ for t in T.T])
    return np.broadcast_to(one, (at.size, *one.shape))


def elastic_net_slopes(cohort: SimulatedCohort, at: Positions) -> Networks:
    """The same with every regulator's product with the score as a further column: coefficients linear in the score."""
    R, T, m = standardised(cohort.regulators), standardised(cohort.targets), standardised(cohort.modulator)
    product = R * m[:, None]
    size = product.std(axis=0)
    columns = np.hstack([R, product / size, m[:, None]])
    fits = [_fitted(ElasticNetCV(l1_ratio=(0.5, 0.9, 1.0), cv=_folds()), columns, t).coef_ for t in T.T]
    level, slope = np.array(fits)[:, : R.shape[1]], np.array(fits)[:, R.shape[1] : -1] / size
    return level + m[at, None, None] * slope


def windowed_lasso(cohort: SimulatedCohort, at: Positions) -> Networks:
    """A lasso in each of :data:`CENTRES` sliding windows, λ by 5-fold cross-validation; a sample takes the nearest."""
    n = len(cohort.modulator)
    centres = np.linspace(0, n - 1, CENTRES).astype(int)
    coefficients, error = [], []
    for share in WINDOWS:
        width = round(share * n)
        starts = np.clip(centres - width // 2, 0, n - width)
        found, missed = zip(*(_window(cohort, slice(s, s + width)) for s in starts), strict=True)
        coefficients.append(np.array(found))
        error.append(np.sum(missed, axis=0))
    better = np.argmin(error, axis=0)
    whole = np.where((better == 0)[None, :, None], coefficients[0], coefficients[1])
    nearest = np.abs(cohort.modulator[at, None] - cohort.modulator[None, centres]).argmin(axis=1)
    return whole[nearest]


def _window(cohort: SimulatedCohort, rows: slice) -> tuple[NDArray[np.float64], NDArray[np.float64]]:
    """(p, q) coefficients on the window's standardised scale and (p,) cross-validated errors on the cohort's."""
    R, T = standardised(cohort.regulators[rows]), standardised(cohort.targets[rows])
    fits = [_fitted(LassoCV(cv=_folds()), R, t) for t in T.T]
    share = cohort.targets[rows].var(axis=0) / cohort.targets.var(axis=0)
    return np.array([fit.coef_ for fit in fits]), share * [fit.mse_path_.mean(axis=1).min() for fit in fits]


def _folds() -> object:
    from sklearn.model_selection import KFold

    return KFold(5, shuffle=True, random_state=0)


def _fitted(model: ElasticNetCV | LassoCV, R: NDArray[np.float64], t: NDArray[np.float64]) -> ElasticNetCV | LassoCV:
    with warnings.catch_warnings():
        warnings.simplefilter("ignore", ConvergenceWarning)
        return model.set_params(alphas=30, selection="random", random_state=0, tol=1e-3).fit(R, t)


def correlation(cohort: SimulatedCohort, at: Positions) -> Networks:
    """Pearson correlation over all samples."""
    one = standardised(cohort.targets).T @ standardised(cohort.regulators) / len(cohort.modulator)
    return np.broadcast_to(one, (at.size, *one.shape))


def lioness(cohort: SimulatedCohort, at: Positions) -> Networks:
    """LIONESS on correlations: n (e_all − e_without) + e_without. Source: Kuijjer et al. 2019, equation 2."""
    n = len(cohort.modulator)
    whole = correlation(cohort, at)
    without = correlation_without(cohort.targets, cohort.regulators, at)
    return n * (whole - without) + without


def lioness_nearby(cohort: SimulatedCohort, at: Positions) -> Networks:
    """LIONESS networks averaged over the nearest quarter of the samples along the score, as groups are compared."""
    n = len(cohort.modulator)
    every = lioness(cohort, np.arange(n))
    gap = np.abs(cohort.modulator[at, None] - cohort.modulator[None])
    return np.array([every[np.argsort(row, kind="stable")[: n // 4]].mean(axis=0) for row in gap])


def single_sample_network(cohort: SimulatedCohort, at: Positions) -> Networks:
    """SSN: the change of the correlation that one sample makes, over its standard error; all others are the reference.

    Source: Liu et al. 2016, z = ΔPCC / ((1 − PCC²)/(n − 1)), n the number of reference samples.
    """
    without = correlation_without(cohort.targets, cohort.regulators, at)
    spread = (1 - np.square(without)) / (len(cohort.modulator) - 2)
    return (correlation(cohort, at) - without) / spread


def correlation_without(
    targets: NDArray[np.float64], regulators: NDArray[np.float64], at: Positions
) -> NDArray[np.float64]:
    """(s, p, q) Pearson correlations of all samples but one, for each one asked for, from sums less one term."""
    T, R = standardised(targets), standardised(regulators)
    n = len(T)
    t, r = T[at] / (n - 1), R[at] / (n - 1)  # minus the means of the others
    products = (n * (T.T @ R / n) - np.einsum("sk,sj->skj", T[at], R[at])) / (n - 1)
    covariance = products - np.einsum("sk,sj->skj", t, r)
    t_var = (n - np.square(T[at])) / (n - 1) - np.square(t)
    r_var = (n - np.square(R[at])) / (n - 1) - np.square(r)
    return covariance / np.sqrt(t_var[:, :, None] * r_var[:, None, :])
