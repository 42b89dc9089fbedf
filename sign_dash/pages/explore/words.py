"""Which samples a number is of, and the number of an edge, as the inspector and paths write them."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from sign_dash.language import say
from sign_dash.numbers import signed_coefficient
from sign_dash.shell.cohort import score_name

if TYPE_CHECKING:
    from compute.study import EdgeMeaning, Study


def samples_in_words(study: Study, samples: Sequence[int], score: float | None = None) -> str:
    """The name of one sample, or what the mean is over; of one network for all, that it is of all. score: of courses,
    where it lies between samples.
    """
    if score is not None:
        return say("the network at {score} {value}", score=score_name(study), value=f"{score:+.4g}".replace("-", "−"))
    if not study.per_sample:
        return say("all samples")
    return study.samples[samples[0]] if len(samples) == 1 else say("the mean of {n} samples", n=f"{len(samples):,}")


def shown_number(meaning: EdgeMeaning, value: float) -> str:
    """The number of an edge; with its sign where edges have one."""
    number = signed_coefficient(value)
    return number if meaning.signed else number.removeprefix("+")
