"""The export panel in a browser: it lists what is on the page, and what it saves is what is on the screen."""

from __future__ import annotations

import io
import json
import re
import struct
import zipfile
from pathlib import Path
from typing import Any
from xml.etree import ElementTree as ET

import pandas as pd
import pytest
from ndex2.cx2 import RawCX2NetworkFactory
from playwright.sync_api import Download, Page, Request, Route, expect
from pypdf import PdfReader

from tests.sign_dash.browser.reading import rest

pytestmark = pytest.mark.browser
SVG = "{http://www.w3.org/2000/svg}"
PATIENCE = 30_000


def open_explore(page: Page, address: str) -> None:
    page.set_default_timeout(PATIENCE)
    page.goto(address)
    page.wait_for_function("() => { const s = signdash.network.snapshot('network'); return s && s.edges.length > 0; }")


def open_panel(page: Page, item: str) -> None:
    page.get_by_role("button", name="Export", exact=True).click()
    page.get_by_role("radio", name=item).first.check()


def choose(page: Page, group: str, option: str) -> None:
    page.get_by_role("radiogroup", name=group, exact=True).get_by_text(option, exact=True).click()


def save(page: Page, button: str = "Save") -> Download:
    with page.expect_download() as download:
        page.get_by_role("dialog").get_by_role("button", name=button).click()
    expect(page.get_by_role("dialog").get_by_role("status")).to_contain_text("Saved")
    return download.value


def saved_in_turn(page: Page) -> Download:
    """Saved while two others wait before it: the panel says so, and nothing any more once it is saved."""
    asked: list[Request] = []
    ahead = [2]

    def wait(route: Route) -> None:
        asked[:] = asked or [route.request]
        if ahead[0]:
            route.fulfill(status=202, json={"ticket": "0" * 32, "ahead": ahead[0]})
        else:
            route.fulfill(response=route.fetch(url=asked[0].url, method="POST", headers=asked[0].headers,
                                               post_data=asked[0].post_data))  # fmt: skip

    page.route(re.compile("/export/(table|ticket/.*)$"), wait)
    status = page.get_by_role("dialog").get_by_role("status")
    with page.expect_download() as download:
        page.get_by_role("dialog").get_by_role("button", name="Save").click()
        expect(status).to_have_text("Queued: 2 other exports are written first …")
        ahead[0] = 1
        expect(status).to_have_text("Queued: one other export is written first …")
        ahead[0] = 0
    expect(status).to_contain_text("Saved")
    expect(page.locator("#notice")).to_be_empty()
    return download.value


def content(download: Download) -> bytes:
    return Path(download.path()).read_bytes()


def on_screen(page: Page) -> dict[str, Any]:
    """Nodes and edges as the canvas holds them, read here without the exporter's own report."""
    reported: dict[str, Any] = page.evaluate(
        """() => {
          const { drawing, shown, layout, names } = signdash.network.canvas("network");
          const name = (i) => drawing.nodes[i].id;
          return {
            nodes: Object.fromEntries(layout.map(({ x, y }, i) => [name(i), [x, y]])),
            sides: Object.fromEntries([...names].map(([id, { side }]) => [id, side])),
            edges: drawing.sources
              .map((s, e) => [name(s), name(drawing.targets[e]), drawing.widths[shown[e]], shown[e]])
              .filter((edge) => edge[3]).map((edge) => edge.slice(0, 3)),
          };
        }"""
    )
    return reported


def side_in_picture(root: ET.Element, gene: str, node: list[float]) -> list[str] | None:
    """Where the name of a gene is, as assets/js/labels.mjs says it; None for one without."""
    for name in root.findall(f".//{SVG}g[@id='names']//{SVG}text"):
        if "".join(name.itertext()) == gene:
            across = float(name.attrib["x"]) - node[0]
            down = float(name.attrib["y"]) - 0.36 * float(name.attrib["font-size"]) - node[1]
            return [
                "center" if abs(across) < 0.5 else "right" if across > 0 else "left",
                "center" if abs(down) < 0.5 else "bottom" if down > 0 else "top",
            ]
    return None


def in_picture(root: ET.Element) -> dict[str, Any]:
    nodes = {}
    for mark in root.findall(f".//{SVG}g[@id='nodes']/*"):
        box = {key: float(mark.attrib[key]) for key in ("cx", "cy", "x", "y", "width") if key in mark.attrib}
        half = box.get("width", 0) / 2
        nodes[mark.attrib["data-gene"]] = [box.get("cx", box.get("x", 0) + half), box.get("cy", box.get("y", 0) + half)]
    edges = [
        [
            group.attrib["data-regulator"],
            group.attrib["data-target"],
            float(group.find(f"{SVG}path").attrib["stroke-width"]),
        ]  # type: ignore[union-attr]
        for group in root.findall(f".//{SVG}g[@id='edges']/{SVG}g[@class='edge']")
    ]
    return {"nodes": nodes, "edges": edges}


def test_the_network_is_saved_as_it_is_on_screen_in_every_format(page: Page, modelled_address: str) -> None:
    open_explore(page, modelled_address)
    page.get_by_role("slider", name="EMT score").press("PageUp")
    rest(page)
    open_panel(page, "Network of the current sample")
    expect(page.get_by_role("group", name="Preview").get_by_role("img")).to_be_visible()
    choose(page, "Width of the picture", "1 column · 85 mm")
    saved = save(page)
    sample = page.evaluate("signdash.strip.cohort.samples[signdash.score.position]")
    assert sample in saved.suggested_filename
    assert "simulated" in saved.suggested_filename
    assert "strength-" in saved.suggested_filename
    root = ET.fromstring(content(saved))
    assert root.attrib["width"] == "85mm"
    picture, screen = in_picture(root), on_screen(page)
    assert picture["nodes"].keys() == screen["nodes"].keys() != set()
    for gene, place in screen["nodes"].items():
        assert picture["nodes"][gene] == pytest.approx(place, abs=0.02)
    assert [edge[:2] for edge in picture["edges"]] == [edge[:2] for edge in screen["edges"]]
    assert [edge[2] for edge in picture["edges"]] == pytest.approx([edge[2] for edge in screen["edges"]], abs=0.01)
    kept = [side_in_picture(root, gene, picture["nodes"][gene]) == side for gene, side in screen["sides"].items()]
    assert sum(kept) > 0.66 * len(kept) > 4, kept  # letters are larger beside the genes than on screen

    choose(page, "Format", "PDF")
    text = PdfReader(io.BytesIO(content(save(page)))).pages[0].extract_text()
    assert "SIMULATED DATA" in text
    assert sample in text

    choose(page, "Format", "PNG")
    png = content(save(page))
    width = struct.unpack(">I", png[16:20])[0]
    assert width == pytest.approx(85 / 25.4 * 300, abs=2)
    assert png[37:41] == b"pHYs"
    assert struct.unpack(">II", png[41:49]) == (11811, 11811)

    page.get_by_role("radio", name="Network of the current sample").nth(1).check()
    graph = RawCX2NetworkFactory().get_cx2network(json.loads(content(save(page))))
    found = {node["v"]["name"]: [node["x"], node["y"]] for node in graph.get_nodes().values()}
    assert found == {gene: pytest.approx(place) for gene, place in screen["nodes"].items()}
    assert len(graph.get_edges()) == len(screen["edges"])


def test_a_table_is_saved_as_it_is_filtered_and_sorted_on_screen(page: Page, modelled_address: str) -> None:
    open_explore(page, modelled_address)
    header = page.get_by_role("columnheader", name="Target")
    header.click()
    expect(header).to_have_attribute("aria-sort", "ascending")
    shown = page.evaluate(
        """() => { const rows = []; dash_ag_grid.getApi("edge-table")
          .forEachNodeAfterFilterAndSort((r) => rows.push([r.data.regulator, r.data.target, r.data.coefficient]));
          return rows; }"""
    )
    page.get_by_role("button", name="Export", exact=True).click()
    page.locator("input[value='table:edge-table']").check()
    table = pd.read_excel(io.BytesIO(content(saved_in_turn(page))))
    assert table[["Regulator", "Target"]].values.tolist() == [row[:2] for row in shown]
    assert table["Coefficient"].tolist() == pytest.approx([row[2] for row in shown])
    assert list(table["Target"]) == sorted(table["Target"])


def test_everything_comes_in_one_zip_and_the_settings_are_remembered(page: Page, modelled_address: str) -> None:
    open_explore(page, modelled_address)
    page.get_by_role("button", name="Export", exact=True).press("Enter")
    page.get_by_role("dialog").get_by_text("caption", exact=True).click()
    choose(page, "Background of the picture", "transparent")
    with zipfile.ZipFile(io.BytesIO(content(save(page, "Everything on this page")))) as archive:
        names = archive.namelist()
        readme = archive.read("README.txt").decode()
        svg = archive.read(next(name for name in names if name.endswith(".svg"))).decode()
    assert {name.rsplit(".", 1)[-1] for name in names} >= {
        "svg",
        "pdf",
        "png",
        "csv",
        "xlsx",
        "cx2",
        "graphml",
        "sif",
        "bib",
    }
    assert "SIMULATED DATA" in readme
    assert page.url in readme
    assert "NetworkProfiler (Shimamura" not in svg.replace("<desc>", "\0").split("</desc>")[-1]  # no caption
    assert 'id="ground"' not in svg
    page.keyboard.press("Escape")
    expect(page.get_by_role("dialog")).to_be_hidden()
    page.reload()
    page.wait_for_function("() => signdash.network.snapshot('network') !== null")
    page.get_by_role("button", name="Export", exact=True).click()
    expect(page.get_by_role("checkbox", name="caption")).not_to_be_checked()
    expect(page.get_by_role("radio", name="transparent")).to_be_checked()


def test_charts_come_light_on_white_with_their_words_as_text(page: Page, modelled_address: str) -> None:
    page.set_default_timeout(PATIENCE)
    page.goto(f"{modelled_address}/regulators")
    page.wait_for_function("() => window.signdash?.exporting?.figures?.().some((f) => f.kind === 'chart')")
    page.evaluate("dash_clientside.set_props('scheme', { data: 'dark' })")
    page.wait_for_function("() => document.documentElement.dataset.scheme === 'dark'")
    rest(page)
    figure = page.evaluate("signdash.exporting.capture(signdash.exporting.figures()[0].id, { width: 85, typeSize: 7 })")
    root = ET.fromstring(figure["svg"])
    words = [text.text or "" for text in root.iter(f"{SVG}text")]
    rows = page.evaluate("document.querySelector('#regulators-heat .js-plotly-plot').data[0].y")
    assert set(rows) <= {word.split(" ")[0] for word in words}
    assert "SIMULATED DATA" in words
    assert "NetworkProfiler" in figure["caption"]
    fills = {element.attrib.get("fill", "").lower() for element in root.iter()}
    assert "#171e26" not in fills
    assert "data:image/png" in figure["svg"]
