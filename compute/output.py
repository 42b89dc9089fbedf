"""Write a result file whole or not at all."""

from __future__ import annotations

import os
from pathlib import Path

from compute.errors import UserError


def check_writable(path: Path) -> None:
    """Refuse a file that cannot be written, before any work is done for it; :class:`UserError` says why."""
    if path.is_dir():
        raise UserError(f"{path} is a folder; give the name of a file in it.")
    folder = path.resolve().parent
    if not folder.is_dir():
        raise UserError(f"There is no folder {folder}; make it first, or choose another place for the file.")
    places = [path, folder] if path.is_file() else [folder]
    if not all(os.access(place, os.W_OK) for place in places) and not _is_stream(path):
        raise UserError(f"{path} cannot be written with your rights; choose another place for the file.")


def _is_stream(path: Path) -> bool:
    """A pipe or a device: something to write to, not to replace."""
    return path.exists() and not path.is_file() and not path.is_dir()


def save_text(path: Path, text: str) -> None:
    """Save ``text`` as UTF-8 with the line ends it has.

    A temporary file beside the target takes its name at the end, so a reader never sees half a file and
    a failure leaves the old one. Pipes and devices (``/dev/stdout``) are written straight, not replaced.
    """
    check_writable(path)
    if _is_stream(path):
        path.write_bytes(text.encode())
        return
    target = path.resolve()  # through a symbolic link, so that the link stays
    # Shortened: the name plus the suffix must not pass the file system's limit of 255 bytes.
    draft = target.with_name(f".{target.name[:40]}.{os.getpid()}.part")
    try:
        draft.write_bytes(text.encode())
        draft.replace(target)
    finally:
        draft.unlink(missing_ok=True)
