"""Courses with their bands as a long table."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from compute.analyse.courses import RegulatorCourse, regulator_courses
from compute.errors import UserError
from compute.study import BAND, HELD, Study
from compute.write.sample import study_origin
from compute.write.table import Columns, Table, table_of

COURSE_COLUMNS: Columns = {
    "target": "string",
    "regulator": "string",
    "score": "float64",
    "coefficient": "float32",
    "low": "float32",
    "high": "float32",
    "differs_from_0": "boolean",
    "differs_from_its_mean": "boolean",
    "acts_at": "float64",
}
MOST_ROWS = 20_000_000
"""A table that no program opens any more, and that takes 2 GB, is not begun."""


def courses_table(
    study: Study, targets: Sequence[str] | None = None, points: int = 25, most: int | None = None
) -> Table:
    """One line for each target (all, unless some are named), regulator and one of ``points`` evenly spaced scores: the
    columns are :data:`COURSE_COLUMNS`. most: regulators of a target at most, those with the largest coefficients; the
    earliest to act first. :class:`UserError` for names that are not in the study, for a study without courses, for
    fewer than two points, and for a table of more than :data:`MOST_ROWS` lines.
    """
    if points < 2:
        raise UserError("A curve needs at least 2 points, not {points}.", points=points)
    chosen = study.targets if targets is None else tuple(targets)
    edges = sum(_edges(study, target) for target in chosen)
    rows = points * (edges if most is None else min(edges, most * len(chosen)))
    if rows > MOST_ROWS:
        raise UserError(
            "The table would have {rows:,} lines; name fewer targets, fewer regulators of each, or fewer points.",
            rows=rows,
        )

    def lines() -> Iterator[tuple[object, ...]]:
        for target in chosen:
            for one in regulator_courses(study, target, most, points):
                yield from course_rows(target, one)

    origin = study_origin(study) | {"band": BAND, "held_in_simulation": HELD, "points": points}
    return table_of(COURSE_COLUMNS, lines(), origin)


def course_rows(target: str, one: RegulatorCourse) -> Iterator[tuple[object, ...]]:
    """The lines of one course."""
    columns = (one.score, one.course, one.low, one.high, one.leaves_out_zero, one.leaves_its_mean)
    for score, course, low, high, apart, changed in zip(*(column.tolist() for column in columns), strict=True):
        numbers = (f"{score:.6g}", *(f"{value:.6g}" for value in (course, low, high)))
        yield (target, one.regulator, *numbers, apart, changed, f"{one.acts:.6g}")


def _edges(study: Study, target: str) -> int:
    k = study.target_index(target)
    pointer = study.known_courses().arrays["target_ptr"]
    return int(pointer[k + 1] - pointer[k])
