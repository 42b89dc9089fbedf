"""A network as CX2, the exchange format of Cytoscape and NDEx, with its looks.

Source: Cytoscape Exchange Format Specification (Version 2) and CX2 Visual Styles, cytoscape.org/cx.
"""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from typing import Any, Final

from compute.study.edges import ACTIVATES, REPRESSES
from compute.write.described import DescribedNetwork, Plain, edge_records, genes_of

Aspect = dict[str, list[dict[str, Any]]]

# Blue and vermilion stay apart for every kind of colour vision; the arrow head says the sign a second time.
SIGN_COLOUR = {ACTIVATES: "#0072B2", REPRESSES: "#D55E00"}
SIGN_HEAD = {ACTIVATES: "triangle", REPRESSES: "tee"}
_THINNEST: Final = 0.8
_WIDEST: Final = 6.0
_TYPES: Final[dict[type, str]] = {str: "string", float: "double", int: "integer", bool: "boolean"}


def network_cx2(
    network: DescribedNetwork,
    positions: Mapping[str, tuple[float, float]] | None = None,
) -> str:
    """The network as CX2 text, one aspect per line; every attribute declared, the style applied on opening.

    positions: x (right) and y (down) of the genes in pixels; used only if every gene of the network has one,
    because CX2 allows coordinates on all nodes or on none. :func:`compute.write.cx2_drawn.drawn_cx2` is for a
    network that was drawn.
    """
    number = {gene: place for place, gene in enumerate(genes_of(network))}
    placed = positions if positions is not None and number.keys() <= positions.keys() else {}
    nodes = [
        {
            "id": number[gene],
            **({"x": float(placed[gene][0]), "y": float(placed[gene][1])} if placed else {}),
            "v": node_values(network, gene),
        }
        for gene in number
    ]
    edges = edge_elements(network, number)
    told = {"name": network.title, **network.origin}
    aspects: list[Aspect] = [
        {"attributeDeclarations": [declarations(told, nodes, edges)]},
        {"networkAttributes": [told]},
        {"nodes": nodes},
        {"edges": edges},
        {"visualProperties": [_style(max((edge["v"]["strength"] for edge in edges), default=1.0))]},
    ]
    return document(aspects)


def node_values(network: DescribedNetwork, gene: str) -> dict[str, Plain]:
    """The attributes of a gene's node."""
    values = {name: float(of_genes[gene]) for name, of_genes in network.gene_values.items()}
    return {"name": gene, "role": network.roles[gene], **values}


def edge_elements(network: DescribedNetwork, number: Mapping[str, int]) -> list[dict[str, Any]]:
    """The edges with their attributes. number: id of each gene's node."""
    rows = zip(
        network.regulators,
        network.targets,
        network.interactions,
        edge_records(network),
        network.strengths.tolist(),
        strict=True,
    )
    return [
        {
            "id": place,
            "s": number[regulator],
            "t": number[target],
            "v": {
                "name": f"{regulator} ({verb}) {target}",
                "interaction": verb,
                **values,
                "strength": strength,
            },
        }
        for place, (regulator, target, verb, values, strength) in enumerate(rows)
    ]


def document(aspects: list[Aspect]) -> str:
    """The aspects as a whole CX2 text, with what counts them before and the status behind."""
    counts = [{"name": name, "elementCount": len(elements)} for aspect in aspects for name, elements in aspect.items()]
    parts: list[dict[str, Any]] = [
        {"CXVersion": "2.0", "hasFragments": False},
        {"metaData": counts},
        *aspects,
        {"status": [{"error": "", "success": True}]},
    ]
    lines = (json.dumps(part, ensure_ascii=False, allow_nan=False) for part in parts)
    return "[\n" + ",\n".join(lines) + "\n]\n"


def declarations(
    network: Mapping[str, Plain], nodes: Sequence[Mapping[str, Any]], edges: Sequence[Mapping[str, Any]]
) -> dict[str, dict[str, dict[str, str]]]:
    """Type of every attribute that is used, by aspect; one that has no value anywhere needs none."""

    def types(elements: Sequence[Mapping[str, Plain]]) -> dict[str, dict[str, str]]:
        return {name: {"d": _TYPES[type(value)]} for element in elements for name, value in element.items()}

    return {
        "networkAttributes": types([network]),
        "nodes": types([node["v"] for node in nodes]),
        "edges": types([edge["v"] for edge in edges]),
    }


def _style(strongest: float) -> dict[str, Any]:
    # Below, between and above: Cytoscape Web drops a continuous mapping that lacks the outer two.
    low, high = {"max": 0.0, "maxVPValue": _THINNEST}, {"min": strongest, "minVPValue": _WIDEST}
    width = [
        {**low, "includeMin": False, "includeMax": False},
        {
            "min": 0.0,
            "includeMin": True,
            "max": strongest,
            "includeMax": True,
            "minVPValue": _THINNEST,
            "maxVPValue": _WIDEST,
        },
        {**high, "includeMin": False, "includeMax": False},
    ]
    return {
        "default": {
            "network": {"NETWORK_BACKGROUND_COLOR": "#FFFFFF"},
            "node": {
                "NODE_SHAPE": "ellipse",
                "NODE_BACKGROUND_COLOR": "#FFFFFF",
                "NODE_BORDER_COLOR": "#1F2937",
                "NODE_BORDER_WIDTH": 1.5,
                "NODE_WIDTH": 36,
                "NODE_HEIGHT": 36,
                "NODE_LABEL_COLOR": "#1F2937",
                "NODE_LABEL_FONT_SIZE": 12,
            },
            "edge": {
                "EDGE_WIDTH": 1.5,
                "EDGE_LINE_COLOR": "#6B7280",
                "EDGE_LINE_STYLE": "solid",
                "EDGE_TARGET_ARROW_SHAPE": "triangle",
            },
        },
        "nodeMapping": {
            "NODE_LABEL": {"type": "PASSTHROUGH", "definition": {"attribute": "name", "type": "string"}},
            "NODE_SHAPE": by_value("role", {"regulator": "ellipse", "target": "round-rectangle"}),
            "NODE_BACKGROUND_COLOR": by_value("role", {"regulator": "#CBD5E1", "target": "#FFFFFF"}),
        },
        "edgeMapping": {
            "EDGE_LINE_COLOR": by_value("interaction", SIGN_COLOUR),
            "EDGE_TARGET_ARROW_COLOR": by_value("interaction", SIGN_COLOUR),
            "EDGE_TARGET_ARROW_SHAPE": by_value("interaction", SIGN_HEAD),
            "EDGE_WIDTH": {
                "type": "CONTINUOUS",
                "definition": {"attribute": "strength", "type": "double", "map": width},
            },
        },
    }


def by_value(attribute: str, values: Mapping[str, str]) -> dict[str, Any]:
    """A visual property chosen by the value of a string attribute."""
    chosen = [{"v": value, "vp": look} for value, look in values.items()]
    return {"type": "DISCRETE", "definition": {"attribute": attribute, "type": "string", "map": chosen}}
