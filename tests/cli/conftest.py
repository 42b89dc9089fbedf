"""A desk full of good and bad files, and the command line run in place."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

import numpy as np
import pandas as pd
import pytest

from compute.cli.main import main
from tests.score.conftest import cohort
from tests.study.conftest import Planted, planted

__all__ = ["cohort", "command", "desk", "planted"]


@dataclass(frozen=True)
class Outcome:
    code: int
    stdout: str
    stderr: str


Command = Callable[..., Outcome]


@pytest.fixture
def command(capsys: pytest.CaptureFixture[str]) -> Command:
    """Run ``python -m compute WORDS`` in this process: an exception that is no exit fails the test."""

    def run(*words: str | Path) -> Outcome:
        capsys.readouterr()
        try:
            code = main([str(word) for word in words])
        except SystemExit as stop:
            code = stop.code if isinstance(stop.code, int) else 1
        out, err = capsys.readouterr()
        return Outcome(code, out, err)

    return run


@pytest.fixture
def apart() -> Command:
    """The same in a process of its own: what a damaged file does to a library's process is done to that one."""

    def run(*words: str | Path) -> Outcome:
        done = subprocess.run(
            [sys.executable, "-X", "faulthandler", "-m", "compute", *map(str, words)],
            env={**os.environ, "PYTHONPATH": str(ROOT)},
            capture_output=True,
            text=True,
            check=False,
        )
        return Outcome(done.returncode, done.stdout, done.stderr)

    return run


ROOT = Path(__file__).resolve().parents[2]
DAMAGED = ("binary.csv", "cut.parquet", "cut.h5ad")
"""Files of the desk that libraries of compiled code look into."""
GENES = ("CDH1", "VIM", "ZEB1", "ZEB2", "SNAI1", "SNAI2", "TWIST1", "GRHL2", "OVOL2", "ESRP1", "EPCAM", "FN1")
SAMPLES = tuple(f"LINE{number}" for number in range(24))


@pytest.fixture
def desk(tmp_path: Path, planted: Planted) -> Path:
    """Good: expression, scores, classes, regulators, sets, study. The other files are bad, each as it is named."""
    rng = np.random.default_rng(0)
    score = np.linspace(-1, 1, len(SAMPLES))
    values = pd.DataFrame(rng.normal(8, 1, (len(SAMPLES), len(GENES))), index=SAMPLES, columns=GENES).round(4)
    values["ZEB1"] += 2 * score
    values.index.name = "sample"
    values.to_csv(tmp_path / "expression.csv")
    values.iloc[:1].to_csv(tmp_path / "one_sample.csv")
    values.iloc[:0].to_csv(tmp_path / "header_only.csv")
    spoiled = values.astype(object)
    spoiled.loc["LINE3", "SNAI1"] = "high"
    spoiled.to_csv(tmp_path / "text_in_number.csv")
    values.assign(CDH1=np.inf).to_csv(tmp_path / "infinite.csv")
    pd.concat([values, values.iloc[:1]]).to_csv(tmp_path / "sample_twice.csv")
    (tmp_path / "empty.csv").write_bytes(b"")
    (tmp_path / "binary.csv").write_bytes(bytes(range(256)) * 40)
    (tmp_path / "cut.parquet").write_bytes(b"PAR1 and then nothing")
    (tmp_path / "cut.h5ad").write_bytes(b"\x89HDF\r\n\x1a\n and then nothing")

    def scores(name: str, column: list[object]) -> None:
        table = pd.DataFrame({"sample": SAMPLES[: len(column)], "emt": column})
        table.to_csv(tmp_path / name, index=False)

    scores("scores.csv", list(score))
    scores("nan_scores.csv", [np.nan] * len(SAMPLES))
    scores("constant_scores.csv", [0.5] * len(SAMPLES))
    scores("text_scores.csv", ["low", *score[1:]])
    scores("few_scores.csv", list(score[:3]))
    scores("no_scores.csv", [])
    (tmp_path / "other_samples.csv").write_text("sample,emt\nX1,0\nX2,1\nX3,2\n")
    (tmp_path / "regulators.txt").write_text("ZEB1\nSNAI1\nGRHL2\n")
    (tmp_path / "classes.csv").write_text("gene,class\nCDH1,Epi\nESRP1,Epi\nEPCAM,Epi\nVIM,Mes\nZEB1,Mes\nFN1,Mes\n")
    (tmp_path / "strangers.txt").write_text("NOGENE1\nNOGENE2\n")
    (tmp_path / "empty.txt").write_text("")
    targets = planted.content.targets
    (tmp_path / "sets.gmt").write_text("".join(f"SET{u}\t\t" + "\t".join(targets[u::3]) + "\n" for u in range(3)))
    (tmp_path / "strangers.gmt").write_text("SET0\t\tNOGENE1\tNOGENE2\n")
    (tmp_path / "broken.gmt").write_text("SET0\t\tG7\tG8\nSET1 G9 G10\n")
    shutil.copytree(planted.path, tmp_path / "study")
    (tmp_path / "folder").mkdir()
    (tmp_path / "folder" / "notes.txt").write_text("not a study")
    for name, damage in (("cut_study", b""), ("wrong_study", b'{"format": "something else"}'), ("torn_study", b"{")):
        shutil.copytree(planted.path, tmp_path / name)
        (tmp_path / name / "study.json").write_bytes(damage)
    shutil.copytree(planted.path, tmp_path / "holed_study")
    (tmp_path / "holed_study" / "expression.npy").unlink()
    return tmp_path


def contents(folder: Path) -> dict[str, bytes]:
    """Every file below ``folder`` and what it holds; folders too."""
    return {
        entry.relative_to(folder).as_posix(): entry.read_bytes() if entry.is_file() else b"(folder)"
        for entry in folder.rglob("*")
    }
