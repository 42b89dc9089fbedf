"""What a list of genes has in common: Fisher tests against gene sets."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from compute.analyse.fisher import OverRepresentation, log_q
from compute.analyse.gene_sets import LARGEST_SET, SMALLEST_SET, sets_within
from compute.errors import UserError
from compute.messages import Message
from compute.read import GeneSets
from compute.study import Study


@dataclass(frozen=True)
class ListedSet:
    """One gene set against the list. size: its genes in the background; genes: those of them in the list.

    p_value: one-sided Fisher test (over-representation). q_value: Benjamini-Hochberg over all sets tested.
    """

    gene_set: str
    size: int
    genes: tuple[str, ...]
    p_value: float
    q_value: float


@dataclass(frozen=True)
class ListEnrichment:
    """The sets that share a gene with the list, smallest p first. listed: genes of the list in the background.

    background: number of genes that could be in a set: the study's regulators and targets. tested: number of sets.
    notes: what became of the other sets, one sentence each.
    """

    sets: tuple[ListedSet, ...]
    listed: int
    background: int
    tested: int
    notes: tuple[Message, ...]


def list_enrichment(
    study: Study,
    gene_sets: GeneSets,
    genes: Sequence[str],
    smallest: int = SMALLEST_SET,
    largest: int = LARGEST_SET,
) -> ListEnrichment:
    """Test a list of genes against every set with ``smallest`` to ``largest`` genes in the study's networks.

    The background is every gene that is a regulator or a target of the study: only those can be in the list. Raises
    :class:`UserError` where none of the genes is, or no set has that size.
    """
    background = tuple(dict.fromkeys((*study.regulators, *study.targets)))
    sets = sets_within(background, "genes", gene_sets, smallest, largest)
    position = {gene: i for i, gene in enumerate(background)}
    listed = [position[gene] for gene in dict.fromkeys(genes) if gene in position]
    if not listed:
        raise UserError("None of these genes is a regulator or a target of the study; select others.")
    member = sets.member[np.array(listed)].tocsc()
    overlap = np.asarray(member.sum(axis=0), np.int64)
    log_p = OverRepresentation(sets.universe, sets.sizes).log_p(overlap, len(listed))
    q = np.exp(log_q(log_p))
    found = [
        ListedSet(
            sets.names[u],
            int(sets.sizes[u]),
            tuple(sorted(background[listed[i]] for i in member.indices[member.indptr[u] : member.indptr[u + 1]])),
            float(np.exp(log_p[u])),
            float(q[u]),
        )
        for u in np.lexsort((np.arange(log_p.size), log_p))
        if overlap[u] > 0
    ]
    return ListEnrichment(tuple(found), len(listed), sets.universe, len(sets.names), sets.notes)
