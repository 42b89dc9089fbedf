"""Find the genes of a list in an expression table."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from dataclasses import dataclass, replace

import numpy as np
from numpy.typing import NDArray

from compute.errors import UserError
from compute.messages import Message
from compute.read import (
    Expression,
    GeneMatch,
    LabelledGenes,
    builtin_epithelial_seeds,
    builtin_mesenchymal_seeds,
)


@dataclass(frozen=True)
class FoundGenes:
    """columns: places in the table of the genes that are there, in the order of the list. match: which, by what rule
    and which are not there.
    """

    columns: NDArray[np.intp]
    match: GeneMatch

    @property
    def names(self) -> tuple[str, ...]:
        """Those genes as the table writes them."""
        return self.match.names

    @property
    def missing(self) -> tuple[str, ...]:
        """Those of the list that are not there."""
        return (*self.match.missing, *self.match.ambiguous)

    def without(self, left_out: Collection[str], what: Message) -> FoundGenes:
        """The same without some; :class:`UserError` where none stays. what: the list, for the error."""
        stays = np.array([name not in left_out for name in self.names])
        if not stays.any():
            raise UserError("All {what} are to be left out of the score; leave fewer out.", what=what)
        found = tuple(one for one, kept in zip(self.match.found, stays.tolist(), strict=True) if kept)
        return FoundGenes(self.columns[stays], replace(self.match, found=found))

    def notes(self, what: Message) -> tuple[Message, ...]:
        """What a reader should know. what: the list, as in "76GS genes"."""
        found, listed = len(self.names), len(self.names) + len(self.missing)
        notes = [
            Message(
                "{found:,} of {listed:,} {what} are in the table; not there: {missing}.",
                found=found, listed=listed, what=what, missing=self.missing, severity="note",
            )
            if self.missing
            else Message("All {listed:,} {what} are in the table.", listed=listed, what=what)
        ]  # fmt: skip
        notes += self.match.messages(what)
        if found * 2 < listed:
            notes.append(
                Message(
                    "Less than half of the {what} are present, so interpret this score with care.",
                    what=what,
                    severity="warning",
                )
            )
        return tuple(notes)


def find_genes(expression: Expression, genes: Sequence[str], what: Message) -> FoundGenes:
    """By the rules of :meth:`compute.read.GeneTable.match`, as everywhere. :class:`UserError` if not one is there."""
    match = expression.gene_table.match(genes)
    if not match.found:
        raise UserError(
            "None of the {count:,} {what} is in {source}; its genes are named like {genes:3}, and symbols like "
            "{wanted:3} are needed.",
            count=len(genes),
            what=what,
            source=expression.source,
            genes=expression.genes[:3],
            wanted=list(genes)[:3],
        )
    places = np.array([expression.gene_index[name] for name in match.names], dtype=np.intp)
    return FoundGenes(places, match)


def builtin_emt_genes() -> LabelledGenes:
    """The canonical genes of both ends that come with the program."""
    return LabelledGenes(builtin_epithelial_seeds(), builtin_mesenchymal_seeds(), "built-in")
