"""The hidden modulator against another library, and its sign."""

from __future__ import annotations

import numpy as np
import pytest
from sklearn.decomposition import PCA

from compute.score.hidden import hidden_modulator


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
