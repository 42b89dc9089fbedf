"""A gene's dossier against the planted arrays."""

from __future__ import annotations

import numpy as np
import pytest

from compute.answers import gene_dossier
from compute.errors import UserError
from compute.read import Evidence, KnownPair
from compute.read.evidence import PublishedReport
from compute.study import Study
from tests.sign_dash.planted import Planted


def test_its_edges_their_strength_and_what_is_published(study: Study, planted: Planted) -> None:
    pairs = {("ZEB1", "CDH1"): (PublishedReport("Repression", ("1", "2")), PublishedReport("Activation", ("2",)))}
    found = gene_dossier(study, "CDH1", Evidence(pairs, "pairs.tsv", "0"))
    into = planted.networks[:, :, planted.targets.index("CDH1")]
    assert found.regulators is not None
    assert found.targets is None
    assert found.regulators_count == np.count_nonzero(into.any(axis=0))
    first = next(partner for partner in found.regulators if partner.gene == "ZEB1")
    assert first.strength == pytest.approx(into[:, planted.regulators.index("ZEB1")].mean(), rel=1e-5)
    assert (first.samples, first.known, first.confidence) == (90, KnownPair(2, "both"), None)
    assert found.evidence is not None
    assert (found.evidence[0].modes, found.evidence[0].references) == (("Repression", "Activation"), ("1", "2"))


def test_one_network_has_a_dossier_too(one_network: Study) -> None:
    found = gene_dossier(one_network, "CDH1")
    assert found.regulators is not None
    assert [partner.gene for partner in found.regulators] == [one_network.regulators[at] for at in (1, 2, 0)]
    assert found.components == ()


def test_an_unknown_gene_is_one_sentence(study: Study) -> None:
    with pytest.raises(UserError, match="NOSUCH"):
        gene_dossier(study, "NOSUCH")
