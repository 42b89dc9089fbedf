"""One writer at a time, whatever became of the last one."""

from __future__ import annotations

import signal
import subprocess
import sys
from pathlib import Path

import pytest
from filelock import FileLock

from compute.errors import UserError
from compute.jobs import is_locked, only_writer
from compute.jobs.lock import LOCK

ROOT = Path(__file__).resolve().parents[2]
HOLD = """
import sys, time
from pathlib import Path
from compute.jobs import only_writer
with only_writer(Path(sys.argv[1])):
    print("held", flush=True)
    time.sleep(60)
"""


def test_a_second_writer_is_refused_until_the_first_is_gone(tmp_path: Path) -> None:
    with only_writer(tmp_path):
        assert is_locked(tmp_path)
        with pytest.raises(UserError, match="is being written by another run"), only_writer(tmp_path):
            pass
        assert is_locked(tmp_path)
    assert not is_locked(tmp_path)
    assert list(tmp_path.iterdir()) == []


def test_the_lock_of_a_killed_process_does_not_block(tmp_path: Path) -> None:
    holder = subprocess.Popen([sys.executable, "-c", HOLD, tmp_path], cwd=ROOT, stdout=subprocess.PIPE)
    assert holder.stdout is not None
    assert holder.stdout.readline() == b"held\n"
    with pytest.raises(UserError, match="another run"), only_writer(tmp_path):
        pass
    holder.send_signal(signal.SIGKILL)
    holder.wait()
    assert not is_locked(tmp_path)
    with only_writer(tmp_path):
        pass


def test_who_takes_the_lock_while_the_last_one_leaves_keeps_it(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Removed after it was let go, the file would be the one that the next holds already, and a third would get in."""
    following, release = FileLock(tmp_path / LOCK), FileLock.release

    def let_go(lock: FileLock, force: bool = False) -> None:
        release(lock, force)
        if lock is not following:
            following.acquire(timeout=1)

    with monkeypatch.context() as patch:
        patch.setattr(FileLock, "release", let_go)
        with only_writer(tmp_path):
            pass
    assert is_locked(tmp_path)
    following.release(force=True)
    assert not is_locked(tmp_path)
