"""Small tables (scores, annotation, gene lists) as a frame of text or typed columns."""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import TYPE_CHECKING, Any

import numpy as np
from numpy.typing import NDArray

from compute.errors import UserError
from compute.messages import Message
from compute.read.cleaning import clean_names, require_unique
from compute.read.labels import sample_column
from compute.read.numbers import is_missing, numbers_of
from compute.read.source import Source

if TYPE_CHECKING:
    import pandas as pd

_WHOLE = re.compile(r"^(\d{3,})\.0$")
_INTEGER = re.compile(r"[+-]?\d{1,18}", re.ASCII)
_TRUTH = {"True": True, "TRUE": True, "true": True, "False": False, "FALSE": False, "false": False}


def read_frame(source: Source) -> pd.DataFrame:
    """The table with one column per header label; a stored index becomes the first column.

    The first column and every identifier stay text as written (007, 22RV1), "" where empty.
    """
    from compute.read.formats import format_of

    found = format_of(source)
    if found.refused:
        found.read(source)
    if found.frame is None:
        raise UserError(
            "{source} is an expression table ({title}); a table of samples or genes (CSV, TSV, Excel "
            "or Parquet) is needed here.",
            source=source.name,
            title=found.title,
        )
    if source.part and found.parts is None:
        raise no_parts(source)
    return found.frame(source)


def no_parts(source: Source) -> UserError:
    """Where a sheet is named of what has none."""
    return UserError(
        "{source} has no sheets or matrices to choose from; leave out {part!r}.", source=source.name, part=source.part
    )


def said_of_part(source: Source) -> tuple[Message, ...]:
    """Which sheet :func:`read_frame` reads, where a file has several."""
    from compute.read.formats import format_of

    found = format_of(source)
    return () if found.chosen is None else tuple(found.chosen(source))


def typed(cells: Sequence[str], decimal: str = ".") -> pd.Series[Any]:
    """A column of text as whole numbers, numbers or truth values where all its cells are; else text, NaN where missing.

    Numbers are read by :func:`compute.read.numbers.numbers_of`, as everywhere.
    """
    import pandas as pd

    missing = np.array([is_missing(cell) for cell in cells], dtype=np.bool_)
    present = [cell.strip(" ") for cell, absent in zip(cells, missing, strict=True) if not absent]
    if present and all(cell in _TRUTH for cell in present):
        truth = [None if absent else _TRUTH[cell.strip(" ")] for cell, absent in zip(cells, missing, strict=True)]
        return pd.Series(truth, dtype=object if missing.any() else np.bool_)
    values, wrong = numbers_of(cells, decimal)
    if not wrong.any():
        if present and not missing.any() and all(map(_INTEGER.fullmatch, present)):
            return pd.Series([int(cell) for cell in present], dtype=np.int64)
        return pd.Series(values)
    return pd.Series([np.nan if absent else cell for cell, absent in zip(cells, missing, strict=True)], dtype=object)


def numbers_in(column: pd.Series[Any]) -> tuple[NDArray[np.float64], NDArray[np.bool_]]:
    """The numbers of a column of any type, NaN where missing or none; and which cells hold something else."""
    import pandas as pd

    missing = column.isna().to_numpy()
    if pd.api.types.is_bool_dtype(column.dtype):
        return np.full(len(column), np.nan), ~missing
    if pd.api.types.is_numeric_dtype(column.dtype):
        return column.to_numpy(dtype=np.float64, na_value=np.nan), np.zeros(len(column), dtype=np.bool_)
    return numbers_of(["" if absent else str(cell) for cell, absent in zip(column, missing, strict=True)])


def mostly_numbers(column: pd.Series[Any]) -> bool:
    """Whether most cells of a column that hold anything are numbers: a stray text is then an error, not the type."""
    values, wrong = numbers_in(column)
    return bool((~np.isnan(values)).sum() > wrong.sum())


def by_sample(frame: pd.DataFrame, source: Source) -> pd.DataFrame:
    """The table indexed by its sample names: the column headed so, else the first. Names must be unique."""
    import pandas as pd

    position = sample_column([str(label) for label in frame.columns])
    column = frame.iloc[:, position]
    names, _ = clean_names(
        ["" if missing else _text(name) for name, missing in zip(column, column.isna(), strict=True)]
    )
    require_unique(names, source.name)
    rest = frame.iloc[:, [place for place in range(frame.shape[1]) if place != position]]
    return rest.set_axis(pd.Index(names, name=str(frame.columns[position])), axis=0)


def as_names(column: pd.Series[Any]) -> list[str]:
    """A column as text, "" where missing; COSMIC ids kept as fractions (906826.0) are written as whole numbers."""
    return ["" if missing else _text(name) for name, missing in zip(column, column.isna(), strict=True)]


def _text(name: object) -> str:
    return _WHOLE.sub(r"\1", str(name))
