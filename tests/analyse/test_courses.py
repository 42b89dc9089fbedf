"""Who regulates a target when: planted courses come in the order in which they act."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import pytest

from compute.analyse import regulator_courses
from compute.study import CourseTable, Study, open_study
from tests.made import made_with, remade
from tests.study.conftest import Planted, planted

__all__ = ["planted"]


@pytest.fixture(scope="module")
def study(tmp_path_factory: pytest.TempPathFactory, planted: Planted) -> Study:
    """Of the first target: G0 falls from 1 to 0 along the score, G1 rises from 0 to 1, G2 stays, G3 is unsure."""
    base = open_study(planted.path)
    m = base.modulator
    functions = np.column_stack([np.ones(m.size), (m - m[0]) / (m[-1] - m[0])])
    course = np.array([[1, -1], [0, 1], [-0.5, 0], [0.1, 0]], np.float32)
    variance = np.array([[1e-4, 0, 1e-4]] * 3 + [[1, 0, 1]], np.float32)
    table = CourseTable(m, functions, np.zeros(4, np.int64), np.arange(4), course, variance, 0.0)
    method = replace(made_with({}), name="curves", title="Curves", diagnostics=[], courses=True)
    folder = tmp_path_factory.mktemp("acting") / "courses"
    return remade(base, folder, "Acting", method, lambda writer: writer.write_courses(table))


def test_the_earliest_comes_first(study: Study) -> None:
    found = regulator_courses(study, study.targets[0])
    assert found[0].regulator == "G0"
    assert found[-1].regulator == "G1"
    steady = next(one for one in found if one.regulator == "G2")
    assert steady.acts == pytest.approx(study.modulator.mean())
    assert steady.largest == pytest.approx(-0.5)


def test_the_strongest_are_kept(study: Study) -> None:
    assert {one.regulator for one in regulator_courses(study, study.targets[0], most=2)} == {"G0", "G1"}
    assert [one.regulator for one in regulator_courses(study, study.targets[0], regulator="G3")] == ["G3"]
    assert regulator_courses(study, study.targets[1]) == []


def test_what_stands_apart_from_zero_and_from_its_mean(study: Study) -> None:
    by_name = {one.regulator: one for one in regulator_courses(study, study.targets[0])}
    assert by_name["G2"].clear == 1
    assert by_name["G2"].changes == 0
    assert by_name["G3"].clear == 0
    assert by_name["G0"].leaves_out_zero[0]
    assert not by_name["G0"].leaves_out_zero[-1]
    assert by_name["G0"].leaves_its_mean[[0, -1]].all()
    assert by_name["G0"].changes > 0.7
