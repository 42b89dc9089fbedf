"""Networks stored as courses: a few numbers per edge, from which its coefficient follows at any score.

    coefficient(m) = Σ_f course_f B_f(m)        variance(m) = Σ_fg spread_fg B_f(m) B_g(m)

The functions B are one table for the whole study. An edge is there where its coefficient exceeds ``least`` in size.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path
from statistics import NormalDist
from typing import Any

import numpy as np
from numpy.typing import NDArray

from compute.study.blocks import Block
from compute.study.format import COURSES, NETWORKS, block_ranges, save_arrays
from compute.study.intact import check_edge_lists, check_room, check_shape
from compute.study.stored import StoredArray, read_array

FITS = "fits"
BAND = 0.9
"""The probability with which a coefficient lies in its band, score by score, as its model has it."""
HELD = 0.87
"""The share of planted coefficients that lie in their band of this level, of edges that a study has: planted on real
regulators' expression, either form (docs/evaluation.md; 0.94 and 0.95 where regulators are simulated too)."""
ROWS_AT_ONCE = 1 << 16
"""Edges whose coefficients at many scores are computed together: 16 MB for 32 samples."""


@dataclass(frozen=True)
class CourseTable:
    """What a method gives: score (g,), ascending, and functions (g, K) there. target, regulator (e,): positions.

    course (e, K), spread (e, K (K + 1)/2): mean and covariance, its upper triangle row by row. least: the size that
    makes an edge. fits (p,): the method's diagnostics, or None.
    """

    score: NDArray[np.float64]
    functions: NDArray[np.float64]
    target: NDArray[np.integer[Any]]
    regulator: NDArray[np.integer[Any]]
    course: NDArray[np.float32]
    spread: NDArray[np.float32]
    least: float
    fits: NDArray[np.void] | None = None


@dataclass(frozen=True)
class EdgeBand:
    """One edge along the score, (s,) each: coefficient, and between what it lies with the probability asked for."""

    score: NDArray[np.float64]
    coefficient: NDArray[np.float64]
    low: NDArray[np.float64]
    high: NDArray[np.float64]

    @property
    def leaves_out_zero(self) -> NDArray[np.bool_]:
        """(s,) where it does."""
        return leaves_out_zero(self.low, self.high)


def leaves_out_zero(low: NDArray[np.float64], high: NDArray[np.float64]) -> NDArray[np.bool_]:
    """Whether bands from ``low`` to ``high``, arrays of one shape, leave out 0."""
    found: NDArray[np.bool_] = (low > 0) | (high < 0)
    return found


def write_courses(folder: Path, table: CourseTable, regulators: int, targets: int) -> None:
    """Write the arrays into an existing folder, edges by target, then regulator."""
    order = np.lexsort((table.regulator, table.target))
    regulator = np.asarray(table.regulator)[order].astype(np.uint16 if regulators <= 1 << 16 else np.uint32)
    arrays: dict[str, NDArray[Any]] = {
        "score": table.score,
        "functions": table.functions,
        "target_ptr": np.searchsorted(np.asarray(table.target)[order], np.arange(targets + 1)).astype(np.int64),
        "regulator": regulator,
        "by_regulator": np.argsort(regulator, kind="stable").astype(np.uint32),
        "regulator_ptr": np.append(0, np.cumsum(np.bincount(regulator, minlength=regulators))).astype(np.int64),
        "course": table.course[order].astype(np.float32),
        "spread": table.spread[order].astype(np.float32),
        "least": np.array([table.least]),
    }
    save_arrays(folder, arrays if table.fits is None else {**arrays, FITS: table.fits})


class Courses:
    """Read the courses of a study: all of it when first needed, and looked through for positions that lead astray."""

    def __init__(self, study: Path, shape: tuple[int, int] | None = None) -> None:
        """shape: numbers of regulators and targets, which the arrays are checked against; None: not checked."""
        self.folder = study / NETWORKS / COURSES
        self._shape = shape

    def read(self, name: str) -> NDArray[Any]:
        return read_array(self.folder / f"{name}.npy")

    @cached_property
    def arrays(self) -> Mapping[str, NDArray[Any]]:
        names = ("score", "functions", "target_ptr", "regulator", "by_regulator", "regulator_ptr", "course", "spread")
        if self._shape is not None:
            file = self.folder / "regulator.npy"
            check_room(file, StoredArray(file).size, self._shape[0] * self._shape[1])
        found = {name: self.read(name) for name in names}
        if self._shape is not None:
            self._check(found, *self._shape)
        return found

    def _check(self, found: Mapping[str, NDArray[Any]], regulators: int, targets: int) -> None:
        """:class:`~compute.errors.UserError` where an array would be read beyond its end."""
        file = {name: self.folder / f"{name}.npy" for name in found}
        scores, functions = np.atleast_2d(found["functions"]).shape
        edges = check_edge_lists(file, found, regulators, targets)
        check_shape(file["score"], found["score"], (scores,))
        check_shape(file["course"], found["course"], (edges, functions))
        check_shape(file["spread"], found["spread"], (edges, functions * (functions + 1) // 2))

    @cached_property
    def least(self) -> float:
        return float(self.read("least")[0])

    @cached_property
    def fits(self) -> NDArray[np.void]:
        found = self.read(FITS)
        if self._shape is not None:
            check_shape(self.folder / f"{FITS}.npy", found, (self._shape[1],), "V")
        return found

    def functions(self, scores: NDArray[np.float64]) -> NDArray[np.float64]:
        """(s, K) at these scores: in between the stored ones on a straight line, beyond the ends as at the end."""
        at = self.arrays["score"]
        return np.column_stack([np.interp(scores, at, column) for column in np.asarray(self.arrays["functions"]).T])

    def coefficients(self, edges: NDArray[np.int64] | slice, functions: NDArray[np.float64]) -> NDArray[np.float32]:
        """(e, s) of these edges (positions) where the functions are (s, K); 0 where an edge is not there."""
        course, table = np.asarray(self.arrays["course"][edges]), functions.T.astype(np.float32)
        # Function by function: the same bits for one edge as for many, which a matrix product does not give.
        found: NDArray[np.float32] = course[:, :1] * table[0]
        part = np.empty_like(found)
        for number in range(1, len(table)):
            found += np.multiply(course[:, number : number + 1], table[number], out=part)
        if self.least > 0:
            found[np.abs(found) <= self.least] = 0.0
        return found

    def band(self, edge: int, scores: NDArray[np.float64], level: float) -> EdgeBand:
        """The course of one edge (its position; −1: zeros, as it is no edge) and its pointwise band of that level."""
        functions = self.functions(scores)
        if edge < 0:
            zero = np.zeros(scores.size)
            return EdgeBand(scores, zero, zero, zero)
        mean = functions @ self.arrays["course"][edge].astype(np.float64)
        reach = self.reach(np.array([edge]), functions, level)[0]
        return EdgeBand(scores, mean, mean - reach, mean + reach)

    def reach(self, edges: NDArray[np.int64], functions: NDArray[np.float64], level: float) -> NDArray[np.float64]:
        """(e, s) half the width of these edges' band of that level (positions; −1: 0, as it is no edge) where the
        functions, or any linear combination of them, are (s, K): at scores, of means over scores, of differences.
        """
        row, column = np.triu_indices(functions.shape[1])
        products = functions[:, row] * functions[:, column] * np.where(row == column, 1.0, 2.0)
        there = edges >= 0
        variance = np.zeros((edges.size, len(functions)))
        variance[there] = self.arrays["spread"][edges[there]].astype(np.float64) @ products.T
        found: NDArray[np.float64] = NormalDist().inv_cdf(0.5 + level / 2.0) * np.sqrt(np.maximum(variance, 0.0))
        return found


class CourseBlock(Block):
    """Neighbouring samples' networks, computed from the courses where they are read.

    Every block has all edges of the study; those that none of its samples has are among them.
    """

    def __init__(self, courses: Courses, scores: NDArray[np.float64], samples: range) -> None:
        super().__init__(courses.folder, samples)
        self.courses = courses
        self.functions = courses.functions(scores)

    def _list(self, name: str) -> NDArray[Any]:
        return self.courses.arrays[name]

    @cached_property
    def mask(self) -> NDArray[np.uint32]:
        if self.courses.least == 0:
            everyone = np.uint32((1 << len(self.samples)) - 1)
            return np.broadcast_to(everyone, self.regulator.shape)
        bits = np.left_shift(np.uint32(1), np.arange(len(self.samples), dtype=np.uint32), dtype=np.uint32)
        parts = [
            ((self._at(slice(first, first + ROWS_AT_ONCE)) != 0) @ bits.astype(np.int64)).astype(np.uint32)
            for first in range(0, self.regulator.size, ROWS_AT_ONCE)
        ]
        return np.concatenate([np.empty(0, np.uint32), *parts])

    @cached_property
    def value_ptr(self) -> NDArray[np.integer[Any]]:
        return np.append(0, np.cumsum(np.bitwise_count(self.mask), dtype=np.int64))

    @property
    def value(self) -> NDArray[np.float32]:  # all of them, each time anew: never kept
        dense = self._at(slice(0, self.regulator.size))
        return dense[dense != 0] if self.courses.least > 0 else dense.ravel()

    @property
    def fits(self) -> NDArray[np.void]:  # one fit of a target serves all samples
        one = self.courses.fits
        return np.broadcast_to(one, (len(self.samples), one.size))

    def network(self, sample: int) -> tuple[NDArray[np.int64], NDArray[np.int64], NDArray[np.float32]]:
        return network_at(self.courses, self.functions[sample])

    def edge_counts(self) -> NDArray[np.int64]:
        everyone = np.full(len(self.samples), self.regulator.size, np.int64)
        return everyone if self.courses.least == 0 else super().edge_counts()

    def sums(
        self, edges: NDArray[np.int64], inside: NDArray[np.bool_]
    ) -> tuple[NDArray[np.int64], NDArray[np.float64], NDArray[np.float64], NDArray[np.int32]]:
        """Over the samples that are ``inside``: positions of the edges that any of them has, sums, sums of squares and
        numbers of coefficients. Where every coefficient counts they follow from those of the functions.
        """
        if self.courses.least == 0:
            course, table = self.courses.arrays["course"][edges].astype(np.float64), self.functions[inside]
            squares = np.einsum("ef,fg,eg->e", course, table.T @ table, course)
            return edges, course @ table.sum(axis=0), squares, np.full(edges.size, len(table), np.int32)
        values = self.dense(edges)[:, inside].astype(np.float64)
        counts = np.count_nonzero(values, axis=1).astype(np.int32)
        found = np.flatnonzero(counts)
        return edges[found], values[found].sum(axis=1), np.square(values[found]).sum(axis=1), counts[found]

    def strengths(self, edges: NDArray[np.int64]) -> NDArray[np.float32]:
        found: NDArray[np.float32] = np.abs(self._at(edges)).max(axis=1, initial=0.0)
        return found

    def dense(self, edges: NDArray[np.int64]) -> NDArray[np.float32]:
        return self._at(edges)

    def _at(self, edges: NDArray[np.int64] | slice) -> NDArray[np.float32]:
        return self.courses.coefficients(edges, self.functions)


def course_blocks(courses: Courses, modulator: NDArray[np.float64]) -> list[Block]:
    """One for each 32 samples, in the order of the score (n,)."""
    return [CourseBlock(courses, modulator[list(samples)], samples) for samples in block_ranges(modulator.size)]


def network_at(
    courses: Courses, functions: NDArray[np.float64]
) -> tuple[NDArray[np.int64], NDArray[np.int64], NDArray[np.float32]]:
    """The network where the functions are (K,): target pointer (targets + 1), regulators, coefficients."""
    value = courses.coefficients(slice(None), functions[None])[:, 0]
    there = value != 0
    pointer = np.append(0, np.cumsum(there, dtype=np.int64))[courses.arrays["target_ptr"]]
    return pointer, courses.arrays["regulator"][there].astype(np.int64), value[there]


def course_counts(courses: Courses, modulator: NDArray[np.float64]) -> dict[str, int]:
    """What a record says of them: edges, coefficients (of all samples' networks), fits."""
    blocks = course_blocks(courses, modulator)
    edges = int(courses.arrays["regulator"].size)
    present = sum(int(np.bitwise_count(block.mask).sum()) for block in blocks)
    fits = courses.fits.size if (courses.folder / f"{FITS}.npy").is_file() else 0
    return {"edges": edges, "coefficients": present, "fits": fits}
