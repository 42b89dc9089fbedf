"""Tasks beside the server: each in its turn, the place known, whichever process is asked."""

from __future__ import annotations

import os
import subprocess
import sys
import time
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import psutil
import pytest

from compute.errors import UserError
from sign_dash.server.waiting import POLITENESS, Tasks

PATIENCE = 30.0
ROOT = Path(__file__).resolve().parents[3]


def wait_for(gate: str, name: str) -> dict[str, Any]:
    """Work that ends once a file is there; says which process did it."""
    until = time.monotonic() + PATIENCE
    while not Path(gate).exists() and time.monotonic() < until:
        time.sleep(0.01)
    return {"name": name, "process": os.getpid(), "nice": os.nice(0)}


def die() -> dict[str, Any]:
    os._exit(1)


@pytest.fixture(scope="module")
def tasks(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Tasks]:
    made = Tasks(tmp_path_factory.mktemp("tasks"), places=1)
    yield made
    made.close()


def test_each_waits_for_its_turn_and_every_process_knows_its_place(tasks: Tasks, tmp_path: Path) -> None:
    gate = tmp_path / "gate"
    tickets = [tasks.begin(wait_for, str(gate), name) for name in "abc"]
    other = Tasks(tasks._folder, places=1)  # as another process of the server has it
    assert [other.progress(ticket).ahead for ticket in tickets] == [0, 1, 2]
    gate.touch()
    answers = [other.progress(ticket, PATIENCE).answer for ticket in tickets]
    assert [answer["name"] for answer in answers if answer] == ["a", "b", "c"]
    assert {answer["process"] for answer in answers if answer}.isdisjoint({os.getpid()})
    assert all(answer["nice"] >= min(os.nice(0) + POLITENESS, 19) for answer in answers if answer)
    with pytest.raises(UserError, match="no longer there"):
        other.progress(tickets[0])


def test_another_process_never_sees_a_task_that_is_half_written(
    tasks: Tasks, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Whoever tidies up just then would take an empty file for a task without a server, and remove it."""
    other, write_text = Tasks(tasks._folder, places=1), Path.write_text

    def slowly(self: Path, text: str, *rest: Any, **options: Any) -> int:
        if self.parent != tasks._folder:
            return write_text(self, text, *rest, **options)
        with self.open("w") as file:
            other._tidy()
            return file.write(text)

    monkeypatch.setattr(Path, "write_text", slowly)
    (tmp_path / "gate").touch()
    ticket = tasks.begin(wait_for, str(tmp_path / "gate"), "a")
    assert tasks.progress(ticket, PATIENCE).answer


def test_too_many_are_refused(tasks: Tasks, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("sign_dash.server.waiting.MOST_WAITING", 2)
    gate = tmp_path / "gate"
    tickets = [tasks.begin(wait_for, str(gate), name) for name in "ab"]
    with pytest.raises(UserError, match="Too many exports"):
        tasks.begin(wait_for, str(gate), "c")
    gate.touch()
    assert all(tasks.progress(ticket, PATIENCE).answer for ticket in tickets)


def test_a_process_that_dies_takes_only_its_own_task(tasks: Tasks, tmp_path: Path) -> None:
    ticket = tasks.begin(die)
    with pytest.raises(UserError, match="export again"):
        tasks.progress(ticket, PATIENCE)
    (tmp_path / "gate").touch()
    assert tasks.progress(tasks.begin(wait_for, str(tmp_path / "gate"), "next"), PATIENCE).answer


def test_no_process_outlives_a_server_that_was_killed(tmp_path: Path) -> None:
    script = (
        "import os, sys; from pathlib import Path; from sign_dash.server.waiting import Tasks\n"
        "if __name__ == '__main__':\n"
        "    tasks = Tasks(Path(sys.argv[1]), places=1)\n"
        "    print(tasks._processes().submit(os.getpid).result(), flush=True)\n"
        "    os._exit(9)\n"
    )
    (tmp_path / "server.py").write_text(script)
    command = [sys.executable, str(tmp_path / "server.py"), str(tmp_path / "tasks")]
    path = os.environ | {"PYTHONPATH": str(ROOT)}
    ended = subprocess.run(command, env=path, stdout=subprocess.PIPE, text=True, check=False)
    until = time.monotonic() + PATIENCE
    while psutil.pid_exists(int(ended.stdout)):
        assert time.monotonic() < until
        time.sleep(0.05)


def test_a_task_whose_server_is_gone_is_said_to_be(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    ticket = "0" * 32
    (tmp_path / f"{ticket}.task").write_text("4194304")
    monkeypatch.setattr(psutil, "pid_exists", lambda _: False)
    with pytest.raises(UserError, match="no longer there"):
        Tasks(tmp_path).progress(ticket)


@pytest.mark.parametrize("ticket", ["", "..", "../secret", "0" * 31, "0" * 32])
def test_a_made_up_ticket_opens_nothing(tmp_path: Path, ticket: str) -> None:
    (tmp_path / "tasks").mkdir()
    (tmp_path / "secret.answer").write_text('{"done": {}}')
    with pytest.raises(UserError, match="no longer there"):
        Tasks(tmp_path / "tasks").progress(ticket)
    assert (tmp_path / "secret.answer").exists()
