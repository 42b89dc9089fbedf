"""Run by benchmarks/trip.py in a process of its own: TRIP's objective on one dense array, as one would first write it.

usage: dense_trip.py NETWORKS.npz OUT.npz MEMORY_GB EPOCHS. Writes the seconds that the epochs of L-BFGS took, from the
unsupervised subspace; making the dense array and that start are not timed.
"""

from __future__ import annotations

import resource
import sys
import time
from pathlib import Path

import numpy as np
import torch
from scipy import sparse

sys.path.insert(0, str(Path(__file__).resolve().parents[2]))

from compute.components.learn.outcome import ScoreOutcome
from compute.components.learn.settings import HIDDEN, RHO, RIDGE
from compute.components.learn.solver import minimise
from compute.components.trip.objective import Objective
from compute.components.trip.search_space import compressed
from compute.components.trip.stack import NetworkStack
from compute.components.trip.subspace import unsupervised_subspace


class DenseStack:
    """What an objective asks of networks, from (samples, regulators, targets) in single precision."""

    def __init__(self, networks: torch.Tensor, variation: float) -> None:
        self.networks, self.variation = networks, variation
        self.regulators, self.targets = networks.shape[1:]
        self.energy = float(torch.linalg.vector_norm(networks)) ** 2

    def cores(self, regulator_factor: torch.Tensor, target_factor: torch.Tensor) -> torch.Tensor:
        halves = self.networks @ target_factor.float()
        return regulator_factor.T @ halves.double()


def main(data: str, out: str, memory_gb: str, epochs: str) -> None:
    resource.setrlimit(resource.RLIMIT_AS, (int(memory_gb) * 2**30,) * 2)
    given = np.load(data)
    samples, regulators, targets = given["size"].tolist()
    shape = (samples * regulators, targets)
    stacked = sparse.csr_array((given["values"], given["columns"], given["first"]), shape=shape)
    networks = [stacked[i * regulators : (i + 1) * regulators] for i in range(samples)]
    stack = NetworkStack.of(networks)
    rank = tuple(given["rank"].tolist())
    start, _ = unsupervised_subspace(compressed(stack, rank, 0), rank)
    dense = DenseStack(torch.zeros((samples, regulators, targets)), stack.variation)
    for place, network in enumerate(networks):
        dense.networks[place] = torch.from_numpy(network.toarray())
    dense.energy = stack.energy
    settings = {"rho": RHO, "ridge": RIDGE, "hidden": HIDDEN, "rng": np.random.default_rng(0)}
    objective = Objective(dense, ScoreOutcome(given["scores"]), start, **settings)
    first = objective.start(start)
    began = time.perf_counter()
    found = minimise(objective.loss_and_gradient, {"unsupervised": first}, int(epochs), 1e-7)
    seconds = time.perf_counter() - began
    np.savez(out, seconds=seconds, epochs=len(found.losses), loss=found.losses[-1])


if __name__ == "__main__":
    try:
        main(*sys.argv[1:])
    except (MemoryError, RuntimeError) as error:
        sys.exit(f"dense: {error}")
