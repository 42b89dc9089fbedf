"""Published pairs and marker lists, good and bad."""

from __future__ import annotations

import gzip
import tracemalloc
from pathlib import Path

import pytest

from compute.errors import UserError
from compute.read.evidence import PublishedReport, builtin_markers, is_evidence, read_evidence, read_markers
from tests.read.limited import a_line_without_end


def test_pairs_keep_every_report(tmp_path: Path) -> None:
    file = tmp_path / "pairs.tsv"
    file.write_text("A\tB\tActivation\t1;2\nA\tB\tRepression\t3\nA\tC\n\n# note\nD\tE\tUnknown\t4\n")
    found = read_evidence(file)
    assert found.pairs["A", "B"] == (PublishedReport("Activation", ("1", "2")), PublishedReport("Repression", ("3",)))
    assert found.pairs["A", "C"] == (PublishedReport("", ()),)
    assert len(found.pairs) == 3


def test_a_header_and_compression_are_understood(tmp_path: Path) -> None:
    file = tmp_path / "pairs.tsv.gz"
    file.write_bytes(gzip.compress(b"TF\ttarget\tmode\tpmid\nA\tB\tActivation\t1\n"))
    assert list(read_evidence(file).pairs) == [("A", "B")]


@pytest.mark.parametrize(
    ("text", "sentence"),
    [
        ("A\tB\nA,B\n", "no pair in line 2"),
        ("A\t\tActivation\n", "no pair in line 1"),
        ("regulator\ttarget\n", "holds no pair"),
        ("# nothing\n", "holds no pair"),
    ],
)
def test_bad_pairs_are_named_by_their_line(tmp_path: Path, text: str, sentence: str) -> None:
    file = tmp_path / "pairs.tsv"
    file.write_text(text)
    with pytest.raises(UserError, match=sentence):
        read_evidence(file)


def test_markers_have_classes_where_the_file_says_them(tmp_path: Path) -> None:
    file = tmp_path / "markers.csv"
    file.write_text("gene,class\nCDH1,Epi\nVIM,Mes\n")
    assert dict(read_markers(file).classes) == {"CDH1": "epithelial", "VIM": "mesenchymal"}
    file.write_text("CDH1\nVIM\n")
    assert dict(read_markers(file).classes) == {"CDH1": "given", "VIM": "given"}
    file.write_text("gene,length\nCDH1,3\nVIM,4\n")
    assert dict(read_markers(file).classes) == {"CDH1": "given", "VIM": "given"}
    file.write_text("gene,class\nCDH1,Epi\nVIM,neither\n")
    with pytest.raises(UserError, match="class 'neither' for VIM"):
        read_markers(file)


def test_the_built_in_markers_know_the_usual_ones() -> None:
    classes = builtin_markers().classes
    assert (classes["CDH1"], classes["VIM"]) == ("epithelial", "mesenchymal")


@pytest.mark.shared
def test_trrust_is_read_whole(shared_data: Path) -> None:
    found = read_evidence(shared_data / "trrust_v2_human.tsv")
    assert sum(map(len, found.pairs.values())) == 9396
    assert {report.mode for report in found.pairs["ZEB1", "CDH1"]} == {"Activation", "Repression", "Unknown"}


def test_whether_a_file_is_of_pairs_is_told_by_its_head(tmp_path: Path) -> None:
    path = a_line_without_end(tmp_path / "given")
    tracemalloc.start()
    try:
        assert not is_evidence(path)
        assert tracemalloc.get_traced_memory()[1] < 2_000_000
    finally:
        tracemalloc.stop()
