"""Lists that lie in the study's folder, and the choice between these and a file that was given."""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path
from typing import TYPE_CHECKING, Final

from sign_dash.gene_sets.kept import File, evidence_files
from sign_dash.language import say

if TYPE_CHECKING:
    from compute.study import Study

FOLDER: Final = "gene_lists"
"""A folder in the study's own where lists may lie, beside those in the study's folder itself."""
ENDINGS: Final = frozenset([".txt", ".csv", ".tsv"])
_STUDY: Final = "study:"
_GIVEN: Final = "given:"


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


def given_option(given: File | None) -> list[dict[str, str]]:
    """What a control offers of the file that was given, if any."""
    return [{"value": _GIVEN + given["digest"], "label": given["name"]}] if given else []


def study_options(names: Iterable[str]) -> list[dict[str, str]]:
    """What a control offers of these lists in the study's folder."""
    return [{"value": _STUDY + name, "label": say("{name} (study’s folder)", name=name)} for name in names]


def chosen_list(study: Study, cache: Path, choice: str | None, given: File | None) -> tuple[Path, str, int] | None:
    """Path, name and version of the chosen file (one that was given never changes); None where neither is chosen."""
    if choice and choice.startswith(_GIVEN) and given:
        return evidence_files(cache).kept(given), given["name"], 0
    path = lists_in_study(study).get(choice.removeprefix(_STUDY)) if choice and choice.startswith(_STUDY) else None
    return None if path is None else (path, path.name, path.stat().st_mtime_ns)
