"""A whole profile: planted edges are found, and the answer is the same however it is run."""

from __future__ import annotations

import json
import shutil
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest

from compute.errors import UserError
from compute.estimate.run import profile
from compute.estimate.stages import StoppedError
from compute.jobs import only_writer
from compute.methods.network_profiler.settings import Settings
from compute.settings import earlier
from compute.study import Study, open_study
from tests.estimate.conftest import FAST, Profiled, cohort, correlated
from tests.made import rewrite_record


def test_an_edge_that_exists_only_at_high_m_is_seen_there_and_not_in_the_pool(profiled: Profiled) -> None:
    """The toy of the paper: 1,000 samples sorted by m; pooled, no correlation is visible."""
    rng = np.random.default_rng(21)
    n = 1000
    modulator = np.linspace(0, 1, n)
    values = rng.normal(size=(n, 6))
    on = modulator > 0.8
    noise = rng.normal(size=n)
    values[:, 5] = np.where(on, values[:, 0] + 0.3 * noise, -0.25 * values[:, 0] + noise)
    assert abs(np.corrcoef(values[:, 0], values[:, 5])[0, 1]) < 0.1
    study = profiled(cohort(values, modulator, 5), bandwidth=0.01, workers=2)
    edge = study.edge("G0", "G5")
    assert (edge[950:] > 0.5).all()
    assert (edge[100:600] <= 0).all()


def test_an_edge_that_flips_is_recovered_with_both_signs(profiled: Profiled) -> None:
    rng = np.random.default_rng(22)
    modulator = np.linspace(-1, 1, 200)
    values = rng.normal(size=(200, 12))
    values[:, 11] = 1.5 * np.tanh(4 * modulator) * values[:, 3] + 0.5 * rng.normal(size=200)
    study = profiled(cohort(values, modulator, 10))
    edge = study.edge("G3", "G11")
    assert (edge[:50] < -0.2).all()
    assert (edge[150:] > 0.2).all()
    others = [study.edge(f"G{j}", "G11") for j in range(10) if j != 3]
    assert np.abs(edge).mean() > 5 * max(np.abs(other).mean() for other in others)


def test_samples_are_stored_in_order_of_the_score(profiled: Profiled) -> None:
    rng = np.random.default_rng(23)
    modulator = rng.normal(size=30)
    modulator[[4, 20]] = modulator[7]
    whole = cohort(correlated(23, 30, 8), modulator, 5)
    study = profiled(whole, bandwidth=1.0)
    assert (np.diff(study.modulator) >= 0).all()
    names = sorted(range(30), key=lambda i: (modulator[i], whole.expression.samples[i]))
    assert study.samples == tuple(whole.expression.samples[i] for i in names)
    np.testing.assert_allclose(study.expression("G2"), whole.expression.values[names, 2], rtol=1e-6)


def test_samples_of_equal_score_have_the_same_network(profiled: Profiled) -> None:
    modulator = np.repeat(np.linspace(-1, 1, 20), 2)
    study = profiled(cohort(correlated(28, 40, 10), modulator, 6), bandwidth=0.3)
    for i in range(0, 40, 2):
        np.testing.assert_array_equal(study.network(i).toarray(), study.network(i + 1).toarray())
    assert (study.network(0).toarray() != study.network(39).toarray()).any()


def coefficients(study: Study) -> dict[tuple[str, str, str], float]:
    found = {}
    for i, sample in enumerate(study.samples):
        network = study.network(i).tocoo()
        for j, k, value in zip(network.row, network.col, network.data, strict=True):
            found[sample, study.regulators[j], study.targets[k]] = float(value)
    return found


def test_order_of_samples_and_genes_does_not_matter(profiled: Profiled) -> None:
    rng = np.random.default_rng(24)
    modulator = rng.normal(size=40)
    whole = cohort(correlated(24, 40, 14), modulator, 9)
    rows, columns = rng.permutation(40), rng.permutation(14)
    table = whole.expression
    shuffled = replace(
        whole,
        expression=replace(
            table,
            values=table.values[np.ix_(rows, columns)],
            samples=tuple(table.samples[i] for i in rows),
            genes=tuple(table.genes[j] for j in columns),
        ),
        modulator=modulator[rows],
        regulators=tuple(rng.permutation(np.array(whole.regulators)).tolist()),
        targets=tuple(rng.permutation(np.array(whole.targets)).tolist()),
    )
    one, other = (coefficients(profiled(c, name=n)) for c, n in ((whole, "one"), (shuffled, "other")))
    assert one.keys() == other.keys()
    np.testing.assert_allclose([one[key] for key in one], [other[key] for key in one], atol=1e-6)


def files(path: Path) -> dict[str, bytes]:
    return {entry.relative_to(path).as_posix(): entry.read_bytes() for entry in (path / "networks").rglob("*.npy")}


class InterruptedRunError(Exception):
    pass


def interrupt_at(stage: str, share: float) -> Callable[[str, int, int], None]:
    def stop(now: str, done: int, total: int) -> None:
        if now == stage and done >= share * total:
            raise InterruptedRunError

    return stop


def test_the_same_to_the_bit_for_any_number_of_workers_and_after_interruptions(
    profiled: Profiled, tmp_path: Path
) -> None:
    whole = cohort(correlated(25, 70, 14), np.linspace(-1, 1, 70), 9)
    settings = Settings(**FAST)  # type: ignore[arg-type]
    profiled(whole, workers=1, name="one")
    profiled(whole, workers=3, name="three")
    for resume, (stage, share) in enumerate([("bandwidth", 0.5), ("networks", 0.2), ("networks", 0.7)]):
        with pytest.raises(InterruptedRunError):
            profile(whole, tmp_path / "broken", settings, 2, bool(resume), interrupt_at(stage, share))
    assert open_study(tmp_path / "broken", allow_unfinished=True).info.state == "running"
    profile(whole, tmp_path / "broken", settings, 2, resume=True)
    assert files(tmp_path / "one") == files(tmp_path / "three") == files(tmp_path / "broken")
    assert not (tmp_path / "broken" / "networks" / ".pending").exists()


def test_what_was_told_to_be_done_is_not_computed_again(tmp_path: Path) -> None:
    whole = cohort(correlated(25, 70, 14), np.linspace(-1, 1, 70), 9)
    told: list[tuple[str, int]] = []

    def record(stage: str, done: int, total: int) -> None:
        told.append((stage, done))

    def run(break_off: Callable[[str, int, int], None]) -> None:
        def both(stage: str, done: int, total: int) -> None:
            record(stage, done, total)
            break_off(stage, done, total)

        profile(whole, tmp_path / "s", Settings(**FAST), 1, bool(told), both)  # type: ignore[arg-type]

    for stage in ("bandwidth", "networks"):
        with pytest.raises(InterruptedRunError):
            run(interrupt_at(stage, 0.3))
        stopped_at = told[-1]
        told.clear()
        told.append(stopped_at)  # so that the next run resumes
        with pytest.raises(InterruptedRunError):
            run(interrupt_at(stage, 0.3))
        assert told[1] == stopped_at


def test_a_run_asked_to_stop_keeps_what_is_finished(tmp_path: Path) -> None:
    whole = cohort(correlated(25, 70, 14), np.linspace(-1, 1, 70), 9)
    settings = Settings(bandwidth=0.3, **FAST)  # type: ignore[arg-type]
    done = [0]

    def progress(stage: str, now: int, total: int) -> None:
        done[0] = now

    with pytest.raises(StoppedError):
        profile(whole, tmp_path / "s", settings, 1, progress=progress, stopping=lambda: done[0] >= 40)
    assert 40 <= done[0] < 70
    at_first = done[0]
    record = profile(whole, tmp_path / "s", settings, 1, resume=True)
    assert record.run["samples_computed"] == 70 - at_first
    profile(whole, tmp_path / "whole", settings, 1)
    assert files(tmp_path / "s") == files(tmp_path / "whole")


def test_resume_refuses_other_settings(tmp_path: Path) -> None:
    whole = cohort(correlated(26, 20, 8), np.linspace(-1, 1, 20), 5)
    profile(whole, tmp_path / "s", Settings(bandwidth=1.0, **FAST))  # type: ignore[arg-type]
    with pytest.raises(UserError, match=r"bandwidth: 1.0 there, 2.0 here"):
        profile(whole, tmp_path / "s", Settings(bandwidth=2.0, **FAST), resume=True)  # type: ignore[arg-type]


def test_a_run_begun_before_settings_were_added_goes_on(tmp_path: Path) -> None:
    whole = cohort(correlated(26, 70, 8), np.linspace(-1, 1, 70), 5)
    settings = Settings(bandwidth=1.0, reach=(0.6, 1.0, 1.7), **FAST)  # type: ignore[arg-type]
    profile(whole, tmp_path / "s", settings)
    path = tmp_path / "s" / "study.json"
    method = json.loads(path.read_text(encoding="utf-8"))["method"]
    for name in earlier(Settings):
        del method["settings"][name]
    rewrite_record(path, method=method, state="running")
    shutil.rmtree(tmp_path / "s" / "networks" / "00001")
    assert profile(whole, tmp_path / "s", settings, resume=True).run["samples_computed"] == 32


def test_resuming_a_complete_study_changes_nothing(tmp_path: Path) -> None:
    whole = cohort(correlated(26, 20, 8), np.linspace(-1, 1, 20), 5)
    settings = Settings(bandwidth=1.0, **FAST)  # type: ignore[arg-type]
    profile(whole, tmp_path / "s", settings)
    before = (tmp_path / "s" / "study.json").read_bytes()
    profile(whole, tmp_path / "s", settings, resume=True)
    assert (tmp_path / "s" / "study.json").read_bytes() == before


@pytest.mark.parametrize(
    ("changes", "names"),
    [
        ({"modulator": np.full(20, 0.5)}, "same for every sample"),
        ({"modulator": np.r_[np.nan, np.linspace(0, 1, 19)]}, "S0000"),
        ({"regulators": ()}, "regulators"),
        ({"targets": ()}, "targets"),
    ],
)
def test_what_cannot_be_profiled_is_named(changes: dict[str, object], names: str) -> None:
    good = cohort(correlated(1, 20, 6), np.linspace(0, 1, 20), 3)
    with pytest.raises(UserError, match=names):
        replace(good, **changes)  # type: ignore[arg-type]


@pytest.mark.parametrize(
    "settings",
    [
        {"bandwidth": 0.0},
        {"bandwidth": float("nan")},
        {"l1": -1.0},
        {"l2": float("inf")},
        {"l1_ratio": 1.0},
        {"rounds": 0},
        {"l2_grid": ()},
        {"bandwidth_grid": (1.0, -2.0)},
    ],
)
def test_settings_out_of_range_are_refused(settings: dict[str, object]) -> None:
    with pytest.raises(UserError, match=r"must|empty"):
        Settings(**settings)  # type: ignore[arg-type]


def test_a_study_that_another_run_finishes_while_this_one_waits_is_left_alone(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    whole, settings = cohort(correlated(31, 40, 8), np.arange(40.0), 5), Settings(bandwidth=20.0, **FAST)  # type: ignore[arg-type]
    with pytest.raises(StoppedError):
        profile(whole, tmp_path / "s", settings, 1, stopping=lambda: True)
    finished: list[bytes] = []

    @contextmanager
    def after_the_other(folder: Path) -> Iterator[None]:
        with monkeypatch.context() as patch:
            patch.setattr("compute.estimate.run.only_writer", only_writer)
            profile(whole, folder, settings, 1, resume=True)
        finished.append((folder / "study.json").read_bytes())
        with only_writer(folder):
            yield

    monkeypatch.setattr("compute.estimate.run.only_writer", after_the_other)
    record = profile(whole, tmp_path / "s", settings, 1, resume=True)
    assert [(tmp_path / "s" / "study.json").read_bytes()] == finished
    assert record == open_study(tmp_path / "s").info
