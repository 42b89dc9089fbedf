"""A table parsed once: the same numbers to the bit, the same report, and never one of another file or orientation."""

from __future__ import annotations

import os
from collections.abc import Callable
from pathlib import Path
from typing import Any

import numpy as np
import pytest

from compute.errors import UserError
from compute.messages import Message
from compute.read import read_expression
from compute.runs import examine
from compute.runs.inputs import files_in, read_cohort
from compute.runs.parsed import MOST_KEPT, read_parsed
from tests.runs.conftest import asked

ODD = """gene,S1,S2,S3,S4,é "5",S6
A,1,0.1,,3e-17,5,6
B,1.7976931348623157e12,-0.0,0.30000000000000004,4.9e-324,5,7
A,9,9,9,9,9,9
2-Sep,1,2,3,4,5,6
,1,1,1,1,1,1
C,2,2,2,2,2,2
=1+1,1,2,3,4,5,6
"""


PLAIN = "x,S1,S2,S3\nA,1,2,3\nB,4,5,6\nC,7,8,9\nD,9,9,1\n"


def never(*_: object, **__: object) -> Any:
    raise AssertionError("it was parsed again")


@pytest.fixture
def table(tmp_path: Path) -> Path:
    path = tmp_path / "files" / "odd.csv"
    path.parent.mkdir()
    path.write_text(ODD, encoding="utf-8")
    return path


@pytest.fixture
def parsed(tmp_path: Path) -> Path:
    return tmp_path / "parsed"


def test_the_same_numbers_to_the_bit_and_the_same_report(
    table: Path, parsed: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    fresh, told = read_expression(table, "genes-in-rows")
    first, _ = read_parsed(table, "genes-in-rows", parsed)
    monkeypatch.setattr("compute.runs.parsed.read_expression", never)
    kept, again = read_parsed(table, "genes-in-rows", parsed)
    for expression in (first, kept):
        assert expression.values.tobytes() == fresh.values.tobytes()
        assert expression.values.dtype == np.float64
        assert expression.values.flags.writeable == fresh.values.flags.writeable
        assert (expression.samples, expression.genes) == (fresh.samples, fresh.genes)
        assert (expression.source, expression.checksum) == (fresh.source, fresh.checksum)
    assert again == told
    assert again.messages() == told.messages()


@pytest.mark.shared
@pytest.mark.parametrize(
    "file", ["hmle_tgfb_magic_testdata_500cells_197genes.csv.gz", "gdsc_release_layout_sample.txt"]
)
def test_a_real_table_comes_back_as_it_was(shared_data: Path, parsed: Path, file: str) -> None:
    fresh, told = read_expression(shared_data / file)
    read_parsed(shared_data / file, None, parsed)
    kept, again = read_parsed(shared_data / file, None, parsed)
    assert kept.values.tobytes() == fresh.values.tobytes()
    assert (kept.samples, kept.genes, again.messages()) == (fresh.samples, fresh.genes, told.messages())


def test_another_content_or_orientation_is_another_table(table: Path, parsed: Path) -> None:
    table.write_text(PLAIN)
    at = table.stat()
    first, _ = read_parsed(table, "genes-in-rows", parsed)
    table.write_text(PLAIN.replace("9,9", "8,9"))  # of the same size, at the same time
    os.utime(table, (at.st_atime, at.st_mtime))
    second, _ = read_parsed(table, "genes-in-rows", parsed)
    assert not np.array_equal(first.values, second.values)
    turned, report = read_parsed(table, "samples-in-rows", parsed)
    assert report.orientation == "samples-in-rows"
    assert turned.samples != second.samples
    assert len(list(parsed.iterdir())) == MOST_KEPT  # the first has gone


def test_another_reader_parses_anew(table: Path, parsed: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    read_parsed(table, "genes-in-rows", parsed)
    monkeypatch.setattr("compute.runs.parsed._reader", lambda: "of a later version")
    monkeypatch.setattr("compute.runs.parsed.read_expression", never)
    with pytest.raises(AssertionError, match="parsed again"):
        read_parsed(table, "genes-in-rows", parsed)


def test_a_damaged_kept_table_is_parsed_anew(table: Path, parsed: Path) -> None:
    fresh, told = read_parsed(table, "genes-in-rows", parsed)
    (kept,) = parsed.iterdir()
    whole = kept.read_bytes()
    rng = np.random.default_rng(3)
    damages: list[Callable[[], bytes]] = [
        lambda: b"",
        lambda: whole[: rng.integers(len(whole))],
        *[lambda: _flipped(whole, rng) for _ in range(60)],
    ]
    for damage in damages:
        kept.write_bytes(damage())
        expression, again = read_parsed(table, "genes-in-rows", parsed)
        assert expression.values.tobytes() == fresh.values.tobytes()
        assert again == told


def _flipped(content: bytes, rng: np.random.Generator) -> bytes:
    changed = bytearray(content)
    changed[int(rng.integers(len(content)))] ^= 1 << int(rng.integers(8))
    return bytes(changed)


def test_where_nothing_can_be_kept_the_table_is_read_all_the_same(table: Path, tmp_path: Path) -> None:
    (tmp_path / "a file").touch()
    expression, _ = read_parsed(table, "genes-in-rows", tmp_path / "a file" / "parsed")
    assert "A" in expression.genes


def test_what_is_no_table_is_told_every_time(table: Path, parsed: Path) -> None:
    table.write_text("nothing\n")
    for _ in range(2):
        with pytest.raises(UserError, match=r"odd\.csv"):
            read_parsed(table, None, parsed)
    assert not parsed.exists()


def test_examined_planned_and_run_a_table_is_parsed_once(
    inputs: Path, parsed: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    lines: list[Message] = []
    plain = read_cohort(asked(), files_in(inputs), None, lines)
    examine(inputs, [("simulated-expression.csv", "expression")], "", parsed)
    monkeypatch.setattr("compute.runs.parsed.read_expression", never)
    again: list[Message] = []
    cohort = read_cohort(asked(), files_in(inputs), parsed, again)
    assert again == lines
    assert cohort.expression.values.tobytes() == plain.expression.values.tobytes()
    assert cohort.expression.source == plain.expression.source == "simulated-expression.csv"
