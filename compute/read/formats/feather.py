"""Feather, which is Arrow's own file: what pandas' ``to_feather`` and R's ``write_feather`` write."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from compute.read.formats.arrow import HEAD, ArrowFile, frame_of, glance_at, index_of, read_arrow
from compute.read.formats.base import Format, Glance
from compute.read.limits import limits
from compute.read.source import Source
from compute.read.table import RawTable

if TYPE_CHECKING:
    import pandas as pd
    import pyarrow as pa


def _open(source: Source) -> ArrowFile:
    """Batch by batch, counted: a compressed batch may unpack to anything."""
    import pyarrow as pa
    import pyarrow.feather as feather

    if source.head.startswith(b"FEA1"):
        table = feather.read_table(source.path)
    else:
        with pa.memory_map(str(source.path)) as mapped:
            reader = pa.ipc.open_file(mapped)
            batches, rows, held = [], 0, 0
            for number in range(reader.num_record_batches):
                batch = reader.get_batch(number)
                rows, held = rows + batch.num_rows, held + batch.nbytes
                limits().require(source.name, rows, batch.num_columns)
                limits().require_bytes(source.name, held)
                batches.append(batch)
            table = pa.Table.from_batches(batches, reader.schema)

    def load(places: Sequence[int]) -> pa.Table:
        return table.select(list(places))

    def head(places: Sequence[int]) -> pa.Table:
        return table.slice(0, HEAD).select(list(places))

    return ArrowFile(source, "Feather", table.schema, table.num_rows, index_of(table.schema), load, head)


def read_feather(source: Source) -> RawTable:
    """As Parquet: the stored index, or a column of text, names the rows."""
    with source.guarded():
        return read_arrow(_open(source))


def feather_frame(source: Source) -> pd.DataFrame:
    """The whole file as a frame; a stored index is its first column."""
    with source.guarded():
        return frame_of(_open(source))


def glance_at_feather(source: Source) -> Glance:
    with source.guarded():
        return glance_at(_open(source))


FORMAT = Format(
    name="feather",
    label="Feather",
    title="Feather (Arrow)",
    extensions=(".feather", ".arrow"),
    carries="scores, annotation, gene lists",
    recognise=lambda source: source.head.startswith((b"ARROW1", b"FEA1")) and not source.compressed,
    read=read_feather,
    frame=feather_frame,
    glance=glance_at_feather,
    turn=20,
)
