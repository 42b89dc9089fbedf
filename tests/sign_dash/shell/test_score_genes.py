"""Genes that are part of the score are marked, with what they do to it."""

from __future__ import annotations

from collections.abc import Iterator

import pytest

from compute.study import Study, StudyScore
from compute.suitability import own_genes
from sign_dash.shell.cohort import cohort
from sign_dash.shell.score_genes import gene_in_score, own_genes_words, score_mark
from tests.sign_dash.shell.test_cautions import as_if


@pytest.fixture
def known(study: Study) -> Iterator[Study]:
    target, regulator = study.targets[0], study.regulators[0]
    with as_if(study, score_genes=[target, regulator, "ELSEWHERE"], score_without={"*": 0.9, target: 0.987}):
        own_genes.cache_clear()
        yield study
    own_genes.cache_clear()


def test_the_mark_and_its_sentence(known: Study) -> None:
    (mark,) = score_mark(known, known.targets[0])
    assert "part of the" in mark.title
    assert "0.9870" in gene_in_score(known, known.targets[0])
    assert "0.9870" not in gene_in_score(known, known.regulators[0])
    other = next(name for name in known.targets[1:] if name != known.regulators[0])
    assert (score_mark(known, other), gene_in_score(known, other)) == ([], "")
    assert own_genes_words(known).endswith("ρ = 0.900 with the one used")
    assert cohort(known)["scoreGenes"] == sorted({known.targets[0], known.regulators[0]})


def test_a_target_along_a_score_without_itself_is_said_to_be(known: Study) -> None:
    with as_if(known, own_scores=[known.targets[0]]):
        assert "estimated along the score without it" in gene_in_score(known, known.targets[0])
        assert own_genes_words(known).endswith("; 1 targets estimated along the score without themselves")


def test_where_its_genes_are_not_known_nothing_is_said(study: Study) -> None:
    with as_if(study, score=StudyScore("EMT of another program", "", "epithelial", "mesenchymal"), score_genes=[]):
        own_genes.cache_clear()
        assert own_genes(study) is None
        assert own_genes_words(study) == ""
    own_genes.cache_clear()
