"""Out-degrees are counts of what was planted."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pytest

from compute.analyse import binned_out_degrees, out_degrees, rank_hubs, sweep
from compute.errors import UserError
from compute.study import open_study
from tests.analyse.conftest import write_study
from tests.study.conftest import Planted


@pytest.mark.parametrize("edges", [1 << 17, 10])
def test_counts_per_sample_and_sign(planted: Planted, edges: int, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sweep, "EDGES_AT_ONCE", edges)
    found = out_degrees(open_study(planted.path))
    np.testing.assert_array_equal(found.activating, (planted.networks > 0).sum(axis=2).T)
    np.testing.assert_array_equal(found.repressing, (planted.networks < 0).sum(axis=2).T)


def test_bins_average_to_the_whole(planted: Planted) -> None:
    degrees = out_degrees(open_study(planted.path))
    n = degrees.total.shape[1]
    for bins in (1, 6, n):
        binned = binned_out_degrees(degrees, bins)
        assert [i for samples in binned.bins for i in samples] == list(range(n))
        sizes = np.array([len(samples) for samples in binned.bins])
        assert sizes.max() - sizes.min() <= 1
        np.testing.assert_allclose(binned.activating @ sizes / n, degrees.activating.mean(axis=1))
    np.testing.assert_array_equal(binned.repressing, degrees.repressing)
    for bins in (0, n + 1):
        with pytest.raises(UserError, match="bins"):
            binned_out_degrees(degrees, bins)


def test_a_hub_that_appears_and_one_that_turns_round(tmp_path: Path) -> None:
    n, p = 50, 20
    networks = np.zeros((n, 3, p), np.float32)
    networks[:, 0, :15] = 1.0  # STEADY
    networks[:25, 1, :10], networks[25:, 1, :10] = -1.0, 1.0  # TURNS
    networks[25:, 2, :18] = -1.0  # COMES
    study = write_study(
        tmp_path / "s", networks, ("STEADY", "TURNS", "COMES"), tuple(f"T{k}" for k in range(p)), title="three hubs"
    )
    hubs = {hub.regulator: hub for hub in rank_hubs(study, out_degrees(study))}
    assert [hub.rank for hub in hubs.values()] == [1, 2, 3]
    assert list(hubs) == ["STEADY", "TURNS", "COMES"]
    assert (hubs["STEADY"].change, hubs["TURNS"].change, hubs["COMES"].change) == (0, 0, 18)
    assert hubs["COMES"].change_rank == 1
    assert (hubs["TURNS"].repressing_low, hubs["TURNS"].repressing_high) == (10, 0)
    assert (hubs["TURNS"].activating_low, hubs["TURNS"].activating_high) == (0, 10)
    assert (hubs["COMES"].smallest, hubs["COMES"].largest, hubs["COMES"].mean_out_degree) == (0, 18, 9)
