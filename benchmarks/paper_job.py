"""The timing job of the original study: 100 targets × 762 samples × 1,732 regulators, full search, bandwidth given.

    python benchmarks/paper_job.py [--targets 100] [--samples 762] [--workers 2] [--json]

The original took about 9 days on 12 cores (Shimamura et al. 2011), 2,592 core-hours; `ratio_vs_paper` is that over the
core-hours used here (processor time of all threads). Simulated expression with 40 latent factors, since the original's
data are not ours to ship. The job runs through the real orchestration and writes a study: with the search as published
(ξ = 0.001, genes not centred, two γ, up to five rounds of re-weighting), and again with this program's defaults
(`minutes_at_defaults`). Fewer targets or samples are for trying out, and are said in the figures.
"""

from __future__ import annotations

import argparse
import os
import resource
import sys
import tempfile
import time
from pathlib import Path

import numpy as np

sys.path.insert(0, str(Path(__file__).resolve().parent.parent))

from benchmarks.report import show
from compute.estimate.run import Cohort, profile
from compute.methods.network_profiler.settings import Settings
from compute.read import Expression
from compute.study import StudyScore

SAMPLES, REGULATORS, FACTORS = 762, 1732, 40
PAPER_CORE_HOURS = 9 * 24 * 12
AS_PUBLISHED = Settings(
    bandwidth=1.0,
    center="none",
    xi=1e-3,
    l2_grid=(0.01, 0.1),
    reweight=True,
    rounds=5,
    l1_ratio=0.05,
    weighted_ratio=0.001,
)
DEFAULTS = Settings(bandwidth=1.0)


def cohort(samples: int, targets: int, regulators: int = REGULATORS) -> Cohort:
    """Correlated genes; each target depends on ten regulators at random."""
    rng = np.random.default_rng(0)
    genes = regulators + targets
    factors = rng.normal(size=(samples, FACTORS))
    values = factors @ rng.normal(size=(FACTORS, genes)) / np.sqrt(FACTORS) + 0.75 * rng.normal(size=(samples, genes))
    effects = np.zeros((regulators, targets))
    for k in range(targets):
        effects[rng.choice(regulators, 10, replace=False), k] = rng.normal(size=10)
    values[:, regulators:] += values[:, :regulators] @ effects
    names = tuple(f"SIMG{j:05d}" for j in range(genes))
    return Cohort(
        expression=Expression(values, tuple(f"SIM-{i:03d}" for i in range(samples)), names, "simulated", "0"),
        modulator=rng.normal(size=samples),
        score=StudyScore("simulated score"),
        modulator_source=("simulated", "0"),
        regulators=names[:regulators],
        targets=names[regulators:],
        title="Simulated, of the shape of the original study",
        simulated=True,
    )


def measure(targets: int, samples: int, workers: int) -> dict[str, object]:
    whole = cohort(samples, targets)
    with tempfile.TemporaryDirectory() as folder:
        warm = cohort(20, 2)  # compilation, once per machine, is not the job
        profile(warm, Path(folder) / "warm", Settings(bandwidth=1.0, rounds=1))
        wall, used = time.perf_counter(), time.process_time()
        record = profile(whole, Path(folder) / "study", AS_PUBLISHED, workers)
        wall, used = time.perf_counter() - wall, time.process_time() - used
        begun = time.perf_counter()
        profile(whole, Path(folder) / "defaults", DEFAULTS, workers)
        defaults = time.perf_counter() - begun
    share = targets * samples / (100 * SAMPLES)
    return {
        "targets": targets,
        "samples": samples,
        "workers": workers,
        "minutes": wall / 60,
        "minutes_at_defaults": defaults / 60,
        "core_hours": used / 3600,
        "ratio_vs_paper": PAPER_CORE_HOURS * share / (used / 3600),
        "peak_rss_gb": resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 2**20,
        "coefficients": record.coefficients,
        "fits_not_converged": record.fits_not_converged,
    }


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--targets", type=int, default=100)
    parser.add_argument("--samples", type=int, default=SAMPLES)
    parser.add_argument("--workers", type=int, default=os.cpu_count() or 1)
    parser.add_argument("--json", action="store_true")
    arguments = parser.parse_args()
    show(measure(arguments.targets, arguments.samples, arguments.workers), arguments.json)


if __name__ == "__main__":
    main()
