"""Write a file or a folder whole or not at all."""

from __future__ import annotations

import errno
import os
import shutil
import tempfile
import time
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from pathlib import Path

from compute.errors import UserError
from compute.messages import Message

__all__ = [
    "NotWrittenError",
    "hand_over",
    "make_folder",
    "require_new_folder",
    "require_other",
    "require_place",
    "whole_file",
    "whole_folder",
]

_REFUSED = {errno.ENOSPC, errno.EDQUOT, errno.EFBIG, errno.EROFS, errno.EIO}


_PAUSES = (0.05, 0.1, 0.2, 0.4, 0.8, 1.6, 0.0)
"""Seconds after each attempt to remove a folder, in which whoever still writes to it may bring it back."""


class NotWrittenError(UserError):
    """The disk is full, or will not take any more for another reason. place: what was being written."""

    def __init__(self, place: Path, reason: str) -> None:
        self.place = place
        self.reason = reason
        super().__init__(
            Message(
                "{place} could not be written ({reason}); free space on that disk or choose another place, "
                "then run the command again.",
                severity="problem",
                place=place,
                reason=Message(reason),
            )
        )

    def __reduce__(self) -> tuple[type[NotWrittenError], tuple[object, ...]]:
        return type(self), (self.place, self.reason)


@contextmanager
def _refusals_named(target: Path) -> Iterator[None]:
    """Turn the disk's refusal into :class:`NotWrittenError`."""
    try:
        yield
    except OSError as error:
        if error.errno in _REFUSED:
            raise NotWrittenError(target, error.strerror or str(error)) from error
        raise


def _make_safe(path: Path) -> None:
    """Have a file (or the entries of a folder) reach the disk before anything that follows."""
    if path.is_dir() and os.name == "nt":
        return  # Windows does not open folders, and orders their entries by itself
    handle = os.open(path, os.O_RDONLY if path.is_dir() else os.O_RDWR)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)


def hand_over(source: Path, target: Path) -> None:
    """A second name for a file where the disk can give it one, else a copy: 200 MB need not lie there twice."""
    try:
        os.link(source, target)
    except OSError:
        shutil.copyfile(source, target)


def require_place(path: str | os.PathLike[str]) -> None:
    """:class:`UserError` where a file cannot be written: to be known before long work, not after."""
    target = Path(path)
    if target.is_dir():
        raise UserError("{path} is a folder; name a file to write.", path=target)
    if not target.parent.is_dir():
        raise UserError("The folder {folder} does not exist; make it or choose another place.", folder=target.parent)
    if target.is_file() or not target.exists():  # no device, which is written to in place
        try:
            tempfile.TemporaryFile(dir=target.parent).close()
        except OSError as error:
            raise _closed(target.parent, error) from error


def _closed(folder: Path, error: OSError) -> UserError:
    return UserError("Nothing can be written in {folder} ({error}); choose another place.", folder=folder, error=error)


def require_other(written: Iterable[str | Path], read: Iterable[str | Path]) -> None:
    """:class:`UserError` where a result would replace what it is made from, or another result."""
    # Any text may come here, also lists of genes longer than a file name can be, which Path.is_file rejects.
    sources = {Path(path).resolve() for path in read if os.path.isfile(path)}  # noqa: PTH113
    results: set[Path] = set()
    for path in written:
        place = Path(path).resolve()
        if place in sources:
            raise UserError(
                "{path} is read by this command, and the result would replace it; choose another name for the result.",
                path=path,
            )
        if place in results:
            raise UserError("{path} is named for two results; give each a file of its own.", path=path)
        results.add(place)


@contextmanager
def whole_file(path: str | os.PathLike[str], lasting: bool = True) -> Iterator[Path]:
    """Yield a temporary path beside ``path``; it takes the place of ``path`` only if the block succeeds.

    Then, if ``lasting``, it survives the process and the machine's power. A symbolic link stays one; a pipe or device
    (``/dev/stdout``) is written to at the end, not replaced. Raises :class:`UserError` where the folder is missing,
    ``path`` is a folder, nothing may be written there, or the disk is full.
    """
    require_place(path)
    target = Path(path)
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
        raise _closed(target.parent, error) from error
    os.close(handle)
    temporary = Path(name)
    try:
        with _refusals_named(target):
            yield temporary
            temporary.chmod(0o644)
            if lasting:
                _make_safe(temporary)
            temporary.replace(target)
            if lasting:
                _make_safe(target.parent)
    finally:
        temporary.unlink(missing_ok=True)


def make_folder(path: Path) -> None:
    """A folder within another one, where it is not there yet; :class:`UserError` where it cannot be made."""
    try:
        path.mkdir(exist_ok=True)
    except OSError as error:
        raise _closed(path.parent, error) from error


def _exists(target: Path) -> UserError:
    return UserError("{path} exists already; choose another name or remove it first.", path=target)


def _put(folder: Path, target: Path) -> None:
    """Rename; a folder that another process has put there meanwhile stays what it is."""
    try:
        folder.replace(target)
    except OSError as error:
        if error.errno in {errno.EEXIST, errno.ENOTEMPTY}:
            raise _exists(target) from error
        raise


def require_new_folder(path: str | os.PathLike[str]) -> None:
    """:class:`UserError` where a folder cannot be made: to be known before long work, not after."""
    target = Path(path)
    _require_place_of_folder(target, replace=False)
    try:
        tempfile.TemporaryDirectory(prefix=f".{target.name[:80]}.", dir=target.parent).cleanup()
    except OSError as error:
        raise _closed(target.parent, error) from error


def _require_place_of_folder(target: Path, replace: bool) -> None:
    if target.exists() and not replace:
        raise _exists(target)
    if not target.parent.is_dir():
        raise UserError("The folder {folder} does not exist; make it or choose another place.", folder=target.parent)


def _remove(folder: Path) -> None:
    """Until it stays away: after Ctrl-C a library's threads (zarr's) still write what they were told to."""
    for seconds in _PAUSES:
        if not folder.exists():
            return
        shutil.rmtree(folder, ignore_errors=True)
        time.sleep(seconds)


@contextmanager
def whole_folder(path: str | os.PathLike[str], replace: bool = False) -> Iterator[Path]:
    """Yield a temporary folder beside ``path``; it becomes ``path`` only if the block succeeds.

    An existing ``path`` is an error unless ``replace``; then the old folder goes only after the new one stands.
    """
    target = Path(path)
    _require_place_of_folder(target, replace)
    try:
        temporary = Path(tempfile.mkdtemp(prefix=f".{target.name[:80]}.", dir=target.parent))
    except OSError as error:
        raise _closed(target.parent, error) from error
    try:
        with _refusals_named(target):
            yield temporary
            temporary.chmod(0o755)
            for part in [*temporary.rglob("*"), temporary]:
                _make_safe(part)
            if replace and target.exists():
                retired = Path(tempfile.mkdtemp(prefix=f".{target.name[:80]}.old.", dir=target.parent))
                try:
                    target.replace(retired / "old")
                    temporary.replace(target)
                except BaseException:
                    if not target.exists():  # it came between the two
                        (retired / "old").replace(target)
                    raise
                finally:
                    shutil.rmtree(retired, ignore_errors=True)
            else:
                _put(temporary, target)
            _make_safe(target.parent)
    finally:
        _remove(temporary)
