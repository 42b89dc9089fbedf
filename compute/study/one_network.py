"""One network for all samples, read as if every sample had it: so that whatever draws networks draws this one too."""

from __future__ import annotations

from collections.abc import Sequence
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
    made: dict[int, dict[str, NDArray[Any]]] = {}
    for samples in ranges:
        if len(samples) not in made:
            made[len(samples)] = _encoded(table, there, values, len(samples), regulators, targets)
    fits = table.fits
    return [
        Block.of(
            made[len(samples)], None if fits is None else np.broadcast_to(fits, (len(samples), fits.size)), samples
        )
        for samples in ranges
    ]


def _encoded(
    table: EdgeTable, there: NDArray[np.bool_], values: NDArray[np.float32], samples: int, regulators: int, targets: int
) -> dict[str, NDArray[Any]]:
    edges = np.count_nonzero(there)
    repeated = Coefficients(
        sample=np.tile(np.arange(samples), edges),
        target=np.repeat(table.target[there], samples),
        regulator=np.repeat(table.regulator[there], samples),
        value=np.repeat(values[there], samples),
    )
    return encode(repeated, regulators, targets)
