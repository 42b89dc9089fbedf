"""The card of an edge of courses: where it differs, and the samples' evidence, in words and points."""

from __future__ import annotations

import numpy as np
import pytest

from compute.study import Study
from sign_dash.pages.explore.course_card import course_facts, stretches
from sign_dash.pages.explore.facts import edge_facts
from tests.made import with_courses


@pytest.fixture(scope="module")
def courses(study: Study, tmp_path_factory: pytest.TempPathFactory) -> Study:
    return with_courses(study, tmp_path_factory.mktemp("card") / "courses")


def test_stretches_of_the_score() -> None:
    scores = np.array([-1.0, -0.5, 0.0, 0.5, 1.0])
    assert stretches(scores, np.array([1, 1, 0, 0, 1], bool)) == "−1.00 to −0.50, +1.00 to +1.00"
    assert stretches(scores, np.zeros(5, bool)) == ""


def test_an_edge_says_where_it_differs_and_shows_its_samples(courses: Study) -> None:
    where, evidence = course_facts(courses, edge_facts(courses, "ZEB1", "CDH1", range(40, 41)))
    said = [paragraph.children for paragraph in where.children]
    assert said[0].startswith("Differs from 0 at EMT score ")
    assert said[1].startswith("Differs from its own mean at EMT score ")
    figure = evidence.children[1].children.figure
    points = figure.data[2]
    assert len(points.x) >= 30
    assert set(points.text) <= set(courses.samples)
    line = figure.data[3]
    band = courses.edge_band("ZEB1", "CDH1", courses.modulator[[40]])
    assert (line.y[2] - line.y[0]) / (line.x[2] - line.x[0]) == pytest.approx(band.coefficient[0])


def test_at_a_score_the_evidence_is_of_that_score(courses: Study) -> None:
    score = float(courses.modulator[60:62].mean())
    _, evidence = course_facts(courses, edge_facts(courses, "ZEB1", "CDH1", range(60, 61), score))
    assert f"{score:+.2f}".replace("-", "−") in evidence.children[0].children


def test_what_is_no_edge_and_what_is_no_course_says_nothing(courses: Study, study: Study) -> None:
    absent = next(name for name in courses.regulators if name != "CDH1" and not courses.edge(name, "CDH1").any())
    assert course_facts(courses, edge_facts(courses, absent, "CDH1", range(3, 4))) == []
    assert course_facts(study, edge_facts(study, "ZEB1", "CDH1", range(3, 4))) == []
