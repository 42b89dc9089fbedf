"""Which samples follow each other in time: in a dynamic network a gene depends on those before. [paper K04]"""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from compute.errors import UserError
from compute.methods.cohort import Cohort
from compute.methods.replicates import replicates, require_distinct

FEWEST = 20


def steps(cohort: Cohort) -> tuple[NDArray[np.int64], NDArray[np.int64]]:
    """(k,), (k,) every sample that has one before it in its course, and that one: (before, now), positions of samples.

    The score is the time; courses are those of the column ``replicate``, or one if there is none. Steps are those from
    one measured time to the next, however far. Raises :class:`UserError` where two samples of a course have the same
    time, and where there are fewer than 20 steps.
    """
    course = replicates(cohort)
    order = require_distinct(cohort, course)
    same = course[order][1:] == course[order][:-1]
    before, now = order[:-1][same], order[1:][same]
    if now.size < FEWEST:
        raise UserError(
            "{source} has {steps} steps between consecutive time points; a dynamic network needs at least {fewest}.",
            source=cohort.expression.source,
            steps=now.size,
            fewest=FEWEST,
        )
    return before, now
