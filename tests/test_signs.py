"""Ctrl-C and SIGTERM at any moment of a command: one sentence or none, no trace, nothing half-written, 130 or 143."""

from __future__ import annotations

import os
import shutil
import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest

from compute.signs import AT_ONCE
from tests.study.conftest import Planted, planted

__all__ = ["planted"]

ROOT = Path(__file__).resolve().parents[1]
LAST = "Stopped; no half-written result is left."
SIGNS = [signal.SIGINT, signal.SIGTERM]
COMMANDS = {
    "components": ["components", "study", "-o", "out"],
    "confidence": ["confidence", "study", "--pairs", "1", "--parts", "2"],
    "deep-tensor": ["deep-tensor", "study", "--rank", "2", "2"],
    "demo": ["demo", "out"],
    "enrichment": [
        *("enrichment", "study", "--gene-sets", "sets.gmt", "--smallest-set", "2", "--sample", "S1", "-o", "out.csv"),
    ],
    "explain": ["explain", "study", "--sample", "S1", "-o", "out.csv"],
    "h5ad": ["export", "study", "--format", "h5ad", "-o", "out.h5ad"],
    "masters": ["masters", "study", "--gene-sets", "sets.gmt", "--smallest-set", "2", "-o", "out.csv"],
    "parquet": ["export", "study", "--format", "parquet", "-o", "out.parquet"],
    "ranks": ["ranks", "study", "--ranks", "2", "3", "-o", "out.csv"],
    "report": ["report", "study", "-o", "out"],
    "score": ["score", "expression.csv", "--method", "mean-z", "-o", "out.csv"],
    "trip": ["trip", "study", "--rank", "2", "2"],
    "zarr": ["export", "study", "--format", "zarr", "-o", "out.zarr"],
}
AT_AN_IMPORT = """
import os, signal, sys

class Finder:
    def find_spec(self, name, path=None, target=None):
        if name == {name!r}:
            {act}

sys.meta_path.insert(0, Finder())
"""
HEARD = "os.kill(os.getpid(), signal.SIGINT)"
BEGUN = "open('begun', 'w').close()"
PUT_IN_ORDER = """
import os, signal, sys, time
from compute import signs
from compute.errors import exit_code

signs._AGAIN = 0.1
again = sys.argv[1:] == ["again"]

def work():
    try:
        os.kill(os.getpid(), signal.SIGTERM)
        time.sleep(60)
    finally:
        try:
            raise OSError("what is removed may be gone already")
        except OSError:
            pass
        if again:
            os.kill(os.getpid(), signal.SIGTERM)
        time.sleep(1)
        print("in order")

signs.run_process(lambda: exit_code(work))
"""
SWALLOWED = """
import os, signal, time
from compute.signs import run_process

def command():
    try:
        os.kill(os.getpid(), signal.SIGINT)
        time.sleep(1)
    except:
        pass
    time.sleep(60)
    return 0

run_process(command)
"""
IN_A_LIBRARY = """
import os, signal, sys
from compute.signs import run_process

def command():
    import library
    while True:
        pass

run_process(command)
"""
LIBRARY = """
import os, signal, time
try:
    os.kill(os.getpid(), signal.SIGINT)
    time.sleep(0.3)
except BaseException as error:
    raise ImportError("as compiled libraries do") from error
"""


@pytest.fixture
def table(tmp_path: Path, planted: Planted) -> Path:
    """A study, an expression table and gene sets to work with."""
    shutil.copytree(planted.path, tmp_path / "study")
    targets = planted.content.targets
    (tmp_path / "sets.gmt").write_text("".join(f"SET{u}\t\t" + "\t".join(targets[u::3]) + "\n" for u in range(3)))
    rows = [
        "sample," + ",".join(targets),
        *(f"S{u}," + ",".join(str(u + v) for v in range(len(targets))) for u in range(9)),
    ]
    (tmp_path / "expression.csv").write_text("\n".join(rows))
    return tmp_path


def start(words: list[str], desk: Path, **more: str) -> subprocess.Popen[str]:
    return subprocess.Popen(
        [sys.executable, "-m", "compute", *words],
        cwd=desk,
        env={**os.environ, "PYTHONPATH": str(ROOT), **more},
        preexec_fn=lambda: signal.signal(signal.SIGINT, signal.SIG_DFL),  # the tests may run where it is ignored
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
    )


def at_an_import(folder: Path, name: str, act: str) -> str:
    """The PYTHONPATH with which a program does ``act`` when it comes to import ``name``."""
    (folder / "sitecustomize.py").write_text(AT_AN_IMPORT.format(name=name, act=act))
    return os.pathsep.join([str(folder), str(ROOT)])


def half_written(desk: Path) -> list[str]:
    return [path.name for path in desk.iterdir() if path.name.startswith(".")]


@pytest.mark.parametrize("sign", SIGNS, ids=lambda sign: sign.name)
def test_what_is_half_written_goes_with_the_command(table: Path, sign: signal.Signals) -> None:
    """The demo's draft lies beside its place: the sign comes once it is there."""
    process = start(["demo", "out"], table)
    while not half_written(table):
        assert process.poll() is None, process.communicate()
        time.sleep(0.01)
    process.send_signal(sign)
    said = process.communicate(timeout=120)[1]
    assert process.returncode == 128 + sign
    assert "Traceback" not in said
    assert said.splitlines()[-1] == LAST
    assert half_written(table) == []
    assert not (table / "out").exists()


@pytest.mark.parametrize("name", ["compute.errors", "compute.cli.main", "tempfile"])
def test_ctrl_c_while_the_program_is_loaded_says_nothing(tmp_path: Path, name: str) -> None:
    process = start(["info", "study"], tmp_path, PYTHONPATH=at_an_import(tmp_path, name, HEARD))
    assert process.communicate(timeout=60) == ("", "")
    assert process.returncode == -signal.SIGINT


def test_ctrl_c_during_an_import_waits_for_its_end(tmp_path: Path) -> None:
    (tmp_path / "library.py").write_text(LIBRARY)
    done = subprocess.run(
        [sys.executable, "-c", IN_A_LIBRARY],
        env={**os.environ, "PYTHONPATH": os.pathsep.join([str(tmp_path), str(ROOT)])},
        preexec_fn=lambda: signal.signal(signal.SIGINT, signal.SIG_DFL),
        capture_output=True,
        text=True,
        check=False,
        timeout=60,
    )
    assert (done.returncode, done.stderr) == (130, "")


def test_ctrl_c_that_a_library_swallowed_comes_again() -> None:
    begun = time.monotonic()
    done = subprocess.run(
        [sys.executable, "-c", SWALLOWED],
        cwd=ROOT,
        preexec_fn=lambda: signal.signal(signal.SIGINT, signal.SIG_DFL),
        capture_output=True,
        text=True,
        check=False,
    )
    assert (done.returncode, done.stderr) == (130, "")
    assert time.monotonic() - begun < 50


@pytest.mark.parametrize(("words", "printed", "said"), [([], "in order\n", LAST), (["again"], "", AT_ONCE)])
def test_what_takes_long_to_remove_is_removed_unless_a_second_sign_comes(
    words: list[str], printed: str, said: str
) -> None:
    """It was interrupted after five seconds, and the sentence said that nothing half-written was left."""
    done = subprocess.run(
        [sys.executable, "-c", PUT_IN_ORDER, *words], cwd=ROOT, capture_output=True, text=True, check=False, timeout=60
    )
    assert (done.returncode, done.stdout, done.stderr) == (143, printed, f"{said}\n")


@pytest.mark.slow
@pytest.mark.parametrize("sign", SIGNS, ids=lambda sign: sign.name)
@pytest.mark.parametrize("name", COMMANDS)
def test_a_sign_at_any_moment(table: Path, name: str, sign: signal.Signals) -> None:
    """Once to its end, then with a sign at six moments of that time; what is there afterwards is whole or nothing."""
    before = {path.name for path in table.iterdir()}
    begun = time.monotonic()
    whole = start(COMMANDS[name], table)
    said = whole.communicate()[1]
    assert whole.returncode in (0, 2), said
    took = time.monotonic() - begun
    made = {path.name for path in table.iterdir()} - before
    for part in (0.05, 0.15, 0.3, 0.5, 0.7, 0.9):
        desk = table / f"at-{part}"
        desk.mkdir()
        for path in before:
            (desk / path).symlink_to(table / path)
        process = start(COMMANDS[name], desk)
        time.sleep(took * part)
        process.send_signal(sign)
        said = process.communicate(timeout=120)[1]
        assert process.returncode in {128 + sign, -sign, whole.returncode}, said
        assert "Traceback" not in said
        assert half_written(desk) == []
        assert {path.name for path in desk.iterdir()} - before <= made
