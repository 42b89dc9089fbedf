"""The stage before the courses: form, ridge and prior, by how well samples held out are predicted."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import TYPE_CHECKING

import numpy as np

from compute.messages import Message
from compute.methods.base import Arrays, Shape, Stage, Task
from compute.methods.curves.settings import Settings

if TYPE_CHECKING:
    from compute.methods.curves.problem import Problem


class ChoiceStage(Stage[Settings, "Problem"]):
    """Settles ``course_choice`` (1, 4): sparse or not, ridge, and what both explain; and ``course_prior`` (1, c, v)."""

    name = "choice"
    label = Message("Choosing form and penalties")
    keeps = ("course_choice", "course_prior")

    def tasks(self, shape: Shape, settings: Settings) -> Sequence[Task]:
        return [Task("choice", settings, shape.targets, 1)]

    def shared(self, problem: Problem, settings: Settings) -> Problem:
        return problem

    def fit(self, shared: Problem, what: Settings) -> Arrays:
        from compute.methods.curves.problem import choose

        chosen = choose(shared, what)
        return {
            "course_choice": np.array([[chosen.sparse, chosen.ridge, *chosen.held_out]], np.float64),
            "course_prior": chosen.prior[None],
        }

    def combine(self, problem: Problem, settings: Settings, results: Iterable[Arrays]) -> Arrays:
        return next(iter(results))

    def settled(self, problem: Problem, settings: Settings, kept: Arrays) -> Problem:
        from compute.methods.curves.problem import Chosen

        few, ridge, one, other = kept["course_choice"][0].tolist()
        return problem.settled(Chosen(bool(few), ridge, kept["course_prior"][0], (one, other)))

    def guessed(self, problem: Problem, settings: Settings) -> Problem:
        """The shared form with the ridge of many a cohort, which takes the longer."""
        from compute.methods.curves.problem import Chosen

        return problem.settled(Chosen(False, settings.ridge or 1.0, np.zeros((1, 1))))
