"""From chunks of evaluation points to the study's blocks of samples."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import numpy as np
from numpy.typing import NDArray

from compute.methods.network_profiler.chunks import PointNetwork
from compute.methods.network_profiler.points import Points, chunk_name
from compute.study import Coefficients, StudyWriter


def chunk_arrays(networks: Sequence[PointNetwork]) -> dict[str, NDArray[Any]]:
    """The networks of a chunk as arrays to keep: edges (k,) per point, then all edges one after the other."""
    return {
        "edges": np.array([network.value.size for network in networks]),
        "target": np.concatenate([network.target for network in networks]).astype(np.int32),
        "regulator": np.concatenate([network.regulator for network in networks]).astype(np.int32),
        "value": np.concatenate([network.value for network in networks]),
        "fits": np.stack([network.fits for network in networks]),
    }


class Assembly:
    """Knows which chunks the missing blocks need, and writes a block once all of them are kept.

    A chunk is forgotten as soon as no missing block needs it any more.
    """

    def __init__(self, writer: StudyWriter, points: Points) -> None:
        self._writer = writer
        self._points = points
        self._chunks = points.chunks()
        self._chunk = points.chunk_of_sample()
        self._needed = [set(self._chunk[list(block)].tolist()) for block in writer.blocks]
        self._missing = set(writer.missing_blocks())
        wanted = {chunk for block in self._missing for chunk in self._needed[block]}
        self._wanted = {self._name(chunk): chunk for chunk in sorted(wanted)}
        self._safe = {chunk for name, chunk in self._wanted.items() if name in writer.pending.names()}

    def tasks(self) -> dict[str, tuple[float, ...]]:
        """The score values of each chunk that missing blocks need, by the chunk's name, ascending."""
        return {
            name: tuple(self._points.value[list(self._chunks[chunk])].tolist()) for name, chunk in self._wanted.items()
        }

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
            self._writer.write_block(block, *self._block(self._writer.blocks[block]))
            self._missing.remove(block)
            still = {chunk for other in self._missing for chunk in self._needed[other]}
            for chunk in self._needed[block] - still:
                self._writer.pending.drop(self._name(chunk))

    def _name(self, chunk: int) -> str:
        return chunk_name(self._chunks[chunk])

    def _block(self, samples: range) -> tuple[Coefficients, NDArray[np.void]]:
        """Coefficients and fits (samples × targets) of one block."""
        sample, target, regulator, value, fits = [], [], [], [], []
        at_hand, arrays = -1, dict[str, NDArray[Any]]()
        for position, number in enumerate(samples):
            chunk = int(self._chunk[number])
            if chunk != at_hand:
                at_hand, arrays = chunk, self._writer.pending.load(self._name(chunk))
            row = int(self._points.of_sample[number]) - self._chunks[chunk].start
            stop = int(arrays["edges"][: row + 1].sum())
            start = stop - int(arrays["edges"][row])
            stored = start + np.flatnonzero(arrays["value"][start:stop])  # what float32 cannot hold is no edge
            sample.append(np.full(stored.size, position))
            target.append(arrays["target"][stored])
            regulator.append(arrays["regulator"][stored])
            value.append(arrays["value"][stored])
            fits.append(arrays["fits"][row])
        coefficients = Coefficients(*(np.concatenate(parts) for parts in (sample, target, regulator, value)))
        return coefficients, np.stack(fits)
