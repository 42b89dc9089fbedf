"""Bayesian networks on the multifactorial challenge of DREAM4, against what else would be tried.

    python benchmarks/bayesian.py [--networks 1,2,3] [--methods a,b] [--bootstraps 200] [--trees 1000]
                                  [--peer-bootstraps 20] [--truth FOLDER] [--quick] [--json]

--truth: a folder with the challenge's gold standards; whether they belong to the data is looked at, and those of the
package dreamtools are fetched where they do not.
Per network, by the confidence of every directed edge, and on average: aupr, auroc, seconds (wall time, two threads
where a method uses any).

    bayesian            SiGN-BN, ours: strength × direction over bootstraps, the printed determinant, defaults
    bayesian exact      the same with the exact determinant
    one parent          the score of each single parent alone
    forest              GENIE3-like: √p candidates a split, importance (scikit-learn)
    correlation         |Pearson|
    partial             |partial correlation|, covariance shrunk (Ledoit and Wolf)
    pgmpy               Gaussian Bayesian network: hill climbing by BIC over 20 bootstraps, strength × direction
    ges                 greedy equivalence search over 20 bootstraps; an undirected edge counts half each way
    network profiler    ours, sample-specific, |coefficient| averaged; the score is the first principal component

pgmpy and ges run in an environment of their own, made in cache/ at the first call. --quick: network 1, 30 bootstraps,
200 trees, 3 bootstraps of the peers.
"""

from __future__ import annotations

import argparse
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from pathlib import Path

import numpy as np
from numpy.typing import NDArray
from sklearn.covariance import LedoitWolf
from sklearn.ensemble import RandomForestRegressor

ROOT = Path(__file__).resolve().parent.parent
sys.path.insert(0, str(ROOT))

from benchmarks.peers.environment import BENCHMARKS, peers_python
from benchmarks.report import methods_named, show
from benchmarks.truth.dream4 import Challenge, challenge
from compute.estimate.run import profile
from compute.methods.bayesian_network.bootstrap import bootstrap_network, frequencies
from compute.methods.bayesian_network.graph_prior import description_length
from compute.methods.bayesian_network.network import static_data
from compute.methods.bayesian_network.one_parent import one_parent_scores
from compute.methods.bayesian_network.problem import problem
from compute.methods.bayesian_network.search import Search
from compute.methods.cohort import Cohort
from compute.methods.network_profiler.settings import Settings
from compute.read.expression import Expression
from compute.study import StudyScore, open_study

Confidence = NDArray[np.float64]
THREADS = 2
FUNCTIONS = 20


@dataclass(frozen=True)
class Effort:
    """How much is spent: bootstraps of ours, trees of a forest, bootstraps of the peers."""

    bootstraps: int = 200
    trees: int = 1000
    peer_bootstraps: int = 20


def bayesian(posed: Challenge, effort: Effort, exact: bool = False) -> Confidence:
    p = len(posed.genes)
    data = static_data(posed.values, FUNCTIONS, description_length(p), np.ones((p, p), bool), np.arange(p))
    names = np.arange(len(posed.values))
    with ThreadPoolExecutor(THREADS) as pool:
        found = pool.map(lambda b: bootstrap_network(data, Search(exact=exact), names, 0, b), range(effort.bootstraps))
        return frequencies(list(found), p)


def one_parent(posed: Challenge, _: Effort) -> Confidence:
    p = len(posed.genes)
    data = static_data(posed.values, FUNCTIONS, description_length(p), np.ones((p, p), bool), np.arange(p))
    return -one_parent_scores(problem(data.basis, data.genes, np.ones(len(posed.values))))[0]


def forest(posed: Challenge, effort: Effort) -> Confidence:
    p = len(posed.genes)
    found = np.zeros((p, p))
    for j in range(p):
        others = np.arange(p) != j
        model = RandomForestRegressor(effort.trees, max_features="sqrt", random_state=j, n_jobs=THREADS)
        found[others, j] = model.fit(posed.values[:, others], posed.values[:, j]).feature_importances_
    return found


def correlation(posed: Challenge, _: Effort) -> Confidence:
    return np.abs(np.corrcoef(posed.values.T))


def partial(posed: Challenge, _: Effort) -> Confidence:
    inverse = LedoitWolf().fit(posed.values).precision_
    size = np.sqrt(np.diag(inverse))
    return np.abs(inverse) / np.outer(size, size)


def peer(posed: Challenge, effort: Effort, name: str) -> Confidence:
    with tempfile.TemporaryDirectory() as folder:
        given, found = Path(folder) / "values.npy", Path(folder) / "confidence.npy"
        np.save(given, posed.values)
        script = BENCHMARKS / "peers" / "bayesian_networks.py"
        order = [name, str(given), str(found), str(effort.peer_bootstraps)]
        subprocess.run([peers_python("requirements-bayesian.txt"), script, *order], check=True, stdout=sys.stderr)
        return np.asarray(np.load(found))


def sample_specific(posed: Challenge, _: Effort) -> Confidence:
    """Averaged over networks at ten values of the first principal component."""
    left, size, _ = np.linalg.svd(posed.values, full_matrices=False)
    genes, samples = tuple(posed.genes), tuple(f"S{i:04d}" for i in range(len(posed.values)))
    whole = Cohort(
        Expression(posed.values, samples, genes, "DREAM4", ""),
        left[:, 0] * size[0],
        StudyScore("component"),
        ("DREAM4", ""),
        genes,
        genes,
        "DREAM4",
        simulated=True,
    )
    with tempfile.TemporaryDirectory() as folder:
        profile(whole, Path(folder) / "study", Settings(score_grid=10), THREADS)
        study = open_study(Path(folder) / "study")
        networks = [np.abs(study.network(i).toarray()) for i in range(len(samples))]
    return np.asarray(np.mean(networks, axis=0), float)


METHODS: dict[str, Callable[[Challenge, Effort], Confidence]] = {
    "bayesian": bayesian,
    "bayesian exact": lambda posed, effort: bayesian(posed, effort, exact=True),
    "one parent": one_parent,
    "forest": forest,
    "correlation": correlation,
    "partial": partial,
    "pgmpy": lambda posed, effort: peer(posed, effort, "pgmpy"),
    "ges": lambda posed, effort: peer(posed, effort, "ges"),
    "network profiler": sample_specific,
}


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--networks", default="1,2,3")
    parser.add_argument("--methods", default=",".join(METHODS))
    parser.add_argument("--bootstraps", type=int, default=Effort.bootstraps)
    parser.add_argument("--trees", type=int, default=Effort.trees)
    parser.add_argument("--peer-bootstraps", type=int, default=Effort.peer_bootstraps)
    parser.add_argument("--data", type=Path, default=ROOT.parent / "shared" / "data", metavar="FOLDER")
    parser.add_argument("--truth", type=Path, default=None, metavar="FOLDER", help="of gold standards (--data)")
    parser.add_argument("--quick", action="store_true")
    parser.add_argument("--json", action="store_true")
    arguments = parser.parse_args()
    names = methods_named(parser, arguments.methods, ",", METHODS)
    if not (arguments.data / "dream4_multifactorial_1.csv").is_file():
        sys.exit(f"{arguments.data} lacks dream4_multifactorial_1.csv; name its folder with --data.")
    effort = (
        Effort(30, 200, 3)
        if arguments.quick
        else Effort(arguments.bootstraps, arguments.trees, arguments.peer_bootstraps)
    )
    numbers = [1] if arguments.quick else [int(number) for number in arguments.networks.split(",")]
    truth = arguments.truth or arguments.data
    posed = {number: challenge(arguments.data, number, truth, ROOT / "cache" / "dream4") for number in numbers}
    warm = Challenge(posed[numbers[0]].genes[:5], posed[numbers[0]].values[:, :5], np.zeros((5, 5), bool))
    bayesian(warm, Effort(1))  # compiled outside of the clock
    figures = {f"truth: network {n}": {"correlation_auroc": one.fit} for n, one in posed.items()}
    for name in names:
        for number in numbers:
            started = time.monotonic()
            confidence = METHODS[name](posed[number], effort)
            seconds = time.monotonic() - started
            row = {**posed[number].figures(confidence), "seconds": seconds}
            figures[f"{name}: network {number}"] = row
            print(f"{name}, network {number}: {row}", file=sys.stderr, flush=True)
        rows = [figures[f"{name}: network {number}"] for number in numbers]
        figures[f"{name}: mean"] = {key: float(np.mean([row[key] for row in rows])) for key in rows[0]}
    show(figures, arguments.json)


if __name__ == "__main__":
    main()
