"""Networks that share most of their edges, side by side: every edge once, with one coefficient for each network.

Neighbouring samples have nearly the same edges, so most of what is held is a coefficient and not an index, and a
product with a thin factor is one small dense product for every gene of the shorter side. Where networks share few
edges, each is a block of its own, and its products are sparse.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import cached_property
from itertools import pairwise
from typing import Any

import numpy as np
from numpy.typing import NDArray
from scipy import sparse

Floats = NDArray[np.float64]
Coefficients = NDArray[np.float32] | NDArray[np.float64]

WIDEST = 64
"""Networks in one block at most."""
LEAST_FULL = 0.5
"""Networks are put into one block as long as more than this share of what it holds are edges they have."""
ROWS = 1 << 16


@dataclass(frozen=True, eq=False)
class EdgeBlock:
    """m networks, short × long side. first: (short + 1,) where the edges of each gene of the shorter side begin;
    long: (E,) their genes on the longer side, ascending within each; values: (E, m), zero where a network lacks the
    edge. longer: number of genes on the longer side."""

    first: NDArray[np.int64]
    long: NDArray[np.int32]
    values: Coefficients
    longer: int

    @property
    def networks(self) -> int:
        return int(self.values.shape[1])

    @property
    def shorter(self) -> int:
        return len(self.first) - 1

    @cached_property
    def _ends(self) -> list[tuple[int, int]]:
        ends = self.first.tolist()
        return list(pairwise(ends))

    @cached_property
    def _only(self) -> Any:
        return sparse.csr_array((self.values[:, 0], self.long, self.first), shape=(self.shorter, self.longer))

    @cached_property
    def _sums(self) -> Any:
        """(longer, E): adds up what belongs to the same gene of the longer side."""
        edges = len(self.long)
        ones = np.ones(edges, self.values.dtype)
        return sparse.csc_array((ones, self.long, np.arange(edges + 1)), shape=(self.longer, edges))

    def contract(self, thin: Coefficients) -> Coefficients:
        """The longer side with a factor (longer × r): (m, shorter, r), in the precision of the factor."""
        if self.networks == 1:  # shares no edges with others: a product for every gene would be all overhead
            alone: Coefficients = (self._only @ thin)[None]
            return alone
        gathered, across = thin[self.long], self.values.T
        product = np.empty((self.shorter, self.networks, thin.shape[1]), thin.dtype)
        for gene, (begin, end) in enumerate(self._ends):
            np.matmul(across[:, begin:end], gathered[begin:end], out=product[gene])
        return product.transpose(1, 0, 2)

    def expand(self, thin: Coefficients) -> Coefficients:
        """The adjoint: (m, shorter, r) to (longer, r), summed over the networks."""
        if self.networks == 1:
            alone: Coefficients = self._only.T @ thin[0]
            return alone
        by_gene = np.ascontiguousarray(thin.transpose(1, 0, 2))
        product = np.empty((len(self.long), thin.shape[2]), self.values.dtype)
        for gene, (begin, end) in enumerate(self._ends):
            np.matmul(self.values[begin:end], by_gene[gene], out=product[begin:end])
        summed: Coefficients = self._sums @ product
        return summed

    def weighted_sum(self, weights: Floats) -> Any:
        """Σ_i w_i X_i (sparse, short × long, float64), for weights (m,)."""
        rows = range(0, len(self.long), ROWS)
        values = [self.values[row : row + ROWS].astype(np.float64) @ weights for row in rows]
        data = np.concatenate([np.empty(0), *values])
        return sparse.csr_array((data, self.long, self.first), shape=(self.shorter, self.longer))

    def energies(self) -> Floats:
        """(m,) ‖X_i‖²."""
        rows = range(0, len(self.long), ROWS)
        parts = [np.square(self.values[row : row + ROWS], dtype=np.float64).sum(axis=0) for row in rows]
        energies: Floats = np.sum([np.zeros(self.networks), *parts], axis=0)
        return energies

    def products(self) -> Floats:
        """(m, m) of all pairs of networks, coefficient by coefficient, summed."""
        rows = range(0, len(self.long), ROWS)
        parts = (self.values[row : row + ROWS].astype(np.float64) for row in rows)
        products: Floats = sum((part.T @ part for part in parts), start=np.zeros((self.networks,) * 2))
        return products

    def network(self, place: int) -> Any:
        """One network as a sparse matrix (short × long)."""
        one = sparse.csr_array((self.values[:, place], self.long, self.first), shape=(self.shorter, self.longer))
        one = one.copy()
        one.eliminate_zeros()
        return one


def blocks_of(networks: Iterable[Any], dtype: np.dtype[Any]) -> Iterator[EdgeBlock]:
    """Blocks of neighbouring networks (CSR, short × long, canonical) as far as they share edges, in their order."""
    held: list[Any] = []
    union = np.empty(0, bool)
    edges = coefficients = 0
    for network in networks:
        cells = _cells(network)
        union = union if union.size else np.zeros(int(np.prod(network.shape)), bool)
        fresh = int(np.count_nonzero(~union[cells]))
        full = (coefficients + cells.size) > LEAST_FULL * (edges + fresh) * (len(held) + 1)
        if held and (len(held) == WIDEST or not full):
            yield _block(held, union, dtype)
            held, edges, coefficients = [], 0, 0
            union[:] = False
            fresh = cells.size
        held.append(network)
        union[cells] = True
        edges, coefficients = edges + fresh, coefficients + cells.size
    if held:
        yield _block(held, union, dtype)


def _block(networks: list[Any], union: NDArray[np.bool_], dtype: np.dtype[Any]) -> EdgeBlock:
    shorter, longer = networks[0].shape
    cells = np.flatnonzero(union)
    place = np.empty(union.size, np.int32)
    place[cells] = np.arange(cells.size, dtype=np.int32)
    values = np.zeros((cells.size, len(networks)), dtype)
    for column, network in enumerate(networks):
        values[place[_cells(network)], column] = network.data
    first = np.searchsorted(cells, np.arange(shorter + 1) * longer)
    return EdgeBlock(first.astype(np.int64), (cells % longer).astype(np.int32), values, longer)


def _cells(network: Any) -> NDArray[np.int64]:
    """Positions of the edges in the flattened matrix, ascending."""
    shorter, longer = network.shape
    rows = np.repeat(np.arange(shorter, dtype=np.int64) * longer, np.diff(network.indptr))
    cells: NDArray[np.int64] = rows + network.indices
    return cells
