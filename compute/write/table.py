"""A table for another program, and the note beside its file that says where it comes from."""

from __future__ import annotations

import csv
import io
import json
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, fields
from pathlib import Path
from typing import Any, Literal, get_args, get_origin, get_type_hints

import numpy as np
from numpy.typing import NDArray

from compute.files import whole_file
from compute.write.described import Plain

Dtype = Literal["string", "Int64", "boolean", "float64", "float32"]
"""Names of pandas: what ``pandas.read_csv(file, dtype=...)`` takes; an empty cell is a missing value."""
Columns = dict[str, Dtype]
"""The columns of a table in their order, and the dtype of each."""

_CSVW: dict[Dtype, str] = {
    "string": "string",
    "Int64": "integer",
    "boolean": "boolean",
    "float64": "double",
    "float32": "float",
}


@dataclass(frozen=True)
class Table:
    """A table as text, its columns, and what the note beside its file says of where it comes from."""

    columns: Columns
    text: str
    origin: Mapping[str, Plain]
    delimiter: str = ","
    header: bool = True


def table_of(columns: Columns, rows: Iterable[Iterable[object]], origin: Mapping[str, Plain]) -> Table:
    """A csv table of rows whose cells fit the columns. origin: what the note beside the file says."""
    text = io.StringIO()
    writer = csv.writer(text, lineterminator="\n")
    writer.writerow(columns)
    writer.writerows(rows)
    return Table(columns, text.getvalue(), origin)


def columns_of(record: type[Any]) -> Columns:
    """The columns of a table with one line per record of a dataclass, by the types of its fields."""
    types = get_type_hints(record)
    return {field.name: _dtype_of_type(types[field.name]) for field in fields(record)}


def _dtype_of_type(annotation: Any) -> Dtype:
    inner = [part for part in get_args(annotation) if part is not type(None)]
    if get_origin(annotation) is Literal:
        return "string"
    if get_origin(annotation) is np.ndarray:  # ndarray[shape, dtype[scalar]]
        return dtype_of(np.empty(0, get_args(inner[1])[0]))
    if inner:  # or None
        return _dtype_of_type(inner[0])
    known: dict[Any, Dtype] = {str: "string", int: "Int64", float: "float64", bool: "boolean"}
    return known[annotation]


def dtype_of(values: NDArray[Any]) -> Dtype:
    """The dtype of a column that holds these values."""
    if values.dtype.kind == "f":
        return "float32" if values.dtype.itemsize == 4 else "float64"
    return {"i": "Int64", "u": "Int64", "b": "boolean"}.get(values.dtype.kind, "string")  # type: ignore[return-value]


def digits(values: NDArray[Any]) -> list[str]:
    """The shortest digits that give each value back; empty for NaN."""
    return ["" if text == "nan" else text for text in values.astype(str).tolist()]


def save_table(path: Path, table: Table) -> None:
    """Save a table, and beside it the note that says where it comes from, each whole or not at all.

    The note has the form of CSV on the Web (W3C), whose readers look for ``FILE-metadata.json`` beside ``FILE``: so
    the table keeps exactly its columns. There is none beside a pipe. Raises :class:`UserError` where ``path``
    cannot be written.
    """
    with whole_file(path) as draft:
        draft.write_bytes(table.text.encode())
        if path.is_file() or not path.exists():
            with whole_file(path.with_name(f"{path.name}-metadata.json")) as note:
                note.write_bytes(_note(path.name, table).encode())


def _note(file_name: str, table: Table) -> str:
    columns = [{"name": column, "datatype": _CSVW[dtype]} for column, dtype in table.columns.items()]
    note = {
        "@context": "http://www.w3.org/ns/csvw",
        "url": file_name,
        "dialect": {"delimiter": table.delimiter, "header": table.header},
        "tableSchema": {"columns": columns},
        "notes": [table.origin],
    }
    return json.dumps(note, indent=1, ensure_ascii=False) + "\n"
