"""The subnetwork around the EMT factors holds what links the two, and nothing else."""

from __future__ import annotations

import numpy as np

from compute.study import Study
from sign_dash.pages.components.plane import meeting as module
from sign_dash.pages.components.plane.meeting import linking, meeting

FACTORS = ("ZEB1", "SNAI1")


def neighbours(study: Study, genes: tuple[str, ...]) -> set[str]:
    """The same from the dense networks, sample by sample."""
    found = set()
    for sample in range(len(study.samples)):
        regulator, target = np.nonzero(study.network(sample).toarray())
        for j, k in zip(regulator, target, strict=True):
            ends = study.regulators[j], study.targets[k]
            if ends[0] in genes:
                found.add(ends[1])
            if ends[1] in genes:
                found.add(ends[0])
    return found


def test_linking_genes_have_an_edge_with_both_sides(modelled: Study) -> None:
    genes = ("GRHL2", "KLF5")
    both = neighbours(modelled, genes) & neighbours(modelled, FACTORS) - {*genes, *FACTORS}
    assert set(linking(modelled, genes, FACTORS)) == both
    assert both


def test_linking_genes_come_by_their_weaker_link(modelled: Study) -> None:
    def strength(gene: str, others: tuple[str, ...]) -> float:
        edges = [(gene, other) for other in others] + [(other, gene) for other in others]
        known = [(r, t) for r, t in edges if r in modelled.regulators and t in modelled.targets]
        return max(float(np.abs(modelled.edge(r, t)).max()) for r, t in known)

    order = linking(modelled, ("GRHL2",), FACTORS)
    weaker = [min(strength(gene, ("GRHL2",)), strength(gene, FACTORS)) for gene in order]
    assert weaker == sorted(weaker, reverse=True)


def test_the_subnetwork_runs_among_genes_factors_and_what_links_them(modelled: Study) -> None:
    drawn = meeting(modelled, ["GRHL2", "KLF5"], FACTORS)
    assert drawn.genes[: drawn.focus] == FACTORS
    assert set(drawn.genes) <= {"GRHL2", "KLF5", *FACTORS, *linking(modelled, ["GRHL2", "KLF5"], FACTORS)}
    for source, target, weights in zip(drawn.source, drawn.target, drawn.weights, strict=True):
        np.testing.assert_array_equal(weights, modelled.edge(drawn.genes[source], drawn.genes[target]))


def test_the_linking_genes_are_capped_from_the_weak_end(modelled: Study, monkeypatch: object) -> None:
    everything = linking(modelled, ("GRHL2",), FACTORS)
    monkeypatch.setattr(module, "MAX_LINKING", 2)  # type: ignore[attr-defined]
    assert linking(modelled, ("GRHL2",), FACTORS) == everything[:2]


def test_weak_links_do_not_count(modelled: Study) -> None:
    strong = linking(modelled, ("GRHL2",), FACTORS, cutoff=0.15)
    assert set(strong) < set(linking(modelled, ("GRHL2",), FACTORS))
    drawn = meeting(modelled, ["GRHL2"], FACTORS, cutoff=0.15)
    assert (np.abs(drawn.weights).max(axis=1) >= 0.15).all()
    assert drawn.cutoff == 0.15
