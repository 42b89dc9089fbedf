"""Two who want the same folder: one gets it, the other a sentence, and the study is whole."""

from __future__ import annotations

import subprocess
import sys
import time
from pathlib import Path

import numpy as np
import pytest

from compute.cli.main import main
from compute.study import verify_study
from sign_dash.server.library import Library
from tests.faults.conftest import arrays, wanted
from tests.faults.forked import Forked, fresh, runs, say
from tests.jobs.following import ended

ROOT = Path(__file__).resolve().parents[2]


def command(files: dict[str, Path], study: Path, *more: str) -> list[str]:
    """As :func:`tests.faults.conftest.wanted`."""
    return [
        *("profile", str(files["simulated-expression.csv"])),
        *("--modulator", f"{files['simulated-scores.csv']}:EMT score", "--workers", "1"),
        *("--regulators", str(files["simulated-regulators.txt"]), "--most-variable", "6"),
        *("--bandwidth", "0.2", "--l1-count", "8", "--reweight", "--rounds", "2", "-o", str(study), *more),
    ]


def start(words: list[str], output: Path, trial: int) -> Forked | subprocess.Popen[bytes]:
    if not fresh(trial):
        return Forked(lambda: main(words), output)
    with output.open("ab") as said:
        return subprocess.Popen([sys.executable, "-m", "compute", *words], cwd=ROOT, stdout=said, stderr=said)


@pytest.fixture(scope="module")
def alone(tmp_path_factory: pytest.TempPathFactory, files: dict[str, Path]) -> dict[str, bytes]:
    study = tmp_path_factory.mktemp("alone") / "study"
    assert main(command(files, study)) == 0
    return arrays(study)


@pytest.mark.slow
@pytest.mark.parametrize("more", [[], ["--resume"]], ids=["new", "resumed"])
def test_two_commands_at_once(
    tmp_path: Path, files: dict[str, Path], alone: dict[str, bytes], trial: int, more: list[str]
) -> None:
    rng = np.random.default_rng([10, trial, len(more)])
    study = tmp_path / "study"
    outputs = [tmp_path / "first.txt", tmp_path / "second.txt"]
    first = start(command(files, study, *more), outputs[0], trial)
    time.sleep(float(rng.choice([0.0, rng.uniform(0, 1.5)])))
    second = start(command(files, study, *more), outputs[1], trial)
    codes = [first.wait(), second.wait()]
    said = [output.read_text(encoding="utf-8") for output in outputs]
    assert set(codes) <= {0, 2}, said
    assert 0 in codes, said
    for code, text in zip(codes, said, strict=True):
        assert "Traceback" not in text
        if code:
            assert "exists already" in text or "is being written by another run" in text, text
    assert arrays(study) == alone
    verify_study(study)


def begin_five(folder: Path, files: dict[str, Path]) -> None:
    """A server that is asked for five runs, once it is time."""
    library = Library(folder / "studies")
    library.queue.advance = lambda: None  # type: ignore[method-assign]
    say("ready")
    while not (folder / "go").exists():
        time.sleep(0.001)
    for _ in range(5):
        library.begin(wanted(), files)


def test_two_servers_that_begin_runs_of_one_title_give_each_a_folder(
    tmp_path: Path, files: dict[str, Path], trial: int
) -> None:
    servers = [Forked(lambda: begin_five(tmp_path, files)) for _ in range(2)]
    for server in servers:
        assert server.stdout is not None
        assert server.stdout.readline() == "ready\n"
    (tmp_path / "go").touch()
    assert [server.wait() for server in servers] == [0, 0]
    studies = [run.study for run in Library(tmp_path / "studies").queue.runs()]
    assert len(studies) == len(set(studies)) == 10


@pytest.mark.slow
def test_two_servers_on_one_queue_do_each_job_once(
    tmp_path: Path, files: dict[str, Path], undisturbed: dict[str, bytes], trial: int
) -> None:
    one, other = runs(tmp_path / "runs", trial), runs(tmp_path / "runs", trial)
    one.advance = lambda: None  # type: ignore[method-assign]  # until both look
    names = [one.begin(wanted(), files, tmp_path / f"study-{number}") for number in range(2)]
    del one.advance  # type: ignore[method-assign]
    for _ in range(3):
        one.advance()
        other.advance()
    for number, name in enumerate(names):
        job = ended(other, name)
        one.advance()
        assert job.state == "finished", job.log()
        assert job.log().count("reading:") == 1
        assert arrays(tmp_path / f"study-{number}") == undisturbed
