"""Small tables (scores, annotation, gene lists) as a frame of text or typed columns."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any

from compute.errors import UserError
from compute.read.cleaning import clean_names, require_unique
from compute.read.dialect import find_dialect
from compute.read.labels import says_gene, says_sample
from compute.read.parse import parse
from compute.read.source import Source

if TYPE_CHECKING:
    import pandas as pd

_WHOLE = re.compile(r"^(\d{3,})\.0$")


def read_frame(source: Source) -> pd.DataFrame:
    """The table with one column per header label; a stored Parquet index becomes the first column.

    The first column and every identifier stay text as written (007, 22RV1), "" where empty.
    """
    import pandas as pd

    if source.kind == "parquet":
        from compute.read.parquet import load_frame

        frame = load_frame(source)
        if not isinstance(frame.index, pd.RangeIndex):
            frame = frame.reset_index(names=str(frame.index.name or "sample"))
        frame.columns = frame.columns.map(str)
        return frame
    if source.kind == "h5ad":
        raise UserError(
            "{source} is an AnnData file; a table (CSV, TSV or Parquet) is needed here.", source=source.name
        )
    dialect = find_dialect(source)
    identifiers = [place for place, label in enumerate(dialect.header) if says_gene(label) or says_sample(label)]
    frame = parse(source, dialect, text={0, *identifiers})
    for place in identifiers:
        frame[place] = as_names(frame[place])
    frame.columns = pd.Index([label.strip() for label in dialect.header])
    return frame


def by_sample(frame: pd.DataFrame, source: Source) -> pd.DataFrame:
    """The table indexed by its sample names: the column headed so, else the first. Names must be unique."""
    import pandas as pd

    position = next((place for place, label in enumerate(frame.columns) if says_sample(label)), 0)
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
