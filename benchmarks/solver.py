"""One weighted problem, a path of 20 λ per target, one thread: ours against adelie, scikit-learn and celer.

    python benchmarks/solver.py [--targets 32] [--json]

762 samples × 1,732 regulators with 40 latent factors, Gaussian kernel, l1 share 0.9, λ down to 0.05 λ_max. All
solvers run in one call, on the same numbers, in turn, and are timed by the processor seconds they use; the peers in an
environment of their own, which is made in cache/ from benchmarks/requirements.txt. Times are medians over targets with
the Gram matrix given, which every Gram solver here shares among all targets. The objective of every solution is
computed here, in float64, from the data; the gap is ours over the best of all solvers, relative to it, at its largest.
"""

from __future__ import annotations

import argparse
import os
import subprocess
import sys
import tempfile
import time
from pathlib import Path

for variable in ("OMP_NUM_THREADS", "OPENBLAS_NUM_THREADS", "NUMBA_NUM_THREADS"):
    os.environ[variable] = "1"

import numpy as np
from numpy.typing import NDArray

HERE = Path(__file__).resolve().parent
sys.path.insert(0, str(HERE.parent))

from benchmarks.peers.environment import peers_python
from benchmarks.report import show
from compute.methods.network_profiler.gram import weighted_problem
from compute.methods.network_profiler.kernel import Kernel
from compute.methods.network_profiler.path import solve_path

PEERS = ("adelie", "sklearn", "celer")
SAMPLES, REGULATORS, FACTORS, SHARE, STEPS, END = 762, 1732, 40, 0.9, 20, 0.05


def problem(targets: int) -> tuple[NDArray[np.float64], NDArray[np.float64], NDArray[np.float64]]:
    """Weighted, standardised regulators and targets, and a λ path per target (as α of the elastic net)."""
    rng = np.random.default_rng(0)
    factors = rng.normal(size=(SAMPLES, FACTORS))
    regulators = factors @ rng.normal(size=(FACTORS, REGULATORS)) / np.sqrt(FACTORS)
    regulators += 0.75 * rng.normal(size=regulators.shape)
    effects = np.zeros((REGULATORS, targets))
    for k in range(targets):
        effects[rng.choice(REGULATORS, 10, replace=False), k] = rng.normal(size=10)
    signal = regulators @ effects
    signal += signal.std(axis=0) * rng.normal(size=signal.shape)
    modulator = rng.normal(size=SAMPLES)
    whole = weighted_problem(regulators, signal, Kernel().root_weights(modulator, 0.0, 1.0))
    top = np.abs(whole.cross).max(axis=1) / (SAMPLES * SHARE)
    return whole.regulators.values, whole.targets.values, top[:, None] * np.geomspace(1, END, STEPS)


def ours(R: NDArray[np.float64], T: NDArray[np.float64], lambdas: NDArray[np.float64]) -> dict[str, NDArray]:
    gram, cross = R.T @ R, np.ascontiguousarray(T.T @ R)
    single = gram.astype(np.float32)
    start = time.process_time()
    _ = R.T @ R, T.T @ R
    products = (time.process_time() - start) / T.shape[1]
    seconds, betas = [], []
    for k, alphas in enumerate([lambdas[0], *lambdas]):
        c = cross[max(k - 1, 0)]
        begun = time.process_time()
        beta = solve_path(gram, single, c, SAMPLES * SHARE * alphas, SAMPLES * (1 - SHARE) * alphas, float(SAMPLES))
        if k:  # the first was the warm-up
            seconds.append(time.process_time() - begun)
            betas.append(beta)
    return {"seconds": np.array(seconds), "betas": np.array(betas), "products": np.array(products)}


def objective(
    R: NDArray[np.float64], T: NDArray[np.float64], lambdas: NDArray[np.float64], betas: NDArray[np.float64]
) -> NDArray[np.float64]:
    """½‖t − Rβ‖² + n α (s |β|₁ + (1 − s)/2 ‖β‖²), targets × steps."""
    out = np.empty(lambdas.shape)
    for k, alphas in enumerate(lambdas):
        residual = T[:, [k]] - R @ betas[k].T
        ridge, size = np.square(betas[k]).sum(axis=1), np.abs(betas[k]).sum(axis=1)
        out[k] = np.square(residual).sum(axis=0) / 2 + SAMPLES * alphas * (SHARE * size + (1 - SHARE) / 2 * ridge)
    return out


def measure(targets: int) -> dict[str, float]:
    R, T, lambdas = problem(targets)
    runs = {"ours": ours(R, T, lambdas)}
    python = peers_python("requirements.txt")
    with tempfile.TemporaryDirectory() as folder:
        data, out = Path(folder) / "problem.npz", Path(folder) / "out.npz"
        np.savez(data, R=R, T=T, lambdas=lambdas, share=SHARE)
        for name in PEERS:
            subprocess.run([python, HERE / "peers" / "paths.py", data, name, out], check=True, stdout=sys.stderr)
            runs[name] = dict(np.load(out))
    values = {name: objective(R, T, lambdas, run["betas"]) for name, run in runs.items()}
    best = np.min(list(values.values()), axis=0)
    milliseconds = {name: float(np.median(run["seconds"]) * 1e3) for name, run in runs.items()}
    products = float(runs["ours"]["products"]) * 1e3
    return {
        "targets": targets,
        "ms_per_target": milliseconds["ours"],
        **{f"{name}_ms_per_target": milliseconds[name] for name in PEERS},
        **{f"ratio_vs_{name}": milliseconds[name] / milliseconds["ours"] for name in PEERS},
        "max_relative_objective_gap": float(np.max(values["ours"] / best - 1)),
        **{f"{name}_objective_gap": float(np.max(values[name] / best - 1)) for name in PEERS},
        "products_ms_per_target": products,
        "ours_over_products": milliseconds["ours"] / products,
    }


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--targets", type=int, default=32)
    parser.add_argument("--json", action="store_true")
    arguments = parser.parse_args()
    figures = measure(arguments.targets)
    show(figures, arguments.json)


if __name__ == "__main__":
    main()
