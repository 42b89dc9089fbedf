"""Mean networks of large studies are kept between processes, and are the ones that would be read."""

from __future__ import annotations

from dataclasses import fields
from pathlib import Path

import numpy as np
import pytest

from compute.analyse import MeanNetwork, mean_network
from compute.study import Study
from sign_dash.pages.compare import means
from sign_dash.pages.compare.comparison import Comparisons
from sign_dash.pages.compare.means import Means


@pytest.fixture
def read(monkeypatch: pytest.MonkeyPatch) -> list[list[int]]:
    """What was read of studies; every one counts as large."""
    found: list[list[int]] = []

    def counted(study: Study, samples: list[int]) -> MeanNetwork:
        found.append(list(samples))
        return mean_network(study, samples)

    monkeypatch.setattr(means, "mean_network", counted)
    monkeypatch.setattr(means, "LARGE", 1)
    return found


def assert_same(found: MeanNetwork, expected: MeanNetwork) -> None:
    for field in fields(MeanNetwork):
        np.testing.assert_array_equal(getattr(found, field.name), getattr(expected, field.name))


def test_a_mean_network_is_read_once_for_all_processes(study: Study, tmp_path: Path, read: list[list[int]]) -> None:
    samples = [0, 2, 3]
    for _ in range(3):
        assert_same(Means(tmp_path).of(study, samples), mean_network(study, samples))
    assert read == [samples]
    assert_same(Means(tmp_path).of(study, [0, 2]), mean_network(study, [0, 2]))
    assert read == [samples, [0, 2]]


def test_the_next_server_compares_from_what_was_kept(study: Study, tmp_path: Path, read: list[list[int]]) -> None:
    def compared() -> Comparisons:
        return Comparisons(study, lambda _: None, Means(tmp_path).of)

    first, second = (compared().of("low:10", "high:10") for _ in range(2))
    assert len(read) == 2  # a side each
    np.testing.assert_array_equal(first.difference, second.difference)


def test_few_coefficients_are_read_and_not_kept(
    study: Study, tmp_path: Path, read: list[list[int]], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(means, "LARGE", 10**9)
    for _ in range(2):
        Means(tmp_path).of(study, [0, 1])
    assert len(read) == 2
    assert list(tmp_path.iterdir()) == []
