"""How much of an accuracy is circular: networks profiled along the score, and along that score shuffled.

    python benchmarks/circularity.py [--data FOLDER] [--samples 300] [--targets 60] [--shuffles 3] [--quick] [--json]

A random part of the GDSC cell lines is profiled with the defaults of `profile` along its KS score and along shuffled
copies of it, which no cell line has anything to do with: any accuracy at those is owed to the profiling alone. Figures
are held out by nested cross-validation (5 folds, 3 within), mean and standard deviation over the shuffles:

    along the score, of it              what a model of a study reports
    along shuffled scores, of those     the permutation baseline: as circular, and nothing else
    along shuffled scores, of the score what networks know of the score that they were not told

Targets are the genes that vary most and are no regulators; all 505 regulators. --quick: 60 samples, 12 targets, one
shuffle, 3 folds of 2. One thread.
"""

from __future__ import annotations

import argparse
import os
import sys
import tempfile
import time
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

for variable in ("OMP_NUM_THREADS", "MKL_NUM_THREADS", "OPENBLAS_NUM_THREADS", "NUMBA_NUM_THREADS"):
    os.environ[variable] = "1"

import numpy as np
from numpy.typing import NDArray

HERE = Path(__file__).resolve().parent
sys.path.insert(0, str(HERE.parent))

from benchmarks.predicting.methods import METHODS
from benchmarks.predicting.nested import figures, held_out, over_repeats
from benchmarks.predicting.views import Views, views
from benchmarks.report import show
from compute.estimate.prepare import cohort
from compute.estimate.run import profile
from compute.methods.network_profiler.settings import Settings
from compute.read import builtin_regulators, read_expression, read_labelled_genes
from compute.read.expression import Expression, Scores
from compute.score import score
from compute.study import open_study

Floats = NDArray[np.float64]

USED = ("TRIP linear", "TRIP perceptron", "ridge, edges", "ridge, regulators' expression")
OF_ITSELF = "along the score, of it"
OF_SHUFFLED = "along shuffled scores, of those"
OF_THE_TRUTH = "along shuffled scores, of the score"


def part_of(table: Expression, samples: int, targets: int, seed: int) -> tuple[Expression, list[str]]:
    """Some samples of the table, and the genes that vary most among them and are no regulators."""
    rows = np.sort(np.random.default_rng(seed).choice(len(table.samples), samples, replace=False))
    part = replace(table, values=table.values[rows], samples=tuple(table.samples[row] for row in rows))
    regulators = set(builtin_regulators())
    order = np.argsort(-part.values.std(axis=0), kind="stable")
    return part, [part.genes[place] for place in order if part.genes[place] not in regulators][:targets]


def networks_along(table: Expression, values: Floats, targets: list[str]) -> tuple[Views, tuple[str, ...]]:
    """Every sample's network, profiled along these scores, and the samples in the order of the study."""
    scores = Scores("score", table.samples, values, "KS score", "")
    whole = cohort(table, scores, builtin_regulators(), targets, title="circularity")
    with tempfile.TemporaryDirectory() as folder:
        profile(whole, Path(folder) / "study", Settings())
        study = open_study(Path(folder) / "study")
        return views(study, range(len(study.samples))), study.samples


def answers(
    table: Expression, targets: list[str], truth: Floats, shuffles: int, folds: int, inner: int
) -> Iterator[tuple[str, str, dict[str, float]]]:
    """(question, method, figures), profile by profile."""
    for number in range(shuffles + 1):
        begun = time.perf_counter()
        values = np.random.default_rng(number).permutation(truth) if number else truth
        seen, samples = networks_along(table, values, targets)
        print(f"profile {number}: {time.perf_counter() - begun:.0f} s", file=sys.stderr, flush=True)
        place = {name: row for row, name in enumerate(table.samples)}
        order = [place[name] for name in samples]
        questions = {OF_SHUFFLED: values, OF_THE_TRUTH: truth} if number else {OF_ITSELF: truth}
        for question, wanted in questions.items():
            for name in USED:
                method = METHODS[name]
                with tempfile.TemporaryDirectory() as cache:
                    model = method.make(False, inner, number, cache)
                    found, _ = held_out(model, getattr(seen, method.view), wanted[order], False, folds, number)
                result = figures(wanted[order], found, False)
                print(f"{number} {question}, {name}: r2 {result['r2']:.3f}", file=sys.stderr, flush=True)
                yield question, name, result


def measure(arguments: argparse.Namespace) -> dict[str, object]:
    table, _ = read_expression(str(arguments.data / "gdsc_expression.parquet"))
    lists = read_labelled_genes(str(arguments.data / "emt_KS_tan2014_cellline.csv"))
    truth = score(table, "ks", lists).values
    part, targets = part_of(table, arguments.samples, arguments.targets, 0)
    place = {name: row for row, name in enumerate(table.samples)}
    wanted = truth[[place[name] for name in part.samples]]
    folds, inner = (3, 2) if arguments.quick else (5, 3)
    found: dict[str, list[dict[str, float]]] = {}
    for question, method, result in answers(part, targets, wanted, arguments.shuffles, folds, inner):
        found.setdefault(f"{question}: {method}", []).append(result)
    return {"samples": len(part.samples), "targets": len(targets), **over_repeats(found)}


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--data", type=Path, default=HERE.parent.parent / "shared" / "data")
    parser.add_argument("--samples", type=int, default=300)
    parser.add_argument("--targets", type=int, default=60)
    parser.add_argument("--shuffles", type=int, default=3)
    parser.add_argument("--quick", action="store_true")
    parser.add_argument("--json", action="store_true")
    arguments = parser.parse_args()
    if arguments.quick:
        arguments.samples, arguments.targets, arguments.shuffles = 60, 12, 1
    if not arguments.data.is_dir():
        parser.error(f"the reference data are not in {arguments.data}; give their folder with --data")
    show(measure(arguments), arguments.json)


if __name__ == "__main__":
    main()
