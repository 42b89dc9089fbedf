"""The score a study lies along: what it is called, how it was computed, what its ends mean."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final

from compute.errors import UserError
from compute.messages import Message


@dataclass(frozen=True)
class StudyScore:
    """column: the score's name, as it is shown. method: by which it was computed, a name in
    :data:`compute.score.SCORES`; "" for numbers that were brought. low, high: what its ends mean.
    """

    column: str
    method: str = ""
    low: str = "low"
    high: str = "high"


LONGEST_END: Final = 30
"""Letters of what an end means: it stands in the corners of pictures and at the head of narrow columns."""


def check_ends(low: str, high: str) -> None:
    """Raise :class:`UserError` where somebody's words for the ends of a score cannot be shown; both may be empty."""
    for end, words in (("low", low), ("high", high)):
        if len(words) > LONGEST_END or not words.isprintable() or words != words.strip():
            raise UserError(
                "{words!r} cannot name the {end} end of the score; use at most {most} characters on one line.",
                words=words,
                end=Message(end),
                most=LONGEST_END,
            )
    if bool(low) != bool(high) or (low and low == high):
        raise UserError("The two ends of the score need two different names; name both ends, or neither.")


_OF_TITLE: Final = {
    "EMT score (EEM)": "eem",
    "EMT score (76GS)": "76gs",
    "EMT score (KS)": "ks",
    "EMT score": "",  # of the demo
}


def score_of_title(title: str) -> StudyScore:
    """The score of a study made before studies recorded it, when a title was all they had."""
    if title in _OF_TITLE:
        return StudyScore(title, _OF_TITLE[title], "epithelial", "mesenchymal")
    return StudyScore(title)
