"""Known-marker flags: what is offered, whom they mark, and what is said about where they come from."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from compute.errors import UserError
from compute.study import Study, open_study
from sign_dash.pages.regulators.marks import EMT, NOTHING, choices, mark_sentence, read_marks
from tests.read.limited import a_line_without_end, apart_in_little_memory
from tests.sign_dash.planted import plant


@pytest.fixture(scope="module")
def listed(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Study]:
    """A study with lists in its folder."""
    folder: Path = plant(tmp_path_factory.mktemp("lists") / "study", samples=34).path
    (folder / "pairs.csv").write_text("regulator,target\nZEB1,CDH1\nKLF5,VIM\n", encoding="utf-8")
    (folder / "gene_lists").mkdir()
    (folder / "gene_lists" / "mine.txt").write_text("GRHL2\nOVOL2\n", encoding="utf-8")
    (folder / "broken.csv").write_text("a,b\n1,2\n", encoding="utf-8")
    return open_study(folder)


def test_built_in_lists_and_the_files_of_the_study_are_offered(listed: Study) -> None:
    offered = [choice["value"] for choice in choices(listed)]
    assert offered[:2] == [NOTHING, EMT]
    assert {"file:pairs.csv", "file:gene_lists/mine.txt", "file:broken.csv"} <= set(offered)
    assert not any("json" in value or "parquet" in value for value in offered)


def test_a_list_marks_whatever_the_target_and_pairs_only_theirs(listed: Study) -> None:
    plain = read_marks(listed, "file:gene_lists/mine.txt")
    pairs = read_marks(listed, "file:pairs.csv")
    assert plain is not None
    assert pairs is not None
    assert plain.of("CDH1") == plain.of("VIM") == {"GRHL2", "OVOL2"}
    assert (pairs.of("CDH1"), pairs.of("VIM"), pairs.of("FN1")) == ({"ZEB1"}, {"KLF5"}, set())


def test_the_sentence_says_how_many_and_where_from(listed: Study) -> None:
    said = mark_sentence(read_marks(listed, "file:pairs.csv"), ["ZEB1", "KLF5"], "CDH1")
    assert "1 of 2" in said
    assert "pairs.csv" in said
    assert "general knowledge" in mark_sentence(read_marks(listed, EMT), ["ZEB1"], "CDH1")
    assert read_marks(listed, NOTHING) is None


def test_a_file_that_is_no_list_is_named(listed: Study) -> None:
    with pytest.raises(UserError, match=r"broken\.csv"):
        read_marks(listed, "file:broken.csv")


def test_no_way_out_of_the_studys_folder(listed: Study) -> None:
    assert read_marks(listed, "file:../elsewhere.txt") is None


def test_a_list_that_fills_the_memory_is_one_sentence(listed: Study, monkeypatch: pytest.MonkeyPatch) -> None:
    a_line_without_end(listed.path / "long.txt")
    with apart_in_little_memory(monkeypatch), pytest.raises(UserError, match=r"^long\.txt was not read"):
        read_marks(listed, "file:long.txt")
