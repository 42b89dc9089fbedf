"""The ``trip`` command: what it stores and what it says."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

from compute.messages import Message
from compute.study import open_study
from tests.cli.conftest import Command


def test_it_stores_the_model_it_was_asked_for(desk: Path, command: Command) -> None:
    words = [
        "--rank",
        "3",
        "2",
        "--predictor",
        "mlp",
        "--rho",
        "0.5",
        "--seed",
        "4",
        "--folds",
        "3",
        "--max-epochs",
        "6",
        "--name",
        "bent",
    ]
    outcome = command("trip", desk / "study", *words)
    assert outcome.code == 0, outcome
    assert outcome.stdout == ""
    info = open_study(desk / "study").model("bent").info
    assert (info["rank"], info["predictor"], info["rho"], info["seed"]) == ([3, 2], "mlp", 0.5, 4)
    assert (info["folds"], info["epochs"], info["converged"]) == (3, 7, False)
    lines = outcome.stderr.splitlines()
    assert lines[0].startswith("all samples, epoch 1: loss ")
    folds = [line for line in lines if line.startswith("cross-validation")]
    assert [line.split(",")[0] for line in folds] == [f"cross-validation: fold {i} of 3" for i in (1, 2, 3)]
    assert all(line.endswith(" left") and ", about " in line for line in folds)
    assert "not converged: raise --max-epochs" in outcome.stderr
    assert info["folds_not_converged"] == 3
    assert "3 of 3 cross-validation fits stopped before converging" in outcome.stderr
    assert "(the search did not converge)" in command("info", desk / "study").stdout
    assert f"R² {info['r2_fitted']:.3f} fitted, {info['r2_held_out']:.3f} cross-validated" in outcome.stderr
    assert lines[-1] == str(Message.from_record(info["caution"]))


def test_without_settings_the_modulator_is_predicted(desk: Path, command: Command) -> None:
    assert command("trip", desk / "study").code == 0
    info = open_study(desk / "study").model("trip").info
    assert info["target"] == open_study(desk / "study").modulator_name
    assert info["predictor"] == "linear"


@pytest.mark.parametrize(
    ("words", "names"),
    [
        ("--folds 72", "71 samples cannot be split into 72 folds"),
        ("--folds 1", "1 fold"),
        ("--rho -1", "rho is -1"),
        ("--rho nan", "rho is nan"),
        ("--max-epochs 0", "max_epochs is 0"),
        ("--column tissue", "no column named 'tissue'"),
        ("--rank a b", "invalid int value: 'a'"),
        ("--classes", "is the study's score, not classes"),
        ("--class-weight heavy", "invalid choice: 'heavy'"),
        ("--class-weight balanced", "predicted as a score, which has no classes to weigh"),
    ],
)
def test_what_it_cannot_do_is_one_sentence(words: str, names: str, desk: Path, command: Command) -> None:
    outcome = command("trip", desk / "study", *words.split())
    assert outcome.code == 2
    assert names in outcome.stderr
    assert outcome.stderr.count("\n") == 1
    assert open_study(desk / "study").models() == []


def test_ctrl_c_stores_nothing_and_says_how_to_go_on(
    desk: Path, command: Command, monkeypatch: pytest.MonkeyPatch
) -> None:
    import compute.components.learn.solver as solver

    calls = 0
    descend = solver._descend

    def interrupted(*arguments: Any) -> Any:
        nonlocal calls
        calls += 1
        if calls > 4:
            raise KeyboardInterrupt
        return descend(*arguments)

    monkeypatch.setattr(solver, "_descend", interrupted)
    words = ("trip", desk / "study", "--rank", "2", "2", "--max-epochs", "3")
    outcome = command(*words)
    assert outcome.code == 130
    assert outcome.stderr.splitlines()[-1].startswith(
        "Stopped; no model was stored. Run the same command with --resume"
    )
    assert open_study(desk / "study").models() == []
    monkeypatch.undo()
    assert command(*words, "--resume").code == 0
    assert open_study(desk / "study").models() == ["trip"]


def test_deep_tensor_is_stored_beside_it(desk: Path, command: Command) -> None:
    words = ("--rank", "2", "2", "--max-epochs", "4", "--channels", "plain", "--compression", "3")
    outcome = command("deep-tensor", desk / "study", *words, "--alignment-turns", "2", "--early-stopping")
    assert outcome.code == 0, outcome
    info = open_study(desk / "study").model("deep-tensor").info
    assert (info["kind"], info["channels"], info["compression"]) == ("deep-tensor", ["edge"], 3)
    assert (info["alignment_turns"], info["early_stopping"]) == (2, True)
    assert "The samples' own components capture" in outcome.stderr
    told = command("info", desk / "study").stdout
    assert f"deep-tensor: {info['target']}, rank 2 × 2, linear" in told
