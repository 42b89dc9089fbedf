"""An expression table is parsed once: what became of it lies beside its file as Parquet, for whoever reads it next.

Parsing 60 MB of text takes many seconds, reading them back one. A kept table is found by checksum and name of the file,
the orientation asked for and the code that read it, and is taken only where it is whole; it gives the very same numbers
and the same report.
"""

from __future__ import annotations

import base64
import hashlib
import io
import json
from collections.abc import Iterator
from contextlib import suppress
from dataclasses import asdict, astuple
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING, Any

import numpy as np

import compute.read
from compute.errors import UserError
from compute.files import whole_file
from compute.messages import Message
from compute.read import Expression, ExpressionReport, Renamed, ValueScale, read_expression
from compute.read.source import find_source
from compute.records import parse_json

if TYPE_CHECKING:
    import pandas as pd

PARSED = "parsed"
"""The folder of kept tables, beside the folder of files."""
MOST_KEPT = 2
_HEAD, _VALUES, _MESSAGE = b"sign-dash", "values", "message"


def read_parsed(
    path: Path, orientation: str | None, parsed: Path | None, name: str | None = None, part: str = ""
) -> tuple[Expression, ExpressionReport]:
    """As :func:`compute.read.read_expression`.

    parsed: folder of kept tables, made when it is needed; None keeps none.
    """
    if parsed is None:
        return read_expression(path, orientation, part, name)
    source = find_source(path, name)
    kept = parsed / f"{_key(source.checksum, source.name, orientation, part)}.parquet"
    found = _load(kept, source.name)
    if found is not None:
        return found
    expression, report = read_expression(path, orientation, part, name)
    if expression.checksum == source.checksum:  # else the file has changed while it was read
        with suppress(OSError, UserError):  # no room: it is parsed again the next time
            _keep(kept, expression, report)
    return expression, report


def _key(checksum: str, name: str, orientation: str | None, part: str) -> str:
    """The name stands in what the report says."""
    return hashlib.sha256(json.dumps([checksum, name, orientation or "", part, _reader()]).encode()).hexdigest()[:32]


@cache
def _reader() -> str:
    """Stands for the code and the gene lists that tables are read with."""
    digest = hashlib.sha256()
    folder = Path(compute.read.__file__).parent
    for path in sorted(folder.rglob("*")):
        if path.is_file() and path.suffix != ".pyc":
            digest.update(f"{path.relative_to(folder)}".encode() + path.read_bytes())
    return digest.hexdigest()


def _keep(path: Path, expression: Expression, report: ExpressionReport) -> None:
    import pyarrow as pa
    import pyarrow.parquet as pq

    told = {
        "samples": expression.samples,
        "genes": expression.genes,
        "checksum": expression.checksum,
        "report": {name: _plain(value) for name, value in vars(report).items() if name != "scale"},
        "scale": asdict(report.scale),
        "renamed": [astuple(one) for one in expression.renamed],
        "annotation": _packed(expression.annotation),
        "filled": dict(expression.filled),
    }
    head = json.dumps(told, ensure_ascii=False).encode()
    schema = pa.schema([(_VALUES, pa.float64())], {_HEAD: head, b"sha256": _digest(head, expression.values)})
    table = pa.table({_VALUES: expression.values.ravel()}, schema=schema)
    path.parent.mkdir(exist_ok=True)
    with whole_file(path, lasting=False) as temporary:
        pq.write_table(
            table, temporary, compression="zstd", compression_level=1, use_dictionary=False, use_byte_stream_split=True
        )
    for older in sorted(path.parent.glob("*.parquet"), key=lambda kept: kept.stat().st_mtime)[:-MOST_KEPT]:
        older.unlink(missing_ok=True)


def _load(path: Path, name: str) -> tuple[Expression, ExpressionReport] | None:
    """A kept table; None where there is none, or it is not whole."""
    import pyarrow as pa
    import pyarrow.parquet as pq

    if not path.is_file():
        return None
    try:
        table = pq.read_table(path)
        head, digest = (table.schema.metadata[key] for key in (_HEAD, b"sha256"))
        values = np.require(table[_VALUES].to_numpy(), requirements="W")
        if _digest(head, values) != digest:
            return None
        told = parse_json(head)
        samples, genes = tuple(told["samples"]), tuple(told["genes"])
        scale = ValueScale(**told["scale"])
        report = ExpressionReport(**{name: _restored(value) for name, value in told["report"].items()}, scale=scale)
        expression = Expression(
            values=values.reshape(len(samples), len(genes)),
            samples=samples,
            genes=genes,
            source=name,
            checksum=told["checksum"],
            annotation=_unpacked(told["annotation"]),
            renamed=tuple(Renamed(*one) for one in told["renamed"]),
            filled={gene: tuple(names) for gene, names in told["filled"].items()},
        )
        return expression, report
    except (OSError, ValueError, TypeError, KeyError, pa.ArrowException):
        return None


def _packed(annotation: pd.DataFrame | None) -> str:
    """A table of samples as text: a small Parquet file in base64, so that its types come back; "" for none.

    What Parquet cannot hold (columns of several types) is kept as text.
    """
    if annotation is None:
        return ""
    mixed = [place for place, kind in enumerate(annotation.dtypes) if kind.kind == "O"]
    frame = annotation.copy()
    for place in mixed:
        column = frame.iloc[:, place]
        frame.isetitem(place, column.where(column.isna(), column.astype(str)).array)
    packed = io.BytesIO()
    frame.to_parquet(packed)
    return base64.b64encode(packed.getvalue()).decode()


def _unpacked(text: str) -> pd.DataFrame | None:
    import pandas as pd

    return pd.read_parquet(io.BytesIO(base64.b64decode(text))) if text else None


def _digest(head: bytes, values: np.ndarray[Any, np.dtype[np.float64]]) -> bytes:
    digest = hashlib.sha256(head)
    digest.update(np.ascontiguousarray(values).data)
    return digest.hexdigest().encode()


def _plain(value: Any) -> Any:
    if isinstance(value, Message):
        return {_MESSAGE: value.record()}
    return [_plain(part) for part in value] if isinstance(value, tuple) else value


def _restored(value: Any) -> Any:
    if isinstance(value, dict):
        return Message.from_record(value[_MESSAGE])
    return tuple(_restored(part) for part in value) if isinstance(value, list) else value


def parsed_tables(folder: Path) -> Iterator[Path]:
    """The tables kept in a folder."""
    return folder.glob("*.parquet")
