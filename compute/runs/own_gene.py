"""The scores along which a run estimates the targets that its score is made of, where it is asked to leave them out."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING

from compute.errors import UserError
from compute.messages import Message
from compute.methods.own_scores import on_scale
from compute.runs.request import ScoreChoice
from compute.score import SCORES
from compute.suitability import scores_without

if TYPE_CHECKING:
    from compute.methods.cohort import Cohort
    from compute.read import Expression
    from compute.score.record import GeneLists


def with_own_scores(
    whole: Cohort, choice: ScoreChoice, inputs: Mapping[str, Path], expression: Expression, of_score: tuple[str, ...]
) -> tuple[Cohort, tuple[str, ...]]:
    """The cohort with a score of its own for each target in the score, and the genes that the score is made of.

    expression: the table the score was computed from. of_score: its genes, as far as they are known. Raises
    :class:`UserError` where the score was brought and does not say how it was computed, or is not what that gives for
    these genes.
    """
    if choice.without_targets:
        return replace(whole, own_scores={}), of_score
    named = choice.method or whole.score.method
    if named not in SCORES:
        raise UserError(
            "The score {column} of {source} does not say by which method it was computed, so it cannot be computed "
            "without a target; profile along a score that the program computes, or without --leave-own-gene.",
            column=whole.score.column,
            source=whole.modulator_source[0],
        )
    record = SCORES[named]
    genes: GeneLists | None = None
    if choice.genes:
        genes = record.read_genes(str(inputs[choice.genes]), choice.genes)
    elif record.builtin is None:
        raise UserError(
            "To compute the score {column} without a target, its genes are needed ({form}); give them with "
            "--score-genes, or profile without --leave-own-gene.",
            column=whole.score.column,
            form=record.needs,
        )
    samples, targets, name = whole.expression.samples, whole.targets, whole.score.column
    own, used = scores_without(expression, named, genes, samples, whole.modulator, targets, name)
    return replace(whole, own_scores={gene: on_scale(rest, whole.modulator) for gene, rest in own.items()}), used


def no_own_scores(whole: Cohort) -> Message:
    """What is said where no target is in the score."""
    return Message(
        "None of the targets is part of the {score}; all were estimated along it.",
        score=whole.score.column,
        severity="note",
    )
