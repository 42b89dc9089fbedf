"""The equations as they are printed, on full matrices: what the fast coordinates are checked against."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from compute.methods.bayesian_network.basis import Basis, log_pseudo_determinant, second_differences

Floats = NDArray[np.float64]


def basis_matrix(basis: Basis, k: int) -> Floats:
    """B (n, M) of parent k."""
    n = basis.first.shape[1]
    B = np.zeros((n, basis.functions))
    for a in range(4):
        B[np.arange(n), basis.first[k] + a] = basis.value[k, :, a]
    return B


def backfitted(x: Floats, bases: list[Floats], betas: list[float], weight: Floats) -> tuple[list[Floats], float]:
    """γ of every parent and σ², by backfitting of the weighted penalised regression; x is centred."""
    n, K = len(x), second_differences(bases[0].shape[1])
    gammas = [np.zeros(B.shape[1]) for B in bases]
    fits = [np.zeros(n) for _ in bases]
    size = weight.sum()
    before = np.inf
    for _ in range(20_000):
        for k, B in enumerate(bases):
            rest = x - sum(fits[:k] + fits[k + 1 :], np.zeros(n))
            gammas[k] = np.linalg.solve(B.T @ (weight[:, None] * B) + n * betas[k] * K, B.T @ (weight * rest))
            shift = weight @ (B @ gammas[k]) / size
            gammas[k] -= shift  # the functions sum to 1 everywhere
            fits[k] = B @ gammas[k]
        now = float(weight @ (x - sum(fits)) ** 2 / n)
        if abs(before - now) < 1e-14 * now:
            break
        before = now
    return gammas, now


def printed_score(x: Floats, bases: list[Floats], betas: list[float], weight: Floats) -> float:
    """BNRC_j of I02 without the graph prior, term by term."""
    n, M = len(x), bases[0].shape[1]
    K = second_differences(M)
    gammas, variance = backfitted(x, bases, betas, weight)
    score = -(len(bases) * M + 1) * np.log(2 * np.pi / n)
    score += n * np.log(2 * np.pi * variance) + n - np.log(2 * variance**2)
    for B, beta, gamma in zip(bases, betas, gammas, strict=True):
        score += np.linalg.slogdet(B.T @ (weight[:, None] * B) + n * beta * K)[1] - M * np.log(n * variance)
        score += (M - 2) * np.log(2 * np.pi * variance / (n * beta)) - log_pseudo_determinant(M)
        score += n * beta / variance * gamma @ K @ gamma
    return float(score)


def exact_score(x: Floats, bases: list[Floats], betas: list[float], weight: Floats) -> float:
    """The same with an intercept, M − 1 centred functions per parent, and one determinant for all."""
    n, M, q = len(x), bases[0].shape[1], len(bases)
    K = second_differences(M)
    Q = np.linalg.svd(np.ones((1, M)))[2][1:].T  # (M, M − 1): coefficients that sum to 0
    size = weight.sum()
    B = np.hstack([(b - weight @ b / size) @ Q for b in bases])
    prior = np.zeros((B.shape[1], B.shape[1]))
    for k, beta in enumerate(betas):
        own = slice(k * (M - 1), (k + 1) * (M - 1))
        prior[own, own] = n * beta * Q.T @ K @ Q
    A = B.T @ (weight[:, None] * B) + prior
    gamma = np.linalg.solve(A, B.T @ (weight * x))
    variance = float(weight @ (x - B @ gamma) ** 2 / n)
    score = -(q * (M - 1) + 2) * np.log(2 * np.pi / n) + np.linalg.slogdet(A / (n * variance))[1]
    score += np.log(size / n / variance) - np.log(2 * variance**2) + n * np.log(2 * np.pi * variance) + n
    score += gamma @ prior @ gamma / variance
    for beta in betas:
        score += (M - 2) * np.log(2 * np.pi * variance / (n * beta)) - log_pseudo_determinant(M)
    return float(score)
