"""When the regulators of a target act along the score: their courses with bands, and what of each stands out.

Only of a study of courses (``Study.courses``); any other raises :class:`UserError`.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from compute.study import BAND, Study, leaves_out_zero

MOST_POINTS = 201
"""Scores at which a course is followed for a picture: finer than the eye, fewer than the samples of a large study."""


@dataclass(frozen=True, eq=False)
class RegulatorCourse:
    """One regulator's course on a target over evenly spaced scores, (s,) each, and where along them it acts.

    course: before any threshold; low, high: its band, score by score. mean_low, mean_high: the band of the course minus
    its mean over the samples. acts: mean score of the samples, each weighted by the size of the
    course there: low where it acts early. largest: the course where it is largest in size. clear, changes: share of the
    samples at whose score the band leaves out 0, and that of the difference from the mean does.
    """

    regulator: str
    score: NDArray[np.float64]
    course: NDArray[np.float64]
    low: NDArray[np.float64]
    high: NDArray[np.float64]
    mean_low: NDArray[np.float64]
    mean_high: NDArray[np.float64]
    acts: float
    largest: float
    clear: float
    changes: float

    @property
    def leaves_out_zero(self) -> NDArray[np.bool_]:
        """(s,) where the band leaves out 0."""
        return leaves_out_zero(self.low, self.high)

    @property
    def leaves_its_mean(self) -> NDArray[np.bool_]:
        """(s,) where the band of the difference from the mean leaves out 0."""
        return leaves_out_zero(self.mean_low, self.mean_high)


def even_scores(study: Study, points: int = MOST_POINTS) -> NDArray[np.float64]:
    """(points,) evenly spaced scores from that of the first sample to that of the last."""
    return np.linspace(float(study.modulator[0]), float(study.modulator[-1]), points)


def regulator_courses(
    study: Study,
    target: str,
    most: int | None = None,
    points: int = MOST_POINTS,
    regulator: str | None = None,
) -> list[RegulatorCourse]:
    """The courses of a target's regulators, the earliest to act first; ``most``: of the so many with the largest
    coefficient in any sample. regulator: of that one alone. :class:`UserError` for names that are not in the study, and
    for a study without courses.
    """
    courses = study.known_courses()
    target_at = study.target_index(target)
    edges = np.arange(*courses.arrays["target_ptr"][target_at : target_at + 2])
    ends = courses.arrays["regulator"][edges].astype(np.int64)
    if regulator is not None:
        edges = edges[ends == study.regulator_index(regulator)]
    values = courses.arrays["course"][edges].astype(np.float64)
    there = courses.functions(study.modulator)
    largest = np.abs(values @ there.T).max(axis=1, initial=0.0)
    kept = np.argsort(-largest, kind="stable")[:most]
    kept = kept[largest[kept] > courses.least]
    scores = even_scores(study, points)
    drawn, mean = courses.functions(scores), there.mean(axis=0)
    edges, values = edges[kept], values[kept]
    reach, mean_reach = courses.reach(edges, drawn, BAND), courses.reach(edges, drawn - mean, BAND)
    line, from_mean, in_samples = values @ drawn.T, values @ (drawn - mean).T, values @ there.T
    weight = np.abs(in_samples)
    clear = weight > courses.reach(edges, there, BAND)
    changes = np.abs(values @ (there - mean).T) > courses.reach(edges, there - mean, BAND)
    found = [
        RegulatorCourse(
            study.regulators[int(courses.arrays["regulator"][edge])],
            scores,
            line[at],
            line[at] - reach[at],
            line[at] + reach[at],
            from_mean[at] - mean_reach[at],
            from_mean[at] + mean_reach[at],
            acts=float(weight[at] @ study.modulator / weight[at].sum()),
            largest=float(in_samples[at, weight[at].argmax()]),
            clear=float(clear[at].mean()),
            changes=float(changes[at].mean()),
        )
        for at, edge in enumerate(edges.tolist())
    ]
    return sorted(found, key=lambda one: (one.acts, one.regulator))
