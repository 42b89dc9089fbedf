"""Find the genes of a list in an expression table."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from compute.errors import UserError
from compute.messages import Message
from compute.read import Expression, LabelledGenes, builtin_epithelial_seeds, builtin_mesenchymal_seeds


@dataclass(frozen=True)
class FoundGenes:
    """columns: places in the table of the genes that are there, in the order of the list.

    names: those genes as the table writes them. missing: those of the list that are not there. by_case: how many
    agree only when upper and lower case are not told apart, as mouse symbols (Cdh1) do.
    """

    columns: NDArray[np.intp]
    names: tuple[str, ...]
    missing: tuple[str, ...]
    by_case: int

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
        if self.by_case:
            notes.append(
                Message(
                    "{count:,} of them agree only without regard to upper and lower case (Cdh1 = CDH1), as between "
                    "mouse and human symbols.",
                    count=self.by_case,
                    severity="note",
                )
            )
        if found * 2 < listed:
            notes.append(
                Message(
                    "Less than half of the {what} is there, so read this score with care.",
                    what=what,
                    severity="warning",
                )
            )
        return tuple(notes)


def find_genes(expression: Expression, genes: Sequence[str], what: Message) -> FoundGenes:
    """As written first, then without regard to case where that leaves one candidate.

    Raises :class:`UserError` if not one is there.
    """
    index = expression.gene_index
    by_case: dict[str, list[int]] = {}
    for gene, column in index.items():
        by_case.setdefault(gene.upper(), []).append(column)
    columns: dict[int, None] = {}
    missing, respelled = [], 0
    for gene in genes:
        candidates = by_case.get(gene.upper(), [])
        if gene in index:
            columns[index[gene]] = None
        elif len(candidates) == 1:
            respelled += candidates[0] not in columns
            columns[candidates[0]] = None
        else:
            missing.append(gene)
    if not columns:
        raise UserError(
            "None of the {count:,} {what} is in {source}; its genes are named like {genes:3}, and symbols like "
            "{wanted:3} are needed.",
            count=len(genes),
            what=what,
            source=expression.source,
            genes=expression.genes[:3],
            wanted=list(genes)[:3],
        )
    places = np.array(list(columns), dtype=np.intp)
    return FoundGenes(places, tuple(expression.genes[place] for place in places), tuple(missing), respelled)


def builtin_emt_genes() -> LabelledGenes:
    """The canonical genes of both ends that come with the program."""
    return LabelledGenes(builtin_epithelial_seeds(), builtin_mesenchymal_seeds(), "built-in")
