"""Run by benchmarks/trip.py in the peers' environment: tensorly's Tucker decomposition of the two gene modes.

usage: tucker.py NETWORKS.npz OUT.npz MEMORY_GB. Writes the seconds it took (the dense array is there before) and the
share of energy that is kept.
"""

from __future__ import annotations

import resource
import sys
import time

import numpy as np


def main(data: str, out: str, memory_gb: str) -> None:
    resource.setrlimit(resource.RLIMIT_AS, (int(memory_gb) * 2**30,) * 2)
    from tensorly.decomposition import partial_tucker

    given = np.load(data)
    samples, regulators, targets = given["size"].tolist()
    dense = np.zeros((samples * regulators, targets), np.float32)
    rows = np.repeat(np.arange(samples * regulators), np.diff(given["first"]))
    dense[rows, given["columns"]] = given["values"]
    dense = dense.reshape(samples, regulators, targets)
    energy = float(np.square(given["values"], dtype=np.float64).sum())
    began = time.perf_counter()
    (core, _), _ = partial_tucker(dense, rank=given["rank"].tolist(), modes=[1, 2], n_iter_max=60, tol=1e-6)
    seconds = time.perf_counter() - began
    np.savez(out, seconds=seconds, energy=float(np.square(core, dtype=np.float64).sum()) / energy)


if __name__ == "__main__":
    try:
        main(*sys.argv[1:])
    except MemoryError as error:
        sys.exit(f"tensorly: {error}")
