"""Networks whose components are known."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

import numpy as np
import pytest
from numpy.typing import NDArray
from scipy import sparse

Floats = NDArray[np.float64]


@dataclass
class Planted:
    networks: list[Any]
    scores: Floats
    regulator_factor: Floats
    target_factor: Floats

    @property
    def dense(self) -> Floats:
        return np.stack([network.toarray() for network in self.networks])


def orthonormal(rng: np.random.Generator, size: int, rank: int) -> Floats:
    factor, _ = np.linalg.qr(rng.normal(size=(size, rank)))
    return factor


def planted(
    seed: int, samples: int = 160, q: int = 14, p: int = 9, a: int = 2, b: int = 2, distraction: float = 0.0
) -> Planted:
    """X_i = C_R Z_i C_T' and a score linear in Z_i; ``distraction``: size of other components, orthogonal to them."""
    rng = np.random.default_rng(seed)
    left, right = orthonormal(rng, q, 2 * a), orthonormal(rng, p, 2 * b)
    cores = rng.normal(size=(samples, a, b))
    others = distraction * rng.normal(size=(samples, a, b))
    dense = left[:, :a] @ cores @ right[:, :b].T + left[:, a:] @ others @ right[:, b:].T
    # Every direction of either side matters, so that the score determines both factors.
    weights = orthonormal(rng, max(a, b), min(a, b))
    weights = weights if a >= b else weights.T
    scores = 3.0 + np.einsum("nuv,uv->n", cores, weights)
    return Planted([sparse.csr_array(x) for x in dense], scores, left[:, :a], right[:, :b])


def sparse_networks(seed: int, samples: int = 30, q: int = 12, p: int = 7, density: float = 0.4) -> list[Any]:
    """Networks with edges here and there, no components to speak of, and one sample without an edge."""
    rng = np.random.default_rng(seed)
    networks = [
        sparse.random_array((q, p), density=density, format="csr", rng=rng, data_sampler=rng.standard_normal)
        for _ in range(samples)
    ]
    networks[samples // 2] = sparse.csr_array((q, p))
    return networks


@pytest.fixture
def plain() -> Planted:
    return planted(0)


@pytest.fixture
def distracted() -> Planted:
    return planted(1, samples=300, distraction=3.0)
