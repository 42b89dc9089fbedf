"""State space models on the time series of DREAM4, against what else would be tried; and what they cost.

    python benchmarks/state_space.py [--sizes 10,100] [--methods a,b] [--starts 100] [--trees 500] [--bootstraps 50]
                                     [--genes 100,1000,10000] [--data FOLDER] [--quick] [--json]

Per network, by the confidence of every directed edge (a gene one step before, self-edges left out), and on average:
aupr, auroc, seconds (wall time, one thread).

    state space         SiGN-SSM, ours: |Ψ|, dimension by BIC
    elastic net         dynamic: a gene by all genes a step before, penalties by cross-validation over series
    bayesian dynamic    SiGN-BN, ours, --dynamic: strength over bootstraps
    forest              dynGENIE3-like: importance of all genes a step before for the change of a gene (scikit-learn)
    correlation         |Pearson| at lag 1

The truths lie beside the data; whether they belong, the lag-1 correlation tells, and ``truth_auroc`` says: about ½
where genes were renamed. ``starts``: seconds of so many starts of 20 loops on the first network of the largest size,
three states. ``genes``: seconds of one start of 20 loops and of ten permutations of simulated courses of 24 times.
--quick: the first network of size 10, ten starts, few trees and bootstraps, 100 genes.
"""

from __future__ import annotations

import argparse
import sys
import time
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

import numpy as np
import pandas as pd
from numpy.typing import NDArray
from sklearn.ensemble import RandomForestRegressor
from sklearn.linear_model import ElasticNetCV

ROOT = Path(__file__).resolve().parent.parent
sys.path.insert(0, str(ROOT))

from benchmarks.report import methods_named, show
from benchmarks.truth.metrics import directed_figures
from compute.methods.bayesian_network.bootstrap import bootstrap_network, frequencies
from compute.methods.bayesian_network.graph_prior import description_length
from compute.methods.bayesian_network.network import dynamic_data
from compute.methods.bayesian_network.search import Search
from compute.methods.state_space.dimension import bic, from_start
from compute.methods.state_space.em import fitted
from compute.methods.state_space.model import unique
from compute.methods.state_space.network import effects
from compute.methods.state_space.permutation import Candidates, exceeded
from compute.methods.state_space.rules import Rules
from compute.methods.state_space.series import series_of

Confidence = NDArray[np.float64]
STATES = 3


@dataclass(frozen=True)
class Effort:
    starts: int = 100
    trees: int = 500
    bootstraps: int = 50


@dataclass(frozen=True)
class Courses:
    """values (M, N, p), standardised over all; truth (p, p) whether the row's gene regulates the column's."""

    values: NDArray[np.float64]
    truth: NDArray[np.bool_]

    @property
    def steps(self) -> tuple[NDArray[np.float64], NDArray[np.float64]]:
        """(pairs, p) a time, and the one after it, within series."""
        genes = self.values.shape[2]
        return self.values[:, :-1].reshape(-1, genes), self.values[:, 1:].reshape(-1, genes)

    def figures(self, confidence: Confidence) -> dict[str, float]:
        return directed_figures(confidence, self.truth)


def courses(folder: Path, name: str) -> Courses:
    table = pd.read_csv(folder / f"series_dream4_{name}.csv")
    genes = list(table.columns[3:])
    step = np.unique(table["time"], return_inverse=True)[1]
    replicate = np.unique(table["replicate"], return_inverse=True)[1]
    rows = table[genes].to_numpy(float)
    values = np.full((replicate.max() + 1, step.max() + 1, len(genes)), np.nan)
    values[replicate, step] = (rows - rows.mean(axis=0)) / rows.std(axis=0)
    place = {gene: j for j, gene in enumerate(genes)}
    truth = np.zeros((len(genes), len(genes)), bool)
    for regulator, target in pd.read_csv(folder / f"series_dream4_{name}_truth.csv").itertuples(index=False):
        truth[place[regulator], place[target]] = True
    return Courses(values, truth)


def state_space(posed: Courses, effort: Effort) -> Confidence:
    series, rules = series_of(posed.values), Rules()
    best, least = None, np.inf
    for k in range(1, min(10, posed.values.shape[1] - 2, posed.values.shape[2]) + 1):
        tried = [from_start(series, k, number, 0, rules, 20) for number in range(effort.starts)]
        tried.sort(key=lambda one: -one.objective)
        ended = [fitted(series, one.parameters, rules, 200) for one in tried[:2]]
        found = max(ended, key=lambda one: one.objective)
        score = bic(series, found.parameters, found.log_likelihood, rules)
        if score < least:
            best, least = unique(found.parameters), score
    assert best is not None
    print(f"  dimension {best.states}", file=sys.stderr, flush=True)
    found_effects = effects(best)
    return np.abs(found_effects.onto @ found_effects.out_of).T


def elastic_net(posed: Courses, _: Effort) -> Confidence:
    before, after = posed.steps
    fold = np.repeat(np.arange(len(posed.values)), posed.values.shape[1] - 1)
    parts = [(np.flatnonzero(fold != m), np.flatnonzero(fold == m)) for m in range(len(posed.values))]
    found = np.zeros((before.shape[1],) * 2)
    for j in range(before.shape[1]):
        model = ElasticNetCV(l1_ratio=[0.5, 0.9], alphas=20, cv=parts, max_iter=3000).fit(before, after[:, j])
        found[:, j] = np.abs(model.coef_)
    return found


def bayesian(posed: Courses, effort: Effort) -> Confidence:
    before, after = posed.steps
    p = before.shape[1]
    allowed = ~np.eye(p, dtype=bool)
    data = dynamic_data(before, after, 20, description_length(p), allowed, np.arange(p))
    search = Search(acyclic=False)
    found = [bootstrap_network(data, search, np.arange(len(before)), 0, b) for b in range(effort.bootstraps)]
    return frequencies(found, p)


def forest(posed: Courses, effort: Effort) -> Confidence:
    before, after = posed.steps
    found = np.zeros((before.shape[1],) * 2)
    for j in range(before.shape[1]):
        model = RandomForestRegressor(effort.trees, max_features="sqrt", random_state=j, n_jobs=1)
        found[:, j] = model.fit(before, after[:, j] - before[:, j]).feature_importances_
    return found


def correlation(posed: Courses, _: Effort) -> Confidence:
    before, after = posed.steps
    p = before.shape[1]
    return np.abs(np.corrcoef(before.T, after.T)[:p, p:])


METHODS: dict[str, Callable[[Courses, Effort], Confidence]] = {
    "state space": state_space,
    "elastic net": elastic_net,
    "bayesian dynamic": bayesian,
    "forest": forest,
    "correlation": correlation,
}


def scaling(genes: int) -> dict[str, float]:
    """Seconds for one simulated course of 24 times."""
    rng = np.random.default_rng(0)
    state = np.cumsum(rng.normal(size=(24, STATES)), axis=0) * 0.5
    values = state @ rng.normal(size=(STATES, genes)) + rng.normal(size=(24, genes))
    series = series_of((values - values.mean(axis=0))[None])
    started = time.monotonic()
    found = unique(from_start(series, STATES, 0, 0, Rules(), 20).parameters)
    fit = time.monotonic() - started
    every = np.arange(genes)
    started = time.monotonic()
    ends = effects(found).largest(every, every, 1_000_000)
    largest = time.monotonic() - started
    started = time.monotonic()
    exceeded(series, Candidates(found, *ends), Rules(), 10, 0, range(10))
    return {"start": fit, "largest": largest, "ten_permutations": time.monotonic() - started}


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--sizes", default="10,100")
    parser.add_argument("--methods", default=",".join(METHODS))
    parser.add_argument("--starts", type=int, default=Effort.starts)
    parser.add_argument("--trees", type=int, default=Effort.trees)
    parser.add_argument("--bootstraps", type=int, default=Effort.bootstraps)
    parser.add_argument("--genes", default="100,1000,10000")
    parser.add_argument("--data", type=Path, default=ROOT.parent / "shared" / "data", metavar="FOLDER")
    parser.add_argument("--quick", action="store_true")
    parser.add_argument("--json", action="store_true")
    arguments = parser.parse_args()
    names = methods_named(parser, arguments.methods, ",", METHODS)
    if not (arguments.data / "series_dream4_size10_1.csv").is_file():
        sys.exit(f"{arguments.data} lacks series_dream4_size10_1.csv; name its folder with --data.")
    effort = Effort(10, 50, 5) if arguments.quick else Effort(arguments.starts, arguments.trees, arguments.bootstraps)
    known = {"10": ("size10_1", "size10_2", "size10_3"), "100": ("size100_1", "size100_2")}
    sizes = ["10"] if arguments.quick else arguments.sizes.split(",")
    listed = {size: known[size][:1] if arguments.quick else known[size] for size in sizes}
    posed = {name: courses(arguments.data, name) for size in sizes for name in listed[size]}
    warm = Courses(posed[listed[sizes[0]][0]].values[:, :, :5], np.zeros((5, 5), bool))
    if "bayesian dynamic" in names:
        bayesian(warm, Effort(1, 1, 1))  # compiled outside of the clock
    from_start(series_of(warm.values), 1, 0, 0, Rules(), 1)
    figures: dict[str, dict[str, float]] = {
        f"truth: {name}": {"truth_auroc": one.figures(correlation(one, effort))["auroc"]} for name, one in posed.items()
    }
    for way in names:
        for size in sizes:
            rows = []
            for name in listed[size]:
                started = time.monotonic()
                found = METHODS[way](posed[name], effort)
                rows.append({**posed[name].figures(found), "seconds": time.monotonic() - started})
                figures[f"{way}: {name}"] = rows[-1]
                print(f"{way}, {name}: {rows[-1]}", file=sys.stderr, flush=True)
            figures[f"{way}: mean of size {size}"] = {
                key: float(np.mean([row[key] for row in rows])) for key in rows[0]
            }
    series = series_of(posed[listed[sizes[-1]][0]].values)
    started = time.monotonic()
    for number in range(effort.starts):
        from_start(series, STATES, number, 0, Rules(), 20)
    figures[f"starts: {effort.starts}"] = {"seconds": time.monotonic() - started}
    for count in [100] if arguments.quick else [int(number) for number in arguments.genes.split(",")]:
        figures[f"genes: {count}"] = scaling(count)
        print(f"{count} genes: {figures[f'genes: {count}']}", file=sys.stderr, flush=True)
    show(figures, arguments.json)


if __name__ == "__main__":
    main()
