"""Which scores measure the epithelial–mesenchymal transition."""

from __future__ import annotations

import re

from compute.score import EMT_AXIS, SCORES
from compute.study import StudyScore

_EMT = re.compile(r"(^|[^a-z])emt([^a-z]|$)|mesenchym|epitheli", re.IGNORECASE)


def measures_emt(score: StudyScore) -> bool:
    """By its method, else by its name and the names of its ends."""
    known = SCORES.get(score.method)
    if known is not None:
        return known.axis == EMT_AXIS
    return any(_EMT.search(words) for words in (score.column, score.low, score.high))
