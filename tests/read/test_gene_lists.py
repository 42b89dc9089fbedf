"""Gene lists as people keep them, and the ones that come with the program."""

from __future__ import annotations

from pathlib import Path

import pytest

from compute.errors import UserError
from compute.read import (
    builtin_epithelial_seeds,
    builtin_mesenchymal_seeds,
    builtin_regulators,
    read_gene_list,
    read_labelled_genes,
)


@pytest.mark.parametrize(
    "text",
    [
        "ZEB1\nCDH1\nZEB1\n",
        "\ufeff# my genes\r\nZEB1\r\n\r\nCDH1  # adhesion\r\n",
        "gene\nZEB1\nCDH1\n",
        '"ZEB1"\n"CDH1"\n',
        "probe,Gene Symbol\n1_at,ZEB1\n2_at,CDH1\n3_at,\n4_at,ZEB1\n",
        "gene_id\tsymbol\nENSG00000148516\tZEB1\nENSG00000039068\tCDH1\n",
        "regulator,family\nZEB1,zinc finger\nCDH1,cadherin\n",
    ],
)
def test_one_symbol_a_line_or_a_column(tmp_path: Path, text: str) -> None:
    (tmp_path / "g.txt").write_bytes(text.encode())
    assert read_gene_list(tmp_path / "g.txt") == ("ZEB1", "CDH1")


@pytest.mark.parametrize(
    ("text", "sentence"),
    [
        ("# nothing yet\n", "no gene symbol"),
        ("gene\n", "no gene symbol"),
        ("a,b\nZEB1,1\n", r"no column headed gene or symbol \(it has a, b\)"),
        ("", "is empty"),
    ],
)
def test_bad_lists(tmp_path: Path, text: str, sentence: str) -> None:
    (tmp_path / "g.txt").write_text(text)
    with pytest.raises(UserError, match=sentence):
        read_gene_list(tmp_path / "g.txt")


def test_two_classes(tmp_path: Path) -> None:
    (tmp_path / "g.csv").write_text("gene,class\nCDH1,Epi\nVIM,Mes\nEPCAM,epithelial\nCDH1,E\n")
    genes = read_labelled_genes(tmp_path / "g.csv")
    assert genes.epithelial == ("CDH1", "EPCAM")
    assert genes.mesenchymal == ("VIM",)


@pytest.mark.parametrize(
    ("text", "sentence"),
    [
        ("gene,class\nCDH1,Epi\nVIM,other\n", "class 'other' for VIM in row 3"),
        ("gene,class\nCDH1,Epi\nCDH1,Mes\nVIM,Mes\n", "CDH1 in both classes"),
        ("gene,class\nCDH1,Epi\n", "no mesenchymal gene"),
        ("gene,weight\nCDH1,1\n", "needs a column 'class'"),
        ("CDH1\nVIM\n", "only one column"),
    ],
)
def test_bad_classes(tmp_path: Path, text: str, sentence: str) -> None:
    (tmp_path / "g.csv").write_text(text)
    with pytest.raises(UserError, match=sentence):
        read_labelled_genes(tmp_path / "g.csv")


def test_built_in_lists_are_apart_and_in_order() -> None:
    low, high = builtin_epithelial_seeds(), builtin_mesenchymal_seeds()
    assert {"CDH1", "EPCAM", "ESRP1"} <= set(low)
    assert {"VIM", "FN1", "ZEB1"} <= set(high)
    assert not set(low) & set(high)
    for symbols in (low, high, builtin_regulators()):
        assert len(set(symbols)) == len(symbols)
        assert [symbol for symbol in symbols if not symbol.replace("-", "").replace("orf", "").isalnum()] == []
    assert {"ZEB1", "SNAI2", "GRHL2", "OVOL2", "KLF5", "TP53", "ESR1"} <= set(builtin_regulators())


@pytest.mark.shared
def test_built_in_regulators_agree_with_a_curated_catalogue(shared_data: Path) -> None:
    curated = set(read_gene_list(shared_data / "tf_lambert2018_1639.txt"))
    ours = set(builtin_regulators())
    assert len(curated) == 1639
    assert len(ours & curated) / len(curated) >= 0.90
    assert len(ours & curated) / len(ours) >= 0.90


@pytest.mark.shared
def test_real_lists(shared_data: Path) -> None:
    assert len(read_gene_list(shared_data / "emt_76GS_byers2013.csv")) == 76
    assert len(read_gene_list(shared_data / "mirna_host_genes_human.csv")) == 1129
    genes = read_labelled_genes(shared_data / "emt_KS_tan2014_cellline.csv")
    assert (len(genes.epithelial), len(genes.mesenchymal)) == (170, 48)
