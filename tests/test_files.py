"""Files and folders are written whole or not at all."""

from __future__ import annotations

import os
import signal
import threading
import time
from contextlib import suppress
from pathlib import Path

import numpy as np
import pytest

from compute.errors import UserError
from compute.files import NotWrittenError, require_place, whole_file, whole_folder


def names(folder: Path) -> list[str]:
    return sorted(entry.name for entry in folder.iterdir())


def _write_half(path: Path) -> None:
    path.write_text("ne")
    raise InterruptedError


def test_a_file_appears_whole_and_nothing_else_is_left(tmp_path: Path) -> None:
    with whole_file(tmp_path / "a.csv") as temporary:
        temporary.write_text("β\n", encoding="utf-8")
        assert "a.csv" not in names(tmp_path)
    assert (tmp_path / "a.csv").read_bytes() == "β\n".encode()
    assert names(tmp_path) == ["a.csv"]


def test_a_failure_keeps_the_old_file_and_the_old_folder(tmp_path: Path) -> None:
    (tmp_path / "a.csv").write_text("old")
    (tmp_path / "d").mkdir()
    (tmp_path / "d" / "content").write_text("old")
    with pytest.raises(InterruptedError), whole_file(tmp_path / "a.csv") as temporary:
        _write_half(temporary)
    with pytest.raises(InterruptedError), whole_folder(tmp_path / "d", replace=True) as temporary:
        _write_half(temporary / "content")
    assert (tmp_path / "a.csv").read_text() == "old"
    assert (tmp_path / "d" / "content").read_text() == "old"
    assert names(tmp_path) == ["a.csv", "d"]


def test_of_two_who_make_a_folder_at_once_the_second_leaves_it_alone(tmp_path: Path) -> None:
    def second() -> None:
        with whole_folder(tmp_path / "study") as theirs:
            (theirs / "record").write_text("second")
            with whole_folder(tmp_path / "study") as ours:
                (ours / "record").write_text("first")

    with pytest.raises(UserError, match="exists already"):
        second()
    assert names(tmp_path) == ["study"]
    assert (tmp_path / "study" / "record").read_text() == "first"


def test_ctrl_c_between_the_two_steps_of_replacing_keeps_the_old_folder(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    target, steps, replace = tmp_path / "d", 0, Path.replace
    target.mkdir()
    (target / "content").write_text("old")

    def stopped(self: Path, place: Path) -> Path:
        nonlocal steps
        steps += 1
        if steps == 2:
            raise KeyboardInterrupt
        return replace(self, place)

    monkeypatch.setattr(Path, "replace", stopped)
    with pytest.raises(KeyboardInterrupt), whole_folder(target, replace=True) as temporary:
        (temporary / "content").write_text("new")
    assert (target / "content").read_text() == "old"
    assert names(tmp_path) == ["d"]


def test_a_folder_that_a_thread_still_writes_to_goes_too(tmp_path: Path) -> None:
    """zarr's threads go on after Ctrl-C: what is removed meanwhile is not empty, and stayed."""

    def write(folder: Path) -> None:
        end = time.monotonic() + 0.4
        while time.monotonic() < end:
            with suppress(OSError):
                folder.mkdir(exist_ok=True)
                (folder / str(time.monotonic_ns())).touch()

    writers: list[threading.Thread] = []

    def stopped(folder: Path) -> None:
        writers.append(threading.Thread(target=write, args=(folder,)))
        writers[0].start()
        raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt), whole_folder(tmp_path / "d") as draft:
        stopped(draft)
    writers[0].join()
    assert names(tmp_path) == []


def test_a_folder_is_replaced_in_one_step_only_when_asked(tmp_path: Path) -> None:
    (tmp_path / "d").mkdir()
    with pytest.raises(UserError, match="exists already"), whole_folder(tmp_path / "d"):
        pass
    with whole_folder(tmp_path / "d", replace=True) as temporary:
        (temporary / "content").write_text("new")
    assert names(tmp_path) == ["d"]
    assert names(tmp_path / "d") == ["content"]


def test_a_symbolic_link_stays_a_link(tmp_path: Path) -> None:
    (tmp_path / "real.csv").write_text("old")
    (tmp_path / "link.csv").symlink_to("real.csv")
    with whole_file(tmp_path / "link.csv") as temporary:
        temporary.write_text("new")
    assert (tmp_path / "link.csv").is_symlink()
    assert (tmp_path / "real.csv").read_text() == "new"


def test_a_pipe_is_written_to_and_not_replaced(tmp_path: Path) -> None:
    pipe = tmp_path / "pipe"
    os.mkfifo(pipe)
    reader = os.open(pipe, os.O_RDONLY | os.O_NONBLOCK)
    try:
        with whole_file(pipe) as temporary:
            temporary.write_text("through")
        assert os.read(reader, 100) == b"through"
    finally:
        os.close(reader)
    assert pipe.is_fifo()


@pytest.mark.parametrize("name", ["", "missing/a.csv"])
def test_a_place_that_cannot_hold_the_file_is_refused(tmp_path: Path, name: str) -> None:
    with pytest.raises(UserError, match=r"folder"), whole_file(tmp_path / name):
        pass
    assert names(tmp_path) == []


def test_a_full_disk_is_told_in_one_sentence_and_leaves_nothing(tmp_path: Path) -> None:
    """The limit on a process's files stands in for the full disk: the write itself fails, in the same place."""
    resource = pytest.importorskip("resource", reason="this system does not limit the size of files")
    before = resource.getrlimit(resource.RLIMIT_FSIZE)
    ignored = signal.signal(signal.SIGXFSZ, signal.SIG_IGN)
    try:
        resource.setrlimit(resource.RLIMIT_FSIZE, (10_000, before[1]))
        with (
            pytest.raises(NotWrittenError, match=r"a\.npy could not be written .*; free space"),
            whole_file(tmp_path / "a.npy") as temporary,
        ):
            temporary.write_bytes(bytes(100_000))
        with (
            pytest.raises(NotWrittenError, match=r"d could not be written \(File too large\)"),
            whole_folder(tmp_path / "d") as temporary,
        ):
            np.savez(temporary / "b.npz", np.zeros(100_000))
    finally:
        resource.setrlimit(resource.RLIMIT_FSIZE, before)
        signal.signal(signal.SIGXFSZ, ignored)
    assert names(tmp_path) == []


def test_an_error_of_another_kind_passes(tmp_path: Path) -> None:
    with pytest.raises(FileNotFoundError), whole_file(tmp_path / "a.csv"):
        (tmp_path / "nothing").read_text()


def test_a_folder_that_takes_nothing_is_known_before_the_work(tmp_path: Path) -> None:
    """`ranks -o /proc/x` fitted all ranks first."""
    if not Path("/proc/self").exists():
        pytest.skip("this system has no folder that is closed to its administrator too")
    with pytest.raises(UserError, match="Nothing can be written in /proc"):
        require_place("/proc/out.csv")
    require_place(tmp_path / "out.csv")
    assert names(tmp_path) == []
