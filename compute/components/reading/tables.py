"""Tables of a model's components (csv): what they are, how stable, and what goes along with them."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

import numpy as np

from compute.components.reading.activity import component_activity
from compute.components.reading.associations import (
    ActivityAssociation,
    LevelAssociation,
    level_associations,
    numeric_associations,
)
from compute.components.reading.functions import ComponentEnrichment
from compute.components.reading.markers import MarkerRow
from compute.components.reading.rows import Origin, plain_table, records_table
from compute.components.reading.stored import SIDES, Components
from compute.components.reading.strongest import StrongGene, side_genes
from compute.components.stability.found_again import LEVEL, SAME_COMPONENT, STABLE_SHARE, Stability
from compute.study import StoredModel, Study
from compute.write.study_tables import sets_origin
from compute.write.table import Columns, Table

_ALONG: Columns = {"sample": "string", "modulator": "float64"}


def components_table(components: Components, stability: Stability | None, origin: Origin) -> Table:
    """One line per component of either side, with its stability where that was measured."""
    columns: Columns = {
        "side": "string", "component": "Int64", "energy": "float64", "activity_share": "float64",
        "stability": "float64", "found_in_resamples": "float64", "found_in_seeds": "float64", "stable": "boolean",
    }  # fmt: skip

    def rows() -> Iterator[list[object]]:
        for side in SIDES:
            share = component_activity(components, side).share
            for u, energy in enumerate(components.energy[side].tolist()):
                figures: list[object] = [None] * 4
                if stability is not None:
                    found = stability[side]
                    sources = found.figure, found.found_in_resamples, found.found_in_seeds
                    figures = [*(float(source[u]) for source in sources), bool(found.stable[u])]
                yield [side, u + 1, energy, float(share[u]), *figures]

    return plain_table(columns, rows(), origin | _rule())


def loadings_table(study: Study, components: Components, stability: Stability | None, origin: Origin) -> Table:
    """``side,component,gene,loading,low,high`` of every gene; the last two empty where stability was not measured."""

    def rows() -> Iterator[list[object]]:
        for side, names in side_genes(study).items():
            loadings = components.loadings[side]
            for u in range(loadings.shape[1]):
                ends: list[list[float | None]] = [[None] * len(names)] * 2
                if stability is not None:
                    ends = [stability[side].low[:, u].tolist(), stability[side].high[:, u].tolist()]
                for gene, loading, low, high in zip(names, loadings[:, u].tolist(), *ends, strict=True):
                    yield [side, u + 1, gene, loading, low, high]

    columns: Columns = {"side": "string", "component": "Int64", "gene": "string"}
    columns |= dict.fromkeys(("loading", "low", "high"), "float64")
    return plain_table(columns, rows(), origin | {"interval": LEVEL})


def cores_table(study: Study, components: Components, origin: Origin) -> Table:
    """``sample,modulator,regulator_component,target_component,core,contribution``, ascending in the modulator."""
    _, a, b = components.cores.shape
    pairs = [(u, v) for u in range(a) for v in range(b)]
    rows = (
        [sample, modulator, u + 1, v + 1, float(core[u, v]), float(contribution[u, v])]
        for sample, modulator, core, contribution in zip(
            study.samples, study.modulator.tolist(), components.cores, components.contributions, strict=True
        )
        for u, v in pairs
    )
    columns: Columns = {
        "sample": "string", "modulator": "float64", "regulator_component": "Int64", "target_component": "Int64",
        "core": "float64", "contribution": "float64",
    }  # fmt: skip
    return plain_table(columns, rows, origin | {"baseline": components.baseline})


def predictions_table(study: Study, model: StoredModel, origin: Origin) -> Table:
    """``sample,modulator,given,predicted,held_out``, ascending in the modulator.

    Of a model that predicts classes, one line per class: ``sample,modulator,given_class,class,probability,
    held_out``.
    """
    names = ("given", "probabilities" if model.info.get("classes") else "predicted", "held_out")
    given, fitted, held_out = (np.asarray(model.arrays[name]).tolist() for name in names)
    samples = list(zip(study.samples, study.modulator.tolist(), strict=True))
    classes: list[str] = model.info.get("classes") or []
    if not classes:
        given = [None if value != value else value for value in given]
        rows = ([*sample, *row] for sample, *row in zip(samples, given, fitted, held_out, strict=True))
        return plain_table({**_ALONG, **dict.fromkeys(names, "float64")}, rows, origin)
    of_classes = (
        [*sample, classes[label] if label >= 0 else None, name, there[place], without[place]]
        for sample, label, there, without in zip(samples, given, fitted, held_out, strict=True)
        for place, name in enumerate(classes)
    )
    columns: Columns = {**_ALONG, "given_class": "string", "class": "string"}
    return plain_table(columns | dict.fromkeys(("probability", "held_out"), "float64"), of_classes, origin)


def stability_table(stability: Stability, origin: Origin) -> Table:
    """``fit,number,side,component,cosine,subspace_cosine``: every component's partner in every fit."""

    def rows() -> Iterator[list[object]]:
        for side, found in stability.items():
            for fit, cosines, subspaces in (
                ("seed", found.seed_cosine, found.seed_subspace),
                ("resample", found.resample_cosine, found.resample_subspace),
            ):
                for number, (row, subspace) in enumerate(zip(cosines.tolist(), subspaces.tolist(), strict=True), 1):
                    for component, cosine in enumerate(row, start=1):
                        yield [fit, number, side, component, cosine, subspace]

    columns: Columns = {
        "fit": "string", "number": "Int64", "side": "string", "component": "Int64", "cosine": "float64",
        "subspace_cosine": "float64",
    }  # fmt: skip
    return plain_table(columns, rows(), origin | _rule())


def strong_genes_table(genes: Sequence[StrongGene], origin: Origin) -> Table:
    """Columns: :class:`StrongGene`."""
    return records_table(StrongGene, genes, origin | {"interval": LEVEL})


def activity_table(study: Study, components: Components, origin: Origin) -> Table:
    """``sample,modulator,side,component,activity``, ascending in the modulator."""
    values = {side: component_activity(components, side).values.tolist() for side in SIDES}
    rows = (
        [sample, modulator, side, component, activity]
        for place, (sample, modulator) in enumerate(zip(study.samples, study.modulator.tolist(), strict=True))
        for side in SIDES
        for component, activity in enumerate(values[side][place], start=1)
    )
    return plain_table({**_ALONG, "side": "string", "component": "Int64", "activity": "float64"}, rows, origin)


def associations_table(study: Study, components: Components, origin: Origin) -> Table:
    """Columns: :class:`ActivityAssociation`."""
    return records_table(ActivityAssociation, numeric_associations(study, components), origin)


def levels_table(study: Study, components: Components, origin: Origin) -> Table:
    """Columns: :class:`LevelAssociation`."""
    return records_table(LevelAssociation, level_associations(study, components), origin)


def component_enrichment_table(found: Sequence[ComponentEnrichment], largest_q: float, origin: Origin) -> Table:
    """The tests with q ≤ ``largest_q``, component by component, smallest q first."""

    def rows() -> Iterator[list[object]]:
        for part in found:
            for u in range(len(part.log_q)):
                order = np.argsort(part.log_p[u], kind="stable")
                for s in order[part.log_q[u, order] <= np.log(largest_q)].tolist():
                    log_p, log_q = float(part.log_p[u, s]), float(part.log_q[u, s])
                    tail = [float(np.exp(log_p)), float(np.exp(log_q)), log_q / float(np.log(10))]
                    size, overlap = int(part.sets.sizes[s]), int(part.overlap[u, s])
                    yield [part.side, u + 1, part.sets.names[s], part.top, size, overlap, *tail]

    columns: Columns = {
        "side": "string", "component": "Int64", "gene_set": "string", "genes": "Int64", "set_size": "Int64",
        "overlap": "Int64", "p": "float64", "q": "float64", "log10_q": "float64",
    }  # fmt: skip
    sets = {f"{part.side}_{key}": value for part in found for key, value in sets_origin(part.sets).items()}
    return plain_table(columns, rows(), origin | sets | {"largest_q": largest_q})


def markers_table(rows: Sequence[MarkerRow], origin: Origin) -> Table:
    """Columns: :class:`MarkerRow`."""
    return records_table(MarkerRow, rows, origin)


def _rule() -> Origin:
    return {"same_component": SAME_COMPONENT, "stable_share": STABLE_SHARE}
