"""Parquet tables into a :class:`RawTable`."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from compute.errors import UserError
from compute.read.labels import says_description, says_gene, says_names, says_sample, says_symbol
from compute.read.source import Source
from compute.read.table import RawTable

if TYPE_CHECKING:
    import pandas as pd


def load_frame(source: Source) -> pd.DataFrame:
    """The whole file as a frame; :class:`UserError` where it is damaged."""
    import pandas as pd
    import pyarrow as pa

    try:
        return pd.read_parquet(source.path)
    except (OSError, ValueError, pa.ArrowException) as error:
        raise source.unreadable(error) from error


def read_parquet(source: Source) -> RawTable:
    """Row names: the stored index, else a column of text that announces names, else the first column of text."""
    import pandas as pd

    frame = load_frame(source)
    frame.columns = frame.columns.map(str)
    names, label = _row_names(frame)
    types = pd.api.types
    numeric = [types.is_numeric_dtype(dtype) and not types.is_bool_dtype(dtype) for dtype in frame.dtypes]
    kept = [
        position
        for position, (column, number) in enumerate(zip(frame.columns, numeric, strict=True))
        if number and not says_description(column) and not says_gene(column) and not says_sample(column)
    ]
    if not kept or len(frame) == 0:
        raise UserError(
            "{source} has no rows or no column of numbers; expression values are needed.", source=source.name
        )
    aside = [frame.columns[position] for position in range(frame.shape[1]) if position not in set(kept)]
    return RawTable(
        values=frame.iloc[:, kept].to_numpy(dtype=np.float64, na_value=np.nan),
        rows=names,
        columns=[frame.columns[position] for position in kept],
        row_label=label,
        format="Parquet",
        set_aside=tuple(column for column in aside if column != label),
        first_row=1,
        first_column=1,
    )


def _row_names(frame: pd.DataFrame) -> tuple[list[str] | None, str]:
    import pandas as pd

    if not isinstance(frame.index, pd.RangeIndex):
        return [str(name) for name in frame.index], str(frame.index.name or "")
    textual = [column for column in frame.columns if not pd.api.types.is_numeric_dtype(frame[column].dtype)]
    for announces in (says_symbol, says_gene, says_sample, says_names):
        for column in textual:
            if announces(column):
                return _as_names(frame[column]), column
    if textual:
        return _as_names(frame[textual[0]]), textual[0]
    return None, ""


def _as_names(column: pd.Series[str]) -> list[str]:
    return ["" if missing else str(name) for name, missing in zip(column, column.isna(), strict=True)]
