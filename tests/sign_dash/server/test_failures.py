"""Wrong tokens are counted by all processes of a server together."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import pytest

from sign_dash.server.failures import FREE_FAILURES, LONGEST_WAIT, Failures

ROOT = Path(__file__).resolve().parents[3]


def test_what_another_process_counted_counts(tmp_path: Path) -> None:
    file = tmp_path / "door" / "count.json"
    script = (
        "import sys; from pathlib import Path; from sign_dash.server.failures import Failures\n"
        "failures = Failures(Path(sys.argv[1]))\n"
        "for _ in range(int(sys.argv[2])):\n"
        "    with failures.counting(): failures.add()\n"
    )
    mine = Failures(file)
    with mine.counting():
        mine.add()
    command = [sys.executable, "-c", script, str(file), str(FREE_FAILURES - 1)]
    subprocess.run(command, cwd=ROOT, env=os.environ | {"PYTHONPATH": str(ROOT)}, check=True)
    assert 0 < mine.wait() <= 1
    with mine.counting():
        mine.add()
    assert 1 < Failures(file).wait() <= 2
    mine.clear()
    assert Failures(file)._failures == 0


def test_two_servers_in_turn_have_the_tries_of_one(tmp_path: Path) -> None:
    clock = [1000.0]
    several = [Failures(tmp_path / "count", lambda: clock[0]) for _ in range(4)]
    looked = 0
    for turn in range(40):
        with several[turn % 4].counting():
            if several[turn % 4].wait() <= 0:
                looked += 1
                several[turn % 4].add()
    assert looked == FREE_FAILURES
    clock[0] -= 10**6  # set back: nobody waits for weeks
    assert several[0].wait() <= LONGEST_WAIT


@pytest.mark.parametrize(
    "text", ["", "[]", "{}", '{"failures": "x", "closed_until": 0}', '{"failures": 1e999, "closed_until": 0}']
)
def test_nonsense_in_the_file_counts_from_zero(tmp_path: Path, text: str) -> None:
    (tmp_path / "count").write_text(text)
    failures = Failures(tmp_path / "count")
    assert failures.wait() <= 0
    for _ in range(FREE_FAILURES):
        with failures.counting():
            failures.add()
    assert failures.wait() > 0


def test_where_nothing_can_be_written_this_process_counts(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("no folder")
    failures = Failures(tmp_path / "file" / "count")
    for _ in range(FREE_FAILURES):
        with failures.counting():
            failures.add()
    assert failures.wait() > 0
