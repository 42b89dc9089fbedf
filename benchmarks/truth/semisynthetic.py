"""Cohorts of real regulators and planted effects: the expression of GDSC's regulators, as tightly in modules as it is.

A target is the sum of planted effects of real regulators, a trend along the score, and what all regulators leave of a
real gene of the transition in the same lines. Effects follow the lines' KS score; the score that methods are given is
half that and half made of the targets themselves, as the score of a study is. Tissues are the lines' own.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from functools import cache
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from benchmarks.finding.cohorts import DATA, gdsc
from benchmarks.truth.cohorts import Design, SimulatedCohort, plant

Floats = NDArray[np.float64]

RIDGE = 0.3
"""By which the regulators predict the real gene whose residuals are taken, as a share of the samples."""
SLOPE_OF_SATURATION = 0.46
"""Least squares' slope of tanh(1.5 r)/1.5 on r, r of variance 1."""


@dataclass(frozen=True)
class RealDesign(Design):
    """saturates: whether a target responds to tanh(1.5 r). error: sd of the error of the score given, in its own.
    tissues: sd of the tissues' offsets, per unit of the sd of the signal. given: whether methods are given the tissues.
    """

    samples: int = 400
    regulators: int = 250
    targets: int = 12
    saturates: bool = False
    error: float = 0.0
    tissues: float = 0.0
    given: bool = False


REAL = RealDesign()
REAL_DESIGNS: Mapping[str, RealDesign] = {
    "real": REAL,
    "real bumps": replace(REAL, mix=(0.4, 0.0, 0.0, 0.0, 0.6)),
    "real flips": replace(REAL, mix=(0.4, 0.0, 0.0, 0.6)),
    "real many": replace(REAL, edges=(12, 12)),
    "real saturating": replace(REAL, saturates=True),
    "real score with error": replace(REAL, error=0.7),
    "real 100 samples": replace(REAL, samples=100),
    "real groups hidden": replace(REAL, tissues=1.5),
    "real groups given": replace(REAL, tissues=1.5, given=True),
}


@dataclass(frozen=True)
class Lines:
    """Of all lines: regulators (n, q), left (n, g) of real genes by all regulators, at variance 1; score and tissue
    (n,)."""

    regulators: Floats
    left: Floats
    score: Floats
    tissue: NDArray[np.int64]


@cache
def lines(data: Path = DATA) -> Lines:
    """Read the reference data; those targets that are no regulators leave residuals."""
    split = gdsc(data, 10_000, 0)
    columns = split.columns
    R = _standard(columns.regulators)
    T = _standard(columns.targets[:, columns.excluded < 0])
    explained = R @ np.linalg.solve(R.T @ R + RIDGE * len(R) * np.eye(R.shape[1]), R.T @ T)
    assert split.groups is not None
    return Lines(columns.regulators, _standard(T - explained), columns.score, split.groups)


def semisynthetic(design: RealDesign, seed: int, data: Path = DATA) -> SimulatedCohort:
    """The same cohort for the same design and seed."""
    rng, whole = np.random.default_rng(seed), lines(data)
    rows = rng.choice(len(whole.score), design.samples, replace=False)
    rows = rows[np.argsort(whole.score[rows], kind="stable")]
    columns = np.sort(rng.choice(whole.regulators.shape[1], design.regulators, replace=False))
    R, score = _standard(whole.regulators[np.ix_(rows, columns)]), whole.score[rows]
    place = 2 * (score - score.min()) / np.ptp(score) - 1
    along = (place - place.mean()) / place.std()
    n, q, p = design.samples, design.regulators, design.targets
    names, tissue = np.unique(whole.tissue[rows], return_inverse=True)
    truth, shape, target = np.zeros((n, p, q)), np.full((p, q), -1), np.zeros((n, p))
    response = np.tanh(1.5 * R) / 1.5 if design.saturates else R
    for k, gene in enumerate(rng.choice(whole.left.shape[1], p, replace=False)):
        truth[:, k], shape[k] = plant(design, q, place, rng)
        signal = np.einsum("ij,ij->i", truth[:, k], response)
        own = rng.normal(0, design.drift) * along + design.noise * whole.left[rows, gene]
        offset = design.tissues * rng.normal(size=names.size)[tissue]
        target[:, k] = signal + signal.std() * (own + offset)
    size = target.std(axis=0)
    truth *= (SLOPE_OF_SATURATION if design.saturates else 1.0) / size[None, :, None]
    T = _standard(target)
    given = along + _standard(T @ np.sign(T.T @ along))
    given = given / given.std() + design.error * rng.normal(size=n)
    order = np.argsort(given, kind="stable")
    values = rng.uniform(5, 10, p) + rng.uniform(0.5, 1.5, p) * T
    return SimulatedCohort(
        whole.regulators[np.ix_(rows, columns)][order],
        values[order],
        given[order],
        truth[order],
        shape,
        tissue[order] if design.given else None,
    )


def _standard(values: Floats) -> Floats:
    centred: Floats = values - values.mean(axis=0)
    spread = centred.std(axis=0)
    return centred / np.where(spread > 0, spread, 1.0)
