"""The simulated networks, the products on a device, and the benchmark itself on small networks."""

from __future__ import annotations

import json
import subprocess
import sys
from pathlib import Path

import numpy as np
import pytest

from benchmarks.device_stack import DeviceStack
from benchmarks.truth.networks import simulated_networks
from compute.components.trip.stack import NetworkStack
from compute.errors import UserError

BENCHMARK = Path(__file__).resolve().parents[2] / "benchmarks" / "trip.py"


def test_simulated_networks_have_the_edges_asked_for_and_share_them_with_their_neighbours() -> None:
    made = simulated_networks(80, 60, 150, 1_000)
    counts = np.array([network.nnz for network in made.networks])
    assert counts.mean() == pytest.approx(1_000, rel=0.05)
    first, second, last = (made.networks[place].toarray() != 0 for place in (0, 1, 79))
    assert (first & second).sum() > 0.9 * first.sum()
    assert (first & last).sum() < 0.5 * first.sum()
    assert all(network.has_canonical_format for network in made.networks)


@pytest.mark.parametrize("size", [(30, 70), (70, 30)])
def test_products_on_a_device_are_those_of_the_processor(size: tuple[int, int]) -> None:
    stack = NetworkStack.of(simulated_networks(20, *size, 300).networks)
    other = DeviceStack(stack, "cpu")
    thin = np.random.default_rng(0).normal(size=(70, 3))
    halves = stack.contract(thin)
    np.testing.assert_allclose(other.contract(thin), halves, atol=1e-5)
    np.testing.assert_allclose(other.expand(halves), stack.expand(halves), atol=1e-5)


def test_without_a_gpu_it_says_so() -> None:
    import torch

    if torch.cuda.is_available():
        pytest.skip("there is a GPU")
    with pytest.raises(UserError, match="There is no GPU"):
        DeviceStack(NetworkStack.of(simulated_networks(5, 10, 20, 50).networks), "cuda")


@pytest.mark.slow
def test_the_quick_run_prints_every_figure() -> None:
    run = subprocess.run([sys.executable, BENCHMARK, "--quick", "--json"], capture_output=True, text=True, check=True)
    figures = json.loads(run.stdout)
    assert figures["converged"] is True
    assert figures["epochs_to_convergence"] > 10
    assert 0 < figures["retained_energy"] <= figures["energy_that_can_be_kept"] + 1e-6
    for name in ("seconds_per_100_epochs", "seconds_to_convergence", "peak_rss_gb", "ratio_vs_dense"):
        assert figures[name] > 0
