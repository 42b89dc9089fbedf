"""The samples near a score lie around the course's slope there: a planted edge is seen in them again."""

from __future__ import annotations

import numpy as np
import pytest

from compute.analyse import partial_residuals
from compute.estimate.run import profile
from compute.methods.curves.settings import Settings
from compute.study import Study, open_study
from tests.estimate.conftest import cohort

N, Q, P = 240, 6, 10


@pytest.fixture(scope="module")
def study(tmp_path_factory: pytest.TempPathFactory) -> Study:
    """G9 follows G1 everywhere and G2 the more the higher the score; G2 follows G1, so that the two are confused."""
    rng = np.random.default_rng(3)
    score = np.sort(rng.uniform(-1, 1, N))
    values = rng.normal(size=(N, P))
    values[:, 2] += 0.7 * values[:, 1]
    values[:, 9] = values[:, 1] + (1 + score) * values[:, 2] + 0.5 * rng.normal(size=N)
    folder = tmp_path_factory.mktemp("evidence") / "study"
    profile(cohort(values, score, Q), folder, Settings(form="sparse"), method="curves")
    return open_study(folder)


@pytest.mark.parametrize("at", [-0.7, 0.7])
def test_the_points_slope_as_the_course_does(study: Study, at: float) -> None:
    found = partial_residuals(study, "G2", "G9", at)
    band = study.edge_band("G2", "G9", np.array([at]))
    slope = np.polyfit(found.regulator, found.target, 1)[0]
    assert slope == pytest.approx(band.coefficient[0], abs=0.1)
    assert np.corrcoef(found.regulator, found.target)[0, 1] > 0.4


def test_the_effect_is_seen_to_grow(study: Study) -> None:
    low, high = (
        np.polyfit(found.regulator, found.target, 1)[0]
        for found in (partial_residuals(study, "G2", "G9", at) for at in (-0.8, 0.8))
    )
    assert high > low + 0.3


def test_they_are_the_samples_near(study: Study) -> None:
    found = partial_residuals(study, "G2", "G9", 0.0)
    assert found.samples.size >= 30
    assert np.abs(study.modulator[found.samples]).max() < 0.3
    assert not {0, N - 1} & set(found.samples.tolist())


def test_what_is_no_edge_has_points_without_a_slope(study: Study) -> None:
    regulator = next(name for name in ("G3", "G4", "G5", "G0") if not study.edge(name, "G9").any())
    found = partial_residuals(study, regulator, "G9", 0.0)
    assert abs(np.polyfit(found.regulator, found.target, 1)[0]) < 0.25
