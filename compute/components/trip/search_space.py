"""Networks compressed onto a subspace of either side, in which components are searched for, and which grows.

Components C = B W inside given orthonormal bases B have the cores W_R' (B_R' X_i B_T) W_T, exactly: nothing of the
objective is approximated, only where it is searched is restricted. So a step costs small dense products, and the
networks themselves are needed only to see whether something outside the bases would lower the loss: the gradient of the
objective by a factor, at the best factors inside, less its part inside, says in which directions. The bases grow by
these (a block Krylov method), and the search goes on from where it is until growing them changes nothing any more. What
is found is then as good a minimum of the whole objective as a search without bases ends at.               [ours]
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
import torch
from numpy.typing import NDArray
from scipy.linalg import eigh

from compute.components.trip.stack import NetworkStack

Floats = NDArray[np.float64]

WIDTH = (3, 20)
"""Vectors a basis starts with: so many times the rank, and so many more."""
INSIDE = 1e-7
"""A direction whose part outside a basis is shorter than this share of it counts as inside."""


@dataclass(frozen=True)
class Subspace:
    """Orthonormal factors: regulator_factor (q×a), target_factor (p×b)."""

    regulator_factor: Floats
    target_factor: Floats


class Bases:
    """Orthonormal bases of the shorter (short × k) and the longer side (long × k) of the networks."""

    def __init__(self, short: Floats, long: Floats) -> None:
        self.short, self.long = short, long

    def grow(self, short: Floats, long: Floats) -> bool:
        """Take directions (short × r, long × r) in, as far as they are outside; whether any was."""
        before = self.short.shape[1] + self.long.shape[1]
        self.short = _extended(self.short, short)
        self.long = _extended(self.long, long)
        return bool(self.short.shape[1] + self.long.shape[1] > before)


class CompressedStack:
    """The networks of ``stack`` inside ``bases``: for an objective, a stack of small networks with the same energy.

    regulators, targets: sizes of the two bases. Several stacks can be seen inside the same bases; each catches up by
    itself when these have grown.
    """

    def __init__(self, stack: NetworkStack, bases: Bases) -> None:
        self.stack, self.bases = stack, bases
        self.energy, self.variation = stack.energy, stack.variation
        self._half: list[NDArray[np.floating]] = []
        self._known = (0, 0)
        self._small = torch.empty(0)

    @property
    def whole(self) -> bool:
        """Whether nothing lies outside the bases."""
        return self.small.shape[1:] == (self.stack.short_side, self.stack.long_side)

    @property
    def regulators(self) -> int:
        return int(self._by_side[0].shape[1])

    @property
    def targets(self) -> int:
        return int(self._by_side[1].shape[1])

    def cores(self, regulator_factor: torch.Tensor, target_factor: torch.Tensor) -> torch.Tensor:
        """Cores (N, a, b) of all samples from factors inside the bases, differentiable in both."""
        swapped = self.stack.contracts_regulators
        long, short = (regulator_factor, target_factor) if swapped else (target_factor, regulator_factor)
        cores = self.stack.of_samples((self.small @ long).transpose(1, 2) @ short)
        return cores if swapped else cores.transpose(1, 2)

    @property
    def small(self) -> torch.Tensor:
        """(D, k_short, k_long): the distinct networks inside the bases."""
        size = self.bases.short.shape[1], self.bases.long.shape[1]
        if size != self._known:
            self._catch_up(*self._known)
            self._known = size
        return self._small

    def _catch_up(self, known_short: int, known_long: int) -> None:
        short, long = self.bases.short, self.bases.long
        halved = sum(half.shape[2] for half in self._half)
        if long.shape[1] > halved:
            self._half.append(self.stack.contract(long[:, halved:]))
        small = np.empty((self.stack.distinct, short.shape[1], long.shape[1]))
        if known_long:
            small[:, :known_short, :known_long] = self._small.numpy()
        new = short[:, known_short:].T
        column = 0
        for half in self._half:
            columns = slice(column, column + half.shape[2])
            rows, basis = (slice(known_short, None), new) if column < known_long else (slice(None), short.T)
            for network in range(self.stack.distinct):
                small[network, rows, columns] = basis @ half[network]
            column = columns.stop
        self._small = torch.from_numpy(small)

    def grow(self, place: Subspace, core_gradients: Floats) -> bool:
        """Take in where the loss falls outside the bases; ``place``: factors inside, ``core_gradients``: (N, a, b),
        the loss by every sample's core there. False where nothing outside would lower it."""
        long, short = place.target_factor, place.regulator_factor
        by_sample = core_gradients
        if self.stack.contracts_regulators:
            long, short, by_sample = short, long, core_gradients.transpose(0, 2, 1)
        gradients = self.stack.of_distinct(by_sample)
        of_long = self.stack.expand((self.bases.short @ short) @ gradients)
        of_short = np.zeros((self.stack.short_side, short.shape[1]))
        column = 0
        for half in self._half:
            part = long[column : column + half.shape[2]]
            of_short += np.einsum("dsr,dar->sa", half @ part.astype(half.dtype), gradients, optimize=True)
            column += half.shape[2]
        return self.bases.grow(of_short, of_long)

    def include(self, subspace: Subspace) -> None:
        """Grow the bases so that the factors of ``subspace`` (of whole size) lie inside."""
        pair = subspace.regulator_factor, subspace.target_factor
        self.bases.grow(*(pair[::-1] if self.stack.contracts_regulators else pair))

    def inside(self, subspace: Subspace) -> Subspace:
        """Factors of whole size, which lie inside, in the coordinates of the bases."""
        regulator, target = self._by_side
        return Subspace(regulator.T @ subspace.regulator_factor, target.T @ subspace.target_factor)

    def outside(self, subspace: Subspace) -> Subspace:
        """Factors in the coordinates of the bases, of whole size."""
        regulator, target = self._by_side
        return Subspace(regulator @ subspace.regulator_factor, target @ subspace.target_factor)

    @property
    def _by_side(self) -> tuple[Floats, Floats]:
        pair = self.bases.short, self.bases.long
        return pair[::-1] if self.stack.contracts_regulators else pair


def compressed(stack: NetworkStack, rank: tuple[int, int], seed: int) -> CompressedStack:
    """The networks inside bases that hold their strongest directions, outcome unseen (randomised HOSVD, Halko et al.
    2011, with one power step); a side that is hardly longer than its basis would be is taken whole."""
    long_rank, short_rank = rank if stack.contracts_regulators else rank[::-1]
    long_width, short_width = (WIDTH[0] * size + WIDTH[1] for size in (long_rank, short_rank))
    rng = np.random.default_rng(seed)
    long = np.eye(stack.long_side)
    if stack.long_side > 2 * long_width:
        shape = (stack.distinct, stack.short_side, long_width)
        drawn = rng.standard_normal(shape, dtype=np.float32) * np.sqrt(stack.times)[:, None, None]
        long, _ = np.linalg.qr(stack.expand(drawn))
        long, _ = np.linalg.qr(stack.expand(stack.contract(long) * stack.times[:, None, None]))
    found = CompressedStack(stack, Bases(np.eye(stack.short_side), long))
    if stack.short_side > 2 * short_width:
        half = stack.contract(long)
        gram = np.zeros((stack.short_side, stack.short_side))
        for network, times in zip(half, stack.times, strict=True):
            gram += times * (network @ network.T)
        size = stack.short_side
        short = eigh(gram, subset_by_index=(size - short_width, size - 1))[1][:, ::-1].copy()
        found = CompressedStack(stack, Bases(short, long))
        found._half = [half]
    return found


def _extended(basis: Floats, directions: Floats) -> Floats:
    room = basis.shape[0] - basis.shape[1]
    length = np.linalg.norm(directions, axis=0)
    outside = directions - basis @ (basis.T @ directions)
    outside -= basis @ (basis.T @ outside)
    kept = outside[:, np.linalg.norm(outside, axis=0) > INSIDE * length]
    if not room or not kept.size:
        return basis
    vectors, sizes, _ = np.linalg.svd(kept / np.linalg.norm(kept, axis=0), full_matrices=False)
    vectors = vectors[:, sizes > INSIDE * sizes[0]][:, :room]
    vectors -= basis @ (basis.T @ vectors)
    return np.hstack([basis, np.linalg.qr(vectors)[0]])
