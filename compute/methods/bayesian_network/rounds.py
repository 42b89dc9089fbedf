"""What a task computes: bootstraps of all genes, or rounds of some genes at a time."""

from __future__ import annotations

from collections.abc import Callable

import numpy as np
from numpy.typing import NDArray

from compute.methods.base import Arrays
from compute.methods.bayesian_network.bootstrap import bootstrap_network
from compute.methods.bayesian_network.edges import networks_kept
from compute.methods.bayesian_network.posed import Posed
from compute.methods.bayesian_network.subsets import RANDOM, Pool, neighbours, network_of, random_genes, walked_genes


def bootstraps(shared: Posed, what: tuple[int, int]) -> Arrays:
    """The networks of the bootstraps ``what``: first, and past the last."""
    return networks_kept(
        [bootstrap_network(shared.data, shared.search, shared.samples, shared.seed, number) for number in range(*what)]
    )


def random_rounds(shared: Posed, what: tuple[int, int]) -> Arrays:
    """Rounds of genes drawn at random."""
    genes = shared.data.place.size
    return _rounds(shared, what, lambda number: random_genes(genes, shared.subset, shared.seed, number))


def walked_rounds(shared: Posed, what: tuple[int, int]) -> Arrays:
    """Rounds of neighbours in what the first rounds found."""
    rank = np.argsort(shared.data.place)
    edge, members = shared.pool
    ranked = Pool(np.column_stack([rank[edge[:, 0]], rank[edge[:, 1]], edge[:, 2]]), rank[members])
    beside = neighbours(ranked, rank.size)
    return _rounds(shared, what, lambda number: walked_genes(beside, shared.subset, shared.seed, number))


def _rounds(shared: Posed, what: tuple[int, int], drawn: Callable[[int], NDArray[np.int64]]) -> Arrays:
    """Genes are numbered by name while they are drawn: the order of a table does not matter."""
    members = [shared.data.place[drawn(number)] for number in range(*what)]
    found = [
        network_of(shared.data, shared.search, genes, shared.by_length, [shared.seed, number, RANDOM, 1])
        for number, genes in zip(range(*what), members, strict=True)
    ]
    return {**networks_kept(found), "members": np.array(members, np.int32)}
