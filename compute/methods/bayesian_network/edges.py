"""From the networks of all bootstraps to one table of edges: how sure each is, and what its curve looks like."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from compute.methods.base import Arrays
from compute.methods.bayesian_network.basis import Basis, evaluate
from compute.methods.bayesian_network.network import Network
from compute.methods.bayesian_network.subsets import CHANCES, Pool, chances

MIDDLE = (0.05, 0.95)
"""Of the parent's values the range over which a curve's slope is taken. [ours]"""
LEVELLED = 0.5
"""A curve has a sign if its correlation with a straight line over that range is at least so large. [ours]"""
POINTS = 41
"""At which a curve is followed."""


def networks_kept(networks: list[Network]) -> Arrays:
    """The networks of some bootstraps, as a task gives them back: edges (k,) of each, then all edges."""
    return {
        "edges": np.array([network.target.size for network in networks]),
        "target": np.concatenate([network.target for network in networks]).astype(np.int32),
        "regulator": np.concatenate([network.regulator for network in networks]).astype(np.int32),
        "curve": np.concatenate([network.curve for network in networks]).astype(np.float32),
    }


@dataclass(frozen=True)
class Edges:
    """Pairs of genes with an edge in some bootstrap, each once, led by the more frequent direction.

    regulator, target: (e,) positions among the genes. strength: (e,) share of the bootstraps with an edge between
    them, either way. direction: (e,) share of these that lead this way. curve: (e, M) mean coefficients γ of those that
    do. spread: (e, M) their standard deviation.
    """

    regulator: NDArray[np.int64]
    target: NDArray[np.int64]
    strength: NDArray[np.float64]
    direction: NDArray[np.float64]
    curve: NDArray[np.float64]
    spread: NDArray[np.float64]


def combined(
    results: Iterable[Arrays],
    place: NDArray[np.int64],
    functions: int,
    least: float,
    pool: Pool | None = None,
    one_way: bool = False,
) -> Edges:
    """Strength, direction and mean curve of every pair that reaches ``least``. [paper IB02, T11]

    place: (p,) the genes by name: where both directions are as frequent, the gene that comes first leads. pool: what
    earlier rounds of some genes found; the results then say whose rounds they are, and a strength is a share of those
    that had both genes. one_way: an edge and its reverse have nothing to do with each other.
    """
    p, networks = place.size, 0
    keys, curves, members = [np.empty(0, np.int64)], [np.empty((0, functions))], list[NDArray[np.int64]]()
    for found in results:
        networks += found["edges"].size
        keys.append(found["regulator"].astype(np.int64) * p + found["target"])
        curves.append(found["curve"].astype(np.float64))
        if "members" in found:
            members.append(found["members"].astype(np.int64))
    every_key, every_curve = np.concatenate(keys), np.concatenate(curves)
    before = np.empty((0, 3), np.int64) if pool is None else pool.edge
    key = np.unique(np.concatenate([every_key, before[:, 0] * p + before[:, 1]]))
    at = np.searchsorted(key, every_key)
    drawn = np.bincount(at, minlength=key.size)
    mean = _sums(every_curve, at, key.size) / np.maximum(drawn, 1)[:, None]
    spread = np.sqrt(_sums((every_curve - mean[at]) ** 2, at, key.size) / np.maximum(drawn, 1)[:, None])
    count = drawn.astype(np.int64)
    count[np.searchsorted(key, before[:, 0] * p + before[:, 1])] += before[:, 2]
    regulator, target = np.divmod(key, p)
    other = np.zeros_like(count) if one_way else _of_reverse(key, count, p)
    rank = np.argsort(place)
    leads = (count > other) | ((count == other) & (rank[regulator] < rank[target]))
    possible = np.full(key.size, networks)
    if pool is not None:
        possible = chances(np.concatenate([pool.members, *members]), p, (regulator, target))
        possible[possible < CHANCES] = 0
    strength = np.where(possible > 0, (count + other) / np.maximum(possible, 1), 0.0)
    chosen = np.flatnonzero(leads & (strength >= least) & (possible > 0))
    return Edges(
        regulator[chosen],
        target[chosen],
        strength[chosen],
        (count / (count + other))[chosen],
        mean[chosen],
        spread[chosen],
    )


def _of_reverse(key: NDArray[np.int64], count: NDArray[np.int64], p: int) -> NDArray[np.int64]:
    """(k,) how often the reverse of each edge u·p + v was found."""
    regulator, target = np.divmod(key, p)
    reverse = target * p + regulator
    at = np.minimum(np.searchsorted(key, reverse), max(key.size - 1, 0))
    there: NDArray[np.int64] = np.where(key[at] == reverse, count[at], 0) if key.size else count
    return there


def _sums(rows: NDArray[np.float64], group: NDArray[np.int64], groups: int) -> NDArray[np.float64]:
    """(groups, M) sums of the rows (r, M) of each group, in the order of the rows."""
    out = np.zeros((groups, rows.shape[1]))
    np.add.at(out, group, rows)
    return out


def slopes(
    curve: NDArray[np.float64], regulator: NDArray[np.int64], parents: NDArray[np.float64], basis: Basis
) -> NDArray[np.float64]:
    """(e,) slope of the straight line nearest to each curve over the middle of its parent's values, in standard
    deviations of the target per standard deviation of the regulator; 0 where the curve rather goes up and down. [ours]

    curve: (e, M). regulator: (e,) its parent. parents: (n, p) standardised.
    """
    low, high = np.quantile(parents, MIDDLE, axis=0)
    at = low[regulator, None] + np.linspace(0.0, 1.0, POINTS) * (high - low)[regulator, None]
    height = heights(curve, at, regulator, basis)
    across = at - at.mean(axis=1, keepdims=True)
    up = height - height.mean(axis=1, keepdims=True)
    both, width, size = (across * up).sum(axis=1), np.square(across).sum(axis=1), np.square(up).sum(axis=1)
    straight = np.abs(both) >= LEVELLED * np.sqrt(width * size)
    found: NDArray[np.float64] = np.where(straight & (width > 0), both / np.where(width > 0, width, 1.0), 0.0)
    return found


def heights(
    curve: NDArray[np.float64], at: NDArray[np.float64], regulator: NDArray[np.int64], basis: Basis
) -> NDArray[np.float64]:
    """(e, points) values of each curve m(p) at values (e, points) of its parent, in standard deviations."""
    first, value = evaluate(at, basis.origin[regulator, None], basis.spacing[regulator, None], basis.functions)
    rows = np.arange(len(curve))[:, None]
    height = np.zeros(at.shape)
    for a in range(value.shape[-1]):
        height += curve[rows, first + a] * value[..., a]
    return height


ROWS = 2000
"""Curves that are followed at a time."""


def contributions(
    curve: NDArray[np.float64],
    regulator: NDArray[np.int64],
    parents: NDArray[np.float64],
    basis: Basis,
    row: NDArray[np.int64],
    samples: int,
) -> NDArray[np.float32]:
    """(e, samples) what each edge adds to its target in each sample, m(p_i), in standard deviations. [Tanaka 2020]

    row: (n,) the sample of each row of ``parents``; samples without a row have 0.
    """
    out = np.zeros((len(curve), samples), np.float32)
    for start in range(0, len(curve), ROWS):
        part = slice(start, start + ROWS)
        out[part, row] = heights(curve[part], parents[:, regulator[part]].T, regulator[part], basis)
    return out
