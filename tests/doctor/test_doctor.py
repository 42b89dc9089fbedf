"""The doctor's tests have known answers, and find a machine that gives others."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pytest

from compute.cli.main import main
from compute.doctor import machine, writing
from compute.doctor import problems as module
from compute.doctor.machine import gpu
from compute.doctor.problems import known_answers, linear_algebra, statistics
from compute.errors import UserError


def test_a_sound_machine_gives_every_answer(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["doctor", "--folder", str(tmp_path)]) == 0
    told = capsys.readouterr().out
    assert told.count("right (") == 4
    assert str(tmp_path) not in told
    assert list(tmp_path.iterdir()) == []


def test_wrong_algebra_and_wrong_statistics_are_found(monkeypatch: pytest.MonkeyPatch) -> None:
    assert linear_algebra() is None
    assert statistics() is None
    right = np.linalg.eigvalsh
    monkeypatch.setattr(np.linalg, "eigvalsh", lambda matrix: right(matrix) + 1e-6)
    assert "eigenvalues" in str(linear_algebra())
    monkeypatch.setattr(module, "OverRepresentation", lambda *_: (_ for _ in ()).throw(RuntimeError("no such symbol")))
    monkeypatch.setattr(module, "networks", lambda _: None)
    outcomes = {str(one.name): str(one.problem) for one in known_answers()}
    assert "RuntimeError: no such symbol" in outcomes["statistics"]
    assert outcomes["networks"] == "None"


def test_wrong_answers_are_one_sentence(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setattr(np.linalg, "eigvalsh", lambda matrix: np.zeros(len(matrix)))
    monkeypatch.setattr(module, "networks", lambda _: None)
    monkeypatch.setattr(module, "on_disk", lambda _: None)
    assert main(["doctor", "--folder", str(tmp_path)]) == 2
    told = capsys.readouterr()
    assert "wrong answers (linear algebra)" in told.err
    assert told.err.count("\n") == 1
    assert "eigenvalues are wrong" in told.out


def test_a_folder_that_keeps_nothing_is_told(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def full(*_: object) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr("os.fsync", full)
    with pytest.raises(UserError, match="No space left on device"):
        writing(tmp_path)
    assert list(tmp_path.iterdir()) == []


def test_the_machine_is_described_without_torch(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    facts = machine(tmp_path)
    assert "numpy" in facts["packages"]
    assert "free of" in facts["memory"]
    monkeypatch.setenv("PATH", "")
    assert gpu() == "none (no NVIDIA driver)"
