"""Scores side by side: how they agree, hybrid samples, disagreements, and the sentences on them."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import pytest
from scipy.stats import spearmanr

from compute.errors import UserError
from compute.score.comparison import Comparison
from compute.score.correlation import rank_correlations


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


def test_disagreements_are_the_widest_gaps_of_places(found: Comparison) -> None:
    first, *rest = found.disagreements(5)
    assert all(first.gap >= other.gap for other in rest)
    row = found.samples.index(first.sample)
    assert first.gap == pytest.approx(np.ptp(found.shares[row]))
    labels = [column.label for column in found.emt]
    assert found.shares[row, labels.index(first.high)] == first.high_share


def test_sentences_say_how_well_they_agree(found: Comparison) -> None:
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


def test_a_score_that_is_not_there_names_those_that_are(found: Comparison) -> None:
    with pytest.raises(UserError, match="choose one of epithelial"):
        found.column("magic")
