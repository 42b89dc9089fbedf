"""Courses along the score as a method of the registry. What needs numba is imported when something is computed."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import TYPE_CHECKING, Any

import numpy as np
from numpy.typing import NDArray

from compute.messages import Message
from compute.methods.base import Arrays, Memory, Network, Shape, networks_result
from compute.methods.cohort import Cohort
from compute.methods.course_method import CourseMethod
from compute.methods.curves.choice_stage import ChoiceStage
from compute.methods.curves.describe import courses_text
from compute.methods.curves.diagnostics import FITS
from compute.methods.curves.settings import Settings
from compute.study import CourseTable

if TYPE_CHECKING:
    from compute.methods.curves.problem import Problem
    from compute.study import Study


class Curves(CourseMethod[Settings, "Problem"]):
    """One regression per target for all samples, its coefficients functions of the score. [ours]"""

    name = "curves"
    title = "Curves"
    summary = Message("One smooth curve along the score for every edge, with a band: a network at any score.")
    version = "2"
    settings = Settings
    diagnostics = FITS
    stages = (ChoiceStage(),)
    packages = ("numba",)
    fewest_samples = 20
    label = Message("Estimating curves")

    def prepare(self, cohort: Cohort, settings: Settings) -> Problem:
        from compute.methods.curves.problem import problem_of

        return problem_of(cohort, settings)

    def fit(self, shared: Problem, what: Sequence[Any]) -> Arrays:
        model = shared.ready()
        functions = model.frame.course.at(shared.columns.score)
        row, column = np.triu_indices(functions.shape[1])
        count, regulator, course, spread, fits = [], [], [], [], np.zeros(len(what), FITS)
        for place, k in enumerate(what):
            found = shared.fit_target(k, model)
            edges = np.flatnonzero(np.abs(found.theta @ functions.T).max(axis=1) > model.least)
            count.append(edges.size)
            regulator.append(edges)
            course.append(found.theta[edges].astype(np.float32))
            spread.append(found.covariance[edges][:, row, column].astype(np.float32))
            fits[place] = (found.penalty, found.noise, found.explained, found.converged)
        return {
            "edges": np.array(count),
            "target": np.repeat(np.asarray(what, np.int32), count),
            "regulator": np.concatenate(regulator).astype(np.int32),
            "course": np.concatenate(course),
            "spread": np.concatenate(spread),
            "fits": fits,
        }

    def combine(self, problem: Problem, settings: Settings, results: Iterable[Arrays]) -> CourseTable:
        parts = list(results)
        model = problem.ready()
        return CourseTable(
            model.frame.course.score,
            model.frame.course.values,
            least=model.least,
            **{
                name: np.concatenate([part[name] for part in parts])
                for name in ("target", "regulator", "course", "spread", "fits")
            },
        )

    def networks_at(self, problem: Problem, points: Sequence[float]) -> Arrays:
        model = problem.ready()
        found = self.fit(problem, range(problem.columns.targets.shape[1]))
        value = (found["course"] @ model.frame.course.at(np.asarray(points)).T.astype(np.float32)).T
        there = np.abs(value) > model.least
        return networks_result(
            [
                Network(found["target"][now].astype(np.int64), found["regulator"][now].astype(np.int64), row[now])
                for row, now in zip(value, there, strict=True)
            ]
        )

    def of_targets(self, problem: Problem, targets: NDArray[np.int64]) -> Problem:
        return problem.only(targets)

    def of_samples(self, problem: Problem, keep: NDArray[np.bool_], settings: Settings) -> Problem:
        """Form, ridge and prior stay those of the whole cohort."""
        return problem.of_samples(keep)

    def select(self, problem: Problem, modulator: NDArray[np.float64], settings: Settings) -> Arrays:
        """Who comes in first along the path of falling penalty, and who of these changes."""
        from compute.methods.curves.select import SELECTION_RIDGE, select

        assert problem.chosen is not None
        everyone = np.ones(modulator.size, np.bool_)
        ridge = SELECTION_RIDGE * problem.chosen.ridge
        found = select(problem.columns, everyone, ridge)
        for k in problem.own:
            alone = select(problem.along_own(k), everyone, ridge)
            found.strength[k], found.change[k] = alone.strength[0], alone.change[0]
        target, regulator = np.nonzero(found.strength)
        return {
            "target": target.astype(np.int32),
            "regulator": regulator.astype(np.int32),
            "strength": found.strength[target, regulator].astype(np.float32),
            "change": found.change[target, regulator].astype(np.float32),
        }

    def describe(self, study: Study) -> str:
        return courses_text(study)

    def cost(self, shape: Shape, settings: Settings, edges_per_fit: float) -> Memory:
        """Features, their Gram matrix and those of the folds, for two functions of the score or for four; a target's
        features that are in, their Gram matrix, its inverse and a copy.
        """
        n, p, q = shape.modulator.size, shape.targets, shape.regulators
        shared = 2 * (2 * n * 2 * q) + 7 * (2 * q) ** 2
        few = 2 * n * 4 * q + 2 * (4 * q) ** 2
        held = 8.0 * (4 * n * p + (shared if settings.form == "shared" else max(shared, few)))
        return Memory(held, 8.0 * (60 * 2 * q + 10 * n + 3 * min(2 * q, n // 2) ** 2))

    def warm_up(self) -> None:
        from compute.methods.curves.warm_up import compile_all

        compile_all()


METHOD = Curves()
