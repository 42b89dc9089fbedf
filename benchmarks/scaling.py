"""How the cost grows: slope of the time of `profile` in samples, regulators and targets, on logarithmic axes.

    python benchmarks/scaling.py [--samples 200] [--regulators 200] [--targets 100] [--doublings 3] [--json]

One size at a time is doubled, the others stay; one worker; bandwidth given, every other setting at its default.
`slope_…` is the exponent between the largest two sizes and `slope_…_all` the fitted one over all: 1 means twice the
size, twice the time. Simulated expression with latent factors. Every time is the best of two runs.
"""

from __future__ import annotations

import argparse
import sys
import tempfile
import time
from pathlib import Path

import numpy as np

sys.path.insert(0, str(Path(__file__).resolve().parent.parent))

from benchmarks.paper_job import cohort
from benchmarks.report import show
from compute.estimate.run import profile
from compute.methods.network_profiler.settings import Settings


def seconds(sizes: dict[str, int]) -> float:
    """The better of two runs."""
    whole, best = cohort(sizes["samples"], sizes["targets"], sizes["regulators"]), np.inf
    for _ in range(2):
        with tempfile.TemporaryDirectory() as folder:
            begun = time.perf_counter()
            profile(whole, Path(folder) / "study", Settings(bandwidth=1.0), 1)
            best = min(best, time.perf_counter() - begun)
    return best


def measure(base: dict[str, int], doublings: int) -> dict[str, object]:
    seconds({"samples": 20, "regulators": 20, "targets": 2})  # compilation, once per machine
    at_base = seconds(base)
    figures: dict[str, object] = {**base, "seconds": at_base}
    for name, size in base.items():
        factors = 2 ** np.arange(doublings + 1)
        times = [at_base, *(seconds({**base, name: size * int(factor)}) for factor in factors[1:])]
        steps = np.diff(np.log2(times))
        figures[f"slope_{name}"] = float(steps[-1])
        figures[f"slope_{name}_all"] = float(np.polyfit(np.log2(factors), np.log2(times), 1)[0])
        figures[f"seconds_{name}"] = {f"x{factor}": float(spent) for factor, spent in zip(factors, times, strict=True)}
    return figures


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    for name, default in (("samples", 200), ("regulators", 200), ("targets", 100)):
        parser.add_argument(f"--{name}", type=int, default=default)
    parser.add_argument("--doublings", type=int, default=3)
    parser.add_argument("--json", action="store_true")
    arguments = parser.parse_args()
    base = {name: getattr(arguments, name) for name in ("samples", "regulators", "targets")}
    show(measure(base, arguments.doublings), arguments.json)


if __name__ == "__main__":
    main()
