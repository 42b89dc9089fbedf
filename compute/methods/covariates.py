"""What is to be taken out of the expression: annotation columns as numbers, classes as indicators."""

from __future__ import annotations

from collections.abc import Sequence
from contextlib import suppress
from typing import TYPE_CHECKING

import numpy as np
from numpy.typing import NDArray

from compute.errors import UserError, unknown_name
from compute.messages import Message, word
from compute.methods.columns import basis_of

if TYPE_CHECKING:
    import pandas as pd

    from compute.study import Study

MOST_NUMBERED_CLASSES = 12
"""A column of whole numbers with at most so many different ones holds classes, such as batches."""
FEWEST_PER_CLASS = 2.0
"""Samples per class, on average, below which a column names samples rather than groups them."""
UNKNOWN = "not given"
"""The class of samples whose class is not given."""


def encoded(annotation: pd.DataFrame | None, columns: Sequence[str]) -> NDArray[np.float64]:
    """(n, c) covariates of the samples, the rows of ``annotation``: a number in its standard deviations from the mean,
    a class as 0 or 1 for each class but the first.

    A missing number counts as the mean; samples without a class are a class of their own. Few whole numbers are
    classes. Raises :class:`UserError` for a column that is not there, is the same for all samples, or has nearly as
    many classes as samples.
    """
    parts = [np.zeros((0 if annotation is None else len(annotation), 0))]
    for name in columns:
        numbers = numeric(annotation, name)
        if numbers is None:
            labels = classes(annotation, name)
            parts.append((labels[:, None] == np.arange(1, labels.max() + 1)).astype(np.float64))
        else:
            known = np.isfinite(numbers)
            spread = numbers[known].std() if known.any() else 0.0
            if spread == 0:
                raise _constant(name)
            parts.append(np.where(known, (numbers - numbers[known].mean()) / spread, 0.0)[:, None])
    return np.hstack(parts)


def basis_of_study(study: Study) -> NDArray[np.float64]:
    """(n, d) orthonormal columns that span the constant and what the study's samples are adjusted for.

    A column that says nothing of these samples, such as a class that all those finished so far share, adds none.
    """
    parts = [np.zeros((len(study.samples), 0))]
    for name in study.info.adjust:
        with suppress(UserError):
            parts.append(encoded(study.annotation, [name]))
    return basis_of(np.hstack(parts))


def numeric(annotation: pd.DataFrame | None, name: str) -> NDArray[np.float64] | None:
    """(n,) a column of numbers, NaN where missing; None where the column holds classes."""
    column = _column(annotation, name)
    if column.dtype.kind not in "iuf":
        return None
    values = column.to_numpy(np.float64, na_value=np.nan)
    different = np.unique(values[np.isfinite(values)])
    if different.size <= MOST_NUMBERED_CLASSES and (different == np.round(different)).all():
        return None
    return values


def times(annotation: pd.DataFrame, name: str) -> NDArray[np.float64]:
    """(n,) a column as numbers; :class:`UserError` for the first sample that has none."""
    import pandas as pd

    values: NDArray[np.float64] = pd.to_numeric(annotation[name], errors="coerce").to_numpy(np.float64)
    wrong = np.flatnonzero(~np.isfinite(values))
    if wrong.size:
        raise UserError(
            "{sample} has no number in column {column!r} of the annotation; times must be numbers, in one unit.",
            sample=annotation.index[wrong[0]],
            column=name,
        )
    return values


def classes(annotation: pd.DataFrame | None, name: str) -> NDArray[np.int64]:
    """(n,) the class of each sample, numbered in the order of their names."""
    text = _column(annotation, name).astype(object).where(lambda values: values.notna(), UNKNOWN).astype(str)
    names, label = np.unique(text.to_numpy(str), return_inverse=True)
    if names.size < 2:
        raise _constant(name)
    if label.size < FEWEST_PER_CLASS * names.size:
        raise UserError(
            "The column {name!r} has {classes:,} classes for {samples:,} samples, too many to adjust for; choose a "
            "column with fewer.",
            name=name,
            classes=names.size,
            samples=label.size,
        )
    return label.astype(np.int64)


def _column(annotation: pd.DataFrame | None, name: str) -> pd.Series:
    names = [] if annotation is None else [str(column) for column in annotation.columns]
    if not names or annotation is None:
        raise UserError("There is no annotation to take {name!r} from; give one with --annotation.", name=name)
    if name not in names:
        raise unknown_name(word("column"), name, names, Message("the annotation"))
    return annotation[name]


def _constant(name: str) -> UserError:
    return UserError("The column {name!r} is the same for all samples; there is nothing to adjust for.", name=name)
