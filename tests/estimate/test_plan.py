"""A plan counts what the run counts, and its bounds hold; it leaves no trace."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pytest

from compute.errors import UserError
from compute.estimate.costs import Cost
from compute.estimate.plan import Plan, plan
from compute.estimate.run import profile
from compute.methods.network_profiler.settings import Settings
from tests.estimate.conftest import FAST, cohort, correlated

TIES = np.round(np.random.default_rng(51).normal(size=90), 1)


@pytest.fixture(autouse=True)
def _brief(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("compute.estimate.costs.FIRST_SECONDS", 0.05)
    monkeypatch.setattr("compute.estimate.costs.SECONDS", 0.2)
    monkeypatch.setattr("compute.methods.network_profiler.bandwidth.POLLED", 10)


@pytest.mark.parametrize(
    "given",
    [
        {},
        {"bandwidth": 0.5},
        {"bandwidth_for": "target"},
        {"score_grid": 12},
        {"search": "track", "bandwidth": 0.5},
    ],
    ids=str,
)
def test_it_counts_what_the_run_counts(given: dict[str, object], tmp_path: Path) -> None:
    whole = cohort(correlated(51, 90, 30), TIES, 20)
    settings = Settings(**{"hold_out": 8, **FAST, **given})  # type: ignore[arg-type]
    told: list[tuple[Plan, int]] = []
    planned = plan(whole, tmp_path / "s", settings, 2, so_far=lambda *how_far: told.append(how_far))
    assert [done for _, done in told] == list(range(len(planned.parts)))
    assert [part.fits for part in told[0][0].parts] == [part.fits for part in planned.parts]
    assert all(found.seconds_low <= found.seconds <= found.seconds_high for found, _ in told)
    assert list(tmp_path.iterdir()) == []
    record = profile(whole, tmp_path / "s", settings, 2)
    done = {"samples": record.samples, "targets": record.targets, "regulators": record.regulators}
    assert {name: getattr(planned, name) for name in done} == done
    assert planned.part("networks").fits == planned.points * 30
    assert planned.points == given.get("score_grid", np.unique(TIES).size)
    asked = 30 if given.get("bandwidth_for") == "target" else 10
    assert planned.part("bandwidth").fits == (0 if "bandwidth" in given else 8 * 3 * asked)
    assert planned.part("audit").fits == (record.run["audit"]["pairs"] if "audit" in record.run else 0)
    disk = sum(path.stat().st_size for path in (tmp_path / "s").rglob("*"))
    assert planned.disk >= disk - 40_000  # what files cost however small they are
    assert planned.memory >= record.run["peak_rss_mb"] * 2**20
    assert planned.free > 0


def test_time_scales_with_the_work(tmp_path: Path) -> None:
    """Of two plans alike but for the samples planned, the larger is dearer: no clock decides this test's outcome."""
    values = correlated(52, 120, 60)
    few = cohort(values[:30], np.linspace(0, 1, 30), 40, targets=("G1", "G2"))
    many = cohort(values, np.linspace(0, 1, 120), 40)
    settings = Settings(bandwidth=0.5, **FAST)  # type: ignore[arg-type]
    assert plan(many, tmp_path / "s", settings, 1).seconds > plan(few, tmp_path / "s", settings, 1).seconds > 0


def test_a_gpu_is_not_judged_by_a_few_targets(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    whole = cohort(correlated(51, 90, 30), TIES, 20)
    with pytest.raises(UserError, match="leave out --device to plan"):
        plan(whole, tmp_path / "s", Settings(device="cuda", **FAST), 1)  # type: ignore[arg-type]


def test_the_range_holds_what_is_likely_and_begins_with_the_processor_alone() -> None:
    """Tasks of 1 s and 0.1 s a target of processor time; the clock tells twice as much, five times for a quarter."""
    cost = Cost(lambda _size, _rng: None)
    cost.timed = [
        (size, (5 if place % 8 in (0, 3) else 2) * (1 + 0.1 * size), 1 + 0.1 * size)
        for place, size in enumerate([10, 40] * 12)
    ]
    expected = cost.of(100)
    assert expected.low == pytest.approx(11)
    assert expected.likely == pytest.approx(2.75 * 11, rel=0.05)  # their mean: the run pays for the slow ones too
    assert expected.likely < expected.high < 6 * 11


def test_few_pieces_leave_more_open_than_many() -> None:
    """The same scatter in six pieces and in ninety-six: what is not known is part of the range."""
    rng = np.random.default_rng(4)
    few, many = Cost(lambda _size, _rng: None), Cost(lambda _size, _rng: None)
    pieces = [(size, (1 + 0.1 * size) * factor) for size in (4, 16) for factor in rng.lognormal(0, 0.3, 48).tolist()]
    many.timed = [(size, taken, taken) for size, taken in pieces]
    few.timed = many.timed[:3] + many.timed[48:51]

    def width(cost: Cost) -> float:
        found = cost.of(500)
        return (found.likely - found.low) / found.likely

    assert width(few) > 2 * width(many)


def test_so_many_pieces_cost_as_often_as_much() -> None:
    cost = Cost(lambda _size, _rng: None)
    cost.timed = [(size, 1 + 0.1 * size, 1 + 0.1 * size) for size in (4, 16) for _ in range(5)]
    assert cost.of(300, 3).likely == pytest.approx(3 * cost.of(100).likely)
