"""A table of numbers as it stood in the file, before anyone says which axis holds the genes."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Literal

import numpy as np
from numpy.typing import NDArray

from compute.errors import UserError

Orientation = Literal["genes-in-rows", "samples-in-rows"]


@dataclass(frozen=True)
class RawTable:
    """values: float64, rows × columns, NaN where missing.

    rows is None where the file names no rows. row_label: the header over the row names.
    set_aside: columns of text that were neither names nor numbers. usual: the orientation the format
    prescribes, if it does. first_row, first_column: where values[0, 0] stands in the file, counted from 1.
    """

    values: NDArray[np.float64]
    rows: Sequence[str] | None
    columns: Sequence[str]
    row_label: str
    format: str
    set_aside: tuple[str, ...] = ()
    usual: Orientation | None = None
    notes: tuple[str, ...] = ()
    first_row: int = 2
    first_column: int = 2

    def require_finite(self, name: str) -> None:
        """:class:`UserError` with row and column at the first infinite value."""
        where = np.argwhere(np.isinf(self.values))
        if len(where) == 0:
            return
        row, column = (int(place) for place in where[0])
        row_name = f" ({self.rows[row]})" if self.rows is not None else ""
        more = f" and {len(where) - 1:,} more" if len(where) > 1 else ""
        raise UserError(
            f"{name} holds an infinite value in row {row + self.first_row}{row_name}, column "
            f"{column + self.first_column} ({self.columns[column]}){more}; replace it by a number or leave "
            "it empty (the logarithm of 0 is a common cause: add 1 first)."
        )
