"""Ways to find edges: each selects from some of the samples, and predicts targets of others."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import Protocol

import numpy as np
from numpy.typing import NDArray

from compute.confidence import Selection
from compute.methods.base import Shape
from compute.methods.cohort import Cohort
from compute.methods.columns import basis_of, drawn_in, limits, without
from compute.methods.curves.fit import choose_ridge, fit
from compute.methods.curves.select import SELECTION_RIDGE, Columns, regulators_let_in, select
from compute.methods.network_profiler.bandwidth_stage import BandwidthStage
from compute.methods.network_profiler.chunks import Work
from compute.methods.network_profiler.fit import fit_targets
from compute.methods.network_profiler.method import METHOD
from compute.methods.network_profiler.settings import Settings
from compute.methods.selection import spread_points
from compute.read.expression import Expression
from compute.study import StudyScore

POINTS = 20
"""Scores at which NetworkProfiler's networks are estimated to predict from, the middles of equally many samples."""


class Way(Protocol):
    """settle: choose what a whole cohort decides, once. edges: (p, q) which edges its networks have."""

    def settle(self, columns: Columns, /) -> Way: ...

    def select(self, columns: Columns, rows: NDArray[np.bool_], /) -> Selection: ...

    def fitted(self, train: Columns, test: Columns, /) -> tuple[NDArray[np.bool_], NDArray[np.float64]] | None: ...


def sparse(strength: NDArray[np.float64], change: NDArray[np.float64]) -> Selection:
    """A selection from (p, q) arrays."""
    edge = np.flatnonzero(strength)
    return Selection(
        edge, strength.ravel()[edge].astype(np.float32), np.asarray(change.ravel()[edge], dtype=np.float32)
    )


@dataclass(frozen=True)
class Curves:
    """Paths of levels and of changes (compute.methods.curves). ridge: as a share of n; None: as the cohort has it."""

    ridge: float | None = None

    def settle(self, columns: Columns) -> Curves:
        return self if self.ridge is not None else Curves(choose_ridge(columns, 0))

    def select(self, columns: Columns, rows: NDArray[np.bool_]) -> Selection:
        assert self.ridge is not None
        found = select(columns, rows, SELECTION_RIDGE * self.ridge)
        return sparse(found.strength, found.change)

    def fitted(self, train: Columns, test: Columns) -> tuple[NDArray[np.bool_], NDArray[np.float64]]:
        assert self.ridge is not None
        found = fit(train, self.ridge, 0)
        return (found.level != 0) | (found.slope != 0), found.predicted(test)


@dataclass(frozen=True)
class Correlation:
    """As many regulators as a path would let in, by |r|, covariates out. It has no networks and predicts nothing."""

    def settle(self, _: Columns) -> Correlation:
        return self

    def select(self, columns: Columns, rows: NDArray[np.bool_]) -> Selection:
        basis = basis_of(columns.covariates[rows])
        R, T = (without(drawn_in(values[rows]), basis) for values in (columns.regulators, columns.targets))
        r = T.T @ R / len(R)
        own = np.flatnonzero(columns.excluded >= 0)
        r[own, columns.excluded[own]] = 0.0
        size = np.abs(r)
        count = regulators_let_in(r.shape[1])
        least = np.sort(size, axis=1)[:, -count - 1][:, None]
        strength = np.where(size > least, np.sign(r) * np.log(np.maximum(size, 1e-12) / np.maximum(least, 1e-12)), 0.0)
        return sparse(strength, np.zeros_like(strength))

    def fitted(self, _: Columns, __: Columns) -> None:
        return None


@dataclass(frozen=True)
class NetworkProfiler:
    """The program's own networks, at a few scores. bandwidth: h in squared units of the score; None: not chosen yet."""

    settings: Settings
    bandwidth: float | None = None

    def settle(self, columns: Columns) -> NetworkProfiler:
        """Choose h as a study would, by samples held out; of several, their median."""
        if self.bandwidth is not None:
            return self
        problem, stage = METHOD.prepare(cohort_of(columns), self.settings), BandwidthStage()
        results = []
        if stage.applies(self.settings):
            shared = stage.shared(problem, self.settings)
            shape = Shape(problem.modulator, columns.regulators.shape[1], columns.targets.shape[1])
            results = [stage.fit(shared, task.what) for task in stage.tasks(shape, self.settings)]
        return replace(self, bandwidth=float(np.median(stage.combine(problem, self.settings, results)["bandwidth"])))

    def select(self, columns: Columns, rows: NDArray[np.bool_]) -> Selection:
        part = METHOD.of_samples(self._problem(columns), rows, self.settings)
        found = METHOD.select(part, part.modulator, self.settings)
        edge = found["target"].astype(np.int64) * columns.regulators.shape[1] + found["regulator"]
        return Selection(edge, found["strength"], found["change"])

    def fitted(self, train: Columns, test: Columns) -> tuple[NDArray[np.bool_], NDArray[np.float64]] | None:
        """Each test sample from the network at the nearest of :data:`POINTS` scores; the edges are those of any.

        Not with covariates, which networks keep for each score.
        """
        if train.covariates.shape[1]:
            return None
        problem, p, q = self._problem(train), train.targets.shape[1], train.regulators.shape[1]
        R, shift = self._placed(train, test)
        points = np.quantile(train.score, (np.arange(POINTS) + 0.5) / POINTS)
        nearest = np.abs(test.score[:, None] - points).argmin(axis=1)
        edges, predicted = np.zeros((p, q), bool), np.zeros_like(test.targets)
        for number in np.unique(nearest):
            root = problem.kernel.root_weights(problem.modulator, float(points[number]), problem.bandwidth[0])
            found = fit_targets(problem.data, np.arange(p), root, problem.grid)
            B = np.zeros((p, q))
            B[found.target, found.regulator] = found.value
            edges |= B != 0
            own = nearest == number
            on_scale = (R[own] - found.regulators.mean) / found.regulators.scale
            predicted[own] = shift + found.targets.mean + found.targets.scale * (on_scale @ B.T)
        return edges, predicted

    def mean_size(self, columns: Columns) -> NDArray[np.float64]:
        """(p, q) mean |coefficient| over the scores that edges are selected at."""
        problem = self._problem(columns)
        points = spread_points(problem.modulator)
        found = METHOD.fit(problem, points)
        size = np.zeros((columns.targets.shape[1], columns.regulators.shape[1]))
        np.add.at(size, (found["target"], found["regulator"]), np.abs(found["value"]) / len(points))
        return size

    def _problem(self, columns: Columns) -> Work:
        problem = METHOD.prepare(cohort_of(columns), self.settings)
        return replace(problem, bandwidth=np.full(columns.targets.shape[1], self.bandwidth))

    def _placed(self, train: Columns, test: Columns) -> tuple[NDArray[np.float64], NDArray[np.float64]]:
        """Other samples' regulators as the networks take them, and what predictions of targets lack."""
        R, mean = test.regulators, [np.zeros(values.shape[1]) for values in (train.regulators, train.targets)]
        if self.settings.clip is not None:
            R = np.clip(R, *limits(train.regulators, self.settings.clip))
        if self.settings.center == "cohort":
            mean = [values.mean(axis=0) for values in (train.regulators, train.targets)]
        return R - mean[0], mean[1]


def cohort_of(columns: Columns) -> Cohort:
    """The columns as a cohort to be profiled; a target that is a regulator has its name."""
    regulators = tuple(f"R{j}" for j in range(columns.regulators.shape[1]))
    targets = tuple(f"T{k}" if j < 0 else regulators[j] for k, j in enumerate(columns.excluded))
    own = columns.excluded < 0
    genes = (*regulators, *(name for name, new in zip(targets, own, strict=True) if new))
    values = np.hstack([columns.regulators, columns.targets[:, own]])
    samples = tuple(f"S{i}" for i in range(len(values)))
    return Cohort(
        Expression(values, samples, genes, "a cohort that is split", ""),
        columns.score,
        StudyScore("score"),
        ("a cohort that is split", ""),
        regulators,
        targets,
        "a cohort that is split",
        adjust=("groups",) if columns.covariates.shape[1] else (),
        numbers=columns.covariates if columns.covariates.shape[1] else None,
    )
