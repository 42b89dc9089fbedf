"""Every reader of the registry, on files of every format that something has happened to: a table or one sentence."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from functools import cache
from pathlib import Path
from typing import Any

import pytest
from hypothesis import strategies as st

from compute.errors import UserError
from compute.read import (
    FORMATS,
    parts_of,
    read_annotation,
    read_evidence,
    read_expression,
    read_gene_list,
    read_gene_sets,
    read_labelled_genes,
    read_scores,
    recognise,
)
from compute.read.formats import format_of
from compute.read.source import find_source
from tests.faults.fuzz import answered, changed, tried
from tests.read.kinds import KINDS
from tests.read.limited import limited

READERS: tuple[Callable[[Path], object], ...] = (
    read_expression, read_scores, read_annotation, read_gene_list, read_gene_sets, read_evidence, read_labelled_genes,
    lambda path: parts_of(find_source(path)), lambda path: format_of(find_source(path)).read(find_source(path)),
)  # fmt: skip
CELLS = st.one_of(
    st.floats(0, 20).map(lambda number: f"{number:.3f}"),
    st.integers(-(10**30), 10**30).map(str),
    st.sampled_from(["", "NA", "inf", "-inf", "1e308", "1e4294967297", "4.61e96842768395639", "0x1F", "1_0", "1+1j"]),
    st.sampled_from(["CDH1", "VIM", "ZEB1", "S1", "sample", "gene", "=1", "<img src=x>", "1,5", "1.234,5", "x" * 9999]),
    st.text(max_size=8),
)


@cache
def seeds(folder: Path) -> list[tuple[str, bytes]]:
    """A file of every kind the document lists, the formats in turn, so that each is drawn as often."""
    by_format: dict[str, list[tuple[str, bytes]]] = {}
    for number, kind in enumerate(kind for kinds in KINDS.values() for kind in kinds):
        path = folder / f"{number}-{kind.name}"
        path.write_bytes(kind.write())
        try:
            found = next((name for name, record in FORMATS.items() if record.recognise(find_source(path))), "none")
        except UserError:  # one that is empty
            continue
        if path.stat().st_size < 200_000:
            by_format.setdefault(found, []).append((kind.name, path.read_bytes()))
    most = max(map(len, by_format.values()))
    return [files[turn % len(files)] for files in by_format.values() for turn in range(min(most, 12))]


@pytest.fixture(autouse=True)
def _small_budgets(monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    with limited(monkeypatch, cells=200_000, rows=50_000, columns=50_000, bytes=20_000_000):
        yield


@pytest.mark.filterwarnings("ignore")
def test_fuzz_of_the_bytes_of_every_format(tmp_path: Path, pytestconfig: pytest.Config) -> None:
    files = seeds(tmp_path)

    def read(drawn: tuple[tuple[str, bytes], int]) -> None:
        (name, body), reader = drawn
        path = tmp_path / name
        path.write_bytes(body)
        answered(lambda: recognise(path))
        answered(lambda: READERS[reader](path))

    def bodies(number: int) -> st.SearchStrategy[Any]:
        name, whole = files[number]
        return st.tuples(st.just(name), changed(whole))

    numbers = st.integers(0, len(files) - 1)
    # The reader of expression, which every format has, as often as all others together.
    chosen = st.one_of(st.just(0), st.integers(0, len(READERS) - 1))
    tried(pytestconfig, read, drawn=st.tuples(numbers.flatmap(bodies), chosen))


@pytest.mark.filterwarnings("ignore")
def test_fuzz_of_the_cells_of_a_table(tmp_path: Path, pytestconfig: pytest.Config) -> None:
    path = tmp_path / "table.csv"

    def read(rows: list[list[str]], separator: str, end: str, reader: int) -> None:
        text = end.join(separator.join(row) for row in rows)
        path.write_bytes(text.encode("utf-8", "surrogatepass"))
        answered(lambda: recognise(path))
        answered(lambda: READERS[reader](path))

    def tables(width: int) -> st.SearchStrategy[list[list[str]]]:
        return st.lists(st.lists(CELLS, min_size=width, max_size=width), max_size=7)

    rows = st.integers(1, 6).flatmap(tables)
    tried(
        pytestconfig, read,
        rows=rows, separator=st.sampled_from([",", "\t", ";", " "]), end=st.sampled_from(["\n", "\r\n", "\r"]),
        reader=st.integers(0, len(READERS) - 1),
    )  # fmt: skip
