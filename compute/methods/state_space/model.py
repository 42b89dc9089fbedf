"""The parameters of the state space model, its likelihood, and the form in which they are unique. [H08; derived]"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from compute.methods.state_space.kalman import covariances, means
from compute.methods.state_space.series import Series

Floats = NDArray[np.float64]


@dataclass(frozen=True)
class Parameters:
    """loading: H (p, k). transition: F (k, k). noise: (p,) diagonal of R. first: (k,) mean of the first states.

    level: (p,) of each gene, beside its mean that was taken out; 0 unless genes are observed at different places.

    ``first`` stands for F x_0 where x_0, the state before the first time, is a parameter without spread: the same model
    wherever F can be inverted, but F is then estimated from steps between measured times alone. [derived]
    """

    loading: Floats
    transition: Floats
    noise: Floats
    first: Floats
    level: Floats

    @property
    def states(self) -> int:
        return int(self.loading.shape[1])

    @property
    def before(self) -> Floats:
        """(k,) x_0, so that F x_0 is the mean of the first states."""
        return np.asarray(np.linalg.lstsq(self.transition, self.first, rcond=None)[0], np.float64)

    @property
    def radius(self) -> float:
        """Largest size of an eigenvalue of F: above 1, courses grow without bounds."""
        return float(np.abs(np.linalg.eigvals(self.transition)).max())


@dataclass(frozen=True)
class States:
    """What is known of the states. ahead: x_{n|n-1}; mean: x_{n|N}, (M, N, k). log_likelihood: of all values.

    ahead_spread: V_{n|n-1}; spread: V_{n|N}; lagged: V_{n,n-1|N}, (patterns, N, k, k).
    """

    ahead: Floats
    mean: Floats
    ahead_spread: Floats
    spread: Floats
    lagged: Floats
    log_likelihood: float


def states_of(series: Series, of: Parameters) -> States:
    """Filter and smoother over all replicates, and log L. [standard]"""
    k = of.states
    weighed = of.loading / of.noise[:, None]
    if series.complete:
        there = np.asarray(series.mask.any(axis=1), np.float64).reshape(-1, 1, 1)
        of_kind = there * (weighed.T @ of.loading)
    else:
        products = (weighed[:, :, None] * of.loading[:, None, :]).reshape(-1, k * k)
        of_kind = (series.mask @ products).reshape(-1, k, k)
    information = np.ascontiguousarray(of_kind[series.of_pattern])
    ahead_spread, now, gain, spread, lagged, logs = covariances(of.transition, information)
    values, squares = series.values, series.square
    if not series.complete:
        values = (values - of.level) * series.mask[series.kind]
        squares = np.square(values).sum(axis=(0, 1))
    observed = np.ascontiguousarray(values @ weighed)
    ahead, mean, square = means(of.transition, of.first, information, now, gain, series.pattern, observed)
    deviance = (
        series.count.sum() * np.log(2 * np.pi)
        + series.count @ np.log(of.noise)
        + (squares / of.noise).sum()
        + logs[series.pattern].sum()
        + square
    )
    return States(ahead, mean, ahead_spread, spread, lagged, -0.5 * float(deviance))


def standardised(of: Parameters) -> Floats:
    """(p, k) R^{-1/2} H: how far a state moves each gene, in units of its noise."""
    return np.asarray(of.loading / np.sqrt(of.noise)[:, None])


def strengths(of: Parameters) -> Floats:
    """(k,) the diagonal of Λ = H'R^{-1}H of unique parameters."""
    return np.asarray(np.square(standardised(of)).sum(axis=0))


def unique(of: Parameters) -> Parameters:
    """The same model with Λ = H'R^{-1}H diagonal and falling, the largest entry of each column of R^{-1/2}H positive.

    Rotations of the states leave the likelihood alone as the noise of the states is I. [derived]
    """
    size, turn = np.linalg.eigh(standardised(of).T @ standardised(of))
    turn = turn[:, np.argsort(-size, kind="stable")]
    turned = standardised(of) @ turn
    largest = turned[np.abs(turned).argmax(axis=0), np.arange(of.states)]
    turn = turn * np.where(largest < 0, -1.0, 1.0)
    transition = np.ascontiguousarray(turn.T @ of.transition @ turn)
    return Parameters(of.loading @ turn, transition, of.noise, turn.T @ of.first, of.level)
