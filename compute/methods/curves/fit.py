"""Levels and slopes of one target's regulators, penalty and ridge by cross-validation.

    t = trend(x) + Σ_j (a_j + d_j x) r_j + ε        penalty λ Σ_j (|a_j| + √2 |d_j|) + (ρ n/2) Σ_j (a_j² + d_j²)

x: the score in its standard deviations; trend: a cubic, unpenalised, and with it the covariates. [ours]
"""

from __future__ import annotations

from dataclasses import dataclass, replace

import numpy as np
from numpy.typing import NDArray
from scipy.linalg.lapack import dpotrf, dpotri

from compute.methods.columns import basis_of, drawn_in, without
from compute.methods.compiled import compiled
from compute.methods.curves.basis import powers
from compute.methods.curves.descent import descend
from compute.methods.curves.frame import Frame, TargetFit, frame_of
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
WIDER = 2.2
"""[ours] A course's uncertainty as a multiple of that of a ridge regression on the regulators that were chosen, which
neither knows that they were chosen nor that a ridge pulls coefficients towards each other; by planted edges, so that
nine in ten of their coefficients lie in their 90 % band (docs/evaluation.md)."""


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
    inner = np.empty((m, m))
    size = 0
    for step in range(penalties.size):
        penalty = penalties[step] * start * weight
        size = descend(gram, penalty, ridges, 1e-5 * start, b, gradient, order, entered, inner, size)
        out[step] = b
        if np.count_nonzero(b) >= most:
            for rest in range(step + 1, penalties.size):
                out[rest] = b
            return


@dataclass(frozen=True)
class Folds:
    """Samples in :data:`FOLDS` parts: features (n_f, m), rows (n_f,) of each, and the Gram matrix of all others."""

    features: tuple[NDArray[np.float64], ...]
    rows: tuple[NDArray[np.int64], ...]
    grams: tuple[NDArray[np.float64], ...]

    @classmethod
    def of(cls, features: NDArray[np.float64], seed: int) -> Folds:
        fold = np.random.default_rng(seed).permutation(len(features)) % FOLDS
        rows = tuple(np.flatnonzero(fold == number) for number in range(FOLDS))
        parts = tuple(np.ascontiguousarray(features[held]) for held in rows)
        whole = features.T @ features
        return cls(parts, rows, tuple(whole - part.T @ part for part in parts))

    def explained(
        self, target: NDArray[np.float64], weight: NDArray[np.float64], ridge: float
    ) -> tuple[NDArray[np.float64], NDArray[np.float64]]:
        """(steps,) share of the target's variance that the other folds' coefficients explain, and at which scale.

        A ridge shrinks coefficients all alike where regulators are alike; one factor per target makes up for it.
        """
        cross = [part.T @ target[rows] for part, rows in zip(self.features, self.rows, strict=True)]
        whole = np.sum(cross, axis=0)
        fits, square = np.zeros(PENALTIES.size), np.zeros(PENALTIES.size)
        path = np.zeros((PENALTIES.size, whole.size))
        for number, part in enumerate(self.features):
            size = target.size - len(part)
            follow_path(self.grams[number], whole - cross[number], weight, ridge * size, PENALTIES, _most(size), path)
            used = np.flatnonzero(path.any(axis=0))
            predicted = part[:, used] @ path[:, used].T
            fits += predicted.T @ target[self.rows[number]]
            square += np.square(predicted).sum(axis=0)
        total = float(target @ target)
        scale: NDArray[np.float64] = np.maximum(fits, 0.0) / np.where(square > 0, square, 1.0)
        return scale * fits / (total if total > 0 else 1.0), scale


@dataclass(frozen=True)
class Penalised:
    """Every target's problem at one ridge, as a share of n. gram (2 q, 2 q): of all samples."""

    frame: Frame
    ridge: float
    gram: NDArray[np.float64]
    folds: Folds

    least = 0.0
    """Every coefficient that is not 0 is an edge."""

    def only(self, targets: NDArray[np.int64]) -> Penalised:
        return replace(self, frame=self.frame.only(targets))

    def fit_target(self, k: int) -> TargetFit:
        """One target (its position): penalty by cross-validation in :data:`FOLDS` folds."""
        target, q = self.frame.targets[k], self.frame.regulators
        weight = _weights(self.frame.excluded[k : k + 1], q)[0]
        weight = (weight[:, None] * [1.0, SLOPE_PENALTY]).ravel()
        explained, scale = self.folds.explained(target, weight, self.ridge)
        step = int(explained.argmax())
        cross = self.frame.features.T @ target
        n = target.size
        path = np.zeros((step + 1, cross.size))
        follow_path(self.gram, cross, weight, self.ridge * n, PENALTIES[: step + 1], _most(n), path)
        theta = scale[step] * path[step]
        covariance, noise = self._uncertainty(theta, cross, float(target @ target))
        start = float(np.max(np.abs(cross) / weight))
        return TargetFit(theta.reshape(q, 2), covariance, noise, PENALTIES[step] * start, float(explained[step]), True)

    def _uncertainty(
        self, theta: NDArray[np.float64], cross: NDArray[np.float64], total: float
    ) -> tuple[NDArray[np.float64], float]:
        """(q, 2, 2) c² σ² (G_A + ρ n I)⁻¹ of level and slope of the regulators that are in, and σ² per sample.

        As in a ridge regression on the chosen regulators alone, made :data:`WIDER`. [ours]
        """
        q, n = self.frame.regulators, self.frame.targets.shape[1]
        regulators = np.flatnonzero(theta.reshape(q, 2).any(axis=1))
        inside = (2 * regulators[:, None] + [0, 1]).ravel()
        gram = self.gram[np.ix_(inside, inside)]
        b = theta[inside]
        left = max(total - 2.0 * float(b @ cross[inside]) + float(b @ gram @ b), 0.0)
        inverse = inverse_of(gram + self.ridge * n * np.eye(inside.size))
        used = inside.size - self.ridge * n * float(inverse.trace())
        noise = left / max(n - used, 0.1 * n)
        covariance = np.zeros((q, 2, 2))
        blocks = inverse.reshape(regulators.size, 2, regulators.size, 2)
        covariance[regulators] = WIDER**2 * noise * np.moveaxis(np.diagonal(blocks, axis1=0, axis2=2), -1, 0)
        return covariance, noise


def inverse_of(matrix: NDArray[np.float64]) -> NDArray[np.float64]:
    """Of a symmetric positive definite matrix (m, m); :class:`numpy.linalg.LinAlgError` where it is none."""
    if not len(matrix):
        return matrix
    factor, failed = dpotrf(matrix, lower=1)
    inverse, singular = dpotri(factor, lower=1)
    if failed or singular:
        raise np.linalg.LinAlgError("not positive definite")
    whole: NDArray[np.float64] = np.tril(inverse) + np.tril(inverse, -1).T
    return whole


def penalised(columns: Columns, ridge: float, seed: int, detrended: bool = True) -> Penalised:
    """The problem of all targets. detrended: a cubic of the score is taken out of targets and regulators."""
    frame = frame_of(columns, powers(columns.score, 1), powers(columns.score, 3 if detrended else 0))
    return Penalised(frame, ridge, frame.features.T @ frame.features, Folds.of(frame.features, seed))


@dataclass(frozen=True)
class Fit:
    """Coefficients of every target, in the target's standard deviations per regulator's.

    level, slope (p, q): effect at the mean score, and what one standard deviation of the score adds to it.
    """

    frame: Frame
    train: Columns
    level: NDArray[np.float64]
    slope: NDArray[np.float64]

    def predicted(self, columns: Columns) -> NDArray[np.float64]:
        """(n, p) the targets of these samples from their regulators, score and covariates, on the scale given."""
        return self.frame.predicted(np.stack([self.level, self.slope], axis=2), self.train, columns)


def fit(columns: Columns, ridge: float, seed: int) -> Fit:
    """Fit every target; its penalty by cross-validation in :data:`FOLDS` folds."""
    problem = penalised(columns, ridge, seed)
    theta = np.array([problem.fit_target(k).theta for k in range(columns.targets.shape[1])])
    return Fit(problem.frame, columns, theta[:, :, 0], theta[:, :, 1])


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
    folds = Folds.of(R, seed)
    explained = np.array(
        [
            [folds.explained(target, own, ridge)[0].max() for target, own in zip(T.T.copy(), weight, strict=True)]
            for ridge in RIDGES
        ]
    )
    best = explained.mean(axis=1).argmax()
    behind = explained[best] - explained
    error = behind.std(axis=1) / np.sqrt(max(1, tried.size - 1))
    return RIDGES[int(np.flatnonzero(behind.mean(axis=1) <= error)[-1])]


def _weights(excluded: NDArray[np.int64], q: int) -> NDArray[np.float64]:
    weight = np.ones((excluded.size, q))
    itself = np.flatnonzero(excluded >= 0)
    weight[itself, excluded[itself]] = np.inf
    return weight


def _most(samples: int) -> int:
    return max(1, round(MOST * samples))
