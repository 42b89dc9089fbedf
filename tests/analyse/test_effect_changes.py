"""Effects of a whole study at once are those of its targets one by one."""

from __future__ import annotations

import numpy as np
import pytest

from compute.analyse import effect_changes, rank_regulators, regulatory_effects, strongest_changes, study_effects
from compute.errors import UserError
from compute.study import Study


@pytest.fixture(params=[1 << 28, 71 * 12 * 4 * 5], ids=["all targets together", "five targets at a time"])
def room(request: pytest.FixtureRequest, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(effect_changes, "EFFECT_BYTES", request.param)


@pytest.mark.parametrize("standardised", [False, True])
@pytest.mark.usefixtures("room")
def test_effects_agree_with_those_of_one_target(loopless: Study, standardised: bool) -> None:
    seen = 0
    for piece in study_effects(loopless, standardised):
        for column, k in enumerate(piece.targets):
            expected = regulatory_effects(loopless, loopless.targets[k], standardised)
            dense = np.zeros((len(loopless.regulators), len(loopless.samples)))
            direct = dense.copy()
            dense[expected.regulators], direct[expected.regulators] = expected.effects, expected.coefficients
            np.testing.assert_allclose(piece.effects[:, :, column].T, dense, rtol=1e-4, atol=1e-4)
            np.testing.assert_allclose(piece.mean_coefficient[:, column], direct.mean(axis=1), rtol=1e-6, atol=1e-9)
            np.testing.assert_array_equal(piece.activating[:, column], (direct > 0).sum(axis=1))
            np.testing.assert_array_equal(piece.repressing[:, column], (direct < 0).sum(axis=1))
            seen += 1
    assert seen == len(loopless.targets)


@pytest.mark.parametrize("percentile", [0.0, 10.0])
@pytest.mark.usefixtures("room")
def test_the_strongest_are_the_head_of_each_ranking(loopless: Study, percentile: float) -> None:
    found = strongest_changes(loopless, top=3, percentile=percentile)
    for k, target in enumerate(loopless.targets):
        ranking = rank_regulators(loopless, target, percentile)[:3]
        rows = np.flatnonzero(found.target == k)
        assert [loopless.regulators[j] for j in found.regulator[rows]] == [row.regulator for row in ranking]
        assert found.rank[rows].tolist() == [row.rank for row in ranking]
        for name in ("change", "robust_change", "effect_low", "effect_high", "mean_coefficient"):
            expected = [getattr(row, name) for row in ranking]
            np.testing.assert_allclose(getattr(found, name)[rows], expected, rtol=1e-4, atol=1e-4, err_msg=name)
        signs = found.samples_activating[rows] + found.samples_repressing[rows]
        assert signs.tolist() == [row.samples_with_edge for row in ranking]


def test_more_than_there_are_gives_all(loopless: Study) -> None:
    found = strongest_changes(loopless, top=1000)
    counts = [len(rank_regulators(loopless, target)) for target in loopless.targets]
    np.testing.assert_array_equal(np.bincount(found.target, minlength=len(counts)), counts)


@pytest.mark.parametrize(("top", "percentile"), [(0, 0.0), (5, 50.0), (5, float("nan"))])
def test_settings_without_meaning_are_refused(loopless: Study, top: int, percentile: float) -> None:
    with pytest.raises(UserError, match=r"percentile|regulator per target"):
        strongest_changes(loopless, top, percentile)
