"""The network on screen for other programs: CX2, GraphML, SIF, and tables of its edges and genes."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from compute import (
    EdgeLook,
    Looks,
    NodeLook,
    SampleNetwork,
    drawn_cx2,
    gene_table,
    network_graphml,
    network_table,
    shown_network,
    sif_table,
)
from sign_dash.export.snapshot import INK, Snapshot
from sign_dash.export.tables import harmless_csv

if TYPE_CHECKING:
    from compute import Study


@dataclass(frozen=True)
class NetworkFormat:
    """ending: of the file's name; part: of its name before the ending."""

    ending: str
    part: str
    write: Callable[[SampleNetwork, Looks], str]


FORMATS: Final = {
    "cx2": NetworkFormat("cx2", "", drawn_cx2),
    "graphml": NetworkFormat("graphml", "", network_graphml),
    "sif": NetworkFormat("sif", "", lambda network, _: sif_table(network).text),
    "edges": NetworkFormat("csv", "edges", lambda network, _: harmless_csv(network_table(network).text)),
    "genes": NetworkFormat("csv", "genes", lambda network, looks: harmless_csv(gene_table(network, looks).text)),
}


def network_file(study: Study, snapshot: Snapshot, kind: str) -> str:
    """The text of one format; :class:`UserError` for a name it cannot hold, ``KeyError`` where there is no such one."""
    return FORMATS[kind].write(network_of(study, snapshot), looks_of(snapshot))


def network_of(study: Study, snapshot: Snapshot) -> SampleNetwork:
    """The drawn genes and edges, with where they come from."""
    edges = [(edge.regulator, edge.target, edge.coefficient) for edge in snapshot.edges]
    roles = {node.gene: "regulator" if node.shape == "round" else "target" for node in snapshot.nodes}
    return shown_network(study, snapshot.first, snapshot.last, edges, roles)


def looks_of(snapshot: Snapshot) -> Looks:
    """How they are drawn, on white."""
    nodes = {
        node.gene: NodeLook(
            node.x,
            node.y,
            node.size,
            node.fill,
            node.opacity,
            node.stroke,
            node.stroke_width,
            node.gene if node.named else "",
            node.font_size,
            node.focus,
        )
        for node in snapshot.nodes
    }
    edges = {
        (edge.regulator, edge.target): EdgeLook(
            edge.width, edge.opacity, edge.colour or (INK.activates if edge.activates else INK.represses)
        )
        for edge in snapshot.edges
    }
    return Looks(nodes, edges)
