"""Where the search for factors starts, and the rotation in which the found ones are shown."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

import numpy as np
import torch
from numpy.typing import NDArray
from scipy import sparse
from scipy.linalg import eigh
from scipy.sparse.linalg import LinearOperator, eigsh, svds

from compute.tensor.stack import NetworkStack

Floats = NDArray[np.float64]

MAX_SWEEPS = 60
SWEEP_TOLERANCE = 1e-6
"""HOOI stops when a sweep adds less than this share of the total energy."""
START_TOLERANCE = 1e-3
DENSE_SIDE = 2_048
"""Sides up to this length are solved by a dense eigen-decomposition of their Gram, longer ones by Lanczos."""


@dataclass(frozen=True)
class Subspace:
    """Orthonormal factors: regulator_factor (q×a), target_factor (p×b)."""

    regulator_factor: Floats
    target_factor: Floats


def unsupervised_subspace(stack: NetworkStack, rank: tuple[int, int], seed: int) -> tuple[Subspace, float]:
    """The factors that keep most of Σ_i ‖X_i‖² without looking at any score, and the share they keep (0..1).

    Starts from the sequentially truncated HOSVD (Vannieuwenhoven et al. 2012) and alternates (HOOI, De Lathauwer
    et al. 2000): with one factor held, the other is the leading left singular space of the projected networks side
    by side. The share kept is the ceiling against which that of a supervised subspace is read. ``seed`` sets the
    start vector of the eigen-solver.
    """
    long_rank, short_rank = rank if stack.contracts_regulators else rank[::-1]
    rng = np.random.default_rng(seed)
    long_factor = _leading_of_stack(stack, long_rank, rng)
    energy = 0.0
    for _ in range(MAX_SWEEPS):
        projected = stack.contract(torch.from_numpy(long_factor)).numpy()
        short_factor, _ = _leading(_side_by_side(projected), short_rank, rng)
        long_factor, values = _leading(_side_by_side(stack.contract_short(short_factor)), long_rank, rng)
        before, energy = energy, float(values.sum())
        if energy - before <= SWEEP_TOLERANCE * stack.energy:
            break
    factors = (long_factor, short_factor) if stack.contracts_regulators else (short_factor, long_factor)
    return Subspace(*factors), min(energy / stack.energy, 1.0)


def supervised_subspace(
    stack: NetworkStack, contrasts: Floats, unsupervised: Subspace, rank: tuple[int, int], seed: int
) -> Subspace | None:
    """The subspace in which single directions of the networks vary most with the outcome.                       [ours]

    ``contrasts``: (n,) scores, or (n, k) weights of the samples, one column per class. Leading singular vectors of the
    covariances Σ_i (c_i − c̄) X_i of all columns side by side, min(a, b) of them, filled up with unsupervised
    components. A second place to start from: where components that predict and components that are strong share
    neither regulators nor targets, the best unsupervised subspace is a saddle of the objective. None where outcome and
    networks have no covariance, or one side has a single gene.
    """
    columns = contrasts.reshape(len(contrasts), -1).T
    covariances = [stack.weighted_sum(column) - column.sum() * stack.mean for column in columns]
    directions = min(*rank, min(stack.regulators, stack.targets) - 1)
    if directions < 1 or not any(covariance.count_nonzero() for covariance in covariances):
        return None
    left = _leading_singular(sparse.hstack(covariances), directions, seed)
    right = _leading_singular(sparse.hstack([covariance.T for covariance in covariances]), directions, seed)
    return Subspace(
        _filled_up(left, unsupervised.regulator_factor),
        _filled_up(right, unsupervised.target_factor),
    )


def _leading_singular(matrix: Any, count: int, seed: int) -> Floats:
    """The leading left singular vectors of a sparse matrix."""
    start = np.random.default_rng(seed).standard_normal(min(matrix.shape))
    vectors: Floats = svds(sparse.csr_array(matrix), k=count, v0=start)[0][:, ::-1]
    return vectors


def _filled_up(leading: Floats, others: Floats) -> Floats:
    """Orthonormal basis of ``leading`` and as many of ``others`` as bring it to their number of columns."""
    basis, _ = np.linalg.qr(np.hstack([leading, others]))
    return basis[:, : others.shape[1]].copy()


def _leading_of_stack(stack: NetworkStack, rank: int, rng: np.random.Generator) -> Floats:
    """Leading eigenvectors of Σ_i A_i' A_i on the longer side, by sparse products; a start, so not to full accuracy."""

    def times(vector: Floats) -> Floats:
        image = stack.contract(torch.from_numpy(vector.reshape(-1, 1)))
        product: Floats = stack.expand(image)[:, 0].numpy()
        return product

    if rank >= stack.long_side - 1:  # Lanczos needs room for more vectors than asked for
        return np.eye(stack.long_side, rank)
    vectors, _ = _lanczos(times, stack.long_side, rank, rng, START_TOLERANCE)
    return vectors


def _side_by_side(projected: Floats) -> Floats:
    """(N, side, r) to side × N·r."""
    return np.ascontiguousarray(projected.transpose(1, 0, 2)).reshape(projected.shape[1], -1)


def _leading(wide: Floats, rank: int, rng: np.random.Generator) -> tuple[Floats, Floats]:
    """The leading left singular vectors (size × rank) and squared singular values of a dense ``wide`` matrix."""
    size = wide.shape[0]
    if size > DENSE_SIDE and rank < size - 1:
        return _lanczos(lambda vector: wide @ (wide.T @ vector.ravel()), size, rank, rng, 0.0)
    values, vectors = eigh(wide @ wide.T, subset_by_index=(size - rank, size - 1))
    return vectors[:, ::-1].copy(), values[::-1]


def _lanczos(
    times: Callable[[Floats], Floats], size: int, rank: int, rng: np.random.Generator, tolerance: float
) -> tuple[Floats, Floats]:
    """Leading eigenvectors (size × rank, orthonormal) and eigenvalues, descending, of a symmetric operator."""
    operator: Any = LinearOperator((size, size), matvec=times, dtype=np.dtype(np.float64))
    values, vectors = eigsh(operator, k=rank, which="LA", v0=rng.standard_normal(size), tol=tolerance)
    order = np.argsort(values)[::-1]
    factor, _ = np.linalg.qr(vectors[:, order])
    return factor, values[order]


def principal_rotation(cores: Floats, left: Floats, right: Floats) -> tuple[Floats, Floats]:
    """Rotations Q_R (a×a) and Q_T (b×b) that put components in principal order and fix their signs.

    Components of either side are the eigenvectors of Σ_i Z_i Z_i' (regulators) and Σ_i Z_i' Z_i (targets), most core
    energy first; each is signed so that its loading of largest magnitude is positive. ``left`` (q×a) and ``right``
    (p×b) are the factors; the fixed ones are ``left @ Q_R`` and ``right @ Q_T``.
    """
    rotations = []
    for factor, gram in (
        (left, np.einsum("iuv,iwv->uw", cores, cores)),
        (right, np.einsum("iuv,iuw->vw", cores, cores)),
    ):
        _, vectors = np.linalg.eigh(gram)
        rotation = vectors[:, ::-1]  # principal order: most energy first
        loadings = factor @ rotation
        strongest = np.abs(loadings).argmax(axis=0)
        signs = np.where(loadings[strongest, np.arange(rotation.shape[1])] < 0, -1.0, 1.0)
        rotations.append(rotation * signs)
    return rotations[0], rotations[1]
