"""Open a study: every file there and whole, or one sentence that names what is not."""

from __future__ import annotations

from collections.abc import Collection
from pathlib import Path

from compute.errors import UserError
from compute.study import format as layout
from compute.study.read import Study


def open_study(path: str | Path, allow_unfinished: bool = False, needs: Collection[str] = ()) -> Study:
    """Open a study, checking that every file is there and whole (by size; :func:`verify_study` reads them all).

    needs: what will be asked of its networks, as in :attr:`Study.provides`. Raises :class:`UserError` where the folder
    is no study, is damaged, lacks what is needed, or (unless ``allow_unfinished``) where its run has not ended.
    """
    folder = Path(path)
    record = layout.read_record(folder)
    if record.state != layout.COMPLETE and not allow_unfinished:
        if record.method.scope != "sample" or record.method.courses:
            raise UserError("{folder} is unfinished; run the same `profile` with --resume.", folder=folder)
        blocks = len(layout.block_ranges(record.samples))
        done = sum(1 for entry in (folder / layout.NETWORKS).glob("[0-9]*"))
        raise UserError(
            "{folder} is unfinished ({done} of {blocks} blocks of networks); run the same `profile` with --resume.",
            folder=folder,
            done=done,
            blocks=blocks,
        )
    for name, entry in record.files.items():
        file = folder / name
        if not file.is_file():
            raise UserError("{file} is missing; restore the study from a copy or profile it again.", file=file)
        if file.stat().st_size != entry["bytes"]:
            raise UserError(
                "{file} has {size:,} bytes where {expected:,} were written; restore the study from a copy or profile "
                "it again.",
                file=file,
                size=file.stat().st_size,
                expected=entry["bytes"],
            )
    study = Study(folder, record)
    lacking = study.lacks(needs)
    if lacking is not None:
        raise UserError(lacking)
    return study


def verify_study(path: str | Path) -> None:
    """Read every file of a study and compare its checksum; :class:`UserError` naming the first that differs."""
    study = open_study(path)
    recorded = {study.path / name: entry for name, entry in study.info.files.items()}
    for name in study.models():
        model = study.model(name)
        recorded |= {model.folder / file: entry for file, entry in model.info["files"].items()}
    if study.confidence is not None:
        folder = study.confidence.folder
        recorded |= {folder / file: entry for file, entry in study.confidence.info["files"].items()}
    for file, entry in recorded.items():
        if layout.file_entry(file)["sha256"] != entry["sha256"]:
            raise UserError("{file} is damaged (its checksum differs); restore the study from a copy.", file=file)
