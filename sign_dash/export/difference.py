"""The signed difference of two networks on paper: what was gained, lost, strengthened, weakened, flipped."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from typing import TYPE_CHECKING, Any, Final

from sign_dash.export import words
from sign_dash.export.snapshot import INK, legend, read_edges, read_node, read_sample, read_samples
from sign_dash.scene.legend import legend_items
from sign_dash.scene.naming import Naming, listed
from sign_dash.scene.paper.legend import SIZE, LegendItem
from sign_dash.scene.paper.lettering import LINE_HEIGHT, wrap
from sign_dash.scene.paper.marks import Group, Mark, Page, Words
from sign_dash.scene.paper.page import Body, Surroundings, compose, inner_width
from sign_dash.scene.paper.paper import Paper
from sign_dash.scene.picture import networks_in_one_layout
from sign_dash.scene.scene import LegendEdge, Scene

if TYPE_CHECKING:
    from compute.study import Study

GAP: Final = 12.0
LARGE: Final = 0.6
"""Share of a slide's width that the first of three panels takes."""
TITLES: Final = {"difference": "Difference B − A", "a": "A", "b": "B"}


def difference_parts(reported: Mapping[str, Any]) -> tuple[str, ...]:
    """The parts of the file's name."""
    sides = (str(reported[side]["title"])[:40] for side in ("a", "b"))
    return ("difference", *sides, f"strength-{float(reported['strength']):g}")


def difference_page(study: Study, reported: Mapping[str, Any], paper: Paper) -> tuple[Page, str, Naming]:
    """The page of what ``signdash.compare.snapshot`` of ``assets/js/compare.mjs`` reported, its caption, its names."""
    wide = paper.height is not None and len(reported["panels"]) == 3
    body, scale, naming = (_large_and_two if wide else _rows)(reported, paper)
    a, b = (str(reported[side]["title"]) for side in ("a", "b"))
    caption = _caption(study, reported) + naming.written
    subtitle = f"{study.title} · {len(study.samples):,} samples"
    items = _legend(reported, scale * SIZE / paper.type_size)
    around = Surroundings(f"B: {b} against A: {a}", subtitle, caption, items, study.simulated, INK)
    return compose(body, around, paper), caption, naming


def _large_and_two(reported: Mapping[str, Any], paper: Paper) -> tuple[Body, float, Naming]:
    """The difference large, both sides above each other beside it, as on screen: for a slide. In the small ones the
    genes in focus are named; the others lie where the large one names them. The scale is that of the large one."""
    width = inner_width(paper) * LARGE
    beside = inner_width(paper) - width - GAP
    first, *others = reported["panels"]
    (body,), scale, naming = networks_in_one_layout([_scene(first, alone=True)], width, paper)
    large = _panel(reported, first, body, width, paper)
    few = [_focus_named(_scene(panel, alone=False)) for panel in others]
    bodies, _, beside_named = networks_in_one_layout(
        few, beside, paper, max(large.height / 2 - 3 * paper.type_size, 40.0)
    )
    above, below = (_panel(reported, panel, one, beside, paper) for panel, one in zip(others, bodies, strict=True))
    middle = max(large.height / 2, above.height + GAP / 2)
    marks = (Group(large.marks), Group(above.marks, x=width + GAP), Group(below.marks, x=width + GAP, y=middle))
    return Body(marks, inner_width(paper), max(large.height, middle + below.height)), scale, naming | beside_named


def _focus_named(scene: Scene) -> Scene:
    return replace(scene, nodes=tuple(replace(node, named=node.focus) for node in scene.nodes))


def _panel(reported: Mapping[str, Any], panel: Mapping[str, Any], body: Body, width: float, paper: Paper) -> Body:
    """One network under its heading, in the middle of its place."""
    name = str(panel["panel"])
    head = _head(reported, name, width, paper)
    network = Group(body.marks, name=f"panel-{name}", x=(width - body.width) / 2, y=head.height)
    return Body((Group(head.marks), network), width, head.height + body.height)


def _rows(reported: Mapping[str, Any], paper: Paper) -> tuple[Body, float, Naming]:
    """The difference above, both sides below it; one row where there is none. The scale is that of the first."""
    panels = reported["panels"]
    above = [panel for panel in panels if panel["panel"] == "difference"]
    below = [panel for panel in panels if panel["panel"] != "difference"]
    marks: list[Mark] = []
    scales: list[float] = []
    naming = Naming()
    y = 0.0
    for row in filter(None, (above, below)):
        width = (inner_width(paper) - GAP * (len(row) - 1)) / len(row)
        scenes = [_scene(panel, alone=len(row) == 1) for panel in row]
        bodies, scale, in_row = networks_in_one_layout(scenes, width, paper)
        naming |= in_row
        scales.append(scale)
        heads = [_head(reported, str(panel["panel"]), width, paper) for panel in row]
        top = max(head.height for head in heads)
        for place, (panel, head, body) in enumerate(zip(row, heads, bodies, strict=True)):
            x = place * (width + GAP)
            marks.append(Group(head.marks, x=x, y=y))
            shift = (width - body.width) / 2
            marks.append(Group(body.marks, name=f"panel-{panel['panel']}", x=x + shift, y=y + top))
        y += top + bodies[0].height + GAP
    return Body(tuple(marks), inner_width(paper), y - GAP), scales[0], naming


def _scene(panel: Mapping[str, Any], alone: bool) -> Scene:
    """alone: it has the width of the page, so that every gene with an edge has its name; else as on screen."""
    nodes = tuple(
        node if alone else replace(node, named=node.focus or bool(reported.get("label")))
        for node, reported in ((read_node(reported), reported) for reported in panel["nodes"])
    )
    return Scene("", nodes, read_edges(panel["edges"]))


def _head(reported: Mapping[str, Any], panel: str, width: float, paper: Paper) -> Body:
    """What a panel shows, above it."""
    side = reported.get(panel)
    text = TITLES.get(panel, panel) + (f": {side['title']}" if side else "")
    y = 0.0
    marks: list[Mark] = []
    for line in wrap(text, paper.type_size, width):
        marks.append(Words(line, 0, y + paper.type_size, paper.type_size, INK.text, bold=True))
        y += paper.type_size * LINE_HEIGHT
    return Body(tuple(marks), width, y + paper.type_size * 0.5)


def _legend(reported: Mapping[str, Any], line_scale: float) -> list[LegendItem]:
    shown = {edge["category"] for panel in reported["panels"] for edge in panel["edges"]}
    entries = [
        LegendEdge(str(kind["meaning"]), read_sample(kind)) for kind in reported["legend"] if kind["category"] in shown
    ]
    usual = legend([*read_samples(reported["heads"]), *entries], float(reported["scale"]))
    explained = Scene("", (), (), legend=replace(usual, measure="|value|"))
    return legend_items(explained, line_scale)


def _caption(study: Study, reported: Mapping[str, Any]) -> str:
    sides = ". ".join(f"{side.upper()}: {reported[side]['caption']}".rstrip(".") for side in ("a", "b"))
    notes = " ".join(str(note) for note in reported.get("notes") or ())
    focus = listed([str(gene) for gene in reported["focus"]])
    around = f" around {focus}" if focus else ""
    return (
        f"{words.simulated(study)}Signed difference of mean networks{around}. {sides}. An edge exists on a side with "
        f"|mean coefficient|\u00a0≥\u00a0{float(reported['strength']):g}; a change counts from "
        f"{float(reported['change']):g}. Colour and head: what the edge does in B, or in A where it is lost "
        "(associations, not proven causes). Node colour: Spearman correlation of the gene’s expression with the score. "
        f"{notes} {words.origin(study)}"
    ).replace("  ", " ")
