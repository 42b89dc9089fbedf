"""The filter and the smoother of the state space model, in information form, compiled. [standard]

States x (k), genes y (p): x_n = F x_{n-1} + v, v ~ N(0, I); y_n = H x_n + w, w ~ N(0, R), R diagonal;
x_1 ~ N(first, I). Genes enter through ``J`` = H_o'R_o^{-1}H_o and ``b`` = H_o'R_o^{-1}y_o alone, sums over the genes o
observed at a time, so that the cost here does not depend on p. Covariances depend on what is observed and not on
values: replicates observed alike share them.
"""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from compute.methods.compiled import compiled

Floats = NDArray[np.float64]


@compiled
def inverse(matrix: Floats) -> tuple[Floats, float]:
    """The inverse of a matrix (k, k) of positive determinant, and its logarithm: by elimination, largest pivots first.

    LAPACK would take many times longer to compile and no shorter for matrices as small as these.
    """
    k = len(matrix)
    left, right, log = matrix.copy(), np.eye(k), 0.0
    for column in range(k):
        pivot = column
        for row in range(column + 1, k):
            if abs(left[row, column]) > abs(left[pivot, column]):
                pivot = row
        for j in range(k):
            left[column, j], left[pivot, j] = left[pivot, j], left[column, j]
            right[column, j], right[pivot, j] = right[pivot, j], right[column, j]
        size = left[column, column]
        log += np.log(abs(size))
        for j in range(k):
            left[column, j] /= size
            right[column, j] /= size
        for row in range(k):
            factor = left[row, column]
            if row != column and factor != 0.0:
                for j in range(k):
                    left[row, j] -= factor * left[column, j]
                    right[row, j] -= factor * right[column, j]
    return right, log


@compiled
def product(one: Floats, other: Floats) -> Floats:
    """The product of two small matrices."""
    out = np.zeros((one.shape[0], other.shape[1]))
    for i in range(one.shape[0]):
        for k in range(one.shape[1]):
            for j in range(other.shape[1]):
                out[i, j] += one[i, k] * other[k, j]
    return out


@compiled
def image(matrix: Floats, vector: Floats) -> Floats:
    """The product of a small matrix and a vector."""
    out = np.zeros(matrix.shape[0])
    for i in range(matrix.shape[0]):
        for j in range(matrix.shape[1]):
            out[i] += matrix[i, j] * vector[j]
    return out


@compiled
def covariances(transition: Floats, information: Floats) -> tuple[Floats, Floats, Floats, Floats, Floats, Floats]:
    """Of every pattern of observations, from ``information`` (patterns, N, k, k): J at each time.

    Gives V_{n|n-1}, V_{n|n}, the smoother's gain A_n, V_{n|N}, V_{n,n-1|N} (0 at the first time), all
    (patterns, N, k, k), and (patterns,) Σ_n log|V_{n|n-1}| - log|V_{n|n}|.
    """
    patterns, times, k, _ = information.shape
    ahead, now = np.empty_like(information), np.empty_like(information)
    gain, smooth, lagged = np.zeros_like(information), np.empty_like(information), np.zeros_like(information)
    logs = np.zeros(patterns)
    one = np.eye(k)
    turned = transition.T.copy()
    for u in range(patterns):
        for n in range(times):
            before = one.copy()
            if n > 0:
                before += product(product(transition, now[u, n - 1]), turned)
            ahead[u, n] = before
            shrunk, log = inverse(one + product(information[u, n], before))
            logs[u] += log
            after = product(before, shrunk)
            now[u, n] = (after + after.T) / 2
        smooth[u, times - 1] = now[u, times - 1]
        for n in range(times - 2, -1, -1):
            gain[u, n] = product(product(now[u, n], turned), inverse(ahead[u, n + 1])[0])
            back = gain[u, n].T.copy()
            change = product(product(gain[u, n], smooth[u, n + 1] - ahead[u, n + 1]), back)
            smooth[u, n] = now[u, n] + (change + change.T) / 2
            lagged[u, n + 1] = product(smooth[u, n + 1], back)
    return ahead, now, gain, smooth, lagged, logs


@compiled
def means(
    transition: Floats,
    first: Floats,
    information: Floats,
    now: Floats,
    gain: Floats,
    pattern: NDArray[np.int64],
    observed: Floats,
) -> tuple[Floats, Floats, float]:
    """Of every replicate, from ``observed`` (M, N, k): b at each time; ``pattern`` (M,): which of the covariances.

    Gives x_{n|n-1} and x_{n|N}, (M, N, k), and Σ of what the values add to -2 log L beside y'R^{-1}y.
    """
    replicates, times, k = observed.shape
    ahead, smooth = np.empty_like(observed), np.empty_like(observed)
    square = 0.0
    for m in range(replicates):
        u = pattern[m]
        filtered = np.empty((times, k))
        for n in range(times):
            before = first.copy()
            if n > 0:
                before = image(transition, filtered[n - 1])
            ahead[m, n] = before
            seen = image(information[u, n], before)
            left = observed[m, n] - seen
            step = image(now[u, n], left)
            filtered[n] = before + step
            square += np.sum(before * (seen - 2 * observed[m, n])) - np.sum(left * step)
        smooth[m, times - 1] = filtered[times - 1]
        for n in range(times - 2, -1, -1):
            smooth[m, n] = filtered[n] + image(gain[u, n], smooth[m, n + 1] - ahead[m, n + 1])
    return ahead, smooth, square
