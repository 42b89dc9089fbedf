"""Sides of a study of courses: a score between samples, and the band of B − A."""

from __future__ import annotations

import csv
import io

import numpy as np
import pytest

from compute.analyse import network_difference, read_side
from compute.errors import UserError
from compute.study import Study, open_study
from compute.write import differences_table
from tests.made import with_courses
from tests.study.conftest import Planted


@pytest.fixture(scope="module")
def courses(planted: Planted, tmp_path_factory: pytest.TempPathFactory) -> Study:
    return with_courses(open_study(planted.path), tmp_path_factory.mktemp("compared") / "courses")


def test_a_score_between_samples_is_a_side(courses: Study) -> None:
    low, high = (float(courses.modulator[i : i + 2].mean()) for i in (2, len(courses.samples) - 4))
    found = network_difference(read_side(courses, f"score:{low}"), read_side(courses, f"score:{high}"))
    matrix = (courses.network_at(high) - courses.network_at(low)).toarray()
    np.testing.assert_allclose(found.difference, matrix[found.regulator, found.target], rtol=1e-5, atol=1e-7)
    assert found.difference.size == np.count_nonzero(matrix)
    bands = found.bands(np.arange(found.difference.size))
    assert bands is not None
    np.testing.assert_allclose(bands.value, found.difference, rtol=1e-4, atol=1e-6)
    assert found.shared_samples == 0
    assert found.a.title == f"{courses.modulator_name} {low}"


def test_a_score_of_networks_is_the_nearest_samples(planted: Planted) -> None:
    study = open_study(planted.path)
    side = read_side(study, f"score:{study.modulator[4] + 1e-9}")
    assert side.at is None
    assert side.samples.tolist() == [4]
    assert network_difference(side, read_side(study, "high:10")).bands(np.arange(1)) is None
    with pytest.raises(UserError, match="is outside this study's scores"):
        read_side(study, "score:99")


def test_the_bands_of_a_difference_are_columns_of_its_file(courses: Study) -> None:
    found = network_difference(read_side(courses, "low:20"), read_side(courses, "high:20"))
    rows = list(csv.DictReader(io.StringIO(differences_table(found, 0.0).text)))
    assert rows
    for row in rows:
        assert float(row["difference_low"]) < float(row["difference"]) < float(row["difference_high"])
