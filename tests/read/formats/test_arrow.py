"""Columns of Parquet and Feather: numbers of every type are read, and no small file that unpacks to a large one."""

from __future__ import annotations

import subprocess
import sys
from collections.abc import Callable, Iterator
from decimal import Decimal
from pathlib import Path

import numpy as np
import pyarrow as pa
import pyarrow.feather as feather
import pyarrow.parquet as pq
import pytest

from compute.errors import UserError
from compute.read import read_annotation, read_expression, read_gene_list, read_scores, recognise
from compute.read.formats import format_of
from compute.read.source import find_source
from tests.read.limited import limited

ROOT = Path(__file__).resolve().parents[3]
GENES = ["CDH1", "VIM", "ZEB1", "FN1"]
VALUES = [1.5, 2.25, 3.0, 4.75]
TYPES: dict[str, pa.Array] = {
    "decimal128": pa.array([Decimal(str(one)) for one in VALUES], pa.decimal128(20, 4)),
    "decimal256": pa.array([Decimal(str(one)) for one in VALUES], pa.decimal256(50, 4)),
    "float16": pa.array(np.array(VALUES, np.float16)),
    "float32": pa.array(VALUES, pa.float32()),
    "category of numbers": pa.array(VALUES).dictionary_encode(),
    "category of text": pa.array([str(one) for one in VALUES]).dictionary_encode(),
    "text": pa.array([str(one) for one in VALUES]),
    "large text": pa.array([str(one) for one in VALUES], pa.large_string()),
}
WHOLE: dict[str, pa.Array] = {
    name: pa.array([1, 2, 3, 4]).cast(kind)
    for name, kind in {"int8": pa.int8(), "uint16": pa.uint16(), "uint64": pa.uint64(), "int64": pa.int64()}.items()
} | {"category of int": pa.array([1, 2, 3, 4]).dictionary_encode()}
Write = Callable[[pa.Table, Path], None]
WRITERS: dict[str, Write] = {
    "parquet": lambda table, path: pq.write_table(table, path),
    "feather": lambda table, path: feather.write_feather(table, str(path), compression="zstd"),
}


@pytest.mark.parametrize("form", WRITERS)
@pytest.mark.parametrize("name", [*TYPES, *WHOLE])
def test_no_sample_vanishes_whatever_its_numbers_are(tmp_path: Path, form: str, name: str) -> None:
    column = TYPES.get(name, WHOLE.get(name))
    wanted = VALUES if name in TYPES else [1, 2, 3, 4]
    table = pa.table({"gene": GENES, "S1": pa.array([5.0, 6, 7, 8]), "S2": column, "S3": column})
    WRITERS[form](table, tmp_path / "table")
    expression, _ = read_expression(tmp_path / "table")
    assert expression.samples == ("S1", "S2", "S3")
    assert expression.values.tolist() == [[5, 6, 7, 8], wanted, wanted]
    WRITERS[form](pa.table({"sample": GENES, "score": column}), tmp_path / "scores")
    assert read_scores(tmp_path / "scores").values.tolist() == wanted


@pytest.mark.parametrize("form", WRITERS)
def test_a_missing_value_of_any_type_is_missing(tmp_path: Path, form: str) -> None:
    columns = {name: pa.concat_arrays([pa.array([None], one.type), one.slice(1)])
               for name, one in (TYPES | WHOLE).items() if not pa.types.is_dictionary(one.type)}  # fmt: skip
    columns["category of numbers"] = pa.array([None, *VALUES[1:]]).dictionary_encode()
    WRITERS[form](pa.table({"gene": GENES, "S0": pa.array(VALUES), **columns}), tmp_path / "table")
    source = find_source(tmp_path / "table")
    found = format_of(source).read(source)
    assert list(found.columns) == ["S0", *columns]
    assert np.isnan(found.values[0]).tolist() == [False, *(True for _ in columns)]
    assert not np.isnan(found.values[1:]).any()


@pytest.fixture
def little(monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    with limited(monkeypatch, cells=1_000_000, rows=200_000, columns=5_000, bytes=10_000_000):
        yield


READERS: tuple[Callable[[Path], object], ...] = (
    recognise, lambda path: read_expression(path), read_scores, read_annotation, read_gene_list,
)  # fmt: skip


@pytest.mark.usefixtures("little")
@pytest.mark.parametrize("form", WRITERS)
@pytest.mark.parametrize("what", ["rows", "cells", "columns"])
def test_a_small_file_of_a_large_table_is_refused_by_its_metadata(tmp_path: Path, form: str, what: str) -> None:
    rows, columns = {"rows": (200_001, 1), "cells": (110_000, 9), "columns": (2, 5_001)}[what]
    constant = pa.array(np.ones(rows))
    table = pa.table(
        {"gene": pa.array(["CDH1"] * rows).dictionary_encode(), **{f"S{n}": constant for n in range(columns)}}
    )
    WRITERS[form](table, tmp_path / "table")
    assert (tmp_path / "table").stat().st_size < 1_500_000
    before = pa.total_allocated_bytes()
    for read in READERS:
        with pytest.raises(UserError, match=rf"has [\d,]+ {what}, and at most [\d,]+ are read"):
            read(tmp_path / "table")
    assert pa.total_allocated_bytes() - before < 3_000_000


@pytest.mark.usefixtures("little")
@pytest.mark.parametrize("form", WRITERS)
def test_one_long_text_a_thousand_times_is_refused(tmp_path: Path, form: str) -> None:
    """1.1 MB unpacked to 5.2 GB."""
    names = pa.DictionaryArray.from_arrays(
        pa.array(np.arange(1000) % 2, pa.int32()), pa.array(["x" * 50_000, "y" * 50_000])
    )
    table = pa.table({"sample": names, "score": pa.array(np.arange(1000.0))})
    WRITERS[form](table, tmp_path / "table")
    assert (tmp_path / "table").stat().st_size < 20_000
    for read in READERS[1:4]:
        with pytest.raises(UserError, match="unpacks to more than 10,000,000 bytes"):
            read(tmp_path / "table")


@pytest.mark.parametrize("form", WRITERS)
def test_whatever_pyarrow_raises_is_one_sentence(tmp_path: Path, form: str, monkeypatch: pytest.MonkeyPatch) -> None:
    """A changed Parquet file made it raise KeyError."""
    WRITERS[form](pa.table({"gene": GENES, "S1": VALUES, "S2": VALUES}), tmp_path / "table")

    def fails(*_: object, **__: object) -> None:
        raise KeyError("column")

    monkeypatch.setattr(f"compute.read.formats.{form}._open", fails)
    for read in READERS:
        with pytest.raises(UserError, match=r"table cannot be read"):
            read(tmp_path / "table")
    assert find_source(tmp_path / "table").name


LAYOUTS: dict[str, Callable[[], pa.Array]] = {
    "text": lambda: pa.array(GENES * 3),
    "large text": lambda: pa.array(GENES * 3, pa.large_string()),
    "views of text": lambda: pa.array([gene * 5 for gene in GENES * 3], pa.string_view()),
    "category": lambda: pa.array(GENES * 3).dictionary_encode(),
}
BEYOND = """
import sys
from pathlib import Path
from compute.errors import UserError
from compute.read import read_annotation, read_expression, recognise

path = Path(sys.argv[1])
whole = path.read_bytes()
for at in range(0, len(whole) - 4, 16):
    path.write_bytes(whole[:at] + bytes.fromhex("ffffff7f") + whole[at + 4 :])
    for reader in (recognise, read_expression, read_annotation):
        try:
            reader(path)
        except UserError:
            pass
"""


@pytest.mark.parametrize("layout", LAYOUTS)
def test_an_offset_out_of_the_file_does_not_end_the_process(tmp_path: Path, layout: str) -> None:
    """In a process of its own, which pyarrow ended by following such an offset."""
    numbers = {f"S{place}": np.arange(12) + place for place in range(3)}
    table = pa.table({"gene": LAYOUTS[layout](), "tissue": GENES * 3, **numbers})
    path = tmp_path / "table.feather"
    with pa.OSFile(str(path), "wb") as file, pa.ipc.new_file(file, table.schema) as writer:
        writer.write_table(table)
    done = subprocess.run([sys.executable, "-c", BEYOND, path], cwd=ROOT, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stderr
