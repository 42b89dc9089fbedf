"""Spike and slab for one target by coordinate ascent on its evidence bound; no array as long as the samples is touched.

    t = Σ_j Z_j θ_j + ε, ε ~ N(0, σ²)        θ_j ~ π₀ δ₀ + Σ_cv π_cv N(0, V_v F_c F_c')

Source of the ascent: Carbonetto & Stephens 2012, here with several functions for each regulator. [ours]
"""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from compute.methods.compiled import compiled_fast

SMALLEST_STEP = 1e-6
"""Of a coefficient, in the target's standard deviations: smaller steps are not made."""
SETTLED = 1e-4
"""A sweep whose largest step is below this ends the ascent."""
LEAST_NOISE = 1e-3
"""Of the target's variance, which is 1: what is left over at least."""


@compiled_fast
def ascend(
    gram: NDArray[np.float64],
    cross: NDArray[np.float64],
    total: float,
    samples: int,
    excluded: int,
    direction: NDArray[np.float64],
    curvature: NDArray[np.float64],
    variance: NDArray[np.float64],
    log_prior: NDArray[np.float64],
    log_absent: float,
    order: NDArray[np.int64],
    sweeps: int,
    theta: NDArray[np.float64],
    covariance: NDArray[np.float64],
    share: NDArray[np.float64],
    noise: float,
) -> tuple[float, bool]:
    """Bring one target's posterior to where no regulator's own update moves it; returns noise and whether it settled.

    gram (q K, q K), cross (q K,), total t't. direction (q, c, K, K), curvature (q, c, K): F U and Λ of each regulator
    and component, F'G_jjF = UΛU'. variance V (v,), log_prior (c, v), log_absent: log π₀. order: of the regulators.
    theta (q, K): where to begin, and the posterior mean. covariance (q, K, K), share (c, v): how many regulators are of
    each kind, in expectation.
    """
    q, components, functions = curvature.shape
    features, kinds = q * functions, variance.size
    flat = theta.reshape(features)
    gradient = cross.copy()
    for f in range(features):
        if flat[f] != 0.0:
            row = gram[f]
            for other in range(features):
                gradient[other] -= flat[f] * row[other]
    u, new = np.empty(functions), np.empty(functions)
    slope = np.empty((components, functions))
    mean = np.empty(functions)
    log_odds = np.empty(components * kinds)
    settled = False
    for _ in range(sweeps):
        largest, uncertain = 0.0, 0.0
        share[:] = 0.0
        for position in range(q):
            j = order[position]
            if j == excluded:
                continue
            first = j * functions
            for a in range(functions):
                u[a] = gradient[first + a]
                for b in range(functions):
                    u[a] += gram[first + a, first + b] * flat[first + b]
            most = log_absent
            for c in range(components):
                for d in range(functions):
                    dot = 0.0
                    for b in range(functions):
                        dot += direction[j, c, b, d] * u[b]
                    slope[c, d] = dot / noise
                for v in range(kinds):
                    log_bayes = log_prior[c, v]
                    for d in range(functions):
                        known = curvature[j, c, d] / noise
                        log_bayes += 0.5 * slope[c, d] ** 2 / (1.0 / variance[v] + known)
                        log_bayes -= 0.5 * np.log(1.0 + variance[v] * known)
                    log_odds[c * kinds + v] = log_bayes
                    most = max(most, log_bayes)
            weight = np.exp(log_absent - most)
            for kind in range(components * kinds):
                log_odds[kind] = np.exp(log_odds[kind] - most)
                weight += log_odds[kind]
            new[:] = 0.0
            covariance[j] = 0.0
            for c in range(components):
                for v in range(kinds):
                    probability = log_odds[c * kinds + v] / weight
                    share[c, v] += probability
                    if probability < 1e-9:
                        continue
                    mean[:] = 0.0
                    for d in range(functions):
                        spread = 1.0 / (1.0 / variance[v] + curvature[j, c, d] / noise)
                        for a in range(functions):
                            along = direction[j, c, a, d] * spread
                            mean[a] += along * slope[c, d]
                            for b in range(functions):
                                covariance[j, a, b] += probability * along * direction[j, c, b, d]
                    for a in range(functions):
                        new[a] += probability * mean[a]
                        for b in range(functions):
                            covariance[j, a, b] += probability * mean[a] * mean[b]
            for a in range(functions):
                for b in range(functions):
                    covariance[j, a, b] -= new[a] * new[b]
                    uncertain += gram[first + a, first + b] * covariance[j, a, b]
            for a in range(functions):
                step = new[a] - flat[first + a]
                if abs(step) > SMALLEST_STEP:
                    flat[first + a] = new[a]
                    row = gram[first + a]
                    for other in range(features):
                        gradient[other] -= step * row[other]
                    largest = max(largest, abs(step))
        left = total
        for f in range(features):
            left -= flat[f] * (cross[f] + gradient[f])
        noise = max((left + uncertain) / samples, LEAST_NOISE)
        if largest < SETTLED:
            settled = True
            break
    return noise, settled
