"""What is kept below the folder ``cache``: named by what it was made from, and bounded."""

from __future__ import annotations

import hashlib
import json
import os
import shutil
from contextlib import suppress
from pathlib import Path
from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from compute.study import Study

MOST_GIVEN: Final = 1_000_000_000
"""Bytes of files people gave, of one kind."""


def networks_key(study: Study) -> str:
    """The same wherever a study lies, whatever it is called and whatever models it has got meanwhile."""
    networks = {name: entry for name, entry in study.info.files.items() if not name.startswith("models/")}
    return hashlib.sha256(json.dumps(networks, sort_keys=True).encode()).hexdigest()[:16]


def used(entry: Path) -> None:
    """Told when something that is kept is asked for: what was used last goes last."""
    with suppress(OSError):
        os.utime(entry)


def bound(folder: Path, most: int, spare: Path | None = None) -> None:
    """Remove the files and folders in ``folder`` not used for the longest until the rest has ``most`` bytes or fewer.

    spare: one that stays, whatever it has. What cannot be removed stays; nothing is raised.
    """
    entries = []
    with suppress(OSError):
        for entry in folder.iterdir():
            with suppress(OSError):  # another one removed it just now
                entries.append((entry.stat().st_mtime_ns, entry, _bytes(entry)))
    total = sum(size for _, _, size in entries)
    for _, entry, size in sorted(entries):
        if total <= most:
            return
        if entry == spare:
            continue
        if entry.is_dir():
            shutil.rmtree(entry, ignore_errors=True)
        else:
            with suppress(OSError):
                entry.unlink(missing_ok=True)
        total -= size


def _bytes(entry: Path) -> int:
    if not entry.is_dir():
        return entry.stat().st_size
    total = 0
    for file in entry.rglob("*"):
        with suppress(OSError):
            total += file.stat().st_size
    return total
