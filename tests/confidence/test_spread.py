"""The spread of courses over parts: quantiles at the scores asked for, absent edges as 0, however little memory."""

from __future__ import annotations

import numpy as np
import pytest

from compute.confidence import spread as module
from compute.confidence.spread import Arrays, spread_of_courses
from compute.study import EDGES, SPREAD_QUANTILES

Q, SCORE = 4, (0.0, 1.0, 2.0)
PAIRS = ((0, 1), (0, 3), (2, 0))  # (target, regulator)


def made(parts: int) -> tuple[np.ndarray, dict[str, Arrays], np.ndarray]:
    """Records of three edges, parts whose own points differ, and (parts, edges, K) what their courses are there."""
    rng = np.random.default_rng(0)
    records = np.zeros(len(PAIRS), EDGES)
    records["target"], records["regulator"] = np.array(PAIRS).T
    records["share"] = (0.9, 0.1, 0.5)
    selections, courses = {}, np.zeros((parts, len(PAIRS), len(SCORE)))
    for number in range(parts):
        points = np.array([0.2, 1.0, 1.5 + 0.1 * number])
        chosen = rng.permutation(np.flatnonzero(rng.random(len(PAIRS)) < 0.7))
        value = rng.normal(size=(chosen.size, points.size)).astype(np.float32)
        target, regulator = np.array(PAIRS, np.int32)[chosen].T if chosen.size else np.empty((2, 0), np.int32)
        selections[f"p{number}"] = {"target": target, "regulator": regulator, "score": points, "course": value}
        for edge, row in zip(chosen, value, strict=True):
            courses[number, edge] = np.interp(SCORE, points, row)
    return records, selections, courses


@pytest.mark.parametrize("together", [1, 1 << 25])
def test_they_are_the_quantiles_over_the_parts(together: int, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(module, "TOGETHER", together)
    records, selections, courses = made(7)
    found = spread_of_courses(records, Q, list(selections), selections.__getitem__, SCORE)
    assert found is not None
    assert found["spread_edge"].tolist() == [0, 2]  # the second is there in too few parts
    expected = np.moveaxis(np.quantile(courses[:, [0, 2]], SPREAD_QUANTILES, axis=0), 0, 1)
    np.testing.assert_allclose(found["spread"], expected, atol=2e-3)


def test_a_method_without_courses_has_none() -> None:
    records, selections, _ = made(2)
    bare = {name: {"target": part["target"], "regulator": part["regulator"]} for name, part in selections.items()}
    assert spread_of_courses(records, Q, list(bare), bare.__getitem__, SCORE) is None
