"""Neighbour node sampling and repeat (NNSR): networks of some genes at a time, for thousands of genes. [paper T11]

First of genes drawn at random; what these find is a graph, and from then on the genes of a network are those that a
random walk on it meets: genes that have to do with each other are searched together. An edge is as strong as the share
of the networks that found it, among those that had both of its genes. The walk's graph is that of the first rounds
throughout, so that all later rounds can be computed at the same time. [ours]
"""

from __future__ import annotations

from dataclasses import replace
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from compute.methods.base import Arrays
from compute.methods.bayesian_network.graph_prior import GraphPrior, description_length
from compute.methods.bayesian_network.network import Data, Network, find_network
from compute.methods.bayesian_network.search import Search

RESTART = 0.15
"""Chance of a step of the walk to begin anew, at any gene. [ours]"""
KNOWN = 0.2
"""Edges that the first rounds found in at least this share of their chances are walked along. [ours]"""
CHANCES = 10
"""A pair that was searched together less often is left out. [ours]"""
MOST_STEPS = 200
"""Steps of a walk per gene; what is missing then is drawn at random."""
RANDOM, WALKS = 3, 4
"""Streams of random numbers, beside those of the bootstraps."""


class Pool(NamedTuple):
    """What rounds found: edge (k, 3) regulator, target, how often; members (T, s) genes of each round."""

    edge: NDArray[np.int64]
    members: NDArray[np.int64]


class Neighbours(NamedTuple):
    """Which genes are neighbours: those of gene j are ``gene[start[j] : start[j + 1]]``."""

    start: NDArray[np.int64]
    gene: NDArray[np.int64]


def no_pool(size: int) -> Pool:
    """Nothing is found yet. size: s."""
    return Pool(np.empty((0, 3), np.int64), np.empty((0, size), np.int64))


def chances(
    members: NDArray[np.int64], genes: int, pairs: tuple[NDArray[np.int64], NDArray[np.int64]]
) -> NDArray[np.int64]:
    """(k,) in how many of the rounds (T, s) both genes of each pair were."""
    there = np.zeros((genes, len(members)), np.bool_)
    there[members.ravel(), np.repeat(np.arange(len(members)), members.shape[1])] = True
    packed = np.packbits(there, axis=1)
    both: NDArray[np.int64] = np.zeros(pairs[0].size, np.int64)
    step = max(1, 2**24 // max(packed.shape[1], 1))
    for start in range(0, both.size, step):
        part = slice(start, start + step)
        both[part] = np.bitwise_count(packed[pairs[0][part]] & packed[pairs[1][part]]).sum(axis=1, dtype=np.int64)
    return both


def neighbours(pool: Pool, genes: int) -> Neighbours:
    """The graph to walk on, whatever the direction of its edges."""
    regulator, target, found = pool.edge.T
    sure = found >= KNOWN * np.maximum(chances(pool.members, genes, (regulator, target)), 1)
    one = np.concatenate([regulator[sure], target[sure]])
    other = np.concatenate([target[sure], regulator[sure]])
    key = np.unique(one * genes + other)
    one, other = np.divmod(key, genes)
    return Neighbours(np.searchsorted(one, np.arange(genes + 1)), other)


def random_genes(genes: int, size: int, seed: int, number: int) -> NDArray[np.int64]:
    """(s,) the genes of a first round, ascending."""
    return np.sort(np.random.default_rng([seed, number, RANDOM]).choice(genes, min(size, genes), replace=False))


def walked_genes(beside: Neighbours, size: int, seed: int, number: int) -> NDArray[np.int64]:
    """(s,) the genes of a later round, ascending: those a random walk meets."""
    rng = np.random.default_rng([seed, number, WALKS])
    genes = beside.start.size - 1
    size = min(size, genes)
    met = np.zeros(genes, np.bool_)
    at, left = int(rng.integers(genes)), size - 1
    met[at] = True
    for _ in range(MOST_STEPS * size):
        if left == 0:
            break
        low, high = int(beside.start[at]), int(beside.start[at + 1])
        if low == high or rng.random() < RESTART:
            at = int(rng.integers(genes))
        else:
            at = int(beside.gene[rng.integers(low, high)])
        left -= not met[at]
        met[at] = True
    if left:
        met[rng.choice(np.flatnonzero(~met), left, replace=False)] = True
    return np.flatnonzero(met)


def data_of(data: Data, genes: NDArray[np.int64], by_length: bool) -> Data:
    """The data of some genes (s,) alone. by_length: whether the prior is description length, which counts the genes."""
    at = np.ix_(genes, genes)
    basis = data.basis
    rank = np.argsort(data.place)
    edge = data.prior.edge[at] if data.prior.edge.size else data.prior.edge
    return replace(
        data,
        parents=np.ascontiguousarray(data.parents[:, genes]),
        genes=np.ascontiguousarray(data.genes[:, genes]),
        basis=basis._replace(
            **{name: getattr(basis, name)[genes] for name in ("first", "value", "origin", "spacing", "varies")}
        ),
        allowed=data.allowed[at],
        prior=description_length(genes.size) if by_length else GraphPrior(data.prior.size[: genes.size + 1], edge),
        place=np.argsort(rank[genes]),
    )


def network_of(data: Data, search: Search, genes: NDArray[np.int64], by_length: bool, seed: list[int]) -> Network:
    """The network of some genes from all samples, its genes numbered as in ``data``."""
    found = find_network(data_of(data, genes, by_length), search, np.ones(len(data.genes)), np.random.default_rng(seed))
    return found._replace(regulator=genes[found.regulator], target=genes[found.target])


def pooled(results: list[Arrays], genes: int) -> Pool:
    """What rounds found, counted. results: with ``regulator``, ``target`` and ``members``."""
    key = np.concatenate([found["regulator"].astype(np.int64) * genes + found["target"] for found in results])
    edge, count = np.unique(key, return_counts=True)
    return Pool(
        np.column_stack([*np.divmod(edge, genes), count]),
        np.concatenate([found["members"] for found in results]).astype(np.int64),
    )
