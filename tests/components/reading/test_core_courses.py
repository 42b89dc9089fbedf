"""Cores of a study of courses are there at any score, and are those of the networks there."""

from __future__ import annotations

import numpy as np
import pytest

from compute.components import fit_study, read_components
from compute.components.reading.core_courses import POINTS, core_courses_table, cores_at
from compute.errors import UserError
from compute.estimate.run import profile
from compute.methods.curves.settings import Settings
from compute.study import Study, open_study
from tests.estimate.conftest import cohort

N, Q, P = 60, 6, 16


@pytest.fixture(scope="module", params=["sparse", "shared"])
def courses(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> Study:
    rng = np.random.default_rng(8)
    modulator = np.sort(rng.normal(size=N))
    values = rng.normal(size=(N, P))
    values[:, 6:11] += values[:, [1]] + modulator[:, None] * values[:, [2]]
    path = tmp_path_factory.mktemp("cores") / "study"
    profile(cohort(values, modulator, Q), path, Settings(form=request.param), method="curves")
    return open_study(path)


def test_at_the_samples_they_are_the_model_s_and_between_them_the_network_s(courses: Study) -> None:
    components = read_components(fit_study(courses, rank=(2, 2), folds=2, max_epochs=20), "varimax")
    np.testing.assert_allclose(cores_at(courses, components.loadings, courses.modulator), components.cores, atol=1e-4)
    between = (courses.modulator[20:22].mean(), courses.modulator[-2:].mean())
    left, right = components.loadings["regulator"], components.loadings["target"]
    expected = [left.T @ courses.network_at(float(score)).toarray() @ right for score in between]
    np.testing.assert_allclose(cores_at(courses, components.loadings, np.array(between)), expected, atol=1e-5)
    table = core_courses_table(courses, components, {})
    assert len(table.text.splitlines()) == 1 + 4 * POINTS


def test_without_courses_there_are_none(study: Study) -> None:
    with pytest.raises(UserError, match="a network for each sample"):
        cores_at(study, {}, np.zeros(1))
