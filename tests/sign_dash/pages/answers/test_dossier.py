"""The card of a gene says nothing that reads as zero."""

from __future__ import annotations

from dataclasses import replace

from compute.answers import ComponentPlace, Partner, gene_dossier
from compute.study import Study
from sign_dash.pages.answers.dossier import dossier_card


def test_no_edge_is_listed_that_reads_as_zero(study: Study) -> None:
    edges = (Partner("ZEB1", -0.4, None, 90, None), Partner("OVOL2", 0.004, None, 9, None))
    words = str(dossier_card(study, replace(gene_dossier(study, "CDH1"), regulators=edges)))
    assert "ZEB1" in words
    assert "OVOL2" not in words
    # Where none is above it, none is hidden: a method's strengths may all be small.
    words = str(dossier_card(study, replace(gene_dossier(study, "CDH1"), regulators=edges[1:])))
    assert "OVOL2" in words


def test_a_gene_that_no_component_holds_has_no_rank(study: Study) -> None:
    found = gene_dossier(study, "CDH1")
    for loading, said in ((0.25, "rank 6 of 300"), (0.001, "target component: on none with a loading above")):
        places = (ComponentPlace("trip", "target", 2, loading, 6, 300),)
        assert said in str(dossier_card(study, replace(found, components=places)))
