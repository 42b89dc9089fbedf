"""The page's sentences about a state space model, on screen and under its figures."""

from __future__ import annotations

import numpy as np

from compute.analyse import SURE, Modules
from sign_dash.language import say

SMALLEST = 0.001


def module_name(module: int) -> str:
    """A module (from 0) with a capital letter."""
    return say("Module {number}", number=module + 1)


def facts(of: Modules) -> str:
    """What the model is, why it has so many modules, and how well it predicts what it has not seen."""
    made = say(
        "{k} modules of {genes:,} genes · {courses:,} time courses at {times:,} time points",
        k=of.count,
        genes=len(of.genes),
        courses=len(of.course),
        times=of.measured.size,
    )
    choice, held = of.study.settled("dimension_choice"), of.study.settled("held_out")
    tried = np.unique(choice[:, 0]).size if choice is not None else 0
    how = [say("the smallest BIC of {n} numbers of modules", n=tried)] if tried > 1 else []
    row = None if held is None else held[held[:, 0] == of.count]
    if row is not None and len(row):
        model, last, mean = row[0, 1:4]
        how.append(
            say(
                "one-step-ahead error in held-out time courses {model:.2f} (last value {last:.2f}, mean {mean:.2f})",
                model=model,
                last=last,
                mean=mean,
            )
        )
    return " · ".join([made, *how])


def sure_genes(of: Modules, module: int) -> str:
    """How many genes belong to a module beyond chance."""
    return say("{n:,} genes with q ≤ {q}", n=of.sure(module), q=SURE)


def probability(value: float) -> str:
    """A p or q, short."""
    return f"<{SMALLEST}" if value < SMALLEST else f"{value:.2g}"


def course_caption(of: Modules, module: int) -> str:
    """Under the figure in a file, in English."""
    return (
        f"Module {module + 1} of {of.count} of a state space model of {len(of.genes):,} genes: the state in every "
        f"sample of {len(of.course)} courses, its mean, and (shaded) where 90 % of courses lie, each with its "
        "uncertainty."
    )


def prediction_caption(of: Modules, gene: str) -> str:
    """Under the figure in a file, in English."""
    return (
        f"{gene} in every sample (dots) and as a state space model of {of.count} modules predicts it from the time "
        "before (line: mean over courses; shaded: where 90 % of values should lie). The model was fitted to these "
        "samples."
    )
