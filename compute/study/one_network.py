"""One network for all samples, read as if every sample had it: it is drawn by the same code as any other."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

import numpy as np
from numpy.typing import NDArray

from compute.study.blocks import Block, Coefficients, encode
from compute.study.edge_table import EdgeTable
from compute.study.edges import EdgeMeaning


def signed_strengths(table: EdgeTable, meaning: EdgeMeaning) -> NDArray[np.float32]:
    """(e,) size of each edge's strength, negative where the edge represses."""
    strength: NDArray[np.float32] = np.abs(table.columns[meaning.strength]).astype(np.float32)
    represses = table.columns[meaning.sign] < 0 if meaning.signed else np.zeros(strength.size, bool)
    strength[represses] *= -1
    return strength


def blocks_of(
    table: EdgeTable, meaning: EdgeMeaning, ranges: Sequence[range], regulators: int, targets: int
) -> list[Block]:
    """Blocks in memory, for these ranges of samples; blocks of as many samples share their arrays."""
    values = signed_strengths(table, meaning)
    there = values != 0
    target, regulator = table.target[there], table.regulator[there]
    of_one = encode(
        Coefficients(np.zeros(target.size, np.int64), target, regulator, values[there]), regulators, targets
    )
    made = {size: _of_samples(of_one, size) for size in {len(samples) for samples in ranges}}
    fits = table.fits
    return [
        Block.of(
            made[len(samples)], None if fits is None else np.broadcast_to(fits, (len(samples), fits.size)), samples
        )
        for samples in ranges
    ]


def _of_samples(of_one: Mapping[str, NDArray[Any]], samples: int) -> dict[str, NDArray[Any]]:
    """A block of so many samples, each with the network of a block of one."""
    edges = of_one["mask"].size
    return {
        **of_one,
        "mask": np.full(edges, (1 << samples) - 1, np.uint32),
        "value_ptr": np.arange(edges + 1, dtype=np.int64) * samples,
        "value": np.repeat(of_one["value"], samples),
    }
