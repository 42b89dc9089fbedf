"""The compiled code, ready in this process."""

from __future__ import annotations

import numpy as np

from compute.methods.bayesian_network.bootstrap import bootstrap_network
from compute.methods.bayesian_network.graph_prior import description_length
from compute.methods.bayesian_network.network import static_data
from compute.methods.bayesian_network.search import Search
from compute.methods.compiled import first_run

GENES, SAMPLES = 3, 30


@first_run
def compile_all() -> None:
    """A bootstrap of a tiny network."""
    values = np.random.default_rng(0).normal(size=(SAMPLES, GENES))
    values[:, 1] += values[:, 0]
    data = static_data(values, 8, description_length(GENES), np.ones((GENES, GENES), bool), np.arange(GENES))
    bootstrap_network(data, Search(restarts=1), np.arange(SAMPLES), 0, 0)
