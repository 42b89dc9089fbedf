"""Ctrl-C and SIGTERM to the server: no word while it is loaded, the end in order once it serves, nothing left over."""

from __future__ import annotations

import os
import signal
import socket
import subprocess
import sys
import time
from pathlib import Path

import psutil
import pytest

from tests.sign_dash.planted import Planted
from tests.sign_dash.server.test_processes import answers
from tests.sign_dash.test_serve import ROOT, free_port
from tests.test_signs import BEGUN, HEARD, LAST, SIGNS, at_an_import

PATIENCE = 120
TOGETHER = [["--processes", "1"], ["--processes", "2"]]


def start(
    study: Path, port: int, desk: Path, *words: str, path: str = str(ROOT), program: Path = ROOT / "app.py"
) -> subprocess.Popen[str]:
    """A server at the head of a group of processes, as a terminal starts it; desk: where it is started."""
    studies = ("--studies", str(desk / "studies"))
    return subprocess.Popen(
        [sys.executable, str(program), str(study), "--port", str(port), *studies, *words],
        cwd=desk,
        env={**os.environ, "PYTHONPATH": path},
        preexec_fn=lambda: signal.signal(signal.SIGINT, signal.SIG_DFL),  # the tests may run where it is ignored
        start_new_session=True,
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
    )


def until(what: object, process: subprocess.Popen[str]) -> None:
    end = time.monotonic() + PATIENCE
    while not what():  # type: ignore[operator]
        assert process.poll() is None, process.communicate()
        assert time.monotonic() < end
        time.sleep(0.02)


def stop(process: subprocess.Popen[str], sign: signal.Signals) -> str:
    """What it says when a sign reaches it: SIGTERM the first process, Ctrl-C all of them."""
    if sign is signal.SIGINT:
        os.killpg(process.pid, sign)
    else:
        process.send_signal(sign)
    return process.communicate(timeout=PATIENCE)[1]


def assert_gone(group: int, port: int) -> None:
    """Neither a process of the group nor the port is held; processes beside the server notice its end in a second."""
    end = time.monotonic() + PATIENCE
    while left := [one for one in psutil.pids() if psutil.pid_exists(one) and group_of(one) == group]:
        assert time.monotonic() < end, left
        time.sleep(0.05)
    socket.create_server(("127.0.0.1", port)).close()


def group_of(process: int) -> int:
    try:
        return os.getpgid(process)
    except ProcessLookupError:
        return 0


@pytest.mark.parametrize("name", ["sign_dash.__main__", "sign_dash.build", "dash"])
def test_ctrl_c_while_the_server_is_loaded_says_nothing(tmp_path: Path, name: str) -> None:
    process = start(tmp_path / "study", free_port(), tmp_path, path=at_an_import(tmp_path, name, HEARD))
    assert process.communicate(timeout=PATIENCE) == ("", "")
    assert process.returncode == -signal.SIGINT


@pytest.mark.slow
@pytest.mark.parametrize("together", TOGETHER, ids=" ".join)
@pytest.mark.parametrize("sign", SIGNS, ids=lambda sign: sign.name)
def test_a_server_that_serves_ends_in_order(
    planted: Planted, tmp_path: Path, sign: signal.Signals, together: list[str]
) -> None:
    port = free_port()
    process = start(planted.path, port, tmp_path, *together)
    until(lambda: answers(port), process)
    assert stop(process, sign) == ""
    assert process.returncode == 0
    assert_gone(process.pid, port)


@pytest.mark.slow
@pytest.mark.parametrize("together", TOGETHER, ids=" ".join)
@pytest.mark.parametrize("sign", SIGNS, ids=lambda sign: sign.name)
def test_a_sign_at_any_moment_of_a_start(
    planted: Planted, tmp_path: Path, sign: signal.Signals, together: list[str]
) -> None:
    """The moments are parts of the time from the first import to the address, which a busy machine makes longer."""
    path = at_an_import(tmp_path, "sign_dash.__main__", BEGUN)
    port = free_port()
    process = start(planted.path, port, tmp_path, *together, path=path)
    until((tmp_path / "begun").exists, process)
    begun = time.monotonic()
    until(lambda: answers(port), process)
    took = time.monotonic() - begun
    stop(process, sign)
    for part in (0, 0.1, 0.2, 0.3, 0.45, 0.6, 0.7, 0.8, 0.9, 1.1):
        (tmp_path / "begun").unlink()
        process = start(planted.path, port, tmp_path, *together, path=path)
        until((tmp_path / "begun").exists, process)
        time.sleep(took * part)
        assert stop(process, sign).strip() in {"", LAST}
        assert process.returncode in {-sign, 128 + sign, 0}
        assert_gone(process.pid, port)
