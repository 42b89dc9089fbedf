"""Scores side by side: agreement, hybrid samples, disagreement, missing genes, what is left out and why."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import pytest
from scipy.stats import spearmanr

from compute.errors import UserError
from compute.read import Expression, LabelledGenes, builtin_epithelial_seeds, builtin_mesenchymal_seeds
from compute.score import Comparison, ScoreGenes, compare_scores, emt_sets
from compute.score.comparison import genes_of_sets, rank_correlations, with_score


@pytest.fixture(scope="module")
def planted() -> Expression:
    """Epithelial genes fall and mesenchymal ones rise along the samples; the first ten samples have both, high."""
    rng = np.random.default_rng(3)
    low, high = builtin_epithelial_seeds()[:20], builtin_mesenchymal_seeds()[:20]
    along = np.linspace(-1, 1, 60)
    e, m = -along, along.copy()
    e[:10], m[:10] = 2.0, 2.0
    values = rng.normal(6, 0.5, (60, 200))
    values[:, :20] += 2 * e[:, None]
    values[:, 20:40] += 2 * m[:, None]
    genes = (*low, *high, *(f"G{i}" for i in range(160)))
    return Expression(values, tuple(f"s{i}" for i in range(60)), genes, "planted.csv", "0" * 64)


@pytest.fixture(scope="module")
def found(planted: Expression) -> Comparison:
    lists = LabelledGenes(planted.genes[:20], (*planted.genes[20:40], "NOSUCH"), "ks.csv")
    sets = {"EMT_UP": planted.genes[20:40], "NOISE": planted.genes[100:130], "STRANGE": ("XX1", "XX2")}
    return compare_scores(planted, ScoreGenes(lists, planted.genes[:30], sets))


def test_hybrid_samples_are_those_high_in_both(found: Comparison) -> None:
    assert found.phenotypes[:10] == ("hybrid",) * 10
    assert found.phenotypes[10] == "epithelial"
    assert found.phenotypes[-1] == "mesenchymal"
    assert sum(found.counts.values()) == 60


def test_agreement_is_spearmans_and_one_on_the_diagonal(found: Comparison) -> None:
    values = np.column_stack([column.values for column in found.columns])
    np.testing.assert_allclose(found.agreement, spearmanr(values).statistic, atol=1e-12)
    np.testing.assert_allclose(rank_correlations(np.exp(values)), found.agreement, atol=1e-12)
    assert np.isnan(rank_correlations(np.column_stack([np.ones(4), np.arange(4.0)]))[0]).all()


def test_columns_come_in_order_and_what_is_left_out_is_said(found: Comparison) -> None:
    names = [column.name for column in found.columns]
    assert names[:2] == ["epithelial", "mesenchymal"]
    assert names[-2:] == ["ssgsea:EMT_UP", "ssgsea:NOISE"]
    assert {"76gs", "ks", "mean-z", "mlr-type", "singscore"} <= {column.name for column in found.emt}
    assert dict(found.left_out).keys() == {"STRANGE"}
    ks = found.column("ks")
    assert (ks.listed, ks.missing) == (41, ("NOSUCH",))
    with pytest.raises(UserError, match="choose one of epithelial"):
        found.column("magic")


def test_without_lists_76gs_and_sets_are_left_out_and_ks_takes_the_built_in_genes(planted: Expression) -> None:
    bare = compare_scores(planted)
    assert {label for label, _ in bare.left_out} == {"76GS", "ssGSEA"}
    assert bare.column("ks").label == "KS (built-in genes)"


def test_disagreements_are_the_widest_gaps_of_places(found: Comparison) -> None:
    first, *rest = found.disagreements(5)
    assert all(first.gap >= other.gap for other in rest)
    row = found.samples.index(first.sample)
    assert first.gap == pytest.approx(np.ptp(found.shares[row]))
    labels = [column.label for column in found.emt]
    assert found.shares[row, labels.index(first.high)] == first.high_share


def test_sentences_say_how_well_they_agree(found: Comparison, planted: Expression) -> None:
    said = " ".join(map(str, found.sentences()))
    assert "order the samples alike" in said
    assert "of 60 samples are hybrid" in said
    assert "ssGSEA EMT_UP: its ρ is 1.00 with the M score" in said or "ssGSEA EMT_UP: its ρ is 0.9" in said
    twisted = found.column("76gs")
    bad = replace(twisted, values=-twisted.values)
    others = tuple(bad if column.name == "76gs" else column for column in found.columns)
    worst = Comparison(found.samples, others, ()).sentences()[0]
    assert worst.severity == "warning"
    assert "do not agree" in str(worst)


def test_of_a_large_collection_those_of_emt_are_taken() -> None:
    many = [f"SET{i}" for i in range(20)]
    assert emt_sets([*many, "HALLMARK_EPITHELIAL_MESENCHYMAL_TRANSITION"]) == (
        "HALLMARK_EPITHELIAL_MESENCHYMAL_TRANSITION",
    )
    assert emt_sets(many) == ()
    assert emt_sets(many[:3]) == tuple(many[:3])


def test_a_study_s_own_score_stands_beside_the_plane_and_is_counted_once(found: Comparison) -> None:
    again = with_score(found, "mine", found.column("mean-z").values, emt=True)
    assert again.columns[2].label == "mine"
    assert again.emt == found.emt
    other = with_score(found, "mine", np.arange(60.0) ** 2, emt=True)
    assert len(other.emt) == len(found.emt) + 1


def test_sets_named_after_scores_are_their_genes() -> None:
    genes = genes_of_sets({"My_76GS": ("A", "B"), "KS_EPI": ("C",), "KS_MES": ("D",), "OTHER": ("E",)})
    assert genes.gs76 == ("A", "B")
    assert genes.classes is not None
    assert genes.classes.mesenchymal == ("D",)
    assert genes_of_sets({"KS_EPI": ("C",)}).classes is None
