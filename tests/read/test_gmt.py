"""Gene sets in the GMT format, as they come and as they go wrong."""

from __future__ import annotations

import gzip
import re
from pathlib import Path

import pytest

from compute.errors import UserError
from compute.read import read_gene_sets

PLAIN = "EMT\thttp://x\tVIM\tCDH2\tVIM\n\nOther set\t\tA\t\n"


@pytest.mark.parametrize("text", [PLAIN, PLAIN.replace("\n", "\r\n"), "\ufeff" + PLAIN, PLAIN.replace("\t", " \t ")])
def test_sets_keep_their_order_and_each_gene_once(tmp_path: Path, text: str) -> None:
    with gzip.open(tmp_path / "s.gmt.gz", "wt", encoding="utf-8", newline="") as handle:
        handle.write(text)
    (tmp_path / "s.gmt").write_bytes(text.encode())
    for name in ("s.gmt", "s.gmt.gz"):
        found = read_gene_sets(tmp_path / name)
        assert dict(zip(found.names, found.genes, strict=True)) == {"EMT": ("VIM", "CDH2"), "Other set": ("A",)}
        assert found.notes == ()


def test_empty_and_repeated_sets_are_left_out_and_named(tmp_path: Path) -> None:
    (tmp_path / "s.gmt").write_text("EMT\t\tVIM\tCDH2\nHOLLOW\tnothing\nEMT\tagain\tCDH2\tVIM\n")
    found = read_gene_sets(tmp_path / "s.gmt")
    assert found.names == ("EMT",)
    assert [name for name in ("HOLLOW", "EMT") if any(note.endswith(f"{name}.") for note in map(str, found.notes))] == [
        "HOLLOW",
        "EMT",
    ]


@pytest.mark.parametrize(
    ("text", "sentence"),
    [
        ("EMT\tabout\tVIM\nbroken\n", "line 2"),
        ("EMT\tabout\tVIM\n\tno name\tVIM\n", "line 2"),
        ("EMT,about,VIM\n", "line 1.*tabs"),
        ("EMT\tabout\tVIM\nB\t\tA\nEMT\tabout\tCDH1\n", "two different gene sets named 'EMT', in lines 1 and 3"),
        ("EMT\tabout\n", "no gene set"),
        ("\n \n", "empty"),
    ],
)
def test_a_broken_file_is_named_with_the_line(tmp_path: Path, text: str, sentence: str) -> None:
    (tmp_path / "s.gmt").write_text(text)
    with pytest.raises(UserError, match=sentence) as caught:
        read_gene_sets(tmp_path / "s.gmt")
    assert "s.gmt" in str(caught.value)


def test_files_of_another_kind(tmp_path: Path) -> None:
    whole = gzip.compress(PLAIN.encode() * 500)
    files = {
        "cut.gmt.gz": whole[: len(whole) // 2],
        "spoiled.gmt.gz": whole[:20] + bytes(8) + whole[28:],
        "table.parquet": b"PAR1 and then nothing",
        "latin.gmt": "Mündung\t\tVIM\n".encode("latin-1"),
    }
    for name, body in files.items():
        (tmp_path / name).write_bytes(body)
        with pytest.raises(UserError, match=re.escape(name)):
            read_gene_sets(tmp_path / name)


@pytest.mark.shared
def test_real_collections(shared_data: Path) -> None:
    hallmark = read_gene_sets(shared_data / "msigdb_hallmark_v7.0.gmt")
    assert len(hallmark.names) == 50
    assert "VIM" in dict(zip(hallmark.names, hallmark.genes, strict=True))["HALLMARK_EPITHELIAL_MESENCHYMAL_TRANSITION"]
    assert len(read_gene_sets(shared_data / "enrichr_GO_Biological_Process_2023.gmt.gz").names) > 5000
