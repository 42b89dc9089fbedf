"""Tables of a comparison (csv): the edges that change, and the genes whose edges do."""

from __future__ import annotations

from dataclasses import astuple, fields

import numpy as np
from numpy.typing import NDArray

from compute.networks.difference import CATEGORIES, NetworkDifference, least_change
from compute.networks.rewiring import RewiredGene, rewired_genes
from compute.networks.sample import study_origin
from compute.networks.table import Table, table_of


def differences_table(difference: NetworkDifference, strength: float, change: float | None = None) -> Table:
    """Every edge that changes, the largest |difference| first.

    ``regulator,target,mean_a,mean_b,difference,category,spread_a,spread_b,standardised_difference,
    samples_with_edge_a,samples_with_edge_b``; empty where a side of one sample has no spread.
    """
    categories = difference.categories(strength, change)
    edges = difference.largest(np.flatnonzero(categories >= 0))
    columns = (
        "regulator", "target", "mean_a", "mean_b", "difference", "category", "spread_a", "spread_b",
        "standardised_difference", "samples_with_edge_a", "samples_with_edge_b",
    )  # fmt: skip
    numbers = [
        _digits(values[edges])
        for values in (
            difference.mean_a, difference.mean_b, difference.difference, difference.spread_a, difference.spread_b,
            difference.standardised,
        )
    ]  # fmt: skip
    rows = zip(
        [difference.regulators[j] for j in difference.regulator[edges]],
        [difference.targets[k] for k in difference.target[edges]],
        *numbers[:3],
        [CATEGORIES[c] for c in categories[edges]],
        *numbers[3:],
        difference.present_a[edges].tolist(),
        difference.present_b[edges].tolist(),
        strict=True,
    )
    return table_of(columns, rows, difference_origin(difference, strength, change))


def rewiring_table(difference: NetworkDifference, strength: float, change: float | None = None) -> Table:
    """Every gene with an edge in A or B, in each of its roles; columns: :class:`RewiredGene`."""
    columns = tuple(field.name for field in fields(RewiredGene))
    rows = (astuple(row) for row in rewired_genes(difference, strength, change))
    return table_of(columns, rows, difference_origin(difference, strength, change))


def difference_origin(
    difference: NetworkDifference, strength: float, change: float | None = None
) -> dict[str, str | float | bool]:
    """What every file of a comparison says of itself."""
    a, b = difference.a, difference.b
    origin = study_origin(a.study) | {
        "a": a.title,
        "b": b.title,
        "samples_a": a.samples.size,
        "samples_b": b.samples.size,
    }
    if a.study is not b.study:
        origin |= {f"{key}_b": value for key, value in study_origin(b.study).items()} | {
            "regulators_in_common": len(difference.regulators),
            "targets_in_common": len(difference.targets),
        }
    return origin | {
        "strength": strength,
        "smallest_change": least_change(strength, change),
        "difference": "mean of B - mean of A; absent edges count 0",
        "definitions": "in a side: |mean| >= strength; changes: in a side, and |difference| >= smallest_change",
        "caution": "samples of neighbouring score share information: spreads describe, they do not test",
    }


def _digits(values: NDArray[np.float32]) -> list[str]:
    """The shortest digits that give the float32 back; empty for NaN."""
    return ["" if text == "nan" else text for text in values.astype(str).tolist()]
