"""What is kept below the folder ``cache``: by a key, bounded, and shared by the processes that serve (diskcache)."""

from __future__ import annotations

import hashlib
import json
import shutil
import sqlite3
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING, Final

from compute.errors import UserError
from compute.messages import Message

if TYPE_CHECKING:
    from diskcache import Cache

    from compute.study import Study

MOST_GIVEN: Final = 1_000_000_000
"""Bytes of files people gave, of one kind."""
_SOUND: Final = ("SQLITE_BUSY", "SQLITE_FULL", "SQLITE_READONLY", "SQLITE_CANTOPEN")
"""Refusals of an index that is not damaged."""


def networks_key(study: Study) -> str:
    """The same wherever a study lies, whatever it is called and whatever models it has got meanwhile."""
    networks = {name: entry for name, entry in study.info.files.items() if not name.startswith("models/")}
    return hashlib.sha256(json.dumps(networks, sort_keys=True).encode()).hexdigest()[:16]


@cache
def kept_in(folder: Path, most_bytes: int = MOST_GIVEN) -> Cache:
    """What is kept in a folder, opened once; what was not used for the longest goes where there is too much.

    Everything is a file of its own. A folder whose index is damaged is begun anew: what was in it can be given again.
    """
    from diskcache import Cache

    def opened() -> Cache:
        found = Cache(
            str(folder),
            timeout=10,
            size_limit=most_bytes,
            eviction_policy="least-recently-used",
            cull_limit=2,  # at a time; more of them may be larger than what came in
            disk_min_file_size=0,
        )
        found.check()
        return found

    try:
        return opened()
    except sqlite3.Error as error:
        if error.sqlite_errorname.startswith(_SOUND):
            raise
        shutil.rmtree(folder, ignore_errors=True)
        return opened()


@contextmanager
def changing(folder: Path, most_bytes: int = MOST_GIVEN) -> Iterator[Cache]:
    """What is kept in a folder, to be changed; :class:`UserError` where nothing can be written, or no more."""
    from diskcache import Timeout

    try:
        yield kept_in(folder, most_bytes)
    except (OSError, sqlite3.Error, Timeout) as error:
        with suppress(OSError, sqlite3.Error, Timeout):
            kept_in(folder, most_bytes).check(fix=True)  # of a file whose beginning was written
        raise UserError(
            "No file can be written in {folder} ({problem}); free space there, then try again.",
            folder=folder,
            problem=error if str(error) else Message("it cannot be written"),
        ) from error
