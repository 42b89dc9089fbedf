"""What comes before the test of the edges: starts, models of every dimension, and steps ahead that were held out."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import replace
from typing import TYPE_CHECKING

import numpy as np

from compute.messages import Message
from compute.methods.base import Arrays, Shape, Stage, Task
from compute.methods.state_space.settings import Settings

if TYPE_CHECKING:
    from compute.methods.state_space.problem import Problem

TOGETHER = 20
"""Starts of a task."""
FIRST_LOOPS = 20
CHOICE = ("dimension", "ridge", "log_likelihood", "bic", "loops", "converged", "monotone", "radius", "chosen")
"""Columns of ``dimension_choice``."""


def dimensions(shape: Shape, settings: Settings) -> range:
    """The numbers of states that are tried."""
    if settings.dimension is not None:
        return range(settings.dimension, settings.dimension + 1)
    times = np.unique(shape.modulator).size
    return range(1, max(1, min(settings.most, times - 2, shape.targets)) + 1)


def ridges_tried(shape: Shape, settings: Settings) -> tuple[float, ...]:
    from compute.methods.state_space.dimension import ridges

    return ridges(np.unique(shape.modulator).size) if settings.ridge is None else (settings.ridge,)


class StartStage(Stage[Settings, "Problem"]):
    """Settles ``start_likelihood`` (dimensions, starts): log L of every start after 20 loops."""

    name = "starts"
    label = Message("Trying starts")
    keeps = ("start_likelihood",)

    def tasks(self, shape: Shape, settings: Settings) -> Sequence[Task]:
        ridge = ridges_tried(shape, settings)[0]
        parts = [(first, min(first + TOGETHER, settings.starts)) for first in range(0, settings.starts, TOGETHER)]
        return [
            Task(f"starts-{k:03d}-{first:05d}", (k, first, stop, ridge, settings), shape.targets, stop - first)
            for k in dimensions(shape, settings)
            for first, stop in parts
        ]

    def shared(self, problem: Problem, settings: Settings) -> Problem:
        return problem

    def fit(self, shared: Problem, what: tuple[int, int, int, float, Settings]) -> Arrays:
        from compute.methods.state_space.dimension import from_start

        k, first, stop, ridge, settings = what
        rules = settings.rules(ridge)
        found = [
            from_start(shared.series, k, number, settings.seed, rules, FIRST_LOOPS) for number in range(first, stop)
        ]
        return {"objective": np.array([[k, one.objective] for one in found])}

    def combine(self, problem: Problem, settings: Settings, results: Iterable[Arrays]) -> Arrays:
        rows = np.vstack([result["objective"] for result in results])
        return {"start_likelihood": rows[:, 1].reshape(-1, settings.starts)}

    def settled(self, problem: Problem, settings: Settings, kept: Arrays) -> Problem:
        return replace(problem, starts=kept["start_likelihood"].astype(np.float64))

    def guessed(self, problem: Problem, settings: Settings) -> Problem:
        """All starts alike."""
        return replace(problem, starts=np.zeros((settings.most, settings.starts)))


class ModelStage(Stage[Settings, "Problem"]):
    """Settles the model: the best starts go on, for every dimension and ridge, and the smallest BIC counts.

    ``dimension_choice`` (models, 9): :data:`CHOICE`, the best of each dimension and ridge. ``loading`` (p, k),
    ``transition`` (k, k), ``noise``, ``level`` (p,), ``first`` (k,): the model, unique. ``gene_mean``, ``gene_scale``
    (p,): what was taken out of the genes and divided out. ``replicate``, ``step`` (n,): where each sample lies.
    """

    name = "models"
    label = Message("Fitting models")
    keeps = (
        "dimension_choice", "loading", "transition", "noise", "level", "first", "gene_mean", "gene_scale", "replicate",
        "step",
    )  # fmt: skip

    def tasks(self, shape: Shape, settings: Settings) -> Sequence[Task]:
        finalists = min(settings.finalists, settings.starts)
        return [
            Task(f"model-{k:03d}-{r}-{rank:04d}", (row, k, ridge, rank, settings), shape.targets, 1)
            for row, k in enumerate(dimensions(shape, settings))
            for r, ridge in enumerate(ridges_tried(shape, settings))
            for rank in range(finalists)
        ]

    def shared(self, problem: Problem, settings: Settings) -> Problem:
        return problem

    def fit(self, shared: Problem, what: tuple[int, int, float, int, Settings]) -> Arrays:
        from compute.methods.state_space.dimension import bic, from_start
        from compute.methods.state_space.model import unique

        row, k, ridge, rank, settings = what
        rules = settings.rules(ridge)
        number = int(np.argsort(-shared.starts[row], kind="stable")[rank])
        found = from_start(shared.series, k, number, settings.seed, rules, settings.loops)
        best = unique(found.parameters)
        score = bic(shared.series, best, found.log_likelihood, rules)
        about = [k, ridge, found.log_likelihood, score, found.loops, found.converged, found.monotone, best.radius]
        return {
            "about": np.array([*about, found.objective], np.float64),
            "loading": best.loading,
            "transition": best.transition,
            "noise": best.noise,
            "level": best.level,
            "first": best.first,
        }

    def combine(self, problem: Problem, settings: Settings, results: Iterable[Arrays]) -> Arrays:
        best: dict[tuple[float, float], Arrays] = {}
        for result in results:
            about = result["about"]
            known = best.get((about[0], about[1]))
            if known is None or about[-1] > known["about"][-1]:
                best[about[0], about[1]] = result
        models = list(best.values())
        chosen = min(models, key=lambda one: float(one["about"][3]))
        return {
            "dimension_choice": np.array([[*one["about"][:-1], one is chosen] for one in models], np.float64),
            **{name: chosen[name] for name in ("loading", "transition", "noise", "level", "first")},
            "gene_mean": problem.mean,
            "gene_scale": problem.scale,
            "replicate": problem.replicate,
            "step": problem.step,
        }

    def settled(self, problem: Problem, settings: Settings, kept: Arrays) -> Problem:
        from compute.methods.state_space.model import Parameters

        names = ("loading", "transition", "noise", "first", "level")
        chosen = Parameters(*(np.ascontiguousarray(kept[name], np.float64) for name in names))
        table = kept["dimension_choice"]
        of_each = [table[table[:, 0] == k] for k in np.unique(table[:, 0])]
        ridges = np.array([rows[rows[:, 3].argmin(), 1] for rows in of_each])
        ridge = float(table[table[:, -1] == 1][0, 1])
        return replace(problem, ridges=ridges).with_model(chosen, ridge, settings.edges)

    def guessed(self, problem: Problem, settings: Settings) -> Problem:
        """A model after a few loops."""
        from compute.methods.state_space.dimension import from_start
        from compute.methods.state_space.model import unique

        states = settings.dimension or min(3, settings.most, problem.mean.size)
        found = from_start(problem.series, states, 0, settings.seed, settings.rules(settings.ridge or 0.0), 5)
        guess = replace(problem, ridges=np.zeros(max(settings.most, 1)))
        return guess.with_model(unique(found.parameters), 0.0, settings.edges)


class HeldOutStage(Stage[Settings, "Problem"]):
    """Settles ``held_out`` (dimensions, 4): dimension, and mean squared errors of a step ahead in courses left out.

    By the model, by no change since the last value, and by the gene's mean, in variances of the genes. Nothing follows
    from it; it stands beside BIC.
    """

    name = "held_out"
    label = Message("Predicting held-out steps")
    keeps = ("held_out",)

    def tasks(self, shape: Shape, settings: Settings) -> Sequence[Task]:
        from compute.methods.state_space.dimension import FOLDS

        parts = min(FOLDS, int(np.unique(shape.modulator, return_counts=True)[1].max()))
        return [
            Task(f"held-{k:03d}-{fold}", (row, k, fold, parts, settings), shape.targets, 1)
            for row, k in enumerate(dimensions(shape, settings))
            for fold in range(parts)
        ]

    def shared(self, problem: Problem, settings: Settings) -> Problem:
        return problem

    def fit(self, shared: Problem, what: tuple[int, int, int, int, Settings]) -> Arrays:
        from compute.methods.state_space.dimension import folds, held_out

        row, k, fold, parts, settings = what
        rules = settings.rules(float(shared.ridges[row]))
        return {"error": np.array([k, *held_out(folds(shared.values, parts)[fold], k, rules, settings.seed)])}

    def combine(self, problem: Problem, settings: Settings, results: Iterable[Arrays]) -> Arrays:
        rows = np.array([result["error"] for result in results])
        found = []
        for k in np.unique(rows[:, 0]):
            total = rows[rows[:, 0] == k, 1:].sum(axis=0)
            found.append([k, *(total[:3] / max(total[3], 1))])
        return {"held_out": np.array(found)}

    def settled(self, problem: Problem, settings: Settings, kept: Arrays) -> Problem:
        return problem

    def guessed(self, problem: Problem, settings: Settings) -> Problem:
        return problem
