"""The sections about components: regulator components 1 to 3, their planes, subnetworks around EMT factors, markers."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

import numpy as np

from compute.answers import Bars, first_model
from compute.components import (
    Components,
    MarkerRow,
    Neighbourhood,
    component_subnetwork,
    emt_seeds,
    first_class,
    marker_rows,
    read_components,
)
from compute.messages import Message
from compute.read import Evidence, builtin_markers
from sign_dash.pages.components.words import percent
from sign_dash.report.document import ReportTable, Section
from sign_dash.report.drawings import bars, network, plane
from sign_dash.scene.select import among, strongest

if TYPE_CHECKING:
    from compute.study import Study

COMPONENTS: Final = 3
STRONGEST: Final = 12
TOP, NEIGHBOURS, LEAST_SHARE = 30, 10, 0.05
"""As the command ``components`` takes them: strongest regulators, neighbours of each EMT factor, share of samples."""
DRAWN_NEIGHBOURS, DRAWN_STRONG, DRAWN_EDGES = 5, 6, 70
NAMED: Final = 16
"""Genes named in a plane: those farthest from its middle, and the EMT factors."""


def component_sections(study: Study, model: str | None, evidence: Evidence | None) -> list[Section]:
    """None of a study without networks per sample; without a model, one section that says how to learn one."""
    lacks = study.lacks(("per_sample",))
    if lacks is not None:
        return [Section("Components", "One network for all samples has no components", (str(lacks),))]
    name = model or first_model(study)
    if name is None:
        words = (
            "Regulator components, their planes, subnetworks and markers are read from a TRIP model of these networks; "
            "learn one on the page Components, or with the command trip, and make the report again.",
        )
        return [Section("Components", "No components have been learned from these networks yet", words)]
    parts = read_components(study.model(name), of_class=first_class(study.model(name)))
    count = min(COMPONENTS, parts.loadings["regulator"].shape[1])
    kept = float(study.model(name).info["retained_energy"])
    sections = [_component(study, parts, at, kept) for at in range(count)]
    sections += [_plane(study, parts, one, other) for one in range(count) for other in range(one + 1, count)]
    sections += [_subnetwork(study, parts, at, evidence) for at in range(count)]
    sections.append(_markers(study, parts, count, evidence))
    return sections


def _component(study: Study, parts: Components, at: int, kept: float) -> Section:
    """kept: share of the squared edge weight that all components capture."""
    loadings = parts.loadings["regulator"][:, at]
    sizes = np.abs(loadings)
    order = np.argsort(-sizes, kind="stable")[:STRONGEST].tolist()
    shown = Bars(
        tuple(study.regulators[row] for row in order),
        tuple(float(loadings[row]) for row in order),
        Message("loading; its sign is not that of an edge"),
        signed=False,
    )
    names = ", ".join(study.regulators[row] for row in order[:5])
    ranks = "; ".join(
        f"{gene}: rank {1 + int(np.count_nonzero(sizes > sizes[study.regulator_index(gene)]))}"
        for gene in emt_seeds(study)
        if gene in study.regulators
    )
    captured = percent(kept * float(parts.energy["regulator"][at]))
    message = f"Regulator component {at + 1} captures {captured} of the squared edge weight, led by {names}"
    words = (f"EMT factors among its {len(study.regulators):,} regulators, by the loading's size: {ranks or 'none'}.",)
    return Section(f"Regulator component {at + 1}", message, words, bars(shown))


def _plane(study: Study, parts: Components, one: int, other: int) -> Section:
    first, second = parts.loadings["regulator"][:, one], parts.loadings["regulator"][:, other]
    spread = np.hypot(first / (first.std() or 1), second / (second.std() or 1))
    far = np.argsort(-spread, kind="stable")[:NAMED].tolist()
    factors = [study.regulator_index(gene) for gene in emt_seeds(study) if gene in study.regulators]
    regions = {"+ +": [], "+ −": [], "− +": [], "− −": []}  # type: dict[str, list[str]]
    for row in far:
        key = f"{'+' if first[row] >= 0 else '−'} {'+' if second[row] >= 0 else '−'}"
        regions[key].append(study.regulators[row])
    table = ReportTable(
        (f"Signs on components {one + 1}, {other + 1}", "Regulators farthest out"),
        tuple((signs, ", ".join(genes) or "–") for signs, genes in regions.items()),
    )
    axes = (f"loading on component {one + 1}", f"loading on component {other + 1}")
    picture = plane(first, second, study.regulators, {*far, *factors}, factors, axes)
    filled = sum(bool(genes) for genes in regions.values())
    message = (
        f"In the plane of components {one + 1} and {other + 1} the outermost regulators lie in {filled} of 4 regions"
    )
    words = (
        f"Named: the {NAMED} regulators farthest from the middle, in standard deviations, and the EMT factors (bold). "
        "The sign of a component is a convention; only that signs differ says anything.",
    )
    return Section(f"Plane of components {one + 1} and {other + 1}", message, words, picture, table)


def _subnetwork(study: Study, parts: Components, at: int, evidence: Evidence | None) -> Section:
    seeds = emt_seeds(study)
    around = Neighbourhood(seeds, DRAWN_NEIGHBOURS, LEAST_SHARE)
    found = component_subnetwork(study, parts, at, top=DRAWN_STRONG, around=around)
    drawn = strongest(among(study, found.roles, seeds), DRAWN_EDGES)
    means = drawn.weights.mean(axis=1, dtype=np.float64)
    message = (
        f"Around {', '.join(seeds) or 'its strongest regulators'} and the {DRAWN_STRONG} strongest regulators of "
        f"component {at + 1} run {found.regulator.size:,} edges among {len(found.roles):,} genes"
    )
    words = (
        f"Drawn: the {drawn.source.size:,} strongest of them, width by the mean coefficient; arrows activate, bars "
        "repress. Edges are associations.",
        *((f"A dot marks a pair that is published in {evidence.source}.",) if evidence is not None else ()),
    )
    known = evidence.pairs.keys() if evidence is not None else ()
    return Section(f"Subnetwork of component {at + 1}", message, words, network(drawn, means, seeds, known))


def _markers(study: Study, parts: Components, count: int, evidence: Evidence | None) -> Section:
    markers = builtin_markers().among((*study.regulators, *study.targets))
    around = Neighbourhood(emt_seeds(study), NEIGHBOURS, LEAST_SHARE)
    found: list[MarkerRow] = []
    for at in range(count):
        subnetwork = component_subnetwork(study, parts, at, top=TOP, around=around)
        found += marker_rows(study, parts, at, subnetwork, markers, evidence)
    rows = tuple(
        (
            str(row.component), row.gene, row.acts_as, row.marker or "–",
            "–" if row.loading_rank is None else str(row.loading_rank), row.acts, row.known_pairs or "–",
            row.references or "–",
        )
        for row in sorted(found, key=lambda row: (row.component, row.loading_rank is None, row.loading_rank or 0))
    )  # fmt: skip
    columns = ("Component", "Gene", "Acts as", "Marker", "Rank", "Acts along the score", "Published pairs", "PubMed")
    genes = len({row.gene for row in found})
    file = "no file of published pairs was given" if evidence is None else f"published pairs from {evidence.source}"
    message = f"{genes} known genes around the first {count} regulator components ({file})"
    return Section("Markers and evidence", message, (), None, ReportTable(columns, rows))
