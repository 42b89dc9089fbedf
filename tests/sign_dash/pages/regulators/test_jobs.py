"""Master regulators in the background: the real worker, its progress, its ends, and what is kept."""

from __future__ import annotations

import json
import os
import signal
from pathlib import Path

import pandas as pd
import pytest

from compute.analyse import function_changes, integral_test, study_sets
from compute.jobs import JobQueue, JobState
from compute.read import read_gene_sets
from compute.study import Study
from sign_dash.jobs import stopped_unexpectedly
from sign_dash.pages.regulators import work
from sign_dash.pages.regulators.jobs import Masters, Request
from sign_dash.pages.regulators.masters_result import master_rows, run_sentence, verdict
from tests.jobs.following import ended, until


def gmt(study: Study, sets: int = 4, size: int = 12) -> bytes:
    lines = [f"SET_{u}\tmade\t" + "\t".join(study.targets[u::sets][:size]) for u in range(sets)]
    return ("\n".join(lines) + "\n").encode()


def under_test(job: JobState) -> bool:
    return job.total > 0


@pytest.fixture
def masters(study: Study, tmp_path: Path) -> Masters:
    return Masters(study, tmp_path)


def request(masters: Masters, content: bytes, permutations: int = 0) -> Request:
    kept = masters.files.keep(content, "mine.gmt")
    return Request(kept["digest"], kept["name"], 5, 500, permutations)


def test_a_run_gives_what_the_functions_give_and_is_kept(
    study: Study, masters: Masters, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    asked = request(masters, gmt(study))
    key = masters.start(asked)
    assert ended(masters.queue, key).state == "finished"
    rows = master_rows(masters.table(key, work.MASTERS))
    path = tmp_path / "own.gmt"
    path.write_bytes(gmt(study))
    test = integral_test(function_changes(study, study_sets(study, read_gene_sets(path), 5, 500)))
    expected = dict(zip(study.regulators, test.statistic, strict=True))
    assert {row["regulator"]: row["statistic"] for row in rows} == pytest.approx(expected, rel=1e-5, abs=1e-6)
    result = masters.result(key)
    assert result is not None
    assert (result["name"], result["sets"]) == ("mine.gmt", 4)
    functions = pd.read_csv(masters.table(key, work.FUNCTIONS))
    assert set(functions["regulator"]) <= set(study.regulators)

    made = (masters.queue.folder / key / "result.json").stat().st_mtime_ns
    assert masters.start(Request(asked.digest, "renamed.gmt", 5, 500, 0)) == key  # the file under another name
    assert (masters.queue.folder / key / "result.json").stat().st_mtime_ns == made
    with monkeypatch.context() as patched:
        patched.setattr("sign_dash.pages.regulators.jobs.networks_key", lambda _: "other networks")
        assert masters.result(key) is None  # an address of another study


def test_other_settings_are_another_result(study: Study, masters: Masters) -> None:
    asked = request(masters, gmt(study))
    keys = {
        asked.key(study),
        Request(asked.digest, asked.name, 6, 500, 0).key(study),
        Request(asked.digest, asked.name, 5, 400, 0).key(study),
        Request(asked.digest, asked.name, 5, 500, 3).key(study),
    }
    assert len(keys) == 4


def test_others_wait_and_cancelling_keeps_nothing(study: Study, masters: Masters) -> None:
    masters.queue._places = 1
    key = masters.start(request(masters, gmt(study), permutations=100_000))
    waits = masters.start(request(masters, gmt(study, sets=3)))
    until(masters.queue, key, under_test)
    job = masters.job(waits)
    assert job is not None
    assert "1 run ahead" in run_sentence(job, masters.queue.ahead_of(job))[0]
    masters.cancel(waits)
    masters.cancel(key)
    assert run_sentence(ended(masters.queue, key)) == ("Cancelled; no results were kept.", "status")
    assert masters.result(key) is None


def test_a_killed_worker_is_told(study: Study, masters: Masters) -> None:
    key = masters.start(request(masters, gmt(study), permutations=100_000))
    job = until(masters.queue, key, under_test)
    os.kill(json.loads((job.folder / "progress.json").read_text())["pid"], signal.SIGKILL)
    job = ended(masters.queue, key)
    assert (job.state, run_sentence(job)) == ("broken", (stopped_unexpectedly(), "alert"))


def test_what_is_wrong_with_the_file_is_one_sentence_with_its_name(masters: Masters) -> None:
    key = masters.start(request(masters, b"no tabs here\n"))
    job = ended(masters.queue, key)
    assert job.state == "failed"
    assert str(job.message).startswith("mine.gmt has no gene set in line 1")
    assert masters.result(key) is None


@pytest.mark.parametrize("key", ["", "../../etc", "0" * 15, "G" * 16])
def test_a_key_from_the_address_is_no_path(masters: Masters, key: str) -> None:
    assert masters.result(key) is None
    assert masters.job(key) is None


def test_work_survives_a_restart_of_the_server(study: Study, masters: Masters) -> None:
    key = masters.start(request(masters, gmt(study), permutations=100_000))
    after_restart = JobQueue(masters.queue.folder, "sign_dash.pages.regulators.work")
    assert until(after_restart, key, under_test).active
    after_restart.cancel(key)
    assert ended(masters.queue, key).state == "stopped"


def test_a_result_without_a_master_says_which_came_nearest() -> None:
    rows = [{"regulator": "ZEB1", "master": False, "q": -2.5}, {"regulator": "SNAI1", "master": False, "q": -1.0}]
    assert "ZEB1 (q = 0.0032)" in verdict(rows)
    assert verdict([rows[0] | {"master": True}, rows[1]]) == verdict([]) == ""
