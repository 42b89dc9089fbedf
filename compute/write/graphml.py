"""A network as GraphML."""

from __future__ import annotations

import io
import re

from compute.errors import UserError
from compute.write.described import DescribedNetwork, edge_records
from compute.write.drawn import EdgeLook, Looks, NodeLook

# What XML 1.0 cannot hold in any form.
_UNWRITABLE = re.compile("[^\t\n\r\x20-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")


def network_graphml(network: DescribedNetwork, looks: Looks | None = None) -> str:
    """Nodes carry ``role`` and the network's values (of a sample: ``expression``), edges ``interaction`` and theirs (of
    a sample: ``coefficient``), the graph its origin.

    looks: how the network was drawn: nodes then carry ``x``, ``y``, ``size``, ``colour``, ``r``, ``g``, ``b`` (as Gephi
    reads them), ``opacity`` and ``label``, edges ``width``, ``colour`` and ``opacity``.

    Raises :class:`UserError` for a name with a character that XML cannot hold.
    """
    import networkx as nx

    for name in (*network.roles, *(str(value) for value in network.origin.values()), network.title):
        if _UNWRITABLE.search(name):
            raise UserError("GraphML cannot hold the name {name!r}; export as csv or cx2 instead.", name=name)
    graph: nx.DiGraph[str] = nx.DiGraph()
    graph.graph.update(name=network.title, **network.origin)
    for gene, role in network.roles.items():
        drawn = {} if looks is None else _of_node(looks.nodes[gene])
        levels = {name: float(of_genes[gene]) for name, of_genes in network.gene_values.items()}
        graph.add_node(gene, role=role, **levels, **drawn)
    # Python floats throughout: networkx declares one attribute twice where numpy and Python floats mix.
    rows = zip(network.regulators, network.targets, network.interactions, edge_records(network), strict=True)
    for regulator, target, verb, values in rows:
        drawn = {} if looks is None else _of_edge(looks.edges[regulator, target])
        graph.add_edge(regulator, target, interaction=verb, **values, **drawn)
    stream = io.BytesIO()
    # Numbered keys: named ones clash where graph, nodes and edges have attributes of one name.
    nx.write_graphml_xml(graph, stream)
    return stream.getvalue().decode() + "\n"


def _of_node(look: NodeLook) -> dict[str, float | str]:
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
        "label": look.label,
    }


def _of_edge(look: EdgeLook) -> dict[str, float | str]:
    return {"width": float(look.width), "colour": look.colour, "opacity": float(look.opacity)}
