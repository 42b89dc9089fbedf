"""A sample's network as GraphML."""

from __future__ import annotations

import io
import re

from compute.errors import UserError
from compute.networks.sample import SampleNetwork

# What XML 1.0 cannot hold in any form.
_UNWRITABLE = re.compile("[^\t\n\r\x20-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")


def network_graphml(network: SampleNetwork) -> str:
    """Nodes carry ``role`` and ``expression``, edges ``coefficient`` and ``interaction``, the graph its origin.

    Raises :class:`UserError` for a name with a character that XML cannot hold.
    """
    import networkx as nx

    for name in (*network.roles, network.sample, network.title):
        if _UNWRITABLE.search(name):
            raise UserError(f"GraphML cannot hold the name {name!r}; export as csv or cx2 instead.")
    graph: nx.DiGraph[str] = nx.DiGraph()
    graph.graph.update(name=network.title, **network.origin)
    for gene, role in network.roles.items():
        graph.add_node(gene, role=role, expression=network.expression[gene])
    # Python floats throughout: networkx declares one attribute twice where numpy and Python floats mix.
    edges = zip(network.regulators, network.targets, network.coefficients.tolist(), strict=True)
    for (regulator, target, coefficient), verb in zip(edges, network.interactions, strict=True):
        graph.add_edge(regulator, target, coefficient=coefficient, interaction=verb)
    stream = io.BytesIO()
    nx.write_graphml_xml(graph, stream, named_key_ids=True)
    return stream.getvalue().decode() + "\n"
