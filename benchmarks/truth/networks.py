"""Simulated networks of the size of a whole genome, made one by one; an edge is there along a stretch of the score."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import NDArray
from scipy import sparse

Floats = NDArray[np.float64]

STRETCH = 0.8
"""Mean length of the stretch an edge is there along, of a score from 0 to 1: an edge is then in 40 % of the samples, as
in the networks of the whole GDSC study."""
HUBS = (1.5, 1.0)
"""Spread of the logarithm of how many edges regulators and targets have."""
COMPONENTS = 4
NOISE = 0.1


@dataclass(frozen=True)
class SimulatedNetworks:
    """networks: sparse, regulators × targets, float32, ascending in the score; scores (n,), which bend with the cores
    of the planted components; simulated."""

    networks: list[Any]
    scores: Floats


def simulated_networks(samples: int, regulators: int, targets: int, edges: int, seed: int = 0) -> SimulatedNetworks:
    """``edges`` on average in each network; neighbours share most of theirs, with nearly the same coefficients."""
    rng = np.random.default_rng(seed)
    share = 1 - np.log1p(2 * STRETCH) / (2 * STRETCH)
    cells = _cells(rng, regulators, targets, round(edges / share))
    total = cells.size
    regulator, target = np.divmod(cells, targets)
    length = rng.uniform(0, 2 * STRETCH, total)
    begin = rng.uniform(-length, 1)  # also below zero: as many edges at either end of the score as in the middle
    own = 0.1 * rng.standard_normal(total).astype(np.float32)
    left = rng.standard_normal((regulators, COMPONENTS)).astype(np.float32)
    right = rng.standard_normal((targets, COMPONENTS)).astype(np.float32)
    along = np.sort(rng.random(samples))
    phases, bends = rng.uniform(0, 2 * np.pi, (2, COMPONENTS, COMPONENTS))
    cores = np.cos(np.pi * along[:, None, None] * (1 + bends / np.pi) + phases).astype(np.float32) / COMPONENTS
    networks = []
    for place, core in zip(along, cores, strict=True):
        there = np.flatnonzero((begin <= place) & (place < begin + length))
        rows, columns = regulator[there], target[there]
        pulled = np.einsum("er,er->e", (left @ core)[rows], right[columns])
        values = own[there] + 0.1 * pulled + np.float32(0.02) * rng.standard_normal(there.size, dtype=np.float32)
        first = np.searchsorted(rows, np.arange(regulators + 1)).astype(np.int32)
        shape = (regulators, targets)
        networks.append(sparse.csr_array((values, columns.astype(np.int32), first), shape=shape))
    scores = np.tanh(3 * cores[:, 0, 0]) + cores[:, 1, 1] ** 2 * COMPONENTS + NOISE * rng.standard_normal(samples)
    return SimulatedNetworks(networks, scores.astype(np.float64))


def _cells(rng: np.random.Generator, regulators: int, targets: int, total: int) -> NDArray[np.int64]:
    """Positions of ``total`` different edges in the flattened matrix, ascending; some regulators and targets have many
    times the edges of others."""
    shares = []
    for size, spread in zip((regulators, targets), HUBS, strict=True):
        weights = np.exp(spread * rng.standard_normal(size))
        shares.append(weights / weights.sum())
    found = np.empty(0, np.int64)
    while found.size < total:
        more = rng.choice(regulators, 2 * total, p=shares[0]) * targets + rng.choice(targets, 2 * total, p=shares[1])
        found = np.unique(np.concatenate([found, more]))
    return np.sort(rng.choice(found, total, replace=False))
