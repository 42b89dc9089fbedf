"""Columns of Arrow (Parquet, Feather) as an expression table, or as a table of samples."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

import numpy as np
from numpy.typing import NDArray

from compute.errors import UserError
from compute.messages import Message
from compute.read.formats.base import Glance
from compute.read.formats.hdf5 import left_out
from compute.read.labels import says_description, says_gene, says_names, says_sample, says_symbol, symbol_share
from compute.read.limits import limits
from compute.read.numbers import is_missing, is_number, numbers_of
from compute.read.source import Source
from compute.read.table import RawTable

if TYPE_CHECKING:
    import pandas as pd
    import pyarrow as pa

HEAD = 200
"""Rows by which a column of text is judged."""
_HALF = 0.5


@dataclass(frozen=True)
class ArrowFile:
    """What is known of a file before its columns are read.

    index: places of the columns that pandas kept as row names. load: reads some of its columns whole. head: the first
    rows of some columns. What either gives is used once :func:`whole` has passed it.
    """

    source: Source
    title: str
    schema: pa.Schema
    rows: int
    index: tuple[int, ...]
    load: Callable[[Sequence[int]], pa.Table]
    head: Callable[[Sequence[int]], pa.Table]

    @property
    def labels(self) -> list[str]:
        """Labels of the columns; an index without a name has none."""
        return ["" if name.startswith("__index_level_") else str(name) for name in self.schema.names]


def whole(table: pa.Table) -> pa.Table:
    """The table, if all that its values point at lies in it: Arrow follows an offset out of its memory, which ends the
    process. Raises what pyarrow has for it, :class:`pyarrow.ArrowInvalid`."""
    table.validate(full=True)
    return table


def index_of(schema: pa.Schema) -> tuple[int, ...]:
    """Places of the columns in which pandas stored the row names."""
    described = (schema.pandas_metadata or {}).get("index_columns", [])
    return tuple(schema.names.index(name) for name in described if isinstance(name, str) and name in schema.names)


def is_numeric(kind: pa.DataType) -> bool:
    """Whole numbers, fractions, decimals, and categories of these; truth values are none."""
    import pyarrow as pa

    if pa.types.is_dictionary(kind):
        return is_numeric(kind.value_type)
    return bool(pa.types.is_integer(kind) or pa.types.is_floating(kind) or pa.types.is_decimal(kind))


def is_text(kind: pa.DataType) -> bool:
    import pyarrow as pa

    if pa.types.is_dictionary(kind):
        return is_text(kind.value_type)
    return bool(pa.types.is_string(kind) or pa.types.is_large_string(kind) or pa.types.is_string_view(kind))


def _is_plain(kind: pa.DataType) -> bool:
    """Whether a value is one number, text, truth value or time. Lists, records and bytes are none: one row of them may
    hold any number of values, which nothing but reading them tells."""
    import pyarrow as pa

    if is_text(kind) or is_numeric(kind):
        return True
    return bool(pa.types.is_boolean(kind) or pa.types.is_temporal(kind) or pa.types.is_null(kind))


def columns_left_out(file: ArrowFile) -> tuple[Message, ...]:
    """The note of the columns that :func:`frame_of` does not read."""
    labels = zip(file.labels, file.schema.types, strict=True)
    return left_out([label for label, kind in labels if not _is_plain(kind)])


def read_arrow(file: ArrowFile) -> RawTable:
    """Row names: the stored index, else a column of text that holds or announces names, else the first of text."""
    source, labels = file.source, file.labels
    limits().require(source.name, file.rows, len(labels))
    head = _text_head(file)
    names, label = _names(file, head)
    taken = {names} if names is not None else set()
    numbers = [
        place
        for place, kind in enumerate(file.schema.types)
        if place not in taken | set(file.index) and (is_numeric(kind) or _is_written_number(head.get(place)))
        if not (says_description(labels[place]) or says_gene(labels[place]) or says_sample(labels[place]))
    ]
    if not numbers or not file.rows:
        raise UserError(
            "{source} has no rows or no column of numbers; expression values are needed.", source=source.name
        )
    table = whole(file.load(numbers if names is None else [names, *numbers]))
    offset = 0 if names is None else 1
    values = np.empty((table.num_rows, len(numbers)))
    for column, place in enumerate(numbers):
        values[:, column] = _numbers(table.column(column + offset), labels[place], source)
    aside = set(range(len(labels))).difference(numbers, taken, file.index)
    return RawTable(
        values=values,
        rows=None if names is None else _texts(table.column(0), source),
        columns=[labels[place] for place in numbers],
        row_label=label,
        format=file.title,
        set_aside=tuple(labels[place] for place in sorted(aside)),
        first_row=1,
        first_column=1,
    )


def frame_of(file: ArrowFile) -> pd.DataFrame:
    """All columns of plain values, a stored index first; decimals as numbers, categories as text. For tables of samples
    and genes."""
    import pandas as pd

    limits().require(file.source.name, file.rows, len(file.labels))
    plain = [place for place, kind in enumerate(file.schema.types) if _is_plain(kind)]
    if not plain:
        raise UserError(
            "{source} has no column of numbers or text; a table of samples or genes is needed here.",
            source=file.source.name,
        )
    places = [
        *(place for place in file.index if place in plain),
        *(place for place in plain if place not in file.index),
    ]
    table = whole(file.load(places))
    columns = []
    for place, column in zip(places, table.columns, strict=True):
        kind = file.schema.types[place]
        if is_text(kind):
            texts = _texts(column, file.source, missing=None)
            columns.append(pd.Series(texts, dtype=object))
        elif is_numeric(kind) and not _is_whole(kind):
            columns.append(pd.Series(_numbers(column, file.labels[place], file.source)))
        else:
            columns.append(column.to_pandas())
    labels = [file.labels[place] or ("sample" if place in file.index else "") for place in places]
    frame = pd.DataFrame(dict(enumerate(columns)))
    frame.columns = pd.Index(labels)
    return frame


def glance_at(file: ArrowFile) -> Glance:
    """The first rows of a few columns of text, and which columns hold numbers."""
    limits().require(file.source.name, file.rows, len(file.labels))
    head = _text_head(file)
    cells: list[list[str]] = [head.get(place, []) for place in range(len(file.labels))]
    numeric = [is_numeric(kind) or _is_written_number(head.get(place)) for place, kind in enumerate(file.schema.types)]
    # An index of pandas is one of the columns here, and the names of the rows.
    return Glance(file.labels, numeric, next((cells[place] for place in sorted(head)), []), cells)


def _is_whole(kind: pa.DataType) -> bool:
    import pyarrow as pa

    return bool(pa.types.is_integer(kind))


def _text_head(file: ArrowFile) -> dict[int, list[str]]:
    """The first cells of the first columns of text."""
    textual = [place for place, kind in enumerate(file.schema.types) if is_text(kind)][:8]
    if not textual:
        return {}
    table = whole(file.head(textual))
    return {
        place: _texts(column.slice(0, HEAD), file.source) for place, column in zip(textual, table.columns, strict=True)
    }


def _names(file: ArrowFile, head: dict[int, list[str]]) -> tuple[int | None, str]:
    labels = file.labels
    if file.index:
        return file.index[0], labels[file.index[0]]
    for place in head:
        if says_symbol(labels[place]):
            return place, labels[place]
    shares = {place: symbol_share(cells) for place, cells in head.items()}
    best = max(shares, key=lambda place: shares[place], default=None)
    if best is not None and len(shares) > 1 and shares[best] >= _HALF:
        return best, labels[best]
    for announces in (says_gene, says_sample, says_names):
        for place in head:
            if announces(labels[place]):
                return place, labels[place]
    first = next((place for place, cells in head.items() if not _is_written_number(cells)), None)
    return first, "" if first is None else labels[first]


def _is_written_number(cells: list[str] | None) -> bool:
    """Whether a column of text holds numbers, most of it: a stray text is then an error, not the end of a sample."""
    present = [cell for cell in cells or () if not is_missing(cell)]
    return 2 * sum(map(is_number, present)) > len(present)


def _numbers(column: pa.ChunkedArray, label: str, source: Source) -> NDArray[np.float64]:
    import pyarrow as pa
    import pyarrow.compute as pc

    if is_text(column.type):
        cells = _texts(column, source)
        values, wrong = numbers_of(cells)
        if wrong.any():
            row = int(np.argmax(wrong))
            raise UserError(
                "{source} has {value!r} in row {row:,}, column {label}, where a number belongs; correct "
                "it, or leave the cell empty if the value is missing.",
                source=source.name,
                value=cells[row],
                row=row + 1,
                label=label,
            )
        return values
    if pa.types.is_dictionary(column.type):
        column = pc.cast(column, column.type.value_type)
    if pa.types.is_decimal(column.type):
        column = pc.cast(column, pa.float64())
    return np.asarray(column.to_numpy(), dtype=np.float64)


def _texts(column: pa.ChunkedArray, source: Source, missing: str | None = "") -> list[Any]:
    """A column of text as strings, within the budget: a dictionary may hold one long text for a million rows."""
    import pyarrow as pa
    import pyarrow.compute as pc

    if not is_text(column.type):
        return [missing if cell is None else str(cell) for cell in column.to_pylist()]
    encoded = column if pa.types.is_dictionary(column.type) else pc.dictionary_encode(column)
    texts: list[Any] = []
    budget = 0
    for chunk in encoded.chunks:
        known = chunk.dictionary.to_pylist()
        places = chunk.indices.fill_null(-1).to_numpy(zero_copy_only=False)
        lengths = np.array([*(len(text or "") for text in known), 0], dtype=np.int64)
        budget += int(lengths[places].sum())
        limits().require_bytes(source.name, budget)
        texts += [missing if place < 0 else known[place] for place in places.tolist()]
    return texts
