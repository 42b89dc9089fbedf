"""Whatever a file holds, the answer is one sentence that says what is wrong and where."""

from __future__ import annotations

import gzip
import re
from collections.abc import Callable
from pathlib import Path

import anndata
import h5py
import numpy as np
import pandas as pd
import pyarrow as pa
import pytest

from compute.errors import UserError
from compute.read import (
    read_annotation,
    read_expression,
    read_gene_list,
    read_gene_sets,
    read_labelled_genes,
    read_scores,
    recognise,
)
from compute.read.gene_lists import MOST_OF_A_LIST
from compute.read.source import LONGEST_LINE

GOOD = "gene,s1,s2\nCDH1,1,2\nVIM,3,4\n"

CASES: dict[str, tuple[bytes, str]] = {
    "empty": (b"", "is empty"),
    "blank": (b" \n\n", "is empty"),
    "header only": (b"gene,s1,s2\n", "no rows below"),
    "one column": (b"CDH1\nVIM\n", "only one column"),
    "another separator": (b"gene|s1|s2\nCDH1|1|2\n", "only one column"),
    "one sample": (b"gene,s1\nCDH1,1\nVIM,2\n", r"only one sample \(s1\)"),
    "one sample in a row": (b"sample,CDH1,VIM\ns1,1,2\n", r"only one sample \(s1\)"),
    "text in a number": (b"gene,s1,s2\nCDH1,1,2\nVIM,3,high\n", r"'high' in row 3 \(VIM\), column 3 \(s2\)"),
    "several": (b"gene,s1,s2\nCDH1,1,a\nVIM,3,4\nFN1,b,5\n", r"'a' in row 2 .* and 1 more"),
    "late text": (
        b"gene,s1,s2\n" + b"CDH1,1,2\n" * 90 + b"VIM,#REF!,4\n",
        r"'#REF!' in row 92 \(VIM\), column 2 \(s1\)",
    ),
    "thousands": (b'gene,s1,s2\nCDH1,1,"1,234"\nVIM,3,4\n', r"'1,234' in row 2"),
    "too large": (b"gene,s1,s2\nCDH1,1,1e999\nVIM,3,4\n", "'1e999' in row 2"),
    "points and commas": (b"gene;s1;s2\nCDH1;1,5;1.234,5\nVIM;3,5;4,5\n", "'1.234,5' in row 2"),
    "line break in a name": (b'gene,s1,s2\n"CD\nH1",1,x\nVIM,3,4\n', r"'x' in row 2 \(CD H1\)"),
    "underscore": (b"gene,s1,s2\nCDH1,1,1_000\nVIM,3,4\n", "'1_000' in row 2"),
    "short row": (b"gene,s1,s2\nCDH1,1,2\nVIM,3\n", "2 columns in row 3 where 3 are expected"),
    "long row": (b"gene,s1,s2\nCDH1,1,2\nVIM,3,4,5\n", "4 columns in row 3 where 3 are expected"),
    "long first row": (b"gene,s1,s2\nCDH1,1,2,5,6\nVIM,3,4\n", "3 labels in its header but 5 values"),
    "long rows": (b"gene,s1,s2\n" + b"CDH1,1,2,\n" * 90 + b"VIM,3,4,5\n", "4 columns in row 92 where 3 are expected"),
    "short header": (b"gene\nCDH1,1,2\nVIM,3,4\n", "1 label in its header but 3 values"),
    "no header": (b"CDH1,1.5,2.5\nVIM,3.5,4.5\n", "numbers in its first line"),
    "numbers only": (b"1,2,3\n4,5,6\n", "numbers in its first line"),
    "text only": (b"gene,s1,s2\nCDH1,a,b\n", "no column of numbers"),
    "infinite": (b"gene,s1,s2\nCDH1,1,2\nVIM,-inf,4\n", r"infinite value in row 3 \(VIM\), column 2 \(s1\)"),
    "all missing": (b"gene,s1,s2\nCDH1,NA,\nVIM,,NaN\n", "lacks 4 of its 4 values"),
    "same sample twice": (b"gene,s1,s2,s1\nCDH1,1,2,3\n", r"more than once \(s1\)"),
    "same row twice": (b"sample,CDH1,VIM\ns1,1,2\ns1,1,2\n", r"more than once \(s1\)"),
    "nameless sample": (b"gene,s1,,s2\nCDH1,1,2,3\n", "without a name"),
    "nameless genes": (b"gene,s1,s2\n,1,2\n", "no gene with a name"),
    "latin": ("gene,Müller,s2\nCDH1,1,2\n".encode("latin-1"), "not UTF-8"),
    "binary": (bytes(range(256)) * 4, "binary file"),
    "workbook": (b"PK\x03\x04" + b"x" * 40, "workbook or an archive"),
    "damaged gzip": (gzip.compress(GOOD.encode() * 50)[:40], "damaged gzip"),
    "not gzip": (b"\x1f\x8bxx", "damaged gzip"),
    "damaged parquet": (b"PAR1" + b"x" * 40, "cannot be read"),
    "damaged h5ad": (b"\x89HDF\r\n\x1a\n" + b"x" * 40, "cannot be read"),
    "compressed parquet": (gzip.compress(b"PAR1xxxx"), "compressed parquet file"),
    "open quote": (b'gene,s1,s2\n"CDH1,1,2\nVIM,3,4\n', "no quote left open"),
}


@pytest.mark.parametrize("case", CASES)
def test_a_bad_file_is_one_sentence(tmp_path: Path, case: str) -> None:
    content, sentence = CASES[case]
    path = tmp_path / "expr.csv"
    path.write_bytes(content)
    with pytest.raises(UserError, match=sentence) as raised:
        read_expression(path)
    assert str(path) in str(raised.value)
    assert "\n" not in str(raised.value)
    assert len(str(raised.value)) < 500 + len(str(path))


def test_the_good_twin_of_the_bad_files_reads(tmp_path: Path) -> None:
    (tmp_path / "expr.csv").write_text(GOOD)
    assert read_expression(tmp_path / "expr.csv")[0].values.tolist() == [[1, 3], [2, 4]]


def test_no_file_and_a_folder(tmp_path: Path) -> None:
    with pytest.raises(UserError, match="no file"):
        read_expression(tmp_path / "none.csv")
    with pytest.raises(UserError, match="is a folder"):
        read_expression(tmp_path)
    (tmp_path / "expr.csv").write_text(GOOD)
    with pytest.raises(UserError, match=r"'sideways'; choose genes-in-rows or samples-in-rows"):
        read_expression(tmp_path / "expr.csv", orientation="sideways")


def _plain_hdf5(path: Path) -> None:
    with h5py.File(path, "w") as file:
        file["X"] = [1, 2, 3]


def _text_parquet(path: Path) -> None:
    pd.DataFrame({"sample": ["a", "b"], "tissue": ["x", "y"]}).to_parquet(path)


def _infinite_parquet(path: Path) -> None:
    pd.DataFrame({"CDH1": [1, float("inf")], "VIM": [1.0, 2]}, index=["a", "b"]).to_parquet(path)


@pytest.mark.parametrize(
    ("write", "sentence"),
    [
        (_plain_hdf5, "without obs, var"),
        (_text_parquet, "no column of numbers"),
        (_infinite_parquet, r"infinite value in row 2 \(b\), column 1 \(CDH1\)"),
    ],
)
def test_bad_binary_tables(tmp_path: Path, write: Callable[[Path], None], sentence: str) -> None:
    write(tmp_path / "t")
    with pytest.raises(UserError, match=sentence):
        read_expression(tmp_path / "t")


def test_a_small_packed_file_of_endless_text_is_one_sentence(tmp_path: Path) -> None:
    line, many = tmp_path / "line.csv.gz", tmp_path / "many.txt.gz"
    line.write_bytes(gzip.compress(b"0" * (LONGEST_LINE + 1)))
    many.write_bytes(gzip.compress(b"GENE1\n" * (MOST_OF_A_LIST // 6 + 1)))
    for read in (read_expression, read_gene_list, read_gene_sets, read_scores):
        with pytest.raises(UserError, match=r"line\.csv\.gz has a line of more than 33,554,432 characters"):
            read(line)
    with pytest.raises(UserError, match=r"many\.txt\.gz has text of more than 16,777,216 characters"):
        read_gene_list(many)


def test_a_packed_table_that_was_cut_or_damaged_is_one_sentence(tmp_path: Path) -> None:
    rows = "".join(f"S{row},{row * 0.371:.3f},{row * 0.123:.3f}\n" for row in range(3000))
    whole, path = gzip.compress(f"sample,CDH1,VIM\n{rows}".encode()), tmp_path / "table.csv.gz"
    flipped = bytearray(whole)
    flipped[len(whole) // 2] ^= 0xFF
    for damaged in (whole[:-2000], bytes(flipped)):
        path.write_bytes(damaged)
        with pytest.raises(UserError, match=r"table\.csv\.gz is a damaged gzip file|table\.csv\.gz cannot be read"):
            read_expression(path)


def test_a_column_of_obs_that_was_never_written_is_left_out(tmp_path: Path) -> None:
    """A thousand million values that take no room in the file; they took 7.6 GB once."""
    path = tmp_path / "table.h5ad"
    anndata.AnnData(pd.DataFrame(np.eye(3) + 1, index=list("abc"), columns=["CDH1", "VIM", "FN1"])).write_h5ad(path)
    with h5py.File(path, "a") as file:
        column = file["obs"].create_dataset("more", shape=(10**9,), dtype="f8", chunks=(10**6,))
        column.attrs.update({"encoding-type": "array", "encoding-version": "0.2.0"})
        file["obs"].attrs["column-order"] = np.array(["more"], dtype=object)
    expression, report = read_expression(path)
    assert expression.samples == ("a", "b", "c")
    assert any("left out: obs more" in str(note) for note in report.notes)


def test_of_feather_only_what_is_looked_at_is_unpacked(tmp_path: Path) -> None:
    path, rows = tmp_path / "table.feather", 20_000
    numbers = {f"S{number}": np.arange(rows) * 1.0 for number in range(50)}
    pd.DataFrame({"gene": [f"G{row}" for row in range(rows)], **numbers}).to_feather(path, compression="zstd")
    pool = pa.proxy_memory_pool(pa.default_memory_pool())
    before = pa.default_memory_pool()
    pa.set_memory_pool(pool)
    try:
        assert recognise(path).role == "expression"
    finally:
        pa.set_memory_pool(before)
    assert pool.max_memory() < 8 * rows * 10  # the table has fifty columns of so many


def test_a_list_with_blanks_and_commas_in_some_names_is_a_list(tmp_path: Path) -> None:
    (tmp_path / "genes.txt").write_text("CDH1\nVIM\nZEB1\n<img src=x onerror=alert(1)>\nmy gene, b\n")
    assert read_gene_list(tmp_path / "genes.txt")[-2:] == ("<img src=x onerror=alert(1)>", "my gene, b")
    assert recognise(tmp_path / "genes.txt").role in ("regulators", "targets")
    (tmp_path / "table.txt").write_text("gene score\nCDH1 1\nVIM 2\n")
    assert read_gene_list(tmp_path / "table.txt") == ("CDH1", "VIM")


LONG = "x" * 100_000
LONG_CELLS: dict[str, tuple[Callable[[Path], object], str]] = {
    "expression": (read_expression, f"gene,s1,s2\nCDH1,1,2\nVIM,3,{LONG}\n"),
    "a gene's name": (read_expression, f"gene,s1,s2\nCDH1,1,2\n{LONG},3,high\n"),
    "a sample's name": (read_expression, f"gene,s1,{LONG}\nCDH1,1,2\nVIM,3,high\n"),
    "a sample twice": (read_expression, f"gene,{LONG},{LONG}\nCDH1,1,2\nVIM,3,4\n"),
    "a score": (read_scores, f"sample,eem\na,1\nb,{LONG}\nc,2\nd,3\n"),
    "a score's name": (read_scores, f"sample,{LONG}\na,1\nb,high\nc,2\nd,3\n"),
    "of a sample twice": (read_annotation, f"sample,age\n{LONG},1\n{LONG},2\n"),
    "scores of drugs": (
        lambda path: read_scores(f"{path}:x"), f"sample,drug,LN_IC50\na,x,1\nb,x,{LONG}\nc,x,2\na,y,1\nb,y,2\n"
    ),
    "a class": (read_labelled_genes, f"gene,class\nCDH1,Epi\nVIM,{LONG}\n"),
    "of a gene twice": (read_labelled_genes, f"gene,class\n{LONG},Epi\n{LONG},Mes\nVIM,Mes\n"),
    "columns without a gene": (read_gene_list, f"{LONG},b\n1,2\n3,4\n"),
    "sets": (read_gene_sets, f"EMT\tx\tVIM\tZEB1\n{LONG}\n"),
}  # fmt: skip


@pytest.mark.parametrize("what", LONG_CELLS)
def test_no_sentence_repeats_a_cell_without_end(tmp_path: Path, what: str) -> None:
    read, text = LONG_CELLS[what]
    (tmp_path / "table.csv").write_text(text)
    with pytest.raises(UserError) as raised:
        read(tmp_path / "table.csv")
    runs = re.findall("x+", str(raised.value))
    assert max(map(len, runs), default=0) <= 80, what
    assert len(str(raised.value)) < 500 + len(str(tmp_path))
