"""A network as a graph of networkx, and as GraphML."""

from __future__ import annotations

import io
import re
from typing import TYPE_CHECKING

from compute.errors import UserError
from compute.write.described import DescribedNetwork, edge_records, genes_of
from compute.write.drawn import EdgeLook, Looks, NodeLook

if TYPE_CHECKING:
    import networkx as nx

# What XML 1.0 cannot hold in any form.
_UNWRITABLE = re.compile("[^\t\n\r\x20-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")


def network_graphml(network: DescribedNetwork, looks: Looks | None = None) -> str:
    """The graph of :func:`network_graph` as text.

    looks: how the network was drawn: nodes then carry ``x``, ``y``, ``size``, ``colour``, ``r``, ``g``, ``b`` (as Gephi
    reads them), ``opacity`` and ``label``, edges ``width``, ``colour`` and ``opacity``.

    Raises :class:`UserError` for a name with a character that XML cannot hold.
    """
    import networkx as nx

    for name in (*network.roles, *(str(value) for value in network.origin.values()), network.title):
        if _UNWRITABLE.search(name):
            raise UserError("GraphML cannot hold the name {name!r}; export as csv or cx2 instead.", name=name)
    graph = network_graph(network)
    if looks is not None:
        for gene in graph:
            graph.nodes[gene].update(_of_node(looks.nodes[gene], gene))
        for regulator, target in graph.edges:
            graph.edges[regulator, target].update(_of_edge(looks.edges[regulator, target]))
    stream = io.BytesIO()
    # Numbered keys: named ones clash where graph, nodes and edges have attributes of one name.
    nx.write_graphml_xml(graph, stream)
    return stream.getvalue().decode() + "\n"


def network_graph(network: DescribedNetwork) -> nx.DiGraph[str]:
    """The network as a directed graph whose nodes are genes; the graph carries its origin.

    Nodes have ``name``, ``label``, ``role`` and the network's values (of a sample: ``expression``); edges ``weight``
    (≥ 0, the size of the coefficient), ``sign`` (1 or −1, where edges have one), ``interaction`` and the network's
    values (of a sample: ``coefficient``).
    """
    import networkx as nx

    graph: nx.DiGraph[str] = nx.DiGraph()
    graph.graph.update(name=network.title, **network.origin)
    for gene in genes_of(network):
        levels = {name: float(of_genes[gene]) for name, of_genes in network.gene_values.items()}
        graph.add_node(gene, name=gene, label=gene, role=network.roles[gene], **levels)
    # Python numbers throughout: networkx declares one attribute twice where numpy and Python floats mix.
    weights = [{"weight": strength} for strength in network.strengths.tolist()]
    signs = [{}] * len(weights) if network.signs is None else [{"sign": sign} for sign in network.signs.tolist()]
    rows = zip(network.regulators, network.targets, network.interactions, edge_records(network), strict=True)
    for (regulator, target, verb, values), weight, sign in zip(rows, weights, signs, strict=True):
        graph.add_edge(regulator, target, interaction=verb, **weight, **sign, **values)
    return graph


def _of_node(look: NodeLook, gene: str) -> dict[str, float | str]:
    red, green, blue = (int(look.colour[at : at + 2], 16) for at in (1, 3, 5))
    return {
        "x": float(look.x),
        "y": float(look.y),
        "size": float(look.size),
        "colour": look.colour,
        "r": red,
        "g": green,
        "b": blue,
        "opacity": float(look.opacity),
        "label": look.label or gene,
    }


def _of_edge(look: EdgeLook) -> dict[str, float | str]:
    return {"width": float(look.width), "colour": look.colour, "opacity": float(look.opacity)}
