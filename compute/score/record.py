"""What there is to know of one way to compute a score: the record that every menu, message and text reads."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Final, Literal

import numpy as np
from numpy.typing import NDArray

from compute.messages import Message
from compute.publication import Publication
from compute.read import Expression, LabelledGenes, read_gene_list, read_labelled_genes
from compute.score.genes import FoundGenes

GeneLists = LabelledGenes | Sequence[str]
EMT_AXIS: Final = "EMT score"
"""The axis of the scores that run from epithelial to mesenchymal."""


@dataclass(frozen=True)
class Scored:
    """values: float64, one per sample, no NaN, in the method's own direction. notes: on how it went.

    used: the genes that entered the score; None for all that were found.
    """

    values: NDArray[np.float64]
    notes: tuple[Message, ...] = ()
    used: tuple[str, ...] | None = None


@dataclass(frozen=True)
class Score:
    """One way to compute a score from an expression table.

    name: on the command line and in files. label: short, for people ("EEM"). title: what it is, one line for a menu.
    axis: what is scored, shared by the scores that measure the same (:data:`EMT_AXIS`). written: the score in the
    methods section of a paper, with ``{reference}`` where the publication is named. reference: that publication; None
    where the formulation is our own.

    genes: what it needs: one "list", or genes in two "classes" of which the first is that of the low end.
    builtin: those taken where the user gives none; None where they must be given.
    compute: the values from the table and the lists found in it: ``(genes,)`` or ``(low, high)``.
    reversed: whether ``compute``, as published, is high at the low end; its sign is then turned.
    low, high: what the ends mean. fewest_samples: below it the score means nothing.
    """

    name: str
    label: str
    title: Message
    written: str
    reference: Publication | None
    genes: Literal["list", "classes"]
    compute: Callable[[Expression, tuple[FoundGenes, ...]], Scored]
    builtin: Callable[[], GeneLists] | None = None
    reversed: bool = False
    fewest_samples: int = 1
    low: str = "epithelial"
    high: str = "mesenchymal"
    axis: str = EMT_AXIS

    @property
    def shown(self) -> str:
        """What the score is called in a study: ``EMT score (EEM)``."""
        return f"{self.axis} ({self.label})"

    @property
    def in_methods(self) -> str:
        """The score as the methods section of a paper names it."""
        written = self.written.format(reference="" if self.reference is None else self.reference.short)
        return f"{written}, its sign turned" if self.reversed else written

    @property
    def needs(self) -> Message:
        """The genes it takes, in a few words."""
        if self.genes == "list":
            form = Message("a list of genes")
        else:
            form = Message("a table with columns gene and class (Epi or Mes)")
        return form if self.builtin is None else Message("{form}, in place of the built-in genes", form=form)

    def read_genes(self, path: str, name: str | None = None) -> GeneLists:
        """The genes of a file, in the form this score takes; :class:`UserError` as the readers raise it.

        name: what to call the file in messages (default: ``path``).
        """
        return read_gene_list(path, name) if self.genes == "list" else read_labelled_genes(path, name)
