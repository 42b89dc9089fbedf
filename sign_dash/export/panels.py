"""Small multiples on paper: networks side by side in one layout, each with its range beneath."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace
from typing import TYPE_CHECKING, Any, Final

from compute.analyse import samples_between, written_filters
from sign_dash import theme
from sign_dash.export import words
from sign_dash.export.snapshot import INK, Snapshot, legend, read_edges, read_encoding, read_node, read_samples
from sign_dash.numbers import signed
from sign_dash.scene.legend import legend_items
from sign_dash.scene.meaning import written_measure
from sign_dash.scene.naming import Naming, listed
from sign_dash.scene.paper.legend import SIZE, LegendItem, laid_out
from sign_dash.scene.paper.lettering import LINE_HEIGHT, text_width, wrap
from sign_dash.scene.paper.marks import Box, Group, Mark, Page, Words
from sign_dash.scene.paper.page import Body, Ink, Surroundings, compose, inner_width, margin
from sign_dash.scene.paper.paper import POINTS_PER_MM, Paper
from sign_dash.scene.picture import networks_in_one_layout
from sign_dash.scene.scene import Legend, Scene, SceneNode
from sign_dash.shell.cohort import written_score_name

if TYPE_CHECKING:
    from compute.study import Study

GAP: Final = 10.0
"""Points between two panels."""
NARROWEST_PANEL: Final = 30.0
"""Millimetres: where the panels would be narrower beside each other, they stand in more rows."""
_BAR: Final = 3.0
_STEPS: Final = 8
_WIDE: Final = 18.0
"""Width of a panel, in sizes of its type, from which its name and its range stand in one line."""


def panels_parts(reported: Mapping[str, Any]) -> tuple[str, ...]:
    """The parts of the file's name."""
    return ("ranges-along-the-score", f"strength-{float(reported['cutoff']):g}")


def panels_page(study: Study, reported: Mapping[str, Any], paper: Paper) -> tuple[Page, str, Naming]:
    """The page of what ``signdash.multiples.snapshot`` (``assets/js/multiples.mjs``) reported, caption and names."""
    panels = reported["panels"]
    meaning = study.info.method.edge
    heads = read_samples(reported["legend"], meaning)
    explained = legend(heads, float(reported["scale"]), **read_encoding(reported), meaning=meaning)
    scenes = [_scene(panel, explained) for panel in panels]
    columns, tallest = _columns(study, reported, scenes[0], paper)
    width = (inner_width(paper) - GAP * (columns - 1)) / columns
    bodies, scale, naming = networks_in_one_layout(scenes, width, paper, tallest)
    marks: list[Mark] = []
    y = 0.0
    for start in range(0, len(panels), columns):
        row = range(start, min(start + columns, len(panels)))
        height = 0.0
        for place, index in enumerate(row):
            x = place * (width + GAP)
            below = _below(study, panels[index], width, paper)
            top = bodies[index].height + GAP / 2
            shift = (width - bodies[index].width) / 2
            marks.append(Group(bodies[index].marks, name=f"panel-{index + 1}", x=x + shift, y=y))
            marks.append(Group(below.marks, x=x, y=y + top))
            height = max(height, top + below.height)
        y += height + GAP
    caption = _caption(study, reported, panels) + naming.written
    title = f"{len(panels)} ranges along the {written_score_name(study)}"
    items = legend_items(scenes[0], scale * SIZE / paper.type_size)
    free = len(panels) % columns
    if paper.height is not None and paper.legend and free:
        marks.append(_legend_beside(items, free * (width + GAP), y - GAP - height, width, paper))
        items = []
    subtitle = f"{study.title} · {len(study.samples):,} samples"
    around = Surroundings(title, subtitle, caption, items, study.simulated, INK)
    return compose(Body(tuple(marks), inner_width(paper), y - GAP), around, paper), caption, naming


def read_panels(reported: Mapping[str, Any]) -> list[Snapshot]:
    """Each panel as a canvas of its own that shows the mean of its range."""
    common = read_encoding(reported) | {
        "cutoff": float(reported["cutoff"]),
        "reach": int(reported["reach"]),
        "scale": float(reported["scale"]),
        "total": None,
        "drawn": int(reported["drawn"]),
        "candidates": int(reported["candidates"]),
        "samples": read_samples(reported["legend"]),
    }
    panels = []
    for panel in reported["panels"]:
        nodes = _nodes(panel)
        first, last = int(panel["first"]), int(panel["last"])
        edges, filters = read_edges(panel["edges"]), str(panel.get("filters") or "")
        panels.append(Snapshot(first=first, last=last, nodes=nodes, edges=edges, filters=filters, **common))
    return panels


def _columns(study: Study, reported: Mapping[str, Any], scene: Scene, paper: Paper) -> tuple[int, float | None]:
    """Panels beside each other, and how high each network may be: as on screen, unless that is too narrow; on a page of
    a given height so that the networks become as large as they can beside their names. In a free place the legend
    stands.
    """
    count = len(reported["panels"])
    if paper.height is None:
        across = max(1, int(inner_width(paper) // (NARROWEST_PANEL * POINTS_PER_MM)))
        return max(1, min(int(reported.get("columns") or count), count, across)), None
    size = paper.type_size
    wide = max(node.x for node in scene.nodes) - min(node.x for node in scene.nodes) + 1.0
    high = max(node.y for node in scene.nodes) - min(node.y for node in scene.nodes) + 1.0
    names = max((text_width(node.gene, size, bold=True) for node in scene.nodes if node.named), default=0.0)
    page = paper.height * POINTS_PER_MM - 2 * margin(paper) - (size * 2.6 if study.simulated else 0)

    def room(columns: int) -> tuple[float, float]:
        rows = -(-count // columns)
        legend = size * 5.5 if paper.legend and rows * columns == count else 0.0
        across = (inner_width(paper) - GAP * (columns - 1)) / columns
        below = _BAR + GAP / 2 + size * LINE_HEIGHT * (2 if across > _WIDE * size else 4)
        return across, max((page - legend - GAP * (rows - 1)) / rows - below, 4 * size)

    def scale(columns: int) -> float:
        across, down = room(columns)
        return min(max(across - names, 1.0) / wide, max(down - 2 * size, 1.0) / high)

    best = max(range(1, count + 1), key=scale)
    return best, room(best)[1]


def _scene(panel: Mapping[str, Any], explained: Legend) -> Scene:
    nodes = _nodes(panel)
    return Scene("", nodes, read_edges(panel["edges"]), legend=explained)


def _nodes(panel: Mapping[str, Any]) -> tuple[SceneNode, ...]:
    """On a panel those names that the screen has room for too."""
    return tuple(
        replace(read_node(node), named=bool(node["focus"]) or bool(node.get("label"))) for node in panel["nodes"]
    )


def _legend_beside(items: Sequence[LegendItem], x: float, y: float, width: float, paper: Paper) -> Group:
    """The legend in the place of a panel."""
    widest = max((item.width for item in items), default=1.0)
    scale = min(paper.type_size / SIZE, width / widest)
    marks, _ = laid_out(items, width / scale, INK.text)
    return Group(marks, name="legend", x=x, y=y, scale=scale)


def _below(study: Study, panel: Mapping[str, Any], width: float, paper: Paper) -> Body:
    """The range in the colours of the score, and in words."""
    first, last = int(panel["first"]), int(panel["last"])
    score = study.modulator
    at = [first + (last - first) * step // max(_STEPS - 1, 1) for step in range(_STEPS)]
    colours = theme.score_colours(score[at], float(score.min()), float(score.max()))
    step = width / _STEPS
    marks: list[Mark] = [
        Box(index * step, 0, step + (0.3 if index + 1 < _STEPS else 0), _BAR, fill=colour)
        for index, colour in enumerate(colours)
    ]
    y = _BAR + 2.0
    ink = Ink()
    title, (span, count) = str(panel.get("title") or ""), _range_lines(study, panel)
    left = text_width(title, paper.type_size, bold=True) + paper.type_size * 0.6 if title else 0.0
    lines = [(title, True), (span, False), (count, False)]
    if title and left + text_width(span, paper.type_size) <= width:
        marks.append(Words(span, left, y + paper.type_size, paper.type_size, ink.text))
        lines.pop(1)
    for text, bold in lines:
        for line in wrap(text, paper.type_size, width):
            marks.append(Words(line, 0, y + paper.type_size, paper.type_size, ink.text, bold))
            y += paper.type_size * LINE_HEIGHT
    return Body(tuple(marks), width, y)


def _range_lines(study: Study, panel: Mapping[str, Any]) -> tuple[str, str]:
    first, last = int(panel["first"]), int(panel["last"])
    low, high = (signed(study.modulator[at]) for at in (first, last))
    count = len(samples_between(study, first, last, str(panel.get("filters") or "")))
    return f"{written_score_name(study)} {low} to {high}", f"mean of {count:,} sample{'' if count == 1 else 's'}"


def _caption(study: Study, reported: Mapping[str, Any], panels: list[Mapping[str, Any]]) -> str:
    focus = [str(node["id"]) for node in panels[0]["nodes"] if node["focus"]]
    reach = int(reported["reach"])
    steps = f"{reach} step" if reach == 1 else f"{reach} steps"
    around = f"Network within {steps} of {listed(focus)}" if reach else "Network among chosen genes"
    number = written_measure(study.info.method.edge).strip("|")
    filters = written_filters(str(panels[0].get("filters") or ""))
    return (
        f"{words.simulated(study)}{around}: the mean of each range of neighbouring samples{filters} (an absent edge "
        f"counts as 0), edges with |mean {number}|\u00a0≥\u00a0{float(reported['cutoff']):g}"
        f"{words.least_sure(float(reported.get('line', 0.0)))}, in one layout. "
        f"{words.marks(study, read_encoding(reported)['colour_by'])} {words.origin(study)}"
    )
