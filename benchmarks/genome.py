"""The genome: 13,508 targets × 762 samples × 1,732 regulators on the processor, projected from a sample of it.

    python benchmarks/genome.py [--method network-profiler] [--targets 96] [--whole-chunks 1] [--workers 2] [--json]
    python benchmarks/genome.py --method curves --targets 240 [--form shared]
    python benchmarks/genome.py --method curves --samples 20000 --all-targets 2000 --regulators 300 --targets 240

Simulated expression with 40 latent factors, as in paper_job.py; bandwidth given, full search, every other setting at
its default. Two ways to the hours, which should agree:

* `hours_projected`: the real `profile`, all samples, with a sample of the targets (spread over all of them) and with a
  quarter of that sample. The difference gives the time of a target, what is left the time of the weighted Grams, the
  first study and the last checksums, which are paid once; `hours_projected` is that once and the target's time 13,508
  times. Writing the blocks is part of it.
* `hours_from_whole_chunks`: so many chunks per worker, spread over the score, with all targets, side by side; their
  time and the number of chunks. `peak_rss_gb` is the largest resident memory meanwhile, and while one block of 32
  samples × all targets, put together from these networks, is written (`block_write_seconds`).

Of curves the second way is left out, and there is `seconds_of_products`: what the features' Gram matrix and their
products with all targets take alone, on one thread.

`disk_gb_projected`: the sample's networks, scaled, and the rest of the study.
"""

from __future__ import annotations

import argparse
import os
import sys
import tempfile
import time
from dataclasses import replace
from pathlib import Path
from typing import Any

import numpy as np
from threadpoolctl import threadpool_limits

sys.path.insert(0, str(Path(__file__).resolve().parent.parent))

from benchmarks.paper_job import REGULATORS, SAMPLES, cohort
from benchmarks.report import show
from compute.estimate.content import study_content
from compute.estimate.run import profile
from compute.estimate.workers import Threads
from compute.methods.base import Network
from compute.methods.cohort import Cohort
from compute.methods.curves.settings import Settings as Curves
from compute.methods.network_profiler.chunks import compute_chunk
from compute.methods.network_profiler.method import METHOD
from compute.methods.network_profiler.problem import problem_of
from compute.methods.network_profiler.settings import Settings
from compute.study import BLOCK_SAMPLES, Coefficients, StudyWriter

TARGETS = 13_508
SETTINGS: dict[str, Any] = {"network-profiler": Settings(bandwidth=1.0), "curves": Curves()}


def with_targets(whole: Cohort, count: int) -> Cohort:
    """So many of its targets, spread over all of them."""
    places = np.linspace(0, len(whole.targets) - 1, count).round().astype(int)
    return replace(whole, targets=tuple(whole.targets[k] for k in places))


def peak_gb() -> float:
    """Largest resident memory since :func:`forget_peak`, in GB (Linux)."""
    status = Path("/proc/self/status").read_text()
    line = next(line for line in status.splitlines() if line.startswith("VmHWM"))
    return int(line.split()[1]) / 2**20


def forget_peak() -> None:
    Path("/proc/self/clear_refs").write_text("5")


def sampled(whole: Cohort, targets: int, workers: int, folder: Path, method: str, settings: Any) -> dict[str, object]:
    """The real run with few targets, and with fewer; scaled to all."""
    counts, seconds, used = (max(targets // 4, 1), targets), [], []
    for count in counts:
        begun, busy = time.perf_counter(), time.process_time()
        study = folder / f"study{count}"
        record = profile(with_targets(whole, count), study, settings, workers, method=method)
        seconds.append(time.perf_counter() - begun)
        used.append(time.process_time() - busy)
    each, busy_each = ((taken[1] - taken[0]) / (counts[1] - counts[0]) for taken in (seconds, used))
    once = seconds[1] - each * counts[1]
    networks = sum(path.stat().st_size for path in (study / "networks").rglob("*.npy"))
    rest = sum(path.stat().st_size for path in study.glob("*") if path.is_file())
    scale = len(whole.targets) / counts[1]
    return {
        "targets_timed": targets,
        "hours_projected": (once + each * len(whole.targets)) / 3600,
        "seconds_paid_once": once,
        "seconds_per_target": each,
        "processor_hours_projected": (used[1] + busy_each * (len(whole.targets) - counts[1])) / 3600,
        "processor_seconds_per_target": busy_each,
        "peak_rss_gb_of_the_sample": peak_gb(),
        "coefficients_projected": record.coefficients * scale,
        "disk_gb_projected": (networks * scale + rest) / 1e9,
        "fits_not_converged": record.fits_not_converged,
    }


def whole_chunks(whole: Cohort, each: int, workers: int, folder: Path) -> dict[str, object]:
    """Chunks with all targets, as many per worker as asked for, then one block of them."""
    whole = whole.ordered()
    settings = SETTINGS[METHOD.name]
    problem = problem_of(whole, settings)
    content = study_content(whole, problem, METHOD, settings)
    samples = problem.modulator.size
    bandwidth = np.full(len(whole.targets), settings.bandwidth)
    work = replace(problem, bandwidth=bandwidth)
    points = METHOD.points(problem.modulator, settings)
    chunks = points.chunks()
    chosen = np.linspace(0, len(chunks) - 2, each * workers).round().astype(int)
    tasks = [tuple(points.value[list(chunks[c])].tolist()) for c in chosen]
    forget_peak()
    begun = time.perf_counter()
    networks: list[Network] = []
    for _, found in Threads(workers).results(compute_chunk, work, tasks, lambda: False):
        networks += found
    seconds = time.perf_counter() - begun
    writer = StudyWriter.create(folder / "block", content)
    begun = time.perf_counter()
    block = [networks[s % len(networks)] for s in range(min(BLOCK_SAMPLES, samples))]
    position = np.repeat(np.arange(len(block)), [network.value.size for network in block])
    parts = [np.concatenate([network[k] for network in block]) for k in range(3)]
    writer.write_block(0, Coefficients(position, *parts), np.stack([network.fits for network in block]))
    return {
        "whole_chunks": len(tasks),
        "hours_from_whole_chunks": seconds / len(tasks) * len(chunks) / 3600,
        "peak_rss_gb": peak_gb(),
        "block_write_seconds": time.perf_counter() - begun,
    }


def products(whole: Cohort) -> float:
    """Seconds of one thread for the Gram matrix of levels and slopes, and their products with all targets."""
    values = whole.expression.values
    q = len(whole.regulators)
    features = np.hstack([values[:, :q], values[:, :q] * whole.modulator[:, None]])
    begun = time.perf_counter()
    with threadpool_limits(limits=1):
        features.T @ features
        features.T @ values[:, q:]
    return time.perf_counter() - begun


def measure(arguments: argparse.Namespace) -> dict[str, object]:
    method = arguments.method
    settings = Curves(form=arguments.form) if method == "curves" else SETTINGS[method]
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        profile(cohort(20, 2), folder / "warm", settings, method=method)  # compilation, once per machine
        whole = cohort(arguments.samples, arguments.all_targets, arguments.regulators)
        forget_peak()
        figures = sampled(whole, arguments.targets, arguments.workers, folder, method, settings)
        if method == "curves":
            figures |= {"seconds_of_products": products(whole)}
        elif arguments.whole_chunks:
            figures |= whole_chunks(whole, arguments.whole_chunks, arguments.workers, folder)
    return {
        "targets": arguments.all_targets,
        "samples": arguments.samples,
        "regulators": len(whole.regulators),
        "workers": arguments.workers,
        **figures,
    }


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--targets", type=int, default=96, help="targets to time")
    parser.add_argument("--whole-chunks", type=int, default=1, help="chunks of all targets per worker; 0: none")
    parser.add_argument("--workers", type=int, default=os.cpu_count() or 1)
    parser.add_argument("--method", choices=tuple(SETTINGS), default=METHOD.name)
    parser.add_argument("--form", choices=("auto", "sparse", "shared"), default="auto", help="of curves")
    parser.add_argument("--regulators", type=int, default=REGULATORS, help="fewer for trying out")
    parser.add_argument("--samples", type=int, default=SAMPLES, help="fewer for trying out")
    parser.add_argument("--all-targets", type=int, default=TARGETS, help="fewer for trying out")
    parser.add_argument("--json", action="store_true")
    arguments = parser.parse_args()
    show(measure(arguments), arguments.json)


if __name__ == "__main__":
    main()
