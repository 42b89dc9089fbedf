"""Known regulators on the GDSC matrix, over all targets with at least three of them: rankings, and intervals.

    python benchmarks/known.py [--data FOLDER] [--methods a,b] [--least 3] [--resamples 400] [--bandwidth H]
                               [--quick] [--json]

Known: the pairs of TRRUST and the families of benchmarks/truth/oracle.py, regulators among Lambert's list. Per method:
auc: a target's known regulators against its others. auc_regulatorwise: the targets that a regulator is known for
against the others, by its rank in each; of regulators with at least three. enrichment_top25: known ones among a
target's first 25, over what chance gives. Each has value, low and high, a 95 % interval over resampled targets; under
"difference" the same of the method less correlation. Two rankings know nothing of the target: "regulator's mean |r|",
over all these targets, and "regulator's known targets", how many others it is known for (so that the second figure of
it falls below ½ by construction). NetworkProfiler: mean
|coefficient| at five scores. --quick: 120 targets at most. One thread.
"""

from __future__ import annotations

import argparse
import os
import sys
from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace
from functools import partial
from pathlib import Path

for variable in ("OMP_NUM_THREADS", "MKL_NUM_THREADS", "OPENBLAS_NUM_THREADS", "NUMBA_NUM_THREADS"):
    os.environ[variable] = "1"

import numpy as np
from numpy.typing import NDArray

HERE = Path(__file__).resolve().parent
sys.path.insert(0, str(HERE.parent))

from benchmarks.finding.cohorts import DATA, gdsc
from benchmarks.finding.ways import NetworkProfiler
from benchmarks.report import methods_named, show
from benchmarks.truth.agreement import Known, difference, figures
from benchmarks.truth.oracle import known_regulators
from benchmarks.truth.ours import BEFORE, PRESETS
from compute.analyse.association import associations
from compute.methods.curves.fit import choose_ridge, penalised
from compute.methods.curves.select import Columns
from compute.methods.network_profiler.settings import Settings

ASKED = 30
"""Targets by which NetworkProfiler's bandwidth and the ridge of the curves are chosen."""
Floats = NDArray[np.float64]


@dataclass(frozen=True)
class Real:
    """The columns and, per target and regulator (p, q), whether the pair is known. bandwidth: given for
    NetworkProfiler, or None."""

    columns: Columns
    known: NDArray[np.bool_]
    bandwidth: float | None = None


def real(data: Path, least: int, most: int | None) -> Real:
    """All targets of the matrix with so many known regulators; ``most``: the first so many in a random order."""
    split = gdsc(data, None, 0)
    pairs = known_regulators(data / "trrust_v2_human.tsv", split.regulators)
    known = np.array([[gene in pairs.get(target, ()) for gene in split.regulators] for target in split.targets])
    rows = np.flatnonzero(known.sum(axis=1) >= least)
    rows = rows[np.random.default_rng(0).permutation(rows.size)[:most]]
    order = np.argsort(split.columns.score, kind="stable")
    return Real(split.columns.of_samples(order).of_targets(np.sort(rows)), known[np.sort(rows)])


def asked(columns: Columns) -> Columns:
    """Few of the targets, to choose what one choice serves all of them."""
    p = columns.targets.shape[1]
    return columns.of_targets(np.sort(np.random.default_rng(0).choice(p, min(p, ASKED), replace=False)))


def correlations(of: Real) -> Floats:
    p = of.columns.targets.shape[1]
    found: Floats = np.abs(np.corrcoef(of.columns.targets.T, of.columns.regulators.T)[:p, p:])
    return found


def by_association(of: Real, which: str) -> Floats:
    """One figure of compute.analyse's association, higher for a better candidate."""
    found = associations(of.columns.regulators, of.columns.targets, of.columns.excluded)
    if which == "candidate_rank":
        return np.nan_to_num(np.array([-one.candidate_rank for one in found]), nan=-np.inf)
    return np.nan_to_num(np.abs([getattr(one, which) for one in found]), nan=-np.inf)


def by_profiler(of: Real, settings: Settings) -> Floats:
    """Mean |coefficient| over the scores that confidence estimates networks at."""
    way = NetworkProfiler(settings, of.bandwidth).settle(asked(of.columns))
    return way.mean_size(of.columns)


def by_curves(of: Real, detrended: bool) -> Floats:
    """Mean |coefficient| at five scores, shared form. detrended: what genes owe to the score alone is taken out."""
    model = penalised(of.columns, choose_ridge(asked(of.columns), 0), 0, detrended)
    functions = model.frame.course.at(np.quantile(of.columns.score, (0.1, 0.3, 0.5, 0.7, 0.9)))
    fits = (model.fit_target(k) for k in range(of.columns.targets.shape[1]))
    return np.array([np.abs(one.theta @ functions.T).mean(axis=1) for one in fits])


def regulators_level(of: Real) -> Floats:
    """The mean |r| of each regulator over all targets, the same for all of them."""
    return np.broadcast_to(correlations(of).mean(axis=0), of.known.shape)


def regulators_fame(of: Real) -> Floats:
    """For how many other targets the regulator is known."""
    fame: Floats = (of.known.sum(axis=0)[None] - of.known).astype(np.float64)
    return fame


METHODS: Mapping[str, Callable[[Real], Floats]] = {
    "correlation": correlations,
    "candidate rank": partial(by_association, which="candidate_rank"),
    "largest local correlation": partial(by_association, which="strongest"),
    "ridge partial correlation": partial(by_association, which="partial"),
    "network-profiler": partial(by_profiler, settings=Settings()),
    "network-profiler what-changes": partial(by_profiler, settings=PRESETS["what-changes"]),
    "network-profiler as-published": partial(by_profiler, settings=PRESETS["as-published"]),
    "network-profiler before": partial(by_profiler, settings=Settings(**BEFORE)),
    "curves": partial(by_curves, detrended=False),
    "curves without trend": partial(by_curves, detrended=True),
    "regulator's mean |r|": regulators_level,
    "regulator's known targets": regulators_fame,
}


def measure(of: Real, methods: list[str], resamples: int) -> dict[str, object]:
    known = Known(of.known, of.columns.excluded)
    correlated = correlations(of)
    out: dict[str, object] = {"targets": len(of.known), "pairs": int(of.known.sum())}
    for name in methods:
        score = METHODS[name](of)
        found = figures(known, score, resamples)
        less = {} if name == "correlation" else {"difference": difference(known, score, correlated, resamples)}
        out[name] = found | less
        print(name, out[name], file=sys.stderr, flush=True)
    return out


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--data", type=Path, default=DATA)
    parser.add_argument("--methods", default=",".join(METHODS))
    parser.add_argument("--least", type=int, default=3)
    parser.add_argument("--resamples", type=int, default=400)
    parser.add_argument("--bandwidth", type=float, help="h of NetworkProfiler; default: by samples held out")
    parser.add_argument("--quick", action="store_true")
    parser.add_argument("--json", action="store_true")
    arguments = parser.parse_args()
    if not arguments.data.is_dir():
        parser.error(f"the reference data are not in {arguments.data}; name their folder with --data")
    methods = methods_named(parser, arguments.methods, ",", METHODS)
    of = real(arguments.data, arguments.least, 120 if arguments.quick else None)
    of = replace(of, bandwidth=arguments.bandwidth)
    show(measure(of, methods, arguments.resamples), arguments.json)


if __name__ == "__main__":
    main()
