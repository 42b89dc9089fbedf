"""Run by benchmarks/bayesian.py in pgmpy's and ges' own environment: how sure each directed edge is over bootstraps.

python bayesian_networks.py pgmpy|ges VALUES.npy CONFIDENCE.npy BOOTSTRAPS
"""

from __future__ import annotations

import logging
import sys
from multiprocessing import Pool

import numpy as np

PROCESSES = 2


def by_pgmpy(values: np.ndarray) -> np.ndarray:
    """Hill climbing from no edges; at most ten parents, as ours. Its own scores are of classes: the Gaussian BIC is
    handed to it.
    """
    import pandas as pd
    from pgmpy.estimators import HillClimbSearch, StructureScore

    logging.disable(logging.CRITICAL)
    n, p = values.shape
    covariance = np.cov(values.T, bias=True)

    class GaussianBic(StructureScore):
        def local_score(self, variable: int, parents: tuple[int, ...]) -> float:
            at = list(parents)
            left = covariance[variable, variable]
            if at:
                left -= covariance[variable, at] @ np.linalg.solve(covariance[np.ix_(at, at)], covariance[at, variable])
            return -0.5 * n * np.log(max(left, 1e-9)) - 0.5 * np.log(n) * (len(at) + 2)

    table = pd.DataFrame(values, columns=range(p))
    search = HillClimbSearch(table)
    model = search.estimate(scoring_method=GaussianBic(table), max_indegree=10, show_progress=False)
    found = np.zeros((p, p))
    for u, v in model.edges():
        found[u, v] = 1
    return found


def by_ges(values: np.ndarray) -> np.ndarray:
    """Greedy equivalence search by the Gaussian BIC; an edge of either direction counts half."""
    import ges

    graph, _ = ges.fit_bic(values)
    both = (graph != 0) & (graph.T != 0)
    return np.where(both, 0.5, graph != 0)


def one(given: tuple[str, np.ndarray]) -> np.ndarray:
    name, values = given
    return by_pgmpy(values) if name == "pgmpy" else by_ges(values)


def main() -> None:
    name, given, found, bootstraps = sys.argv[1:]
    values = np.load(given)
    rng = np.random.default_rng(0)
    n = len(values)
    # A little noise: the same row twice makes nothing singular, but equal columns would.
    drawn = [
        (name, values[rng.integers(n, size=n)] + 1e-9 * rng.normal(size=values.shape)) for _ in range(int(bootstraps))
    ]
    with Pool(PROCESSES) as pool:
        np.save(found, np.mean(pool.map(one, drawn, chunksize=1), axis=0))


if __name__ == "__main__":
    main()
