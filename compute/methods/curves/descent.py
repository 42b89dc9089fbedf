"""Elastic net on a Gram matrix by coordinate descent among the features that ever entered, others checked after.

    minimise  ½ b'Gb − c'b + Σ_j τ_j |b_j| + ½ Σ_j ρ_j b_j²        τ_j = ∞ where j may not enter

With a ridge ρ of the order of G_jj the problem is well conditioned: a few sweeps settle it, whatever the order. Sweeps
touch the Gram matrix of the features that have been in alone, which is kept side by side and stays in the cache.
"""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from compute.methods.compiled import compiled_fast

SWEEPS = 200
"""Sweeps at most for one penalty; with a ridge of 0.1 n or more some ten are needed."""


@compiled_fast
def descend(
    gram: NDArray[np.float64],
    penalty: NDArray[np.float64],
    ridge: NDArray[np.float64],
    tolerance: float,
    b: NDArray[np.float64],
    gradient: NDArray[np.float64],
    order: NDArray[np.int64],
    entered: NDArray[np.bool_],
    inner: NDArray[np.float64],
    size: int,
) -> int:
    """Go on from ``b`` to the minimum; returns how many have ever been in.

    gram (q, q), penalty τ (q,), ridge ρ (q,). b (q,) and gradient c − Gb (q,) are brought up to date. order (q,),
    entered (q,), size: the features that have ever been in, first to last; inner (q, q): the Gram matrix in that order,
    its first ``size`` rows and columns. tolerance: on the gradient's scale, what no coefficient may be off by.
    """
    features = b.size
    own, before = np.empty(features), np.empty(features)
    left = SWEEPS
    while left > 0:
        known = size
        for j in range(features):
            if not entered[j] and abs(gradient[j]) > penalty[j]:
                entered[j] = True
                order[size] = j
                size += 1
        if size == known and left < SWEEPS:
            break
        for position in range(known, size):
            row = gram[order[position]]
            for other in range(position + 1):
                inner[position, other] = row[order[other]]
                inner[other, position] = row[order[other]]
        for position in range(size):
            own[position] = gradient[order[position]]
            before[position] = b[order[position]]
        largest = np.inf
        while largest > tolerance and left > 0:
            left -= 1
            largest = 0.0
            for position in range(size):
                j = order[position]
                row = inner[position]
                curvature = row[position] + ridge[j]
                slope = own[position] + row[position] * b[j]
                new = 0.0
                if slope > penalty[j]:
                    new = (slope - penalty[j]) / curvature
                elif slope < -penalty[j]:
                    new = (slope + penalty[j]) / curvature
                step = new - b[j]
                if step != 0.0:
                    b[j] = new
                    for other in range(size):
                        own[other] -= step * row[other]
                    largest = max(largest, abs(step) * curvature)
        for position in range(size):
            step = b[order[position]] - before[position]
            if step != 0.0:
                row = gram[order[position]]
                for other in range(features):
                    gradient[other] -= step * row[other]
    return size
