"""Targets that the score is made of, each estimated along the score without it.

The scores without a target are brought to the mean and the standard deviation of the score. One axis then serves all
targets: at score x such a target has the network that its own score gives at x, and a sample reads it, as all others,
at its place on the score itself. [ours]
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import TYPE_CHECKING, Any

import numpy as np
from numpy.typing import NDArray

from compute.errors import UserError
from compute.messages import Message
from compute.settings import flag

if TYPE_CHECKING:
    from compute.methods.cohort import Cohort
    from compute.study import Study

Floats = NDArray[np.float64]
OwnScores = Mapping[int, Floats]
"""By the position of a target, (n,) the score that it is estimated along."""


def own_gene_flag() -> Any:
    """The field of a method's settings that asks for it, ``leave_own_gene``."""
    return flag(
        False,
        before=(False,),
        label=Message("Leave a target out of its own score"),
        help=Message(
            "A target that is one of the score’s genes is estimated along the score computed without it. For scores "
            "that the program computes."
        ),
        folded=False,
    )


def leaves_own_gene(settings: Any) -> bool:
    """Whether settings, of whatever method, ask for it."""
    return bool(getattr(settings, "leave_own_gene", False))


def own_scores_of(cohort: Cohort, settings: Any) -> OwnScores:
    """The scores of the targets that have one of their own; none where the settings do not ask for it.

    Raises :class:`UserError` where they do and nobody computed these scores.
    """
    if not leaves_own_gene(settings):
        return {}
    if cohort.own_scores is None:
        raise UserError(
            "The score {column} was given as numbers and cannot be computed without a target; profile along a score "
            "that the program computes, or without --leave-own-gene.",
            column=cohort.score.column,
        )
    place = {gene: k for k, gene in enumerate(cohort.targets)}
    return {place[gene]: values for gene, values in cohort.own_scores.items() if gene in place}


def on_scale(values: Floats, score: Floats) -> Floats:
    """(n,) values brought to the mean and the standard deviation of a score (n,)."""
    spread = float(values.std())
    scaled: Floats = score.mean() + (values - values.mean()) * (float(score.std()) / (spread if spread > 0 else 1.0))
    return scaled


def of_samples(own: OwnScores, keep: NDArray[np.bool_]) -> dict[int, Floats]:
    """The same of these samples (n,) alone."""
    return {k: values[keep] for k, values in own.items()}


def of_targets(own: OwnScores, targets: NDArray[np.int64]) -> dict[int, Floats]:
    """The same of these targets (positions) alone, by their new positions."""
    return {place: own[k] for place, k in enumerate(targets.tolist()) if k in own}


def by_score(own: OwnScores, score: Floats, targets: int) -> Iterator[tuple[Floats, NDArray[np.int64]]]:
    """Scores and the positions of the targets along each: those along the score itself first, then one by one."""
    along = np.array([k for k in range(targets) if k not in own], np.int64)
    if along.size:
        yield score, along
    for k in sorted(own):
        yield own[k], np.array([k])


def own_scores_text(study: Study) -> str:
    """For the methods section of a paper, in English; "" where no target has a score of its own."""
    count = len(study.info.own_scores)
    if not count:
        return ""
    which = "The target that the score is computed from was" if count == 1 else (
        f"Each of the {count:,} targets that the score is computed from was"
    )  # fmt: skip
    return (
        f"{which} estimated along the score without it, brought to the same mean and standard deviation, in the "
        "formulation of SiGN-Dash."
    )
