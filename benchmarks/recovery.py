"""Does it find the truth: edges planted in simulated cohorts, ours and others' ways to find them.

    python benchmarks/recovery.py [--seeds 5] [--designs even,...] [--methods ours,...] [--variants] [--quick] [--json]

Figures per design and method (benchmarks/truth/metrics.py says what they are): mean and standard deviation over the
seeds, each seed another cohort. --variants compares settings of ours instead of methods. --quick: one seed of the first
design, without the peer that needs an environment of its own. One thread.
"""

from __future__ import annotations

import argparse
import os
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Iterator
from functools import partial
from pathlib import Path

for variable in ("OMP_NUM_THREADS", "MKL_NUM_THREADS", "OPENBLAS_NUM_THREADS", "NUMBA_NUM_THREADS"):
    os.environ[variable] = "1"

import numpy as np

HERE = Path(__file__).resolve().parent
sys.path.insert(0, str(HERE.parent))

from benchmarks.peers.environment import peers_python
from benchmarks.report import show
from benchmarks.truth import others
from benchmarks.truth.cohorts import DESIGNS, SimulatedCohort, simulate
from benchmarks.truth.metrics import scores
from benchmarks.truth.ours import BANDWIDTHS, VARIANTS, network_profiler, with_factors
from compute.methods.network_profiler.settings import Settings

SAMPLES_SCORED = 25
"""Networks compared with the truth per cohort, evenly spread over the samples in the order of the score."""

Method = Callable[[SimulatedCohort, others.Positions], others.Networks]


def contextualized(cohort: SimulatedCohort, at: others.Positions) -> others.Networks:
    """contextualized-ml: every sample's coefficients from a neural network of the score, tuned on held-out samples."""
    python = peers_python("requirements-contextualized.txt")
    with tempfile.TemporaryDirectory() as folder:
        data, out = Path(folder) / "cohort.npz", Path(folder) / "out.npz"
        np.savez(
            data,
            regulators=others.standardised(cohort.regulators).astype(np.float32),
            targets=others.standardised(cohort.targets).astype(np.float32),
            modulator=cohort.modulator.astype(np.float32),
        )
        script = HERE / "peers" / "contextualized_networks.py"
        run = subprocess.run([python, script, data, out], cwd=folder, capture_output=True, text=True)
        if run.returncode:
            raise SystemExit(f"contextualized-ml failed:\n{run.stderr[-2000:]}")
        return np.load(out)["betas"][at].astype(np.float64)


METHODS: dict[str, Method] = {
    "ours": partial(network_profiler, settings=VARIANTS["defaults"]),
    "ours as published": partial(network_profiler, settings=VARIANTS["as published"]),
    "elastic net": others.elastic_net,
    "elastic net, linear in score": others.elastic_net_slopes,
    "windowed lasso": others.windowed_lasso,
    "correlation": others.correlation,
    "LIONESS": others.lioness,
    "LIONESS, mean of neighbours": others.lioness_nearby,
    "SSN": others.single_sample_network,
    "contextualized-ml": contextualized,
}


def ours(name: str, cohort: SimulatedCohort, at: others.Positions) -> others.Networks:
    settings: Settings = with_factors(cohort, BANDWIDTHS[name]) if name in BANDWIDTHS else VARIANTS[name]
    return network_profiler(cohort, at, settings)


def runs(designs: list[str], methods: dict[str, Method], seeds: int) -> Iterator[tuple[str, str, dict[str, float]]]:
    """(design, method, figures), cohort by cohort; every method sees the same cohorts."""
    for seed in range(seeds):
        for design in designs:
            cohort = simulate(DESIGNS[design], seed)
            at = np.linspace(0, len(cohort.modulator) - 1, SAMPLES_SCORED).astype(int)
            for name, method in methods.items():
                begun = time.process_time()
                figures = scores(method(cohort, at), cohort.truth[at])
                figures["seconds"] = time.process_time() - begun
                print(f"{seed} {design}, {name}: ap {figures['ap']:.3f}", file=sys.stderr)
                yield design, name, figures


def summary(results: list[tuple[str, str, dict[str, float]]]) -> dict[str, dict[str, float]]:
    """Mean and standard deviation over seeds per design and method, and per method over all cohorts ("all")."""
    groups: dict[str, list[dict[str, float]]] = {}
    for design, name, figures in results:
        groups.setdefault(f"{design}: {name}", []).append(figures)
        groups.setdefault(f"all: {name}", []).append(figures)
    out = {}
    for group, rows in groups.items():
        out[group] = {}
        for key in rows[0]:
            values = np.array([row[key] for row in rows])
            values = values[np.isfinite(values)]
            if values.size:
                out[group][key] = float(values.mean())
                out[group][f"{key}_sd"] = float(values.std(ddof=1)) if values.size > 1 else 0.0
    return out


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--seeds", type=int, default=5)
    parser.add_argument("--designs", default=",".join(DESIGNS))
    parser.add_argument("--methods", default="", help="names separated by ;")
    parser.add_argument("--variants", action="store_true", help="settings of ours instead of methods")
    parser.add_argument("--quick", action="store_true")
    parser.add_argument("--json", action="store_true")
    arguments = parser.parse_args()
    known: dict[str, Method] = METHODS
    if arguments.variants:
        known = {name: partial(ours, name) for name in (*VARIANTS, *BANDWIDTHS)}
    chosen = arguments.methods.split(";") if arguments.methods else list(known)
    designs, seeds = arguments.designs.split(","), arguments.seeds
    if arguments.quick:
        designs, seeds = designs[:1], 1
        chosen = [name for name in chosen if name != "contextualized-ml"]
    unknown = [name for name in chosen if name not in known] + [name for name in designs if name not in DESIGNS]
    if unknown:
        parser.error(f"unknown: {', '.join(unknown)}; methods: {'; '.join(known)}; designs: {', '.join(DESIGNS)}")
    show(summary(list(runs(designs, {name: known[name] for name in chosen}, seeds))), arguments.json)


if __name__ == "__main__":
    main()
