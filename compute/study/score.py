"""The score a study lies along: what it is called, how it was computed, what its ends mean."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final


@dataclass(frozen=True)
class StudyScore:
    """column: the score's name, as it is shown. method: by which it was computed, a name in
    :data:`compute.score.SCORES`; "" for numbers that were brought. low, high: what its ends mean.
    """

    column: str
    method: str = ""
    low: str = "low"
    high: str = "high"


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
