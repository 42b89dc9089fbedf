"""What was known when: exact probabilities, and no claim from genes that merely have many papers."""

from __future__ import annotations

import numpy as np
import pytest
from scipy.stats import hypergeom

from compute.answers.known_when import at_least, known_genes
from compute.answers.over_time import evidence_over_time
from compute.read import Evidence, PublishedReport
from compute.study import Study


def test_one_class_is_the_hypergeometric_tail() -> None:
    marked = np.arange(50) < 12
    drawn = np.arange(50) % 5 == 0
    found = at_least(4, marked, drawn, np.zeros(50, np.int64))
    assert found == pytest.approx(hypergeom.sf(3, 50, 12, 10))


def test_classes_are_drawn_from_each_by_itself() -> None:
    rng = np.random.default_rng(0)
    marked, drawn, classes = rng.random(40) < 0.3, rng.random(40) < 0.3, rng.integers(0, 3, 40)
    counts = []
    for _ in range(4000):
        count = 0
        for one in range(3):
            inside = np.flatnonzero(classes == one)
            count += int(marked[rng.choice(inside, int(drawn[inside].sum()), replace=False)].sum())
        counts.append(count)
    for observed in (2, 4, 6):
        share = np.mean(np.array(counts) >= observed)
        assert at_least(observed, marked, drawn, classes) == pytest.approx(share, abs=0.03)


def test_famous_genes_are_no_discovery() -> None:
    """All genes with many papers were confirmed since, and all of them are drawn: nothing is left to chance."""
    famous = np.arange(30) < 10
    assert at_least(10, famous, famous, np.zeros(30, np.int64)) < 1e-6
    assert at_least(10, famous, famous, famous.astype(np.int64)) == pytest.approx(1.0)


def test_a_gene_is_known_from_its_first_paper_with_the_transition() -> None:
    pairs = {
        ("TF1", "CDH1"): (PublishedReport("Unknown", ("25559105", "20040698")),),
        ("TF1", "GENE1"): (PublishedReport("Unknown", ("10600001", "25559105")),),
        ("TF2", "CDH1"): (PublishedReport("Unknown", (), (2008,)),),
    }
    found = known_genes(Evidence(pairs, "p", "0"), ("TF1", "TF2", "TF3"), {"CDH1"})
    assert (found["TF1"].year, found["TF1"].references, found["TF1"].others, found["TF1"].exact) == (2010, 2, 1, False)
    assert found["TF1"].years == (2010, 2015)
    assert (found["TF2"].year, found["TF2"].exact) == (2008, True)
    assert [found[gene].when(2009) for gene in ("TF1", "TF2", "TF3")] == ["since", "before", "not yet"]


def test_without_components_the_regulators_are_counted(study: Study) -> None:
    pairs = {("GRHL2", "CDH1"): (PublishedReport("Activation", ("25559105",)),)}
    found = evidence_over_time(study, Evidence(pairs, "p", "0"), 2010)
    values = found.answer.sentence.values
    assert (values["before"], values["since"], values["not_yet"]) == (0, 1, 29)
    assert [gene.gene for gene in found.genes] == ["GRHL2"]
