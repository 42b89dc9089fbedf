"""From chunks of evaluation points to the study's blocks of samples."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Any

import numpy as np
from numpy.typing import NDArray

from compute.methods.base import Arrays, Task
from compute.methods.points import Points
from compute.study import Coefficients, StudyWriter


class Assembly:
    """Knows which chunks the missing blocks need, and writes a block once all of them are kept.

    A chunk is forgotten as soon as no missing block needs it any more. tasks: one for each chunk of points.
    """

    def __init__(self, writer: StudyWriter, points: Points, tasks: Sequence[Task]) -> None:
        self._writer = writer
        self._points = points
        self._tasks = tasks
        self._chunk = points.chunk_of_sample()
        self._needed = [set(self._chunk[list(block)].tolist()) for block in writer.blocks]
        self._missing = set(writer.missing_blocks())
        wanted = {chunk for block in self._missing for chunk in self._needed[block]}
        self._wanted = {tasks[chunk].name: chunk for chunk in sorted(wanted)}
        self._safe = {chunk for name, chunk in self._wanted.items() if name in writer.pending.names()}

    def tasks(self) -> list[Task]:
        """The tasks of the chunks that missing blocks need, along the score."""
        return [self._tasks[chunk] for chunk in self._wanted.values()]

    def samples_done(self) -> int:
        """Samples whose network is kept or part of a block."""
        open_chunks = [chunk for chunk in self._wanted.values() if chunk not in self._safe]
        return int(np.count_nonzero(~np.isin(self._chunk, open_chunks)))

    def kept(self, name: str) -> None:
        """Told that a chunk is safe now."""
        self._safe.add(self._wanted[name])

    def write_ready(self) -> None:
        """Write every missing block whose chunks are all kept."""
        for block in sorted(block for block in self._missing if self._needed[block] <= self._safe):
            samples = list(self._writer.blocks[block])
            self._writer.write_block(block, *networks_of(samples, self._points, self._load))
            self._missing.remove(block)
            still = {chunk for other in self._missing for chunk in self._needed[other]}
            for chunk in self._needed[block] - still:
                self._writer.pending.drop(self._tasks[chunk].name)

    def _load(self, chunk: int) -> Arrays:
        return self._writer.pending.load(self._tasks[chunk].name)


def networks_of(
    samples: Sequence[int], points: Points, load: Callable[[int], Arrays]
) -> tuple[Coefficients, NDArray[np.void] | None]:
    """Coefficients and diagnostics (samples × targets; None where there are none) of up to 32 samples.

    load: gives the kept result of a chunk of points.
    """
    chunks, chunk_of = points.chunks(), points.chunk_of_sample()
    sample, target, regulator, value, fits = [], [], [], [], []
    loaded, current = -1, dict[str, NDArray[Any]]()
    for position, number in enumerate(samples):
        chunk = int(chunk_of[number])
        if chunk != loaded:
            loaded, current = chunk, dict(load(chunk))
        row = int(points.of_sample[number]) - chunks[chunk].start
        stop = int(current["edges"][: row + 1].sum())
        start = stop - int(current["edges"][row])
        stored = start + np.flatnonzero(current["value"][start:stop])  # what float32 cannot hold is no edge
        sample.append(np.full(stored.size, position))
        target.append(current["target"][stored])
        regulator.append(current["regulator"][stored])
        value.append(current["value"][stored])
        if "fits" in current:
            fits.append(current["fits"][row])
    coefficients = Coefficients(*(np.concatenate(parts) for parts in (sample, target, regulator, value)))
    return coefficients, np.stack(fits) if fits else None
