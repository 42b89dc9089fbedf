"""Parquet. What a file would unpack to is known from its metadata before a value is read."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from compute.messages import Message
from compute.read.formats.arrow import (
    HEAD,
    ArrowFile,
    columns_left_out,
    frame_of,
    glance_at,
    index_of,
    is_text,
    read_arrow,
)
from compute.read.formats.base import Format, Glance
from compute.read.limits import limits
from compute.read.source import Source
from compute.read.table import RawTable

if TYPE_CHECKING:
    import pandas as pd
    import pyarrow as pa


def _open(source: Source) -> ArrowFile:
    import pyarrow as pa
    import pyarrow.parquet as pq

    plain = pq.ParquetFile(source.path)
    limits().require(source.name, plain.metadata.num_rows, plain.metadata.num_columns)
    schema = plain.schema_arrow
    textual = [name for name, kind in zip(schema.names, schema.types, strict=True) if is_text(kind)]
    # Text stays a dictionary while it is read: a short file may repeat one long text a million times.
    file = pq.ParquetFile(source.path, read_dictionary=textual)

    def names(places: Sequence[int]) -> list[str]:
        return [schema.names[place] for place in places]

    def load(places: Sequence[int]) -> pa.Table:
        return file.read(columns=names(places), use_pandas_metadata=False).select(names(places))

    def head(places: Sequence[int]) -> pa.Table:
        batch = next(file.iter_batches(batch_size=HEAD, columns=names(places)), None)
        if batch is None:
            return pa.table({name: pa.array([], pa.string()) for name in names(places)})
        return pa.Table.from_batches([batch]).select(names(places))

    return ArrowFile(source, "Parquet", schema, plain.metadata.num_rows, index_of(schema), load, head)


def read_parquet(source: Source) -> RawTable:
    """Row names: the stored index, else a column of text that holds or announces names, else the first of text."""
    with source.guarded():
        return read_arrow(_open(source))


def parquet_frame(source: Source) -> pd.DataFrame:
    """The whole file as a frame; a stored index is its first column."""
    with source.guarded():
        return frame_of(_open(source))


def _left_out(source: Source) -> tuple[Message, ...]:
    with source.guarded():
        return columns_left_out(_open(source))


def glance_at_parquet(source: Source) -> Glance:
    with source.guarded():
        return glance_at(_open(source))


FORMAT = Format(
    name="parquet",
    label="Parquet",
    title="Parquet",
    extensions=(".parquet",),
    carries="scores, annotation, gene lists",
    recognise=lambda source: source.head.startswith(b"PAR1") and not source.compressed,
    read=read_parquet,
    frame=parquet_frame,
    glance=glance_at_parquet,
    chosen=_left_out,
    turn=10,
)
