"""Whole studies: recognise one, rename it, remove it."""

from __future__ import annotations

import os
import re
import shutil
import tempfile
import unicodedata
from dataclasses import replace
from pathlib import Path

from compute.errors import UserError
from compute.jobs import is_locked
from compute.study.format import RECORD, StudyRecord, read_record
from compute.study.write import write_record

LONGEST_TITLE = 120
LONGEST_SLUG = 60


def is_study(path: str | Path) -> bool:
    """Whether a folder holds a study, whole or not."""
    return (Path(path) / RECORD).is_file()


def study_record(path: str | Path) -> StudyRecord:
    """What a study says of itself, without opening it; :class:`UserError` where there is none or it is damaged."""
    return read_record(Path(path))


def study_size(path: str | Path) -> int:
    """Bytes of all files of a study, models and unfinished work included."""
    total = 0
    for folder, _, names in os.walk(path):
        for name in names:
            try:
                total += (Path(folder) / name).stat().st_size
            except FileNotFoundError:  # a run replaces its files while we look
                continue
    return total


def check_title(title: str) -> str:
    """The title on one line, without outer blanks; :class:`UserError` where nothing is left or it is too long."""
    plain = " ".join(title.split())
    if not plain:
        raise UserError("A study needs a title; type one.")
    if len(plain) > LONGEST_TITLE:
        raise UserError(
            "The title has {length:,} characters; use at most {longest}.",
            length=len(plain),
            longest=LONGEST_TITLE,
        )
    return plain


def rename_study(path: str | Path, title: str) -> StudyRecord:
    """Give a study another title; its folder and its networks stay as they are.

    :class:`UserError` for a title that is none, and while a run writes the study.
    """
    folder, plain = Path(path), check_title(title)
    record = read_record(folder)
    if is_locked(folder):
        raise UserError("This study is being written by a run; give it another title when that has ended.")
    renamed = replace(record, title=plain)
    write_record(folder, renamed)
    return renamed


def remove_study(path: str | Path) -> None:
    """Remove a study for good. It disappears at once, whatever happens to the process on the way.

    :class:`UserError` for a folder that is no study, while a run writes it, or where it cannot be removed.
    """
    folder = Path(path)
    if not is_study(folder):
        raise UserError("{folder} is not a study; nothing was removed.", folder=folder)
    if is_locked(folder):
        raise UserError("This study is being written by a run; cancel the run first.")
    try:
        retired = Path(tempfile.mkdtemp(prefix=".removed.", dir=folder.parent))
        folder.replace(retired / folder.name)
    except OSError as error:
        raise UserError(
            "{folder} cannot be removed ({error}); check its permissions.", folder=folder, error=error
        ) from error
    shutil.rmtree(retired, ignore_errors=True)


def slug_of(title: str) -> str:
    """Small letters, digits and hyphens: what a folder and an address can be called everywhere."""
    plain = unicodedata.normalize("NFKD", title).encode("ascii", "ignore").decode().lower()
    return re.sub(r"[^a-z0-9]+", "-", plain).strip("-")[:LONGEST_SLUG].strip("-") or "study"
