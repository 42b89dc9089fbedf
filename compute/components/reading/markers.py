"""The marker table: which genes of a component's subnetwork are known, by what evidence, and where they act."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from compute.analyse.ranking import ends
from compute.components.explain.silence import gene_contributions
from compute.components.reading.ranges import acting_range
from compute.components.reading.stored import SIDES, Components, Side
from compute.components.reading.strongest import side_genes
from compute.components.reading.subnetwork import SEED, ComponentSubnetwork
from compute.read.evidence import Evidence, Markers, PublishedReport
from compute.study import Study


@dataclass(frozen=True)
class MarkerRow:
    """One gene of a component's subnetwork in one of its parts; the field names are the columns of the csv file.

    component: regulator-side, from 1. acts_as: "regulator" or "target". role: in the subnetwork. loading, loading_rank:
    on that component, None for a target. marker: class among the markers, "" if none. known_pairs, references:
    published pairs with a seed or a marker at the other end, "ZEB1 > CDH1 (Repression)", and their publications, each
    separated by "; ". edges: of the subnetwork that leave (reach) the gene. samples_acting: samples with any of them.
    acts, from_sample, to_sample, from_score, to_score: the acting range of the edges' summed |coefficient|; empty where
    there is none. pull_low, pull_high: what the gene's edges in the whole network add to the prediction, mean over the
    tenth of the samples with the lowest and the highest modulator: of a regulator through this component, of a target
    through all of its own; units of the score.
    """

    component: int
    gene: str
    acts_as: Side
    role: str
    loading: float | None
    loading_rank: int | None
    marker: str
    known_pairs: str
    references: str
    edges: int
    samples_acting: int
    acts: str
    from_sample: str
    to_sample: str
    from_score: float | None
    to_score: float | None
    pull_low: float
    pull_high: float


def marker_rows(
    study: Study,
    components: Components,
    component: int,
    network: ComponentSubnetwork,
    markers: Markers,
    evidence: Evidence | None = None,
) -> list[MarkerRow]:
    """Genes of the subnetwork that are markers or have published pairs; regulators first, then targets.

    component: regulator-side, counted from 0. Without ``evidence`` only the markers are known. A published pair counts
    if it joins the gene with a seed of the subnetwork or a marker, in the direction of the part the gene takes.
    """
    partners = {gene for gene, role in network.roles.items() if role == SEED} | set(markers.classes)
    rows = []
    for side in SIDES:
        names = side_genes(study)[side]
        for gene, role in network.roles.items():
            pairs = _pairs(gene, side, partners, evidence)
            if gene in names and (gene in markers.classes or pairs):
                edges = network.edges_of(side, names.index(gene))
                marker = markers.classes.get(gene, "")
                rows.append(_row(study, components, component, side, gene, role, marker, pairs, edges))
    return rows


def _row(
    study: Study,
    components: Components,
    component: int,
    side: Side,
    gene: str,
    role: str,
    marker: str,
    pairs: dict[str, tuple[PublishedReport, ...]],
    edges: NDArray[np.float32],
) -> MarkerRow:
    loading, rank = None, None
    pull = gene_contributions(study, components, side, gene)
    if side == "regulator":
        column = components.loadings["regulator"][:, component]
        loading = float(column[study.regulator_index(gene)])
        rank = 1 + int(np.count_nonzero(np.abs(column) > abs(loading)))
        pull = pull[:, [component]]
    low, high = (float(pull[part].sum(axis=1).mean()) for part in ends(len(study.samples)))
    acts = acting_range(np.abs(edges).sum(axis=0, dtype=np.float64))
    somewhere = acts.first >= 0
    return MarkerRow(
        component=component + 1,
        gene=gene,
        acts_as=side,
        role=role,
        loading=loading,
        loading_rank=rank,
        marker=marker,
        known_pairs="; ".join(pairs),
        references=_references(pairs),
        edges=len(edges),
        samples_acting=acts.samples,
        acts=acts.where,
        from_sample=study.samples[acts.first] if somewhere else "",
        to_sample=study.samples[acts.last] if somewhere else "",
        from_score=float(study.modulator[acts.first]) if somewhere else None,
        to_score=float(study.modulator[acts.last]) if somewhere else None,
        pull_low=low,
        pull_high=high,
    )


def _pairs(
    gene: str, side: Side, partners: set[str], evidence: Evidence | None
) -> dict[str, tuple[PublishedReport, ...]]:
    """Published pairs of a gene with a partner, in words."""
    if evidence is None:
        return {}
    place = 0 if side == "regulator" else 1
    found = {
        ends: reports for ends, reports in evidence.pairs.items() if ends[place] == gene and ends[1 - place] in partners
    }
    return {pair_words(*ends, reports): reports for ends, reports in sorted(found.items())}


def pair_words(regulator: str, target: str, reports: tuple[PublishedReport, ...]) -> str:
    """``ZEB1 > CDH1 (Repression, Activation)``: the modes in the order of the file."""
    modes = ", ".join(dict.fromkeys(report.mode for report in reports if report.mode))
    return f"{regulator} > {target}" + (f" ({modes})" if modes else "")


def _references(pairs: dict[str, tuple[PublishedReport, ...]]) -> str:
    return "; ".join(
        dict.fromkeys(cited for reports in pairs.values() for report in reports for cited in report.references)
    )
