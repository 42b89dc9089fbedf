"""A comparison of scores as plain values, so that what was computed once can be kept and read again."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, Final

import numpy as np

from compute.messages import Message
from compute.score.comparison import Column, Comparison

COMPARISON_VERSION: Final = 1
"""To be raised when a score, or its record, comes to be something else: what was kept before is then computed anew."""


def comparison_record(found: Comparison) -> dict[str, Any]:
    """As JSON takes it; :func:`comparison_of` gives the same comparison again."""
    columns = [
        {
            **{name: getattr(column, name) for name in ("name", "label", "emt", "of_set", "listed")},
            "values": column.values.tolist(),
            "used": list(column.used),
            "missing": list(column.missing),
            "notes": [note.record() for note in column.notes],
        }
        for column in found.columns
    ]
    left_out = [[label, why.record()] for label, why in found.left_out]
    return {"samples": list(found.samples), "columns": columns, "left_out": left_out}


def comparison_of(record: Mapping[str, Any]) -> Comparison:
    """The comparison of a record; :class:`KeyError`, :class:`TypeError` or :class:`ValueError` for one that is none."""
    samples = tuple(map(str, record["samples"]))
    columns = tuple(
        Column(
            name=str(column["name"]),
            label=str(column["label"]),
            values=np.array(column["values"], dtype=np.float64).reshape(len(samples)),
            emt=bool(column["emt"]),
            of_set=bool(column["of_set"]),
            used=tuple(map(str, column["used"])),
            missing=tuple(map(str, column["missing"])),
            listed=int(column["listed"]),
            notes=tuple(Message.from_record(note) for note in column["notes"]),
        )
        for column in record["columns"]
    )
    left_out = tuple((str(label), Message.from_record(why)) for label, why in record["left_out"])
    return Comparison(samples, columns, left_out)
