"""A network as CX2 with the looks it was drawn with: it opens in Cytoscape as it was seen.

What has an attribute of its own (place, size, colour, width) is mapped from it, so that it can be restyled there;
opacities are set on the single nodes and edges. Source: as :mod:`compute.write.cx2`.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, Final

from compute.read import KNOWN_SIGNS
from compute.study.edges import ACTIVATES, REPRESSES
from compute.write.changed import KINDS, UNCHANGED
from compute.write.cx2 import SIGN_HEAD, Aspect, by_value, declarations, document, edge_elements, node_values
from compute.write.described import DescribedNetwork, genes_of
from compute.write.drawn import BENEATH, EdgeLook, Looks, NodeLook

EdgeMarks = dict[str, tuple[str, Mapping[str, str]]]
"""Visual property → the attribute that says it, and what each of its values looks like."""

SIGN_MARKS: Final[EdgeMarks] = {"EDGE_TARGET_ARROW_SHAPE": ("interaction", SIGN_HEAD)}
"""A network of one sample or of a mean: the head says the sign, which colour says too."""

CHANGE_MARKS: Final[EdgeMarks] = {
    "EDGE_TARGET_ARROW_SHAPE": (
        "interaction",
        {f"{kind}_activation": "none" if kind == UNCHANGED else SIGN_HEAD[ACTIVATES] for kind in KINDS}
        | {f"{kind}_repression": "none" if kind == UNCHANGED else SIGN_HEAD[REPRESSES] for kind in KINDS},
    ),
    "EDGE_SOURCE_ARROW_SHAPE": ("category", {"gained": "circle"}),
    "EDGE_LINE_STYLE": ("category", {"lost": "dashed", "weakened": "dotted", "flipped": "double"}),
}
"""A difference: the line says the kind of change, head and colour what the edge does in B, or in A where it is lost."""
KNOWN_MARKS: Final[EdgeMarks] = {"EDGE_LABEL": ("known_sign", dict.fromkeys(KNOWN_SIGNS, "●"))}
"""The dot of a known pair."""
_CHANGES_EXPLAINED: Final = (
    "Blue arrow: activates, vermilion bar: represses, in B, or in A where it is lost. Solid with a disc at the "
    "tail: gained; dashed: lost; solid: strengthened; dotted: weakened; double: flipped; thin, no head: unchanged."
)


def drawn_cx2(network: DescribedNetwork, looks: Looks, marks: EdgeMarks = SIGN_MARKS) -> str:
    """The network as CX2 text with positions, sizes, colours, labels, widths and opacities as drawn.

    looks: of every gene of ``network.roles`` and of every edge; ``KeyError`` for one that is lacking. marks: heads,
    tails and lines of the edges.
    """
    number = {gene: place for place, gene in enumerate(genes_of(network))}
    nodes = [
        {
            "id": number[gene],
            "x": float(looks.nodes[gene].x),
            "y": float(looks.nodes[gene].y),
            "v": {**node_values(network, gene), **_of_node(looks.nodes[gene])},
        }
        for gene in number
    ]
    edges = edge_elements(network, number)
    drawn = [looks.edges[pair] for pair in zip(network.regulators, network.targets, strict=True)]
    for edge, look in zip(edges, drawn, strict=True):
        edge["v"] |= _of_edge(look)
    looks_of = marks | KNOWN_MARKS if any("known_sign" in edge["v"] for edge in edges) else marks
    told = {"name": network.title, **network.origin}
    if marks is CHANGE_MARKS:
        told["description"] = _CHANGES_EXPLAINED
    aspects: list[Aspect] = [
        {"attributeDeclarations": [declarations(told, nodes, edges)]},
        {"networkAttributes": [told]},
        {"nodes": nodes},
        {"edges": edges},
        {"visualProperties": [_style(looks_of)]},
        {"nodeBypasses": [{"id": number[gene], "v": values} for gene in number
                          if (values := _of_its_own(looks.nodes[gene]))]},
        {"edgeBypasses": [{"id": place, "v": {"EDGE_OPACITY": float(look.opacity)}}
                          for place, look in enumerate(drawn)]},
        {"visualEditorProperties": [{"properties": {"nodeSizeLocked": False, "arrowColorMatchesEdge": True}}]},
    ]  # fmt: skip
    return document([aspect for aspect in aspects if all(aspect.values()) or {"nodes", "edges"} & aspect.keys()])


def _of_node(look: NodeLook) -> dict[str, Any]:
    return {
        "label": look.label,
        "label_size": round(look.label_size),  # CX2 knows whole sizes only
        "bold": bool(look.bold),
        "size": float(look.size),
        "colour": look.colour,
        "border_colour": look.border_colour,
        "border_width": float(look.border_width),
    }


def _of_edge(look: EdgeLook) -> dict[str, Any]:
    return {"width": float(look.width), "colour": look.colour}


def _of_its_own(look: NodeLook) -> dict[str, Any]:
    """What is set on the single node: that it is pale, and on which side its label is if not beneath."""
    values: dict[str, Any] = {}
    if look.opacity < 1:
        values |= {"NODE_BACKGROUND_OPACITY": float(look.opacity), "NODE_BORDER_OPACITY": float(look.opacity)}
    if look.side != BENEATH:
        values |= {"NODE_LABEL_POSITION": _label_position(look.side)}
    return values


def _label_position(side: tuple[int, int]) -> dict[str, Any]:
    """The side of the label that touches the node is opposite to the side of the node that it touches."""
    across, down = side
    horizontal, vertical = ("left", "center", "right"), ("top", "center", "bottom")
    return {
        "HORIZONTAL_ALIGN": horizontal[1 - across],
        "VERTICAL_ALIGN": vertical[1 - down],
        "HORIZONTAL_ANCHOR": horizontal[1 + across],
        "VERTICAL_ANCHOR": vertical[1 + down],
        "JUSTIFICATION": "center",
        "MARGIN_X": across,
        "MARGIN_Y": down,
    }


def _style(marks: EdgeMarks) -> dict[str, Any]:
    return {
        "default": {
            "network": {"NETWORK_BACKGROUND_COLOR": "#FFFFFF"},
            "node": {
                "NODE_SHAPE": "ellipse",
                "NODE_BORDER_STYLE": "solid",
                "NODE_LABEL_COLOR": "#1B2430",
                "NODE_LABEL_FONT_FACE": _face("normal"),
                "NODE_LABEL_POSITION": _label_position(BENEATH),
            },
            "edge": {
                "EDGE_LINE_STYLE": "solid",
                "EDGE_TARGET_ARROW_SHAPE": "triangle",
                "EDGE_TARGET_ARROW_SIZE": 6,
                "EDGE_SOURCE_ARROW_SHAPE": "none",
                "EDGE_SOURCE_ARROW_SIZE": 6,
            },
        },
        "nodeMapping": {
            "NODE_LABEL": _as_is("label", "string"),
            "NODE_LABEL_FONT_SIZE": _as_is("label_size", "integer"),
            "NODE_LABEL_FONT_FACE": {
                "type": "DISCRETE",
                "definition": {"attribute": "bold", "type": "boolean", "map": [{"v": True, "vp": _face("bold")}]},
            },
            "NODE_SHAPE": by_value("role", {"regulator": "ellipse", "target": "round-rectangle"}),
            "NODE_BACKGROUND_COLOR": _as_is("colour", "string"),
            "NODE_BORDER_COLOR": _as_is("border_colour", "string"),
            "NODE_BORDER_WIDTH": _as_is("border_width", "double"),
            "NODE_WIDTH": _as_is("size", "double"),
            "NODE_HEIGHT": _as_is("size", "double"),
        },
        "edgeMapping": {
            "EDGE_WIDTH": _as_is("width", "double"),
            "EDGE_LINE_COLOR": _as_is("colour", "string"),
            "EDGE_TARGET_ARROW_COLOR": _as_is("colour", "string"),
            "EDGE_SOURCE_ARROW_COLOR": _as_is("colour", "string"),
            **{mark: by_value(attribute, values) for mark, (attribute, values) in marks.items()},
        },
    }


def _face(weight: str) -> dict[str, str]:
    return {"FONT_FAMILY": "sans-serif", "FONT_STYLE": "normal", "FONT_WEIGHT": weight}


def _as_is(attribute: str, kind: str) -> dict[str, Any]:
    return {"type": "PASSTHROUGH", "definition": {"attribute": attribute, "type": kind}}
