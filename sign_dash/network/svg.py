"""A scene written as SVG: text as text, the same bytes every time, nothing fetched from anywhere."""

from __future__ import annotations

from collections.abc import Sequence
from math import ceil
from xml.etree import ElementTree as ET

import numpy as np
from numpy.typing import NDArray

from sign_dash.network.geometry import EdgeShape, edge_shape
from sign_dash.network.labels import Lettered, Spot, place_labels
from sign_dash.network.legend import draw_legend, legend_height
from sign_dash.network.lettering import FONT_FAMILY, LINE_HEIGHT, text_width, wrap
from sign_dash.network.marks import clean, draw_edge, draw_node, draw_text, number
from sign_dash.network.scene import Scene

MARGIN = 24.0
MIN_WIDTH = 640.0
TITLE_SIZE, SUBTITLE_SIZE, CAPTION_SIZE = 18.0, 12.0, 11.0
SIMULATED = "SIMULATED DATA"


def scene_to_svg(scene: Scene) -> str:
    """The scene as an SVG document, with title, legend, caption and, where it applies, the simulated label inside.

    The network is drawn at one canvas unit per pixel; the page grows with it and is never narrower than
    ``MIN_WIDTH``. The text is encoded as UTF-8 by whoever writes it to a file.
    """
    shapes = _edge_shapes(scene)
    spots = _label_spots(scene, shapes)
    left, top, right, bottom = _extent(scene, shapes, spots)
    width = ceil(max(right - left, MIN_WIDTH) + 2 * MARGIN)  # whole pixels: a painted picture has clean edges
    inner = width - 2 * MARGIN
    header = TITLE_SIZE * LINE_HEIGHT + (SUBTITLE_SIZE * LINE_HEIGHT if scene.subtitle else 0)
    network_top = MARGIN * 1.5 + header
    legend_top = network_top + (bottom - top) + MARGIN * 1.5
    caption = wrap(clean(scene.caption), CAPTION_SIZE, inner)
    caption_top = legend_top + legend_height(scene, inner) + 6
    height = ceil(caption_top + len(caption) * CAPTION_SIZE * LINE_HEIGHT + MARGIN)

    root = _document(scene, width, height)
    _draw_header(root, scene, width)
    # A network narrower than the page stands in its middle.
    shift = f"translate({number((width - (right - left)) / 2 - left)} {number(network_top - top)})"
    _draw_network(ET.SubElement(root, "g", id="network", transform=shift), scene, shapes, spots)
    draw_legend(root, scene, MARGIN, legend_top, inner)
    for index, words in enumerate(caption):
        y = caption_top + CAPTION_SIZE * (1 + index * LINE_HEIGHT)
        draw_text(root, words, (MARGIN, y), CAPTION_SIZE, scene.ink.quiet)
    return '<?xml version="1.0" encoding="UTF-8"?>\n' + ET.tostring(root, encoding="unicode") + "\n"


def _document(scene: Scene, width: float, height: float) -> ET.Element:
    root = ET.Element("svg", xmlns="http://www.w3.org/2000/svg", role="img")
    root.set("width", number(width))
    root.set("height", number(height))
    root.set("viewBox", f"0 0 {number(width)} {number(height)}")
    root.set("font-family", FONT_FAMILY)
    ET.SubElement(root, "title").text = clean(scene.title)
    simulated = f"{SIMULATED}. " if scene.simulated else ""
    ET.SubElement(root, "desc").text = clean(f"{simulated}{scene.subtitle} {scene.caption}".strip())
    ET.SubElement(root, "rect", width="100%", height="100%", fill=scene.ink.ground)
    return root


def _edge_shapes(scene: Scene) -> list[EdgeShape]:
    nodes = {node.gene: node for node in scene.nodes}
    return [edge_shape(edge, nodes[edge.regulator], nodes[edge.target]) for edge in scene.edges]


def _label_spots(scene: Scene, shapes: Sequence[EdgeShape]) -> dict[str, Spot]:
    """A spot for every name that fits; larger nodes choose before smaller ones."""
    order = sorted((node for node in scene.nodes if node.named), key=lambda node: (-node.size, node.gene))
    lettered = [Lettered(clean(node.gene), node.x, node.y, node.size, node.font_size, node.focus) for node in order]
    corners = [(n.x - n.size / 2, n.y - n.size / 2, n.x + n.size / 2, n.y + n.size / 2) for n in scene.nodes]
    spots = place_labels(lettered, _array(_chords(shapes)), obstacles=_array(corners))
    return {node.gene: spot for node, spot in zip(order, spots, strict=True) if spot is not None}


def _array(boxes: Sequence[tuple[float, float, float, float]]) -> NDArray[np.float64]:
    return np.array(boxes, dtype=float).reshape(-1, 4)


def _chords(shapes: Sequence[EdgeShape]) -> list[tuple[float, float, float, float]]:
    return [chord for shape in shapes for chord in shape.chords]


def _extent(scene: Scene, shapes: Sequence[EdgeShape], spots: dict[str, Spot]) -> tuple[float, float, float, float]:
    """Left, top, right, bottom of everything drawn: nodes, names and bent edges."""
    boxes = [scene.bounds, *(spot.box for spot in spots.values())]
    boxes += [(min(a, c), min(b, d), max(a, c), max(b, d)) for a, b, c, d in _chords(shapes)]
    corners = np.array(boxes)
    left, top = corners[:, :2].min(axis=0)
    right, bottom = corners[:, 2:].max(axis=0)
    return float(left), float(top), float(right), float(bottom)


def _draw_header(root: ET.Element, scene: Scene, width: float) -> None:
    ink = scene.ink
    baseline = MARGIN + TITLE_SIZE * 0.8
    draw_text(root, scene.title, (MARGIN, baseline), TITLE_SIZE, ink.text, bold=True)
    if scene.subtitle:
        y = MARGIN + TITLE_SIZE * LINE_HEIGHT + SUBTITLE_SIZE * 0.9
        draw_text(root, scene.subtitle, (MARGIN, y), SUBTITLE_SIZE, ink.quiet)
    if scene.simulated:
        label_width = text_width(SIMULATED, CAPTION_SIZE, bold=True) + 16
        x = width - MARGIN - label_width
        badge = ET.SubElement(root, "rect", x=number(x), y=number(MARGIN - 3), rx="4")
        badge.set("width", number(label_width))
        badge.set("height", "20")
        badge.set("fill", "none")
        badge.set("stroke", ink.text)
        middle = (x + label_width / 2, MARGIN + 11)
        draw_text(root, SIMULATED, middle, CAPTION_SIZE, ink.text, bold=True, anchor="middle")


def _draw_network(group: ET.Element, scene: Scene, shapes: Sequence[EdgeShape], spots: dict[str, Spot]) -> None:
    edges = ET.SubElement(group, "g", id="edges")
    for edge, shape in zip(scene.edges, shapes, strict=True):
        draw_edge(edges, edge, shape, scene.ink)
    nodes = ET.SubElement(group, "g", id="nodes")
    for node in scene.nodes:
        mark = draw_node(nodes, node)
        mark.set("data-gene", clean(node.gene))
        ET.SubElement(mark, "title").text = clean(node.gene)
    names = ET.SubElement(group, "g", id="names")
    for node in scene.nodes:
        spot = spots.get(node.gene)
        if spot is not None:
            at = (spot.x, spot.y + node.font_size * 0.36)
            halo = scene.ink.ground
            text = draw_text(
                names, node.gene, at, node.font_size, scene.ink.text, bold=node.focus, anchor="middle", halo=halo
            )
            text.set("data-gene", clean(node.gene))
