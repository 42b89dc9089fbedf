"""Many edges' courses at one score, or their difference between two sides, with the band of either.

A course is linear in its numbers: the band of its mean over scores, or of the difference of two such means, follows
from the stored covariance as that at one score does.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np
from numpy.typing import NDArray

from compute.study.courses import BAND

if TYPE_CHECKING:
    from compute.study.read import Study


@dataclass(frozen=True, eq=False)
class ContrastBands:
    """Edges (e,): what is asked for of their courses, before any threshold, and between what it lies.

    Zeros where a pair is no edge of the study.
    """

    value: NDArray[np.float64]
    low: NDArray[np.float64]
    high: NDArray[np.float64]


@dataclass(frozen=True, eq=False)
class EdgeCourses:
    """The numbers of some edges: as of :class:`~compute.study.CourseTable`, zeros for a pair that is no edge."""

    score: NDArray[np.float64]
    functions: NDArray[np.float64]
    course: NDArray[np.float32]
    spread: NDArray[np.float32]
    least: float


def edge_courses(study: Study, regulators: NDArray[np.int64], targets: NDArray[np.int64]) -> EdgeCourses:
    """What is stored of these edges (positions of both ends); errors as :func:`bands_at`."""
    courses = study.known_courses()
    edges = study.blocks[0].find(regulators, targets)
    there = edges >= 0
    found = {}
    for name in ("course", "spread"):
        stored = courses.arrays[name]
        found[name] = np.zeros((edges.size, stored.shape[1]), np.float32)
        found[name][there] = stored[edges[there]]
    return EdgeCourses(
        np.array(courses.arrays["score"]), np.array(courses.arrays["functions"]), **found, least=courses.least
    )


def coefficients_at(
    study: Study, regulators: NDArray[np.int64], targets: NDArray[np.int64], score: float
) -> NDArray[np.float32]:
    """(e,) coefficients of these edges at a score, 0 where one is not there, as :meth:`Study.network_at` has them;
    errors as :func:`bands_at`.
    """
    courses = study.known_courses()
    edges = study.blocks[0].find(regulators, targets)
    found = np.zeros(edges.size, np.float32)
    there = edges >= 0
    found[there] = courses.coefficients(edges[there], courses.functions(np.array([score])))[:, 0]
    return found


def bands_at(
    study: Study, regulators: NDArray[np.int64], targets: NDArray[np.int64], score: float, level: float = BAND
) -> ContrastBands:
    """The courses of edges (positions of both ends) at one score; :class:`UserError` for a study without courses."""
    at = study.known_courses().functions(np.array([score]))[0]
    return _contrast(study, regulators, targets, at, level)


def difference_bands(
    study: Study,
    regulators: NDArray[np.int64],
    targets: NDArray[np.int64],
    before: NDArray[np.float64],
    after: NDArray[np.float64],
    level: float = BAND,
) -> ContrastBands:
    """The mean of edges' courses over the scores ``after`` minus that over ``before``; errors as :func:`bands_at`."""
    courses = study.known_courses()
    change = courses.functions(after).mean(axis=0) - courses.functions(before).mean(axis=0)
    return _contrast(study, regulators, targets, change, level)


def _contrast(
    study: Study,
    regulators: NDArray[np.int64],
    targets: NDArray[np.int64],
    functions: NDArray[np.float64],
    level: float,
) -> ContrastBands:
    courses = study.known_courses()
    edges = study.blocks[0].find(np.asarray(regulators, np.int64), np.asarray(targets, np.int64))
    there = edges >= 0
    value = np.zeros(edges.size)
    value[there] = courses.arrays["course"][edges[there]].astype(np.float64) @ functions
    reach = courses.reach(edges, functions[None], level)[:, 0]
    return ContrastBands(value, value - reach, value + reach)
