"""Where a component's genes meet the EMT factors: the subnetwork the page draws."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import TYPE_CHECKING, Final

import numpy as np

from sign_dash.scene.select import Subnetwork, among

if TYPE_CHECKING:
    from compute.study import EdgeBundle, Study

MAX_NODES: Final = 150
MAX_EDGES: Final = 500
MAX_LINKING: Final = 30
"""So many genes that are linked to both sides are drawn, those with the strongest links first."""


def meeting(study: Study, genes: Sequence[str], factors: Sequence[str], cutoff: float = 0.0) -> Subnetwork:
    """The edges among the genes, the EMT factors and the genes linked to both, in any sample; strongest first, capped.

    Two genes are linked where an edge runs between them, in either direction, that reaches ``cutoff`` in some sample.
    """
    chosen = [*dict.fromkeys(genes), *linking(study, genes, factors, cutoff)]
    return among(study, chosen, factors, cutoff, max_nodes=MAX_NODES, max_edges=MAX_EDGES)


def linking(study: Study, genes: Sequence[str], factors: Sequence[str], cutoff: float = 0.0) -> list[str]:
    """At most ``MAX_LINKING`` further genes linked both to one of ``genes`` and to one of ``factors``.

    First come the genes whose weaker one of the two links is strongest: a link counts with its largest |coefficient|
    over the samples.
    """
    to_genes, to_factors = _links(study, genes), _links(study, factors)
    given = {*genes, *factors}
    weaker = {gene: min(to_genes[gene], to_factors[gene]) for gene in to_genes.keys() & to_factors.keys() - given}
    both = [gene for gene, strength in weaker.items() if strength >= cutoff]
    return sorted(both, key=lambda gene: (-weaker[gene], gene))[:MAX_LINKING]


def _links(study: Study, genes: Iterable[str]) -> dict[str, float]:
    """Every gene with an edge to or from one of ``genes``, and its strongest such edge."""
    regulators, targets = set(study.regulators), set(study.targets)
    found: dict[str, float] = {}
    for gene in dict.fromkeys(genes):
        if gene in regulators:
            _keep_strongest(found, study.regulator_coefficients(gene), study.targets)
        if gene in targets:
            _keep_strongest(found, study.target_coefficients(gene), study.regulators)
    return found


def _keep_strongest(found: dict[str, float], edges: EdgeBundle, names: tuple[str, ...]) -> None:
    strengths = np.abs(edges.coefficients).max(axis=1, initial=0)
    for index, strength in zip(edges.indices, strengths, strict=True):
        name = names[index]
        found[name] = max(found.get(name, 0.0), float(strength))
