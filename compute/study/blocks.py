"""Networks of up to 32 neighbouring samples, stored edge by edge with a 32-bit sample mask.

Neighbouring samples share most of their edges, so an edge is written once per block: which of the block's
samples have it (one bit each) and, in sample order, their coefficients. A coefficient costs its 4 bytes plus
the edge's share of 14; one sample, one edge, one target and one regulator are each read without touching the rest.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray

from compute.study.format import save_arrays
from compute.study.intact import check_counts, check_edge_lists, check_pointer, check_positions, check_room, check_shape
from compute.study.kept import KEPT
from compute.study.stored import StoredArray, read_array

LISTS = ("regulator", "target_ptr", "by_regulator", "regulator_ptr", "mask", "value_ptr")
"""Arrays by which edges and their coefficients are found."""
ARRAYS = (*LISTS, "value")
"""What a block is made of, each ``NAME.npy``; beside them the diagnostics, where the method gives any."""


@dataclass(frozen=True)
class Coefficients:
    """Nonzero coefficients of one block in any order, each (target, regulator, sample) at most once.

    sample: position within the block (0..31); target, regulator: indices; value: float32, not zero.
    """

    sample: NDArray[np.integer[Any]]
    target: NDArray[np.integer[Any]]
    regulator: NDArray[np.integer[Any]]
    value: NDArray[np.float32]


def encode(coefficients: Coefficients, regulators: int, targets: int) -> dict[str, NDArray[Any]]:
    """The arrays of one block, sorted by (target, regulator, sample)."""
    edge = coefficients.target.astype(np.int64) * regulators + coefficients.regulator
    order = np.argsort(edge * 32 + coefficients.sample, kind="stable")
    edge, sample = edge[order], coefficients.sample[order].astype(np.uint32)
    first = np.flatnonzero(np.diff(edge, prepend=-1))
    bits = np.left_shift(np.uint32(1), sample, dtype=np.uint32)
    mask = np.bitwise_or.reduceat(bits, first) if first.size else np.empty(0, np.uint32)
    edges = edge[first]
    edge_target, edge_regulator = np.divmod(edges, regulators)
    value_ptr = np.append(first, edge.size)
    return {
        "target_ptr": np.searchsorted(edge_target, np.arange(targets + 1)).astype(np.int64),
        "regulator": edge_regulator.astype(np.uint16 if regulators <= 1 << 16 else np.uint32),
        "mask": mask,
        "value_ptr": value_ptr.astype(np.uint32 if edge.size < 1 << 32 else np.int64),
        "by_regulator": np.argsort(edge_regulator, kind="stable").astype(np.uint32),
        "regulator_ptr": np.append(0, np.cumsum(np.bincount(edge_regulator, minlength=regulators))).astype(np.int64),
        "value": coefficients.value[order].astype(np.float32),
    }


def write_block(folder: Path, arrays: dict[str, NDArray[Any]], fits: NDArray[np.void] | None) -> None:
    """Write a block's arrays and its diagnostics (samples × targets), if any, into an existing folder."""
    save_arrays(folder, arrays if fits is None else {**arrays, "fits": fits})


class Block:
    """Read one block: its lists into memory when first needed, looked through for positions that lead astray; of its
    coefficients and diagnostics only what is asked for.
    """

    def __init__(self, folder: Path, samples: range, shape: tuple[int, int] | None = None) -> None:
        """shape: numbers of regulators and targets, which the arrays are checked against; None: not checked."""
        self.folder = folder
        self.samples = samples
        self._shape = shape
        self._lists: Mapping[str, NDArray[Any]] | None = None

    @classmethod
    def of(cls, arrays: Mapping[str, NDArray[Any]], fits: NDArray[np.void] | None, samples: range) -> Block:
        """A block that is in memory only. arrays: as :func:`encode` gives them; fits: samples × targets, if any."""
        block = cls(Path(), samples)
        block._lists = {name: arrays[name] for name in LISTS}
        # They take the place of what would be read at first use.
        vars(block).update({"value": arrays["value"]} if fits is None else {"value": arrays["value"], "fits": fits})
        return block

    def _list(self, name: str) -> NDArray[Any]:
        lists = self._lists
        if lists is None:
            lists = self._lists = self._read()
            KEPT.note(self, sum(one.nbytes for one in lists.values()))
        return lists[name]

    def forget(self) -> None:
        """Let go of the lists; they are read again when they are needed."""
        self._lists = None

    def _read(self) -> dict[str, NDArray[Any]]:
        """:class:`~compute.errors.UserError` where an array would be read beyond its end."""
        if self._shape is None:
            return {name: read_array(self.folder / f"{name}.npy") for name in LISTS}
        regulators, targets = self._shape
        file = {name: self.folder / f"{name}.npy" for name in ARRAYS}
        edges = StoredArray(file["regulator"]).size
        check_room(file["regulator"], edges, regulators * targets)
        for name in LISTS:  # before so much is read
            check_room(file[name], StoredArray(file[name]).size, max(edges, regulators, targets) + 1)
        found = {name: read_array(file[name]) for name in LISTS}
        values = self.value.size
        check_edge_lists(file, found, regulators, targets)
        check_positions(file["mask"], found["mask"], edges, 1 << len(self.samples))
        check_shape(file["value"], self.value, (values,), "f")
        check_pointer(file["value_ptr"], found["value_ptr"], edges, values)
        check_counts(file["value_ptr"], found["value_ptr"], np.bitwise_count(found["mask"]))
        if (self.folder / "fits.npy").is_file():  # not every method has diagnostics
            self.fits  # noqa: B018  # checked as well
        return found

    @property
    def target_ptr(self) -> NDArray[np.int64]:
        return self._list("target_ptr")

    @property
    def regulator(self) -> NDArray[np.integer[Any]]:
        return self._list("regulator")

    @property
    def mask(self) -> NDArray[np.uint32]:
        return self._list("mask")

    @property
    def value_ptr(self) -> NDArray[np.integer[Any]]:
        return self._list("value_ptr")

    @property
    def by_regulator(self) -> NDArray[np.uint32]:
        return self._list("by_regulator")

    @property
    def regulator_ptr(self) -> NDArray[np.int64]:
        return self._list("regulator_ptr")

    @cached_property
    def value(self) -> NDArray[np.float32] | StoredArray:
        return StoredArray(self.folder / "value.npy")

    @cached_property
    def fits(self) -> NDArray[np.void] | StoredArray:
        found = StoredArray(self.folder / "fits.npy")
        if self._shape is not None:
            check_shape(found.path, found, (len(self.samples), self._shape[1]), "V")
        return found

    def network(self, sample: int) -> tuple[NDArray[np.int64], NDArray[np.int64], NDArray[np.float32]]:
        """One sample (position in the block): target pointer (targets + 1), regulators, coefficients."""
        present = (np.asarray(self.mask) >> np.uint32(sample)) & np.uint32(1)
        edges = np.flatnonzero(present)
        below = self.mask[edges] & np.uint32((1 << sample) - 1)
        offsets = self.value_ptr[edges].astype(np.int64) + np.bitwise_count(below)
        pointer = np.append(0, np.cumsum(present, dtype=np.int64))[self.target_ptr]
        return pointer, self.regulator[edges].astype(np.int64), self.value[offsets]

    def edge_counts(self) -> NDArray[np.int64]:
        """Number of edges in each of the block's samples."""
        mask = np.asarray(self.mask)
        return np.array([np.count_nonzero(mask & np.uint32(1 << s)) for s in range(len(self.samples))], np.int64)

    def edges_of_target(self, target: int) -> NDArray[np.int64]:
        """Positions of a target's edges in this block."""
        return np.arange(self.target_ptr[target], self.target_ptr[target + 1])

    def edges_of_regulator(self, regulator: int) -> NDArray[np.int64]:
        """Positions of a regulator's edges in this block, by target."""
        lo, hi = self.regulator_ptr[regulator], self.regulator_ptr[regulator + 1]
        return self.by_regulator[lo:hi].astype(np.int64)

    def find(self, regulators: NDArray[np.int64], targets: NDArray[np.int64]) -> NDArray[np.int64]:
        """Positions of the edges given by their ends in this block; −1 where it has none."""
        low, stop = self.target_ptr[targets], self.target_ptr[targets + 1]
        high = stop.copy()
        while (low < high).any():  # bisection in all targets' lists at once
            middle = (low + high) // 2
            before = (low < high) & (self._regulator_at(middle) < regulators)
            low, high = np.where(before, middle + 1, low), np.where(before, high, np.minimum(middle, high))
        there = (low < stop) & (self._regulator_at(low) == regulators)
        return np.where(there, low, -1)

    def _regulator_at(self, edges: NDArray[np.int64]) -> NDArray[np.int64]:
        if not self.regulator.size:
            return np.full(edges.size, -1)
        return self.regulator[np.minimum(edges, self.regulator.size - 1)].astype(np.int64)

    def target_of(self, edges: NDArray[np.int64]) -> NDArray[np.int64]:
        return np.searchsorted(self.target_ptr, edges, side="right") - 1

    def strengths(self, edges: NDArray[np.int64]) -> NDArray[np.float32]:
        """(edges,) the largest |coefficient| of each edge in the block's samples."""
        if edges.size == 0:
            return np.empty(0, np.float32)
        starts = self.value_ptr[edges].astype(np.int64)
        counts = np.bitwise_count(self.mask[edges]).astype(np.int64)
        values = np.abs(self.value[_runs(starts, counts)])
        largest: NDArray[np.float32] = np.maximum.reduceat(values, np.cumsum(counts) - counts)
        return largest

    def dense(self, edges: NDArray[np.int64]) -> NDArray[np.float32]:
        """Coefficients of the given edges, edges × samples of the block, zero where absent."""
        out = np.zeros((edges.size, len(self.samples)), np.float32)
        if edges.size == 0:
            return out
        masks = np.ascontiguousarray(self.mask[edges]).astype("<u4")
        bits = np.unpackbits(masks.view(np.uint8).reshape(-1, 4), axis=1, bitorder="little")
        present = bits[:, : len(self.samples)].astype(bool)
        counts = present.sum(axis=1)
        starts = self.value_ptr[edges].astype(np.int64)
        out[present] = self.value[_runs(starts, counts)]
        return out


def _runs(starts: NDArray[np.int64], counts: NDArray[np.int64]) -> NDArray[np.int64]:
    """The positions start, start + 1, … of each run, one run after the other."""
    runs: NDArray[np.int64] = np.arange(counts.sum()) + np.repeat(starts - (np.cumsum(counts) - counts), counts)
    return runs


Part = tuple[Block, NDArray[np.int64], NDArray[np.int64]]
"""Edges of one block: their positions there, and the positions of their other ends among regulators or targets."""


def rows_of(parts: list[Part], others: int) -> tuple[NDArray[np.int64], NDArray[np.int64]]:
    """The other ends of all parts, ascending, and the row of each of `others` among them (−1: none)."""
    row = np.full(others, -1)
    for _, _, ends in parts:
        row[ends] = 0
    indices = np.flatnonzero(row == 0)
    row[indices] = np.arange(indices.size)
    return indices, row
