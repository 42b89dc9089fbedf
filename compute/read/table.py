"""A table of numbers as it stood in the file, before anyone says which axis holds the genes."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Literal

import numpy as np
from numpy.typing import NDArray

from compute.errors import UserError
from compute.messages import Message
from compute.read.numbers import LARGEST, too_large

if TYPE_CHECKING:
    import pandas as pd

Orientation = Literal["genes-in-rows", "samples-in-rows"]


@dataclass(frozen=True)
class RawTable:
    """values: float64, rows × columns, NaN where missing.

    rows is None where the file names no rows. row_label: the header over the row names.
    set_aside: columns of text that were neither names nor numbers. usual: the orientation the format
    prescribes, if it does. first_row, first_column: where values[0, 0] stands in the file, counted from 1.
    annotation: what the file says of its samples beside their values, indexed by their names; None for nothing.
    """

    values: NDArray[np.float64]
    rows: Sequence[str] | None
    columns: Sequence[str]
    row_label: str
    format: Message | str
    set_aside: tuple[str, ...] = ()
    usual: Orientation | None = None
    notes: tuple[Message, ...] = ()
    first_row: int = 2
    first_column: int = 2
    annotation: pd.DataFrame | None = None

    def require_finite(self, name: str) -> None:
        """:class:`UserError` with row and column at the first infinite value, or one that no expression can have."""
        where = np.argwhere(too_large(self.values))
        if len(where) == 0:
            return
        row, column = (int(place) for place in where[0])
        place = cell_place(
            row + self.first_row,
            None if self.rows is None else self.rows[row],
            column + self.first_column,
            self.columns[column],
        )
        value = float(self.values[row, column])
        if np.isfinite(value):
            raise UserError(
                "{source} holds {value:g} in {place}, and no expression is above {most:g}; correct it, or leave the "
                "cell empty.",
                source=name,
                value=value,
                place=place,
                most=LARGEST,
            )
        if len(where) == 1:
            raise UserError(
                "{source} holds an infinite value in {place}; replace it by a number or leave it empty (the logarithm "
                "of 0 is a common cause: add 1 first).",
                source=name,
                place=place,
            )
        raise UserError(
            "{source} holds {count:,} infinite values, the first in {place}; replace them by numbers or leave them "
            "empty (the logarithm of 0 is a common cause: add 1 first).",
            source=name,
            count=len(where),
            place=place,
        )


def cell_place(row: int, row_name: str | None, column: int, column_name: str) -> Message:
    """Where a cell lies, for a sentence; rows and columns count from 1, the header included."""
    if row_name is None:
        return Message("row {row:,}, column {column:,} ({label})", row=row, column=column, label=column_name[:80])
    return Message(
        "row {row:,} ({name}), column {column:,} ({label})",
        row=row,
        name=row_name[:80],
        column=column,
        label=column_name[:80],
    )
