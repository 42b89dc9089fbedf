"""What is kept below the folder ``cache``: named by what it was made from, and bounded."""

from __future__ import annotations

import hashlib
import json
import os
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


def used(file: Path) -> None:
    """Mark a kept file as just used: the one used last is removed last."""
    with suppress(OSError):
        os.utime(file)


def bound(folder: Path, most: int, spare: Path | None = None) -> None:
    """Remove the files in ``folder`` not used for the longest until the rest has ``most`` bytes or fewer.

    spare: one that stays, whatever it has. What cannot be removed stays; nothing is raised.
    """
    found = []
    with suppress(OSError):
        for file in folder.iterdir():
            with suppress(OSError):  # another one removed it just now
                found.append((file.stat().st_mtime_ns, file, file.stat().st_size))
    total = sum(size for _, _, size in found)
    for _, file, size in sorted(found):
        if total <= most:
            return
        if file != spare:
            with suppress(OSError):
                file.unlink(missing_ok=True)
                total -= size
