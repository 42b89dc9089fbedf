"""Few regulators per target: every one is absent, constant along the score, or changes smoothly."""

from __future__ import annotations

from dataclasses import dataclass, replace

import numpy as np
from numpy.typing import NDArray

from compute.methods.curves.ascent import ascend
from compute.methods.curves.basis import Smooth, powers, smooth
from compute.methods.curves.frame import Frame, TargetFit, frame_of
from compute.methods.curves.select import Columns

VARIANCES = np.array([0.0025, 0.01, 0.04, 0.16, 0.4])
"""Of a coefficient that is there, in the target's variance per regulator's."""
ABSENT = 0.95
"""Share of regulators that a target does not have, before the data say so."""
ROUNDS, SHORT, SWEEPS = 8, 6, 60
"""Rounds of learning the prior, and sweeps at most in each of them and in the end."""
LEAST_SHARE = 1e-6
EDGE = 0.1
"""[ours] A course is an edge where it exceeds this, in the target's standard deviations per regulator's."""
WIDER = 1.2
"""[ours] A course's uncertainty as a multiple of the ascent's, which takes regulators as independent; by planted edges,
so that nine in ten of their coefficients lie in their 90 % band (docs/evaluation.md)."""


@dataclass(frozen=True)
class Sparse:
    """Every target's problem. gram (q K, q K). direction, curvature: as :func:`ascend` has them. prior (c, v)."""

    frame: Frame
    gram: NDArray[np.float64]
    direction: NDArray[np.float64]
    curvature: NDArray[np.float64]
    prior: NDArray[np.float64]

    least = EDGE

    def only(self, targets: NDArray[np.int64]) -> Sparse:
        return replace(self, frame=self.frame.only(targets))

    def fit_target(self, k: int) -> TargetFit:
        found = self._fitted(k, SWEEPS, None)[0]
        return replace(found, covariance=WIDER**2 * found.covariance)

    def learned(self, targets: NDArray[np.int64]) -> Sparse:
        """With the prior that makes these targets (positions) likeliest."""
        found, before = self, dict[int, TargetFit]()
        for _ in range(ROUNDS):
            shares = np.zeros_like(self.prior)
            for k in targets.tolist():
                before[k], share = found._fitted(k, SHORT, before.get(k))
                shares += share
            prior = np.maximum(shares / (targets.size * self.frame.regulators), LEAST_SHARE)
            found = replace(found, prior=prior)
        return found

    def _fitted(self, k: int, sweeps: int, start: TargetFit | None) -> tuple[TargetFit, NDArray[np.float64]]:
        q, functions = self.frame.regulators, self.curvature.shape[2]
        target = self.frame.targets[k]
        cross = self.frame.features.T @ target
        theta = np.zeros((q, functions)) if start is None else start.theta.copy()
        covariance = np.zeros((q, functions, functions))
        share = np.zeros_like(self.prior)
        noise, settled = ascend(
            self.gram,
            cross,
            float(target @ target),
            target.size,
            int(self.frame.excluded[k]),
            self.direction,
            self.curvature,
            VARIANCES,
            np.log(self.prior),
            float(np.log1p(-self.prior.sum())),
            np.argsort(-np.abs(cross.reshape(q, functions)[:, 0]), kind="stable"),
            sweeps,
            theta,
            covariance,
            share,
            0.5 if start is None else start.noise,
        )
        return TargetFit(theta, covariance, noise, float("nan"), float("nan"), settled), share


def sparse(
    columns: Columns, prior: NDArray[np.float64] | None, detrended: bool = True, functions: Smooth | None = None
) -> Sparse:
    """The problem of all targets. prior (c, v); None: before anything is learned. functions: of the score that courses
    are made of; None: those of the scores of ``columns``.
    """
    functions = smooth(columns.score) if functions is None else functions
    trend = functions.basis if detrended else powers(columns.score, 0)
    frame = frame_of(columns, functions.basis, trend)
    gram = frame.features.T @ frame.features
    direction, curvature = _components(gram, frame.regulators, _factors(functions))
    if prior is None:
        prior = np.full((curvature.shape[1], VARIANCES.size), (1.0 - ABSENT) / curvature.shape[1] / VARIANCES.size)
    return Sparse(frame, gram, direction, curvature, prior)


def _factors(functions: Smooth) -> list[NDArray[np.float64]]:
    """F (K, K) of each component: constant, and half constant and half smooth for each length."""
    size = functions.basis.values.shape[1]
    constant = np.zeros((size, size))
    constant[0, 0] = 1.0
    covariances = [constant, *(0.5 * constant + 0.5 * kernel for kernel in functions.kernels)]
    out = []
    for covariance in covariances:
        values, vectors = np.linalg.eigh(covariance)
        out.append(vectors * np.sqrt(np.maximum(values, 0.0)))
    return out


def _components(
    gram: NDArray[np.float64], q: int, factors: list[NDArray[np.float64]]
) -> tuple[NDArray[np.float64], NDArray[np.float64]]:
    size = len(factors[0])
    own = np.array([gram[j : j + size, j : j + size] for j in range(0, q * size, size)])
    directions, curvatures = [], []
    for factor in factors:
        values, vectors = np.linalg.eigh(factor.T @ own @ factor)
        directions.append(factor @ vectors)
        curvatures.append(np.maximum(values, 0.0))
    return np.ascontiguousarray(np.stack(directions, axis=1)), np.ascontiguousarray(np.stack(curvatures, axis=1))
