"""TRIP on 762 simulated networks of 13,508 × 1,732 genes with 300,000 edges each, rank 10 × 10, perceptron.

    python benchmarks/trip.py [--device cpu|cuda] [--quick] [--json]

`seconds_per_100_epochs`: from the networks in memory to the end of the 100th epoch, everything included (blocks, bases,
both starts). `epochs_to_convergence`, `seconds_to_convergence`: of the same fit, until a round lowers the loss by less
than 1e-8. `peak_rss_gb`: of this process, the networks as they were simulated among it (`networks_gb`).

`ratio_vs_dense`: the same objective by L-BFGS on one dense array (float32, torch), from the same start, time per epoch
over ours; its array is there before the clock starts, ours includes everything. `ratio_vs_tensorly`: its Tucker
decomposition of two modes (partial_tucker) against our unsupervised components, time over ours; `tensorly_energy` and
`our_energy` are the shares of energy both keep. Each at the largest size of all 762 networks, both sides and the edges
cut alike, at which the other still runs in 12 GB (`dense_size`, `tensorly_size`: regulators × targets); it runs in a
process of its own, tensorly in an environment made in cache/ from benchmarks/requirements.txt. `--quick` takes small
networks and no peer but the dense one. With `--device cuda` the products are torch's, sparse (CSR) on the GPU.
"""

from __future__ import annotations

import argparse
import os
import resource
import subprocess
import sys
import tempfile
import time
from pathlib import Path
from typing import Any

for variable in ("OMP_NUM_THREADS", "OPENBLAS_NUM_THREADS", "MKL_NUM_THREADS"):
    os.environ.setdefault(variable, "2")

import numpy as np
from numpy.typing import NDArray
from scipy import sparse

HERE = Path(__file__).resolve().parent
sys.path.insert(0, str(HERE.parent))

from benchmarks.device_stack import DeviceStack
from benchmarks.peers.environment import peers_python
from benchmarks.report import show
from benchmarks.truth.networks import SimulatedNetworks, simulated_networks
from compute.components.learn.threads import limited_threads
from compute.components.trip.search_space import compressed
from compute.components.trip.stack import NetworkStack
from compute.components.trip.subspace import unsupervised_subspace
from compute.components.trip.trip import TRIP
from compute.errors import UserError

SAMPLES, REGULATORS, TARGETS, EDGES = 762, 1_732, 13_508, 300_000
QUICK = (60, 90, 120, 1_500)
RANK = (10, 10)
MOST_EPOCHS = 3_000
DENSE_EPOCHS = 10
MEMORY_GB = 12
CUTS = (0.5, 0.35, 0.25, 0.18, 0.125)
"""Lengths of the sides tried with the peers, largest first, over those of the whole size."""
PEER_MINUTES = 4


def gb() -> float:
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 2**20


def stack_of(networks: list[Any], device: str) -> NetworkStack:
    stack = NetworkStack.of(networks)
    return stack if device == "cpu" else DeviceStack(stack, device)


def fitted(made: SimulatedNetworks, device: str, epochs: int) -> tuple[TRIP, list[float]]:
    """A fit, and when each of its epochs ended, in seconds from the networks in memory."""
    began, ends = time.perf_counter(), list[float]()
    model = TRIP(rank=RANK, predictor="mlp", max_epochs=epochs)
    model.fit(
        stack_of(made.networks, device), made.scores, progress=lambda *_: ends.append(time.perf_counter() - began)
    )
    return model, [*ends, time.perf_counter() - began]


def ours(made: SimulatedNetworks, device: str) -> dict[str, object]:
    networks_gb = gb()
    model, ends = fitted(made, device, MOST_EPOCHS)
    hundred = ends[99] if len(ends) > 100 else ends[-1] * 100 / (len(ends) - 1)
    return {
        "seconds_per_100_epochs": hundred,
        "epochs_to_convergence": len(ends) - 1,
        "seconds_to_convergence": ends[-1],
        "converged": model.converged_,
        "loss": float(model.loss_[-1]),
        "retained_energy": model.retained_energy_,
        "energy_that_can_be_kept": model.hosvd_retained_energy_,
        "peak_rss_gb": gb(),
        "networks_gb": networks_gb,
    }


def against_dense(made: SimulatedNetworks, folder: Path) -> dict[str, float] | None:
    found = _peer(Path(sys.executable), "dense_trip.py", made, folder, str(DENSE_EPOCHS))
    if found is None:
        return None
    _, ends = fitted(made, "cpu", DENSE_EPOCHS)
    theirs, own = float(found["seconds"]) / int(found["epochs"]), ends[-1] / (len(ends) - 1)
    return {"ratio_vs_dense": theirs / own, "dense_seconds_per_epoch": theirs, "our_seconds_per_epoch": own}


def against_tensorly(made: SimulatedNetworks, folder: Path) -> dict[str, float] | None:
    found = _peer(peers_python("requirements.txt"), "tucker.py", made, folder)
    if found is None:
        return None
    began = time.perf_counter()
    with limited_threads(1):
        _, energy = unsupervised_subspace(compressed(NetworkStack.of(made.networks), RANK, 0), RANK)
    own = time.perf_counter() - began
    return {
        "ratio_vs_tensorly": float(found["seconds"]) / own,
        "tensorly_seconds": float(found["seconds"]),
        "our_seconds": own,
        "tensorly_energy": float(found["energy"]),
        "our_energy": energy,
    }


def _peer(
    python: Path, script: str, made: SimulatedNetworks, folder: Path, *settings: str
) -> dict[str, NDArray[Any]] | None:
    """What a peer found, or None where it needs more memory or time than there is."""
    stacked = sparse.csr_array(sparse.vstack(made.networks, format="csr"))
    data, out = folder / "networks.npz", folder / "out.npz"
    np.savez(
        data,
        first=stacked.indptr,
        columns=stacked.indices,
        values=stacked.data,
        size=np.array([len(made.networks), *made.networks[0].shape]),
        scores=made.scores,
        rank=np.array(RANK),
    )
    out.unlink(missing_ok=True)
    try:
        run = subprocess.run(
            [python, HERE / "peers" / script, data, out, str(MEMORY_GB), *settings],
            stdout=sys.stderr,
            timeout=60 * PEER_MINUTES,
            check=False,
        )
    except subprocess.TimeoutExpired:
        return None
    return dict(np.load(out)) if run.returncode == 0 else None


def largest(compare: Any, name: str, folder: Path) -> dict[str, object]:
    """The comparison at the largest size at which it runs."""
    for cut in CUTS:
        size = round(REGULATORS * cut), round(TARGETS * cut)
        found = compare(simulated_networks(SAMPLES, *size, round(EDGES * cut**2)), folder)
        if found is not None:
            return {**found, f"{name}_size": f"{size[0]} x {size[1]}"}
    return {f"ratio_vs_{name}": None, f"{name}_size": "none of those tried"}


def measure(device: str, quick: bool) -> dict[str, object]:
    samples, regulators, targets, edges = QUICK if quick else (SAMPLES, REGULATORS, TARGETS, EDGES)
    made = simulated_networks(samples, regulators, targets, edges)
    size = {
        "samples": samples,
        "regulators": regulators,
        "targets": targets,
        "edges": float(np.mean([network.nnz for network in made.networks])),
    }
    figures = size | ours(made, device)
    with tempfile.TemporaryDirectory() as folder:
        if quick:
            return figures | (against_dense(made, Path(folder)) or {})
        del made
        return (
            figures
            | largest(against_dense, "dense", Path(folder))
            | largest(against_tensorly, "tensorly", Path(folder))
        )


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--device", choices=("cpu", "cuda"), default="cpu")
    parser.add_argument("--quick", action="store_true")
    parser.add_argument("--json", action="store_true")
    arguments = parser.parse_args()
    try:
        figures = measure(arguments.device, arguments.quick)
    except UserError as error:
        sys.exit(str(error))
    show(figures, arguments.json)


if __name__ == "__main__":
    main()
