"""A new format is one small file: plugged in here, it is read, recognised and listed everywhere."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pytest

from compute.read import FORMATS, Format, read_expression, recognise
from compute.read.source import Source
from compute.read.table import RawTable

TOY = "toy"


def _read(source: Source) -> RawTable:
    """Lines of ``gene=value value …`` below a first line ``toy sample sample …``."""
    head, *lines = source.first_lines()
    pairs = [line.split("=") for line in lines]
    values = np.array([[float(value) for value in numbers.split()] for _, numbers in pairs])
    return RawTable(values, [gene for gene, _ in pairs], head.split()[1:], "gene", "toy text")


FORMAT = Format(
    name=TOY,
    label="toy text",
    title="toy text (gene=values)",
    extensions=(".toy",),
    carries="expression only",
    recognise=lambda source: source.head.startswith(b"toy "),
    read=_read,
)


@pytest.fixture(autouse=True)
def _plugged_in(monkeypatch: pytest.MonkeyPatch) -> None:
    others = dict(FORMATS)
    FORMATS.clear()
    FORMATS.update({TOY: FORMAT, **others})
    monkeypatch.setattr("compute.read.formats.FORMATS", FORMATS)
    yield
    FORMATS.clear()
    FORMATS.update(others)


def test_a_toy_format_is_read_and_recognised(tmp_path: Path) -> None:
    path = tmp_path / "table.toy"
    path.write_text("toy s1 s2 s3\nCDH1=1 2 3\nVIM=4 5 6.5\nZEB1=7 8 9\n")
    expression, report = read_expression(path)
    assert expression.samples == ("s1", "s2", "s3")
    assert expression.genes == ("CDH1", "VIM", "ZEB1")
    assert expression.values[2].tolist() == [3, 6.5, 9]
    assert report.format == "toy text"
    assert recognise(path).role == "expression"


def test_it_is_offered_where_files_are_dropped() -> None:
    from sign_dash.pages.data.new_panel import new_panel

    assert "toy text" in str(new_panel().to_plotly_json())
