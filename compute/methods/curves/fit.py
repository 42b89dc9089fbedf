"""Levels and slopes of one target's regulators, penalty and ridge by cross-validation.

    t = trend(x) + Σ_j (a_j + d_j x) r_j + ε        penalty λ Σ_j (|a_j| + √2 |d_j|) + (ρ n/2) Σ_j (a_j² + d_j²)

x: the score in its standard deviations; trend: a cubic, unpenalised, and with it the covariates. [ours]
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from compute.methods.columns import CLIP, basis_of, drawn_in, without
from compute.methods.compiled import compiled
from compute.methods.curves.descent import descend
from compute.methods.curves.select import Columns

SLOPE_PENALTY = float(np.sqrt(2.0))
"""A slope's penalty as a multiple of a level's."""
PENALTIES = np.geomspace(1.0, 0.02, 30)
"""Along a path, as shares of the start."""
MOST = 0.5
"""A path ends where it has let in this share of the samples."""
RIDGES = (0.03, 0.1, 0.3, 1.0, 3.0, 10.0)
"""Candidates, as shares of the number of samples."""
FOLDS = 3
TRIED = 60
"""Targets at most by which the ridge is chosen."""


@compiled
def follow_path(
    gram: NDArray[np.float64],
    cross: NDArray[np.float64],
    weight: NDArray[np.float64],
    ridge: float,
    penalties: NDArray[np.float64],
    most: int,
    out: NDArray[np.float64],
) -> None:
    """Fill out (steps, m) with the coefficients along the path; the last ones again where ``most`` are in.

    gram (m, m), cross (m,). weight (m,): each feature's multiple of the penalty, ∞ where it may not enter.
    """
    m = cross.size
    b = np.zeros(m)
    gradient = cross.copy()
    start = 0.0
    for j in range(m):
        start = max(start, abs(cross[j]) / weight[j])
    ridges = np.full(m, ridge)
    order = np.zeros(m, np.int64)
    entered = np.zeros(m, np.bool_)
    size = 0
    for step in range(penalties.size):
        penalty = penalties[step] * start * weight
        size = descend(gram, penalty, ridges, 1e-5 * start, b, gradient, order, entered, size)
        out[step] = b
        if np.count_nonzero(b) >= most:
            for rest in range(step + 1, penalties.size):
                out[rest] = b
            return


@dataclass(frozen=True)
class Scale:
    """How columns (c,) were brought to scale: mean and standard deviation, clipped beyond ``CLIP`` of them."""

    mean: NDArray[np.float64]
    spread: NDArray[np.float64]

    @classmethod
    def of(cls, values: NDArray[np.float64]) -> Scale:
        spread = values.std(axis=0)
        return cls(values.mean(axis=0), np.where(spread > 0, spread, 1.0))

    def __call__(self, values: NDArray[np.float64]) -> NDArray[np.float64]:
        return np.clip((values - self.mean) / self.spread, -CLIP, CLIP)


@dataclass(frozen=True)
class Fit:
    """Coefficients of every target, in the target's standard deviations per regulator's.

    level, slope (p, q): effect at the mean score, and what one standard deviation of the score adds to it. trend
    (d, p): of constant, score, its square and cube, covariates.
    """

    regulators: Scale
    targets: Scale
    score: Scale
    level: NDArray[np.float64]
    slope: NDArray[np.float64]
    trend: NDArray[np.float64]

    def predicted(self, columns: Columns) -> NDArray[np.float64]:
        """(n, p) the targets of these samples from their regulators, score and covariates, on the scale given."""
        R, x = self.regulators(columns.regulators), self.score(columns.score[:, None])
        T = R @ self.level.T + (R * x) @ self.slope.T + _trend(x, columns.covariates) @ self.trend
        return T * self.targets.spread + self.targets.mean


def _trend(x: NDArray[np.float64], covariates: NDArray[np.float64]) -> NDArray[np.float64]:
    return np.column_stack([np.ones(len(x)), x, x**2, x**3, covariates])


def choose_ridge(columns: Columns, seed: int) -> float:
    """The largest ridge, as a share of n, that predicts held-out samples as well as the best one.

    As well: by less than one standard error, over the targets, of the difference (Breiman et al. 1984's rule).
    """
    rng = np.random.default_rng(seed)
    p = columns.targets.shape[1]
    tried = np.sort(rng.choice(p, min(p, TRIED), replace=False))
    basis = basis_of(columns.covariates)
    R = without(drawn_in(columns.regulators), basis)
    T = without(drawn_in(columns.targets[:, tried]), basis)
    weight = _weights(columns.excluded[tried], R.shape[1])
    fold = rng.permutation(len(R)) % FOLDS
    explained = np.array([_cross_validated(R, T, weight, ridge, fold)[0].max(axis=1) for ridge in RIDGES])
    best = explained.mean(axis=1).argmax()
    behind = explained[best] - explained
    error = behind.std(axis=1) / np.sqrt(max(1, tried.size - 1))
    return RIDGES[int(np.flatnonzero(behind.mean(axis=1) <= error)[-1])]


def fit(columns: Columns, ridge: float, seed: int) -> Fit:
    """Fit every target; its penalty by cross-validation in :data:`FOLDS` folds."""
    to_r, to_t, to_x = (Scale.of(v) for v in (columns.regulators, columns.targets, columns.score[:, None]))
    R, T, x = to_r(columns.regulators), to_t(columns.targets), to_x(columns.score[:, None])
    basis = basis_of(_trend(x, columns.covariates)[:, 1:])
    features, q = np.hstack([R, R * x]), R.shape[1]
    clean = features - basis @ (basis.T @ features)
    left = T - basis @ (basis.T @ T)
    weight = np.hstack([_weights(columns.excluded, q), SLOPE_PENALTY * _weights(columns.excluded, q)])
    fold = np.random.default_rng(seed).permutation(len(R)) % FOLDS
    explained, scale = _cross_validated(clean, left, weight, ridge, fold)
    step = explained.argmax(axis=1)
    coefficients = np.zeros((T.shape[1], 2 * q))
    gram, cross = clean.T @ clean, np.ascontiguousarray(left.T @ clean)
    path = np.zeros((PENALTIES.size, 2 * q))
    for k in range(T.shape[1]):
        follow_path(gram, cross[k], weight[k], ridge * len(R), PENALTIES, _most(len(R)), path)
        coefficients[k] = scale[k, step[k]] * path[step[k]]
    level, slope = coefficients[:, :q], coefficients[:, q:]
    rest = T - features @ coefficients.T
    trend: NDArray[np.float64] = np.linalg.lstsq(_trend(x, columns.covariates), rest, rcond=None)[0].astype(np.float64)
    return Fit(to_r, to_t, to_x, level, slope, trend)


def _weights(excluded: NDArray[np.int64], q: int) -> NDArray[np.float64]:
    weight = np.ones((excluded.size, q))
    itself = np.flatnonzero(excluded >= 0)
    weight[itself, excluded[itself]] = np.inf
    return weight


def _most(samples: int) -> int:
    return max(1, round(MOST * samples))


def _cross_validated(
    features: NDArray[np.float64],
    targets: NDArray[np.float64],
    weight: NDArray[np.float64],
    ridge: float,
    fold: NDArray[np.int64],
) -> tuple[NDArray[np.float64], NDArray[np.float64]]:
    """(p, steps) share of each target's variance that the other folds' coefficients explain, and at which scale.

    A ridge shrinks coefficients all alike where regulators are alike; one factor per target makes up for it.
    """
    whole_gram, whole_cross = features.T @ features, targets.T @ features
    fits = np.zeros((targets.shape[1], PENALTIES.size))
    square = np.zeros_like(fits)
    path = np.zeros((PENALTIES.size, features.shape[1]))
    for number in range(FOLDS):
        held = fold == number
        gram, cross = features[held].T @ features[held], targets[held].T @ features[held]
        train = np.ascontiguousarray(whole_gram - gram), np.ascontiguousarray(whole_cross - cross)
        rows = int((~held).sum())
        for k in range(targets.shape[1]):
            follow_path(train[0], train[1][k], weight[k], ridge * rows, PENALTIES, _most(rows), path)
            used = np.flatnonzero(path.any(axis=0))
            fits[k] += path[:, used] @ cross[k, used]
            square[k] += np.einsum("si,ij,sj->s", path[:, used], gram[np.ix_(used, used)], path[:, used])
    total = np.square(targets).sum(axis=0)
    scale: NDArray[np.float64] = np.maximum(fits, 0.0) / np.where(square > 0, square, 1.0)
    return scale * fits / np.where(total > 0, total, 1.0)[:, None], scale
