"""Where the search for factors starts, and the rotation in which the found ones are shown."""

from __future__ import annotations

from typing import Any

import numpy as np
import torch
from numpy.typing import NDArray
from scipy import sparse
from scipy.linalg import eigh
from scipy.sparse.linalg import svds

from compute.components.trip.search_space import CompressedStack, Subspace
from compute.components.trip.stack import NetworkStack

Floats = NDArray[np.float64]

MAX_SWEEPS = 60
SWEEP_TOLERANCE = 1e-6
"""HOOI stops when a sweep adds less than this share of the total energy."""


def unsupervised_subspace(networks: CompressedStack, rank: tuple[int, int]) -> tuple[Subspace, float]:
    """The factors that keep most of Σ_i ‖X_i‖² without looking at any score, and the share they keep (0..1).

    Starts from the sequentially truncated HOSVD (Vannieuwenhoven et al. 2012) and alternates (HOOI, De Lathauwer
    et al. 2000): with one factor held, the other is the leading singular space of the projected networks side by side.
    This is done inside the bases, which then grow by where the energy kept rises outside them, until it rises no more.
    The share kept is the ceiling against which that of a supervised subspace is read. Factors are of whole size.
    """
    factors, energy = _alternated(networks, rank, None)
    for _ in range(MAX_SWEEPS):
        cores = networks.cores(*map(torch.from_numpy, (factors.regulator_factor, factors.target_factor))).numpy()
        before, whole = energy, networks.outside(factors)
        if not networks.grow(factors, cores):
            break
        factors, energy = _alternated(networks, rank, networks.inside(whole))
        if energy - before <= SWEEP_TOLERANCE * networks.energy:
            break
    return networks.outside(factors), min(energy / networks.energy, 1.0)


def _alternated(networks: CompressedStack, rank: tuple[int, int], start: Subspace | None) -> tuple[Subspace, float]:
    """HOOI inside the bases: factors there, and the energy they keep."""
    long_rank, short_rank = rank if networks.stack.contracts_regulators else rank[::-1]
    small = networks.small.numpy() * np.sqrt(networks.stack.times)[:, None, None]
    if start is None:
        long = _leading(small.reshape(-1, small.shape[2]), long_rank)[0]
    else:
        long = start.regulator_factor if networks.stack.contracts_regulators else start.target_factor
    energy = 0.0
    for _ in range(MAX_SWEEPS):
        short, _ = _leading((small @ long).transpose(0, 2, 1).reshape(-1, small.shape[1]), short_rank)
        long, values = _leading((short.T @ small).reshape(-1, small.shape[2]), long_rank)
        before, energy = energy, float(values.sum())
        if energy - before <= SWEEP_TOLERANCE * networks.energy:
            break
    factors = (long, short) if networks.stack.contracts_regulators else (short, long)
    return Subspace(*factors), energy


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


def _leading(tall: Floats, rank: int) -> tuple[Floats, Floats]:
    """The leading right singular vectors (size × rank) and squared singular values of a ``tall`` matrix (· × size)."""
    size = tall.shape[1]
    values, vectors = eigh(tall.T @ tall, subset_by_index=(size - rank, size - 1))
    return vectors[:, ::-1].copy(), values[::-1]


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
