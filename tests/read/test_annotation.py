"""Annotation finds its samples by name, or by whichever identifier the expression table uses."""

from __future__ import annotations

from pathlib import Path

import pytest

from compute.errors import UserError
from compute.read import align_annotation, match_names, read_annotation, read_scores

TABLE = "cell,cosmic_id,tissue,stage\nCAL120,906826,breast,2\nDMS-114,687983,lung,\nX,,bone,3\n"


@pytest.fixture
def path(tmp_path: Path) -> Path:
    path = tmp_path / "lines.csv"
    path.write_text(TABLE)
    return path


def test_rows_are_samples(path: Path) -> None:
    annotation = read_annotation(path)
    assert annotation.index.tolist() == ["CAL120", "DMS-114", "X"]
    assert annotation.columns.tolist() == ["cosmic_id", "tissue", "stage"]
    assert annotation.loc["CAL120", "cosmic_id"] == "906826"


def test_aligned_to_the_samples(path: Path) -> None:
    aligned, told = align_annotation(("DMS114", "nobody", "CAL120"), read_annotation(path))
    assert aligned.index.tolist() == ["DMS114", "nobody", "CAL120"]
    assert aligned["tissue"].fillna("").tolist() == ["lung", "", "breast"]
    assert any("DMS114 = DMS-114" in line for line in map(str, told))
    assert any("nobody" in line for line in map(str, told))


def test_aligned_by_another_identifier(path: Path) -> None:
    aligned, told = align_annotation(("687983", "906826"), read_annotation(path))
    assert aligned["tissue"].tolist() == ["lung", "breast"]
    assert tuple(map(str, told)) == ("Samples were matched to the annotation by its column 'cosmic_id'.",)


def test_strangers_are_refused(path: Path) -> None:
    with pytest.raises(UserError, match=r"None of the 2 samples \(a, …\)"):
        align_annotation(("a", "b"), read_annotation(path))


def test_names_match_exactly_before_they_match_loosely() -> None:
    match = match_names(("CAL-120", "cal120", "T.T", "none", "é1"), ("TT", "cal120", "CAL 120", "E1", "É 1"))
    assert match.positions.tolist() == [2, 1, 0, -1, 4]
    assert match.respelled == (("CAL-120", "CAL 120"), ("T.T", "TT"), ("é1", "É 1"))
    assert match.missing == ("none",)
    assert len(match.messages()) == 2


def test_a_number_kept_as_a_fraction_is_the_same_identifier() -> None:
    assert match_names(("906826.0", "1503362.1"), ("906826", "15033621")).positions.tolist() == [0, 1]
    assert match_names(("906826",), ("9068260",)).positions.tolist() == [-1]


def test_a_name_that_fits_two_fits_none() -> None:
    match = match_names(("t t", "a1"), ("TT", "T-T", "A-1"))
    assert match.positions.tolist() == [-1, 2]
    assert match.ambiguous == ("t t",)
    match = match_names(("T-T", "T_T"), ("TT",))  # two wanted names, one place
    assert match.positions.tolist() == [-1, -1]


def test_punctuation_alone_is_no_name() -> None:
    assert match_names(("-",), ("+",)).missing == ("-",)
    assert match_names(("a", "b"), ("b", "a")).messages() == ()


def test_a_clinical_file_of_cbioportal_has_four_lines_before_its_header(tmp_path: Path) -> None:
    path = tmp_path / "data_clinical_sample.txt"
    path.write_text(
        "#Patient Identifier\tSample Identifier\tAge\n#id\tid\tage\n#STRING\tSTRING\tNUMBER\n#1\t1\t1\n"
        "PATIENT_ID\tSAMPLE_ID\tAGE\nTCGA-E2-A000\tTCGA-E2-A000-01\t50\nTCGA-E2-A001\tTCGA-E2-A001-01\t61\n"
    )
    annotation = read_annotation(path)
    assert annotation.index.tolist() == ["TCGA-E2-A000-01", "TCGA-E2-A001-01"]
    assert annotation["AGE"].tolist() == [50, 61]
    scores = read_scores(path)
    assert (scores.name, scores.samples, scores.values.tolist()) == ("AGE", tuple(annotation.index), [50.0, 61.0])


def test_two_columns_of_a_european_spreadsheet(tmp_path: Path) -> None:
    path = tmp_path / "scores.csv"
    path.write_text("sample;eem\nS000;0,5\nS001;-1,25\n")
    scores = read_scores(path)
    assert (scores.samples, scores.values.tolist()) == (("S000", "S001"), [0.5, -1.25])
