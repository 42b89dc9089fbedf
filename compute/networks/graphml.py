"""A sample's network as GraphML."""

from __future__ import annotations

import io
import re

from compute.errors import UserError
from compute.networks.looks import EdgeLook, Looks, NodeLook
from compute.networks.sample import SampleNetwork

# What XML 1.0 cannot hold in any form.
_UNWRITABLE = re.compile("[^\t\n\r\x20-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")


def network_graphml(network: SampleNetwork, looks: Looks | None = None) -> str:
    """Nodes carry ``role`` and ``expression``, edges ``coefficient`` and ``interaction``, the graph its origin.

    looks: how the network was drawn: nodes then carry ``x``, ``y``, ``size``, ``colour``, ``r``, ``g``, ``b`` (as Gephi
    reads them), ``opacity`` and ``label``, edges ``width``, ``colour`` and ``opacity``.

    Raises :class:`UserError` for a name with a character that XML cannot hold.
    """
    import networkx as nx

    for name in (*network.roles, network.sample, network.title):
        if _UNWRITABLE.search(name):
            raise UserError(f"GraphML cannot hold the name {name!r}; export as csv or cx2 instead.")
    graph: nx.DiGraph[str] = nx.DiGraph()
    graph.graph.update(name=network.title, **network.origin)
    for gene, role in network.roles.items():
        drawn = {} if looks is None else _of_node(looks.nodes[gene])
        graph.add_node(gene, role=role, expression=float(network.expression[gene]), **drawn)
    # Python floats throughout: networkx declares one attribute twice where numpy and Python floats mix.
    edges = zip(network.regulators, network.targets, network.coefficients.tolist(), strict=True)
    for (regulator, target, coefficient), verb in zip(edges, network.interactions, strict=True):
        drawn = {} if looks is None else _of_edge(looks.edges[regulator, target])
        graph.add_edge(regulator, target, coefficient=coefficient, interaction=verb, **drawn)
    stream = io.BytesIO()
    nx.write_graphml_xml(graph, stream, named_key_ids=True)
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
