"""Simulated cohorts whose every edge is known at every sample.

Regulators share latent factors, drift along the score and carry noise with heavy tails; each target has a few
regulators, whose effects are constant, appear, fade or flip sign along the score, a drift of its own that no regulator
explains, and noise. Everything is put on a scale like log2 intensities (about 4 to 12).
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

SHAPES = ("constant", "appears", "fades", "flips", "comes and goes")
THRESHOLD = 0.1
"""An edge is there, in a sample, where its true coefficient exceeds this (target's sd per regulator's sd)."""


@dataclass(frozen=True)
class Design:
    """One kind of cohort. scores: how the modulator is spread ("even", "two groups", "long tail").

    mix: share of each of :data:`SHAPES`, the rest 0. common: share of a regulator's variance that the latent factors
    carry. drift: size of the trends along the score. noise: a target's noise, per unit of the sd of its signal.
    outliers: share of samples with gross errors in a fifth of the genes. edges: fewest and most regulators of a target.
    """

    scores: str = "even"
    mix: Sequence[float] = (0.4, 0.25, 0.25, 0.1)
    samples: int = 250
    regulators: int = 80
    targets: int = 15
    factors: int = 8
    common: float = 0.4
    drift: float = 0.5
    noise: float = 1.2
    outliers: float = 0.0
    edges: tuple[int, int] = (2, 5)


DESIGNS = {
    "even": Design(),
    "two groups": Design(scores="two groups"),
    "long tail": Design(scores="long tail"),
    "correlated": Design(common=0.7, drift=0.8),
    "outliers": Design(outliers=0.06),
    "wide": Design(samples=200, regulators=150),
    "unchanging": Design(mix=(1.0, 0.0, 0.0, 0.0)),
}


@dataclass(frozen=True)
class SimulatedCohort:
    """Samples in ascending order of the modulator. regulators: (n, q) and targets: (n, p), log2-like expression.

    modulator: (n,). truth: (n, p, q) true coefficients, in the target's sd per regulator's sd (0: no edge).
    shape: (p, q) position in :data:`SHAPES`, −1 where there is no edge. groups: (n,) given to the methods, or None.
    """

    regulators: NDArray[np.float64]
    targets: NDArray[np.float64]
    modulator: NDArray[np.float64]
    truth: NDArray[np.float64]
    shape: NDArray[np.int64]
    groups: NDArray[np.int64] | None = None


def course(shape: str, modulator: NDArray[np.float64], middle: float, width: float) -> NDArray[np.float64]:
    """How much of an effect acts at each value of the modulator: 0..1, for "flips" from 1 to −1.

    "comes and goes": a bell, such as an edge of the hybrid state.
    """
    if shape == "comes and goes":
        return np.exp(-0.5 * np.square((modulator - middle) / (0.15 + width)))
    rise = 1.0 / (1.0 + np.exp(-(modulator - middle) / width))
    return {"constant": np.ones_like(rise), "appears": rise, "fades": 1.0 - rise, "flips": 1.0 - 2.0 * rise}[shape]


def plant(
    design: Design, regulators: int, modulator: NDArray[np.float64], rng: np.random.Generator
) -> tuple[NDArray[np.float64], NDArray[np.int64]]:
    """The effects of one target's regulators: (n, q) coefficients, and (q,) position in :data:`SHAPES`, −1 for none."""
    effects, shape = np.zeros((modulator.size, regulators)), np.full(regulators, -1)
    low, high = np.quantile(modulator, [0.25, 0.75])
    for j in rng.choice(regulators, rng.integers(design.edges[0], design.edges[1] + 1), replace=False):
        kind = rng.choice(len(design.mix), p=design.mix)
        effect = rng.uniform(0.4, 1.0) * rng.choice([-1.0, 1.0])
        effects[:, j] = effect * course(SHAPES[kind], modulator, rng.uniform(low, high), rng.uniform(0.03, 0.2))
        shape[j] = kind
    return effects, shape


def spread(scores: str, samples: int, rng: np.random.Generator) -> NDArray[np.float64]:
    """The modulator, ascending, in −1..1."""
    if scores == "two groups":
        value = np.where(rng.random(samples) < 0.6, rng.normal(-0.65, 0.15, samples), rng.normal(0.6, 0.2, samples))
    elif scores == "long tail":
        value = rng.gamma(1.2, 0.28, samples) - 0.95
    elif scores == "even":
        value = rng.uniform(-1, 1, samples)
    else:
        raise ValueError(f"there is no spread of scores called {scores!r}")
    return np.sort(np.clip(value, -1, 1))


def simulate(design: Design, seed: int) -> SimulatedCohort:
    """The same cohort for the same design and seed."""
    rng = np.random.default_rng(seed)
    n, q, p = design.samples, design.regulators, design.targets
    modulator = spread(design.scores, n, rng)
    along = (modulator - modulator.mean()) / modulator.std()
    level = _regulators(design, along, rng)
    truth, shape = np.zeros((n, p, q)), np.full((p, q), -1)
    target = np.zeros((n, p))
    for k in range(p):
        truth[:, k], shape[k] = plant(design, q, modulator, rng)
        signal = np.einsum("ij,ij->i", truth[:, k], level)
        own = rng.normal(0, design.drift) * along + design.noise * _noise(rng, n)
        target[:, k] = signal + signal.std() * own
    size = target.std(axis=0)
    truth /= size[None, :, None]
    values = np.hstack([level, (target - target.mean(axis=0)) / size])
    values = rng.uniform(5, 10, q + p) + rng.uniform(0.5, 1.5, q + p) * values
    if design.outliers:
        _spoil(values, design.outliers, rng)
    return SimulatedCohort(values[:, :q], values[:, q:], modulator, truth, shape)


def _regulators(design: Design, along: NDArray[np.float64], rng: np.random.Generator) -> NDArray[np.float64]:
    """(n, q) levels of variance 1: latent factors, half of which drift along the score, and each one's own."""
    n, q, f = along.size, design.regulators, design.factors
    factors = rng.normal(size=(n, f))
    factors[:, : f // 2] += design.drift * along[:, None] * rng.choice([-1.0, 1.0], f // 2)
    common = factors @ rng.normal(size=(f, q))
    own = _noise(rng, n, q) + rng.normal(0, design.drift, q) * along[:, None]
    parts = [part / part.std(axis=0) for part in (common - common.mean(axis=0), own - own.mean(axis=0))]
    level = np.sqrt(design.common) * parts[0] + np.sqrt(1 - design.common) * parts[1]
    return level / level.std(axis=0)


def _noise(rng: np.random.Generator, *shape: int) -> NDArray[np.float64]:
    """Noise of variance 1 with the heavy tails of microarrays (Student's t, 6 degrees of freedom)."""
    return rng.standard_t(6, shape) / np.sqrt(1.5)


def _spoil(values: NDArray[np.float64], share: float, rng: np.random.Generator) -> None:
    for sample in rng.choice(len(values), round(share * len(values)), replace=False):
        hit = rng.random(values.shape[1]) < 0.2
        values[sample, hit] += rng.normal(0, 5, hit.sum()) * values[:, hit].std(axis=0)
