"""All samples' networks for products with thin factors; nothing is ever made dense."""

from __future__ import annotations

from collections.abc import Sequence
from functools import cached_property
from typing import Any, overload

import numpy as np
import torch
from numpy.typing import NDArray
from scipy import sparse

from compute.components.trip.edge_block import Coefficients, EdgeBlock, blocks_of
from compute.errors import UserError

Floats = NDArray[np.float64]
Networks = Sequence[Any]
"""N scipy sparse matrices, regulators × targets, all of one shape; or a :class:`NetworkStack` of them."""


class NetworkStack(Sequence[Any]):
    """N networks X_i (q×p, regulators × targets), those that are the same held once.

    The longer side is the one products contract: the thin result, networks × shorter side × rank, is then as small as
    it can be. float32 networks stay float32 (their products are good to 1e-6), others are float64. As a sequence it
    gives the networks as sparse matrices; :meth:`take` gives some of the samples without copying any coefficient.

    samples, regulators, targets: N, q, p. of_sample: (N,) which of the D distinct networks is each sample's.
    energy: Σ_i ‖X_i‖². mean: X̄ (sparse). variation: Σ_i ‖X_i − X̄‖².
    """

    def __init__(
        self,
        blocks: Sequence[EdgeBlock],
        of_sample: NDArray[np.intp],
        shape: tuple[int, int],
        energies: Floats | None = None,
    ) -> None:
        """``blocks``: of all networks; ``of_sample``: positions among them, in their order; ``shape``: (q, p)."""
        self._blocks = blocks
        self._begin = np.cumsum([0, *(block.networks for block in blocks)])
        self._energies = np.concatenate([block.energies() for block in blocks]) if energies is None else energies
        self._held, self.of_sample = np.unique(of_sample, return_inverse=True)
        self.regulators, self.targets = shape
        self.contracts_regulators = contracts_regulators(shape)
        self.times = np.bincount(self.of_sample, minlength=len(self._held)).astype(np.float64)
        self.energy = float(self._energies[self._held] @ self.times)

    @classmethod
    def of(cls, networks: Networks) -> NetworkStack:
        """The networks themselves if they are a stack already; a matrix that is there more than once counts once."""
        if isinstance(networks, NetworkStack):
            return networks
        distinct = {id(network): network for network in networks}
        place = {key: position for position, key in enumerate(distinct)}
        single = all(network.dtype == np.float32 for network in distinct.values())
        dtype = np.dtype(np.float32 if single else np.float64)
        shape = shape_of(networks)
        transposed = contracts_regulators(shape)
        canonical = (_canonical(network.T if transposed else network) for network in distinct.values())
        blocks = list(blocks_of(canonical, dtype))
        return cls(blocks, np.array([place[id(network)] for network in networks], np.intp), shape)

    def __len__(self) -> int:
        return self.samples

    @overload
    def __getitem__(self, index: int) -> Any: ...
    @overload
    def __getitem__(self, index: slice) -> NetworkStack: ...
    def __getitem__(self, index: int | slice) -> Any:
        if isinstance(index, slice):
            return self.take(np.arange(self.samples)[index])
        column = int(self._held[self.of_sample[index]])
        block = int(np.searchsorted(self._begin, column, side="right")) - 1
        network = self._blocks[block].network(column - int(self._begin[block]))
        return network.T.tocsr() if self.contracts_regulators else network

    def take(self, samples: NDArray[np.intp]) -> NetworkStack:
        """The stack of some samples, in the order given, each as often as it is named."""
        columns = self._held[self.of_sample[samples]]
        return NetworkStack(self._blocks, columns, (self.regulators, self.targets), self._energies)

    @property
    def samples(self) -> int:
        return len(self.of_sample)

    @property
    def distinct(self) -> int:
        """D, the number of different networks."""
        return len(self._held)

    @property
    def dtype(self) -> np.dtype[Any]:
        return self._blocks[0].values.dtype

    @property
    def long_side(self) -> int:
        return max(self.regulators, self.targets)

    @property
    def short_side(self) -> int:
        return min(self.regulators, self.targets)

    def contract(self, thin: NDArray[Any], exact: bool = False) -> Coefficients:
        """The longer side with a factor (long side × r), of the distinct networks: (D, short side, r).

        ``exact``: in double precision whatever the networks are in, which takes several times as long.
        """
        given = np.ascontiguousarray(thin, np.float64 if exact else self.dtype)
        product = np.empty((self.distinct, self.short_side, thin.shape[1]), given.dtype)
        for block, chosen, places in self._used:
            product[places] = block.contract(given)[chosen]
        return product

    def expand(self, thin: NDArray[Any]) -> Floats:
        """The adjoint of :meth:`contract`: (D, short side, r) to (long side, r), summed over the distinct networks."""
        product = np.zeros((self.long_side, thin.shape[2]))
        for block, chosen, places in self._used:
            given = np.zeros((block.networks, *thin.shape[1:]), self.dtype)
            given[chosen] = thin[places]
            product += block.expand(given)
        return product

    @cached_property
    def _used(self) -> list[tuple[EdgeBlock, NDArray[np.intp], slice]]:
        """Blocks of which a network is used, which of theirs those are, and where they are among the distinct ones."""
        used = []
        ends = np.searchsorted(self._held, self._begin)
        for block, begin, low, high in zip(self._blocks, self._begin, ends[:-1], ends[1:], strict=False):
            if high > low:
                used.append((block, self._held[low:high] - begin, slice(int(low), int(high))))
        return used

    def weighted_sum(self, weights: Floats) -> Any:
        """Σ_i w_i X_i (q×p, sparse), for weights (N,)."""
        of_distinct = np.bincount(self.of_sample, weights, minlength=self.distinct)
        total: Any = sparse.csr_array((self.short_side, self.long_side))
        for block, chosen, places in self._used:
            of_block = np.zeros(block.networks)
            of_block[chosen] = of_distinct[places]
            if of_block.any():
                total = total + block.weighted_sum(of_block)
        return total.T.tocsr() if self.contracts_regulators else total

    @cached_property
    def mean(self) -> Any:
        return self.weighted_sum(np.full(self.samples, 1 / self.samples))

    @cached_property
    def variation(self) -> float:
        return max(self.energy - self.samples * float(self.mean.multiply(self.mean).sum()), 0.0)

    def cores(self, regulator_factor: torch.Tensor, target_factor: torch.Tensor) -> torch.Tensor:
        """Z_i = C_R' X_i C_T for all samples: (N, a, b), in double precision, differentiable in both factors."""
        long, short = regulator_factor, target_factor
        if not self.contracts_regulators:
            long, short = short, long
        product: torch.Tensor = _Product.apply(long, self)  # type: ignore[no-untyped-call]
        cores = self.of_samples(product.transpose(1, 2) @ short)
        return cores if self.contracts_regulators else cores.transpose(1, 2)

    def of_samples(self, cores: torch.Tensor) -> torch.Tensor:
        """What holds of the distinct networks (D, …), of every sample: (N, …)."""
        return cores[torch.from_numpy(self.of_sample)]

    def of_distinct(self, cores: Floats) -> Floats:
        """The adjoint of :meth:`of_samples`: (N, …) to (D, …)."""
        found = np.zeros((self.distinct, *cores.shape[1:]))
        np.add.at(found, self.of_sample, cores)
        return found


class _Product(torch.autograd.Function):
    """Sparse × thin, whose derivative is the transposed sparse × thin."""

    @staticmethod
    def forward(ctx: Any, thin: torch.Tensor, stack: NetworkStack) -> torch.Tensor:
        ctx.stack = stack
        return torch.from_numpy(stack.contract(thin.numpy(), exact=True))

    @staticmethod
    def backward(ctx: Any, *gradients: torch.Tensor) -> tuple[torch.Tensor, None]:
        return torch.from_numpy(ctx.stack.expand(gradients[0].numpy())), None


def contracts_regulators(shape: tuple[int, int]) -> bool:
    """Whether the regulators (of regulators × targets) are the longer side."""
    return shape[0] >= shape[1]


def shape_of(networks: Networks) -> tuple[int, int]:
    """Regulators × targets."""
    if isinstance(networks, NetworkStack):
        return networks.regulators, networks.targets
    shape: tuple[int, int] = networks[0].shape
    return shape


def taken(networks: Networks, samples: NDArray[np.intp]) -> Networks:
    """Some of the networks, without a copy."""
    if isinstance(networks, NetworkStack):
        return networks.take(samples)
    return [networks[int(sample)] for sample in samples]


def check_networks(networks: Networks, shape: tuple[int, int] | None = None) -> None:
    """:class:`UserError` unless there are networks, all sparse, finite and of one shape (``shape`` if given)."""
    if len(networks) == 0:
        raise UserError("There are no networks to learn from; give at least one sparse matrix per sample.")
    expected = shape
    if isinstance(networks, NetworkStack):
        _check_shape(0, shape_of(networks), expected)
        if not np.isfinite(networks.energy):
            raise UserError("A network holds a missing or infinite coefficient; profile that sample again.")
        return
    for index, network in enumerate(networks):
        check_network(index, network, expected)
        expected = expected or network.shape


def check_network(index: int, network: Any, shape: tuple[int, int] | None = None) -> None:
    """:class:`UserError` unless it is sparse, finite and of the shape, where one is given. index: its number."""
    if not _is_sparse_matrix(network):
        raise UserError(
            "Network {index} is a {name}; give each sample's network as a two-dimensional scipy sparse matrix, "
            "regulators × targets.",
            index=index,
            name=type(network).__name__,
        )
    _check_shape(index, network.shape, shape)
    if not _finite(network):
        raise UserError(
            "Network {index} holds a missing or infinite coefficient; profile that sample again or leave it out.",
            index=index,
        )


def _check_shape(index: int, shape: tuple[int, int], expected: tuple[int, int] | None) -> None:
    if expected is not None and shape != expected:
        raise UserError(
            "Network {index} is {rows} × {columns} (regulators × targets) where {wanted_rows} × {wanted_columns} "
            "is expected; give every sample the same regulators and targets.",
            index=index,
            rows=shape[0],
            columns=shape[1],
            wanted_rows=expected[0],
            wanted_columns=expected[1],
        )


def _is_sparse_matrix(network: Any) -> bool:
    return bool(sparse.issparse(network)) and len(network.shape) == 2


def _finite(network: Any) -> bool:
    values: Floats = network.tocoo().data
    return bool(np.isfinite(values).all())


def _canonical(network: Any) -> Any:
    """As CSR with every edge once, in order; the given matrix stays as it is."""
    rows = sparse.csr_array(network)
    if not rows.has_canonical_format:
        rows = rows.copy()
        rows.sum_duplicates()
    return rows
