"""Gene sets as a study sees them: which of its targets belong to which set."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray
from scipy import sparse

from compute.errors import UserError
from compute.messages import Message, word
from compute.read import GeneSets, GeneTable
from compute.study import Study

SMALLEST_SET, LARGEST_SET = 10, 500
"""Sets of fewer or of more targets are not tested unless asked for: few genes decide nothing, many say nothing."""


@dataclass(frozen=True)
class StudySets:
    """Gene sets cut down to the universe of every test: the study's targets, or its regulators.

    names: (U,) sets that are tested, in the order of the file. sizes: (U,) genes of the universe in each. member:
    (universe, U) int32, 1 where a gene belongs to a set. notes: what became of the others, one sentence each.
    """

    names: tuple[str, ...]
    sizes: NDArray[np.int64]
    member: sparse.csr_array
    source: str
    checksum: str
    notes: tuple[Message, ...]

    @property
    def universe(self) -> int:
        """Number of genes that could be in a set."""
        return int(self.member.shape[0])


def study_sets(
    study: Study, gene_sets: GeneSets, smallest: int = SMALLEST_SET, largest: int = LARGEST_SET
) -> StudySets:
    """The sets with ``smallest`` to ``largest`` genes among the study's targets, found as lists are in tables
    (:class:`compute.read.GeneTable`).

    Raises :class:`UserError` where the limits leave no set.
    """
    return sets_within(study.targets, "targets", gene_sets, smallest, largest)


def sets_within(universe: tuple[str, ...], kind: str, gene_sets: GeneSets, smallest: int, largest: int) -> StudySets:
    """The sets with ``smallest`` to ``largest`` genes in a universe; ``kind`` names its genes (targets, regulators).

    Raises :class:`UserError` where the limits leave no set.
    """
    if not 1 <= smallest <= largest:
        raise UserError(
            "Gene set sizes cannot run from {smallest:,} to {largest:,} {kind}; 1 <= smallest <= largest is needed.",
            smallest=smallest,
            largest=largest,
            kind=word(kind),
        )
    place = {name: k for k, name in enumerate(universe)}
    symbols = {gene for genes in gene_sets.genes for gene in genes}
    position = {gene: place[name] for gene, name in GeneTable(universe).name_of(sorted(symbols)).items()}
    inside = [list(dict.fromkeys(position[gene] for gene in genes if gene in position)) for genes in gene_sets.genes]
    kept = [u for u, found in enumerate(inside) if smallest <= len(found) <= largest]
    unknown = sorted(symbols - position.keys())
    if not kept:
        raise UserError(
            "No set of {source} has {smallest:,} to {largest:,} of the study's {n_genes:,} {kind} ({n_known:,} "
            "of its {n_symbols:,} genes are {kind}); check the gene symbols, or choose other limits.",
            source=gene_sets.source,
            smallest=smallest,
            largest=largest,
            n_genes=len(universe),
            kind=word(kind),
            n_known=len(symbols) - len(unknown),
            n_symbols=len(symbols),
        )
    tested = Message(
        "{n_kept:,} of {n_inside:,} sets of {source} are tested, against a universe of the {n_genes:,} {kind}.",
        n_kept=len(kept),
        n_inside=len(inside),
        source=gene_sets.source,
        n_genes=len(universe),
        kind=word(kind),
    )
    of_size = list(zip(gene_sets.names, map(len, inside), strict=True))
    left_out = _left_out(unknown, len(symbols), of_size, kind, smallest, largest)
    sizes = np.array([len(inside[u]) for u in kept], np.int64)
    members = np.concatenate([np.array(inside[u], np.int64) for u in kept])
    return StudySets(
        tuple(gene_sets.names[u] for u in kept),
        sizes,
        sparse.csr_array(
            (np.ones(members.size, np.int32), (members, np.repeat(np.arange(len(kept)), sizes))),
            shape=(len(universe), len(kept)),
        ),
        gene_sets.source,
        gene_sets.checksum,
        (*gene_sets.notes, tested, *left_out),
    )


def _left_out(
    unknown: list[str], symbols: int, of_size: Sequence[tuple[str, int]], kind: str, smallest: int, largest: int
) -> list[Message]:
    """What is not tested: genes outside the universe, and sets of too few or too many genes inside."""
    few = [name for name, size in of_size if size < smallest]
    many = [name for name, size in of_size if size > largest]
    notes = []
    if unknown:
        notes.append(
            Message(
                "{n_unknown:,} of their {n_symbols:,} genes are not among the {kind}: {unknown}.",
                n_unknown=len(unknown),
                n_symbols=symbols,
                kind=word(kind),
                unknown=unknown,
                severity="note",
            )
        )
    if few:
        notes.append(
            Message(
                "{n_few:,} sets with fewer than {smallest:,} {kind} were left out: {few}.",
                n_few=len(few),
                smallest=smallest,
                kind=word(kind),
                few=few,
                severity="note",
            )
        )
    if many:
        notes.append(
            Message(
                "{n_many:,} sets with more than {largest:,} {kind} were left out: {many}.",
                n_many=len(many),
                largest=largest,
                kind=word(kind),
                many=many,
                severity="note",
            )
        )
    return notes
