"""Tables of one network, one edge, one target, for other programs (csv, sif)."""

from __future__ import annotations

from collections import Counter
from dataclasses import astuple

import numpy as np

from compute.analyse.association import association
from compute.analyse.ranking import RankedRegulator, rank_regulators
from compute.errors import UserError
from compute.study import BAND, HELD, Study
from compute.write.described import DescribedNetwork
from compute.write.drawn import Looks
from compute.write.sample import study_origin
from compute.write.table import Columns, Table, columns_of, digits, dtype_of, table_of


def network_table(network: DescribedNetwork) -> Table:
    """``regulator,target`` and the network's values of each edge (of a sample: ``coefficient``), in its order.

    Shortest digits that give the float32 back; empty where a value is not known.
    """
    columns = [digits(values) for values in network.edge_values.values()]
    rows = zip(network.regulators, network.targets, *columns, strict=True)
    kinds = {name: dtype_of(values) for name, values in network.edge_values.items()}
    return table_of({"regulator": "string", "target": "string", **kinds}, rows, network.origin)


def gene_table(network: DescribedNetwork, looks: Looks | None = None) -> Table:
    """``gene,role,regulators,targets`` and the network's values of every gene (of a sample: ``expression``): how many
    edges it has here each way, its level on the scale of the study's table; with ``looks`` also ``x,y,size,colour`` as
    drawn, regulators first."""
    columns: Columns = {"gene": "string", "role": "string", "regulators": "Int64", "targets": "Int64"}
    columns |= dict.fromkeys(network.gene_values, "float64")
    into, out = Counter(network.targets), Counter(network.regulators)
    rows: list[list[object]] = [
        [gene, role, into[gene], out[gene], *(values[gene] for values in network.gene_values.values())]
        for gene, role in network.roles.items()
    ]
    if looks is not None:
        columns |= {"x": "float64", "y": "float64", "size": "float64", "colour": "string"}
        for row in rows:
            look = looks.nodes[str(row[0])]
            row += [look.x, look.y, look.size, look.colour]
    rows.sort(key=lambda row: (row[1] != "regulator", -out[str(row[0])], str(row[0])))
    return table_of(columns, rows, network.origin)


def sif_table(network: DescribedNetwork) -> Table:
    """Tab-separated ``regulator activates|represses target``, strongest edge first; genes without one last.

    Of a difference the middle is kind and sign of the change: ``lost_activation``.

    Raises :class:`UserError` for a name with a tab or a line break, which the format cannot hold.
    """
    for name in network.roles:
        if not name.isprintable():
            raise UserError(
                "The sif format cannot hold the gene name {name!r}; export as csv or graphml instead.", name=name
            )
    lines = zip(network.regulators, network.interactions, network.targets, strict=True)
    text = "".join(f"{regulator}\t{verb}\t{target}\n" for regulator, verb, target in lines)
    text += "".join(
        f"{gene}\n" for gene in network.without_edges if gene not in {*network.regulators, *network.targets}
    )
    columns: Columns = dict.fromkeys(("regulator", "interaction", "target"), "string")
    return Table(columns, text, network.origin, delimiter="\t", header=False)


def edge_table(study: Study, regulator: str, target: str) -> Table:
    """``sample,modulator,coefficient`` of one edge, one line per sample, ascending in the modulator; where the study
    has courses also ``course``, which no threshold makes 0, and between what it lies: ``low,high``.

    Raises :class:`UserError` where the regulator or the target is not in the study.
    """
    columns: Columns = {"sample": "string", "modulator": "float64", "coefficient": "float32"}
    values = [study.samples, study.modulator.tolist(), study.edge(regulator, target).astype(str).tolist()]
    origin = study_origin(study) | {"regulator": regulator, "target": target}
    if study.courses is not None:
        band = study.edge_band(regulator, target, study.modulator)
        columns |= dict.fromkeys(("course", "low", "high"), "float32")
        values += [row.astype(np.float32).astype(str).tolist() for row in (band.coefficient, band.low, band.high)]
        origin |= {"band": BAND, "held_in_simulation": HELD}
    return table_of(columns, zip(*values, strict=True), origin)


def ranking_table(
    study: Study, target: str, percentile: float = 0.0, standardised: bool = False, scale_free: bool = False
) -> Table:
    """The regulators of ``target`` from rank 1 (:func:`rank_regulators`); columns: :class:`RankedRegulator`,
    :data:`ASSOCIATION_COLUMNS`, and those of :data:`CONFIDENCE_COLUMNS` where the study has confidence.
    """
    columns = columns_of(RankedRegulator) | ASSOCIATION_COLUMNS
    ranked = rank_regulators(study, target, percentile, standardised, scale_free)
    names = [row.regulator for row in ranked]
    beside = zip(_association_cells(study, target, names), _confidence_cells(study, target, names), strict=True)
    rows = (astuple(row) + plain + sure for row, (plain, sure) in zip(ranked, beside, strict=True))
    return table_of(
        columns if study.confidence is None else columns | CONFIDENCE_COLUMNS,
        rows,
        study_origin(study) | {"target": target, "percentile": percentile, "standardised": standardised},
    )


ASSOCIATION_COLUMNS: Columns = {
    "strongest_local_r": "float64",
    "partial_association": "float64",
    "candidate_rank": "Int64",
}


def _association_cells(study: Study, target: str, regulators: list[str]) -> list[tuple[object, ...]]:
    """The cells of :data:`ASSOCIATION_COLUMNS`; empty for the target itself."""
    found = association(study, target)
    place = [study.regulator_index(name) for name in regulators]
    columns = [digits(values[place]) for values in (found.strongest, found.partial)]
    ranks = ["" if np.isnan(rank) else int(rank) for rank in found.candidate_rank[place].tolist()]
    return list(zip(*columns, ranks, strict=True))


CONFIDENCE_COLUMNS: Columns = {
    "confidence": "float64",
    "confidence_of_change": "float64",
    "rank_low": "Int64",
    "rank_high": "Int64",
    "confidence_of_set": "float64",
    "alternatives": "string",
}


def _confidence_cells(study: Study, target: str, regulators: list[str]) -> list[tuple[object, ...]]:
    """The cells of :data:`CONFIDENCE_COLUMNS`; ranks are empty where no part of the cohort selects the edge."""
    known = study.confidence
    if known is None:
        return [()] * len(regulators)
    ends = np.array([study.regulator_index(name) for name in regulators], np.int64)
    targets = np.full(ends.size, study.target_index(target))
    cells: list[tuple[object, ...]] = []
    for row, record in zip(known.rows(ends, targets).tolist(), known.of_edges(ends, targets), strict=True):
        named = "" if row < 0 else "; ".join(_named(study, other) for other in known.alternatives_of(row))
        ranks = ("", "") if row < 0 else (int(record["rank_low"]), int(record["rank_high"]))
        sure = tuple(str(record[name]) for name in ("confidence", "confidence_of_change"))
        cells.append((*sure, *ranks, str(record["confidence_of_set"]), named))
    return cells


def _named(study: Study, alternative: np.void) -> str:
    return f"{study.regulators[alternative['regulator']]} (r {alternative['correlation']:.2f})"
