"""Targets that are part of the score are known, and so is what they do to it."""

from __future__ import annotations

from types import SimpleNamespace
from typing import Any

import numpy as np
import pytest

from compute.errors import UserError
from compute.read import LabelledGenes
from compute.score import score
from compute.study import StudyScore
from compute.suitability import own_genes, score_genes_messages, targets_in_score, without_targets
from compute.suitability.own_genes import ALL
from tests.suitability.conftest import table

GENES = LabelledGenes(("E1", "E2", "E3"), ("M1", "M2", "M3"), "made up")


def cohort() -> Any:
    x = np.linspace(-2, 2, 40)
    return table(5, {gene: x * (1 if gene[0] == "M" else -1) for gene in (*GENES.epithelial, *GENES.mesenchymal)},
                 tuple(f"S{i}" for i in range(40)))  # fmt: skip


def test_the_score_without_a_gene() -> None:
    expression = cohort()
    whole, rest = (score(expression, "mean-z", GENES, leave_out=out) for out in ((), ("M1", "G5")))
    assert set(whole.used) - set(rest.used) == {"M1"}
    other = score(expression, "mean-z", LabelledGenes(GENES.epithelial, ("M2", "M3"), "made up"))
    np.testing.assert_allclose(rest.values, other.values)
    assert any("Left out of the score: M1." in str(note) for note in rest.notes)
    with pytest.raises(UserError, match="All epithelial genes are to be left out"):
        score(expression, "mean-z", GENES, leave_out=GENES.epithelial)


def test_what_targets_do_to_the_score() -> None:
    expression = cohort()
    result = score(expression, "mean-z", GENES)
    inside = targets_in_score(("M1", "G1", "E2"), result.used)
    assert inside == ("M1", "E2")
    found = without_targets(expression, "mean-z", GENES, result.values, inside)
    assert set(found) == {ALL, "M1", "E2"}
    assert 0.8 < found[ALL] < found["M1"] < 1
    (said,) = score_genes_messages(result.used, inside, found, "EMT score")
    assert f"{found[ALL]:.3f}" in str(said)


def test_of_a_study_they_are_recorded_or_those_of_its_method(tmp_path: Any) -> None:
    def study(method: str, genes: list[str]) -> Any:
        info = SimpleNamespace(score=StudyScore("EMT", method), score_genes=genes, score_without={})
        return SimpleNamespace(info=info, regulators=("ZEB1", "X"), targets=("CDH1", "Y"), path=tmp_path)

    # Each is hashed anew by its identity, as studies are.
    own = own_genes.__wrapped__
    recorded = own(study("", ["CDH1", "VIM"]))
    assert recorded is not None
    assert recorded.exact
    assert recorded.names == {"CDH1"}
    builtin = own(study("eem", []))
    assert builtin is not None
    assert not builtin.exact
    assert "CDH1" in builtin.names
    assert own(study("", [])) is None
    (tmp_path / "gene_lists").mkdir()
    (tmp_path / "gene_lists" / "score_genes.txt").write_text("Y\nZ\n")
    listed = own(study("", []))
    assert listed is not None
    assert listed.exact
    assert listed.names == {"Y"}
