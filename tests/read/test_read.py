"""The same table comes out of every format, either way round; what was found is said."""

from __future__ import annotations

import gzip
from pathlib import Path

import anndata
import numpy as np
import pandas as pd
import pytest

from compute.errors import UserError
from compute.read import read_expression
from tests.read.conftest import GENES, SAMPLES, WRITERS


@pytest.mark.parametrize("name", WRITERS)
@pytest.mark.parametrize("turned", [False, True], ids=["samples in rows", "genes in rows"])
def test_every_format_either_way_round(truth: pd.DataFrame, tmp_path: Path, name: str, turned: bool) -> None:
    path = tmp_path / name
    WRITERS[name](truth.T if turned else truth, path)
    expression, report = read_expression(path)
    assert expression.samples == SAMPLES
    assert expression.genes == GENES
    np.testing.assert_array_equal(expression.values, truth.to_numpy())
    assert report.orientation == ("genes-in-rows" if turned else "samples-in-rows")
    assert any("are in rows" in line and "known gene symbols" in line for line in map(str, report.messages()))
    assert (report.samples, report.genes) == (4, 6)


@pytest.mark.parametrize("line_end", ["\n", "\r\n", "\r"])
@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16"])
def test_line_ends_and_encodings(tmp_path: Path, line_end: str, encoding: str) -> None:
    path = tmp_path / "t.csv"
    path.write_bytes(line_end.join(["gene,Müller 1,s2", "CDH1,1.5,2", "VIM,3,4", ""]).encode(encoding))
    expression, _ = read_expression(path)
    assert expression.samples == ("Müller 1", "s2")
    assert expression.genes == ("CDH1", "VIM")
    np.testing.assert_array_equal(expression.values, [[1.5, 3], [2, 4]])


@pytest.mark.parametrize(
    "text",
    [
        "gene,s1,s2,\nCDH1,1,2,\nVIM,3,4,\n",  # a separator at the end of every line
        "gene,s1,s2\nCDH1,1,2,\nVIM,3,4,\n",  # of the rows only
        "gene,s1,s2,\nCDH1,1,2\nVIM,3,4\n",  # of the header only
        "\ngene,s1,s2\n\nCDH1, 1 ,2\nVIM,3,4\n,,\n,,\n",  # blank lines, and empty rows as spreadsheets leave them
        'gene,"s1","s2"\n"CDH1","1","2"\n"VIM","3","4"\n',
        "Entrez_Gene_Id\tHugo_Symbol\ts1\ts2\n999\tCDH1\t1\t2\n7431\tVIM\t3\t4\n",
        "gene_id,gene_name,biotype,s1,s2\nENSG00000039068,CDH1,x,1,2\nENSG00000026025,VIM,y,3,4\n",
        "GENE_SYMBOLS\tGENE_title\tDATA.1\tDATA.2\nCDH1\tcadherin, type 1\t1\t2\nVIM\t\t3\t4\n",
    ],
)
def test_habits_of_writers(tmp_path: Path, text: str) -> None:
    path = tmp_path / "t.txt"
    path.write_text(text)
    expression, _ = read_expression(path)
    assert expression.genes == ("CDH1", "VIM")
    np.testing.assert_array_equal(expression.values, [[1, 3], [2, 4]])


def test_names_that_break_careless_readers(tmp_path: Path) -> None:
    samples = ("a,b", 'say "hi"', "=cmd|'/C calc'!A0", "日本 1", "-x", "line\nbreak")
    genes = ("CDH1", "VIM", "HLA-A", "IDS", "TF", "T")
    frame = pd.DataFrame(np.arange(36.0).reshape(6, 6), index=list(samples), columns=list(genes))
    for turned in (frame, frame.T):
        turned.to_csv(tmp_path / "t.csv")
        expression, report = read_expression(tmp_path / "t.csv")
        assert expression.samples == (*samples[:-1], "line break")
        assert expression.genes == genes
        np.testing.assert_array_equal(expression.values, frame.to_numpy())
        assert report.respaced == 1
        assert report.formulas == ("=cmd|'/C calc'!A0", "-x")


def test_rows_without_names_are_samples_named_by_row(tmp_path: Path) -> None:
    with gzip.open(tmp_path / "t.csv.gz", "wt") as handle:
        handle.write("CDH1,VIM,XYZ\n" + "1,2,3\n4,5,6\n" * 2)
    expression, report = read_expression(tmp_path / "t.csv.gz")
    assert expression.samples == ("row1", "row2", "row3", "row4")
    assert expression.genes == ("CDH1", "VIM", "XYZ")
    assert report.samples_named_by_row
    with pytest.raises(UserError, match="names no rows"):
        read_expression(tmp_path / "t.csv.gz", orientation="genes-in-rows")


def test_numeric_identifiers_are_names_not_expression(tmp_path: Path) -> None:
    (tmp_path / "t.csv").write_text("cosmic_id,CDH1,VIM\n906826,1,2\n687983,3,4\n")
    expression, _ = read_expression(tmp_path / "t.csv")
    assert expression.samples == ("906826", "687983")
    assert expression.genes == ("CDH1", "VIM")


def test_the_given_orientation_wins(tmp_path: Path) -> None:
    (tmp_path / "t.csv").write_text("gene,s1,s2\nCDH1,1,2\nVIM,3,4\nZEB1,5,6\n")
    expression, report = read_expression(tmp_path / "t.csv", orientation="samples-in-rows")
    assert expression.samples == ("CDH1", "VIM", "ZEB1")
    assert str(report.orientation_reason) == "as chosen"


@pytest.mark.parametrize(
    ("text", "orientation"),
    [
        ("x,q1,q2\n" + "".join(f"ENSG00000{i:06d},1,2\n" for i in range(3)), "genes-in-rows"),
        ("symbol,q1,q2\nfoo,1,2\nbar,3,4\n", "genes-in-rows"),
        ("cell line,q1,q2\nfoo,1,2\nbar,3,4\n", "samples-in-rows"),
        (",GSM1,GSM2\nfoo,1,2\nbar,3,4\n", "genes-in-rows"),
        (",foo,bar\nTCGA-AB-1234,1,2\nTCGA-AB-1235,3,4\n", "samples-in-rows"),
        (
            ",ZEB1_kd,VIM\n" + "".join(f"{gene},1,2\n" for gene in ["ZEB1", "VIM", "CDH1", "CDH2", "FN1"]),
            "genes-in-rows",
        ),
    ],
)
def test_evidence_for_the_orientation(tmp_path: Path, text: str, orientation: str) -> None:
    (tmp_path / "t.csv").write_text(text)
    assert read_expression(tmp_path / "t.csv")[1].orientation == orientation


def test_shape_alone_is_said_and_no_evidence_is_refused(tmp_path: Path) -> None:
    long = pd.DataFrame(np.ones((2, 9)), index=["foo", "bar"], columns=[f"q{i}" for i in range(9)])
    long.to_csv(tmp_path / "t.csv")
    _, report = read_expression(tmp_path / "t.csv")
    assert report.orientation == "samples-in-rows"
    assert "only the shape suggests" in str(report.messages()[1])
    long.iloc[:, :3].to_csv(tmp_path / "t.csv")
    with pytest.raises(UserError, match=r"does not show whether.*genes-in-rows or samples-in-rows .*--orientation"):
        read_expression(tmp_path / "t.csv")


def test_symbols_replace_ensembl_ids_in_anndata(tmp_path: Path) -> None:
    var = pd.DataFrame({"feature_name": ["CDH1", "VIM", "VIM"]}, index=[f"ENSG{i:011d}" for i in range(3)])
    cells = anndata.AnnData(np.array([[1.0, 2, 9], [3, 4, 9]]), pd.DataFrame(index=["a", "b"]), var)
    cells.layers["counts"] = cells.X * 100
    cells.write_h5ad(tmp_path / "t.h5ad")
    expression, report = read_expression(tmp_path / "t.h5ad")
    assert expression.genes == ("CDH1", "VIM")
    np.testing.assert_array_equal(expression.values, [[1, 9], [3, 9]])
    assert any("feature_name" in line for line in map(str, report.messages()))


def test_importing_the_readers_is_light() -> None:
    import subprocess
    import sys

    script = "import sys, compute.read; print(*{'pandas', 'anndata', 'h5py', 'pyarrow'} & set(sys.modules))"
    done = subprocess.run([sys.executable, "-c", script], capture_output=True, text=True, check=True)
    assert done.stdout.split() == []


@pytest.mark.shared
@pytest.mark.slow
def test_real_tables(shared_data: Path) -> None:
    expression, report = read_expression(shared_data / "gdsc_expression.parquet")
    assert expression.values.shape == (975, 5778)
    assert expression.samples[0] == "CAL120"
    assert expression.checksum == "061837efc8776c0321a96873aaab2defeb952ccc168ef985f56d756c0b9109a0"
    assert report.missing == 0
    assert report.regulators > 450
    released, report = read_expression(shared_data / "gdsc_release_layout_sample.txt")
    assert str(report.format) == "GDSC release layout, TSV"
    assert released.values.shape == (60, 199)
    assert released.samples[:2] == ("907043", "753623")
    cells, report = read_expression(shared_data / "hmle_tgfb_magic_testdata_500cells_197genes.csv.gz")
    assert cells.values.shape == (500, 197)
    assert report.samples_named_by_row
    assert "ABCA12" in cells.genes


@pytest.mark.shared
@pytest.mark.slow
def test_the_release_layout_agrees_with_the_matrix_made_from_it(shared_data: Path) -> None:
    from compute.read import align_annotation, read_annotation

    whole, _ = read_expression(shared_data / "gdsc_expression.parquet")
    released, _ = read_expression(shared_data / "gdsc_release_layout_sample.txt")
    lines = read_annotation(shared_data / "gdsc_cell_lines.csv").reset_index()
    aligned, told = align_annotation(released.samples, lines)
    assert any("cosmic_id" in line for line in map(str, told))
    rows = [whole.samples.index(cell) for cell in aligned["cell"]]
    shared = [gene for gene in released.genes if gene in whole.gene_index]
    assert len(shared) > 150
    for gene in shared:
        np.testing.assert_allclose(released.gene(gene), whole.gene(gene)[rows], atol=0.2)
