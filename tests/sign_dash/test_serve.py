"""The command that serves: what it says, when it refuses, how soon it answers."""

from __future__ import annotations

import re
import socket
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from urllib.error import URLError
from urllib.request import urlopen

import psutil
import pytest

from tests.sign_dash.planted import Planted

ROOT = Path(__file__).resolve().parent.parent.parent


def free_port() -> int:
    with socket.create_server(("127.0.0.1", 0)) as listener:
        return int(listener.getsockname()[1])


@contextmanager
def started(*arguments: str, folder: Path = ROOT) -> Iterator[subprocess.Popen[str]]:
    """folder: where the command is given."""
    process = subprocess.Popen(
        [sys.executable, str(ROOT / "app.py"), *arguments],
        cwd=folder,
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
    )
    yield process
    process.terminate()
    process.communicate(timeout=20)


def refused(*arguments: str) -> str:
    """Run a command that has to refuse; returns its one sentence."""
    ended = subprocess.run(
        [sys.executable, "app.py", *arguments], cwd=ROOT, capture_output=True, text=True, timeout=60, check=False
    )
    assert ended.returncode == 2
    assert ended.stdout == ""
    assert ended.stderr.count("\n") == 1, ended.stderr
    return ended.stderr


def test_a_missing_study_is_one_sentence(tmp_path: Path) -> None:
    assert "nosuch" in refused(str(tmp_path / "nosuch"))


def test_a_folder_that_is_no_study_is_one_sentence(tmp_path: Path) -> None:
    assert str(tmp_path) in refused(str(tmp_path))


def test_a_busy_port_is_one_sentence(planted: Planted) -> None:
    with socket.create_server(("127.0.0.1", 0)) as listener:
        port = listener.getsockname()[1]
        assert f"Cannot serve on 127.0.0.1:{port}" in refused(str(planted.path), "--port", str(port))


@pytest.mark.parametrize("port", ["70000", "-1"])
def test_what_is_no_port_is_one_sentence(planted: Planted, port: str) -> None:
    assert port in refused(str(planted.path), "--port", port)


def test_an_unknown_host_is_one_sentence(planted: Planted) -> None:
    assert "Cannot serve on 999.1.1.1" in refused(str(planted.path), "--host", "999.1.1.1")


def test_the_first_page_is_served_within_three_seconds(planted: Planted) -> None:
    """Measured as the processor time of the server, which is its wall time on a machine with nothing else to do."""
    port = free_port()
    start = time.perf_counter()
    with started(str(planted.path), "--port", str(port)) as process:
        while True:
            try:
                with urlopen(f"http://127.0.0.1:{port}/_dash-layout", timeout=5) as answer:
                    assert answer.status == 200
                break
            except URLError:
                assert process.poll() is None
                assert time.perf_counter() - start < 60
                time.sleep(0.05)
        used = psutil.Process(process.pid).cpu_times()
        assert process.stdout
        line = process.stdout.readline()
    assert re.search(rf"http://127\.0\.0\.1:{port}\b", line)
    assert used.user + used.system < 3


def test_serving_loads_neither_torch_nor_numba(planted: Planted) -> None:
    script = (
        "import sys; from compute.study import open_study; from sign_dash.build import build_app;"
        "import sign_dash.serve;"
        "client = build_app(open_study(sys.argv[1])).server.test_client();"
        "assert client.get('/_dash-layout').status_code == 200;"
        "print(sorted({'torch', 'numba'} & set(sys.modules)))"
    )
    ended = subprocess.run(
        [sys.executable, "-c", script, str(planted.path)], cwd=ROOT, capture_output=True, text=True, check=True
    )
    assert ended.stdout.strip() == "[]"
