"""Every score points the same way, says what it used, and refuses what it cannot do."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import numpy as np
import pandas as pd
import pytest
from scipy.stats import spearmanr

from compute.errors import UserError
from compute.read import Expression, LabelledGenes, read_expression, read_gene_list, read_labelled_genes
from compute.score import SCORES, score
from compute.score.coherence import ModuleSearch
from tests.score.conftest import Cohort


def lists(cohort: Cohort, method: str) -> LabelledGenes | tuple[str, ...]:
    one_end = {"epithelial": cohort.low, "mesenchymal": cohort.high, "ssgsea": cohort.high}
    whole = cohort.low + cohort.high if SCORES[method].genes == "list" else cohort.seeds
    return one_end.get(method, whole)


@pytest.mark.parametrize("method", SCORES)
def test_low_is_epithelial_whatever_the_method(cohort: Cohort, method: str) -> None:
    result = score(cohort.expression, method, lists(cohort, method))
    # The E score alone has its own two ends: it says how epithelial a sample is.
    turned = -1 if result.score.high == "epithelial" else 1
    assert turned * spearmanr(result.values, cohort.score).statistic > 0.85
    assert result.samples == cohort.expression.samples
    assert set(result.used) <= set(cohort.expression.genes)
    assert result.missing == ()


@pytest.mark.parametrize("method", SCORES)
def test_the_order_of_samples_and_genes_does_not_matter(cohort: Cohort, method: str) -> None:
    rng = np.random.default_rng(9)
    rows, columns = rng.permutation(90), rng.permutation(400)
    old = cohort.expression
    shuffled = replace(
        old,
        values=old.values[np.ix_(rows, columns)],
        samples=tuple(old.samples[row] for row in rows),
        genes=tuple(old.genes[column] for column in columns),
    )
    before, after = (score(table, method, lists(cohort, method)) for table in (old, shuffled))
    np.testing.assert_allclose(after.values, before.values[rows], atol=1e-8)
    assert set(after.used) == set(before.used)


def test_eem_says_how_many_seeds_were_coherent(cohort: Cohort) -> None:
    result = score(cohort.expression, "eem", cohort.seeds)
    assert set(cohort.low + cohort.high) <= set(result.used)
    assert len(result.used) < 30
    assert sum("coherent (p = " in str(note) and " of 24 " in str(note) for note in result.notes) == 2


def test_an_incoherent_list_takes_no_part(cohort: Cohort) -> None:
    noise = tuple(f"G{i}" for i in range(100, 130))
    result = score(cohort.expression, "eem", replace(cohort.seeds, epithelial=noise))
    assert not set(noise) & set(result.used)
    assert any("epithelial" in str(note) and "are not used" in str(note) for note in result.notes)
    assert spearmanr(result.values, cohort.score).statistic > 0.85
    with pytest.raises(UserError, match="Neither the epithelial nor the mesenchymal genes"):
        score(cohort.expression, "eem", LabelledGenes(noise[:15], noise[15:], "noise"))


def test_missing_genes_and_mouse_symbols_are_said(cohort: Cohort) -> None:
    old = cohort.expression
    mouse = replace(old, genes=tuple(gene.capitalize() for gene in old.genes))
    lists = LabelledGenes((*cohort.low, "NOSUCH"), cohort.high, "lists")
    result = score(mouse, "ks", lists)
    np.testing.assert_array_equal(result.values, score(old, "ks", lists).values)
    assert result.missing == ("NOSUCH",)
    assert "Cdh1" in result.used
    assert any("12 of 13 epithelial genes" in str(note) for note in result.notes)
    assert any("upper and lower case" in str(note) for note in result.notes)


def few(cohort: Cohort, samples: int) -> Expression:
    old = cohort.expression
    return replace(old, values=old.values[:samples], samples=old.samples[:samples])


def test_what_cannot_be_scored(cohort: Cohort) -> None:
    whole = cohort.expression
    without = replace(whole, genes=("OTHER", *whole.genes[1:]))
    strangers = LabelledGenes(("A", "B"), ("C",), "x")
    for expression, method, genes, sentence in (
        (whole, "gsva", None, "no score 'gsva'; choose one of eem, "),
        (whole, "ks", None, "--genes"),
        (whole, "76gs", None, "--genes"),
        (whole, "76gs", cohort.seeds, "--genes"),
        (whole, "ks", ("CDH1", "VIM"), "genes in two classes"),
        (whole, "ks", strangers, r"None of the 2 epithelial genes is in cohort\.csv"),
        (whole, "eem", strangers, "None of the 2 epithelial genes"),
        (without, "76gs", cohort.low, "CDH1"),
        (few(cohort, 9), "eem", cohort.seeds, "9 samples, and eem needs at least 10"),
        (few(cohort, 4), "76gs", cohort.low, "4 samples, and 76gs needs at least 5"),
    ):
        with pytest.raises(UserError, match=sentence):
            score(expression, method, genes)
    assert score(few(cohort, 2), "ks", cohort.seeds).values.shape == (2,)


@pytest.mark.shared
@pytest.mark.slow
def test_the_scores_agree_on_real_cell_lines(shared_data: Path) -> None:
    expression, _ = read_expression(shared_data / "gdsc_expression.parquet")
    lists = read_labelled_genes(shared_data / "emt_KS_tan2014_cellline.csv")
    ks = score(expression, "ks", lists)
    gs76 = score(expression, "76gs", read_gene_list(shared_data / "emt_76GS_byers2013.csv"))
    eem = score(expression, "eem")
    others = [score(expression, name, genes) for name in ("singscore", "mean-z") for genes in (None, lists)]
    for other in others:
        assert spearmanr(ks.values, other.values).statistic > 0.95
    # Before the sign of 76GS is turned the two are at −0.84.
    assert spearmanr(ks.values, gs76.values).statistic == pytest.approx(0.84, abs=0.01)
    assert spearmanr(ks.values, eem.values).statistic > 0.9
    assert spearmanr(gs76.values, eem.values).statistic > 0.9
    assert {"CDH1", "EPCAM", "ESRP1", "COL1A1", "SPARC"} <= set(eem.used)
    assert len(eem.used) > 60
    tissue = pd.read_csv(shared_data / "gdsc_cell_lines.csv")["gdsc_tissue_1"].to_numpy()
    blood = ("leukemia", "lymphoma", "myeloma")
    for result in (ks, gs76, eem, *others):
        median = pd.Series(result.values).groupby(tissue).median().drop(list(blood)).sort_values()
        assert set(median.index[:3]) == {"large_intestine", "breast", "pancreas"}
        assert {"nervous_system", "bone", "soft_tissue"} <= set(median.index[len(median) // 2 :])
        assert {"nervous_system", "soft_tissue"} <= set(median.index[-4:])


def test_eem_never_says_that_p_is_zero(cohort: Cohort, monkeypatch: pytest.MonkeyPatch) -> None:
    found = ModuleSearch.find
    monkeypatch.setattr(ModuleSearch, "find", lambda self, seeds: replace(found(self, seeds), p_value=0.0))
    notes = [str(note) for note in score(cohort.expression, "eem", cohort.seeds).notes]
    assert sum("(p < 1e-300)" in note for note in notes) == 2
