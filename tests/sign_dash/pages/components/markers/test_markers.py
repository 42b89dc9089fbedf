"""What is known of genes, and the rows of the marker table."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest

from compute.errors import UserError
from compute.study import Study, open_study
from sign_dash.gene_sets import evidence_files
from sign_dash.pages.components.explained import Explained, read_explained
from sign_dash.pages.components.markers.known import BUILT_IN, choices, read_choice
from sign_dash.pages.components.markers.rows import found_markers, table_rows
from tests.read.limited import a_line_without_end, apart_in_little_memory
from tests.sign_dash.pages.components.modelled import MODEL

TRRUST = b"ZEB1\tCDH1\tRepression\t11;22;33\nZEB1\tCDH1\tActivation\t44\nSIMR01\tSIMT01\tUnknown\t5\n"


@pytest.fixture
def place(modelled: Study, tmp_path: Path) -> tuple[Study, Path]:
    study = open_study(shutil.copytree(modelled.path, tmp_path / "study"))
    (study.path / "known.tsv").write_bytes(TRRUST)
    return study, tmp_path / "cache"


def test_known_genes_are_those_built_in_or_of_a_file(place: tuple[Study, Path]) -> None:
    study, cache = place
    given = evidence_files(cache).keep(b"KLF5\nSIMR01\n", "mine.txt")
    offered = choices(study, given)
    assert [option["label"] for option in offered] == [
        "mine.txt", "EMT genes (built in)", "known.tsv (study’s folder)"
    ]  # fmt: skip
    mine = read_choice(study, cache, offered[0]["value"], given)
    assert (set(mine.markers.classes), mine.evidence, mine.source) == ({"KLF5", "SIMR01"}, None, "mine.txt")
    built_in = read_choice(study, cache, BUILT_IN, None)
    assert built_in.markers.classes["CDH1"] == "epithelial"
    pairs = read_choice(study, cache, offered[2]["value"], given)
    assert pairs.evidence is not None
    assert ("ZEB1", "CDH1") in pairs.evidence.pairs
    assert pairs.markers.classes == built_in.markers.classes


def test_a_file_that_holds_nothing_is_told_by_its_name(place: tuple[Study, Path]) -> None:
    study, cache = place
    given = evidence_files(cache).keep(b"a\t\tx\n", "mine.tsv")
    with pytest.raises(UserError, match=r"mine\.tsv has no pair in line 1"):
        read_choice(study, cache, choices(study, given)[0]["value"], given)


def test_a_list_that_fills_the_memory_is_one_sentence(
    place: tuple[Study, Path], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    study, cache = place
    given = evidence_files(cache).keep(a_line_without_end(tmp_path / "given").read_bytes(), "mine.txt.gz")
    with apart_in_little_memory(monkeypatch), pytest.raises(UserError, match=r"^mine\.txt\.gz was not read"):
        read_choice(study, cache, choices(study, given)[0]["value"], given)


def test_rows_carry_the_publications_and_where_a_gene_acts(place: tuple[Study, Path]) -> None:
    study, cache = place
    explained: Explained = read_explained(study, MODEL)
    known = read_choice(study, cache, "study:known.tsv", None)
    rows = {row["id"]: row for row in table_rows(study, found_markers(study, explained, 0, known))}
    zeb1 = rows["regulator/ZEB1"]
    assert zeb1["rank"] == 1
    assert zeb1["loading"] == pytest.approx(explained.loadings["regulator"][0, 0])
    assert zeb1["pairs"] == "ZEB1 > CDH1 (Repression, Activation)"
    assert zeb1["references"] == "11; 22; 33; 44"
    assert "● EMT regulator" in zeb1["known"]
    first, last = zeb1["acts"]
    assert 0 <= first < last == 1  # the first component grows with the score
    assert rows["target/CDH1"]["loading"] is None
    assert "SIMR01" not in {row["gene"] for row in rows.values()}
    assert [row["rank"] is None for row in rows.values()] == sorted(row["rank"] is None for row in rows.values())
