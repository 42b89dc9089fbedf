"""The forms in which published pairs are kept, each with the same pairs in it."""

from __future__ import annotations

from pathlib import Path

import pytest

from compute.read import has_pairs, read_evidence, read_known_regulators
from compute.read.evidence import PublishedReport
from compute.read.source import find_source

FORMS = {
    "trrust.tsv": "ZEB1\tCDH1\tRepression\t1;2\nGRHL2\tCDH1\tActivation\t3\n",
    "collectri.csv": "source,target,weight,references\nZEB1,CDH1,-1.0,CollecTRI:1;TRRUST:2\nGRHL2,CDH1,1.0,3\n",
    "omnipath.tsv": "source\ttarget\tsource_genesymbol\ttarget_genesymbol\tis_stimulation\tis_inhibition\treferences\n"
    "P1\tP2\tZEB1\tCDH1\t0\t1\tA:1;B:2\nP3\tP2\tGRHL2\tCDH1\tTrue\tFalse\tA:3\n",
    "dorothea.csv": "tf,confidence,target,mor\nZEB1,A,CDH1,-1\nGRHL2,C,CDH1,1\n",
    "signor.tsv": "ENTITYA\tTYPEA\tENTITYB\tEFFECT\tMECHANISM\tPMID\n"
    "ZEB1\tprotein\tCDH1\tdown-regulates quantity by repression\ttranscriptional regulation\t1\n"
    "GRHL2\tprotein\tCDH1\tup-regulates quantity by expression\ttranscriptional regulation\t3\n"
    "SRC\tprotein\tCDH1\tdown-regulates\tphosphorylation\t4\n",
}


@pytest.mark.parametrize("name", FORMS)
def test_the_same_pairs_are_read_from_every_form(tmp_path: Path, name: str) -> None:
    path = tmp_path / name
    path.write_text(FORMS[name], encoding="utf-8")
    assert has_pairs(find_source(path))
    found = read_evidence(path).pairs
    assert {ends: reports[0].mode for ends, reports in found.items()} == {
        ("ZEB1", "CDH1"): "Repression",
        ("GRHL2", "CDH1"): "Activation",
    }
    references = {"dorothea.csv": (), "signor.tsv": ("1",)}.get(name, ("1", "2"))
    assert found["ZEB1", "CDH1"][0].references == references
    assert found["ZEB1", "CDH1"][0].level == ("A" if name == "dorothea.csv" else "")
    assert read_known_regulators(path).of("CDH1") == {"ZEB1", "GRHL2"}


def test_targets_of_a_chip_are_of_the_regulator_in_the_file_s_name(tmp_path: Path) -> None:
    path = tmp_path / "ZEB1_peaks.bed"
    path.write_text("chr16\t68737000\t68737400\tCDH1\nchr1\t100\t200\t.\n", encoding="utf-8")
    assert has_pairs(find_source(path))
    assert read_evidence(path).pairs == {("ZEB1", "CDH1"): (PublishedReport("Unknown", ()),)}


@pytest.mark.parametrize(
    "text", ["sample,source,target\nA,blood,1\n", "gene,S1,S2\nZEB1,1,2\n", "sample\tyear\ttarget\nA\t1\t2\n"]
)
def test_other_tables_are_not_taken_for_pairs(tmp_path: Path, text: str) -> None:
    path = tmp_path / "table.txt"
    path.write_text(text, encoding="utf-8")
    assert not has_pairs(find_source(path))


def test_years_of_the_file_are_kept(tmp_path: Path) -> None:
    path = tmp_path / "pairs.csv"
    path.write_text("regulator,target,effect,pmid,year\nZEB1,CDH1,down,1,2008\n", encoding="utf-8")
    assert read_evidence(path).pairs["ZEB1", "CDH1"][0].years == (2008,)
