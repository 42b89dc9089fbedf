"""What the categories and the sides are called on screen."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING, Final

from compute.analyse import side_filters
from sign_dash.language import say
from sign_dash.numbers import signed
from sign_dash.shell.cohort import end_names, score_name

if TYPE_CHECKING:
    from compute.analyse import ComparedSide

STEADY: Final = "steady"
"""Edges that do not change, among the categories of :data:`compute.CATEGORIES`."""


def category_names() -> dict[str, str]:
    """Every category, and :data:`STEADY`, in the reader's language."""
    return {
        "gained": say("gained"),
        "lost": say("lost"),
        "strengthened": say("strengthened"),
        "weakened": say("weakened"),
        "flipped": say("flipped"),
        STEADY: say("unchanged"),
    }


def category_meanings() -> dict[str, str]:
    """What each category means, in one line."""
    return {
        "gained": say("in B only"),
        "lost": say("in A only"),
        "strengthened": say("in both, larger in B"),
        "weakened": say("in both, smaller in B"),
        "flipped": say("in both, with opposite signs"),
        STEADY: say("in A or B, with a difference below the minimum change"),
    }


def side_title(side: ComparedSide) -> str:
    """What a side holds, without the number of its samples."""
    base, within, without = side_filters(side.text)
    title = _base_title(side, base)
    if within:
        title = say("{side}, within {groups}", side=title, groups=_listed(within))
    if without:
        title = say("{side}, without {groups}", side=title, groups=_listed(without))
    return title


def _listed(groups: Sequence[str]) -> str:
    return ", ".join(group.replace("=", " = ", 1) for group in groups)


def _base_title(side: ComparedSide, base: str) -> str:
    kind, _, rest = base.partition(":")
    low, high = end_names(side.study)
    score = score_name(side.study)
    match kind:
        case "low":
            return say("{end}, {share} %", end=low, share=rest)
        case "high":
            return say("{end}, {share} %", end=high, share=rest)
        case "ranks":
            first, _, last = rest.partition("-")
            return say("ranks {first} to {last}", first=first, last=last)
        case "scores":
            first, _, last = rest.partition("..")
            return say("{score} {low} to {high}", score=score, low=_minus(first), high=_minus(last))
        case "group":
            return rest.replace("=", " = ", 1)
        case "score":
            return f"{score} {_minus(rest)}"
        case _:
            return rest


def study_titles(a: ComparedSide, b: ComparedSide) -> tuple[str, str]:
    """What the studies of the sides are called; with the names of their folders where that is the same."""
    alike = a.study.title == b.study.title and a.study is not b.study
    one, other = (f"{side.study.title} ({side.study.path.name})" if alike else side.study.title for side in (a, b))
    return one, other


def side_size(side: ComparedSide) -> str:
    """How many samples a side has, and where they are on the score."""
    score = side.scores
    if side.at is not None:
        nearest = side.study.samples[side.samples[0]]
        return say("from the edges’ curves; nearest sample: {sample}", sample=nearest)
    if score.size == 1:
        return say("one sample, {score} {at}", score=score_name(side.study), at=signed(float(score[0])))
    return say(
        "{n} samples, {score} {low} to {high}",
        n=f"{score.size:,}",
        score=score_name(side.study),
        low=signed(float(score.min())),
        high=signed(float(score.max())),
    )


def _minus(number: str) -> str:
    return number.replace("-", "−")
