"""What a study says of itself, asked for at every request: read again only where its file has changed."""

from __future__ import annotations

from functools import lru_cache
from pathlib import Path
from typing import TYPE_CHECKING, Final

from compute.study import study_record

if TYPE_CHECKING:
    from compute.study import StudyRecord

MOST_KEPT: Final = 256
RECORD: Final = "study.json"


def record_now(path: Path) -> StudyRecord:
    """As :func:`compute.study.study_record`; what comes back is shared, so nobody may change it."""
    return _record(path, stamp(path / RECORD))


@lru_cache(MOST_KEPT)
def _record(path: Path, _stamp: tuple[int, ...]) -> StudyRecord:
    return study_record(path)


def stamp(file: Path) -> tuple[int, ...]:
    """Another one whenever a file or folder is changed or replaced; zeros where there is none."""
    try:
        found = file.stat()
    except OSError:
        return (0, 0, 0)
    return found.st_mtime_ns, found.st_size, found.st_ino
