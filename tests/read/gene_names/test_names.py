"""Names of genes: what stands beside them, dates of spreadsheets, and one set of rules for finding them."""

from __future__ import annotations

import pytest

from compute.messages import Message
from compute.read import builtin_regulators
from compute.read.gene_names import dates_among, genes, is_date, is_mouse, match_genes, names_of_table, plain_name
from compute.read.gene_names.dates import symbol_of_date


@pytest.mark.parametrize(
    ("written", "gene"),
    [
        ("CDH1", "CDH1"),
        ("HLA-A", "HLA-A"),
        ("RP11-34P13.7", "RP11-34P13.7"),
        ("200000_at", "200000_at"),
        ("CDH1 (999)", "CDH1"),
        ("CDH1 (ENSG00000039068)", "CDH1"),
        ("CDH1|999", "CDH1"),
        ("?|100130426", ""),
        ("ENSG00000039068.5_CDH1", "CDH1"),
        ("CDH1_ENSG00000039068", "CDH1"),
        ("ENSG00000039068.19", "ENSG00000039068"),
        ("ENSG00000182378.15_PAR_Y", "ENSG00000182378_PAR_Y"),
        ("CDH1 /// CDH1P1", "CDH1"),
        ("CDH1;VIM", "CDH1"),
        ("hg19_CDH1", "CDH1"),
        ("mm10___Zeb1", "Zeb1"),
        ("ENST00000450305.2|ENSG00000223972.5|OTTHUMG1.2|OTTHUMT2.3|DDX11L1-201|DDX11L1|632|x|", "DDX11L1"),
        ("---", ""),
        ("NA", ""),
    ],
)
def test_what_stands_beside_a_name_is_left_out(written: str, gene: str) -> None:
    assert plain_name(written)[0] == gene


@pytest.mark.parametrize(
    ("written", "symbol"),
    [
        ("2-Sep", "SEPTIN2"),
        ("Sep-02", "SEPTIN2"),
        ("02.Sep", "SEPTIN2"),
        ("sept-02", "SEPTIN2"),
        ("12-Sep-24", "SEPTIN12"),
        ("2024-09-07 00:00:00", "SEPTIN7"),
        ("9月2日", "SEPTIN2"),
        ("9/2/2024", "SEPTIN2"),
        ("5-Mar", "MARCHF5"),
        ("10. Mrz", "MARCHF10"),
        ("mars-08", "MARCHF8"),
        ("Mär 05", "MARCHF5"),
        ("1-Dec", "DELEC1"),
        ("1-Mar", ""),  # MARCH1 or MARC1
        ("3/9/2024", ""),  # 3 September or 9 March
        ("2.31E+13", ""),
    ],
)
def test_dates_of_every_form_are_seen_and_undone_where_one_gene_fits(written: str, symbol: str) -> None:
    assert is_date(written)
    assert symbol_of_date(written) == symbol


@pytest.mark.parametrize(
    "name", ["SEPTIN2", "MARCH1", "DEC1", "OCT4", "C10orf10", "NOV", "MAR", "44626", "CDH1", "H3F3A"]
)
def test_symbols_are_no_dates(name: str) -> None:
    assert not is_date(name)


def test_serial_numbers_are_dates_only_among_symbols() -> None:
    symbols = list(builtin_regulators()[:60])
    assert dates_among([*symbols, "44626"]) == ("44626",)
    assert symbol_of_date("44626") == "MARCHF6"
    assert dates_among([str(number) for number in range(30000, 30100)]) == ()


def test_a_list_is_found_by_one_set_of_rules() -> None:
    table = ("CDH1", "MARCH1", "ZEB1", "HLA-A", "Sept4", "5-Mar", "TP53")
    wanted = ("cdh1", "MARCHF1", "TCF8", "HLA.A", "ENSG00000141510.18", "MARCHF5", "NOSUCHGENE", "CDH1 (999)")
    match = match_genes(wanted, table)
    assert [(one.wanted, one.name) for one in match.found] == [
        ("cdh1", "CDH1"),
        ("MARCHF1", "MARCH1"),
        ("TCF8", "ZEB1"),
        ("HLA.A", "HLA-A"),
        ("ENSG00000141510.18", "TP53"),
        ("MARCHF5", "5-Mar"),
    ]
    assert match.missing == ("NOSUCHGENE",)
    said = " ".join(map(str, match.messages(Message("regulators"))))
    for words in ("previous symbol", "Ensembl id", "punctuation", "dates made by a spreadsheet", "MARCHF1 = MARCH1"):
        assert words in said


def test_a_name_that_fits_two_genes_is_given_to_neither() -> None:
    match = match_genes(["cdh1"], ["CDH1", "Cdh1"])
    assert match.found == ()
    assert match.ambiguous == ("cdh1",)


def test_mouse_and_human_are_matched_by_orthologues_in_either_direction() -> None:
    mouse = ("Zeb1", "Cd8b1", "Trp53", "Cdh1", "Vim", "Fn1")
    assert is_mouse(mouse)
    assert not is_mouse(("CDH1", "C10orf10", "ZEB1"))
    assert match_genes(("ZEB1", "CD8B", "TP53"), mouse).names == ("Zeb1", "Cd8b1", "Trp53")
    assert match_genes(("Zeb1", "Trp53", "Fn1"), ("ZEB1", "TP53", "FN1")).names == ("ZEB1", "TP53", "FN1")
    said = " ".join(map(str, match_genes(("ZEB1", "CD8B"), mouse).messages(Message("targets"))))
    assert "orthologue" in said
    assert "CD8B = Cd8b1" in said


def test_ensembl_ids_become_symbols_where_they_are_known() -> None:
    known = genes().ensembl
    ids = sorted(known)[:40]
    named = names_of_table([*(f"{name}.3" for name in ids), "ENSG99999999999.1"])
    assert named.names[:40] == tuple(known[name] for name in ids)
    assert named.names[40] == "ENSG99999999999"
    assert named.ids_unknown == ("ENSG99999999999",)
    unknown = names_of_table([f"ENSG999999{number:05d}.1" for number in range(10)])
    assert unknown.names[0] == "ENSG99999900000"


def test_the_shipped_table_is_whole() -> None:
    known = genes()
    assert len(known.approved) > 42_000
    assert len(known.mouse) > 16_000
    assert sum(symbol in known.approved for symbol in builtin_regulators()) > 1600
    assert known.symbol_of("MARCH1") == ("MARCHF1", "previous")
    assert known.symbol_of("p53") == ("TP53", "alias")
    assert known.symbol_of("Trp53", mouse=True) == ("TP53", "orthologue")
