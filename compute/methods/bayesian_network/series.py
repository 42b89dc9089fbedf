"""Which samples follow each other in time: in a dynamic network a gene depends on those before. [paper K04]"""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from compute.errors import UserError
from compute.methods.cohort import Cohort

REPLICATE = "replicate"
"""The column of the annotation that says to which course a sample belongs."""
FEWEST = 20


def steps(cohort: Cohort) -> tuple[NDArray[np.int64], NDArray[np.int64]]:
    """(k,), (k,) every sample that has one before it in its course, and that one: (before, now), positions of samples.

    The score is the time; courses are those of the column ``replicate``, or one if there is none. Steps are those from
    one measured time to the next, however far. Raises :class:`UserError` where two samples of a course have the same
    time, and where there are fewer than 20 steps.
    """
    course = _courses(cohort)
    order = np.lexsort((cohort.modulator, course))
    same = course[order][1:] == course[order][:-1]
    before, now = order[:-1][same], order[1:][same]
    twice = np.flatnonzero(cohort.modulator[before] == cohort.modulator[now])
    if twice.size:
        names = cohort.expression.samples
        raise UserError(
            "{one} and {other} have the same time ({time:g}) in one course; give the annotation a column “replicate” "
            "that tells courses apart.",
            one=names[before[twice[0]]],
            other=names[now[twice[0]]],
            time=float(cohort.modulator[now[twice[0]]]),
        )
    if now.size < FEWEST:
        raise UserError(
            "{source} has {steps} steps from one time to the next; a dynamic network needs at least {fewest}.",
            source=cohort.expression.source,
            steps=now.size,
            fewest=FEWEST,
        )
    return before, now


def _courses(cohort: Cohort) -> NDArray[np.int64]:
    """(n,) the course of each sample."""
    annotation = cohort.annotation
    names = {} if annotation is None else {str(name).lower(): name for name in annotation.columns}
    if annotation is None or REPLICATE not in names:
        return np.zeros(cohort.modulator.size, np.int64)
    labels = annotation[names[REPLICATE]].astype(str).to_numpy(str)
    number: NDArray[np.int64] = np.unique(labels, return_inverse=True)[1]
    return number
