"""Feather, which is Arrow's own file: what pandas' ``to_feather`` and R's ``write_feather`` write."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING

from compute.messages import Message
from compute.read.formats.arrow import HEAD, ArrowFile, columns_left_out, frame_of, glance_at, index_of, read_arrow
from compute.read.formats.base import Format, Glance
from compute.read.formats.packed import require_room
from compute.read.limits import limits
from compute.read.source import Source
from compute.read.table import RawTable

if TYPE_CHECKING:
    import pandas as pd
    import pyarrow as pa


def _open(source: Source) -> ArrowFile:
    import pyarrow.feather as feather

    if source.head.startswith(b"FEA1"):
        table = feather.read_table(source.path)
        schema, rows = table.schema, table.num_rows
    else:
        table = None
        schema, rows = _counted(source)

    def load(places: Sequence[int]) -> pa.Table:
        return table.select(list(places)) if table is not None else _columns(source, places)

    def head(places: Sequence[int]) -> pa.Table:
        found = table.select(list(places)) if table is not None else _columns(source, places, first=True)
        return found.slice(0, HEAD)

    return ArrowFile(source, "Feather", schema, rows, index_of(schema), load, head)


def _counted(source: Source) -> tuple[pa.Schema, int]:
    """The columns, and how many rows they have: from the first alone, batch by batch."""
    rows = 0
    schema, batches = _batches(source, [0])
    for batch in batches:
        rows += batch.num_rows
        limits().require(source.name, rows, len(schema.names))
    return schema, rows


def _columns(source: Source, places: Sequence[int], first: bool = False) -> pa.Table:
    """Some columns, of the first batch only or of all; counted, as the file may name one batch many times."""
    import pyarrow as pa

    found, held = [], 0
    schema, batches = _batches(source, sorted(places))
    for batch in batches:
        batch.validate()  # that its parts are there: without it the next line may look beyond their end
        held += batch.nbytes
        limits().require_bytes(source.name, held)
        found.append(batch)
        if first:
            break
    ascending = sorted(places)
    read = pa.Table.from_batches(found, pa.schema([schema.field(at) for at in ascending]))
    return read.select([ascending.index(at) for at in places])


def _batches(source: Source, places: Sequence[int]) -> tuple[pa.Schema, Iterator[pa.RecordBatch]]:
    """All fields of a file, and its batches with only some of them."""
    import pyarrow as pa

    # Read, not mapped: a mapped file that is shortened meanwhile ends the process.
    read = pa.OSFile(str(source.path))
    require_room(source, read)
    read.seek(0)
    schema = pa.ipc.open_file(read).schema
    there = [at for at in places if at < len(schema)]
    reader = pa.ipc.open_file(read, options=pa.ipc.IpcReadOptions(included_fields=there))
    return schema, (reader.get_batch(number) for number in range(reader.num_record_batches))


def read_feather(source: Source) -> RawTable:
    """As Parquet: the stored index, or a column of text, names the rows."""
    with source.guarded():
        return read_arrow(_open(source))


def feather_frame(source: Source) -> pd.DataFrame:
    """The whole file as a frame; a stored index is its first column."""
    with source.guarded():
        return frame_of(_open(source))


def _left_out(source: Source) -> tuple[Message, ...]:
    with source.guarded():
        return columns_left_out(_open(source))


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
    chosen=_left_out,
    turn=20,
)
