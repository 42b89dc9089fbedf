"""Whether results can be kept in a folder: written, forced to the disk, renamed, locked, read again."""

from __future__ import annotations

import os
import tempfile
from pathlib import Path
from typing import Final

from filelock import FileLock, Timeout

from compute.errors import UserError

SIZE: Final = 1 << 20


def writing(folder: Path) -> None:
    """Try it, and leave nothing behind; :class:`UserError` where it fails, with the reason."""
    if not folder.is_dir():
        raise UserError("There is no folder {folder}; name one that exists.", folder=folder)
    content = os.urandom(SIZE)
    try:
        with tempfile.TemporaryDirectory(prefix=".doctor-", dir=folder) as name:
            draft, kept = Path(name) / "draft", Path(name) / "kept"
            with draft.open("wb") as file:
                file.write(content)
                file.flush()
                os.fsync(file.fileno())
            draft.replace(kept)
            if kept.read_bytes() != content:
                raise UserError("{folder} returns other bytes than were written; use another disk.", folder=folder)
            with FileLock(Path(name) / "lock", timeout=1):
                pass
    except (OSError, Timeout, NotImplementedError) as error:
        raise UserError(
            "Nothing can be kept in {folder} ({error}); choose another folder, or free space there.",
            folder=folder,
            error=error,
        ) from error
