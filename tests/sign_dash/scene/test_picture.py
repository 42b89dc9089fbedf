"""The written picture: everything on the canvas is in it, whatever the genes are called."""

from __future__ import annotations

from dataclasses import replace
from xml.etree import ElementTree as ET

import pytest

from sign_dash.scene.paper.page import SIMULATED
from sign_dash.scene.paper.paper import Paper
from sign_dash.scene.paper.svg import page_to_svg
from sign_dash.scene.picture import scene_page
from sign_dash.scene.scene import InkName, Legend, LegendEdge, LegendNode, Scene, SceneEdge, SceneNode, Stroke

SVG = "{http://www.w3.org/2000/svg}"
HOSTILE = "<script>alert('x')</script>&\"\x00\x1b"


def node(gene: str, x: float = 0.0, y: float = 0.0, shape: str = "round", **more: object) -> SceneNode:
    return SceneNode(gene, x, y, 20.0, shape, "#1b2430", "#1b2430", **more)  # type: ignore[arg-type]


def edge(regulator: str, target: str, coefficient: float, width: float = 2.0, **more: object) -> SceneEdge:
    """Somewhere: a picture takes its edges as they come."""
    activates = coefficient > 0
    ink: InkName = "activates" if activates else "represses"
    head = ((50.0, 0.0), (40.0, 5.0), (40.0, -5.0))
    plain = {
        "start": (10.0, 0.0),
        "end": (41.0, 0.0),
        "control": None,
        "strokes": (Stroke(ink, width),),
        "head": head if activates else (*head, (50.0, -5.0)),
    }
    return SceneEdge(regulator, target, coefficient, activates, width, 1.0, ink, **{**plain, **more})  # type: ignore[arg-type]


def scene(*nodes: SceneNode, edges: tuple[SceneEdge, ...] = (), **more: object) -> Scene:
    return Scene("A title", nodes, edges, **more)  # type: ignore[arg-type]


@pytest.fixture
def small() -> Scene:
    return scene(
        node("ZEB1", focus=True),
        node("CDH1", 200, 0, shape="square"),
        node("ESRP1", 0, 150, shape="square"),
        edges=(
            edge("ZEB1", "CDH1", -0.4, 4.0),
            edge("ZEB1", "ESRP1", -0.1, 1.5),
            edge("CDH1", "ESRP1", 0.2, 2.0, control=(100.0, 80.0)),
        ),
        subtitle="sample 3 of 9",
        caption="What the marks mean and how the networks were made. " * 6,
        legend=Legend(
            (LegendNode("round", "#1b2430", "#1b2430", "regulator"),),
            ((0.1, 1.5), (0.4, 4.0)),
            edges=(LegendEdge("activates", edge("", "", 1.0)), LegendEdge("represses", edge("", "", -1.0))),
        ),
    )


def scene_to_svg(picture: Scene, paper: Paper = Paper()) -> str:  # noqa: B008
    return page_to_svg(scene_page(picture, paper)[0])


def read(picture: Scene) -> ET.Element:
    return ET.fromstring(scene_to_svg(picture))


def drawn_edges(root: ET.Element) -> dict[tuple[str, str], ET.Element]:
    groups = root.iterfind(f".//{SVG}g[@class='edge']")
    return {(group.attrib["data-regulator"], group.attrib["data-target"]): group for group in groups}


def words(root: ET.Element) -> list[str]:
    return [text.text or "" for text in root.iter(f"{SVG}text")]


def test_every_node_and_edge_of_the_scene_is_drawn_with_its_width(small: Scene) -> None:
    root = read(small)
    edges = drawn_edges(root)
    assert set(edges) == {(edge.regulator, edge.target) for edge in small.edges}
    for edge in small.edges:
        line = edges[edge.regulator, edge.target].find(f"{SVG}path")
        assert line is not None
        assert float(line.attrib["stroke-width"]) == edge.width
    marks = root.find(f".//{SVG}g[@id='nodes']")
    assert marks is not None
    assert [mark.attrib["data-gene"] for mark in marks] == ["ZEB1", "CDH1", "ESRP1"]
    assert [mark.tag for mark in marks] == [f"{SVG}circle", f"{SVG}rect", f"{SVG}rect"]


def test_positions_are_the_canvas_positions_up_to_one_shift(small: Scene) -> None:
    moved = replace(small, nodes=(replace(small.nodes[0], x=-320.0, y=41.5), *small.nodes[1:]))
    circle = next(read(moved).iter(f"{SVG}circle"))
    assert (float(circle.attrib["cx"]), float(circle.attrib["cy"])) == (-320.0, 41.5)


def test_the_sign_is_told_by_colour_and_by_shape(small: Scene) -> None:
    edges = drawn_edges(read(small))

    def head(pair: tuple[str, str]) -> tuple[str, int]:
        outline = edges[pair].findall(f"{SVG}path")[1]
        return outline.attrib["fill"], outline.attrib["d"].count("L")

    assert head(("CDH1", "ESRP1")) == ("#0072B2", 2)  # a triangle
    assert head(("ZEB1", "CDH1")) == ("#D55E00", 3)  # a bar


def test_hostile_names_stay_text() -> None:
    root = read(scene(node(HOSTILE), node("B", 90, 0), edges=(edge(HOSTILE, "B", 1.0),)))
    assert not list(root.iter(f"{SVG}script"))
    assert any("<script>" in word for word in words(root))
    ((regulator, _),) = drawn_edges(root)
    assert regulator == "<script>alert('x')</script>&\"\ufffd\ufffd"


def test_simulated_data_say_so_inside_the_picture(small: Scene) -> None:
    assert SIMULATED not in scene_to_svg(small)
    simulated = read(replace(small, simulated=True))
    assert SIMULATED in words(simulated)
    description = simulated.find(f"{SVG}desc")
    assert description is not None
    assert (description.text or "").startswith(SIMULATED)


def test_title_legend_and_whole_caption_are_text_inside_the_page(small: Scene) -> None:
    root = read(small)
    everything = " ".join(words(root))
    assert {"A title", "sample 3 of 9", "activates", "represses", "regulator"} <= set(words(root))
    assert " ".join(small.caption.split()) in everything
    height = float(root.attrib["viewBox"].split()[3])
    outside = [text for text in root.iter(f"{SVG}text") if not 0 < float(text.attrib["y"]) < height]
    assert not [text for text in outside if text.get("data-gene") is None]


def test_the_same_scene_gives_the_same_bytes(small: Scene) -> None:
    assert scene_to_svg(small) == scene_to_svg(replace(small))


def test_nodes_on_one_spot_and_an_empty_scene_are_still_pictures(small: Scene) -> None:
    stacked = scene(node("A"), node("B"), edges=(edge("A", "B", 1.0),))
    assert set(drawn_edges(read(stacked))) == {("A", "B")}
    assert read(scene()).tag == f"{SVG}svg"


def test_an_edge_without_its_node_is_refused() -> None:
    with pytest.raises(ValueError, match="ZEB1 → CDH1 has no node"):
        scene(node("ZEB1"), edges=(edge("ZEB1", "CDH1", 1.0),))
