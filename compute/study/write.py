"""Make a study on disk: the folder whole at once, then its networks block by block, then the closing record."""

from __future__ import annotations

import json
import shutil
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import TYPE_CHECKING, Any

import numpy as np
from numpy.typing import NDArray

from compute.errors import UserError
from compute.files import whole_file, whole_folder
from compute.jobs import PROGRESS, now
from compute.messages import Message
from compute.study import format as layout
from compute.study.blocks import Block, Coefficients, encode, write_block
from compute.study.confidence import CONFIDENCE
from compute.study.courses import Courses, CourseTable, course_counts, write_courses
from compute.study.edge_table import EdgeTable, edge_table_counts, not_converged, write_edge_table
from compute.study.format import MethodRecord, StudyRecord
from compute.study.pending import Pending
from compute.study.score import StudyScore
from compute.study.stored import read_array

if TYPE_CHECKING:
    import pandas as pd

PENDING = ".pending"
"""Folder among the blocks, there only while a run is unfinished."""


@dataclass(frozen=True)
class StudyContent:
    """Everything a study holds but its networks and models.

    samples are in ascending order of ``modulator`` (n values); expression is genes × samples. method, versions and
    inputs say how the networks are made: a run is only resumed where ``method`` and ``inputs`` are the same; earlier:
    what settings that studies begun before them do not record stand for. only: ``COLUMN=VALUE`` of the samples' class.
    values: what was done to the table's values. score_genes, score_without, group: as of :class:`StudyRecord`.
    own_scores: by target, (n,) the score without it that it is estimated along. extras: further files to keep, by name.
    """

    title: str
    simulated: bool
    score: StudyScore
    samples: tuple[str, ...]
    modulator: NDArray[np.float64]
    genes: tuple[str, ...]
    expression: NDArray[np.float32]
    regulators: tuple[str, ...]
    targets: tuple[str, ...]
    method: MethodRecord
    versions: dict[str, str]
    inputs: list[dict[str, str]]
    annotation: pd.DataFrame | None = None
    notes: tuple[Message, ...] = ()
    adjust: tuple[str, ...] = ()
    only: str = ""
    values: Mapping[str, Any] = field(default_factory=dict)
    score_genes: tuple[str, ...] = ()
    score_without: Mapping[str, float] = field(default_factory=dict)
    group: Mapping[str, Any] = field(default_factory=dict)
    own_scores: Mapping[str, NDArray[np.float64]] = field(default_factory=dict)
    earlier: Mapping[str, Any] = field(default_factory=dict)
    extras: Mapping[str, bytes] = field(default_factory=dict)


class StudyWriter:
    """Adds network blocks to a study that was created or is being resumed, and closes it.

    Each block appears whole or not at all, and so does the one network of a study that has no network per sample.
    pending: a place inside the study for results that are not part of it yet.
    """

    def __init__(self, folder: Path, record: StudyRecord) -> None:
        self.folder = folder
        self.record = record
        self.per_sample = record.method.scope == "sample"
        self.in_blocks = self.per_sample and not record.method.courses
        self.blocks = layout.block_ranges(record.samples) if self.in_blocks else []
        self.pending = Pending(folder / layout.NETWORKS / PENDING)

    @classmethod
    def create(cls, path: str | Path, content: StudyContent) -> StudyWriter:
        """Make the folder with everything but the networks; :class:`UserError` if ``path`` exists."""
        folder = Path(path)
        record = StudyRecord(
            title=content.title,
            simulated=content.simulated,
            score=content.score,
            created=now(),
            state=layout.RUNNING,
            samples=len(content.samples),
            genes=len(content.genes),
            regulators=len(content.regulators),
            targets=len(content.targets),
            method=content.method,
            versions=content.versions,
            inputs=content.inputs,
            notes=list(content.notes),
            adjust=list(content.adjust),
            only=content.only,
            values=dict(content.values),
            score_genes=list(content.score_genes),
            score_without=dict(content.score_without),
            group=dict(content.group),
            own_scores=list(content.own_scores),
        )
        with whole_folder(folder) as temporary:
            names = {
                "samples": content.samples,
                "genes": content.genes,
                "regulators": content.regulators,
                "targets": content.targets,
            }
            (temporary / layout.NAMES).write_text(json.dumps(names, ensure_ascii=False), encoding="utf-8")
            layout.save_array(temporary / layout.MODULATOR, content.modulator)
            layout.save_array(temporary / layout.EXPRESSION, content.expression.astype(np.float32, copy=False))
            if content.own_scores:
                layout.save_array(temporary / layout.OWN_SCORES, np.array(list(content.own_scores.values())))
            if content.annotation is not None:
                content.annotation.to_parquet(temporary / layout.ANNOTATION)
            for name, body in content.extras.items():
                (temporary / name).write_bytes(body)
            (temporary / layout.NETWORKS).mkdir()
            files = {entry.name: layout.file_entry(entry) for entry in sorted(temporary.iterdir()) if entry.is_file()}
            record = replace(record, files=files)
            (temporary / layout.RECORD).write_text(record.to_json(), encoding="utf-8")
        return cls(folder, record)

    @classmethod
    def resume(cls, path: str | Path, content: StudyContent) -> StudyWriter:
        """Open an unfinished study to go on; :class:`UserError` naming what differs from this call."""
        folder = Path(path)
        record = layout.read_record(folder)
        differences = _differences({"score": record.score.column}, {"score": content.score.column})
        differences += _differences({**content.earlier, **_identity(record.method)}, _identity(content.method))
        differences += _differences({"adjust": ", ".join(record.adjust)}, {"adjust": ", ".join(content.adjust)})
        if record.values:
            differences += _differences({"transform": _steps(record.values)}, {"transform": _steps(content.values)})
        differences += _differences(
            {entry["role"]: entry["sha256"][:12] for entry in record.inputs},
            {entry["role"]: entry["sha256"][:12] for entry in content.inputs},
        )
        if not differences and not np.array_equal(read_array(folder / layout.MODULATOR), content.modulator):
            differences = [Message("other samples, or other values of the score")]
        if differences:
            raise UserError(
                "{folder} was made with other settings or data ({differences}); use the same ones to resume, or "
                "another output folder.",
                folder=folder,
                differences=differences,
            )
        return cls(folder, record)

    @property
    def finished(self) -> bool:
        """Whether the record says so, and all networks are there."""
        return self.record.state == layout.COMPLETE and self.complete

    def read_again(self) -> None:
        """Take up what another run has written of the record; for the holder of the study's lock."""
        self.record = layout.read_record(self.folder)

    def remove_leftovers(self) -> None:
        """Remove what a killed run was still writing; for the holder of the study's lock."""
        networks = self.folder / layout.NETWORKS
        found = [
            *(path for name in (layout.RECORD, "*.npy", PROGRESS) for path in self.folder.glob(f".{name}.*")),
            *(path for block in range(len(self.blocks)) for path in networks.glob(f".{layout.block_folder(block)}.*")),
            *networks.glob(f".{self._whole_path.name}.*"),
            *self.pending.folder.glob(".*"),
        ]
        for path in found:
            if path.is_dir():
                shutil.rmtree(path)
            else:
                path.unlink()

    def missing_blocks(self) -> list[int]:
        """Numbers of the blocks that are not there yet."""
        return [number for number in range(len(self.blocks)) if not self._block_path(number).is_dir()]

    @property
    def complete(self) -> bool:
        """Whether all networks are there."""
        return not self.missing_blocks() if self.in_blocks else self._whole_path.is_dir()

    def write_block(self, number: int, coefficients: Coefficients, fits: NDArray[np.void] | None) -> None:
        """Add one block. fits: the method's diagnostics, samples of the block × targets; None where it keeps none."""
        arrays = encode(coefficients, self.record.regulators, self.record.targets)
        with whole_folder(self._block_path(number)) as temporary:
            write_block(temporary, arrays, fits)

    def write_edges(self, table: EdgeTable) -> None:
        """Add the one network of a study that has no network per sample."""
        with whole_folder(self._whole_path) as temporary:
            write_edge_table(temporary, table)

    def write_courses(self, table: CourseTable) -> None:
        """Add the courses that all samples' networks follow from."""
        with whole_folder(self._whole_path) as temporary:
            write_courses(temporary, table, self.record.regulators, self.record.targets)

    def stored_blocks(self) -> list[Block]:
        """The blocks that are there."""
        return [
            Block(self._block_path(number), samples)
            for number, samples in enumerate(self.blocks)
            if self._block_path(number).is_dir()
        ]

    def keep(self, arrays: Mapping[str, NDArray[Any]]) -> None:
        """Keep what a stage of the method settled, each array as ``NAME.npy``."""
        for name, array in arrays.items():
            with whole_file(self.folder / f"{name}.npy") as temporary:
                layout.save_array(temporary, array)

    def kept(self, names: Sequence[str]) -> dict[str, NDArray[Any]] | None:
        """What an earlier run settled, if it came that far."""
        paths = {name: self.folder / f"{name}.npy" for name in names}
        if not all(path.is_file() for path in paths.values()):
            return None
        return {name: np.array(read_array(path)) for name, path in paths.items()}

    def finish(self, run: dict[str, Any], notes: Sequence[Message] = ()) -> StudyRecord:
        """Count, take checksums, and mark the study complete.

        run: how the run went (seconds, workers, ...). notes: what it has to say, after what is noted already.
        """
        if not self.complete:
            raise UserError(
                "{folder} lacks {n_missing} blocks of networks; run `profile --resume`.",
                folder=self.folder,
                n_missing=len(self.missing_blocks()) if self.in_blocks else 1,
            )
        self.pending.clear()
        parts = {path: path.relative_to(self.folder) for path in sorted(self.folder.rglob("*")) if path.is_file()}
        files = {
            name.as_posix(): layout.file_entry(path)
            for path, name in parts.items()
            if name.as_posix() not in {layout.RECORD, PROGRESS}
            and name.parts[0] not in {layout.MODELS, CONFIDENCE}
            and not any(part.startswith(".") for part in name.parts)  # left over from a run that was killed
        }
        counts = self._counts()
        self.record = replace(
            self.record,
            state=layout.COMPLETE,
            edges=counts["edges"],
            coefficients=counts["coefficients"],
            fits=counts["fits"],
            fits_not_converged=counts["fits_not_converged"],
            files=files,
            run=run,
            notes=[*self.record.notes, *notes],
        )
        write_record(self.folder, self.record)
        return self.record

    def _counts(self) -> dict[str, int]:
        if not self.per_sample:
            return edge_table_counts(self._whole_path)
        if not self.in_blocks:
            courses = Courses(self.folder)
            missed = not_converged(courses.fits) if self.record.method.diagnostics else 0
            modulator = read_array(self.folder / layout.MODULATOR)
            return course_counts(courses, modulator) | {"fits_not_converged": missed}
        counts = dict.fromkeys(("edges", "coefficients", "fits", "fits_not_converged"), 0)
        edges = np.zeros((self.record.targets, self.record.regulators), bool)
        for block in self.stored_blocks():
            counts["coefficients"] += block.value.size
            edge_target = np.repeat(np.arange(self.record.targets), np.diff(block.target_ptr))
            edges[edge_target, block.regulator] = True
            if self.record.method.diagnostics:
                counts["fits"] += block.fits.size
                counts["fits_not_converged"] += not_converged(np.asarray(block.fits))
        return counts | {"edges": int(np.count_nonzero(edges))}

    @property
    def _whole_path(self) -> Path:
        """Where what is not in blocks goes."""
        return self.folder / layout.NETWORKS / (layout.COURSES if self.per_sample else layout.EDGES)

    def _block_path(self, number: int) -> Path:
        return self.folder / layout.NETWORKS / layout.block_folder(number)


def write_record(folder: Path, record: StudyRecord) -> None:
    """Replace ``study.json`` in one step."""
    with whole_file(folder / layout.RECORD) as temporary:
        temporary.write_text(record.to_json(), encoding="utf-8")


def _identity(method: MethodRecord) -> dict[str, Any]:
    """What decides the numbers of a study, beside its data."""
    return {"method": method.name, "version of the method": method.version, **method.settings}


def _steps(values: Mapping[str, Any]) -> str:
    return ", ".join(values.get("steps", ())) or "none"


def _differences(stored: Mapping[str, Any], given: Mapping[str, Any]) -> list[Message]:
    return [
        Message("{setting}: {before!r} there, {now!r} here", setting=key, before=stored.get(key), now=given.get(key))
        for key in sorted({*stored, *given})
        if stored.get(key) != given.get(key)
    ]
