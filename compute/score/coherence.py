"""EEM: the part of a list of seed genes that goes along together, and how unlikely that is by chance.

Re-implemented from the description of Niida et al. 2009 as it is used by Shimamura et al. 2011.
"""

from __future__ import annotations

from dataclasses import dataclass
from itertools import combinations

import numpy as np
from numpy.typing import NDArray

from compute.score.correlation import standardised

MOST_VARIABLE = 8_000
SHARE_NEAR = 0.05  # share of all genes that the radius holds when the same search runs on all genes
NEAREST = 10  # genes near the centre from which triplets are formed
_BLOCK = 512  # genes whose distances are held at a time
_HALVINGS = 40


@dataclass(frozen=True)
class Module:
    """The coherent subset of one list of seeds.

    members: places among the profiles, ascending. radius: distance 1 − r that bounds it. seeds: how many seeds
    were searched. p_value: chance of as many seeds or more so near together, had the centre not been chosen.
    """

    members: NDArray[np.intp]
    radius: float
    seeds: int
    p_value: float


def most_variable(values: NDArray[np.float64], count: int = MOST_VARIABLE) -> NDArray[np.intp]:
    """Places of the ``count`` columns with the largest variance, ascending; columns that never vary stay out."""
    variance = np.where(values.max(axis=0) > values.min(axis=0), values.var(axis=0), 0.0)
    order = np.argsort(-variance, kind="stable")[:count]
    return np.sort(order[variance[order] > 0])


class ModuleSearch:
    """Searches lists of seeds for coherent subsets in one table; the radius is found once and serves all lists."""

    def __init__(self, values: NDArray[np.float64]) -> None:
        """values: samples × genes, every gene varying; these genes are the population of the p-value."""
        self.profiles = standardised(values)
        self.near = max(1, round(SHARE_NEAR * values.shape[1]))
        self.radius = _radius(self.profiles, self.near)

    def find(self, seeds: NDArray[np.intp]) -> Module:
        """The coherent subset of ``seeds`` (places in the table, unique, at least one)."""
        from scipy.stats import hypergeom  # slow to import, and the dashboard's start needs none of it

        inside = coherent(self.profiles[:, seeds], self.radius)
        p_value = hypergeom.sf(int(inside.sum()) - 1, self.profiles.shape[1], len(seeds), self.near)
        return Module(np.sort(seeds[inside]), self.radius, len(seeds), float(p_value))


def coherent(profiles: NDArray[np.float64], radius: float) -> NDArray[np.bool_]:
    """Which of the profiles (samples × seeds, standardised) lie within ``radius`` of the best centre.

    The centre is the seed with most seeds near it (ties: the smallest mean distance). Then the mean profile of
    every three of its ten nearest seeds is tried; one takes over if more lie near it, or as many and nearer.
    """
    distances = 1.0 - profiles.T @ profiles
    centre = _best(distances, radius)
    candidates = 1.0 - profiles.T @ _triplets(profiles, _neighbours(distances[:, centre], centre))
    candidates = np.column_stack([distances[:, centre], candidates])
    chosen: NDArray[np.bool_] = candidates[:, _best(candidates, radius)] <= radius
    return chosen


def _best(distances: NDArray[np.float64], radius: float) -> int:
    """The column with most entries within ``radius``, among equals the one whose entries are nearest."""
    count = (distances <= radius).sum(axis=0)
    most = np.flatnonzero(count == count.max())
    within = np.where(distances[:, most] <= radius, distances[:, most], 0.0)
    return int(most[np.argmin(within.sum(axis=0))])


def _neighbours(distances: NDArray[np.float64], centre: int) -> NDArray[np.intp]:
    order = np.argsort(distances, kind="stable").astype(np.intp)
    others: NDArray[np.intp] = order[order != centre]
    return others[:NEAREST]


def _triplets(profiles: NDArray[np.float64], neighbours: NDArray[np.intp]) -> NDArray[np.float64]:
    """Mean profiles of all triplets, standardised: samples × triplets (none where there are fewer than three)."""
    triplets = list(combinations(neighbours.tolist(), 3))
    means = np.stack([profiles[:, list(three)].mean(axis=1) for three in triplets], axis=1) if triplets else None
    return profiles[:, :0] if means is None else standardised(means)


def _radius(profiles: NDArray[np.float64], near: int) -> float:
    """The smallest radius at which the search, run on all genes, gathers ``near`` of them.

    No centre gathers that many below the least distance to a ``near``-th neighbour, so only the triplets can:
    halving the interval below it finds where they do.
    """
    ladder = _ladder(profiles, near)
    reach: dict[int, NDArray[np.float64]] = {}

    def gathers(radius: float) -> bool:
        centre = _best(ladder, radius)
        if centre not in reach:
            distances = 1.0 - profiles.T @ profiles[:, centre]
            triplets = 1.0 - _triplets(profiles, _neighbours(distances, centre)).T @ profiles
            reach[centre] = np.partition(triplets, near - 1, axis=1)[:, near - 1]
        return bool((reach[centre] <= radius).any())

    low, high = 0.0, float(ladder[-1].min())
    for _ in range(_HALVINGS):
        middle = (low + high) / 2
        low, high = (low, middle) if gathers(middle) else (middle, high)
    return high


def _ladder(profiles: NDArray[np.float64], near: int) -> NDArray[np.float64]:
    """Distances of every gene's ``near`` nearest genes, itself among them, ascending: near × genes."""
    genes = profiles.shape[1]
    ladder = np.empty((near, genes))
    for start in range(0, genes, _BLOCK):
        block = slice(start, min(start + _BLOCK, genes))
        distances = 1.0 - profiles[:, block].T @ profiles  # a gene a row: a row lies together in memory
        ladder[:, block] = np.sort(np.partition(distances, near - 1, axis=1)[:, :near], axis=1).T
    return ladder
