"""Lists that lie in the study's folder."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from compute.study import Study

FOLDER: Final = "gene_lists"
"""A folder in the study's own where lists may lie, beside those in the study's folder itself."""
ENDINGS: Final = frozenset([".txt", ".csv", ".tsv"])


def lists_in_study(study: Study) -> dict[str, Path]:
    """Name as shown → path of every text file that may hold a list."""
    found = [
        path
        for folder in (study.path, study.path / FOLDER)
        if folder.is_dir()
        for path in sorted(folder.iterdir())
        if path.suffix.lower() in ENDINGS and path.is_file() and not path.name.startswith(".")
    ]
    return {path.relative_to(study.path).as_posix(): path for path in found}
