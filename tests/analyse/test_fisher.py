"""Tails and adjusted p-values against scipy's own, and where those underflow against exact fractions."""

from __future__ import annotations

from math import comb, log

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from scipy import stats

from compute.analyse import fisher
from compute.analyse.fisher import OverRepresentation, log_q


@settings(max_examples=60, deadline=None)
@given(st.data())
def test_tails_agree_with_fishers_exact_test(data: st.DataObject) -> None:
    universe = data.draw(st.integers(1, 60))
    sizes = data.draw(st.lists(st.integers(0, universe), min_size=1, max_size=4))
    out_degree = data.draw(st.integers(0, universe))
    overlap = [data.draw(st.integers(max(0, out_degree + size - universe), min(size, out_degree))) for size in sizes]
    found = OverRepresentation(universe, np.array(sizes)).log_p(np.array(overlap), out_degree)
    for k, K, value in zip(overlap, sizes, found, strict=True):
        table = [[k, K - k], [out_degree - k, universe - K - out_degree + k]]
        assert np.exp(value) == pytest.approx(stats.fisher_exact(table, alternative="greater").pvalue, rel=1e-9)
        assert value <= 0


def test_tails_far_beyond_underflow() -> None:
    N, K, n, k = 6000, 400, 500, 380
    exact = sum(comb(K, x) * comb(N - K, n - x) for x in range(k, K + 1))
    expected = log(exact) - log(comb(N, n))
    assert expected < np.log(np.finfo(float).tiny)
    found = OverRepresentation(N, np.array([K])).log_p(np.array([k]), n)
    np.testing.assert_allclose(found, expected, rtol=1e-10)


def test_tails_do_not_depend_on_what_is_kept(monkeypatch: pytest.MonkeyPatch) -> None:
    sizes, overlap = np.array([12, 30, 12]), np.array([3, 5, 0])
    roomy = OverRepresentation(200, sizes)
    monkeypatch.setattr(fisher, "TABLE_BYTES", 0)
    narrow = OverRepresentation(200, sizes)
    for out_degree in (20, 40, 20, 7, 40):
        np.testing.assert_array_equal(roomy.log_p(overlap, out_degree), narrow.log_p(overlap, out_degree))


def test_adjustment_agrees_with_scipy_and_goes_on_below_its_range() -> None:
    rng = np.random.default_rng(0)
    p = rng.random((5, 40)) ** 4
    p[0, :10] = 0.02  # ties
    p[1] = 1.0
    expected = stats.false_discovery_control(p, axis=1)
    np.testing.assert_allclose(np.exp(log_q(np.log(p))), expected, rtol=1e-12)
    shifted = log_q(np.array([-2000.0, -1000.0, -0.1]))
    np.testing.assert_allclose(shifted, [-2000 + log(3), -1000 + log(1.5), -0.1])
