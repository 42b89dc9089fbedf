"""EDF, the expression format of the SiGN programs: lines of ``@`` about the arrays, then one gene a line."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

import numpy as np

from compute.errors import UserError
from compute.read.formats.base import Format
from compute.read.frame import typed
from compute.read.limits import limits
from compute.read.numbers import is_missing, is_number, numbers_of
from compute.read.source import Source
from compute.read.table import RawTable

if TYPE_CHECKING:
    import pandas as pd

_COUNTS = ("totalarrays", "totalgenes")
_NAMES = ("array", "arrayname", "name", "sample", "samplename")
_ABOUT_GENES = ("genename", "gene", "genes")


def read_edf(source: Source) -> RawTable:
    """Tabs or commas; ``#`` comments; ``$key value`` about the file; ``@key value …`` about each array (annotation);
    then ``gene value …``. Arrays without names are called array1, array2, …

    :class:`UserError` for a row of another length, text among the numbers, or other counts than the file states.
    """
    rows: list[str] = []
    values: list[np.ndarray[tuple[int], np.dtype[np.float64]]] = []
    about, counts = _header(source)
    width = 0
    for row, fields in _body(source):
        width = width or len(fields)
        if len(fields) != width or width < 2:
            raise UserError(
                "{source} has {n_columns} columns in row {row:,} where {width} are expected; complete that row.",
                source=source.name,
                n_columns=len(fields),
                row=row,
                width=width,
            )
        numbers, wrong = numbers_of(fields[1:])
        if wrong.any():
            column = int(np.argmax(wrong))
            raise UserError(
                "{source} has {value!r} in row {row:,} ({name}), column {column:,} where a number "
                "belongs; correct it, or leave the cell empty if the value is missing.",
                source=source.name,
                value=fields[column + 1],
                row=row,
                name=fields[0],
                column=column + 2,
            )
        rows.append(fields[0])
        values.append(numbers)
        limits().require(source.name, len(rows), width)
    if not rows:
        raise UserError("{source} is an EDF file without a gene; nothing can be read from it.", source=source.name)
    samples = next((about[key] for key in about if key.casefold() in _NAMES), None)
    samples = [f"array{number}" for number in range(1, width)] if samples is None else samples
    for key, there in (("totalarrays", width - 1), ("totalgenes", len(rows))):
        if counts.get(key, there) != there:
            raise UserError(
                "{source} declares @{key} {count:,} but has {there:,}; it is incomplete, so get it again.",
                source=source.name,
                key=key,
                count=counts[key],
                there=there,
            )
    wrong_length = [key for key, cells in about.items() if len(cells) != width - 1]
    if wrong_length:
        raise UserError(
            "{source} has {width:,} arrays and another number of values for {names}; give one for every array.",
            source=source.name,
            width=width - 1,
            names=["@" + key for key in wrong_length],
        )
    annotation = _annotation(about, samples)
    return RawTable(
        values=np.array(values),
        rows=rows,
        columns=samples,
        row_label="GeneName",
        format=source.packed("SiGN EDF"),
        usual="genes-in-rows",
        annotation=annotation,
        first_row=1,
        first_column=2,
    )


def edf_frame(source: Source) -> pd.DataFrame:
    """What the file says of its arrays, their names first."""
    about, _ = _header(source)
    samples = next((about[key] for key in about if key.casefold() in _NAMES), None)
    annotation = None if samples is None else _annotation(about, samples)
    if annotation is None:
        raise UserError(
            "{source} has no information on its arrays beside their names (no @ lines).", source=source.name
        )
    return annotation.reset_index(names="sample")


def _fields(line: str) -> list[str]:
    text = line.rstrip("\r\n")
    return [field.strip().strip('"') for field in text.split("\t" if "\t" in text else ",")]


def _header(source: Source) -> tuple[dict[str, list[str]], dict[str, int]]:
    """Values of every ``@`` line that has one for each array, and the counts the file states."""
    about: dict[str, list[str]] = {}
    counts: dict[str, int] = {}
    for line in source.lines(limits().bytes):
        if line.startswith("@"):
            key, *cells = _fields(line)
            key = key[1:].strip()
            cells = cells if cells and any(cells) else key.split()[1:]
            key = key.split()[0] if key.split() else ""
            if key.casefold() in _COUNTS and cells and cells[0].isascii() and cells[0].isdigit():
                counts[key.casefold()] = int(cells[0])
            elif key.casefold() not in _ABOUT_GENES and cells:
                about[key] = cells
        elif line.strip() and not line.startswith(("#", "$")):
            break
    return about, counts


def _body(source: Source) -> Iterator[tuple[int, list[str]]]:
    for row, line in enumerate(source.lines(limits().bytes), start=1):
        if line.strip() and not line.startswith(("#", "$", "@")):
            yield row, _fields(line)


def _annotation(about: dict[str, list[str]], samples: list[str]) -> pd.DataFrame | None:
    import pandas as pd

    columns = {
        key: typed(cells) for key, cells in about.items() if key.casefold() not in _NAMES and len(cells) == len(samples)
    }
    return pd.DataFrame(columns).set_axis(samples, axis=0) if columns else None


def _is_edf(source: Source) -> bool:
    """Lines of ``@`` or ``$`` before rows of one gene each; a table whose first label begins with @ is none."""
    lines = [line for line in source.first_lines()[:200] if line.strip() and not line.startswith("#")]
    marked = [line for line in lines if line.startswith(("@", "$"))]
    rest = [line for line in lines if not line.startswith(("@", "$"))]
    if not marked or not lines[0].startswith(("@", "$")):
        return False
    cells = _fields(rest[0])[1:] if rest else []
    return bool(cells) and all(is_number(cell) or is_missing(cell) for cell in cells)


FORMAT = Format(
    name="edf",
    label="SiGN EDF",
    title="SiGN EDF",
    extensions=(".edf", ".edf.gz"),
    carries="annotation of samples (@ lines)",
    recognise=_is_edf,
    read=read_edf,
    frame=edf_frame,
    turn=110,
)
