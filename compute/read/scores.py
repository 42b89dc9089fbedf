"""Read one modulator value per sample from a table of scores."""

from __future__ import annotations

from collections.abc import Iterator
from os import PathLike
from pathlib import Path
from typing import TYPE_CHECKING

import numpy as np

from compute.errors import UserError, unknown_name
from compute.messages import word
from compute.read.expression import Scores
from compute.read.frame import by_sample, mostly_numbers, numbers_in, read_frame
from compute.read.labels import says_description, says_names
from compute.read.long_table import is_long, long_scores
from compute.read.numbers import too_large
from compute.read.source import Source, find_source, split_part

if TYPE_CHECKING:
    import pandas as pd


def read_scores(spec: str | PathLike[str], name: str | None = None, column: str | None = None) -> Scores:
    """``FILE`` or ``FILE:COLUMN`` (a colon in the file's own path is no obstacle); ``FILE:NAME`` for a long table.

    column: of the file ``spec``, instead. Without one, the first column of numbers that is no identifier is taken.
    Empty cells become NaN. A long table
    has several rows per sample, each with a name (of a drug) and a number
    (:func:`~compute.read.long_table.long_scores`).
    name: what to call the file in messages (default: its path).
    Raises :class:`UserError` for an unknown column (the others are listed), text among the numbers (row and
    column), an infinite value, a sample that occurs twice.
    """
    path, column = split_column(str(spec)) if column is None else (str(spec), column)
    source = find_source(path, name)
    frame = read_frame(source)
    if column not in frame.columns and is_long(frame, column):
        return long_scores(frame, source, column)
    table = by_sample(frame, source)
    position = _first_numeric(table, source) if column is None else _position(table, column, source)
    title = str(table.columns[position])
    method, low, high = declared_meaning(table, title) or ("", "low", "high")
    return Scores(
        name=title,
        samples=tuple(table.index),
        values=_numbers(table.iloc[:, position], title, source),
        source=source.name,
        checksum=source.checksum,
        method=method,
        low=low,
        high=high,
    )


def score_columns(path: str | PathLike[str], name: str | None = None) -> tuple[str, ...]:
    """The columns of numbers that are no identifiers, in their order; :class:`UserError` where there is none."""
    source = find_source(path, name)
    table = by_sample(read_frame(source), source)
    found = tuple(str(table.columns[place]) for place in _numeric(table))
    return found or (str(table.columns[_first_numeric(table, source)]),)


def meaning_columns(name: str) -> tuple[str, str, str]:
    """Columns in which a table says how the score ``name`` was computed and what its low and its high end mean.

    Every row repeats the same words, so that they survive whatever is done to the rows.
    """
    return f"{name}_method", f"{name}_low", f"{name}_high"


def declared_meaning(table: pd.DataFrame, name: str) -> tuple[str, str, str] | None:
    """Method, low and high of a column of scores, where the table has :func:`meaning_columns`; None where it has not.

    A column whose words differ from row to row declares nothing.
    """
    columns = meaning_columns(name)
    if not all(list(table.columns).count(column) == 1 for column in columns):
        return None
    words = [{str(word).strip() for word in table[column].dropna()} for column in columns]
    if any(len(said) > 1 for said in words) or not (words[1] and words[2]):
        return None
    method, low, high = (next(iter(said), "") for said in words)
    return method, low, high


def split_column(spec: str) -> tuple[str, str | None]:
    """File and column of ``FILE:COLUMN``; a colon in the file's own path is no obstacle."""
    if Path(spec).expanduser().exists():
        return spec, None
    colons = [place for place, sign in enumerate(spec) if sign == ":"]
    for place in reversed(colons):
        if split_part(spec[:place])[0].is_file():
            return spec[:place], spec[place + 1 :]
    if colons and colons[-1] > 1 and "/" not in spec[colons[-1] :]:
        return spec[: colons[-1]], spec[colons[-1] + 1 :]
    return spec, None


def _first_numeric(table: pd.DataFrame, source: Source) -> int:
    """A column counts as numbers if most of its cells are: a stray text is then named, not passed over."""
    for place in _numeric(table):
        return place
    labels = ", ".join(map(str, table.columns)) or "none"
    raise UserError(
        "{source} has no column of numbers beside its sample names (columns: {columns}); name one as FILE:COLUMN.",
        source=source.name,
        columns=labels,
    )


def _numeric(table: pd.DataFrame) -> Iterator[int]:
    for place, label in enumerate(table.columns):
        if not (says_description(label) or says_names(label)) and mostly_numbers(table.iloc[:, place]):
            yield place


def _position(table: pd.DataFrame, column: str, source: Source) -> int:
    places = [place for place, label in enumerate(table.columns) if label == column]
    if len(places) == 1:
        return places[0]
    if places:
        raise UserError(
            "{source} has {count} columns named {column!r}; give each its own name.",
            source=source.name,
            count=len(places),
            column=column,
        )
    if not column:
        raise UserError(
            "No column is named after the colon; {source} has {columns}.", source=source.name, columns=table.columns
        )
    if table.shape[1] <= 20:
        raise UserError(
            "There is no column {column!r} in {source}; it has {columns}.",
            column=column,
            source=source.name,
            columns=table.columns,
        )
    raise unknown_name(word("column"), column, table.columns, source.name)


def _numbers(column: pd.Series[float], name: str, source: Source) -> np.ndarray[tuple[int], np.dtype[np.float64]]:
    values, others = numbers_in(column)
    wrong = np.flatnonzero(others)
    if len(wrong):
        raise UserError(
            "{source} has {value!r} for sample {sample} (row {row:,}) in column {column!r} where a number "
            "belongs; correct it, or leave it empty if the value is missing.",
            source=source.name,
            value=column.iloc[wrong[0]],
            sample=column.index[wrong[0]],
            row=wrong[0] + 2,
            column=name,
        )
    if np.isnan(values).all():
        raise UserError(
            "{source} has no value in column {column!r}; choose another column.", source=source.name, column=name
        )
    infinite = np.flatnonzero(too_large(values))
    if len(infinite):
        raise UserError(
            "{source} has {value:g} for sample {sample} (row {row:,}) in column {column!r}, which no score can be; "
            "replace it by a number or leave it empty.",
            source=source.name,
            value=values[infinite[0]],
            sample=column.index[infinite[0]],
            row=infinite[0] + 2,
            column=name,
        )
    return values
