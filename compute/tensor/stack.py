"""All samples' networks as one sparse matrix, for products with thin factors; nothing is ever made dense."""

from __future__ import annotations

import warnings
from collections.abc import Sequence
from typing import Any

import numpy as np
import torch
from numpy.typing import NDArray
from scipy import sparse

from compute.errors import UserError

Networks = Sequence[Any]
"""N scipy sparse matrices, regulators × targets, all of one shape."""


class NetworkStack:
    """N networks X_i (q×p, regulators × targets), stacked under each other along the longer side.

    The longer side is the one the sparse product contracts: the thin result, N × shorter side × rank, is then
    as small as it can be. Both directions of the product read the same arrays in storage order: forwards torch's,
    row by row; backwards scipy's, whose small result stays in the cache (5 times as fast there as torch's on a
    transposed copy). Neither depends on the number of threads.

    samples, regulators, targets: N, q, p. energy: Σ_i ‖X_i‖². mean: X̄ (sparse). variation: Σ_i ‖X_i − X̄‖².
    Coefficients are float64.
    """

    def __init__(self, networks: Networks) -> None:
        self.samples: int = len(networks)
        self.regulators: int = networks[0].shape[0]
        self.targets: int = networks[0].shape[1]
        self.contracts_regulators = self.regulators >= self.targets
        rows = [network.T if self.contracts_regulators else network for network in networks]
        stacked = sparse.csr_array(sparse.vstack(rows, format="csr", dtype=np.float64))
        stacked.sum_duplicates()
        self.energy = float(np.dot(stacked.data, stacked.data))
        self._networks = networks
        self.mean = self.weighted_sum(np.full(self.samples, 1 / self.samples))
        self.variation = max(self.energy - self.samples * float(self.mean.multiply(self.mean).sum()), 0.0)
        self.matrix = _as_torch(stacked)
        self._transposed = stacked.T

    @property
    def long_side(self) -> int:
        return max(self.regulators, self.targets)

    @property
    def short_side(self) -> int:
        return min(self.regulators, self.targets)

    def contract(self, thin: torch.Tensor) -> torch.Tensor:
        """Contract the longer side with a factor (long side × r): (N, short side, r), differentiable."""
        product: torch.Tensor = _Product.apply(thin, self)  # type: ignore[no-untyped-call]
        return product.reshape(self.samples, self.short_side, thin.shape[1])

    def expand(self, thin: torch.Tensor) -> torch.Tensor:
        """The adjoint of :meth:`contract`: (N, short side, r) to (long side, r), summed over samples."""
        return torch.from_numpy(self._transposed @ thin.reshape(self.samples * self.short_side, -1).numpy())

    def contract_short(self, thin: NDArray[np.float64]) -> NDArray[np.float64]:
        """Contract the shorter side with a factor (short side × r), sample by sample: (N, long side, r)."""
        product = np.empty((self.samples, self.long_side, thin.shape[1]))
        for sample, network in enumerate(self._networks):
            product[sample] = (network if self.contracts_regulators else network.T) @ thin
        return product

    def weighted_sum(self, weights: NDArray[np.float64]) -> Any:
        """Σ_i w_i X_i (q×p, sparse), for weights (N,)."""
        weighed = zip(weights, self._networks, strict=True)
        terms = (float(weight) * network for weight, network in weighed if weight)
        return sum(terms, start=sparse.csr_array((self.regulators, self.targets)))

    def cores(self, regulator_factor: torch.Tensor, target_factor: torch.Tensor) -> torch.Tensor:
        """Z_i = C_R' X_i C_T for all samples: (N, a, b), differentiable in both factors."""
        if self.contracts_regulators:
            return self.contract(regulator_factor).transpose(1, 2) @ target_factor
        return (self.contract(target_factor).transpose(1, 2) @ regulator_factor).transpose(1, 2)


class _Product(torch.autograd.Function):
    """Sparse × thin, whose derivative is the transposed sparse × thin."""

    @staticmethod
    def forward(ctx: Any, thin: torch.Tensor, stack: NetworkStack) -> torch.Tensor:
        ctx.stack = stack
        return stack.matrix @ thin

    @staticmethod
    def backward(ctx: Any, *gradients: torch.Tensor) -> tuple[torch.Tensor, None]:
        return ctx.stack.expand(gradients[0]), None


def _as_torch(matrix: sparse.csr_array[Any]) -> torch.Tensor:
    with warnings.catch_warnings():
        # torch says once per process that sparse CSR is in beta; the products used here are tested.
        warnings.filterwarnings("ignore", message="Sparse", category=UserWarning)
        return torch.sparse_csr_tensor(
            torch.from_numpy(matrix.indptr),
            torch.from_numpy(matrix.indices),
            torch.from_numpy(matrix.data),
            size=matrix.shape,
            check_invariants=False,
        )


def check_networks(networks: Networks, shape: tuple[int, int] | None = None) -> None:
    """:class:`UserError` unless there are networks, all sparse, finite and of one shape (``shape`` if given)."""
    if len(networks) == 0:
        raise UserError("There are no networks to learn from; give at least one sparse matrix per sample.")
    expected = shape
    for index, network in enumerate(networks):
        if not _is_sparse_matrix(network):
            raise UserError(
                f"Network {index} is a {type(network).__name__}; "
                "give each sample's network as a two-dimensional scipy sparse matrix, regulators × targets."
            )
        expected = expected or network.shape
        if network.shape != expected:
            raise UserError(
                f"Network {index} is {network.shape[0]} × {network.shape[1]} (regulators × targets) where "
                f"{expected[0]} × {expected[1]} is expected; give every sample the same regulators and targets."
            )
        if not _finite(network):
            raise UserError(
                f"Network {index} holds a missing or infinite coefficient; profile that sample again or leave it out."
            )


def _is_sparse_matrix(network: Any) -> bool:
    return bool(sparse.issparse(network)) and len(network.shape) == 2


def _finite(network: Any) -> bool:
    values: NDArray[np.float64] = network.tocoo().data
    return bool(np.isfinite(values).all())
