"""Networks whose genes need not correspond, each in its own small basis.

A network's activating and repressing edges may be kept apart as two channels. What an alignment of a few components
can use lies near the network's leading singular vectors, so it is computed in a basis of r of them per side
(compression before a Tucker decomposition, Bro and Andersson 1998); with r at least the network's rank nothing is lost.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import NDArray
from scipy import sparse
from scipy.linalg import eigh
from scipy.sparse.linalg import svds

from compute.components.deep_tensor.channels import CHANNEL_NAMES, Channels, split_channels
from compute.components.learn.checks import checked_rank
from compute.components.trip.stack import check_network
from compute.errors import UserError

Floats = NDArray[np.float64]

DENSE_SIDE = 600
"""Where a side is no longer than this its Gram is decomposed, dense; else Lanczos."""
LEAST_STRENGTH = 1e-7
"""Singular values below this share of the largest are rounding: those of a Gram's eigenvalues near 1e-16."""


@dataclass(frozen=True, eq=False)
class CompressedNetwork:
    """One network X (q×p) of s channels X_c in its own basis.

    regulator_basis U (q, r), target_basis V (p, r): orthonormal columns, strongest first, zero beyond the network's
    rank. core (s, r, r): U' X_c V. shape: (q, p). energy: ‖X‖².
    """

    shape: tuple[int, int]
    regulator_basis: Floats
    target_basis: Floats
    core: Floats
    energy: float


DeepNetworks = Sequence[Any]
"""Scipy sparse matrices, regulators × targets, of any shapes; or what :func:`compress` made of them."""


def compress(network: Any, size: int, channels: Channels) -> CompressedNetwork:
    """A sparse network in bases of ``size`` vectors per side; vectors beyond the network's rank are zero.

    The bases turn with the network: another order of its regulators or targets is the same order of the bases' rows.
    """
    parts = split_channels(network, channels)
    left = _basis(sparse.csr_array(sparse.hstack(parts)), size)
    right = _basis(sparse.csr_array(sparse.hstack([part.T for part in parts])), size)
    core = np.stack([left.T @ (part @ right) for part in parts])
    return CompressedNetwork(network.shape, left, right, core, float(sum((part.data**2).sum() for part in parts)))


def compressed(networks: DeepNetworks, size: int, channels: Channels) -> list[CompressedNetwork]:
    """All networks, compressed unless they are already."""
    return [
        network if isinstance(network, CompressedNetwork) else compress(network, size, channels) for network in networks
    ]


def check_deep_networks(networks: DeepNetworks, rank: tuple[int, int], size: int, channels: Channels) -> None:
    """:class:`UserError` where there is no network, one cannot be used, or is smaller than the rank."""
    if len(networks) == 0:
        raise UserError("There are no networks to learn from; give at least one sparse matrix per sample.")
    for number, network in enumerate(networks):
        if isinstance(network, CompressedNetwork):
            wanted = (len(CHANNEL_NAMES[channels]), size, size)
            if network.core.shape != wanted:
                raise UserError(
                    "Network {number} was compressed to {shape} where {wanted} is expected (channels, compression); "
                    "compress it again with the model's settings.",
                    number=number,
                    shape=str(network.core.shape),
                    wanted=str(wanted),
                )
        else:
            check_network(number, network)
        checked_rank(rank, network.shape)


def _basis(matrix: sparse.csr_array[Any], size: int) -> Floats:
    """Leading left singular vectors as columns (rows of ``matrix`` × size), each signed by the sum of its cubes."""
    basis = np.zeros((matrix.shape[0], size))
    if matrix.count_nonzero() == 0:
        return basis
    vectors, strengths = _leading(matrix, min(size, *matrix.shape))
    kept = vectors[:, strengths > LEAST_STRENGTH * strengths[0]]
    basis[:, : kept.shape[1]] = kept * np.where((kept**3).sum(axis=0) < 0, -1.0, 1.0)
    return basis


def _leading(matrix: sparse.csr_array[Any], count: int) -> tuple[Floats, Floats]:
    """``count`` leading left singular vectors and their singular values, descending."""
    rows, columns = matrix.shape
    if rows <= DENSE_SIDE:
        values, vectors = eigh((matrix @ matrix.T).toarray(), subset_by_index=(rows - count, rows - 1))
        return vectors[:, ::-1], np.sqrt(np.maximum(values[::-1], 0.0))
    if columns <= DENSE_SIDE:
        values, vectors = eigh((matrix.T @ matrix).toarray(), subset_by_index=(columns - count, columns - 1))
        strengths = np.sqrt(np.maximum(values[::-1], 0.0))
        safe = np.maximum(strengths, LEAST_STRENGTH * strengths[0])  # those below are dropped by whoever asked
        return (matrix @ vectors[:, ::-1]) / safe, strengths
    # The start must not depend on the order of the genes, or the result would, in its last digits.
    start = np.asarray(abs(matrix).sum(axis=1 if columns > rows else 0), dtype=np.float64)
    vectors, strengths, _ = svds(matrix, k=count, v0=start)
    return vectors[:, ::-1], np.asarray(strengths[::-1], dtype=np.float64)
