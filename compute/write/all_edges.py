"""All networks of a study at once: every edge once, and which samples have it, a block of samples after the other."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from functools import cached_property
from typing import TYPE_CHECKING

import numpy as np
from numpy.typing import NDArray
from scipy import sparse

from compute.errors import UserError
from compute.study import Block, Study

if TYPE_CHECKING:
    import pandas as pd


@dataclass(frozen=True)
class AllEdges:
    """Every edge that any sample has. regulator, target: (e,) positions in the study, by target, then regulator.

    Made by :func:`all_edges`. What is held are the edges; their coefficients pass by, at most 32 samples at a time.
    """

    study: Study
    regulator: NDArray[np.int64]
    target: NDArray[np.int64]

    def __len__(self) -> int:
        return self.regulator.size

    @cached_property
    def confidence(self) -> NDArray[np.float32]:
        """(e,) how sure each edge is (:data:`compute.study.EDGES`); NaN where the study does not know."""
        known = self.study.confidence
        if known is None:
            return np.full(len(self), np.nan, np.float32)
        found: NDArray[np.float32] = known.of_edges(self.regulator, self.target)["confidence"]
        return found

    def table(self) -> pd.DataFrame:
        """One row per edge: ``regulator``, ``target``, ``confidence``."""
        import pandas as pd

        ends = {
            "regulator": pd.Index(self.study.regulators)[self.regulator],
            "target": pd.Index(self.study.targets)[self.target],
        }
        return pd.DataFrame({**ends, "confidence": self.confidence})

    def networks(self) -> Iterator[tuple[range, sparse.csr_array]]:
        """Neighbouring samples (their positions) and their networks, samples × edges, float32; in order."""
        for block in self.study.blocks:
            yield block.samples, self.of_block(block)

    def of_block(self, block: Block) -> sparse.csr_array:
        """The networks of one block of samples, samples × edges, float32."""
        rows = [self._row(*block.network(sample)) for sample in range(len(block.samples))]
        pointer = np.append(0, np.cumsum([edges.size for edges, _ in rows]))
        edges = np.concatenate([edges for edges, _ in rows])
        values = np.concatenate([values for _, values in rows])
        return sparse.csr_array((values, edges, pointer), shape=(len(rows), len(self)))

    def _row(
        self, pointer: NDArray[np.int64], regulator: NDArray[np.int64], value: NDArray[np.float32]
    ) -> tuple[NDArray[np.int64], NDArray[np.float32]]:
        """Positions of one sample's edges among all, ascending, and their coefficients."""
        target = np.repeat(np.arange(pointer.size - 1), np.diff(pointer))
        return np.searchsorted(self._keys, target * len(self.study.regulators) + regulator), value

    @cached_property
    def _keys(self) -> NDArray[np.int64]:
        return self.target * len(self.study.regulators) + self.regulator


def all_edges(study: Study) -> AllEdges:
    """Find every edge of a study; :class:`~compute.errors.UserError` where samples have no networks of their own."""
    lacking = study.lacks(("per_sample",))
    if lacking is not None:
        raise UserError(lacking)
    keys = np.empty(0, np.int64)
    for block in study.blocks:
        target = np.repeat(np.arange(block.target_ptr.size - 1), np.diff(block.target_ptr))
        keys = np.union1d(keys, target * len(study.regulators) + block.regulator.astype(np.int64))
    target, regulator = np.divmod(keys, len(study.regulators))
    return AllEdges(study, regulator, target)
