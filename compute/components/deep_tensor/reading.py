"""A Deep Tensor model read back through its factors: each sample's components, and what its edges add."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

import numpy as np
from numpy.typing import NDArray

from compute.components.explain.scores import edge_contributions

if TYPE_CHECKING:
    from compute.components.deep_tensor.networks import CompressedNetwork
    from compute.components.deep_tensor.objective import DeepSolution

Floats = NDArray[np.float64]


@dataclass(frozen=True, eq=False)
class SampleFactors:
    """One sample's own components: regulator_loadings C (q, a), target_loadings D (p, b), orthonormal columns as far
    as the network's rank goes; core (a, b·s): C' X_c D of its s channels, those of a component pair side by side."""

    regulator_loadings: Floats
    target_loadings: Floats
    core: Floats


def edge_pulls(parts: Sequence[Any], factors: SampleFactors, gradient: Floats) -> list[Any]:
    """Per channel, a sparse matrix (q×p) of what every edge adds to a prediction, the sample's components held.

    parts: the network's s channels; gradient: (a, b·s). All together add up to prediction − baseline, because a core
    is linear in the edges once the components are held.
    """
    channels = len(parts)
    return [
        edge_contributions(part, gradient[:, channel::channels], factors.regulator_loadings, factors.target_loadings)
        for channel, part in enumerate(parts)
    ]


def principal_turns(found: DeepSolution, networks: Sequence[CompressedNetwork]) -> tuple[Floats, Floats]:
    """Rotations Q_R (a×a) and Q_T (b×b) that put components in principal order of the cores and fix their signs: the
    loading of largest magnitude over all samples is positive."""
    samples, a, wide = found.cores.shape
    b = found.target_core.shape[2]
    cores = found.cores.reshape(samples, a, b, wide // b)
    grams = np.einsum("nuvs,nwvs->uw", cores, cores), np.einsum("nuvs,nuws->vw", cores, cores)
    sides = (
        ([network.regulator_basis for network in networks], found.regulator_turns),
        ([network.target_basis for network in networks], found.target_turns),
    )
    turns = []
    for gram, (bases, own) in zip(grams, sides, strict=True):
        turn = np.linalg.eigh(gram)[1][:, ::-1]
        turns.append(turn * _signs(bases, own @ turn))
    return turns[0], turns[1]


def _signs(bases: Sequence[Floats], own: Floats) -> Floats:
    """(components,) ±1: the sign of each component's loading of largest magnitude over all samples."""
    highest = np.full(own.shape[2], -np.inf)
    lowest = np.full(own.shape[2], np.inf)
    for basis, turn in zip(bases, own, strict=True):
        loadings = basis @ turn
        highest, lowest = np.maximum(highest, loadings.max(axis=0)), np.minimum(lowest, loadings.min(axis=0))
    return np.where(-lowest > highest, -1.0, 1.0)
