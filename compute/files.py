"""Write a file or a folder whole or not at all."""

from __future__ import annotations

import os
import shutil
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from compute.errors import UserError


@contextmanager
def whole_file(path: str | os.PathLike[str]) -> Iterator[Path]:
    """Yield a temporary path beside ``path``; it takes the place of ``path`` only if the block succeeds.

    A symbolic link stays one; a pipe or device (``/dev/stdout``) is written to at the end, not replaced.
    Raises :class:`UserError` where the folder is missing, ``path`` is a folder, or nothing may be written there.
    """
    target = Path(path)
    if target.is_dir():
        raise UserError(f"{target} is a folder; name a file to write.")
    if not target.parent.is_dir():
        raise UserError(f"The folder {target.parent} does not exist; make it or choose another place.")
    if target.exists() and not target.is_file():
        with tempfile.TemporaryDirectory() as folder:
            temporary = Path(folder) / "whole"
            temporary.touch()
            yield temporary
            target.write_bytes(temporary.read_bytes())
        return
    target = target.resolve()
    try:
        handle, name = tempfile.mkstemp(prefix=f".{target.name[:80]}.", dir=target.parent)
    except OSError as error:
        raise UserError(
            f"Nothing can be written in {target.parent} ({error.strerror}); choose another place."
        ) from error
    os.close(handle)
    temporary = Path(name)
    try:
        yield temporary
        temporary.chmod(0o644)
        temporary.replace(target)
    finally:
        temporary.unlink(missing_ok=True)


@contextmanager
def whole_folder(path: str | os.PathLike[str], replace: bool = False) -> Iterator[Path]:
    """Yield a temporary folder beside ``path``; it becomes ``path`` only if the block succeeds.

    An existing ``path`` is an error unless ``replace``; then the old folder goes only after the new one stands.
    """
    target = Path(path)
    if target.exists() and not replace:
        raise UserError(f"{target} exists already; choose another name or remove it first.")
    if not target.parent.is_dir():
        raise UserError(f"The folder {target.parent} does not exist; make it or choose another place.")
    try:
        temporary = Path(tempfile.mkdtemp(prefix=f".{target.name[:80]}.", dir=target.parent))
    except OSError as error:
        raise UserError(
            f"Nothing can be written in {target.parent} ({error.strerror}); choose another place."
        ) from error
    try:
        yield temporary
        temporary.chmod(0o755)
        if target.exists():
            retired = Path(tempfile.mkdtemp(prefix=f".{target.name[:80]}.old.", dir=target.parent))
            target.replace(retired / "old")
            temporary.replace(target)
            shutil.rmtree(retired, ignore_errors=True)
        else:
            temporary.replace(target)
    finally:
        shutil.rmtree(temporary, ignore_errors=True)
