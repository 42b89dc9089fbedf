"""SiGN-SSM as a method of the registry. What needs numba is imported when something is computed."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import TYPE_CHECKING

import numpy as np

from compute.messages import Message
from compute.methods.base import Arrays, Memory, Shape, StudyMethod, Task
from compute.methods.cohort import Cohort
from compute.methods.state_space.describe import PUBLICATION, model_text
from compute.methods.state_space.settings import Settings
from compute.methods.state_space.stages import HeldOutStage, ModelStage, StartStage
from compute.study import EdgeColumn, EdgeMeaning, EdgeTable

if TYPE_CHECKING:
    from compute.methods.state_space.problem import Problem
    from compute.study import Study

EDGE = EdgeMeaning(
    (
        EdgeColumn(
            "coefficient",
            Message("Coefficient"),
            Message(
                "coefficient of the regulator for the target one step later, through the modules, in units of their "
                "noise; positive: activating, negative: repressing"
            ),
        ),
        EdgeColumn(
            "p",
            Message("p"),
            Message("share of permutations of each gene's time points with a coefficient at least as large"),
            0.0,
            1.0,
        ),
        EdgeColumn(
            "q", Message("q"), Message("q-value: false discovery rate over all pairs at this threshold"), 0.0, 1.0
        ),
    ),
    strength="coefficient",
    sign="coefficient",
)
TOGETHER = 10
"""Permutations of a task."""
SHORT = 8
"""Measured times up to which a note says that the series is short."""


class StateSpace(StudyMethod[Settings, "Problem"]):
    """One network for courses of time, through modules. Source: Hirose et al. 2008; Tamada et al. 2011."""

    name = "state-space"
    title = "SiGN-SSM"
    summary = Message(
        "A state space model of time courses: modules that drive each other one step later, and the gene "
        "network through them."
    )
    publication = PUBLICATION
    version = "3"
    scope = "time"
    edge = EDGE
    settings = Settings
    stages = (StartStage(), ModelStage(), HeldOutStage())
    packages = ("numba",)
    fewest_samples = 6
    needs_score = False
    closed = True
    label = Message("Permuting times")

    def prepare(self, cohort: Cohort, settings: Settings) -> Problem:
        from compute.methods.state_space.problem import problem_of

        return problem_of(cohort, settings)

    def tasks(self, shape: Shape, settings: Settings) -> Sequence[Task]:
        """Some permutations each; ``what`` are their numbers, first and past the last, and the settings."""
        total = settings.permutations
        parts = [(first, min(first + TOGETHER, total)) for first in range(0, total, TOGETHER)]
        return [
            Task(f"permutations-{first:06d}", (first, stop, settings), shape.targets, stop - first)
            for first, stop in parts
        ]

    def fit(self, shared: Problem, what: tuple[int, int, Settings]) -> Arrays:
        from compute.methods.state_space.permutation import exceeded

        first, stop, settings = what
        if shared.tested is None:
            raise ValueError("edges are tested once a model is settled")
        rules = settings.rules(shared.ridge)
        found = exceeded(shared.series, shared.tested, rules, settings.refit, settings.seed, range(first, stop))
        return {name: counts.astype(np.int32) for name, counts in found._asdict().items()}

    def combine(self, problem: Problem, settings: Settings, results: Iterable[Arrays]) -> EdgeTable:
        from compute.methods.state_space.network import effects
        from compute.methods.state_space.permutation import p_values, q_values

        tested, chosen = problem.tested, problem.chosen
        if tested is None or chosen is None:
            raise ValueError("a network is combined once a model is settled")
        exceeded = np.zeros((3, tested.regulator.size), np.int64)
        for result in results:
            exceeded += result["edge"]
        p = p_values(exceeded.max(axis=0), settings.permutations)
        q = q_values(p, problem.pairs)
        effect = effects(chosen).of(tested.regulator, tested.target)
        kept = (p <= settings.largest_p) & (effect.astype(np.float32) != 0)
        of_regulator, of_target = np.full((2, problem.mean.size), -1)
        of_regulator[problem.regulator] = np.arange(problem.regulator.size)
        of_target[problem.target] = np.arange(problem.target.size)
        columns = {"coefficient": effect[kept], "p": p[kept], "q": q[kept]}
        return EdgeTable(
            of_regulator[tested.regulator[kept]],
            of_target[tested.target[kept]],
            {name: values.astype(np.float32) for name, values in columns.items()},
        )

    def beside(self, problem: Problem, settings: Settings, results: Iterable[Arrays]) -> Arrays:
        """``modules``, ``module_p``, ``module_q`` (k, p): D and how sure it is that a gene belongs to a module.

        ``transition_p``, ``transition_q`` (k, k): the same of F, where the states are estimated again in permutations.
        ``states`` (M, N, k) and ``states_spread`` (M, N, k): the courses of the modules and their standard deviations;
        ``states_ahead`` (M, N, k), ``states_ahead_spread`` (M, N, k, k): as predicted a step before; its covariance.
        """
        from compute.methods.state_space.model import states_of
        from compute.methods.state_space.network import modules
        from compute.methods.state_space.permutation import p_values, q_values

        chosen = problem.chosen
        if chosen is None:
            raise ValueError("modules are tested once a model is settled")
        of_module = np.zeros((chosen.states, problem.mean.size), np.int64)
        of_transition = np.zeros((chosen.states, chosen.states), np.int64)
        for result in results:
            of_module += result["module"]
            of_transition += result["transition"]
        p = {"module": p_values(of_module, settings.permutations)}
        if settings.refit:
            p["transition"] = p_values(of_transition, settings.permutations)
        states = states_of(problem.series, chosen)
        pattern = problem.series.pattern
        return {
            "modules": modules(chosen),
            **{f"{name}_p": values for name, values in p.items()},
            **{f"{name}_q": q_values(values) for name, values in p.items()},
            "states": states.mean,
            "states_spread": np.sqrt(np.diagonal(states.spread, axis1=2, axis2=3))[pattern],
            "states_ahead": states.ahead,
            "states_ahead_spread": states.ahead_spread[pattern],
        }

    def notes(self, problem: Problem, samples: Sequence[str]) -> Sequence[Message]:
        courses, times = len(problem.values), np.unique(problem.step).size
        found = [
            Message(
                "{courses:,} time courses of {times:,} time points, on a grid of {steps:,} steps.",
                courses=courses,
                times=times,
                steps=problem.grid.steps,
            )
        ]
        if problem.grid.rounded:
            found.append(
                Message(
                    "The times are not multiples of their smallest interval and were rounded to a grid of {unit:g}; "
                    "with --spacing order every measured time is one step.",
                    unit=problem.grid.unit,
                    severity="note",
                )
            )
        if times <= SHORT:
            found.append(
                Message(
                    "{times} time points are few for a state space model; its predictions beyond them are unreliable.",
                    times=times,
                    severity="note",
                )
            )
        return found

    def describe(self, study: Study) -> str:
        return model_text(study)

    def cost(self, shape: Shape, settings: Settings, edges_per_fit: float) -> Memory:
        """Values on the grid, of each worker a permuted copy and what arranges it, and counts of the edges tested."""
        values = 8.0 * shape.modulator.size * (shape.regulators + shape.targets)
        edges = min(settings.edges, shape.regulators * shape.targets)
        return Memory(2 * values + edges * 60.0, 5 * values + edges * 60.0)

    def warm_up(self) -> None:
        from compute.methods.state_space.warm_up import compile_all

        compile_all()


METHOD = StateSpace()
