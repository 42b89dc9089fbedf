"""Complementary halves of the samples, and random parts of each half: what an edge must be found again in.

Where the samples fall into groups (tissues), halves are made of whole groups, and so are their parts: what is then
found again is found in other groups. Source of complementary pairs: Shah & Samworth 2013; the parts of each half are
ours.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

PART = 0.5
"""Share of a half's samples in each part."""
PART_OF_GROUPS = 2 / 3
"""Share of a half's groups in each part."""
FEWEST_GROUPS = 6
"""With fewer groups a half has too few of them to draw from: halves are then drawn at random."""
LOPSIDED = 0.4
"""A half made of whole groups holds at least this share of the samples, where that can be had."""
TRIES = 200


@dataclass(frozen=True)
class Design:
    """halves (2 B, n): which samples each half has; rows 2 b and 2 b + 1 complement each other.

    parts (2 B, m, n): the parts of each half; all together, they are the parts of the cohort. by_group: whether halves
    and parts are made of whole groups.
    """

    halves: NDArray[np.bool_]
    parts: NDArray[np.bool_]
    by_group: bool

    @property
    def pairs(self) -> int:
        return len(self.halves) // 2


def design_of(samples: int, pairs: int, parts: int, seed: int, groups: NDArray[np.int64] | None = None) -> Design:
    """Draw ``pairs`` pairs of halves, and so many parts of each half.

    groups (n,): the group of each sample; with fewer than :data:`FEWEST_GROUPS` of them they are not used. The same
    pairs come first, whatever their number.
    """
    if groups is not None and np.unique(groups).size < FEWEST_GROUPS:
        groups = None
    halves = np.zeros((2 * pairs, samples), bool)
    inside = np.zeros((2 * pairs, parts, samples), bool)
    for pair in range(pairs):
        rng = np.random.default_rng([seed, pair])
        first = _half(samples, rng) if groups is None else _half_of_groups(groups, rng)
        for side, half in enumerate((first, ~first)):
            halves[2 * pair + side] = half
            for part in range(parts):
                inside[2 * pair + side, part] = _part(half, groups, rng)
    return Design(halves, inside, groups is not None)


def _half(samples: int, rng: np.random.Generator) -> NDArray[np.bool_]:
    half = np.zeros(samples, bool)
    half[rng.permutation(samples)[: samples // 2]] = True
    return half


def _half_of_groups(groups: NDArray[np.int64], rng: np.random.Generator) -> NDArray[np.bool_]:
    """Half of the groups, chosen at random among the choices that are not lopsided; else the least lopsided one met."""
    names = np.unique(groups)
    best, least = np.zeros(groups.size, bool), 1.0
    for _ in range(TRIES):
        half = np.isin(groups, rng.permutation(names)[: (names.size + rng.integers(2)) // 2])
        share = float(half.mean())
        if min(share, 1 - share) >= LOPSIDED:
            return half
        if abs(share - 0.5) < least:
            best, least = half, abs(share - 0.5)
    return best


def _part(half: NDArray[np.bool_], groups: NDArray[np.int64] | None, rng: np.random.Generator) -> NDArray[np.bool_]:
    """A random part of the samples ``half``, of whole groups where there are any."""
    if groups is None:
        part = np.zeros(half.size, bool)
        members = np.flatnonzero(half)
        part[rng.choice(members, round(PART * members.size), replace=False)] = True
        return part
    names = np.unique(groups[half])
    chosen = rng.choice(names, max(1, round(PART_OF_GROUPS * names.size)), replace=False)
    taken: NDArray[np.bool_] = half & np.isin(groups, chosen)
    return taken
