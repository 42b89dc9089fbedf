"""Saving pictures and tables: what is saved is what is on the screen."""

from __future__ import annotations

import base64
import io
from pathlib import Path
from typing import Any
from xml.etree import ElementTree as ET

import pandas as pd
import pytest
from playwright.sync_api import Download, Page, expect

from tests.sign_dash.components.modelled import MODEL

pytestmark = pytest.mark.browser
SVG = "{http://www.w3.org/2000/svg}"
PIXELS = """
async (png) => {
  const bytes = Uint8Array.from(atob(png), (letter) => letter.charCodeAt(0));
  const image = await createImageBitmap(new Blob([bytes], { type: "image/png" }));
  const pen = new OffscreenCanvas(image.width, image.height).getContext("2d");
  pen.drawImage(image, 0, 0);
  const { data } = pen.getImageData(0, 0, image.width, image.height);
  const colours = new Set(new Uint32Array(data.buffer));
  return { width: image.width, height: image.height, corner: [...data.slice(0, 4)], colours: colours.size };
}
"""
CANVASES = {"": "network", "components": "component-network"}


def open_page(page: Page, address: str, name: str) -> str:
    """Open Explore ("") or Components; returns the prefix of its canvas once it is drawn."""
    page.goto(f"{address}/{name}")
    prefix = CANVASES[name]
    page.wait_for_function(
        "(p) => { const s = signdash.network.snapshot(p); return s && s.edges.length > 0; }", arg=prefix
    )
    return prefix


def save(page: Page, item: str) -> Download:
    page.get_by_role("button", name="Export").click()
    with page.expect_download() as download:
        page.get_by_role("menuitem", name=item).click()
    return download.value


def read_svg(download: Download) -> ET.Element:
    return ET.fromstring(Path(download.path()).read_text(encoding="utf-8"))


def on_screen(page: Page, prefix: str) -> dict[str, Any]:
    """Nodes and edges as the canvas holds them, read here without the exporter's own report."""
    reported: dict[str, Any] = page.evaluate(
        """(prefix) => {
          const cy = document.getElementById(prefix + "-graph")._cyreg.cy;
          const { drawing, shown } = signdash.network.canvas(prefix);
          const name = (i) => drawing.nodes[i].id;
          return {
            nodes: Object.fromEntries(cy.nodes().map((n) => [n.id(), [n.position("x"), n.position("y")]])),
            edges: drawing.sources
              .map((s, e) => [name(s), name(drawing.targets[e]), drawing.widths[shown[e]], shown[e]])
              .filter((edge) => edge[3]).map((edge) => edge.slice(0, 3)),
          };
        }""",
        prefix,
    )
    return reported


def in_picture(root: ET.Element) -> dict[str, Any]:
    nodes = {}
    for mark in root.findall(f".//{SVG}g[@id='nodes']/*"):
        box = {key: float(mark.attrib[key]) for key in ("cx", "cy", "x", "y", "width") if key in mark.attrib}
        half = box.get("width", 0) / 2
        nodes[mark.attrib["data-gene"]] = [box.get("cx", box.get("x", 0) + half), box.get("cy", box.get("y", 0) + half)]
    edges = [
        [group.attrib["data-regulator"], group.attrib["data-target"], float(group[1].attrib["stroke-width"])]
        for group in root.findall(f".//{SVG}g[@class='edge']")
    ]
    return {"nodes": nodes, "edges": edges}


def assert_same(picture: dict[str, Any], screen: dict[str, Any]) -> None:
    assert picture["nodes"].keys() == screen["nodes"].keys()
    for gene, place in screen["nodes"].items():
        assert picture["nodes"][gene] == pytest.approx(place, abs=0.02)
    assert [edge[:2] for edge in picture["edges"]] == [edge[:2] for edge in screen["edges"]]
    assert [edge[2] for edge in picture["edges"]] == pytest.approx([edge[2] for edge in screen["edges"]], abs=0.01)


@pytest.mark.parametrize("name", CANVASES)
def test_the_saved_picture_is_the_screen(page: Page, modelled_address: str, name: str) -> None:
    prefix = open_page(page, modelled_address, name)
    page.get_by_role("slider", name="EMT score").press("PageUp")
    page.wait_for_timeout(300)
    root = read_svg(save(page, "Picture as SVG"))
    assert_same(in_picture(root), on_screen(page, prefix))


def test_a_dragged_gene_is_saved_where_it_was_dragged(page: Page, modelled_address: str) -> None:
    prefix = open_page(page, modelled_address, "")
    before = on_screen(page, prefix)["nodes"]["ZEB1"]
    canvas = page.locator(f"#{prefix}").bounding_box()
    assert canvas is not None
    at = page.evaluate("(p) => signdash.network.canvas(p).cy.getElementById('ZEB1').renderedPosition()", prefix)
    page.mouse.move(canvas["x"] + at["x"], canvas["y"] + at["y"])
    page.mouse.down()
    page.mouse.move(canvas["x"] + at["x"] + 60, canvas["y"] + at["y"] - 40, steps=5)
    page.mouse.up()
    picture = in_picture(read_svg(save(page, "Picture as SVG")))
    assert picture["nodes"]["ZEB1"] != pytest.approx(before, abs=5)
    assert_same(picture, on_screen(page, prefix))


def test_the_picture_carries_legend_caption_and_the_simulated_label(page: Page, modelled_address: str) -> None:
    open_page(page, modelled_address, "")
    download = save(page, "Picture as SVG")
    words = [text.text or "" for text in read_svg(download).iter(f"{SVG}text")]
    assert {"SIMULATED DATA", "activates", "represses"} <= set(words)
    assert "NetworkProfiler" in " ".join(words)
    sample = page.get_by_role("slider", name="EMT score").get_attribute("aria-valuetext")
    assert sample is not None
    name = words[0].split(" · ")[0]
    assert name in sample
    assert name in download.suggested_filename
    assert "strength-0" in download.suggested_filename


def test_the_png_is_painted_from_the_same_picture_at_300_dpi(page: Page, modelled_address: str) -> None:
    open_page(page, modelled_address, "components")
    root = read_svg(save(page, "Picture as SVG"))
    download = save(page, "Picture as PNG")
    assert download.suggested_filename.endswith(".png")
    painted = page.evaluate(PIXELS, base64.b64encode(Path(download.path()).read_bytes()).decode())
    assert painted["width"] == pytest.approx(float(root.attrib["width"]) * 300 / 96, abs=4)
    assert painted["height"] == pytest.approx(float(root.attrib["height"]) * 300 / 96, abs=4)
    assert painted["corner"] == [255, 255, 255, 255]
    assert painted["colours"] > 50


def test_the_edge_table_holds_the_edges_on_screen(page: Page, modelled_address: str) -> None:
    prefix = open_page(page, modelled_address, "")
    table = pd.read_csv(save(page, "Its edges as CSV").path())
    shown = {tuple(edge[:2]) for edge in on_screen(page, prefix)["edges"]}
    assert set(zip(table["regulator"], table["target"], strict=True)) == shown


def test_the_models_tables_are_saved_under_the_models_name(page: Page, modelled_address: str) -> None:
    open_page(page, modelled_address, "components")
    for item, column in (("Loadings as CSV", "loading"), ("Cores and predictions as CSV", "held_out")):
        download = save(page, item)
        assert f"_{MODEL}_" in download.suggested_filename
        assert column in pd.read_csv(io.StringIO(Path(download.path()).read_text("utf-8"))).columns


def test_a_page_without_a_network_says_so(page: Page, address: str) -> None:
    page.goto(f"{address}/components")
    page.get_by_role("button", name="Export").click()
    page.get_by_role("menuitem", name="Picture as SVG").click()
    expect(page.get_by_role("alert").filter(has_text="no network on this page")).to_be_visible()
