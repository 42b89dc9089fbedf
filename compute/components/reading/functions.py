"""What the strongest genes of a component do: gene sets among them."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray
from scipy import sparse

from compute.analyse.fisher import OverRepresentation, log_q
from compute.analyse.gene_sets import LARGEST_SET, SMALLEST_SET, StudySets, sets_within
from compute.components.reading.stored import Components, Side
from compute.components.reading.strongest import side_genes
from compute.errors import UserError
from compute.messages import word
from compute.read import GeneSets
from compute.study import Study


@dataclass(frozen=True, eq=False)
class ComponentEnrichment:
    """Tests of the r components of one side against U sets.

    sets: cut down to the genes of this side, the universe. top: genes tested of each component. overlap, log_p,
    log_q: (r, U); natural logarithms, adjusted over the sets of one component (Benjamini-Hochberg).
    """

    side: Side
    sets: StudySets
    top: int
    overlap: NDArray[np.int64]
    log_p: NDArray[np.float64]
    log_q: NDArray[np.float64]


def component_enrichment(
    study: Study,
    components: Components,
    side: Side,
    gene_sets: GeneSets,
    top: int,
    smallest: int = SMALLEST_SET,
    largest: int = LARGEST_SET,
) -> ComponentEnrichment:
    """Each component's ``top`` genes by the loading's size against every set: hypergeometric, over-representation.

    The universe is the study's regulators on the regulator side, its targets on the other. Raises :class:`UserError`
    where the limits leave no set, or ``top`` is not below the universe.
    """
    sets = sets_within(side_genes(study)[side], f"{side}s", gene_sets, smallest, largest)
    if not 1 <= top < sets.universe:
        raise UserError(
            "The strongest {top:,} of {universe:,} {genes} cannot distinguish gene sets; choose fewer genes.",
            top=top,
            universe=sets.universe,
            genes=word(f"{side}s"),
        )
    sizes = np.abs(components.loadings[side])
    strongest = np.argsort(-sizes, axis=0, kind="stable")[:top]  # (top, r)
    count = sizes.shape[1]
    chosen = sparse.csr_array(
        (np.ones(strongest.size, np.int32), (np.tile(np.arange(count), top), strongest.ravel())),
        shape=(count, sets.universe),
    )
    overlap = (chosen @ sets.member).toarray().astype(np.int64)
    log_p = OverRepresentation(sets.universe, sets.sizes).log_p(overlap, top)
    return ComponentEnrichment(side, sets, top, overlap, log_p, log_q(log_p))
