"""What readers give comes from another process as it was there."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest

from compute.errors import UserError
from compute.read import (
    evidence_apart,
    gene_sets_apart,
    known_apart,
    known_regulators_apart,
    read_evidence,
    read_gene_sets,
    read_known,
    read_known_regulators,
)

SETS = "EMT\tmade\tZEB1\tVIM\nMET\tmade\tCDH1\tVIM\nEMT\tmade\tVIM\tZEB1\nNONE\tmade\n"
PAIRS = "zeb1\tCDH1\tRepression\t1;2\nzeb1\tCDH1\tActivation\t3\nSNAI1\tVIM\tUnknown\t\n"
DOROTHEA = "tf,confidence,target,mor,year\nZEB1,A,CDH1,-1,2004;2007\n"
GENES = ("ZEB1", "CDH1")


def test_the_answer_is_that_of_every_reader(file: Callable[[str], Path]) -> None:
    assert gene_sets_apart(file(SETS), "mine.gmt") == read_gene_sets(file(SETS), "mine.gmt")
    for pairs in (PAIRS, DOROTHEA):
        assert evidence_apart(file(pairs), "mine.tsv", GENES) == read_evidence(file(pairs), "mine.tsv").among(GENES)
        assert known_apart(file(pairs), "mine.tsv") == read_known(file(pairs), "mine.tsv")
    for known in (PAIRS, "CDH1\nVIM\n", "gene,class\nCDH1,Epi\nVIM,Mes\n"):
        assert known_apart(file(known), "mine.tsv") == read_known(file(known), "mine.tsv")
        there = known_regulators_apart(file(known), "mine.tsv", GENES)
        assert there == read_known_regulators(file(known), "mine.tsv").among(GENES)
    with pytest.raises(UserError, match=r"^mine\.gmt has no gene set in line 1"):
        gene_sets_apart(file("no tabs\n"), "mine.gmt")
