"""A run of the real command that is stopped, terminated, killed or out of disk goes on where it was."""

from __future__ import annotations

import os
import re
import signal
import subprocess
import sys
import time
from collections.abc import Callable, Sequence
from pathlib import Path

import numpy as np
import pandas as pd
import pytest

from compute.cli.main import main
from compute.study import open_study, read_progress

ROOT = Path(__file__).resolve().parents[2]
STOPPED = "Stopped; finished work is kept. To continue, run the same command with --resume."


@pytest.fixture(scope="module")
def inputs(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("inputs")
    rng = np.random.default_rng(5)
    samples, genes = [f"S{i}" for i in range(100)], [f"G{j}" for j in range(40)]
    values = 8 + rng.normal(size=(100, 6)) @ rng.normal(size=(6, 40)) + rng.normal(size=(100, 40))
    pd.DataFrame(values, index=pd.Index(samples, name="sample"), columns=genes).to_csv(folder / "e.csv")
    pd.DataFrame({"sample": samples, "emt": rng.normal(size=100)}).to_csv(folder / "s.csv", index=False)
    (folder / "r.txt").write_text("\n".join(genes[:24]))
    assert main(command(folder, "whole")) == 0
    return folder


def command(folder: Path, study: str, *more: str) -> list[str]:
    given = ["--modulator", str(folder / "s.csv"), "--regulators", str(folder / "r.txt"), "--orientation"]
    fixed = [
        "samples-in-rows",
        "--hold-out",
        "5",
        "--reweight",
        "--rounds",
        "3",
        "--workers",
        "1",
        "-o",
        str(folder / study),
    ]
    return ["profile", str(folder / "e.csv"), *given, *fixed, *more]


def start(words: Sequence[str], start_new_session: bool = False) -> subprocess.Popen[str]:
    return subprocess.Popen(
        [sys.executable, "-m", "compute", *words],
        cwd=ROOT,
        stderr=subprocess.PIPE,
        text=True,
        start_new_session=start_new_session,
    )


def wait_until(study: Path, condition: Callable[[str, int], bool], process: subprocess.Popen[str]) -> None:
    for _ in range(6000):
        progress = read_progress(study) if study.exists() else None
        if progress is not None and condition(progress.stage, progress.done):
            return
        assert process.poll() is None, process.communicate()[1]
        time.sleep(0.01)
    pytest.fail("the run did not come so far")


def arrays(study: Path) -> dict[str, bytes]:
    return {path.relative_to(study).as_posix(): path.read_bytes() for path in study.rglob("*.np[yz]")}


def assert_goes_on(inputs: Path, study: str, capsys: pytest.CaptureFixture[str]) -> None:
    """Resumed, the study is the one of an undisturbed run, and nothing else lies in it."""
    assert main(command(inputs, study, "--resume")) == 0
    capsys.readouterr()
    assert arrays(inputs / study) == arrays(inputs / "whole")
    left = {path.relative_to(inputs / study) for path in (inputs / study).rglob("*")}
    assert left == {path.relative_to(inputs / "whole") for path in (inputs / "whole").rglob("*")}


@pytest.mark.parametrize(
    ("signals", "code", "told"),
    [([signal.SIGINT], 130, 2), ([signal.SIGTERM], 143, 1), ([signal.SIGINT, signal.SIGINT], 130, 2)],
    ids=["Ctrl-C", "SIGTERM", "Ctrl-C twice"],
)
def test_a_stop_keeps_what_is_finished_and_says_how_to_go_on(
    inputs: Path, signals: list[signal.Signals], code: int, told: int, capsys: pytest.CaptureFixture[str]
) -> None:
    study = f"stopped-{code}-{len(signals)}"
    process = start(command(inputs, study))
    wait_until(inputs / study, lambda stage, done: stage == "networks", process)
    for number in signals:
        process.send_signal(number)
        time.sleep(0.05)
    said = process.communicate(timeout=60)[1]
    # A second Ctrl-C may come when all is said and the interpreter is on its way out.
    codes = {code, -signal.SIGINT} if len(signals) > 1 else {code}
    assert process.returncode in codes, said
    assert "Traceback" not in said
    assert said.strip().splitlines()[-1] == STOPPED
    progress = read_progress(inputs / study)
    assert progress is not None
    assert (progress.state, str(progress.message)) == ("stopped", STOPPED)
    assert_goes_on(inputs, study, capsys)


def test_a_second_run_on_the_same_study_is_refused(inputs: Path, capsys: pytest.CaptureFixture[str]) -> None:
    process = start(command(inputs, "shared"))
    try:
        wait_until(inputs / "shared", lambda stage, done: stage != "", process)
        assert main(command(inputs, "shared", "--resume")) == 2
        assert "is being written by another run" in capsys.readouterr().err
    finally:
        process.kill()
        process.communicate()
    assert_goes_on(inputs, "shared", capsys)


def test_killed_at_random_moments(inputs: Path, capsys: pytest.CaptureFixture[str]) -> None:
    rng = np.random.default_rng(11)
    study, kills = inputs / "killed", 0
    while kills < 6:
        process = start(command(inputs, "killed", *(["--resume"] if study.exists() else [])))
        wait_until(study, lambda stage, done: stage != "", process)
        time.sleep(float(rng.uniform(0, 0.3)))
        process.kill()
        process.communicate()
        if open_study(study, allow_unfinished=True).info.state == "complete":
            break
        kills += 1
        progress = read_progress(study)
        assert progress is not None
        assert progress.state == "broken"
    assert kills
    assert_goes_on(inputs, "killed", capsys)


@pytest.mark.slow
def test_ctrl_c_in_a_terminal_reaches_the_processes_of_a_local_cluster_too(
    inputs: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    words = [word for word in command(inputs, "local", "--cluster", "local:2") if word not in {"--workers", "1"}]
    process = start(words, start_new_session=True)
    wait_until(inputs / "local", lambda stage, done: stage == "networks", process)
    os.killpg(process.pid, signal.SIGINT)  # what the terminal does
    said = process.communicate(timeout=60)[1]
    assert process.returncode == 130, said
    assert said.strip().splitlines()[-1] == STOPPED
    assert "Traceback" not in said
    assert_goes_on(inputs, "local", capsys)


def test_a_plan_writes_nothing(
    inputs: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("compute.estimate.costs.SECONDS", 0.2)
    assert main(command(inputs, "planned", "--plan")) == 0
    said = capsys.readouterr().out.splitlines()
    assert [line[:8].strip() for line in said] == ["fits", "time", "", "memory", "disk", "Measured"]
    assert said[0].endswith(
        "600 (Finding the bandwidth), 4,000 (Estimating networks); networks at 100 values of the score"
    )
    assert not (inputs / "planned").exists()
    assert main(command(inputs, "planned", "--plan", "--confidence", "2")) == 0
    said = capsys.readouterr().out.splitlines()
    assert re.search(r"about .* more to find the edges again in 80 subsamples, .* of disk meanwhile", said[3])
    assert not (inputs / "planned").exists()
    for more, sentence in (
        (["--cluster", "local:2"], "give one of them"),
        (["--cluster", "nowhere"], "give one of them"),
    ):
        assert main(command(inputs, "planned", *more)) == 2
        assert sentence in capsys.readouterr().err


def test_a_full_disk_leaves_the_finished_part_and_says_so(inputs: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """The limit on a process's files stands in for the full disk: blocks do not fit, chunks do."""
    resource = pytest.importorskip("resource", reason="this system does not limit the size of files")
    largest = max(path.stat().st_size for path in (inputs / "whole" / "networks").rglob("*.npy"))
    words = [sys.executable, "-m", "compute", *command(inputs, "full")]
    done = subprocess.run(
        words,
        cwd=ROOT,
        capture_output=True,
        text=True,
        check=False,
        preexec_fn=lambda: resource.setrlimit(resource.RLIMIT_FSIZE, (largest - 1, largest - 1)),
    )
    assert done.returncode == 2
    assert "could not be written" in done.stderr.splitlines()[-1]
    assert "--resume" in done.stderr.splitlines()[-1]
    assert "Traceback" not in done.stderr
    progress = read_progress(inputs / "full")
    assert progress is not None
    assert progress.state == "failed"
    assert_goes_on(inputs, "full", capsys)
