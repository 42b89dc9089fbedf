"""KS against scipy, and what it must not depend on."""

from __future__ import annotations

import numpy as np
import pytest
from scipy.stats import ks_2samp

from compute.score.methods.ks import ks_score


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
