"""Which modules and edges are more than chance: the times of every gene permuted by itself. [paper H08; ours below]

Permuting leaves each gene its values and takes from it the course it shares with others. Replicates are permuted
together. Effects of permuted data are expressed in the units of the fitted modules (Λ of the data): with no course to
share, H and with it Λ go towards 0 and D would grow without bounds. [ours]
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray
from scipy.optimize import linear_sum_assignment

from compute.methods.state_space.em import fitted, moments, observation
from compute.methods.state_space.model import Floats, Parameters, standardised, states_of, strengths
from compute.methods.state_space.network import Effects, effects, modules
from compute.methods.state_space.rules import Rules
from compute.methods.state_space.series import Series, series_of


@dataclass(frozen=True)
class Candidates:
    """What is tested: unique parameters, and edges (regulator, target), (e,) genes."""

    parameters: Parameters
    regulator: NDArray[np.int64]
    target: NDArray[np.int64]


class Exceeded(NamedTuple):
    """How often chance was as large: module (k, p), edge (3, e), transition (k, k)."""

    module: NDArray[np.int64]
    edge: NDArray[np.int64]
    transition: NDArray[np.int64]


def exceeded(series: Series, tested: Candidates, rules: Rules, loops: int, seed: int, numbers: range) -> Exceeded:
    """In how many of the permutations ``numbers`` |D*|, |Ψ*| and |F*| are at least those of the data.

    Of an edge with both genes permuted, with the regulator alone, and with the target alone: an effect is large as soon
    as one of the two follows a module closely, and an edge needs both. [ours] loops: of EM from the fitted parameters;
    0 keeps the fitted states and estimates H and R alone, and says nothing of F.

    For F the times of all genes are permuted alike: the modules stay, and their order is lost. [ours]
    """
    real = tested.parameters
    of_module = np.abs(modules(real))
    of_edge = np.abs(effects(real).of(tested.regulator, tested.target))
    module, edge = np.zeros(of_module.shape, np.int64), np.zeros((3, of_edge.size), np.int64)
    transition = np.zeros(real.transition.shape, np.int64)
    whole = effects(real)
    values, states = series.values_or_nan(), states_of(series, real)
    second = moments(series, states)[0]
    for number in numbers:
        other = series_of(permuted(values, series.measured(), np.random.default_rng([seed, number])))
        if loops:
            found = matched(fitted(other, _level_free(real), rules, loops, 1e-5).parameters, real)
            found = in_units(found, size(series, states.mean) / size(other, states_of(other, found).mean))
        else:
            loading, noise, level = observation(other, states.mean, second, rules)
            found = Parameters(loading, real.transition, noise, real.first, level)
        module += np.abs((standardised(found) / strengths(real)).T) >= of_module
        if loops:
            transition += np.abs(_out_of_order(series, real, rules, loops, [seed, number, 1])) >= np.abs(
                real.transition
            )
        both = effects(found, strengths(real))
        source, end = Effects(whole.onto, both.out_of), Effects(standardised(found) @ real.transition, whole.out_of)
        for which, null in enumerate((both, source, end)):
            edge[which] += np.abs(null.of(tested.regulator, tested.target)) >= of_edge
    return Exceeded(module, edge, transition)


def _out_of_order(series: Series, real: Parameters, rules: Rules, loops: int, seed: list[int]) -> Floats:
    """(k, k) F of the same values, the measured times in another order, in the units of the fitted states."""
    values, measured = series.values_or_nan(), series.measured()
    other = values.copy()
    other[:, measured] = values[:, np.random.default_rng(seed).permutation(measured)]
    disordered = series_of(other)
    found = matched(fitted(disordered, _level_free(real), rules, loops, 1e-5).parameters, real)
    sizes = size(series, states_of(series, real).mean) / size(disordered, states_of(disordered, found).mean)
    return in_units(found, sizes).transition


def _level_free(of: Parameters) -> Parameters:
    return Parameters(of.loading, of.transition, of.noise, of.first, np.zeros_like(of.level))


def size(series: Series, mean: Floats) -> Floats:
    """(k,) root mean square of the states (M, N, k) where anything is observed."""
    return np.asarray(np.sqrt(np.square(mean[series.there]).mean(axis=0)))


def in_units(of: Parameters, factor: Floats) -> Parameters:
    """The same model with its states multiplied by ``factor`` (k,).

    States with a long memory vary more than their noise, those of permuted data do not: what a gene owes to a state can
    be compared only where both states vary as much. [ours]
    """
    return Parameters(
        of.loading / factor,
        np.ascontiguousarray(of.transition * np.outer(factor, 1 / factor)),
        of.noise,
        of.first * factor,
        of.level,
    )


def permuted(values: Floats, measured: NDArray[np.int64], rng: np.random.Generator) -> Floats:
    """Values (M, N, p) with the measured times of every gene in an order of its own, missing values with them."""
    order = np.argsort(rng.random((measured.size, values.shape[2])), axis=0)
    out = values.copy()
    out[:, measured] = np.take_along_axis(values[:, measured], order[None], axis=1)
    return out


def matched(found: Parameters, real: Parameters) -> Parameters:
    """The same model with its states in the order of those of ``real`` that they resemble most, by |cosine|."""
    one, two = standardised(found), standardised(real)
    size = np.outer(np.linalg.norm(one, axis=0), np.linalg.norm(two, axis=0))
    alike = one.T @ two / np.where(size > 0, size, 1.0)
    here, there = linear_sum_assignment(-np.abs(alike))
    order = here[np.argsort(there)]
    sign = np.where(alike[order, np.arange(order.size)] < 0, -1.0, 1.0)
    return Parameters(
        found.loading[:, order] * sign,
        np.ascontiguousarray(found.transition[np.ix_(order, order)] * np.outer(sign, sign)),
        found.noise,
        found.first[order] * sign,
        found.level,
    )


def p_values(exceeded: NDArray[np.int64], permutations: int) -> Floats:
    """(1 + how often chance was as large) / (1 + how many permutations)."""
    return np.asarray((1 + exceeded) / (1 + permutations))


def q_values(p: Floats, tests: int | None = None) -> Floats:
    """Benjamini and Hochberg over all tests; where fewer p are given than ``tests``, the others count as 1."""
    flat = p.ravel()
    total = flat.size if tests is None else tests
    order = np.argsort(flat, kind="stable")
    scaled = flat[order] * total / np.arange(1, flat.size + 1)
    q = np.empty_like(flat)
    q[order] = np.minimum(np.minimum.accumulate(scaled[::-1])[::-1], 1.0)
    return q.reshape(p.shape)
