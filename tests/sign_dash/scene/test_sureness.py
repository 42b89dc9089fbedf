"""How sure edges are: one less their q, where a method tests them; what it does not list is not sure."""

from __future__ import annotations

import numpy as np
import pytest

from compute.study import Study
from sign_dash.scene.select import neighbourhood
from sign_dash.scene.sureness import knows_sureness, sureness


def test_it_is_one_less_the_q_of_each_edge(time_study: Study) -> None:
    table = time_study.edge_table
    assert knows_sureness(time_study)
    some = np.arange(table.target.size)[::-3]
    found = sureness(time_study, table.regulator[some].astype(np.int64), table.target[some].astype(np.int64))
    assert found == pytest.approx(1 - table.columns["q"][some], abs=1e-5)
    gene = np.array([3])
    assert sureness(time_study, gene, gene) == pytest.approx([0])  # no gene regulates itself


def test_a_picture_holds_edges_of_a_small_q_alone(time_study: Study) -> None:
    q = np.sort(time_study.edge_table.columns["q"])
    limit = float(q[q.size // 2])
    focus = time_study.regulators
    drawn = neighbourhood(time_study, focus, 1, confidence=1 - limit)
    assert drawn.confidence is not None
    assert drawn.confidence.min() >= np.float32(1 - limit) - 1e-6
    assert abs(drawn.source.size - np.count_nonzero(q <= limit + 1e-6)) <= 1
    assert neighbourhood(time_study, focus, 1).source.size == q.size


def test_a_study_without_confidence_or_q_knows_nothing(study: Study) -> None:
    assert not knows_sureness(study)
    assert sureness(study, np.array([0]), np.array([0])) is None
