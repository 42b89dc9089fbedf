"""What unpacks without end is stopped by the budget, in every reader, and nothing else is looked for in it."""

from __future__ import annotations

import gzip
import subprocess
import sys
from collections.abc import Callable, Iterator
from contextlib import suppress
from pathlib import Path

import pytest

from compute.errors import UserError
from compute.read import (
    read_annotation,
    read_evidence,
    read_expression,
    read_gene_list,
    read_gene_sets,
    read_scores,
    recognise,
)
from compute.read.limits import limits
from tests.read.limited import limited

ROOT = Path(__file__).resolve().parents[2]
WITH_LITTLE = """
import sys
from pathlib import Path
import pandas, pyarrow, h5py
from compute.errors import UserError
from compute.read import read_annotation, read_scores, recognise

try:
    import resource
except ImportError:
    sys.exit()
if not Path("/proc/self/statm").exists():
    sys.exit()
with open("/proc/self/statm") as size:
    held = int(size.read().split()[0]) * resource.getpagesize()
resource.setrlimit(resource.RLIMIT_AS, (held + 500_000_000,) * 2)
for reader in (recognise, read_annotation, read_scores):
    try:
        reader(sys.argv[1])
    except UserError as error:
        assert "memory" not in str(error), error
"""
ROWS = 1000
ENDLESS = {
    "blank": b"gene,S1,S2\n" + b"\n" * 200_000,
    "comments": b"# made up\n" * 200_000,
    "genes": b"gene\n" + b"ZEB1\n" * 200_000,
    "scores": b"sample,score\n" + b"A,1\n" * 200_000,
    "a bad cell": b"gene,S1,S2\n" + b"ZEB1,1,2\n" * 3000 + b"VIM,1,x\n" + b"ZEB1,1,2\n" * 197_000,
}
READERS: tuple[Callable[[Path], object], ...] = (
    recognise, read_annotation, read_evidence, read_expression, read_gene_list, read_gene_sets, read_scores,
)  # fmt: skip


@pytest.fixture(autouse=True)
def _few_rows(monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    with limited(monkeypatch, rows=ROWS):
        yield


@pytest.mark.parametrize("name", ENDLESS)
def test_no_reader_goes_on_beyond_the_budget(tmp_path: Path, name: str, monkeypatch: pytest.MonkeyPatch) -> None:
    path = tmp_path / "table.csv.gz"
    path.write_bytes(gzip.compress(ENDLESS[name]))
    lines = 0
    whole = gzip.GzipFile.read1

    def counted(file: gzip.GzipFile, size: int = -1) -> bytes:
        nonlocal lines
        piece = whole(file, size)
        lines += piece.count(b"\n")
        return piece

    monkeypatch.setattr(gzip.GzipFile, "read1", counted)
    for read in READERS:
        lines = 0
        with suppress(UserError):
            read(path)
        # A library reads ahead by a quarter of a megabyte.
        assert lines < 190_000, (name, read.__name__)


@pytest.mark.parametrize("separator", ["\t", ",", ";"])
def test_more_columns_than_are_read_are_known_from_the_header(
    tmp_path: Path, separator: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A million of them took minutes."""
    monkeypatch.setenv("SIGN_READ_COLUMNS", "2000")
    limits.cache_clear()
    path = tmp_path / "table.csv.gz"
    rows = [["gene", *(f"S{number}" for number in range(2001))], *(["ZEB1", *["1"] * 2001] for _ in range(3))]
    path.write_bytes(gzip.compress("\n".join(separator.join(row) for row in rows).encode()))
    monkeypatch.setattr("pandas.read_csv", lambda *_, **__: pytest.fail("the table was read"))
    for read in (read_expression, read_scores, read_annotation):
        with pytest.raises(UserError, match="has 2,002 columns, and at most 2,000 are read"):
            read(path)


def test_a_bad_cell_beyond_the_budget_is_not_looked_for(tmp_path: Path) -> None:
    path = tmp_path / "table.csv"
    path.write_bytes(ENDLESS["a bad cell"])
    with pytest.raises(UserError, match="at most 1,000 are read"):
        read_expression(path)


@pytest.mark.parametrize("text", ["a,b\n\r\r x", "a,b\nS1,1\n\r z,2\n", "a,b\nS1,1\r\r S2,2\r"], ids=repr)
def test_a_blank_line_of_a_lone_return_does_not_take_all_memory(tmp_path: Path, text: str) -> None:
    """pandas goes on without end at such a line before one that begins with a blank: 9 bytes ended the process."""
    (tmp_path / "table.csv").write_bytes(text.encode())
    done = subprocess.run([sys.executable, "-c", WITH_LITTLE, tmp_path / "table.csv"], cwd=ROOT, check=False)
    assert done.returncode == 0
