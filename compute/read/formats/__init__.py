"""The file formats that are read: one file here and one line below for each.

The page's drop field, the help of the commands, ``python -m compute plugins`` and docs/formats.md list them from here.
"""

from __future__ import annotations

from compute.errors import UserError
from compute.read.formats import (
    archive,
    delimited,
    edf,
    excel,
    feather,
    firehose,
    gct,
    gdsc,
    geo_series,
    h5ad,
    long,
    loom,
    mtx,
    one_sample,
    parquet,
    tenx,
)
from compute.read.formats.base import Format, Glance
from compute.read.source import Source

__all__ = ["FORMATS", "Format", "Glance", "format_of"]

FORMATS: dict[str, Format] = {
    record.name: record
    for record in (
        parquet.FORMAT,
        feather.FORMAT,
        loom.FORMAT,
        tenx.FORMAT,
        h5ad.FORMAT,
        excel.FORMAT,
        archive.FORMAT,
        mtx.FORMAT,
        gct.FORMAT,
        geo_series.FORMAT,
        edf.FORMAT,
        gdsc.FORMAT,
        firehose.FORMAT,
        one_sample.FORMAT,
        long.FORMAT,
        delimited.FORMAT,
    )
}
"""Name → format, in the order in which they are tried: the most particular first, any text last."""

_COMPRESSED = {b"PAR1": "parquet", b"\x89HDF": "h5ad"}


def format_of(source: Source) -> Format:
    """The format of a file, told by content. :class:`UserError` for what is none of them."""
    found = next((record for record in FORMATS.values() if record.recognise(source)), None)
    if found is not None:
        return found
    if source.compressed:
        kind = _COMPRESSED.get(source.head[:4], "binary")
        raise UserError(
            "{source} is a compressed {kind} file; decompress it first (gunzip).", source=source.name, kind=kind
        )
    raise UserError(
        "{source} is a binary file of an unknown kind; CSV, TSV (also .gz), Excel, Parquet, "
        ".h5ad and the other formats listed in docs/formats.md are read.",
        source=source.name,
    )
