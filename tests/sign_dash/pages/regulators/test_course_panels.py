"""The panels of a target's regulators: one for each, on the same axes, coloured only where the band leaves out 0."""

from __future__ import annotations

import numpy as np
import pytest

from compute.analyse import regulator_courses
from compute.study import Study
from sign_dash import theme
from sign_dash.pages.regulators.course_panels import course_caption, course_panels
from tests.made import with_courses


@pytest.fixture(scope="module")
def courses(study: Study, tmp_path_factory: pytest.TempPathFactory) -> Study:
    return with_courses(study, tmp_path_factory.mktemp("panels") / "courses")


def test_every_course_has_its_panel_in_their_order(courses: Study) -> None:
    found = regulator_courses(courses, "CDH1", 6, 21)
    figure = course_panels(courses, found)
    assert [note.text.split("</b>")[0].removeprefix("<b>") for note in figure.layout.annotations] == [
        one.regulator for one in found
    ]
    marks = {one.regulator: "⊣" if one.largest < 0 else "→" for one in found}
    assert all(note.text.endswith(mark) for note, mark in zip(figure.layout.annotations, marks.values(), strict=True))
    assert figure.layout.meta["panels"] == len(found)
    low, high = figure.layout.yaxis.range
    assert low < min(one.course.min() for one in found) < max(one.course.max() for one in found) < high
    assert low <= min(one.low.min() for one in found) < max(one.high.max() for one in found) <= high
    assert sum(trace.name == "samples" for trace in figure.data) == len(found)
    caption = course_caption(courses, "CDH1", found)
    assert caption.index(found[0].regulator) < caption.index(found[-1].regulator)


def test_colour_is_where_the_band_leaves_out_zero(courses: Study) -> None:
    one = next(one for one in regulator_courses(courses, "CDH1", None, 21) if one.regulator == "ZEB1")
    figure = course_panels(courses, [one])
    (coloured,) = [trace for trace in figure.data if trace.line.color == theme.REPRESSES]
    there = np.array([value is not None for value in coloured.y])
    np.testing.assert_array_equal(there, one.high < 0)
    assert not any(trace.line.color == theme.ACTIVATES for trace in figure.data)


def test_no_course_is_no_panel(courses: Study) -> None:
    assert not course_panels(courses, []).data
