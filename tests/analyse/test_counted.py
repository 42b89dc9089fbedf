"""From which strength edges count, and what is said of how many change, against the arrays themselves."""

from __future__ import annotations

import numpy as np
import pytest

from compute.analyse import changed_edges, compared_strength, network_difference, read_side
from compute.study import open_study
from tests.study.conftest import Planted


def test_as_many_edges_of_either_side_count_as_are_compared(planted: Planted, monkeypatch: pytest.MonkeyPatch) -> None:
    study = open_study(planted.path)
    difference = network_difference(read_side(study, "low:20"), read_side(study, "high:20"))
    assert compared_strength(difference) == 0.0  # fewer edges than are compared: all count
    assert str(changed_edges(difference, 0.0)).endswith(" edges change")
    monkeypatch.setattr("compute.analyse.counted.EDGES_COMPARED", 20)
    strength = compared_strength(difference)
    largest = np.sort(np.maximum(np.abs(difference.mean_a), np.abs(difference.mean_b)))
    assert strength == pytest.approx(largest[-20], rel=0.05)
    said = changed_edges(difference, strength)
    there = difference.in_a(strength) | difference.in_b(strength)
    changed = there & (np.abs(difference.difference) >= strength / 2)
    assert said.values == {"changed": changed.sum(), "all": there.sum(), "strength": strength}
    assert str(said) == f"{changed.sum()} of {there.sum()} edges of strength {strength:g} or more change"
