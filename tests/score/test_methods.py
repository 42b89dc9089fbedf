"""KS, 76GS and the hidden modulator against other libraries, and what they must not depend on."""

from __future__ import annotations

import numpy as np
import pytest
from scipy.stats import ks_2samp
from sklearn.decomposition import PCA

from compute.score.gs76 import gs76_score
from compute.score.hidden import hidden_modulator
from compute.score.ks import ks_score


@pytest.mark.parametrize("ties", [False, True])
def test_ks_agrees_with_scipy(ties: bool) -> None:
    rng = np.random.default_rng(1)
    low, high = rng.normal(0, 1, (40, 17)), rng.normal(0.2, 1.3, (40, 9))
    if ties:
        low, high = np.rint(low), np.rint(high)
    for score, epithelial, mesenchymal in zip(ks_score(low, high), low, high, strict=True):
        up = ks_2samp(epithelial, mesenchymal, alternative="greater").statistic
        down = ks_2samp(epithelial, mesenchymal, alternative="less").statistic
        assert score == pytest.approx(0 if up == down else up if up > down else -down)
        if up != down:
            assert abs(score) == pytest.approx(ks_2samp(epithelial, mesenchymal).statistic)


def test_ks_is_signed_bounded_and_about_ranks_only() -> None:
    rng = np.random.default_rng(4)
    low, high = rng.normal(0, 1, (30, 12)), rng.normal(0, 1, (30, 20))
    scores = ks_score(low, high)
    np.testing.assert_allclose(ks_score(high, low), -scores)
    np.testing.assert_allclose(ks_score(np.exp(low), np.exp(high)), scores)
    np.testing.assert_allclose(ks_score(low[:, ::-1], high), scores)
    assert np.abs(scores).max() < 1
    assert ks_score(low, high + 50).tolist() == [1] * 30
    assert ks_score(low, high - 50).tolist() == [-1] * 30


def test_gs76_is_the_weighted_sum_with_its_sign_turned() -> None:
    rng = np.random.default_rng(6)
    genes = rng.normal(7, 2, (50, 8))
    genes[:, 3] = 4.0
    cdh1 = genes[:, 0]
    weights = [0 if gene == 3 else np.corrcoef(genes[:, gene], cdh1)[0, 1] for gene in range(8)]
    published = genes @ weights
    np.testing.assert_allclose(gs76_score(genes, cdh1), published.mean() - published)
    np.testing.assert_allclose(gs76_score(genes + rng.normal(0, 9, 8), cdh1 + 3), published.mean() - published)
    assert np.corrcoef(gs76_score(genes, cdh1), cdh1)[0, 1] < 0


def test_the_hidden_modulator_is_the_first_component_and_rises_with_the_mesenchymal_genes() -> None:
    rng = np.random.default_rng(8)
    score = rng.normal(size=60)
    low = -score[:, None] + rng.normal(0, 0.5, (60, 9))
    high = score[:, None] * 3 + rng.normal(0, 1.5, (60, 7))
    found = hidden_modulator(low, high)
    assert np.corrcoef(found, score)[0, 1] > 0.95
    assert (found.mean(), found.std()) == (pytest.approx(0, abs=1e-12), pytest.approx(1))
    both = np.column_stack([low, high])
    expected = PCA(1).fit_transform((both - both.mean(0)) / both.std(0))[:, 0]
    assert abs(np.corrcoef(found, expected)[0, 1]) == pytest.approx(1)
    np.testing.assert_allclose(hidden_modulator(high, low), -found)
    assert np.corrcoef(hidden_modulator(low, high[:, :0]), score)[0, 1] > 0.9
    assert np.corrcoef(hidden_modulator(low[:, :0], high), score)[0, 1] > 0.9
