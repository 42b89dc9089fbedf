"""The compiled code, ready in this process."""

from __future__ import annotations

from functools import cache
from pathlib import Path

import numba
import numpy as np

from compute.methods.bayesian_network.bootstrap import bootstrap_network
from compute.methods.bayesian_network.graph_prior import description_length
from compute.methods.bayesian_network.network import static_data
from compute.methods.bayesian_network.search import Search

GENES, SAMPLES = 3, 30


@cache
def compile_all() -> None:
    """A bootstrap of a tiny network.

    Processes that share a folder compile one after the other: the first compiles, the others read what it wrote.
    """
    from filelock import FileLock

    values = np.random.default_rng(0).normal(size=(SAMPLES, GENES))
    values[:, 1] += values[:, 0]
    data = static_data(values, 8, description_length(GENES), np.ones((GENES, GENES), bool), np.arange(GENES))
    with FileLock(Path(numba.config.CACHE_DIR) / "first.lock"):  # type: ignore[attr-defined]
        bootstrap_network(data, Search(restarts=1), np.arange(SAMPLES), 0, 0)
