"""Genes selected, hidden, pinned; found with a typing error; paths and common functions; what the picture shows."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from playwright.sync_api import Page, expect

from compute.study import Study
from tests.sign_dash.browser.reading import counts, node_positions, on_canvas, opened, place_of, rest, shown_edges

pytestmark = pytest.mark.browser


def chips(page: Page) -> str:
    return page.locator("#network .network-chips").inner_text()


def test_genes_are_selected_hidden_and_pinned_by_hand(page: Page, address: str) -> None:
    opened(page, f"{address}/?genes=CDH1&reach=1&strength=0.02")
    page.get_by_role("slider", name="EMT score", exact=True).press("Home")
    rest(page)
    genes = {name for edge in shown_edges(page) for name in edge.split(">")}
    # a line around all of them; its straight diagonal is a box
    area = page.locator("#network-graph").bounding_box()
    assert area
    select = page.get_by_role("button", name="Select", exact=True)
    select.click()
    expect(select).to_have_attribute("aria-pressed", "true")
    page.mouse.move(area["x"] + 3, area["y"] + 60)
    page.mouse.down()
    page.mouse.move(area["x"] + area["width"] - 3, area["y"] + area["height"] - 3, steps=6)
    page.mouse.up()
    select.click()
    expect(page.locator("#network .network-chips")).to_contain_text(f"{len(genes)} genes selected")
    page.get_by_role("tab", name="Genes").click()
    expect(page.locator("#gene-table .ag-row-selected")).to_have_count(len(genes))
    # the table takes one out; shift and click another
    page.locator("#gene-table .ag-row").filter(has_text="CDH1").get_by_role("checkbox").click()
    expect(page.locator("#network .network-chips")).to_contain_text(f"{len(genes) - 1} genes selected")
    page.keyboard.down("Shift")
    page.mouse.click(*place_of(page, "GRHL2"))
    page.keyboard.up("Shift")
    expect(page.locator("#network .network-chips")).to_contain_text(f"{len(genes) - 2} genes selected")
    page.get_by_role("button", name="clear").click()
    # hide by the menu, by keyboard; it is gone from picture and table, and comes back
    edges = counts(page)[0]
    page.mouse.click(*place_of(page, "GRHL2"), button="right")
    menu = page.get_by_role("menu", name="GRHL2")
    expect(menu.get_by_role("menuitem").first).to_be_focused()
    page.keyboard.press("End")
    page.keyboard.press("ArrowUp")
    expect(menu.get_by_role("menuitem", name="Hide")).to_be_focused()
    page.keyboard.press("Enter")
    expect(page.locator("#network .network-chips")).to_contain_text("1 hidden")
    expect(page.locator("#network-status")).to_contain_text(f"showing {edges - 1} of")
    assert "GRHL2>CDH1" not in shown_edges(page)
    assert "GRHL2" not in page.evaluate("() => signdash.network.snapshot('network').nodes.map((n) => n.id)")
    expect(page.locator("#gene-table")).not_to_contain_text("GRHL2")
    page.get_by_role("button", name="show", exact=True).click()
    expect(page.locator("#network-status")).to_contain_text(f"showing {edges} of")
    # a pinned gene keeps its place where the layout is made anew
    x, y = place_of(page, "GRHL2")
    page.mouse.move(x, y)
    page.mouse.down()
    page.mouse.move(x + 40, y + 25, steps=4)
    page.mouse.up()
    page.mouse.click(*place_of(page, "GRHL2"))
    page.locator("#inspector").get_by_role("button", name="Pin").click()
    expect(page.locator("#network .network-chips")).to_contain_text("1 pinned")
    pinned = node_positions(page)["GRHL2"]
    page.get_by_role("button", name="Reset layout").click()
    page.locator("#reach").get_by_text("2", exact=True).click()
    page.wait_for_function("() => signdash.network.snapshot('network')?.reach === 2")
    assert node_positions(page)["GRHL2"] == pytest.approx(pinned, abs=0.02)


def test_a_gene_is_found_in_spite_of_a_typing_error_and_comes_with_its_neighbours(page: Page, address: str) -> None:
    opened(page, address)
    page.keyboard.press("/")
    page.keyboard.type("GRLH2")  # two letters exchanged
    expect(page.get_by_role("option", name="GRHL2")).to_be_visible()
    page.keyboard.press("Backspace")
    page.keyboard.press("Backspace")
    page.keyboard.press("Backspace")
    page.keyboard.press("Backspace")
    page.keyboard.press("Backspace")
    page.keyboard.type("SNAI")
    page.wait_for_function("() => signdash.network.canvas('network').hits?.size >= 2")
    assert set(on_canvas(page, "[...c.hits]")) == {"SNAI1", "SNAI2"}
    page.keyboard.press("Control+A")
    page.keyboard.type("VIM")
    page.keyboard.press("Enter")
    expect(page.get_by_role("heading", name="VIM", exact=True)).to_be_visible()
    page.get_by_role("button", name="Add with neighbours").click()
    page.wait_for_function("() => signdash.network.canvas('network').drawing.focus > 6")
    focus = page.evaluate(
        "() => signdash.network.canvas('network').drawing.nodes.filter((n) => n.focus).map((n) => n.id)"
    )
    assert "VIM" in focus


def test_paths_and_common_functions_of_selected_genes(page: Page, address: str, study: Study, tmp_path: Path) -> None:
    opened(page, f"{address}/?genes=CDH1&reach=1&strength=0.02&selection=ZEB1,CDH1")
    page.get_by_role("slider", name="EMT score", exact=True).press("End")
    page.get_by_role("button", name="path", exact=True).click(timeout=30_000)
    result = page.locator("#path-result")
    value = abs(float(study.edge("ZEB1", "CDH1")[-1]))
    expect(result).to_contain_text(f"−{value:.2f}", timeout=30_000)
    expect(result).to_contain_text(study.samples[-1])
    page.wait_for_function("() => signdash.network.canvas('network').route.length === 1")
    page.locator("#network .network-chips").get_by_role("button", name="in common").click()
    sets = tmp_path / "sets.gmt"
    sets.write_text("MARKERS\t-\t" + "\t".join((*study.targets[:11], "ZEB1")) + "\n")
    page.locator("#explore-gene-sets-upload input[type=file]").set_input_files(sets)
    expect(page.locator("#explore-functions-table")).to_contain_text("2 / 12", timeout=30_000)
    expect(page.locator("#explore-functions-words")).to_contain_text("2 selected genes against 1 gene sets of sets.gmt")
    bad = tmp_path / "bad.gmt"
    bad.write_text("no gene sets at all")
    page.locator("#explore-gene-sets-upload input[type=file]").set_input_files(bad)
    expect(page.get_by_role("alert").filter(has_text="bad.gmt")).to_be_visible()


def test_colour_size_layout_and_the_strongest_edges(page: Page, address: str) -> None:
    opened(page, f"{address}/?genes=CDH1,ZEB1&reach=1&strength=0&colour=expression&layout=layers&size=change&top=5")
    legend = page.locator("#explore-legend")
    expect(legend).to_contain_text("expression low")
    expect(legend).to_contain_text("change of its edges")
    rest(page)
    assert counts(page)[0] == 5
    thumb = page.get_by_role("slider", name="EMT score", exact=True)
    colours = []
    for key in ("Home", "End"):
        thumb.press(key)
        colours.append(page.evaluate("signdash.network.snapshot('network').nodes.map((n) => n.colour)"))
    assert colours[0] != colours[1]
    y = {name: place[1] for name, place in node_positions(page).items()}
    targets = on_canvas(page, "c.drawing.nodes.filter((n) => n.role === 'target').map((n) => n.id)")
    assert max(y["ZEB1"], y["GRHL2"]) < min(y[gene] for gene in targets)
    page.get_by_role("button", name=re.compile("^View")).click()
    page.get_by_role("textbox", name="Colour of genes").click()
    page.get_by_role("option", name="Role only").click()
    page.keyboard.press("Escape")
    expect(legend).not_to_contain_text("expression")
