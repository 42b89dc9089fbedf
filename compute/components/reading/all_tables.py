"""Everything the components of a model say, as tables by name."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field, replace

import numpy as np

from compute.analyse.gene_sets import LARGEST_SET, SMALLEST_SET
from compute.components.explain.tables import edges_of_subnetworks_table, genes_of_subnetworks_table
from compute.components.learn.search_end import not_converged
from compute.components.reading.core_courses import core_courses_table
from compute.components.reading.functions import component_enrichment
from compute.components.reading.markers import marker_rows
from compute.components.reading.rows import Origin, model_origin
from compute.components.reading.stored import SIDES, Components, Rotation, read_components
from compute.components.reading.strongest import strongest_genes
from compute.components.reading.subnetwork import (
    EMT_SEEDS,
    Neighbourhood,
    Region,
    component_subnetwork,
    emt_seeds,
    region_subnetwork,
)
from compute.components.reading.tables import (
    activity_table,
    associations_table,
    component_enrichment_table,
    components_table,
    cores_table,
    levels_table,
    loadings_table,
    markers_table,
    predictions_table,
    stability_table,
    strong_genes_table,
)
from compute.components.stability.found_again import Stability, has_stability, read_stability
from compute.errors import UserError
from compute.messages import Message, word
from compute.read import GeneSets
from compute.read.evidence import Evidence, Markers, builtin_markers
from compute.study import StoredModel, Study
from compute.write.table import Table

TOP = 30
NEIGHBOURS = 10
LEAST_SHARE = 0.05
LARGEST_Q = 0.05
FIRST_COMPONENTS = 3
"""Regulator-side components whose subnetworks are read, as in Park et al. 2020."""


Part = tuple[dict[str, Table], list[Message]]


@dataclass(frozen=True)
class TableChoices:
    """What to read out of a model.

    of_class: whose evidence, if the model predicts classes. top: genes of each component. largest_q: of the tests
    written. around: genes whose first neighbours join the subnetworks, None for those of ``EMT_SEEDS`` that the study
    has; neighbours: so many of each, in either direction; least_share: of the samples that must have an edge.
    subnetworks: regulator-side components, from 1; None for the first three. regions: further subnetworks.
    """

    rotation: Rotation = "principal"
    of_class: str | None = None
    top: int = TOP
    markers: Markers = field(default_factory=builtin_markers)
    evidence: Evidence | None = None
    gene_sets: GeneSets | None = None
    smallest_set: int = SMALLEST_SET
    largest_set: int = LARGEST_SET
    largest_q: float = LARGEST_Q
    around: Sequence[str] | None = None
    neighbours: int = NEIGHBOURS
    least_share: float = LEAST_SHARE
    subnetworks: Sequence[int] | None = None
    regions: Sequence[Region] = ()


@dataclass(frozen=True)
class ModelTables:
    """tables: by file name without ending. notes: what a reader should know, one sentence each."""

    tables: dict[str, Table]
    notes: tuple[Message, ...]


def read_report(study: Study, model: StoredModel, reading: TableChoices) -> ModelTables:
    """All tables of a stored model. Raises :class:`UserError` for what the readings cannot do, see there."""
    genes = (*study.regulators, *study.targets)
    evidence = None if reading.evidence is None else reading.evidence.among(genes)
    reading = replace(reading, markers=reading.markers.among(genes), evidence=evidence)
    components = read_components(model, reading.rotation, reading.of_class)
    stability = read_stability(model, components) if has_stability(model) else None
    origin = model_origin(study, model, components) | {"markers": reading.markers.source}
    strong = strongest_genes(study, components, stability, reading.markers, reading.top)
    tables = {
        "components": components_table(components, stability, origin),
        "loadings": loadings_table(study, components, stability, origin),
        "genes": strong_genes_table(strong, origin),
        "cores": cores_table(study, components, origin),
        "activity": activity_table(study, components, origin),
        "predictions": predictions_table(study, model, origin),
        "associations": associations_table(study, components, origin),
        "levels": levels_table(study, components, origin),
    }
    if study.courses is not None and not components.confidence:
        tables["core_courses"] = core_courses_table(study, components, origin)
    if stability is not None:
        tables["stability"] = stability_table(stability, origin)
    notes = [*not_converged(model.info), *_stability_notes(stability)]
    for part, said in (_functions(study, components, reading, origin), _networks(study, components, reading, origin)):
        tables |= part
        notes += said
    return ModelTables(tables, tuple(notes))


def _stability_notes(stability: Stability | None) -> list[Message]:
    if stability is None:
        return [
            Message(
                "Stability was not measured, so there are no intervals and no marks; --stability measures it.",
                severity="note",
            )
        ]
    notes = []
    for side, found in stability.items():
        unstable = [str(u + 1) for u in np.flatnonzero(~found.stable)]
        if unstable:
            space = float(np.median(found.resample_subspace))
            notes.append(
                Message(
                    "Not stable among the {side}-side components: {unstable}; the space they span together has a "
                    "smallest cosine of {space:.2f} over the resamples (1: the same space, only rotated axes).",
                    side=word(side),
                    unstable=unstable,
                    space=space,
                    severity="warning",
                )
            )
    return notes or [Message("All components are stable.")]


def _functions(study: Study, components: Components, reading: TableChoices, origin: Origin) -> Part:
    if not 0 < reading.largest_q <= 1:
        raise UserError("The largest q must be above 0 and at most 1, not {largest_q:g}.", largest_q=reading.largest_q)
    if reading.gene_sets is None:
        return {}, []
    found, notes, problems = [], [], []
    for side in SIDES:
        try:
            part = component_enrichment(
                study, components, side, reading.gene_sets, reading.top, reading.smallest_set, reading.largest_set
            )
        except UserError as error:
            problems.append(error)
            notes.append(
                Message("No enrichment on the {side} side: {error}", side=word(side), error=error, severity="warning")
            )
        else:
            found.append(part)
            notes += part.sets.notes
    if not found:
        raise problems[0]
    return {"enrichment": component_enrichment_table(found, reading.largest_q, origin)}, notes


def _networks(study: Study, components: Components, reading: TableChoices, origin: Origin) -> Part:
    notes, around = [], reading.around
    if around is None:
        around = emt_seeds(study)
        absent = [gene for gene in EMT_SEEDS if gene not in around]
        if absent:
            notes.append(
                Message("Not in the study, so without neighbours: {absent}.", absent=absent, severity="warning")
            )
    chosen = reading.subnetworks
    if chosen is None:
        chosen = range(1, 1 + min(FIRST_COMPONENTS, components.loadings["regulator"].shape[1]))
    limits = Neighbourhood(around, reading.neighbours, reading.least_share)
    networks = {u: component_subnetwork(study, components, u - 1, top=reading.top, around=limits) for u in chosen}
    every = [
        *networks.values(),
        *(region_subnetwork(study, components, region, around=limits) for region in reading.regions),
    ]
    origin = origin | {
        "around": ", ".join(around),
        "neighbours": reading.neighbours,
        "least_share": reading.least_share,
    }
    if reading.evidence is not None:
        origin |= {"evidence": reading.evidence.source, "evidence_sha256": reading.evidence.checksum}
    rows = [
        row
        for u, network in networks.items()
        for row in marker_rows(study, components, u - 1, network, reading.markers, reading.evidence)
    ]
    tables = {
        "subnetwork_genes": genes_of_subnetworks_table(study, components, every, reading.markers, origin),
        "subnetwork_edges": edges_of_subnetworks_table(study, every, reading.evidence, origin),
        "markers": markers_table(rows, origin),
    }
    return tables, notes
