"""Ranks within a sample: bounds, a sum over pairs of genes, ssGSEA step by step and by another library, invariance."""

from __future__ import annotations

import gseapy
import numpy as np
import pandas as pd
import pytest
from scipy.stats import mannwhitneyu

from compute.score.ranks import enrichment, normalised_rank, ranks_of

SET = np.arange(7, 18)


def table(seed: int, samples: int = 8, genes: int = 60) -> np.ndarray:
    return np.random.default_rng(seed).normal(size=(samples, genes))


def test_a_set_at_the_bottom_is_0_and_one_at_the_top_is_1() -> None:
    ordered = np.arange(60.0)[None, :]
    assert normalised_rank(ordered, np.arange(7)) == pytest.approx(0)
    assert normalised_rank(ordered, np.arange(53, 60)) == pytest.approx(1)
    assert ranks_of(ordered, np.array([59, 0])).tolist() == [[60, 1]]


@pytest.mark.parametrize("ties", [False, True])
def test_the_normalised_rank_is_the_share_of_pairs_that_the_set_wins(ties: bool) -> None:
    """Mann and Whitney's U of the set against all other genes, as a share of the k(N − k) pairs."""
    values = np.rint(2 * table(3)) if ties else table(3)
    others = np.setdiff1d(np.arange(60), SET)
    expected = [mannwhitneyu(row[SET], row[others]).statistic / (len(SET) * len(others)) for row in values]
    np.testing.assert_allclose(normalised_rank(values, SET), expected)


@pytest.mark.parametrize("weight", [0.0, 0.25, 1.0])
def test_the_enrichment_is_the_area_between_the_two_walks(weight: float) -> None:
    """Gene by gene down a sample, as Barbie et al. define it."""
    values = table(4)
    for row, found in zip(values, enrichment(values, SET, weight), strict=True):
        down = np.argsort(-row)
        inside = np.isin(down, SET)
        steps = np.where(inside, np.arange(60, 0, -1.0) ** weight, 0)
        walk = np.cumsum(steps) / steps.sum() - np.cumsum(~inside) / (~inside).sum()
        assert found == pytest.approx(walk.sum() / 60)


def test_the_enrichment_agrees_with_gseapy() -> None:
    values = table(5, samples=4)
    genes = [f"G{i}" for i in range(60)]
    frame = pd.DataFrame(values.T, index=genes, columns=list("abcd"))
    sets = {"SET": [genes[i] for i in SET]}
    theirs = gseapy.ssgsea(frame, sets, sample_norm_method="rank", weight=0.25, min_size=1, outdir=None, threads=1)
    expected = theirs.res2d.set_index("Name")["ES"].astype(float)[list("abcd")].to_numpy()
    np.testing.assert_allclose(enrichment(values, SET) * 60, expected, rtol=1e-6)


@pytest.mark.parametrize("of", [normalised_rank, enrichment])
def test_only_the_order_of_genes_within_a_sample_counts(of) -> None:  # type: ignore[no-untyped-def]
    values = table(6)
    each = np.random.default_rng(7).uniform(0.5, 3, (8, 1))
    np.testing.assert_allclose(of(np.exp(values * each) + each, SET), of(values, SET))
    np.testing.assert_allclose(of(values[:3], SET), of(values, SET)[:3])  # other samples do not matter
