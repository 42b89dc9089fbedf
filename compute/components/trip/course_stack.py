"""Networks that are courses of the score, as a stack of a few slices in place of all samples' networks."""

from __future__ import annotations

from typing import Any

import numpy as np
import torch
from numpy.typing import NDArray
from scipy import sparse

from compute.components.trip.edge_block import Coefficients, EdgeBlock
from compute.components.trip.stack import NetworkStack, contracts_regulators

Floats = NDArray[np.float64]
NEGLIGIBLE = 1e-10
"""A combination of functions that is this small beside the largest at every sample counts as none."""


class CourseStack(NetworkStack):
    """X_i = Σ_f B_if C_f = Σ_d U_id (Σ_f S_df C_f), with B = U S and the columns of U orthonormal.

    Sums of squares over samples are therefore sums over D ≤ K slices. The stack behaves like D distinct networks, and a
    sample's network is a weighted sum of them. Nothing is approximated.
    """

    def __init__(self, slices: EdgeBlock, functions: Floats, shape: tuple[int, int]) -> None:
        """slices: the K networks C_f. functions (n, K): B. shape: (q, p)."""
        self._slices, self._functions = slices, functions
        self.regulators, self.targets = shape
        self.contracts_regulators = contracts_regulators(shape)
        left, size, right = np.linalg.svd(functions, full_matrices=False)
        kept = size > NEGLIGIBLE * size[0]
        self._weights, self._turn = np.ascontiguousarray(left[:, kept]), size[kept, None] * right[kept]
        self.times = np.ones(int(kept.sum()))
        products = slices.products()
        self.energy = float(np.einsum("dk,kl,dl->", self._turn, products, self._turn))

    def __getitem__(self, index: int | slice) -> Any:
        if isinstance(index, slice):
            return self.take(np.arange(self.samples)[index])
        values = self._slices.values @ self._functions[index].astype(self.dtype)
        shape = (self.short_side, self.long_side)
        network = sparse.csr_array((values, self._slices.long, self._slices.first), shape=shape).copy()
        network.eliminate_zeros()
        return network.T.tocsr() if self.contracts_regulators else network

    def take(self, samples: NDArray[np.intp]) -> CourseStack:
        return CourseStack(self._slices, self._functions[samples], (self.regulators, self.targets))

    @property
    def samples(self) -> int:
        return len(self._functions)

    @property
    def distinct(self) -> int:
        return len(self.times)

    @property
    def dtype(self) -> np.dtype[Any]:
        return self._slices.values.dtype

    def contract(self, thin: NDArray[Any], exact: bool = False) -> Coefficients:
        given = np.ascontiguousarray(thin, np.float64 if exact else self.dtype)
        product: Coefficients = np.einsum("dk,ksr->dsr", self._turn.astype(given.dtype), self._slices.contract(given))
        return product

    def expand(self, thin: NDArray[Any]) -> Floats:
        given = np.einsum("dk,dsr->ksr", self._turn.astype(self.dtype), thin.astype(self.dtype))
        return self._slices.expand(given).astype(np.float64)

    def weighted_sum(self, weights: Floats) -> Any:
        total = self._slices.weighted_sum(self._functions.T @ weights)
        return total.T.tocsr() if self.contracts_regulators else total

    def of_samples(self, cores: torch.Tensor) -> torch.Tensor:
        found: torch.Tensor = torch.tensordot(torch.from_numpy(self._weights), cores, 1)
        return found

    def of_distinct(self, cores: Floats) -> Floats:
        found: Floats = np.tensordot(self._weights.T, cores, 1)
        return found
