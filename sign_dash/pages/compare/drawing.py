"""What the browser needs to draw a comparison: one layout, three pictures (A, B, B − A)."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING, Any

import numpy as np

from compute.analyse import NetworkDifference
from sign_dash.pages.compare.comparison import DrawnEdges, edge_rows
from sign_dash.scene.canvas import drawing
from sign_dash.scene.colours import node_colours
from sign_dash.scene.layout import union_layout
from sign_dash.scene.select import Subnetwork

if TYPE_CHECKING:
    from compute.study import Study


def difference_drawing(
    study: Study,
    difference: NetworkDifference,
    chosen: DrawnEdges,
    focus: Sequence[str],
    strength: float,
    change: float | None,
    like: Mapping[str, Sequence[float]],
) -> dict[str, Any]:
    """:func:`sign_dash.scene.canvas.drawing` with the columns A, B, B − A for its samples, and ``rows``: the table's
    row of every drawn edge, which holds its category. like: places of genes in the picture before.
    """
    subnetwork = compared_network(difference, chosen, focus, strength)
    positions = union_layout(subnetwork, like=like)
    colours = node_colours(study, subnetwork.genes)
    changed = int((difference.categories(strength, change) >= 0).sum())
    totals = np.array([difference.in_a(strength).sum(), difference.in_b(strength).sum(), changed])
    return drawing(subnetwork, positions, colours, totals) | {
        "rows": edge_rows(difference, chosen.edges, chosen.category),
        "changing": chosen.changing,
    }


def compared_network(
    difference: NetworkDifference, chosen: DrawnEdges, focus: Sequence[str], strength: float
) -> Subnetwork:
    """The drawn edges as a subnetwork of three "samples": A, B, B − A; the genes in focus first."""
    regulators = [difference.regulators[j] for j in difference.regulator[chosen.edges]]
    targets = [difference.targets[k] for k in difference.target[chosen.edges]]
    known = set(difference.regulators) | set(difference.targets)
    first = [gene for gene in dict.fromkeys(focus) if gene in known]
    genes = tuple(dict.fromkeys([*first, *(gene for pair in zip(regulators, targets, strict=True) for gene in pair)]))
    place = {gene: position for position, gene in enumerate(genes)}
    are_regulators = set(difference.regulators)
    columns = (difference.mean_a, difference.mean_b, difference.difference)
    return Subnetwork(
        genes=genes,
        focus=len(first),
        regulator=np.array([gene in are_regulators for gene in genes], bool),
        source=np.array([place[gene] for gene in regulators], np.int64),
        target=np.array([place[gene] for gene in targets], np.int64),
        weights=np.stack([column[chosen.edges] for column in columns], axis=1).astype(np.float32),
        reach=0,
        candidates=chosen.candidates,
        cutoff=strength,
    )
