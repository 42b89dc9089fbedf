"""The expression table, as every later station sees it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import cached_property
from typing import TYPE_CHECKING, Any

import numpy as np
from numpy.typing import NDArray

from compute.errors import unknown_name
from compute.messages import Message, word

if TYPE_CHECKING:
    import pandas as pd

    from compute.read.gene_names import GeneTable, Renamed


@dataclass(frozen=True)
class Expression:
    """Expression of genes in samples; no missing values, every name unique.

    values: float64, samples × genes, on the scale of the file (log2 or similar).
    samples, genes: names, in the order of the rows and columns of ``values``.
    source: the file's name as the user gave it. checksum: SHA-256 of the file's bytes. annotation: what the file itself
    says of its samples, indexed by their names; None for nothing. renamed: genes that the file calls otherwise. notes:
    what was done to the values, kept with whatever is made of them. treatment: the same for programs, as
    :func:`~compute.read.transform.transform` leaves it.
    """

    values: NDArray[np.float64]
    samples: tuple[str, ...]
    genes: tuple[str, ...]
    source: str
    checksum: str
    annotation: pd.DataFrame | None = field(default=None, compare=False, repr=False)
    renamed: tuple[Renamed, ...] = field(default=(), compare=False, repr=False)
    notes: tuple[Message, ...] = field(default=(), compare=False, repr=False)
    treatment: Mapping[str, Any] = field(default_factory=dict, compare=False, repr=False)
    filled: Mapping[str, tuple[str, ...]] = field(default_factory=dict, compare=False, repr=False)

    @cached_property
    def gene_index(self) -> dict[str, int]:
        return {gene: column for column, gene in enumerate(self.genes)}

    @cached_property
    def gene_table(self) -> GeneTable:
        """The genes, ready for lists to be found among them."""
        from compute.read.gene_names import GeneTable

        return GeneTable(self.genes)

    def gene(self, symbol: str) -> NDArray[np.float64]:
        """Expression of one gene in all samples; :class:`UserError` if the table has no such gene."""
        try:
            return self.values[:, self.gene_index[symbol]]
        except KeyError:
            raise unknown_name(word("gene"), symbol, self.genes, self.source) from None


@dataclass(frozen=True)
class Scores:
    """One modulator value per sample, as read from a table of scores.

    values may hold NaN where a sample has none; who uses them decides what becomes of those samples.
    method: the score that was computed, by its name in :data:`compute.score.SCORES`; "" for any other number.
    low, high: what the ends mean, as the table or its reader says. notes: what was done to the values on the way, one
    sentence each.
    """

    name: str
    samples: tuple[str, ...]
    values: NDArray[np.float64]
    source: str
    checksum: str
    notes: tuple[Message, ...] = ()
    method: str = ""
    low: str = "low"
    high: str = "high"
