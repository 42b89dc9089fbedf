"""Simulated courses with planted modules."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from compute.methods.state_space.model import Parameters

Floats = NDArray[np.float64]

TRANSITION = np.array([[0.7, 0.0, 0.0], [0.6, 0.6, 0.0], [0.0, -0.6, 0.7]])


def planted(genes: int = 50, states: int = 3, of_each: int = 10, noise: float = 0.04) -> Parameters:
    """Modules of ten genes that drive each other; the other genes are noise alone. simulated"""
    rng = np.random.default_rng(7)
    loading = np.zeros((genes, states))
    for r in range(states):
        loading[r * of_each : (r + 1) * of_each, r] = rng.uniform(0.6, 1.2, of_each) * rng.choice([-1, 1], of_each)
    first = np.array([2.0, -1.0, 1.0])[:states]
    return Parameters(
        loading, np.ascontiguousarray(TRANSITION[:states, :states]), np.full(genes, noise), first, np.zeros(genes)
    )


def simulated(of: Parameters, replicates: int, times: int, seed: int) -> Floats:
    """(M, N, p) values of a model."""
    rng = np.random.default_rng(seed)
    genes, k = of.loading.shape
    state = of.first + rng.normal(size=(replicates, k))
    values = np.empty((replicates, times, genes))
    for n in range(times):
        if n:
            state = state @ of.transition.T + rng.normal(size=state.shape)
        values[:, n] = state @ of.loading.T + rng.normal(size=(replicates, genes)) * np.sqrt(of.noise)
    return values


def with_gaps(values: Floats, share: float, seed: int) -> Floats:
    """The same with a share of the values missing at random, and one whole time of the last replicate."""
    rng = np.random.default_rng(seed)
    out = np.where(rng.random(values.shape) < share, np.nan, values)
    out[-1, values.shape[1] // 2] = np.nan
    return out
