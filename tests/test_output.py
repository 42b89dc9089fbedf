"""Result files are written whole or not at all."""

from __future__ import annotations

import os
from pathlib import Path

import pytest

from compute.errors import UserError
from compute.output import save_text


def names(folder: Path) -> list[str]:
    return sorted(entry.name for entry in folder.iterdir())


def test_text_is_saved_byte_for_byte_and_nothing_else_is_left(tmp_path: Path) -> None:
    save_text(tmp_path / "a.csv", "gene,β\r\nZEB1,1\n")
    assert (tmp_path / "a.csv").read_bytes() == "gene,β\r\nZEB1,1\n".encode()
    assert names(tmp_path) == ["a.csv"]


def test_a_failure_keeps_the_old_file(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    target = tmp_path / "a.csv"
    target.write_text("old")

    def full_disk(self: Path, data: bytes) -> int:
        with self.open("wb") as stream:
            stream.write(data[:2])
        raise OSError(28, "No space left on device", str(self))

    monkeypatch.setattr(Path, "write_bytes", full_disk)
    with pytest.raises(OSError, match="No space"):
        save_text(target, "new content")
    assert target.read_text() == "old"
    assert names(tmp_path) == ["a.csv"]


def test_a_symbolic_link_stays_a_link(tmp_path: Path) -> None:
    (tmp_path / "real.csv").write_text("old")
    (tmp_path / "link.csv").symlink_to("real.csv")
    save_text(tmp_path / "link.csv", "new")
    assert (tmp_path / "link.csv").is_symlink()
    assert (tmp_path / "real.csv").read_text() == "new"


def test_a_pipe_is_written_to_and_not_replaced(tmp_path: Path) -> None:
    pipe = tmp_path / "pipe"
    os.mkfifo(pipe)
    reader = os.open(pipe, os.O_RDONLY | os.O_NONBLOCK)
    try:
        save_text(pipe, "through")
        assert os.read(reader, 100) == b"through"
    finally:
        os.close(reader)
    assert pipe.is_fifo()


@pytest.mark.parametrize("name", ["", "missing/a.csv"])
def test_a_place_that_cannot_hold_the_file_is_refused_in_one_sentence(tmp_path: Path, name: str) -> None:
    with pytest.raises(UserError, match=r"folder"):
        save_text(tmp_path / name, "text")
    assert names(tmp_path) == []
