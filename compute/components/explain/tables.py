"""Tables of subnetworks and of predictions taken apart (csv)."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence

import numpy as np
from numpy.typing import NDArray

from compute.components.explain.groups import EdgeShares, PairContributions
from compute.components.explain.silence import Silenced
from compute.components.reading.markers import pair_words
from compute.components.reading.ranges import acting_range
from compute.components.reading.rows import Origin, plain_table
from compute.components.reading.stored import Components
from compute.components.reading.subnetwork import ComponentSubnetwork
from compute.read.evidence import Evidence, Markers
from compute.study import Study
from compute.write.table import Columns, Table

Floats = NDArray[np.float64]


def genes_of_subnetworks_table(
    study: Study, components: Components, networks: Sequence[ComponentSubnetwork], markers: Markers, origin: Origin
) -> Table:
    """``subnetwork,gene,role,marker,loading_1,…``: loadings on the regulator-side components, empty for a target."""
    loadings = components.loadings["regulator"]
    position = {name: j for j, name in enumerate(study.regulators)}

    def rows() -> Iterator[list[object]]:
        for network in networks:
            for gene, role in network.roles.items():
                own: list[object] = [None] * loadings.shape[1]
                if gene in position:
                    own = [*loadings[position[gene]].tolist()]
                yield [network.title, gene, role, markers.classes.get(gene, ""), *own]

    columns: Columns = dict.fromkeys(("subnetwork", "gene", "role", "marker"), "string")
    columns |= {f"loading_{u + 1}": "float64" for u in range(loadings.shape[1])}
    return plain_table(columns, rows(), origin)


def edges_of_subnetworks_table(
    study: Study, networks: Sequence[ComponentSubnetwork], evidence: Evidence | None, origin: Origin
) -> Table:
    """One line per edge: how many samples have it, of which sign, where along the score, and what is published."""
    columns: Columns = {
        "subnetwork": "string", "regulator": "string", "target": "string", "mean_coefficient": "float64",
        "samples_activating": "Int64", "samples_repressing": "Int64", "acts": "string", "from_sample": "string",
        "to_sample": "string", "from_score": "float64", "to_score": "float64", "known_pairs": "string",
        "references": "string",
    }  # fmt: skip

    def rows() -> Iterator[list[object]]:
        for network in networks:
            for j, k, values in zip(
                network.regulator.tolist(), network.target.tolist(), network.coefficients, strict=True
            ):
                regulator, target = study.regulators[j], study.targets[k]
                acts = acting_range(np.abs(values).astype(np.float64))
                reports = evidence.pairs.get((regulator, target), ()) if evidence is not None else ()
                yield [
                    network.title,
                    regulator,
                    target,
                    float(values.mean()),
                    int((values > 0).sum()),
                    int((values < 0).sum()),
                    acts.where,
                    study.samples[acts.first],
                    study.samples[acts.last],
                    float(study.modulator[acts.first]),
                    float(study.modulator[acts.last]),
                    pair_words(regulator, target, reports) if reports else "",
                    "; ".join(dict.fromkeys(cited for report in reports for cited in report.references)),
                ]

    return plain_table(columns, rows(), origin)


def pair_waterfall_table(found: PairContributions, origin: Origin) -> Table:
    """From the baseline to the (mean) prediction, pair by pair: each starts where the one before ended."""
    steps = zip(
        (found.regulator_component + 1).tolist(),
        (found.target_component + 1).tolist(),
        found.mean.tolist(),
        found.spread.tolist(),
        strict=True,
    )
    columns: Columns = {
        "step": "Int64", "part": "string", "regulator_component": "Int64", "target_component": "Int64",
        "contribution": "float64", "spread": "float64", "start": "float64", "end": "float64",
    }  # fmt: skip
    parts = [("pair", [u, v], mean, [spread]) for u, v, mean, spread in steps]
    return plain_table(columns, _waterfall(found.baseline, found.predicted, parts, 2, 1), origin)


def edge_waterfall_table(study: Study, found: EdgeShares, origin: Origin) -> Table:
    """From the baseline to the (mean) prediction, edge by edge, all edges left out in one last step."""
    steps = zip(
        [study.regulators[j] for j in found.regulator.tolist()],
        [study.targets[k] for k in found.target.tolist()],
        found.mean.tolist(),
        found.spread.tolist(),
        found.samples.tolist(),
        strict=True,
    )
    parts: list[tuple[str, list[object], float, list[object]]] = [
        ("edge", [regulator, target], mean, [spread, samples]) for regulator, target, mean, spread, samples in steps
    ]
    if found.rest_edges:
        parts.append((f"{found.rest_edges} other edges", [None, None], found.rest, [None, None]))
    columns: Columns = {
        "step": "Int64", "part": "string", "regulator": "string", "target": "string", "contribution": "float64",
        "spread": "float64", "samples": "Int64", "start": "float64", "end": "float64",
    }  # fmt: skip
    return plain_table(columns, _waterfall(found.baseline, found.predicted, parts, 2, 2), origin)


def silenced_table(study: Study, found: Silenced, origin: Origin) -> Table:
    """``sample,modulator,predicted,silenced,change``, ascending in the modulator."""
    values = (column.tolist() for column in (found.predicted, found.silenced, found.change))
    rows = zip(study.samples, study.modulator.tolist(), *values, strict=True)
    columns: Columns = {"sample": "string", "modulator": "float64"}
    columns |= dict.fromkeys(("predicted", "silenced", "change"), "float64")
    return plain_table(columns, rows, origin | {"silenced": found.what})


def each_silenced_table(study: Study, changes: Floats, origin: Origin) -> Table:
    """Every regulator by what its silencing changes on average: ``changes`` (q, n).

    ``mean_size`` ranks: the mean over all samples of the change's size. ``largest`` is the change of largest size, and
    ``sample`` the first that has it.
    """
    size = np.abs(changes)
    order = np.argsort(-size.mean(axis=1), kind="stable")
    rows = (
        [
            rank,
            study.regulators[j],
            float(size[j].mean()),
            float(changes[j].mean()),
            float(changes[j, size[j].argmax()]),
            study.samples[int(size[j].argmax())],
        ]
        for rank, j in enumerate(order.tolist(), start=1)
    )
    columns: Columns = {
        "rank": "Int64", "regulator": "string", "mean_size": "float64", "mean_change": "float64",
        "largest_change": "float64", "sample": "string",
    }  # fmt: skip
    return plain_table(columns, rows, origin)


def _waterfall(
    baseline: float,
    predicted: float,
    parts: Iterable[tuple[str, list[object], float, list[object]]],
    names: int,
    details: int,
) -> Iterator[list[object]]:
    """Rows from the baseline to the prediction; ``start`` and ``end`` are cumulated."""
    blank: list[object] = [None] * names
    empty: list[object] = [None] * details
    yield [0, "baseline", *blank, baseline, *empty, 0.0, baseline]
    at, step = baseline, 0
    for step, (part, name, contribution, detail) in enumerate(parts, start=1):
        yield [step, part, *name, contribution, *detail, at, at + contribution]
        at += contribution
    yield [step + 1, "prediction", *blank, predicted, *empty, 0.0, predicted]
