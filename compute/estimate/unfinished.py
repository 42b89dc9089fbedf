"""A study whose run goes on, read as far as it has come: the samples whose networks are there."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING, Any

import numpy as np
from numpy.typing import NDArray

from compute.errors import UserError
from compute.estimate.assembly import networks_of
from compute.estimate.recorded import recorded_settings
from compute.messages import Message
from compute.methods import METHODS
from compute.methods.base import SampleMethod, Shape
from compute.methods.course_method import CourseMethod
from compute.methods.points import Points
from compute.study import (
    BLOCK_SAMPLES,
    Block,
    Pending,
    Study,
    StudyRecord,
    encode_block,
    not_converged,
    open_study,
    study_record,
)

if TYPE_CHECKING:
    import pandas as pd


LOOKS = 5


@dataclass(frozen=True)
class SoFar:
    """How many networks of a study there are: ``done`` of ``total`` samples."""

    done: int
    total: int


class UnfinishedStudy(Study):
    """The samples of a running study whose networks are finished, in ascending order of the modulator.

    A picture of one moment: what is finished later is seen by opening it again. The title says that it is one. It has
    no models, and a checksum of nothing: its folder still changes.
    """

    def __init__(self, whole: Study, kept: NDArray[np.intp], blocks: list[Block]) -> None:
        self.path = whole.path
        self.so_far = SoFar(kept.size, len(whole.samples))
        self.samples = tuple(whole.samples[i] for i in kept)
        self.genes, self.regulators, self.targets = whole.genes, whole.regulators, whole.targets
        self.modulator = whole.modulator[kept]
        self.blocks, self.courses = blocks, None
        self._whole, self._kept = whole, kept
        self.info = _record_so_far(whole.info, self.so_far, blocks)

    @property
    def heading(self) -> Message:
        """The title, for whoever reads it in another language."""
        return _heading(self._whole.title, self.so_far)

    def expression(self, gene: str) -> NDArray[np.float32]:
        return np.asarray(self._whole.expression(gene)[self._kept], np.float32)

    def expressions(self, genes: Sequence[str]) -> NDArray[np.float32]:
        return np.asarray(self._whole.expressions(genes)[:, self._kept], np.float32)

    @cached_property
    def annotation(self) -> pd.DataFrame:
        return self._whole.annotation.loc[list(self.samples)]

    def settled(self, name: str) -> NDArray[Any] | None:
        return self._whole.settled(name)

    def models(self) -> list[str]:
        return []


def samples_so_far(path: str | Path) -> SoFar:
    """How many networks a study has by now, without opening it; :class:`UserError` where there is no study."""
    record = study_record(path)
    if record.state == "complete":
        return SoFar(record.samples, record.samples)
    return SoFar(int(np.count_nonzero(_finished(open_study(path, allow_unfinished=True)))), record.samples)


def open_unfinished(path: str | Path) -> UnfinishedStudy:
    """Open what a run has finished by now, chunk by chunk; nothing is written.

    :class:`UserError` where there is no study, or fewer than two networks are finished.
    """
    for _ in range(LOOKS - 1):
        try:
            return _so_far(path)
        except FileNotFoundError:  # a chunk has become part of a block while we looked
            continue
    return _so_far(path)


def _so_far(path: str | Path) -> UnfinishedStudy:
    whole = open_study(path, allow_unfinished=True)
    kept = np.flatnonzero(_finished(whole))
    if kept.size < 2:
        raise UserError("No networks of {study} are finished yet; try again later.", study=whole.title)
    stored = {sample: block for block in whole.blocks for sample in block.samples}
    shape = (len(whole.regulators), len(whole.targets))
    blocks: list[Block] = []
    loose: list[int] = []

    def gather() -> None:
        if loose:
            blocks.append(_block(whole, loose, int(np.searchsorted(kept, loose[0]))))
            loose.clear()

    for position, sample in enumerate(kept.tolist()):
        block = stored.get(sample)
        if block is None:
            loose.append(sample)
            if len(loose) == BLOCK_SAMPLES:
                gather()
        elif sample == block.samples.start:
            gather()
            blocks.append(Block(block.folder, range(position, position + len(block.samples)), shape))
    gather()
    return UnfinishedStudy(whole, kept, blocks)


def _points_and_names(whole: Study) -> tuple[Points, list[str]]:
    """Where the networks are estimated, and what the kept result of each chunk of points is called."""
    method = METHODS.find(whole.info.method.name)
    if not isinstance(method, SampleMethod) or isinstance(method, CourseMethod):
        raise UserError(
            "{study} is estimated for all samples at once; it can be opened once its run has ended.", study=whole.title
        )
    settings = recorded_settings(method, whole.info.method.settings)
    shape = Shape(whole.modulator, len(whole.regulators), len(whole.targets))
    return method.points(whole.modulator, settings), [task.name for task in method.tasks(shape, settings)]


def _pending(whole: Study) -> Pending:
    return Pending(whole.path / "networks" / ".pending")


def _finished(whole: Study) -> NDArray[np.bool_]:
    """(n,) whether a sample's network is in a block or a kept chunk."""
    points, names = _points_and_names(whole)
    kept = _pending(whole).names()
    safe = np.array([name in kept for name in names])
    done: NDArray[np.bool_] = safe[points.chunk_of_sample()]
    for block in whole.blocks:
        done[block.samples.start : block.samples.stop] = True
    return done


def _block(whole: Study, samples: list[int], first: int) -> Block:
    """The networks of up to 32 samples out of kept chunks, as a block in memory that begins at position ``first``."""
    points, names = _points_and_names(whole)
    pending = _pending(whole)
    coefficients, fits = networks_of(samples, points, lambda chunk: pending.load(names[chunk]))
    encoded = encode_block(coefficients, len(whole.regulators), len(whole.targets))
    return Block.of(encoded, fits, range(first, first + len(samples)))


def _heading(title: str, so_far: SoFar) -> Message:
    return Message(
        "{title} (unfinished: {done:,} of {total:,} samples)", title=title, done=so_far.done, total=so_far.total
    )


def _record_so_far(record: StudyRecord, so_far: SoFar, blocks: list[Block]) -> StudyRecord:
    edges = np.zeros((record.targets, record.regulators), bool)
    for block in blocks:
        edges[np.repeat(np.arange(record.targets), np.diff(block.target_ptr)), block.regulator] = True
    return replace(
        record,
        title=str(_heading(record.title, so_far)),
        samples=so_far.done,
        edges=int(np.count_nonzero(edges)),
        coefficients=sum(block.value.size for block in blocks),
        fits=sum(block.fits.size for block in blocks) if record.method.diagnostics else 0,
        fits_not_converged=sum(not_converged(np.asarray(block.fits)) for block in blocks)
        if record.method.diagnostics
        else 0,
    )
