"""The file formats that are read: every file here that defines ``FORMAT`` brings one.

Another package announces its record as an entry point in the group ``sign_dash.formats``.
The page's drop field, the help of the commands, ``python -m compute plugins`` and docs/formats.md list them from here.
"""

from __future__ import annotations

from compute.errors import UserError
from compute.messages import word
from compute.plugins import Registry, parts_in
from compute.read.formats.base import Format, Glance
from compute.read.source import Source

__all__ = ["FORMATS", "Format", "Glance", "format_of", "parts_of"]

FORMATS: Registry[Format] = Registry(
    word("format"), "sign_dash.formats", lambda: parts_in("compute.read.formats", "FORMAT"), lambda record: record.turn
)
"""Name → format, in the order in which they are tried."""

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


def parts_of(source: Source) -> tuple[str, ...]:
    """The sheets or matrices of a file, of which ``source.part`` names one; none where there is no choice."""
    found = format_of(source)
    parts = () if found.parts is None else tuple(found.parts(source))
    return parts if len(parts) > 1 else ()
