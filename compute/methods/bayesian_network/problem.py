"""One weighting of the samples, and all that scores under it are computed from."""

from __future__ import annotations

from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from compute.methods.bayesian_network.basis import Basis, log_pseudo_determinant, second_differences
from compute.methods.bayesian_network.score import SMOOTHNESS, Rule, rule
from compute.methods.bayesian_network.smoother import Smoothers, smoothers
from compute.methods.compiled import compiled


class Problem(NamedTuple):
    """p parents and t genes they may explain, under sample weights. In a static network parents and genes are one.

    first, value, varies: the parents' basis. weight: (n,) of each sample. genes: (t, n) centred under the weights.
    square: (t,) Σ w x². made, rule: the parents' coordinates and the score. distance: (p, n) squared deviations of the
    parents, where a gene's variance may depend on them, or (0, 0). rho: (R,) the candidates for how much it does.
    difference: K.
    """

    first: NDArray[np.int64]
    value: NDArray[np.float64]
    varies: NDArray[np.bool_]
    weight: NDArray[np.float64]
    genes: NDArray[np.float64]
    square: NDArray[np.float64]
    made: Smoothers
    rule: Rule
    distance: NDArray[np.float64]
    rho: NDArray[np.float64]
    difference: NDArray[np.float64]
    log_pseudo: float


RHO = np.array([0.25, 0.5, 1.0, 2.0])
"""Candidates for ρ beside 0, where the variance is the same everywhere. [ours]"""


def problem(
    basis: Basis,
    genes: NDArray[np.float64],
    weight: NDArray[np.float64],
    exact: bool = False,
    parents: NDArray[np.float64] | None = None,
) -> Problem:
    """Prepare the scores of ``genes`` (n, t) on the parents of ``basis`` for sample weights (n,).

    parents: (n, p) on one scale, where a gene's variance may depend on them; None: it is the same everywhere.
    """
    M = basis.functions
    distance, rho = np.empty((0, 0)), np.empty(0)
    if parents is not None:
        distance, rho = np.ascontiguousarray(np.square(parents - weight @ parents / weight.sum()).T), RHO
    return assemble(
        basis.first,
        basis.value,
        basis.varies,
        weight,
        np.ascontiguousarray(genes.T),
        float(weight.sum()),
        exact,
        SMOOTHNESS,
        distance,
        rho,
        second_differences(M),
        log_pseudo_determinant(M),
    )


@compiled
def assemble(
    first: NDArray[np.int64],
    value: NDArray[np.float64],
    varies: NDArray[np.bool_],
    weight: NDArray[np.float64],
    genes: NDArray[np.float64],
    size: float,
    exact: bool,
    smoothness: NDArray[np.float64],
    distance: NDArray[np.float64],
    rho: NDArray[np.float64],
    difference: NDArray[np.float64],
    log_pseudo: float,
) -> Problem:
    """A problem from its parts. genes: (t, n), not centred yet."""
    made = smoothers(first, value, varies, weight, difference)
    total = weight.sum()
    centred, square = np.empty(genes.shape), np.empty(genes.shape[0])
    for j in range(genes.shape[0]):
        centred[j] = genes[j] - np.sum(weight * genes[j]) / total
        square[j] = np.sum(weight * centred[j] ** 2)
    rules = rule(made, size, total, exact, smoothness, log_pseudo)
    return Problem(first, value, varies, weight, centred, square, made, rules, distance, rho, difference, log_pseudo)
