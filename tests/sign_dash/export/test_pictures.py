"""From what the browser captured to the page: what is on it, what it says of itself, what its file is called."""

from __future__ import annotations

from dataclasses import replace
from typing import Any
from xml.etree import ElementTree as ET

import plotly.graph_objects as go
import pytest

from compute.errors import UserError
from compute.study import Study
from sign_dash.export import words
from sign_dash.export.panel import light_twins
from sign_dash.export.pictures import picture
from sign_dash.export.snapshot import legend, read_snapshot
from sign_dash.plots import captioned
from sign_dash.scene import look
from sign_dash.scene.paper.paper import Paper, read_paper
from sign_dash.scene.paper.svg import page_to_svg
from tests.sign_dash.export.reported import canvas, edge, node
from tests.sign_dash.export.reported import legend as heads
from tests.sign_dash.planted import Planted
from tests.sign_dash.sure import with_confidence

SVG = "{http://www.w3.org/2000/svg}"
CHART = (
    '<svg xmlns="http://www.w3.org/2000/svg" width="400" height="200">'
    '<text x="10" y="20" style="font-size: 11px">β of ZEB1</text></svg>'
)


def drawn(study: Study, captured: dict[str, Any], paper: Paper | None = None) -> ET.Element:
    return ET.fromstring(page_to_svg(picture(study, captured, paper or Paper()).page))


def texts(root: ET.Element) -> list[str]:
    return [text.text or "" for text in root.iter(f"{SVG}text")]


def network(**more: Any) -> dict[str, Any]:
    return {"kind": "network", "snapshot": canvas(**more), "subject": ""}


def chart(**more: Any) -> dict[str, Any]:
    plain = {"kind": "chart", "svg": CHART, "width": 400, "height": 200, "title": "Coefficient of ZEB1", "legend": []}
    return plain | more


def test_the_picture_has_the_reported_nodes_edges_and_widths(modelled: Study) -> None:
    root = drawn(modelled, network())
    marks = {mark.attrib["data-gene"]: mark for mark in root.findall(f".//{SVG}g[@id='nodes']/*")}
    assert set(marks) == {"ZEB1", "CDH1", "VIM"}
    assert (float(marks["ZEB1"].attrib["cx"]), float(marks["ZEB1"].attrib["cy"])) == (0, 0)
    assert float(marks["CDH1"].attrib["x"]) + 6.5 == pytest.approx(120.5)
    assert float(marks["VIM"].attrib["fill-opacity"]) == look.FADED
    named = {text.attrib["data-gene"] for text in root.findall(f".//{SVG}g[@id='names']/*")}
    assert named == {"ZEB1", "CDH1"}  # as on screen: a gene without an edge in this sample keeps its name to itself
    (edge,) = root.findall(f".//{SVG}g[@class='edge']")
    line = edge.find(f"{SVG}path")
    assert line is not None
    assert (line.attrib["stroke-width"], line.attrib["stroke"]) == ("4.25", "#D55E00")


@pytest.mark.parametrize("width", [85.0, 178.0, 254.0])
def test_a_picture_is_as_wide_as_asked_and_its_letters_as_large(modelled: Study, width: float) -> None:
    root = drawn(modelled, network(), Paper(width=width, type_size=9))
    assert float(root.attrib["width"].removesuffix("mm")) == pytest.approx(width, abs=0.01)
    group = root.find(f".//{SVG}g[@id='network']")
    assert group is not None
    scale = float(group.attrib["transform"].split("scale(")[1].rstrip(")"))
    sizes = {text.text: float(text.attrib["font-size"]) * scale for text in group.iter(f"{SVG}text")}
    assert sizes["CDH1"] == pytest.approx(9, abs=0.05)
    caption = next(text for text in root.iter(f"{SVG}text") if "NetworkProfiler" in (text.text or ""))
    assert float(caption.attrib["font-size"]) == 9


def test_what_is_switched_off_is_not_drawn_but_simulated_data_always_say_so(modelled: Study) -> None:
    bare = Paper(names=False, title=False, legend=False, caption=False, transparent=True)
    root = drawn(modelled, network(), bare)
    assert texts(root) == ["SIMULATED DATA"]
    assert root.find(f"{SVG}rect[@id='ground']") is None
    full = drawn(modelled, network())
    assert {"SIMULATED DATA", "activating", "target", "ZEB1"} <= set(texts(full))
    assert full.find(f"{SVG}rect[@id='ground']") is not None


@pytest.mark.parametrize("wanted", [{"width": 3}, {"width": "wide"}, {"typeSize": float("nan")}, {"typeSize": True}])
def test_a_width_or_type_out_of_range_is_refused_in_a_sentence(wanted: dict[str, Any]) -> None:
    with pytest.raises(UserError, match="of a picture must be from"):
        read_paper(wanted)


def test_the_caption_says_sample_cut_off_and_how_much_is_shown(modelled: Study) -> None:
    snapshot = read_snapshot(canvas())
    caption = words.caption(modelled, snapshot, "")
    assert "within 1 step of ZEB1" in caption
    assert "1 of the 70 edges" in caption
    assert "≥\u00a00.05" in caption
    assert "considered" not in caption
    capped = words.caption(modelled, replace(snapshot, candidates=1234), "")
    assert "1,234 edges over all samples, of which the nearest and strongest 3 are considered" in capped
    assert caption.startswith("Simulated data.")
    assert words.title(modelled, 7, 7).startswith(f"{modelled.samples[7]} · EMT score ")
    assert words.subtitle(modelled, 7, 7).endswith("sample 8 of 48 · lung")


def test_the_caption_says_how_sure_the_edges_are(
    modelled: Study, planted: Planted, tmp_path_factory: pytest.TempPathFactory
) -> None:
    assert "confidence not computed" in words.caption(modelled, read_snapshot(canvas()), "")
    sure = with_confidence(planted, tmp_path_factory.mktemp("sure") / "study")
    caption = words.caption(sure, read_snapshot(canvas(line=0.8, again=0.91, faint=0)), "")
    assert "confidence\u00a0≥\u00a00.8, of which about 1 are expected to be found again in an independent" in caption
    assert "pale" not in caption.split("found again")[1].split(".")[0]
    faint = words.caption(sure, read_snapshot(canvas(line=0.8, again=0.0, faint=1)), "")
    assert "Shown are 0 of the 70 edges" in faint
    assert "; 1 of lower confidence are pale" in faint


def test_the_mean_of_a_range_says_so_in_title_caption_and_file_name(modelled: Study) -> None:
    found = picture(modelled, network(range={"first": 2, "last": 11}, total=None), Paper())
    assert found.title.startswith("Mean of 10 samples · EMT score ")
    assert "mean network of 10 neighbouring samples (an absent edge counts as 0)" in found.caption
    assert words.file_name(modelled, found.parts, "svg") == "Planted-cohort_simulated_samples-3-to-12_strength-0.05.svg"


def test_file_names_carry_study_sample_and_cut_off_in_plain_letters(modelled: Study) -> None:
    snapshot = replace(read_snapshot(canvas()), cutoff=0.02)
    parts = words.network_parts(modelled, snapshot, "Region of 3 regulators / «odd»")
    name = words.file_name(modelled, parts, "svg")
    assert name == "Planted-cohort_simulated_LINE-007_Region-of-3-regulators-odd_strength-0.02.svg"
    assert len(words.file_name(modelled, ["x" * 400], "graphml")) < 200


def test_small_multiples_keep_their_columns_and_their_one_layout(modelled: Study) -> None:
    nodes = [node("ZEB1", 0, 0, role="regulator", focus=1, size=30), node("CDH1", 100, 30)]
    panels = [
        {"first": first, "last": first + 15, "title": title, "caption": "", "nodes": nodes, "edges": []}
        for first, title in ((0, "epithelial"), (16, ""), (32, "mesenchymal"))
    ]
    shown = {"cutoff": 0.1, "reach": 1, "scale": 0.5, "columns": 3, "panels": panels, "legend": heads()}
    root = drawn(modelled, {"kind": "multiples", "snapshot": shown})
    assert {"epithelial", "mesenchymal", "mean of 16 samples"} <= set(texts(root))
    places = [
        [mark.attrib["cx"] for mark in root.iterfind(f".//{SVG}g[@id='panel-{number}']//{SVG}circle")]
        for number in (1, 2, 3)
    ]
    assert places == [["0"], ["0"], ["0"]]
    lefts = [
        float(root.find(f".//{SVG}g[@id='panel-{number}']").attrib["transform"].split("(")[1].split()[0])  # type: ignore[union-attr]
        for number in (1, 2, 3)
    ]
    assert lefts[1] - lefts[0] == pytest.approx(lefts[2] - lefts[1], abs=0.01)


def test_a_chart_gets_title_sample_legend_caption_and_the_simulated_label(modelled: Study) -> None:
    legend_row = [{"words": "lowers", "colour": "#d55e00"}, {"scale": ["#d55e00", "#ffffff", "#0072b2"]}]
    root = drawn(modelled, chart(legend=[legend_row], sample=7, facts=["25 regulators"]))
    words_in = " ".join(texts(root))
    for part in ("SIMULATED DATA", "Coefficient of ZEB1", "β of ZEB1", "lowers", "25 regulators.", "Marked: LINE-007"):
        assert part in words_in
    group = next(g for g in root.iter(f"{SVG}g") if g.find(f"{SVG}text") is not None and "β" in texts(g)[0])
    assert float(group.attrib["transform"].split("scale(")[1].rstrip(")")) > 1


@pytest.mark.parametrize("broken", [{"svg": "<svg"}, {"width": 0}, {"kind": "film"}])
def test_a_chart_that_did_not_come_whole_is_refused_in_a_sentence(modelled: Study, broken: dict[str, Any]) -> None:
    with pytest.raises(UserError, match=r"reload the page|open it|reload"):
        picture(modelled, chart(**broken), Paper())


def test_an_edge_is_drawn_point_by_point_as_the_browser_reports_it(modelled: Study) -> None:
    bent = edge("ZEB1", "CDH1", 0.2, start=[1.5, 2], control=[30, 40], end=[61, 7], head=[[64, 8], [60, 3], [58, 9]])
    bent["strokes"] = [
        {"ink": "activates", "width": 8, "opacity": 0.25, "dash": [], "round": False},
        {"ink": "card", "width": 2, "opacity": 1, "dash": [1.5, 5], "round": True},
    ]
    bent["ring"] = {"x": 3, "y": 4, "radius": 2.5, "width": 1.4}
    root = drawn(modelled, network(edges=[bent]))
    (group,) = root.findall(f".//{SVG}g[@class='edge']")
    pale, dotted, head = group.findall(f"{SVG}path")
    assert pale.attrib["d"] == dotted.attrib["d"] == "M1.5 2 Q30 40 61 7"
    assert (pale.attrib["stroke"], pale.attrib["stroke-width"], pale.attrib["stroke-opacity"]) == (
        "#0072B2",
        "8",
        "0.25",
    )
    assert (dotted.attrib["stroke-dasharray"], dotted.attrib["stroke-linecap"]) == ("1.5 5", "round")
    assert (head.attrib["d"], head.attrib["fill"]) == ("M64 8 L60 3 L58 9 Z", "#0072B2")
    ring = group.find(f"{SVG}circle")
    assert ring is not None
    assert [ring.attrib[name] for name in ("cx", "cy", "r", "stroke")] == ["3", "4", "2.5", "#0072B2"]


def test_a_caution_stands_under_a_chart_whose_caption_is_switched_off(modelled: Study) -> None:
    warned = chart(facts=["The score is no news."])
    assert "The score is no news." in texts(drawn(modelled, warned, Paper(caption=False)))
    assert "The score is no news." in picture(modelled, warned, Paper()).caption
    assert texts(drawn(modelled, chart(facts=[]), Paper(caption=False))).count("The score is no news.") == 0


def test_a_network_on_a_slide_leaves_room_for_its_legend(modelled: Study) -> None:
    free = Paper(240, caption=False, title=False)
    tall, short = (
        picture(modelled, network(), paper).page.height for paper in (free, replace(free, height=free.width / 4))
    )
    assert short < tall


def test_the_legends_widths_are_those_of_the_canvas() -> None:
    shown = legend((), 0.4).widths
    assert [round(strength, 6) for strength, _ in shown] == [0.1, 0.2, 0.4]
    assert [width for _, width in shown] == [
        look.WIDTHS[look.LEVELS // 4],
        look.WIDTHS[look.LEVELS // 2],
        look.WIDTHS[-1],
    ]


def test_every_dark_colour_of_a_figure_has_a_light_twin() -> None:
    from sign_dash import theme

    twins = light_twins()
    assert twins[theme.DARK_ACTIVATES] == theme.ACTIVATES
    assert twins[theme.DARK_CARD] == theme.CARD


def test_a_chart_that_says_what_it_shows_has_that_in_its_caption(modelled: Study) -> None:
    figure = captioned(go.Figure(), "ZEB1", "Coefficient of ZEB1 → CDH1 in each of 48 samples.")
    assert figure.layout.meta["title"] == "ZEB1"
    said = picture(modelled, chart(about=figure.layout.meta["caption"], sample=7), Paper()).caption
    assert said.startswith("Simulated data. Coefficient of ZEB1 → CDH1 in each of 48 samples. Marked: LINE-007")
    assert "Coefficient of ZEB1." not in said  # the name alone says less


def test_five_ranges_fill_a_slide_and_the_legend_takes_the_free_place(modelled: Study) -> None:
    nodes = [
        node("ZEB1", 0, 0, role="regulator", focus=1, size=30),
        *(node(f"LONGNAME{at}", 120 * (at % 3 - 1), 110 * (at // 3 - 1), label=1) for at in (0, 1, 2, 3, 5, 6, 7, 8)),
    ]
    panels = [
        {"first": 9 * at, "last": 9 * at + 8, "title": "epithelial" if not at else "", "nodes": nodes, "edges": []}
        for at in range(5)
    ]
    slide = Paper(width=240, height=113, type_size=11, title=False, caption=False)
    page = picture(modelled, {"kind": "multiples", "snapshot": multiples(panels)}, slide).page
    assert 0.85 < page.height / (113 * 72 / 25.4) <= 1.02
    root = ET.fromstring(page_to_svg(page))
    tops = {round(float(at(root, f"panel-{number}").split()[1].rstrip(")"))) for number in range(1, 6)}
    assert len(tops) == 2  # three above two: in one row their names would leave the networks no room
    x, y = (float(part.rstrip(")")) for part in at(root, "legend").split("(")[1].split(")")[0].split())
    assert x > page.width / 2
    assert y > min(tops) + 50


def test_ranges_stand_in_rows_where_a_page_is_narrow(modelled: Study) -> None:
    """Five beside each other in one column of a journal would be 15 mm wide each."""
    nodes, edges = [node("ZEB1", 0, 0, role="regulator", focus=1), node("CDH1", 120, 30)], [edge("ZEB1", "CDH1", -0.3)]
    panels = [{"first": 9 * k, "last": 9 * k + 8, "nodes": nodes, "edges": edges} for k in range(5)]

    def rows(width: float) -> int:
        root = drawn(modelled, {"kind": "multiples", "snapshot": multiples(panels)}, Paper(width=width))
        return len({at(root, f"panel-{k}").split()[1] for k in range(1, 6)})

    assert rows(85) == 3
    assert rows(178) == 1


def multiples(panels: list[dict[str, Any]]) -> dict[str, Any]:
    shown = {"cutoff": 0.1, "reach": 1, "scale": 0.5, "columns": 5, "panels": panels, "drawn": 3, "candidates": 3}
    return shown | {"legend": heads()}


def at(root: ET.Element, name: str) -> str:
    group = root.find(f".//{SVG}g[@id='{name}']")
    assert group is not None
    return group.attrib.get("transform", "translate(0 0)")
