"""What is kept below the cache: bounded, shared by processes, and no worse than empty where it is damaged."""

from __future__ import annotations

import errno
import io
import os
import subprocess
import sys
from collections.abc import Callable
from contextlib import suppress
from pathlib import Path

import numpy as np
import pytest

from compute.errors import UserError
from compute.study import Study
from sign_dash.cache import changing, kept_in, networks_key

ROOT = Path(__file__).resolve().parents[2]
ROOM = 1_000_000


def files_in(folder: Path) -> list[bytes]:
    return sorted(path.read_bytes() for path in folder.rglob("*.val"))


def keep(folder: Path, key: str, content: bytes) -> None:
    with changing(folder, ROOM) as kept:
        kept[key] = content


@pytest.fixture(autouse=True)
def another_process() -> None:
    """What a process has opened is not known to the next."""
    kept_in.cache_clear()


def test_what_was_asked_for_longest_ago_goes_first(tmp_path: Path) -> None:
    for key in ("first", "second", "third", "fourth", "fifth"):
        keep(tmp_path, key, key.encode() * 50_000)  # 250 to 300 kB each
        assert kept_in(tmp_path, ROOM).get("first") is not None
    assert {"first", "fifth"} <= set(kept_in(tmp_path, ROOM))
    assert "second" not in kept_in(tmp_path, ROOM)


def _cut(folder: Path) -> None:
    (folder / "cache.db").write_bytes((folder / "cache.db").read_bytes()[:5000])


def _overwritten(folder: Path) -> None:
    (folder / "cache.db").write_bytes(os.urandom(40_000))


def _emptied(folder: Path) -> None:
    (folder / "cache.db").write_bytes(b"")


def _file_gone(folder: Path) -> None:
    for path in folder.rglob("*.val"):
        path.unlink()


@pytest.mark.parametrize("damage", [_cut, _overwritten, _emptied, _file_gone])
def test_what_is_damaged_is_begun_anew(tmp_path: Path, damage: Callable[[Path], None]) -> None:
    keep(tmp_path, "a", b"content")
    kept_in(tmp_path, ROOM).close()
    for log in tmp_path.glob("cache.db-*"):
        log.unlink()
    damage(tmp_path)
    kept_in.cache_clear()
    assert kept_in(tmp_path, ROOM).get("a") is None
    keep(tmp_path, "b", b"other")
    assert kept_in(tmp_path, ROOM).get("b") == b"other"


@pytest.mark.parametrize("seed", range(20))
def test_bytes_overwritten_anywhere_in_the_index_are_a_sentence_at_most(tmp_path: Path, seed: int) -> None:
    for number in range(30):
        keep(tmp_path, f"{number}", b"%d" % number)
    kept_in(tmp_path, ROOM).close()
    for log in tmp_path.glob("cache.db-*"):
        log.unlink()
    rng = np.random.default_rng(seed)
    body = bytearray((tmp_path / "cache.db").read_bytes())
    at = int(rng.integers(len(body) - 200))
    body[at : at + 200] = rng.bytes(200)
    (tmp_path / "cache.db").write_bytes(body)
    kept_in.cache_clear()
    with suppress(UserError):
        keep(tmp_path, "new", b"new")
        assert kept_in(tmp_path, ROOM).get("new") == b"new"


def test_a_disk_that_fills_up_is_told_and_leaves_nothing_half_written(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    keep(tmp_path, "a", b"content")

    class Full(io.BytesIO):
        """Half of it comes, then the disk is full."""

        def __next__(self) -> bytes:
            if self.tell():
                raise OSError(errno.ENOSPC, "No space left on device")
            return self.read(3)

    with monkeypatch.context() as patched:
        patched.setattr("diskcache.core.io.BytesIO", Full)
        with pytest.raises(UserError, match="No space left on device"):
            keep(tmp_path, "b", b"content that is longer")
    assert files_in(tmp_path) == [b"content"]
    assert "b" not in kept_in(tmp_path, ROOM)
    keep(tmp_path, "b", b"other")
    assert files_in(tmp_path) == [b"content", b"other"]


def test_where_nothing_can_be_written_it_is_said(tmp_path: Path) -> None:
    (tmp_path / "in the way").touch()
    with pytest.raises(UserError, match="No file can be written"):
        keep(tmp_path / "in the way", "a", b"content")


APPEND = """
import sys
from pathlib import Path
from sign_dash.cache import changing
for number in range(25):
    with changing(Path(sys.argv[1])) as kept, kept.transact():
        kept["list"] = kept.get("list", "") + sys.argv[2]
"""


def test_processes_that_change_one_list_lose_nothing(tmp_path: Path) -> None:
    workers = [subprocess.Popen([sys.executable, "-c", APPEND, str(tmp_path), letter], cwd=ROOT) for letter in "abc"]
    assert [worker.wait() for worker in workers] == [0, 0, 0]
    found = kept_in(tmp_path)["list"]
    assert {letter: found.count(letter) for letter in "abc"} == dict.fromkeys("abc", 25)
    assert len(files_in(tmp_path)) == 1


def test_models_learned_meanwhile_are_no_other_networks(study: Study) -> None:
    key = networks_key(study)
    study.info.files["models/later/model.json"] = {"bytes": 1, "sha256": "0" * 64}
    try:
        assert networks_key(study) == key
    finally:
        del study.info.files["models/later/model.json"]
