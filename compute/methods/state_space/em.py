"""Maximum likelihood by EM: over replicates, missing times and missing values. [standard; H08; ridge: ours]"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from compute.methods.state_space.model import Floats, Parameters, States, states_of
from compute.methods.state_space.rules import Rules
from compute.methods.state_space.series import Series

TOWARDS = 0.9
"""A ridge draws F towards this multiple of I: states that stay, and fade slowly. [ours]"""
LEAST_NOISE = 1e-6
"""Of a gene's variance: its noise is no smaller."""
CLOSE = 1e-6
"""Relative change of log L at which EM stops."""


@dataclass(frozen=True)
class Fitted:
    """parameters: unique only where the caller made them so. log_likelihood: without the ridge's penalty. objective:
    with it. course: (loops + 1,) the objective before every loop and at the end.
    """

    parameters: Parameters
    log_likelihood: float
    objective: float
    course: tuple[float, ...]
    converged: bool

    @property
    def loops(self) -> int:
        return len(self.course) - 1

    @property
    def monotone(self) -> bool:
        """Whether the objective never fell, but for rounding."""
        values = np.array(self.course)
        return bool((np.diff(values) >= -1e-8 * np.abs(values[1:])).all())


def fitted(series: Series, start: Parameters, rules: Rules, most: int, close: float = CLOSE) -> Fitted:
    """EM from a start until the objective changes by less than ``close`` of its size, at most ``most`` loops."""
    now, course, converged = start, list[float](), False
    while True:
        states = states_of(series, now)
        course.append(states.log_likelihood - penalty(now, rules))
        converged = len(course) > 1 and abs(course[-1] - course[-2]) <= close * abs(course[-1])
        if converged or len(course) > most:
            return Fitted(now, states.log_likelihood, course[-1], tuple(course), converged)
        now = improved(series, now, states, rules)


def penalty(of: Parameters, rules: Rules) -> float:
    """What the ridge takes off log L."""
    if not rules.ridge:
        return 0.0
    return rules.ridge / 2 * float(np.square(of.transition - TOWARDS * np.eye(of.states)).sum())


def moments(series: Series, states: States) -> tuple[Floats, Floats, Floats]:
    """E[x x'] of every time (M, N, k, k), and over all steps Σ P_{n,n-1} and Σ P_{n-1}."""
    mean = states.mean
    second = states.spread[series.pattern] + mean[:, :, :, None] * mean[:, :, None, :]
    patterns = np.bincount(series.pattern, minlength=len(series.of_pattern)).astype(np.float64)
    lagged = np.einsum("u,unab->ab", patterns, states.lagged[:, 1:])
    lagged += np.einsum("mna,mnb->ab", mean[:, 1:], mean[:, :-1])
    return second, lagged, second[:, :-1].sum(axis=(0, 1))


def improved(series: Series, before: Parameters, states: States, rules: Rules) -> Parameters:
    """One M-step."""
    second, lagged, earlier = moments(series, states)
    transition = _transition(before.transition, lagged, earlier, rules)
    first = before.first if rules.zero else states.mean[:, 0].mean(axis=0)
    loading, noise, level = observation(series, states.mean, second, rules)
    made = Parameters(loading, transition, noise, first, level)
    if rules.ridge:  # its penalty depends on the scale of the states
        return made
    return rescaled(made, _states_noise(second, lagged, earlier, states.mean[:, 0], made))


def _states_noise(second: Floats, lagged: Floats, earlier: Floats, begun: Floats, of: Parameters) -> Floats:
    """Q (k, k) as it would be estimated for these parameters, from all times of all replicates."""
    turned = of.transition @ lagged.T
    apart = second[:, 1:].sum(axis=(0, 1)) - turned - turned.T + of.transition @ earlier @ of.transition.T
    shift = np.outer(of.first, begun.sum(axis=0))
    apart += second[:, 0].sum(axis=0) - shift - shift.T + len(begun) * np.outer(of.first, of.first)
    noise: Floats = (apart + apart.T) / 2 / (second.shape[0] * second.shape[1])
    return noise


def rescaled(of: Parameters, noise: Floats) -> Parameters:
    """The same model as with states' noise ``noise`` (k, k), its states scaled so that it is I.

    Q is not free, so that letting it move for a step and scaling it away again is the same model reached sooner: EM
    with expanded parameters (Liu, Rubin, Wu 1998), many times fewer loops where the genes' noise is small. [ours]
    """
    root = np.linalg.cholesky(noise)
    back = np.linalg.inv(root)
    return Parameters(
        np.ascontiguousarray(of.loading @ root),
        np.ascontiguousarray(back @ of.transition @ root),
        of.noise,
        back @ of.first,
        of.level,
    )


def observation(series: Series, mean: Floats, second: Floats, rules: Rules) -> tuple[Floats, Floats, Floats]:
    """H (p, k), R and the genes' levels (p,) for states (M, N, k) of second moments (M, N, k, k).

    Of each gene where it is observed. Genes are centred; where some are observed at other places than others, their
    means are of other states, and their levels are estimated along with H. [ours]
    """
    k = mean.shape[2]
    if not series.complete:
        one = np.ones((*mean.shape[:2], 1))
        second = np.block([[second, mean[..., None]], [mean[..., None, :], one[..., None]]])
        mean = np.concatenate([mean, one], axis=2)
    size = mean.shape[2]
    of_kind = np.zeros((len(series.mask), size, size))
    np.add.at(of_kind, series.kind.ravel(), second.reshape(-1, size, size))
    products = series.values.reshape(-1, series.genes).T @ mean.reshape(-1, size)
    known = (series.places @ of_kind.reshape(-1, size * size)).reshape(-1, size, size)
    wanted = np.linalg.inv(known + 1e-12 * np.eye(size))
    found = products @ wanted[0].T if len(wanted) == 1 else np.einsum("iab,ib->ia", wanted[series.alike], products)
    left = series.square - np.einsum("ia,ia->i", found, products)
    if rules.common:
        least = LEAST_NOISE * float(series.variance.mean())
        noise = np.full(series.genes, max(float(left.sum() / series.count.sum()), least))
    else:
        noise = np.maximum(left / np.maximum(series.count, 1), LEAST_NOISE * series.variance)
    level = np.zeros(series.genes) if series.complete else found[:, k].copy()
    return np.ascontiguousarray(found[:, :k]), noise, level


def _transition(before: Floats, lagged: Floats, earlier: Floats, rules: Rules) -> Floats:
    """F; with a ridge no course grows: from F before, it goes as far towards the best as radius 1 allows. [ours]

    The expected log-likelihood is concave in F, so that any part of the way raises it.
    """
    k = len(before)
    aim = lagged + rules.ridge * TOWARDS * np.eye(k)
    best = np.ascontiguousarray(np.linalg.solve(earlier + rules.ridge * np.eye(k), aim.T).T)
    if not rules.ridge or radius(best) <= 1:
        return best
    low, high = 0.0, 1.0
    for _ in range(30):
        middle = (low + high) / 2
        low, high = (middle, high) if radius(before + middle * (best - before)) <= 1 else (low, middle)
    return np.ascontiguousarray(before + low * (best - before))


def radius(transition: NDArray[np.float64]) -> float:
    return float(np.abs(np.linalg.eigvals(transition)).max())
