"""What the browser reports of a canvas, made by hand."""

from __future__ import annotations

from typing import Any


def node(gene: str, x: float, y: float, **more: Any) -> dict[str, Any]:
    plain = {"id": gene, "x": x, "y": y, "role": "target", "focus": 0, "size": 13, "colour": "#aabbcc", "active": 1}
    return {**plain, **more}


def edge(regulator: str, target: str, coefficient: float, width: float = 2.5, **more: Any) -> dict[str, Any]:
    activates = coefficient > 0
    ink = "activates" if activates else "represses"
    triangle, bar = [[34, 0], [25, 4], [25, -4]], [[34, 4], [31, 4], [31, -4], [34, -4]]
    return {
        "regulator": regulator,
        "target": target,
        "coefficient": coefficient,
        "activates": activates,
        "width": width,
        "opacity": 0.5,
        "ink": ink,
        "start": [0, 0],
        "end": [26, 0],
        "control": None,
        "head": triangle if activates else bar,
        "strokes": [{"ink": ink, "width": width, "opacity": 0.5, "dash": [], "round": False}],
        "ring": None,
        **more,
    }


def legend() -> list[dict[str, Any]]:
    """An edge that activates and one that represses."""
    return [edge("", "", 1.0), edge("", "", -1.0)]


def canvas(**more: Any) -> dict[str, Any]:
    """Three genes of the planted study, one of them without an edge; one edge."""
    return {
        "sample": 7,
        "range": None,
        "cutoff": 0.05,
        "reach": 1,
        "scale": 0.4,
        "total": 70,
        "drawn": 3,
        "candidates": 3,
        "nodes": [
            node("ZEB1", 0, 0, role="regulator", focus=1, size=30),
            node("CDH1", 120.5, -40),
            node("VIM", -60, 90, active=0),
        ],
        "edges": [edge("ZEB1", "CDH1", -0.31, width=4.25)],
        "legend": legend(),
    } | more
