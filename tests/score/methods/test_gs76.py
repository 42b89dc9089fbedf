"""76GS is the published sum, and what it must not depend on."""

from __future__ import annotations

import numpy as np

from compute.score.methods.gs76 import gs76_score


def test_gs76_is_the_weighted_sum_about_its_mean() -> None:
    rng = np.random.default_rng(6)
    genes = rng.normal(7, 2, (50, 8))
    genes[:, 3] = 4.0
    cdh1 = genes[:, 0]
    weights = [0 if gene == 3 else np.corrcoef(genes[:, gene], cdh1)[0, 1] for gene in range(8)]
    published = genes @ weights
    np.testing.assert_allclose(gs76_score(genes, cdh1), published - published.mean())
    np.testing.assert_allclose(gs76_score(genes + rng.normal(0, 9, 8), cdh1 + 3), published - published.mean())
    assert np.corrcoef(gs76_score(genes, cdh1), cdh1)[0, 1] > 0
