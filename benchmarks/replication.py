"""What is found again: a cohort split into halves, what each half says with confidence, what the other finds.

    python benchmarks/replication.py [--data FOLDER | --study FOLDER [--groups COLUMN]] [--targets 120] [--splits 5]
                                     [--by-group-splits 3] [--learn 3] [--parts 20] [--methods a,b] [--bandwidth H]
                                     [--kinds random,by_group,alone,alone_by_group] [--seed 0]
                                     [--quick] [--json]

Two kinds of halves: random ones, and, where samples fall into groups (GDSC: tissues), halves of whole groups with the
groups taken out as covariates. For each method and kind: --learn pairs of halves teach the map from selection share to
confidence, then --splits fresh pairs judge it. found_again: the other half selects the edge, with the same sign, in at
least half of its own parts. Beside it, with the same keys, the program as a user with half the cohort has it ("alone",
"alone_by_group"): each side of a split makes its own choices and learns its own map, on --learn pairs of its halves;
every half of the other side judges. The top 25 and the direction of change are then those of the two sides.
Keys per method: found_again_top25, edges_per_target_at_80, found_again_at_80, calibration_worst, direction_r (of edges
that change in both halves), r2 (targets of one half predicted from the other's networks, groups not taken out),
jaccard; of changes the same under "change"; all of it under "by_group", "alone" and "alone_by_group" for these.
--by-group-splits: another number of splits for groups. --quick: at most 20 targets, two splits, the first two methods.
One thread.
"""

from __future__ import annotations

import argparse
import os
import sys
import time
from pathlib import Path

for variable in ("OMP_NUM_THREADS", "MKL_NUM_THREADS", "OPENBLAS_NUM_THREADS", "NUMBA_NUM_THREADS"):
    os.environ[variable] = "1"

import numpy as np
from numpy.typing import NDArray

HERE = Path(__file__).resolve().parent
sys.path.insert(0, str(HERE.parent))

from benchmarks.finding import ways
from benchmarks.finding.alone import Plan, figures, halves_alone, shares_of_pairs
from benchmarks.finding.cohorts import DATA, Split, gdsc, of_study
from benchmarks.finding.prediction import explained, jaccard
from benchmarks.report import methods_named, show
from benchmarks.truth.ours import BEFORE, PRESETS
from compute.confidence import calibrate, design_of
from compute.confidence.figures import direction, top_shared
from compute.confidence.figures import judged as judged_by_the_other
from compute.methods.curves.select import Columns
from compute.methods.network_profiler.settings import Settings

WAYS: dict[str, ways.Way] = {
    "curves": ways.Curves(),
    "correlation": ways.Correlation(),
    "network-profiler": ways.NetworkProfiler(Settings()),
    "network-profiler what-changes": ways.NetworkProfiler(PRESETS["what-changes"]),
    "network-profiler as-published": ways.NetworkProfiler(PRESETS["as-published"]),
    "network-profiler before": ways.NetworkProfiler(Settings(**BEFORE)),
}
FRESH = 1000
"""Added to the seed for the splits that judge."""
ALONE = {"alone": False, "alone_by_group": True}


def judged(way: ways.Way, split: Split, by_group: bool, arguments: argparse.Namespace) -> dict[str, object]:
    """Every figure of one method and one kind of halves."""
    columns = split.adjusted() if by_group else split.columns
    groups = split.groups if by_group else None
    n, q, p = len(columns.score), columns.regulators.shape[1], columns.targets.shape[1]
    learn = design_of(n, arguments.learn, arguments.parts, arguments.seed, groups)
    splits = arguments.by_group_splits if by_group else arguments.splits
    fresh = design_of(n, splits, arguments.parts, arguments.seed + FRESH, groups)
    way = way.settle(columns)
    begun = time.process_time()
    taught, pairs = shares_of_pairs(way, columns, learn), shares_of_pairs(way, columns, fresh)
    seconds = (time.process_time() - begun) / (2 * (arguments.learn + splits) * p)
    out: dict[str, object] = {"seconds_per_target_and_half": seconds}
    for place, name in enumerate(("level", "change")):
        calibration = calibrate([(a[place], b[place]) for a, b in taught], arguments.parts)
        chosen = [(a[place], b[place]) for a, b in pairs]
        if not calibration.index.size:
            continue
        found = judged_by_the_other(chosen, calibration, p).figures()
        if name == "level":
            out |= found
            tops = [top_shared(pair, calibration, p, q) for pair in chosen]
            out["found_again_top25"] = float(np.mean(tops))
        else:
            both = np.array([direction(pair) for pair in chosen])
            out["direction_r"] = float(np.nanmean(both[:, 0])) if np.isfinite(both[:, 0]).any() else None
            out["change"] = found | {"in_both_per_target": float(both[:, 1].mean()) / p}
    return out | predictions(way, split.columns, fresh.halves)


def predictions(way: ways.Way, columns: Columns, halves: NDArray[np.bool_]) -> dict[str, object]:
    """Jaccard index of the edges of two halves, and R² of one half predicted from the other."""
    r2, common = [], []
    for first in halves[::2]:
        one, other = columns.of_samples(first), columns.of_samples(~first)
        fits = [way.settle(train).fitted(train, test) for train, test in ((one, other), (other, one))]
        if fits[0] is None or fits[1] is None:
            return {}
        common.append(jaccard(fits[0][0], fits[1][0]))
        r2 += [explained(test.targets, fit[1]) for test, fit in zip((other, one), fits, strict=True) if fit]
    return {"r2": float(np.mean(r2)), "jaccard": float(np.mean(common))}


def alone(way: ways.Way, split: Split, by_group: bool, arguments: argparse.Namespace) -> dict[str, object]:
    """Confidence as one half of the cohort learns it by itself, judged by halves of the other."""
    splits = arguments.by_group_splits if by_group else arguments.splits
    begun = time.process_time()
    sides = halves_alone(way, split, by_group, Plan(splits, arguments.learn, arguments.parts, arguments.seed + FRESH))
    seconds = time.process_time() - begun
    q, p = split.columns.regulators.shape[1], split.columns.targets.shape[1]
    return figures(sides, arguments.parts, p, q) | {"seconds": round(seconds, 1)}


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--data", type=Path, default=DATA)
    parser.add_argument("--study", type=Path)
    parser.add_argument("--groups", help="column of the study's annotation")
    parser.add_argument("--targets", type=int, default=120)
    parser.add_argument("--splits", type=int, default=5)
    parser.add_argument("--by-group-splits", type=int, default=3)
    parser.add_argument("--learn", type=int, default=3)
    parser.add_argument("--parts", type=int, default=20)
    parser.add_argument("--methods", default="")
    parser.add_argument("--kinds", default="random,by_group,alone,alone_by_group")
    parser.add_argument("--bandwidth", type=float, help="of NetworkProfiler; otherwise every half chooses its own")
    parser.add_argument("--seed", type=int, default=0)
    parser.add_argument("--quick", action="store_true")
    parser.add_argument("--json", action="store_true")
    arguments = parser.parse_args()
    if arguments.methods:
        methods = methods_named(parser, arguments.methods, ",", WAYS)
    else:
        methods = ["curves", "correlation"] if arguments.quick else list(WAYS)
    if arguments.quick:
        arguments.targets, arguments.splits, arguments.learn = min(arguments.targets, 20), 2, 2
        arguments.by_group_splits = 2
    if arguments.study:
        split = of_study(arguments.study, arguments.targets, arguments.seed, arguments.groups)
    else:
        split = gdsc(arguments.data, arguments.targets, arguments.seed)
    results: dict[str, dict[str, object]] = {}
    for name in methods:
        way, kinds = WAYS[name], arguments.kinds.split(",")
        if arguments.bandwidth is not None and isinstance(way, ways.NetworkProfiler):
            way = ways.NetworkProfiler(way.settings, arguments.bandwidth)
        results[name] = judged(way, split, False, arguments) if "random" in kinds else {}
        if split.groups is not None and "by_group" in kinds:
            results[name]["by_group"] = judged(way, split, True, arguments)
        for kind, by_group in ALONE.items():
            if kind in kinds and (split.groups is not None or not by_group):
                results[name][kind] = alone(way, split, by_group, arguments)
        print(name, results[name], file=sys.stderr, flush=True)
    show(results, arguments.json)


if __name__ == "__main__":
    main()
