"""One workbook for everything: each table names its sheet, and which one was read is said."""

from __future__ import annotations

from pathlib import Path

import pandas as pd
import pytest

from compute.errors import UserError
from compute.read import read_annotation, read_expression, read_gene_list, read_scores
from compute.read.check import check
from compute.read.source import split_part
from compute.runs import examine
from tests.read.kinds.kind import SAMPLES, TABLE


@pytest.fixture
def book(tmp_path: Path) -> Path:
    path = tmp_path / "all.xlsx"
    about = pd.DataFrame({"sample": SAMPLES, "tissue": ["lung", "skin"] * 6})
    scores = pd.DataFrame({"sample": SAMPLES, "EMT": range(12)})
    with pd.ExcelWriter(path, engine="openpyxl") as writer:
        TABLE.to_excel(writer, sheet_name="expression")
        about.to_excel(writer, sheet_name="about", index=False)
        scores.to_excel(writer, sheet_name="scores", index=False)
        pd.DataFrame({"gene": ["ZEB1", "SNAI1"]}).to_excel(writer, sheet_name="TFs", index=False)
    return path


def test_a_table_of_any_role_names_its_sheet(book: Path) -> None:
    assert list(read_annotation(f"{book}#about")["tissue"][:2]) == ["lung", "skin"]
    assert list(read_scores(f"{book}#scores:EMT").values) == list(range(12))
    assert read_gene_list(f"{book}#TFs") == ("ZEB1", "SNAI1")
    assert read_expression(f"{book}#expression")[0].samples == tuple(SAMPLES)
    assert check(book, part="TFs").listed == ("ZEB1", "SNAI1")
    with pytest.raises(UserError, match="no sheet 'other'; it has expression, about, scores, TFs"):
        read_annotation(f"{book}#other")


def test_the_sheet_that_was_read_is_said_of_every_role_on_the_page_too(book: Path) -> None:
    wanted = "The sheet 'expression' was read"
    assert wanted in " ".join(map(str, check(book, role="annotation").messages))
    page = examine(book.parent, [(book.name, "annotation")])
    assert wanted in " ".join(map(str, page.reports[0].findings))


def test_the_sign_in_a_files_own_name_is_part_of_it_and_text_has_no_sheets(tmp_path: Path) -> None:
    path = tmp_path / "a#b.csv"
    path.write_text("gene\nZEB1\nSNAI1\n")
    assert split_part(path) == (path, "")
    plain = tmp_path / "a.csv"
    plain.write_text(TABLE.to_csv())
    for read in (read_expression, read_annotation):
        with pytest.raises(UserError, match="has no sheets or matrices to choose from"):
            read(f"{plain}#first")
