"""The samples of one group of the annotation."""

from __future__ import annotations

import numpy as np

from compute.errors import UserError, unknown_name
from compute.messages import Message, word
from compute.study.read import Study


def group_samples(study: Study, column: str, value: str) -> list[int]:
    """Positions of the samples with this value (as text) in a column of the annotation.

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
    if not found:
        raise unknown_name(
            word("value"),
            value,
            sorted(set(labels[known])),
            Message("the column {column!r} of {study}", column=column, study=study.path.name),
        )
    return list(found)
