"""Explore: the network, its filters, its table, the inspector; what a person does and sees."""

from __future__ import annotations

import pytest
from playwright.sync_api import Page, expect

from compute.study import Study
from sign_dash.scene.select import neighbourhood, visible_edges
from tests.sign_dash.browser.reading import (
    counts,
    ink_along,
    node_positions,
    on_canvas,
    opened,
    place_of,
    rest,
    shown_edges,
    shown_width,
)

pytestmark = pytest.mark.browser

FOCUS = ("ZEB1", "ZEB2", "SNAI1", "SNAI2", "TWIST1")
CUTOFF = 0  # the planted neighbourhood is small enough to be shown whole


def expected_edges(study: Study, focus: tuple[str, ...], reach: int, sample: int, cutoff: float) -> set[str]:
    subnetwork = neighbourhood(study, focus, reach, cutoff)
    shown = visible_edges(subnetwork, sample, cutoff)
    return {
        f"{subnetwork.genes[s]}>{subnetwork.genes[t]}"
        for s, t in zip(subnetwork.source[shown], subnetwork.target[shown], strict=True)
    }


def current_sample(page: Page) -> int:
    return int(page.get_by_role("slider", name="EMT score").get_attribute("aria-valuenow") or -1)


def test_default_network_is_the_emt_factors_neighbourhood(page: Page, address: str, study: Study) -> None:
    opened(page, address)
    expect(page.get_by_label("Strength at least", exact=True)).to_have_value(str(CUTOFF))
    sample = current_sample(page)
    expected = expected_edges(study, FOCUS, 1, sample, CUTOFF)
    assert shown_edges(page) == expected
    assert counts(page) == (len(expected), study.edge_counts[sample])
    for gene in FOCUS:
        expect(page.locator(".focus-genes")).to_contain_text(gene)


def test_slider_changes_edges_and_moves_no_node(page: Page, address: str, study: Study) -> None:
    opened(page, address)
    thumb = page.get_by_role("slider", name="EMT score")
    before = node_positions(page)
    view = on_canvas(page, "at")
    for key, sample in (("Home", 0), ("End", len(study.samples) - 1)):
        thumb.press(key)
        expected = expected_edges(study, FOCUS, 1, sample, CUTOFF)
        assert shown_edges(page) == expected
        assert counts(page) == (len(expected), study.edge_counts[sample])
        assert node_positions(page) == before
    rest(page)
    assert node_positions(page) == before
    assert on_canvas(page, "at") == view


def test_sign_shows_as_colour_and_as_arrow_head(page: Page, address: str) -> None:
    opened(page, f"{address}/?genes=CDH1&reach=1&strength=0.2")
    page.get_by_role("slider", name="EMT score").press("Home")
    rest(page)
    assert shown_edges(page) >= {"GRHL2>CDH1"}
    assert ink_along(page, "GRHL2", "CDH1", 0.4)[:3] == pytest.approx([0x00, 0x72, 0xB2], abs=12)
    assert ink_along(page, "GRHL2", "CDH1", 1.0, across=4)[3] == 0  # an arrow head is pointed at the target
    page.get_by_role("slider", name="EMT score").press("End")
    rest(page)
    assert ink_along(page, "ZEB1", "CDH1", 0.4)[:3] == pytest.approx([0xD5, 0x5E, 0x00], abs=12)
    assert ink_along(page, "ZEB1", "CDH1", 0.995, across=4)[3] > 0  # a bar is wide there
    assert ink_along(page, "GRHL2", "CDH1", 0.4)[3] == 0  # and this edge has faded away


def test_width_grows_with_the_coefficient(page: Page, address: str) -> None:
    opened(page, f"{address}/?genes=CDH1&reach=1&strength=0")
    page.get_by_role("slider", name="EMT score").press("Home")
    weak = shown_width(page, "ZEB1", "CDH1")
    page.get_by_role("slider", name="EMT score").press("End")
    assert shown_width(page, "ZEB1", "CDH1") > weak


def test_regulators_are_round_and_targets_square(page: Page, address: str) -> None:
    opened(page, address)
    corners = [
        on_canvas(
            page,
            f"(() => {{ const i = c.drawing.nodes.findIndex((n) => n.id === '{gene}'), ratio = devicePixelRatio;"
            "const p = c.layout[i], off = c.drawing.nodes[i].size * 0.42;"  # towards the upper right corner
            "const [left, top] = [(p.x + off) * at.zoom + at.x, (p.y - off) * at.zoom + at.y];"
            "const [x, y] = [left, top].map((v) => Math.round(v * ratio));"
            "return c.canvas.getContext('2d').getImageData(x, y, 1, 1).data[3]; })()",
        )
        for gene in ("SNAI1", "CDH1")
    ]
    assert corners[0] < 128 < corners[1]  # a disc leaves the corners of its square free
    legend = page.get_by_label("Legend").first
    for word in ("activating", "repressing", "regulator", "target"):
        expect(legend).to_contain_text(word)


def test_reach_and_strength_change_the_count(page: Page, address: str, study: Study) -> None:
    opened(page, address)
    sample = current_sample(page)
    page.get_by_label("Strength at least", exact=True).fill("0.1")
    expect(page.locator("#network-status")).to_contain_text(
        f"showing {len(expected_edges(study, FOCUS, 1, sample, 0.1))} of"
    )
    page.locator("#reach").get_by_text("2", exact=True).click()
    expect(page.locator("#network-status")).to_contain_text(
        f"showing {len(expected_edges(study, FOCUS, 2, sample, 0.1))} of"
    )


def test_focus_genes_can_be_added_and_removed(page: Page, address: str, study: Study) -> None:
    opened(page, f"{address}/?genes=CDH1&reach=1&strength=0.02")
    sample = current_sample(page)
    field = page.get_by_label("Genes in focus").first
    field.click()
    field.press_sequentially("GRHL2")
    field.press("Enter")
    expect(page.locator("#network-status")).to_contain_text(
        f"showing {len(expected_edges(study, ('CDH1', 'GRHL2'), 1, sample, 0.02))} of"
    )
    field.press("Backspace")
    field.press("Backspace")
    expect(page.get_by_text("Choose at least one gene")).to_be_visible()


def rows(page: Page) -> list[list[str]]:
    return page.evaluate(
        "() => Array.from(document.querySelectorAll('#edge-table .ag-center-cols-container .ag-row'))"
        ".sort((a, b) => a.getAttribute('row-index') - b.getAttribute('row-index'))"
        ".map((row) => Array.from(row.querySelectorAll('.ag-cell')).map((cell) => cell.textContent))"
    )


def test_table_is_the_picture_in_words(page: Page, address: str, study: Study) -> None:
    opened(page, f"{address}/?genes=CDH1&reach=1&strength=0")
    for key in ("Home", "End"):
        page.get_by_role("slider", name="EMT score").press(key)
        rest(page)
        sample = current_sample(page)
        table = rows(page)
        assert {f"{row[0]}>{row[2]}" for row in table} == shown_edges(page) != set()
        for regulator, arrow, target, coefficient in table:
            value = float(study.edge(regulator, target)[sample])
            assert arrow == ("⊣" if value < 0 else "→")
            assert coefficient[0] == ("−" if value < 0 else "+")
        sizes = [abs(float(study.edge(row[0], row[2])[sample])) for row in table]
        assert sizes == sorted(sizes, reverse=True)


def test_clicking_a_gene_opens_its_facts(page: Page, address: str, study: Study) -> None:
    opened(page, address)
    page.mouse.click(*place_of(page, "CDH1"))
    panel = page.get_by_role("tabpanel", name="Selected")
    expect(panel.get_by_role("heading", name="CDH1", exact=True)).to_be_visible()
    sample = current_sample(page)
    expect(panel.get_by_role("heading", name=f"Strongest regulators in {study.samples[sample]}")).to_be_visible()
    expect(panel.get_by_role("img", name="Expression of CDH1 against the EMT score")).to_be_visible()
    expect(panel.get_by_role("img", name="Coefficient of")).to_be_visible()
    # the facts follow the slider
    page.get_by_role("slider", name="EMT score").press("Home")
    expect(panel.get_by_role("heading", name=f"Strongest regulators in {study.samples[0]}")).to_be_visible()


def test_a_bar_opens_the_edge_and_the_playhead_follows(page: Page, address: str, study: Study) -> None:
    opened(page, address)
    page.get_by_role("slider", name="EMT score").press("End")
    rest(page)
    page.mouse.click(*place_of(page, "CDH1"))
    panel = page.get_by_role("tabpanel", name="Selected")
    panel.get_by_role("button", name="ZEB1").first.click()
    expect(panel.get_by_role("heading", name="ZEB1 ⊣ CDH1", exact=True)).to_be_visible()
    value = float(study.edge("ZEB1", "CDH1")[-1])
    expect(panel).to_contain_text(f"repressing in {study.samples[-1]}, coefficient −{abs(value):.2f}")
    line = page.locator("#inspector .plot-playhead").first
    expect(line).to_be_attached()
    place = line.bounding_box()
    assert place
    page.get_by_role("slider", name="EMT score").press("Home")
    page.wait_for_function(
        """x => document.querySelector("#inspector .plot-playhead")?.getBoundingClientRect().x < x - 50""",
        arg=place["x"],
    )


def test_clicking_an_edge_opens_its_curve_and_marks_its_row(page: Page, address: str) -> None:
    opened(page, f"{address}/?genes=CDH1&reach=1&strength=0")
    page.get_by_role("slider", name="EMT score").press("Home")
    start, end = place_of(page, "ZEB1"), place_of(page, "CDH1")
    page.mouse.click((start[0] + end[0]) / 2, (start[1] + end[1]) / 2)
    expect(page.get_by_role("heading", name="ZEB1 ⊣ CDH1", exact=True)).to_be_visible()
    page.get_by_role("tab", name="Edges").click()
    expect(page.locator("#edge-table .ag-row-selected")).to_contain_text("ZEB1")


def test_an_edge_that_is_not_shown_does_not_answer(page: Page, address: str) -> None:
    opened(page, f"{address}/?genes=CDH1&reach=1&strength=0.2")
    page.get_by_role("slider", name="EMT score").press("End")
    rest(page)
    start, end = place_of(page, "GRHL2"), place_of(page, "CDH1")
    page.mouse.click((start[0] + end[0]) / 2, (start[1] + end[1]) / 2)
    expect(page.locator("#inspector")).not_to_contain_text("GRHL2")


def test_choosing_a_row_selects_the_edge_in_the_picture(page: Page, address: str) -> None:
    opened(page, address)
    row = page.locator("#edge-table .ag-center-cols-container .ag-row").nth(2)
    names = [row.locator(".ag-cell").nth(i).inner_text() for i in (0, 2)]
    row.click()
    page.wait_for_function(
        "(id) => { const c = signdash.network.canvas('network');"
        " return c.halo >= 0 && signdash.network.edgeName(c.drawing, c.halo) === id; }",
        arg=">".join(names),
    )
    expect(page.locator("#edge-table")).to_be_visible()  # the table stays
    page.get_by_role("tab", name="Selected").click()
    expect(page.locator("#inspector")).to_contain_text(names[1])


def test_finding_a_gene_and_adding_it_to_the_focus(page: Page, address: str, study: Study) -> None:
    opened(page, address)
    page.keyboard.press("/")
    page.keyboard.type("GENE20")
    page.keyboard.press("Enter")
    expect(page.get_by_role("heading", name="GENE20", exact=True)).to_be_visible()
    page.get_by_role("button", name="Add to focus").click()
    expect(page.locator(".focus-genes")).to_contain_text("GENE20")
    expected = expected_edges(study, (*FOCUS, "GENE20"), 1, current_sample(page), CUTOFF)
    expect(page.locator("#network-status")).to_contain_text(f"showing {len(expected)} of")


def test_dragged_genes_stay_until_the_layout_is_reset(page: Page, address: str) -> None:
    opened(page, address)
    before = node_positions(page)
    x, y = place_of(page, "SNAI1")
    page.mouse.move(x, y)
    page.mouse.down()
    page.mouse.move(x + 60, y + 30, steps=5)
    page.mouse.up()
    dragged = node_positions(page)
    assert dragged["SNAI1"] != before["SNAI1"]
    page.get_by_role("slider", name="EMT score").press("Home")
    rest(page)
    page.get_by_role("link", name="Components").click()
    page.get_by_role("link", name="Explore").click()
    assert node_positions(page) == dragged
    assert shown_edges(page)
    page.get_by_label("Strength at least", exact=True).fill("0.05")
    page.wait_for_function("() => signdash.network.snapshot('network')?.cutoff === 0.05")
    assert node_positions(page)["SNAI1"] == dragged["SNAI1"]
    page.get_by_role("button", name="Reset layout").click()
    rest(page)
    assert node_positions(page)["SNAI1"] != dragged["SNAI1"]


def test_labels_never_collide(page: Page, address: str) -> None:
    opened(page, f"{address}/?reach=2&strength=0")
    rest(page)
    boxes = page.evaluate(
        "async () => { const { labels } = await import('/assets/js/labels.mjs');"
        "return [...labels.boxes(signdash.network.canvas('network'))]"
        ".map(([id, { box }]) => [id, box.left, box.top, box.right, box.bottom]); }"
    )
    assert len(boxes) > 20
    assert {"ZEB1", "SNAI1", "TWIST1"} <= {box[0] for box in boxes}
    for i, a in enumerate(boxes):
        for b in boxes[:i]:
            wide = min(a[3], b[3]) - max(a[1], b[1])
            high = min(a[4], b[4]) - max(a[2], b[2])
            assert min(wide, high) <= 0, (a[0], b[0])


def test_hover_names_what_lies_under_the_pointer(page: Page, address: str) -> None:
    opened(page, address)
    page.mouse.move(*place_of(page, "CDH1"))
    expect(page.locator("#network .network-tooltip")).to_have_text("CDH1")
