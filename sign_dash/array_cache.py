"""Arrays that can be computed again, kept between processes in a bounded folder (diskcache).

Whatever is wrong with the folder, the arrays are computed as if nothing had been kept, and the log says so.
"""

from __future__ import annotations

import io
import logging
import sqlite3
import zipfile
from collections.abc import Callable, Mapping
from contextlib import suppress
from pathlib import Path
from threading import Lock
from typing import TYPE_CHECKING, Any, Final

import numpy as np
from numpy.typing import NDArray

if TYPE_CHECKING:
    from diskcache import Cache

Arrays = Mapping[str, NDArray[Any]]

_LOG: Final = logging.getLogger(__name__)
PATIENCE: Final = 2.0
"""Seconds to wait for another process that writes; computing again does not take much longer."""


class ArrayCache:
    """Arrays by a key that says all they depend on; what was put in first goes first when ``most`` bytes are full."""

    def __init__(self, folder: Path, most: int) -> None:
        self._folder, self._most = folder, most
        self._cache: Cache | None = None
        self._lock = Lock()  # one writer of this process at a time, so that what it wrote in part is known

    def get(self, key: str, compute: Callable[[], Arrays]) -> Arrays:
        """What was kept under the key, else what ``compute`` gives, which is then kept."""
        if (found := self.kept(key)) is not None:
            return found
        computed = compute()
        self.keep(key, computed)
        return computed

    def kept(self, key: str) -> Arrays | None:
        """What was kept under the key, if anything."""
        try:
            content = self._opened().get(key)
            return None if content is None else _unpacked(content)
        except _faults() as error:
            self._give_up("read", error)
            return None

    def keep(self, key: str, arrays: Arrays) -> None:
        """Keep it, if that can be done."""
        with self._lock:
            try:
                cache = self._opened()
                cache.disk.written = None
                cache.set(key, _packed(arrays))
            except _faults() as error:
                if self._cache is not None and self._cache.disk.written is not None:
                    with suppress(OSError):
                        self._cache.disk.written.unlink(missing_ok=True)
                self._give_up("written", error)

    def _opened(self) -> Cache:
        if self._cache is None:
            from diskcache import Cache

            # No part of the index is mapped into memory: one that is cut short is an error, not the end of the process.
            self._cache = Cache(
                str(self._folder),
                timeout=PATIENCE,
                disk=_disk(),
                size_limit=self._most,
                eviction_policy="least-recently-stored",
                cull_limit=2,  # go at a time; the default, ten, may be all there are
                sqlite_mmap_size=0,
                sqlite_journal_mode="delete",
            )
        return self._cache

    def _give_up(self, what: str, error: Exception) -> None:
        """Say it; an index that is damaged is taken away, and made anew when it is asked for next."""
        _LOG.warning("%s could not be %s (%s); what it keeps is computed again.", self._folder, what, error)
        self._cache = None
        if isinstance(error, sqlite3.DatabaseError) and not isinstance(error, sqlite3.OperationalError):
            for file in self._folder.glob("cache.db*"):
                with suppress(OSError):
                    file.unlink()


def _faults() -> tuple[type[Exception], ...]:
    """What a full disk, a damaged or foreign file, or another process that holds the lock can raise."""
    from diskcache import Timeout

    return (OSError, sqlite3.Error, Timeout, ValueError, KeyError, EOFError, zipfile.BadZipFile)


def _disk() -> type[Any]:
    from diskcache import UNKNOWN, Disk
    from diskcache.core import MODE_BINARY

    class Plain(Disk):  # type: ignore[misc]
        """Every value a file of its bytes: nothing is unpickled, nothing stays that was written in part."""

        written: Path | None = None

        def store(self, value: Any, _read: bool, key: Any = UNKNOWN) -> tuple[int, int, str, None]:
            name, path = self.filename(key, value)
            self.written = Path(path)
            self.written.parent.mkdir(parents=True, exist_ok=True)
            self.written.write_bytes(value)
            return len(value), MODE_BINARY, name, None

        def fetch(self, mode: int, filename: str | None, _value: Any, _read: bool) -> bytes:
            if mode != MODE_BINARY or filename is None:
                raise ValueError("not an entry of this cache")
            return (Path(self._directory) / filename).read_bytes()

    return Plain


def _packed(arrays: Arrays) -> bytes:
    content = io.BytesIO()
    np.savez(content, **arrays)  # type: ignore[arg-type]
    return content.getvalue()


def _unpacked(content: bytes) -> Arrays:
    with np.load(io.BytesIO(content), allow_pickle=False) as arrays:
        return {name: arrays[name] for name in arrays.files}
