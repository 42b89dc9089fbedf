"""The band of a sum or difference of courses is that of the Gaussian the study stores."""

from __future__ import annotations

from pathlib import Path
from statistics import NormalDist

import numpy as np
import pytest

from compute.errors import UserError
from compute.study import Study, bands_at, difference_bands, leaves_out_zero, open_study
from tests.made import with_courses
from tests.study.conftest import Planted, planted

__all__ = ["planted"]
Z = NormalDist().inv_cdf(0.95)


@pytest.fixture(scope="module")
def courses(tmp_path_factory: pytest.TempPathFactory, planted: Planted) -> Study:
    return with_courses(open_study(planted.path), tmp_path_factory.mktemp("bands") / "courses")


def ends(study: Study) -> tuple[np.ndarray, np.ndarray]:
    return tuple(end.astype(np.int64) for end in study.network(0).tocoo().coords)  # type: ignore[return-value]


def test_at_a_score_it_is_the_edges_own_band(courses: Study) -> None:
    regulators, targets = ends(courses)
    score = float(courses.modulator[3] + courses.modulator[4]) / 2
    found = bands_at(courses, regulators, targets, score)
    np.testing.assert_allclose(
        courses.network_at(score).toarray()[regulators, targets], found.value, rtol=1e-5, atol=1e-7
    )
    one = courses.edge_band(courses.regulators[regulators[5]], courses.targets[targets[5]], np.array([score]))
    np.testing.assert_allclose((found.low[5], found.high[5]), (one.low[0], one.high[0]))


def test_of_a_difference_what_both_sides_share_cancels(courses: Study) -> None:
    """From the low end to the high end a level is no part of the difference: the slope's variance alone is left."""
    regulators, targets = ends(courses)
    low, high = courses.modulator[[0]], courses.modulator[[-1]]
    found = difference_bands(courses, regulators, targets, low, high)
    np.testing.assert_allclose(found.high - found.value, Z * 0.01, rtol=1e-4)
    level = bands_at(courses, regulators, targets, float(high[0]))
    np.testing.assert_allclose(level.high - level.value, Z * 0.01 * np.sqrt(2), rtol=1e-4)
    turned = difference_bands(courses, regulators, targets, high, low)
    np.testing.assert_allclose(turned.low, -found.high)
    same = difference_bands(courses, regulators, targets, courses.modulator, courses.modulator)
    assert not leaves_out_zero(same.low, same.high).any()


def test_what_is_no_edge_has_no_band(courses: Study) -> None:
    there = courses.network(0).toarray() != 0
    regulators, targets = (end[:3].astype(np.int64) for end in np.nonzero(~there))
    found = bands_at(courses, regulators, targets, 0.0)
    assert not np.any([found.value, found.low, found.high])


def test_a_study_of_networks_has_none(planted: Planted, tmp_path: Path) -> None:
    with pytest.raises(UserError, match="no bands"):
        bands_at(open_study(planted.path), np.array([0]), np.array([0]), 0.0)
