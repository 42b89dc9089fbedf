"""The coordinates in which every smoothness of a curve costs O(M): Demmler and Reinsch's. [derived]

For the weighted basis B of a parent let A = B'WB + τK with τ = tr(B'WB)/tr K, which is positive definite even where
functions have no data. The eigenvectors T of K against A, less the constant function, make T'B'WBT = diag(e) and
τT'KT = diag(f), e + f = 1; one e is 1, the straight line's. A curve is BTc, with mean 0 under the weights, and with
nβ = hτ everything about it is diagonal: c = z/(e + hf), z = T'B'Wx, and log|B'WB + nβK| = log|A| + Σ log(e + hf).
"""

from __future__ import annotations

from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from compute.methods.compiled import compiled

JACOBI_SWEEPS = 30
JACOBI_END = 1e-30
"""Sum of squares off the diagonal, of a matrix whose eigenvalues are between 0 and 1."""
JACOBI_LEAST = 1e-17
"""Entries below it are left as they are: all of them together are less than the end."""


class Smoothers(NamedTuple):
    """The coordinates of each of p parents under one weighting of the samples.

    turn: (p, M − 1, M) T transposed: row m is the m-th function's coefficients γ. signal: (p, M − 1) e.
    roughness: (p, M − 1) f. scale: (p,) τ. log_volume: (p,) log|A|.
    """

    turn: NDArray[np.float64]
    signal: NDArray[np.float64]
    roughness: NDArray[np.float64]
    scale: NDArray[np.float64]
    log_volume: NDArray[np.float64]


@compiled
def smoothers(
    first: NDArray[np.int64],
    value: NDArray[np.float64],
    varies: NDArray[np.bool_],
    weight: NDArray[np.float64],
    roughness: NDArray[np.float64],
) -> Smoothers:
    """The coordinates of every parent of a basis (see there) for sample weights (n,) and K (M, M)."""
    p, M = first.shape[0], roughness.shape[0]
    made = Smoothers(np.zeros((p, M - 1, M)), np.zeros((p, M - 1)), np.zeros((p, M - 1)), np.ones(p), np.zeros(p))
    for k in range(p):
        if varies[k]:
            made.scale[k], made.log_volume[k] = diagonalise(
                first[k], value[k], weight, roughness, made.turn[k], made.signal[k], made.roughness[k]
            )
    return made


@compiled
def diagonalise(
    first: NDArray[np.int64],
    value: NDArray[np.float64],
    weight: NDArray[np.float64],
    roughness: NDArray[np.float64],
    turn: NDArray[np.float64],
    signal: NDArray[np.float64],
    rough: NDArray[np.float64],
) -> tuple[float, float]:
    """Fill ``turn``, ``signal`` and ``rough`` of one parent; returns τ and log|A|.

    With A = LL' the constant function 1 becomes u = L'1/|L'1|, an eigenvector of its own; a reflection that takes u to
    the first axis leaves the rest to an ordinary eigenproblem. Its solver is ours: the bits are then the same on every
    machine, whatever its LAPACK.
    """
    M = roughness.shape[0]
    A = gram(first, value, weight, M)
    tau = np.trace(A) / np.trace(roughness)
    A += tau * roughness
    log_volume = _inverse_factor(A)  # A is now L⁻¹ below the diagonal; 1/L_mm on it
    u = np.zeros(M)
    for m in range(M - 1, -1, -1):  # L'1 from L⁻¹: solve L⁻ᵀu = 1
        u[m] = 1.0
        for a in range(m + 1, M):
            u[m] -= A[a, m] * u[a]
        u[m] /= A[m, m]
    u /= np.sqrt(np.sum(u * u))
    u[0] += 1.0 if u[0] >= 0 else -1.0
    square = np.sum(u * u)
    line = np.zeros(M)
    for m in range(M):
        line += u[m] * A[m]
    half = np.empty((M - 1, M))  # rows are functions without the constant
    for m in range(M - 1):
        half[m] = A[m + 1] - (2.0 * u[m + 1] / square) * line
    rest = np.empty((M - 1, M - 1))
    for m in range(M - 1):
        line[:] = 0.0
        for a in range(M):
            for b in range(M):
                line[b] += half[m, a] * roughness[a, b]
        for b in range(M - 1):
            rest[m, b] = 0.0
            for a in range(M):
                rest[m, b] += tau * line[a] * half[b, a]
    vectors = _jacobi(rest)
    values = np.diag(rest).copy()
    order = np.argsort(values)
    for m in range(M - 1):
        turn[m] = 0.0
        for a in range(M - 1):
            for b in range(M):
                turn[m, b] += vectors[order[m], a] * half[a, b]
        rough[m] = min(max(values[order[m]], 0.0), 1.0)
        signal[m] = 1.0 - rough[m]
    rough[0], signal[0] = 0.0, 1.0  # the straight line
    return tau, log_volume


@compiled
def _inverse_factor(A: NDArray[np.float64]) -> float:
    """Replace A by L⁻¹, A = LL' (lower triangle, zeros above); returns log|A|."""
    M = A.shape[0]
    total = 0.0
    for i in range(M):
        for j in range(i + 1):
            s = A[i, j]
            for a in range(j):
                s -= A[i, a] * A[j, a]
            if i == j:
                A[i, i] = np.sqrt(s)
                total += 2.0 * np.log(A[i, i])
            else:
                A[i, j] = s / A[j, j]
        A[i, i + 1 :] = 0.0
    for j in range(M):
        A[j, j] = 1.0 / A[j, j]
        for i in range(j + 1, M):
            s = 0.0
            for a in range(j, i):
                s += A[i, a] * A[a, j]
            A[i, j] = -s / A[i, i]
    return total


@compiled
def _jacobi(A: NDArray[np.float64]) -> NDArray[np.float64]:
    """Eigenvectors of a symmetric matrix in rows, by Jacobi rotations; eigenvalues are left on its diagonal."""
    size = A.shape[0]
    vectors = np.eye(size)
    for _ in range(JACOBI_SWEEPS):
        off = 0.0
        for i in range(size):
            for j in range(i):
                off += A[i, j] ** 2
        if off < JACOBI_END:
            break
        for p in range(size - 1):
            for q in range(p + 1, size):
                if abs(A[p, q]) < JACOBI_LEAST:
                    continue
                angle = (A[q, q] - A[p, p]) / (2.0 * A[p, q])
                t = 1.0 / (abs(angle) + np.sqrt(angle * angle + 1.0))
                t = t if angle >= 0 else -t
                c = 1.0 / np.sqrt(t * t + 1.0)
                s = t * c
                for a in range(size):
                    x, y = A[p, a], A[q, a]
                    A[p, a], A[q, a] = c * x - s * y, s * x + c * y
                    x, y = vectors[p, a], vectors[q, a]
                    vectors[p, a], vectors[q, a] = c * x - s * y, s * x + c * y
                for a in range(size):
                    x, y = A[a, p], A[a, q]
                    A[a, p], A[a, q] = c * x - s * y, s * x + c * y
    return vectors


@compiled
def gram(
    first: NDArray[np.int64], value: NDArray[np.float64], weight: NDArray[np.float64], count: int
) -> NDArray[np.float64]:
    """B'WB (M, M)."""
    out = np.zeros((count, count))
    for i in range(first.size):
        w = weight[i]
        if w != 0.0:
            s = first[i]
            for a in range(4):
                for b in range(4):
                    out[s + a, s + b] += w * value[i, a] * value[i, b]
    return out
