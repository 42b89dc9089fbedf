"""The whole genome on one GPU: 762 samples × 13,508 targets × 1,732 regulators, full search, bandwidth given.

    python benchmarks/gpu.py [--targets 13508] [--samples 762] [--device cuda] [--workers 4] [--check 48] [--json]

The networks of all samples are searched and brought to the host; writing them is `benchmarks/store.py`'s figure.
`--check` targets of three samples are searched by the processor as well: `max_criterion_difference` is the largest
difference of the criterion relative to n_α or to the criterion, whichever is larger, `max_coefficient_difference` that
of a coefficient, `support_agreement` the share of these fits whose regulators are the same. The data are simulated as
for `benchmarks/paper_job.py`. `--device cpu` runs the same code through torch on the processor, for a try with few
samples and targets: its time says nothing about a GPU, and its `peak_device_gb` is the memory of the process.
"""

from __future__ import annotations

import argparse
import resource
import sys
import time
from pathlib import Path

import numpy as np
import torch
from numpy.typing import NDArray

sys.path.insert(0, str(Path(__file__).resolve().parent.parent))


from benchmarks.paper_job import REGULATORS, SAMPLES, cohort
from benchmarks.report import show
from compute.errors import UserError
from compute.estimate.workers import Threads
from compute.methods.network_profiler.batched.device import SEARCHES, open_device
from compute.methods.network_profiler.batched.fit import fit_on_device
from compute.methods.network_profiler.chunks import Work
from compute.methods.network_profiler.fit import Fitted, fit_targets
from compute.methods.network_profiler.grid import Grid
from compute.methods.network_profiler.problem import problem_of
from compute.methods.network_profiler.settings import Settings

TARGETS = 13_508
BANDWIDTH = 1.0
CHECKED_SAMPLES = 3


class Job:
    """One search of all targets per sample."""

    def __init__(self, problem: Work, grid: Grid, device: str) -> None:
        self.problem, self.grid, self.device = problem, grid, device

    def root(self, sample: int) -> NDArray[np.float64]:
        modulator = self.problem.modulator
        return self.problem.kernel.root_weights(modulator, modulator[sample], BANDWIDTH)

    def on_device(self, sample: int) -> Fitted:
        every = np.arange(self.problem.data.targets.shape[1])
        return fit_on_device(self.problem.data, every, self.root(sample), self.grid, self.device)

    def on_processor(self, sample: int, chosen: NDArray[np.int64]) -> Fitted:
        return fit_targets(self.problem.data, chosen, self.root(sample), self.grid)


def dense(fit: Fitted, chosen: NDArray[np.int64]) -> NDArray[np.float64]:
    """Coefficients of the chosen targets (ascending), regulators × chosen."""
    out = np.zeros((REGULATORS, chosen.size))
    place = np.searchsorted(chosen, fit.target).clip(max=chosen.size - 1)
    kept = chosen[place] == fit.target
    out[fit.regulator[kept], place[kept]] = fit.value[kept]
    return out


def compared(job: Job, fits: dict[int, Fitted], chosen: NDArray[np.int64]) -> dict[str, object]:
    criterion, coefficient, same = [0.0], [0.0], []
    for sample, ours in fits.items():
        theirs = job.on_processor(sample, chosen)
        one, other = dense(ours, chosen), dense(theirs, np.arange(chosen.size))
        same.extend(((one != 0) == (other != 0)).all(axis=0))
        coefficient.append(np.abs(one - other).max())
        expected = theirs.fits["criterion"].astype(float)
        apart = np.abs(ours.fits["criterion"][chosen] - expected)
        criterion.append(float(np.max(apart / np.maximum(np.abs(expected), job.root(sample).sum()))))
    return {
        "checked_fits": len(same),
        "max_criterion_difference": max(criterion),
        "max_coefficient_difference": float(max(coefficient)),
        "support_agreement": float(np.mean(same)) if same else 1.0,
    }


def peak_gb(device: torch.device) -> float:
    if device.type == "cuda":
        return torch.cuda.max_memory_reserved(device) / 2**30
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 2**20


def measure(targets: int, samples: int, device_name: str, workers: int, check: int) -> dict[str, object]:
    device = open_device(device_name)
    problem = problem_of(cohort(samples, targets).ordered(), Settings(bandwidth=BANDWIDTH))
    job = Job(problem, Settings().grid(samples), device_name)
    checked = np.unique(np.linspace(0, samples - 1, CHECKED_SAMPLES).astype(int)) if check else np.zeros(0, int)
    kept: dict[int, Fitted] = {}
    coefficients = unconverged = 0
    job.on_device(0)  # the libraries' kernels are loaded once per process, which is not the job
    wall = time.perf_counter()
    run = Threads(workers).results(Job.on_device, job, range(samples), lambda: False)
    for sample, fit in run:
        coefficients += fit.value.size
        unconverged += int((~fit.fits["converged"]).sum())
        if sample in checked:
            kept[sample] = fit
    wall = time.perf_counter() - wall
    peak = peak_gb(device)
    chosen = np.sort(np.random.default_rng(1).choice(targets, min(check, targets), replace=False))
    return {
        "targets": targets,
        "samples": samples,
        "regulators": REGULATORS,
        "workers": workers,
        "minutes": wall / 60,
        "samples_per_second": samples / wall,
        "peak_device_gb": peak,
        "coefficients": coefficients,
        "fits_not_converged": unconverged,
        **compared(job, kept, chosen),
    }


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--targets", type=int, default=TARGETS)
    parser.add_argument("--samples", type=int, default=SAMPLES)
    parser.add_argument("--device", choices=("cuda", "cpu"), default="cuda")
    parser.add_argument("--workers", type=int, default=SEARCHES)
    parser.add_argument("--check", type=int, default=48)
    parser.add_argument("--json", action="store_true")
    arguments = parser.parse_args()
    try:
        figures = measure(arguments.targets, arguments.samples, arguments.device, arguments.workers, arguments.check)
    except UserError as error:
        sys.exit(str(error))
    show(figures, arguments.json)


if __name__ == "__main__":
    main()
