"""How sure an edge is, and how sure its direction, by resampling the samples. [paper IB02]"""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from compute.methods.bayesian_network.network import Data, Network, find_network
from compute.methods.bayesian_network.search import Search


def bootstrap_weight(samples: NDArray[np.int64], seed: int, number: int) -> NDArray[np.float64]:
    """(n,) how often each sample is drawn, n draws with replacement. samples: their order by name."""
    n = samples.size
    weight = np.zeros(n)
    weight[samples] = np.random.default_rng([seed, number, 0]).multinomial(n, np.full(n, 1 / n))
    return weight


def bootstrap_network(data: Data, search: Search, samples: NDArray[np.int64], seed: int, number: int) -> Network:
    """The network of one bootstrap sample: the same for the same seed and number, whoever computes it."""
    weight = bootstrap_weight(samples, seed, number)
    return find_network(data, search, weight, np.random.default_rng([seed, number, 1]))


def frequencies(networks: list[Network], genes: int) -> NDArray[np.float64]:
    """(p, p) share of the networks that have the edge u → v."""
    count = np.zeros((genes, genes))
    for network in networks:
        count[network.regulator, network.target] += 1
    return count / max(len(networks), 1)
