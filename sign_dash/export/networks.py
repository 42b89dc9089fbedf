"""What is drawn of networks, for other programs: CX2, GraphML, SIF, and tables of the edges and genes."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Any, Final

from compute.analyse import read_side
from compute.errors import UserError
from compute.write import (
    BENEATH,
    CHANGE_MARKS,
    SIGN_MARKS,
    DescribedNetwork,
    EdgeLook,
    EdgeMarks,
    Looks,
    NodeLook,
    SampleNetwork,
    Table,
    changed_network,
    drawn_cx2,
    gene_table,
    network_graphml,
    network_table,
    shown_network,
    sif_table,
)
from sign_dash.export import words
from sign_dash.export.difference import difference_parts
from sign_dash.export.own import with_cautions
from sign_dash.export.panels import read_panels
from sign_dash.export.snapshot import INK, Snapshot, read_edges, read_node, read_snapshot
from sign_dash.export.tables import harmless_csv
from sign_dash.scene.marks import ink_of
from sign_dash.scene.scene import SceneEdge, SceneNode
from sign_dash.server.others import other_study

if TYPE_CHECKING:
    from compute.analyse import ComparedSide
    from compute.study import Study


@dataclass(frozen=True)
class DrawnNetwork:
    """A network that is drawn, its looks, the marks of its edges, and the parts of its files' names."""

    parts: tuple[str, ...]
    network: DescribedNetwork
    looks: Looks
    marks: EdgeMarks


@dataclass(frozen=True)
class NetworkFormat:
    """ending: of the file's name; part: of its name before the ending."""

    ending: str
    part: str
    write: Callable[[DrawnNetwork], str]


def _csv(table: Table) -> str:
    return with_cautions(harmless_csv(table.text), table.origin)


FORMATS: Final = {
    "cx2": NetworkFormat("cx2", "", lambda drawn: drawn_cx2(drawn.network, drawn.looks, drawn.marks)),
    "graphml": NetworkFormat("graphml", "", lambda drawn: network_graphml(drawn.network, drawn.looks)),
    "sif": NetworkFormat("sif", "", lambda drawn: sif_table(drawn.network).text),
    "edges": NetworkFormat("csv", "edges", lambda drawn: _csv(network_table(drawn.network))),
    "genes": NetworkFormat("csv", "genes", lambda drawn: _csv(gene_table(drawn.network, drawn.looks))),
}


def drawn_networks(study: Study, captured: Mapping[str, Any]) -> list[DrawnNetwork]:
    """The networks in a captured picture (see :mod:`sign_dash.export.pictures`); none in a chart.

    Several where panels are side by side, but only one where ``panel`` says which. Raises :class:`UserError` for genes
    or samples that the study has not.
    """
    kind = captured.get("kind")
    if kind == "network":
        shown_now = read_snapshot(captured["snapshot"], study.info.method.edge)
        return [_sample(study, shown_now, str(captured.get("subject", "")))]
    if kind == "difference":
        return [_difference(study, captured["snapshot"])]
    if kind == "multiples":
        shown = read_panels(captured["snapshot"])
        chosen = captured.get("panel")
        return [_sample(study, panel, "") for panel in (shown if chosen is None else [shown[int(chosen)]])]
    return []


def network_file(study: Study, drawn: DrawnNetwork, kind: str) -> tuple[str, str]:
    """Name and text in one format; :class:`UserError` for a name it cannot hold, ``KeyError`` where there is none."""
    form = FORMATS[kind]
    return words.file_name(study, [*drawn.parts, form.part], form.ending), form.write(drawn)


def _sample(study: Study, snapshot: Snapshot, subject: str) -> DrawnNetwork:
    # Refuses a sample that is none.
    network = replace(_sample_network(study, snapshot), known=_known(snapshot.edges))
    parts = tuple(words.network_parts(study, snapshot, subject))
    return DrawnNetwork(parts, network, _looks(snapshot.nodes, snapshot.edges), SIGN_MARKS)


def _sample_network(study: Study, snapshot: Snapshot) -> SampleNetwork:
    edges = [(edge.regulator, edge.target, edge.coefficient) for edge in snapshot.edges]
    roles = _roles(snapshot.nodes)
    return shown_network(study, snapshot.first, snapshot.last, edges, roles, snapshot.score, snapshot.filters)


def _difference(study: Study, reported: Mapping[str, Any]) -> DrawnNetwork:
    """The panel B − A, whether or not it is in sight; its numbers are read from the studies."""
    nodes = tuple(read_node(node) for node in reported["network"]["nodes"])
    edges = read_edges(reported["network"]["edges"])
    a, b = _sides(study, reported["asked"])
    pairs = [(edge.regulator, edge.target) for edge in edges]
    network = changed_network(a, b, pairs, _roles(nodes), float(reported["strength"]), float(reported["change"]))
    network = replace(network, known=_known(edges))
    return DrawnNetwork(difference_parts(reported), network, _looks(nodes, edges), CHANGE_MARKS)


def _sides(study: Study, asked: Mapping[str, Any]) -> tuple[ComparedSide, ComparedSide]:
    slug = asked.get("study")
    there = other_study(study, str(slug)) if slug else study
    if there is None:
        raise UserError("There is no study “{name}” here; choose another one.", name=str(slug))
    return read_side(study, str(asked["a"])), read_side(there, str(asked["b"]))


def _known(edges: Iterable[SceneEdge]) -> dict[tuple[str, str], tuple[int, str]]:
    """The published pairs among edges, as the screen marks them."""
    return {(edge.regulator, edge.target): (edge.known.references, edge.known.sign) for edge in edges if edge.known}


def _roles(nodes: Iterable[SceneNode]) -> dict[str, str]:
    return {node.gene: "regulator" if node.shape == "round" else "target" for node in nodes}


def _looks(drawn: Iterable[SceneNode], lines: Iterable[SceneEdge]) -> Looks:
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
            node.side or BENEATH,
        )
        for node in drawn
    }
    edges = {(edge.regulator, edge.target): EdgeLook(edge.width, edge.opacity, ink_of(edge.ink, INK)) for edge in lines}
    return Looks(nodes, edges)
