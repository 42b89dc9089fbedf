"""Tables of a comparison (csv): the edges that change, and the genes whose edges do."""

from __future__ import annotations

from dataclasses import astuple

import numpy as np
from numpy.typing import NDArray

from compute.analyse.difference import CATEGORIES, NetworkDifference, least_change
from compute.analyse.rewiring import RewiredGene, rewired_genes
from compute.analyse.sides import ComparedSide
from compute.write.described import Plain
from compute.write.sample import study_origin
from compute.write.table import Columns, Table, columns_of, digits, table_of


def differences_table(difference: NetworkDifference, strength: float, change: float | None = None) -> Table:
    """Every edge that changes, the largest |difference| first.

    ``regulator,target,mean_a,mean_b,difference,category,spread_a,spread_b,standardised_difference,
    samples_with_edge_a,samples_with_edge_b``; empty where a side of one sample has no spread. Within a study that has
    confidence also ``confidence_of_change``, within one of courses :func:`band_columns`.
    """
    categories = difference.categories(strength, change)
    edges = difference.largest(np.flatnonzero(categories >= 0))
    columns: Columns = {
        "regulator": "string", "target": "string", "mean_a": "float64", "mean_b": "float64", "difference": "float64",
        "category": "string", "spread_a": "float64", "spread_b": "float64", "standardised_difference": "float64",
        "samples_with_edge_a": "Int64", "samples_with_edge_b": "Int64",
    }  # fmt: skip
    numbers = [
        digits(values[edges])
        for values in (
            difference.mean_a, difference.mean_b, difference.difference, difference.spread_a, difference.spread_b,
            difference.standardised,
        )
    ]  # fmt: skip
    sure = difference.confidence_of_change
    if sure is not None:
        columns["confidence_of_change"] = "float64"
    bands = band_columns(difference, edges)
    columns |= dict.fromkeys(bands, "float32")
    rows = zip(
        [difference.regulators[j] for j in difference.regulator[edges]],
        [difference.targets[k] for k in difference.target[edges]],
        *numbers[:3],
        [CATEGORIES[c] for c in categories[edges]],
        *numbers[3:],
        difference.present_a[edges].tolist(),
        difference.present_b[edges].tolist(),
        *([] if sure is None else [digits(sure[edges])]),
        *(digits(values) for values in bands.values()),
        strict=True,
    )
    return table_of(columns, rows, difference_origin(difference.a, difference.b, strength, change))


def band_columns(difference: NetworkDifference, edges: NDArray[np.int64]) -> dict[str, NDArray[np.float32]]:
    """``difference_low``, ``difference_high``: between what B − A of these edges' courses lies, before any threshold;
    none where there are no courses."""
    bands = difference.bands(edges)
    if bands is None:
        return {}
    return {"difference_low": bands.low.astype(np.float32), "difference_high": bands.high.astype(np.float32)}


def rewiring_table(difference: NetworkDifference, strength: float, change: float | None = None) -> Table:
    """Every gene with an edge in A or B, in each of its roles; columns: :class:`RewiredGene`."""
    rows = (astuple(row) for row in rewired_genes(difference, strength, change))
    return table_of(columns_of(RewiredGene), rows, difference_origin(difference.a, difference.b, strength, change))


def difference_origin(
    a: ComparedSide, b: ComparedSide, strength: float, change: float | None = None
) -> dict[str, Plain]:
    """What every file of a comparison says of itself."""
    origin = study_origin(a.study) | {
        "a": a.title,
        "b": b.title,
        "samples_a": int(a.samples.size),
        "samples_b": int(b.samples.size),
    }
    if a.study is not b.study:
        origin |= {f"{key}_b": value for key, value in study_origin(b.study).items()} | {
            "regulators_in_common": len({*a.study.regulators} & {*b.study.regulators}),
            "targets_in_common": len({*a.study.targets} & {*b.study.targets}),
        }
    return origin | {
        "strength": strength,
        "smallest_change": least_change(strength, change),
        "difference": "mean of B - mean of A; absent edges count 0",
        "definitions": "in a side: |mean| >= strength; changes: in a side, and |difference| >= smallest_change",
        "caution": "samples of neighbouring score share information: spreads describe, they do not test",
    }
