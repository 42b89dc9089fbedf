"""Real worker processes, one of them killed: the same bits, and nothing is computed twice that was already safe."""

from __future__ import annotations

import os
import signal
from pathlib import Path

import numpy as np
import pytest

from compute.errors import UserError
from compute.estimate.cluster import cluster
from compute.estimate.cluster_workers import environment
from compute.estimate.run import profile
from compute.messages import Message
from compute.methods.network_profiler.settings import Settings
from compute.study import StudyWriter
from compute.study.pending import Pending
from tests.estimate.conftest import FAST, cohort, correlated
from tests.estimate.test_run import files

WHOLE = cohort(correlated(41, 120, 30), np.linspace(-1, 1, 120), 20)
SETTINGS = Settings(hold_out=6, **FAST)  # type: ignore[arg-type]


@pytest.fixture(scope="module")
def alone(tmp_path_factory: pytest.TempPathFactory) -> Path:
    path = tmp_path_factory.mktemp("alone") / "s"
    profile(WHOLE, path, SETTINGS, 1)
    return path


@pytest.fixture
def saved(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """Names of the results that were kept, in order."""
    names: list[str] = []
    save = Pending.save

    def counted(self: Pending, name: str, arrays: object) -> None:
        names.append(name)
        save(self, name, arrays)  # type: ignore[arg-type]

    monkeypatch.setattr(Pending, "save", counted)
    return names


@pytest.mark.slow
@pytest.mark.parametrize("processes", [2, 1], ids=["one of two is killed", "the only one is killed"])
def test_a_worker_is_killed_in_mid_run(alone: Path, tmp_path: Path, processes: int, saved: list[str]) -> None:
    killed: list[int] = []
    said: list[Message] = []
    with cluster(f"local:{processes}", said.append) as workers:
        assert workers.count == processes

        def kill_one(stage: str, done: int, total: int) -> None:
            if stage == "networks" and done >= total // 4 and not killed:
                killed.append(min(workers.client.run(os.getpid).values()))
                os.kill(killed[0], signal.SIGKILL)

        profile(WHOLE, tmp_path / "s", SETTINGS, workers, progress=kill_one)
    assert killed
    assert [(note.values["lost"], note.values["count"], note.severity) for note in said] == [(1, processes, "warning")]
    assert files(tmp_path / "s") == files(alone)
    assert len(saved) == len(set(saved)) == 6 * 3 + 30  # held-out samples with each candidate, then blocks


@pytest.mark.slow
def test_an_interrupted_run_is_resumed_on_workers_elsewhere(alone: Path, tmp_path: Path, saved: list[str]) -> None:
    """A scheduler of its own, reached by its address; the first part was computed by threads."""
    from distributed import LocalCluster

    class InterruptedRunError(Exception):
        pass

    def stop(stage: str, done: int, total: int) -> None:
        if stage == "networks" and done >= 40:
            raise InterruptedRunError

    with pytest.raises(InterruptedRunError):
        profile(WHOLE, tmp_path / "s", SETTINGS, 2, progress=stop)
    with (
        LocalCluster(n_workers=1, threads_per_worker=2, dashboard_address=None, memory_limit=0) as elsewhere,
        cluster(elsewhere.scheduler_address) as workers,
    ):
        assert workers.count == 2
        profile(WHOLE, tmp_path / "s", SETTINGS, workers, resume=True)
    assert files(tmp_path / "s") == files(alone)
    assert len(saved) == len(set(saved))


@pytest.mark.slow
def test_a_worker_of_another_version_is_refused(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    other = tuple((name, "0.0.1" if name == "numpy" else there) for name, there in environment())
    monkeypatch.setattr("compute.estimate.cluster_workers.environment", lambda: other)
    with (
        cluster("local:1") as workers,
        pytest.raises(UserError, match=r"another numpy \(.*, not 0\.0\.1\)"),
    ):
        profile(WHOLE, tmp_path / "s", SETTINGS, workers)
    assert StudyWriter.resume  # the study is there to go on with
    assert (tmp_path / "s" / "study.json").exists()


@pytest.mark.parametrize(
    ("address", "sentence"),
    [
        ("local:0", "how many processes"),
        ("local:x", "how many processes"),
        ("somewhere", "not the address of a cluster"),
        ("tcp://127.0.0.1:1", r"No Dask scheduler answers at tcp://127\.0\.0\.1:1"),
    ],
)
def test_an_address_that_is_none_is_told_in_one_sentence(
    address: str, sentence: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("compute.estimate.cluster.CONNECT_SECONDS", 1)
    with pytest.raises(UserError, match=sentence), cluster(address):
        pass


def test_without_dask_it_says_what_to_install(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(__import__("sys").modules, "distributed", None)
    with pytest.raises(UserError, match=r"needs Dask"), cluster("local:1"):
        pass
