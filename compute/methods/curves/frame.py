"""A cohort on the scale of a fit: every regulator times every function of the score, the trend taken out."""

from __future__ import annotations

from dataclasses import dataclass, replace

import numpy as np
from numpy.typing import NDArray

from compute.methods.columns import CLIP, basis_of, limits
from compute.methods.curves.basis import Basis
from compute.methods.curves.select import Columns


@dataclass(frozen=True)
class Scale:
    """How columns (c,) are brought to scale: drawn in to low and high, then mean and standard deviation."""

    low: NDArray[np.float64]
    high: NDArray[np.float64]
    mean: NDArray[np.float64]
    spread: NDArray[np.float64]

    @classmethod
    def of(cls, values: NDArray[np.float64]) -> Scale:
        """Drawn in beyond ``CLIP`` standard deviations."""
        mean, spread = values.mean(axis=0), values.std(axis=0)
        return cls(*limits(values, CLIP), mean, np.where(spread > 0, spread, 1.0))

    def __call__(self, values: NDArray[np.float64]) -> NDArray[np.float64]:
        return (np.clip(values, self.low, self.high) - self.mean) / self.spread


@dataclass(frozen=True)
class Frame:
    """What a fit works on.

    course, trend: functions of the score for edges, and for what no regulator explains. features (n, q K): regulator by
    regulator, trend and covariates out. targets (p, n): the same of each target. whole (p, n): targets with them.
    excluded (p,): the regulator that a target is itself, −1 for none.
    """

    regulator_scale: Scale
    target_scale: Scale
    course: Basis
    trend: Basis
    features: NDArray[np.float64]
    targets: NDArray[np.float64]
    whole: NDArray[np.float64]
    excluded: NDArray[np.int64]

    @property
    def regulators(self) -> int:
        return int(self.features.shape[1] // self.course.values.shape[1])

    def only(self, targets: NDArray[np.int64]) -> Frame:
        """The same with these targets (positions) alone."""
        scale = self.target_scale
        few = Scale(scale.low[targets], scale.high[targets], scale.mean[targets], scale.spread[targets])
        return replace(
            self,
            target_scale=few,
            targets=self.targets[targets],
            whole=self.whole[targets],
            excluded=self.excluded[targets],
        )

    def predicted(self, theta: NDArray[np.float64], train: Columns, test: Columns) -> NDArray[np.float64]:
        """(n, p) the targets of other samples, on the scale given. train: those of the frame. theta (p, q, K)."""
        rest = self.whole.T - _effect(self, theta, train)
        before, after = (self._trend(columns) for columns in (train, test))
        trend = np.linalg.lstsq(before, rest, rcond=None)[0]
        found: NDArray[np.float64] = _effect(self, theta, test) + after @ trend
        return found * self.target_scale.spread + self.target_scale.mean

    def _trend(self, columns: Columns) -> NDArray[np.float64]:
        return np.column_stack([self.trend.at(columns.score), columns.covariates])


def frame_of(columns: Columns, course: Basis, trend: Basis) -> Frame:
    """On the cohort's own scale, with these functions."""
    to_r, to_t = Scale.of(columns.regulators), Scale.of(columns.targets)
    R, T = to_r(columns.regulators), to_t(columns.targets)
    nuisance = basis_of(np.column_stack([trend.at(columns.score), columns.covariates])[:, 1:])
    features = (R[:, :, None] * course.at(columns.score)[:, None, :]).reshape(len(R), -1)
    features -= nuisance @ (nuisance.T @ features)
    left = T - nuisance @ (nuisance.T @ T)
    return Frame(
        to_r,
        to_t,
        course,
        trend,
        features,
        np.ascontiguousarray(left.T),
        np.ascontiguousarray(T.T),
        columns.excluded,
    )


def _effect(frame: Frame, theta: NDArray[np.float64], columns: Columns) -> NDArray[np.float64]:
    """(n, p) what regulators contribute."""
    R = frame.regulator_scale(columns.regulators)
    functions = frame.course.at(columns.score)
    parts = [(R * functions[:, f, None]) @ theta[:, :, f].T for f in range(functions.shape[1])]
    return np.asarray(np.sum(parts, axis=0), np.float64)


@dataclass(frozen=True)
class TargetFit:
    """One target's courses. theta (q, K), covariance (q, K, K): mean and uncertainty. noise: variance left of 1.

    penalty: of the path's start; NaN where there is none. explained: share of the variance of samples held out; NaN
    where not asked. converged: whether the solver reached its tolerance.
    """

    theta: NDArray[np.float64]
    covariance: NDArray[np.float64]
    noise: float
    penalty: float
    explained: float
    converged: bool
