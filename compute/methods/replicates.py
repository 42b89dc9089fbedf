"""To which course of time each sample belongs, for methods whose samples follow each other in time."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import TYPE_CHECKING, Final

import numpy as np
from numpy.typing import NDArray

from compute.errors import UserError, unknown_name
from compute.messages import Message, word

if TYPE_CHECKING:
    import pandas as pd

    from compute.methods.cohort import Cohort

TIME: Final = ("time", "timepoint", "primarykeygroupid")
REPLICATE: Final = ("replicate", "rep", "secondarykeygroupid")
"""Columns of the annotation that say when a sample was taken, and in which course: as SiGN's EDF calls them too."""


def column_named(columns: Iterable[object], given: str, usual: tuple[str, ...]) -> str | None:
    """The column called ``given``, or, where nothing is given, the first usual one; None where there is none.

    Case and separators do not matter for the usual ones. Raises :class:`UserError` where the given one is not there.
    """
    names = [str(name) for name in columns]
    if given:
        if given not in names:
            raise unknown_name(word("column"), given, names, Message("the annotation of the samples"))
        return given
    plain = {name.lower().replace("_", "").replace(" ", ""): name for name in reversed(names)}
    return next((plain[name] for name in usual if name in plain), None)


def replicates(cohort: Cohort) -> NDArray[np.int64]:
    """(n,) the course of each sample of a cohort; see :func:`courses_of`."""
    return courses_of(cohort.annotation, cohort.expression.samples, cohort.replicate)


def courses_of(annotation: pd.DataFrame | None, samples: Sequence[str], given: str) -> NDArray[np.int64]:
    """(n,) the course of each sample, from 0, in the order of their names: numbers as numbers; all 0 without any.

    annotation: a row for every sample, in their order. given: the column that says it; "" for the usual one.
    """
    name = column_named(() if annotation is None else annotation.columns, given, REPLICATE)
    if annotation is None or name is None:
        return np.zeros(len(samples), np.int64)
    column = annotation[name]
    if column.isna().any():
        missing = samples[int(np.argmax(column.isna().to_numpy()))]
        raise UserError(
            "{sample} has no value in column {column!r} of the annotation; give the time course it belongs to.",
            sample=missing,
            column=name,
        )
    labels = column.to_numpy() if column.dtype.kind in "iuf" else column.astype(str).to_numpy(str)
    number: NDArray[np.int64] = np.unique(labels, return_inverse=True)[1].astype(np.int64)
    return number


def require_distinct(cohort: Cohort, course: NDArray[np.int64]) -> NDArray[np.int64]:
    """(n,) the samples by course, then time; :class:`UserError` where two of a course have the same time."""
    order: NDArray[np.int64] = np.lexsort((cohort.modulator, course))
    one, other = order[:-1], order[1:]
    twice = np.flatnonzero((course[one] == course[other]) & (cohort.modulator[one] == cohort.modulator[other]))
    if twice.size:
        names = cohort.expression.samples
        raise UserError(
            "{one} and {other} have the same time ({time:g}) in one time course; add a column “replicate” to the "
            "annotation.",
            one=names[one[twice[0]]],
            other=names[other[twice[0]]],
            time=float(cohort.modulator[other[twice[0]]]),
        )
    return order
