"""Rankings of regulators from one network for all samples: what ours must be better than on real data."""

from __future__ import annotations

import warnings

import numpy as np
from numpy.typing import NDArray
from sklearn.ensemble import RandomForestRegressor
from sklearn.exceptions import ConvergenceWarning
from sklearn.linear_model import ElasticNet, ElasticNetCV

TREES = 300


def bootstrapped_elastic_net(
    R: NDArray[np.float64], t: NDArray[np.float64], resamples: int, seeds: int
) -> list[tuple[NDArray[np.float64], NDArray[np.float64]]]:
    """Per seed: mean |coefficient| and share of resamples with the edge, (q,) each, over bootstrapped samples.

    R: (n, q), t: (n,), standardised. λ and l1 share (0.5, 0.9) by 5-fold cross-validation on the whole sample.
    """
    out = []
    with warnings.catch_warnings():
        warnings.simplefilter("ignore", ConvergenceWarning)
        whole = ElasticNetCV(l1_ratio=(0.5, 0.9), alphas=30, cv=5, tol=1e-3).fit(R, t)
        model = ElasticNet(alpha=whole.alpha_, l1_ratio=whole.l1_ratio_, tol=1e-3)
        for seed in range(seeds):
            rng = np.random.default_rng(seed)
            draws = [rng.integers(0, len(t), len(t)) for _ in range(resamples)]
            found = np.array([model.fit(R[rows], t[rows]).coef_.copy() for rows in draws])
            out.append((np.abs(found).mean(axis=0), (found != 0).mean(axis=0)))
    return out


def random_forest(R: NDArray[np.float64], t: NDArray[np.float64], seed: int) -> NDArray[np.float64]:
    """(q,) importances of a random forest, √q regulators per split, as in GENIE3 (Huynh-Thu et al. 2010)."""
    forest = RandomForestRegressor(TREES, max_features="sqrt", random_state=seed, n_jobs=1)
    importance: NDArray[np.float64] = forest.fit(R, t).feature_importances_
    return importance


def correlation(R: NDArray[np.float64], t: NDArray[np.float64]) -> NDArray[np.float64]:
    """(q,) |Pearson correlation|, R and t standardised."""
    strength: NDArray[np.float64] = np.abs(R.T @ t) / len(t)
    return strength
