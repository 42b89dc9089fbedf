"""Arrow's own files that unpack without end: known before a batch is unpacked, whatever the file is read as."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path

import numpy as np
import pyarrow as pa
import pyarrow.parquet as pq
import pytest

from compute.errors import UserError
from compute.read import read_annotation, read_expression, read_gene_list, read_scores, recognise
from compute.read.frame import said_of_part
from compute.read.source import find_source
from tests.faults.fuzz import answered
from tests.read.limited import limited

LONG = 30_000_000
READERS: tuple[Callable[[Path], object], ...] = (
    recognise,
    read_annotation,
    read_expression,
    read_gene_list,
    read_scores,
)
SAMPLES = pa.array(["A", "B"])


@pytest.fixture
def _little(monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    """Few bytes and rows are read; pyarrow's memory is its own again in the end."""
    before = pa.default_memory_pool()
    with limited(monkeypatch, bytes=LONG // 2, rows=1000):
        yield
        pa.set_memory_pool(before)


def written(path: Path, columns: dict[str, pa.Array], packed: str | None = "zstd") -> Path:
    batch = pa.record_batch(list(columns.values()), names=list(columns))
    options = pa.ipc.IpcWriteOptions(compression=packed)
    with pa.OSFile(str(path), "wb") as file, pa.ipc.new_file(file, batch.schema, options=options) as writer:
        writer.write_batch(batch)
    return path


def one_text() -> pa.Array:
    offsets = pa.py_buffer(np.array([0, LONG - 1, LONG], dtype=np.int64).tobytes())
    return pa.Array.from_buffers(pa.large_string(), 2, [None, offsets, pa.py_buffer(bytes(LONG))])


def one_list() -> pa.Array:
    return pa.LargeListArray.from_arrays(pa.array([0, 1, LONG // 8], pa.int64()), pa.array(np.zeros(LONG // 8)))


BOMBS: dict[str, Callable[[], dict[str, pa.Array]]] = {
    "rows": lambda: {"gene": pa.array(np.zeros(LONG // 8, dtype=np.int64))},
    "one text": lambda: {"sample": SAMPLES, "score": pa.array([1.0, 2.0]), "text": one_text()},
    "one list": lambda: {"sample": SAMPLES, "score": pa.array([1.0, 2.0]), "list": one_list()},
    "one category": lambda: {
        "sample": SAMPLES,
        "kind": pa.DictionaryArray.from_arrays(pa.array([0, 1], pa.int8()), one_text()),
    },
}


@pytest.mark.usefixtures("_little")
@pytest.mark.parametrize("packed", ["zstd", "lz4"])
@pytest.mark.parametrize("name", BOMBS)
def test_a_batch_that_unpacks_to_more_than_is_read_is_not_unpacked(name: str, packed: str, tmp_path: Path) -> None:
    path = written(tmp_path / "table.feather", BOMBS[name](), packed)
    assert path.stat().st_size < LONG / 50
    counted = pa.proxy_memory_pool(pa.system_memory_pool())
    pa.set_memory_pool(counted)
    for read in READERS:
        with pytest.raises(UserError, match=r"\.feather (unpacks to more than 15,000,000 bytes|has [\d,]+ rows, and)"):
            read(path)
    assert (counted.max_memory() or 0) < 1_000_000


@pytest.mark.parametrize("packed", ["zstd", None])
def test_what_is_read_is_read_as_before(packed: str | None, tmp_path: Path) -> None:
    kinds = pa.DictionaryArray.from_arrays(pa.array([1, 0], pa.int8()), pa.array(["x", "y"]))
    table = read_annotation(
        written(tmp_path / "a.feather", {"sample": SAMPLES, "kind": kinds, "n": pa.array([1, 2])}, packed)
    )
    assert table.to_dict("list") == {"kind": ["y", "x"], "n": [1, 2]}


@pytest.mark.parametrize("at", range(0, 480, 16))
def test_a_damaged_end_is_one_sentence(at: int, tmp_path: Path) -> None:
    path = written(tmp_path / "table.feather", {"sample": SAMPLES, "score": pa.array([1.0, 2.0])})
    content = bytearray(path.read_bytes())
    content[-10 - at : len(content) - 6 - at] = b"\xff\xff\xff\x7f"
    path.write_bytes(content)
    answered(lambda: read_annotation(path))


@pytest.mark.parametrize(("ending", "kind"), [("parquet", "list"), ("parquet", "bytes"), ("feather", "list")])
def test_columns_of_which_one_row_may_hold_anything_are_left_out_and_named(
    ending: str, kind: str, tmp_path: Path
) -> None:
    many = pa.array([[0.0] * 50_000, []]) if kind == "list" else pa.array([b"x" * 400_000, b""])
    columns = {"sample": SAMPLES, "score": pa.array([1.0, 2.0]), "many": many}
    path = tmp_path / f"table.{ending}"
    if ending == "parquet":
        pq.write_table(pa.table(columns), path)
    else:
        written(path, columns)
    assert list(read_annotation(path).columns) == ["score"]
    assert [str(note) for note in said_of_part(find_source(path))] == [
        "1 column of a kind that cannot be read was left out: many."
    ]
