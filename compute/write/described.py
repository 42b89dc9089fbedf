"""What a file says of a network, whatever it is of: one sample, the mean of a range, the difference of two sides."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any, Protocol

import numpy as np
from numpy.typing import NDArray

Plain = str | float | int | bool


class DescribedNetwork(Protocol):
    """A network with the names and the origin that a file must carry; what the writers read.

    title: in one line for people, with "simulated" in it where it is. origin: what every file says of itself.
    regulators, targets: one entry per edge. interactions: what SIF and Cytoscape call the edge's kind. edge_values: by
    name, one value per edge; a NaN is not known and left out. strengths: (e,) ≥ 0, what width shows. signs: (e,) 1, −1
    or 0, None where edges have no sign. roles: ``regulator`` or ``target`` of every gene. gene_values: by name, of
    every gene. without_edges: role of each gene that belongs to the network though it has no edge here.
    """

    @property
    def title(self) -> str: ...
    @property
    def origin(self) -> Mapping[str, Plain]: ...
    @property
    def regulators(self) -> Sequence[str]: ...
    @property
    def targets(self) -> Sequence[str]: ...
    @property
    def interactions(self) -> Sequence[str]: ...
    @property
    def edge_values(self) -> Mapping[str, NDArray[Any]]: ...
    @property
    def strengths(self) -> NDArray[np.float32]: ...
    @property
    def signs(self) -> NDArray[np.int8] | None: ...
    @property
    def roles(self) -> Mapping[str, str]: ...
    @property
    def gene_values(self) -> Mapping[str, Mapping[str, float]]: ...
    @property
    def without_edges(self) -> Mapping[str, str]: ...


def roles_of(regulators: Sequence[str], targets: Sequence[str], without_edges: Mapping[str, str]) -> dict[str, str]:
    """``regulator`` or ``target`` for every gene; who regulates anything is a regulator, genes without an edge last."""
    ends = dict.fromkeys(targets, "target") | dict.fromkeys(regulators, "regulator")
    return ends | {gene: role for gene, role in without_edges.items() if gene not in ends}


def genes_of(network: DescribedNetwork) -> list[str]:
    """The genes that a graph has as nodes: those with an edge."""
    joined = {*network.regulators, *network.targets}
    return [gene for gene in network.roles if gene in joined]


def known_columns(
    regulators: Sequence[str], targets: Sequence[str], known: Mapping[tuple[str, str], tuple[int, str]]
) -> dict[str, NDArray[Any]]:
    """``known_references``, 0 for a pair that is not known, and ``known_sign``, which it has not; none of them where
    no pair is known. known: number of references and sign of a published pair.
    """
    if not known:
        return {}
    found = [known.get(pair) for pair in zip(regulators, targets, strict=True)]
    return {
        "known_references": np.array([one[0] if one else 0 for one in found], np.int64),
        "known_sign": np.array([one[1] if one else np.nan for one in found], dtype=object),
    }


def edge_records(network: DescribedNetwork) -> list[dict[str, Plain]]:
    """The values of each edge by name, as plain numbers and texts; what is not known is left out."""
    columns = {name: values.tolist() for name, values in network.edge_values.items()}
    return [
        {name: values[edge] for name, values in columns.items() if values[edge] == values[edge]}  # NaN is not itself
        for edge in range(len(network.regulators))
    ]
