"""A new format is one small file: beside the others, or announced by its package, it is read and listed everywhere."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from compute.cli.plugins import registered
from compute.errors import UserError
from compute.read import FORMATS, formats, read_expression, recognise
from sign_dash.pages.data.new_panel import new_panel
from tests.plugins.announced import announced, put_beside_the_others

FILE = """
import numpy as np

from compute.read import Format
from compute.read.table import RawTable


def _read(source):
    head, *lines = source.first_lines()
    pairs = [line.split("=") for line in lines]
    values = np.array([[float(value) for value in numbers.split()] for _, numbers in pairs])
    return RawTable(values, [gene for gene, _ in pairs], head.split()[1:], "gene", "toy text")


FORMAT = Format(
    name="toy",
    label="toy text",
    title="toy text (gene=values)",
    extensions=(".toy",),
    carries="expression only",
    recognise=lambda source: source.head.startswith(b"toy "),
    read=_read,
)
"""


@pytest.fixture(autouse=True, params=["beside the others", "announced"])
def plugged_in(tmp_path: Path, request: pytest.FixtureRequest) -> Iterator[None]:
    """The file lies in the folder of the formats, or another package announces it; nothing else is done."""
    assert "toy" not in FORMATS
    (tmp_path / "packages").mkdir()
    if request.param == "beside the others":
        new = put_beside_the_others(tmp_path / "packages", FORMATS, "toy", formats, FILE)
    else:
        new = announced(tmp_path / "packages", FORMATS, "toy", "FORMAT", FILE)
    with new:
        yield


def test_a_toy_format_is_read_and_recognised(tmp_path: Path) -> None:
    path = tmp_path / "table.toy"
    path.write_text("toy s1 s2 s3\nCDH1=1 2 3\nVIM=4 5 6.5\nZEB1=7 8 9\n")
    expression, report = read_expression(path)
    assert expression.samples == ("s1", "s2", "s3")
    assert expression.genes == ("CDH1", "VIM", "ZEB1")
    assert expression.values[2].tolist() == [3, 6.5, 9]
    assert report.format == "toy text"
    assert recognise(path).role == "expression"


def test_it_is_tried_before_our_own_and_listed() -> None:
    assert next(iter(FORMATS)) == "toy"
    assert list(FORMATS)[-1] == "delimited"
    assert registered()["formats"]["toy"] == "toy text (gene=values)"


def test_it_is_offered_where_files_are_dropped() -> None:
    assert "toy text" in str(new_panel().to_plotly_json())


def test_one_that_cannot_be_loaded_is_named_where_a_file_is_read(tmp_path: Path) -> None:
    (tmp_path / "broken").mkdir()
    (tmp_path / "e.csv").write_text("gene,s1,s2\nCDH1,1,2\nVIM,3,4\n")
    with (
        announced(tmp_path / "broken", FORMATS, "sick", "FORMAT", "import no_such_module\n"),
        pytest.raises(UserError, match=r"The format 'sick' cannot be loaded .*; install it again"),
    ):
        read_expression(tmp_path / "e.csv")
