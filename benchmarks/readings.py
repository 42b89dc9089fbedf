"""What a study's networks say: how long each reading of a whole study takes, and how much memory.

    python benchmarks/readings.py [--samples 975] [--targets 1500] [--regulators 505] [--degree 44] [--sets 600]
                                  [--keep FOLDER] [--json]

A simulated study through the real writer: every target has about ``--degree`` regulators in a sample, each edge lasts
for a random run of samples along the whole score (a third of it on average), its coefficient drifts along it, and every
second sample has the score and the network of its neighbour's (as ranks and scores of few genes do). Then each reading
of section "what the networks say": effects (also ranked by percentile), contributions of one sample, hubs, enrichment
of one sample and of one regulator, master regulators. Gene sets are random, 10 to 200 targets each.

The study is written in a process of its own, so that the peak of memory is the readings'.

The whole GDSC study is ``--targets 5778 --sets 2500`` (about 1.5 GB on disk).
"""

from __future__ import annotations

import argparse
import multiprocessing
import resource
import sys
import tempfile
import time
from collections.abc import Callable
from pathlib import Path

import numpy as np

sys.path.insert(0, str(Path(__file__).resolve().parent.parent))

from benchmarks.report import show
from compute.analyse import (
    function_changes,
    integral_test,
    out_degrees,
    rank_hubs,
    regulator_enrichment,
    sample_contributions,
    sample_enrichment,
    strongest_changes,
    study_sets,
)
from compute.methods.network_profiler.diagnostics import FITS
from compute.read import GeneSets
from compute.study import Coefficients, MethodRecord, Study, StudyContent, StudyScore, StudyWriter, open_study

LASTING = 1 / 3
"""Mean share of the samples in which an edge that exists at all is present."""


def content(rng: np.random.Generator, size: argparse.Namespace) -> StudyContent:
    genes = tuple(f"SIMG{i:05d}" for i in range(max(size.targets, size.regulators)))
    return StudyContent(
        title="Simulated study for the readings",
        simulated=True,
        score=StudyScore("simulated score"),
        samples=tuple(f"SIM-{i:04d}" for i in range(size.samples)),
        modulator=np.arange(size.samples) // 2 * 1.0,
        genes=genes,
        expression=rng.normal(8, 2, (len(genes), size.samples)).astype(np.float32),
        regulators=genes[: size.regulators],
        targets=genes[: size.targets],
        method=MethodRecord("network-profiler", "NetworkProfiler", "1", {}),
        versions={},
        inputs=[],
    )


def write(path: Path, size: argparse.Namespace) -> None:
    rng = np.random.default_rng(0)
    writer = StudyWriter.create(path, content(rng, size))
    edges = np.unique(rng.integers(0, size.targets * size.regulators, round(size.targets * size.degree / LASTING)))
    target, regulator = np.divmod(edges, size.regulators)
    edges = edges[target != regulator]  # gene i is regulator i and target i: no self-loops
    target, regulator = np.divmod(edges, size.regulators)
    points = -(-size.samples // 2)
    length = rng.integers(1, max(2, round(2 * LASTING * points)), edges.size)
    start = rng.integers(0, points - length + 1)
    value, drift = rng.normal(0, 0.1, (2, edges.size)).astype(np.float32)
    for number, samples in enumerate(writer.blocks):
        point = np.arange(samples.start, samples.stop) // 2
        place, edge = np.nonzero((start <= point[:, None]) & (point[:, None] < start + length))
        along = ((point[place] - start[edge]) / points).astype(np.float32)
        coefficients = Coefficients(place, target[edge], regulator[edge], value[edge] + drift[edge] * along)
        fits = np.zeros((len(samples), size.targets), FITS)
        fits["converged"] = True
        writer.write_block(number, coefficients, fits)
    writer.keep({"bandwidth": np.ones(size.targets)})
    writer.finish({})


def gene_sets(study: Study, count: int) -> GeneSets:
    rng = np.random.default_rng(1)
    sizes = np.minimum(np.geomspace(10, 200, count).round().astype(int), len(study.targets))
    genes = tuple(tuple(study.targets[k] for k in rng.choice(len(study.targets), size, False)) for size in sizes)
    return GeneSets(tuple(f"SET{u}" for u in range(count)), genes, "simulated sets", "", ())


def readings(study: Study, sets: int) -> dict[str, Callable[[], object]]:
    sets_of_study = study_sets(study, gene_sets(study, sets))
    middle = study.samples[len(study.samples) // 2]
    return {
        "effects": lambda: strongest_changes(study),
        "effects_by_percentile": lambda: strongest_changes(study, percentile=5.0),
        "contributions_of_a_sample": lambda: sample_contributions(study, middle),
        "hubs": lambda: rank_hubs(study, out_degrees(study)),
        "enrichment_of_a_sample": lambda: sample_enrichment(study, sets_of_study, middle),
        "enrichment_of_a_regulator": lambda: regulator_enrichment(study, sets_of_study, study.regulators[0]),
        "masters": lambda: integral_test(function_changes(study, sets_of_study)),
    }


def peak_gb() -> float:
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / (1e9 if sys.platform == "darwin" else 1e6)


def measure(path: Path, size: argparse.Namespace) -> dict[str, float]:
    writing = multiprocessing.get_context("spawn").Process(target=write, args=(path, size))
    writing.start()
    writing.join()
    study = open_study(path)
    figures: dict[str, float] = {"coefficients": study.info.coefficients, "peak_gb_before": peak_gb()}
    for name, read in readings(study, size.sets).items():
        start = time.perf_counter()
        read()
        figures[f"{name}_seconds"] = time.perf_counter() - start
        figures[f"{name}_peak_gb"] = peak_gb()
    figures["seconds"] = sum(value for name, value in figures.items() if name.endswith("_seconds"))
    return figures


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--samples", type=int, default=975)
    parser.add_argument("--targets", type=int, default=1_500)
    parser.add_argument("--regulators", type=int, default=505)
    parser.add_argument("--degree", type=int, default=44)
    parser.add_argument("--sets", type=int, default=600)
    parser.add_argument("--keep", type=Path, metavar="FOLDER", help="leave the study there")
    parser.add_argument("--json", action="store_true")
    arguments = parser.parse_args()
    with tempfile.TemporaryDirectory() as folder:
        figures = measure(arguments.keep or Path(folder) / "study", arguments)
    show(figures, arguments.json)


if __name__ == "__main__":
    main()
