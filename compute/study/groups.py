"""The samples of one group of the annotation: those with one value, or with numbers in a range."""

from __future__ import annotations

import re
from itertools import pairwise
from typing import Any, Final

import numpy as np
import pandas as pd

from compute.errors import UserError, unknown_name
from compute.messages import Message, word
from compute.study.read import Study

FEW_VALUES: Final = 8
"""Numbers of so many different values are groups as they are; of more, in bins."""
_BINS: Final = 4
_NUMBER: Final = r"[+-]?(?:\d+\.?\d*|\.\d+)(?:[eE][+-]?\d+)?"


def value_bins(values: pd.Series[Any]) -> list[tuple[float, float]]:
    """Ranges of a numeric annotation that hold about a quarter of the samples each, both ends values that occur.

    Ascending, no value in two of them; none where the annotation is not of numbers, or has at most
    :data:`FEW_VALUES` different ones.
    """
    if not pd.api.types.is_numeric_dtype(values) or pd.api.types.is_bool_dtype(values):
        return []
    known = np.sort(values.dropna().to_numpy(np.float64))
    if np.unique(known).size <= FEW_VALUES:
        return []
    edges = np.unique(np.quantile(known, np.linspace(0, 1, _BINS + 1)))
    inside = [
        known[(known >= low) & ((known < high) | ((high == edges[-1]) & (known <= high)))]
        for low, high in pairwise(edges)
    ]
    return [(float(found[0]), float(found[-1])) for found in inside if found.size]


def group_samples(study: Study, column: str, value: str) -> list[int]:
    """Positions of the samples with this value (as text) in a column of the annotation.

    Of a column of numbers ``40..60`` is every value from 40 to 60, both included.
    Raises :class:`UserError` for an unknown column, or a value that no sample has.
    """
    annotation = study.annotation
    if not len(annotation.columns):
        raise UserError(
            "The study {study} has no annotation; profile it with --annotation to have groups.", study=study.path.name
        )
    if column not in annotation.columns:
        raise unknown_name(
            word("column"),
            column,
            map(str, annotation.columns),
            Message("the annotation of {study}", study=study.path.name),
        )
    known = annotation[column].notna().to_numpy()
    labels = annotation[column].astype(str).to_numpy()
    found = np.flatnonzero(known & (labels == value)).tolist()
    limits = re.fullmatch(rf"({_NUMBER})\.\.({_NUMBER})", value)
    if not found and limits and pd.api.types.is_numeric_dtype(annotation[column]):
        numbers = annotation[column].to_numpy(np.float64, na_value=np.nan)
        found = np.flatnonzero((numbers >= float(limits[1])) & (numbers <= float(limits[2]))).tolist()
    if not found:
        raise unknown_name(
            word("value"),
            value,
            sorted(set(labels[known])),
            Message("the column {column!r} of {study}", column=column, study=study.path.name),
        )
    return list(found)
