"""What the CX2 specification asks of a file, and Cytoscape Web besides; written here apart from the writer.

Sources: Cytoscape Exchange Format Specification (Version 2) and CX2 Visual Styles, cytoscape.org/cx; for what Cytoscape
Web refuses or drops: github.com/cytoscape/cytoscape-web, src/models/CxModel/impl (validator, visualStyleConverter).
"""

from __future__ import annotations

import json
import re
from collections.abc import Callable
from typing import Any

Check = Callable[[Any], bool]
PYTHON: dict[str, type] = {"string": str, "double": float, "integer": int, "boolean": bool}
ARROWS = {"none", "triangle", "triangle-cross", "square", "diamond", "circle", "vee", "tee"}


def one_of(*values: str) -> Check:
    return lambda value: value in values


def number(low: float, high: float = float("inf"), exclusive: bool = False) -> Check:
    return lambda value: (
        isinstance(value, int | float) and not isinstance(value, bool) and (value > low if exclusive else value >= low)
        and value <= high
    )  # fmt: skip


def colour(value: Any) -> bool:
    return isinstance(value, str) and re.fullmatch(r"#[0-9a-fA-F]{6}", value) is not None


def text(value: Any) -> bool:
    return isinstance(value, str)


def face(value: Any) -> bool:
    return (
        value["FONT_FAMILY"] in {"serif", "sans-serif", "monospace"}
        and value["FONT_STYLE"] in {"normal", "italic"}
        and value["FONT_WEIGHT"] in {"normal", "bold"}
    )


def label_position(value: Any) -> bool:
    across, down = {"left", "center", "right"}, {"top", "center", "bottom"}
    return (
        {value["HORIZONTAL_ALIGN"], value["HORIZONTAL_ANCHOR"], value["JUSTIFICATION"]} <= across
        and {value["VERTICAL_ALIGN"], value["VERTICAL_ANCHOR"]} <= down
        and all(isinstance(value[margin], int | float) for margin in ("MARGIN_X", "MARGIN_Y"))
    )


above_zero, share = number(0, exclusive=True), number(0, 1)
PROPERTIES: dict[str, Check] = {
    "NETWORK_BACKGROUND_COLOR": colour,
    "NODE_SHAPE": one_of(
        "ellipse", "triangle", "rectangle", "round-rectangle", "parallelogram", "diamond", "hexagon", "octagon", "vee"
    ),
    "NODE_BACKGROUND_COLOR": colour,
    "NODE_BACKGROUND_OPACITY": share,
    "NODE_BORDER_COLOR": colour,
    "NODE_BORDER_STYLE": one_of("solid", "dashed", "dotted", "double"),
    "NODE_BORDER_WIDTH": above_zero,
    "NODE_BORDER_OPACITY": share,
    "NODE_WIDTH": above_zero,
    "NODE_HEIGHT": above_zero,
    "NODE_LABEL": text,
    "NODE_LABEL_COLOR": colour,
    "NODE_LABEL_FONT_FACE": face,
    "NODE_LABEL_FONT_SIZE": lambda value: type(value) is int and value > 0,
    "NODE_LABEL_POSITION": label_position,
    "EDGE_WIDTH": above_zero,
    "EDGE_LINE_COLOR": colour,
    "EDGE_LINE_STYLE": one_of("solid", "dotted", "dashed", "double"),
    "EDGE_OPACITY": share,
    "EDGE_SOURCE_ARROW_SHAPE": one_of(*ARROWS),
    "EDGE_SOURCE_ARROW_COLOR": colour,
    "EDGE_SOURCE_ARROW_SIZE": number(0),
    "EDGE_TARGET_ARROW_SHAPE": one_of(*ARROWS),
    "EDGE_TARGET_ARROW_COLOR": colour,
    "EDGE_TARGET_ARROW_SIZE": number(0),
}


def valid_cx2(content: str) -> dict[str, Any]:
    """The aspects by name, after every rule was looked at."""
    document = json.loads(content)
    assert document[0] == {"CXVersion": "2.0", "hasFragments": False}
    assert document[-1] == {"status": [{"error": "", "success": True}]}
    for part in document[1:]:
        assert len(part) == 1
        assert isinstance(next(iter(part.values())), list)
    names = [next(iter(part)) for part in document[1:]]
    assert len(set(names)) == len(names), "without fragments, every aspect comes once"
    aspects = {name: body for part in document[1:] for name, body in part.items()}
    assert names[:2] == ["metaData", "attributeDeclarations"], "declared before it is used"
    assert {entry["name"]: entry["elementCount"] for entry in aspects["metaData"]} == {
        name: len(body) for name, body in aspects.items() if name not in {"metaData", "status"}
    }
    _attributes(aspects)
    _references(aspects)
    _style(aspects)
    return aspects


def _attributes(aspects: dict[str, Any]) -> None:
    (declared,) = aspects["attributeDeclarations"]
    assert set(declared) == {"networkAttributes", "nodes", "edges"}
    used = {
        "networkAttributes": aspects["networkAttributes"],
        "nodes": [node["v"] for node in aspects["nodes"]],
        "edges": [edge["v"] for edge in aspects["edges"]],
    }
    for aspect, elements in used.items():
        for element in elements:
            for key, value in element.items():
                assert type(value) is PYTHON[declared[aspect][key]["d"]], (aspect, key, value)


def _references(aspects: dict[str, Any]) -> None:
    nodes = [node["id"] for node in aspects["nodes"]]
    edges = [edge["id"] for edge in aspects["edges"]]
    assert len(set(nodes)) == len(nodes)
    assert len(set(edges)) == len(edges)
    assert {end for edge in aspects["edges"] for end in (edge["s"], edge["t"])} <= set(nodes)
    assert {bypass["id"] for bypass in aspects.get("nodeBypasses", ())} <= set(nodes)
    assert {bypass["id"] for bypass in aspects.get("edgeBypasses", ())} <= set(edges)
    placed = [("x" in node, "y" in node) for node in aspects["nodes"]]
    assert len(set(placed)) <= 1, "coordinates on all nodes or on none"


def _style(aspects: dict[str, Any]) -> None:
    (style,) = aspects["visualProperties"]
    for defaults in style["default"].values():
        for name, value in defaults.items():
            assert PROPERTIES[name](value), (name, value)
    for bypass in (*aspects.get("nodeBypasses", ()), *aspects.get("edgeBypasses", ())):
        for name, value in bypass["v"].items():
            assert PROPERTIES[name](value), (name, value)
    (declared,) = aspects["attributeDeclarations"]
    for kind in ("node", "edge"):
        elements = [element["v"] for element in aspects[f"{kind}s"]]
        for name, mapping in style[f"{kind}Mapping"].items():
            definition = mapping["definition"]
            attribute, check = definition["attribute"], PROPERTIES[name]
            if elements:
                assert declared[f"{kind}s"][attribute]["d"] == definition["type"], (name, attribute)
            values = [element[attribute] for element in elements if attribute in element]
            if mapping["type"] == "PASSTHROUGH":
                assert all(check(value) for value in values), (name, attribute)
            elif mapping["type"] == "DISCRETE":
                for entry in definition["map"]:
                    assert type(entry["v"]) is PYTHON[definition["type"]]
                    assert check(entry["vp"]), (name, entry)
            else:
                _continuous(definition["map"], check, values)


def _continuous(pieces: list[dict[str, Any]], check: Check, values: list[float]) -> None:
    """One piece for what lies below, those between, one for what lies above, side by side."""
    below, *between, above = pieces
    assert between
    assert below["maxVPValue"] == between[0]["minVPValue"]
    assert above["minVPValue"] == between[-1]["maxVPValue"]
    assert below["max"] == between[0]["min"]
    assert above["min"] == between[-1]["max"] >= max(values, default=0)
    for piece in between:
        assert piece["min"] < piece["max"]
        assert check(piece["minVPValue"])
        assert check(piece["maxVPValue"])
