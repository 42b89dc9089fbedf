"""Several processes on one address: one that is killed is replaced, none outlives the first."""

from __future__ import annotations

import socket
import subprocess
import sys
import time
from pathlib import Path
from urllib.error import URLError
from urllib.request import urlopen

import psutil
import pytest

from sign_dash.server.processes import serve_by
from tests.sign_dash.planted import Planted
from tests.sign_dash.test_serve import ROOT, free_port, started

pytestmark = pytest.mark.timed
PATIENCE = 90


def answers(port: int) -> bool:
    try:
        with urlopen(f"http://127.0.0.1:{port}/health", timeout=5) as answer:
            return bool(answer.status == 200)
    except (URLError, OSError):
        return False


def until(what: object) -> None:
    end = time.monotonic() + PATIENCE
    while not what():  # type: ignore[operator]
        assert time.monotonic() < end
        time.sleep(0.05)


def test_a_process_that_is_killed_is_replaced_and_none_outlives_the_first(planted: Planted, tmp_path: Path) -> None:
    port = free_port()
    with started(str(planted.path), "--port", str(port), "--studies", str(tmp_path), "--processes", "2") as first:
        until(lambda: answers(port))
        process = psutil.Process(first.pid)
        until(lambda: len(process.children()) == 2)
        before = {child.pid for child in process.children()}
        process.children()[0].kill()
        until(lambda: len({child.pid for child in process.children()} - before) == 1)
        assert answers(port)
        children = process.children()
        first.kill()
        psutil.wait_procs(children, timeout=PATIENCE)
        assert not any(child.is_running() for child in children)


def test_the_program_that_was_started_serves_wherever_it_is_started(planted: Planted, tmp_path: Path) -> None:
    """In a container its processes ran the sources in the working directory, not what was installed."""
    other = tmp_path / "sign_dash"
    other.mkdir()
    (other / "__init__.py").write_text("raise SystemExit('another copy of the program')\n", encoding="utf-8")
    port = free_port()
    command = (str(planted.path), "--port", str(port), "--studies", str(tmp_path / "studies"), "--processes", "2")
    with started(*command, folder=tmp_path):
        until(lambda: answers(port))


def test_nonsense_is_one_sentence(planted: Planted) -> None:
    ended = subprocess.run([sys.executable, "app.py", str(planted.path), "--processes", "0"], cwd=ROOT,
                           capture_output=True, text=True, timeout=60, check=False)  # fmt: skip
    assert ended.returncode == 2
    assert "--processes" in ended.stderr


def test_what_no_process_can_do_ends_the_first_one_too(tmp_path: Path) -> None:
    """Each says its sentence and ends with 2; started again they would say it for ever."""
    with socket.create_server(("127.0.0.1", 0)) as listener, pytest.raises(SystemExit) as ended:
        serve_by(2, [str(tmp_path / "nosuch")], listener, {})
    assert ended.value.code == 2
