"""The Compare page as a person uses it: choose sides, read numbers, filter, select, go on."""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any
from urllib.parse import parse_qs, urlsplit

import pytest
from playwright.sync_api import Browser, Page, expect

from compute.analyse import CATEGORIES, NetworkDifference, network_difference, read_side, rewired_genes
from compute.study import Study, open_study
from sign_dash.pages.compare.comparison import chosen_edges, counts
from sign_dash.server.library import Library
from tests.sign_dash.conftest import serving, watching
from tests.sign_dash.planted import plant
from tests.write.cx2_rules import valid_cx2

pytestmark = pytest.mark.browser

FOCUS = ["ZEB1", "ZEB2", "SNAI1", "SNAI2", "TWIST1"]
PATIENCE = 30_000
READY = re.compile(r"showing [\d,]+ of [\d,]+ changes")


def opened(page: Page, address: str, query: str = "") -> Page:
    """The page, with its pictures drawn."""
    page.goto(f"{address}/compare{query}")
    settled(page)
    page.wait_for_function("() => signdash.compare.snapshot()?.panels.length > 0", timeout=PATIENCE)
    return page


def settled(page: Page) -> None:
    expect(page.locator("#compare-page")).to_have_attribute("data-waiting", "false", timeout=PATIENCE)
    expect(page.locator("#compare-status")).to_have_text(READY, timeout=PATIENCE)


def snapshot(page: Page) -> dict[str, Any]:
    return page.evaluate("() => signdash.compare.snapshot()")


def drawn(page: Page, panel: str) -> dict[str, dict[str, Any]]:
    """The edges of one picture by name, once it is drawn."""
    page.wait_for_function(
        "panel => signdash.compare.snapshot()?.panels.some((one) => one.panel === panel)", arg=panel, timeout=PATIENCE
    )
    (found,) = [one for one in snapshot(page)["panels"] if one["panel"] == panel]
    return {f"{edge['regulator']}>{edge['target']}": edge for edge in found["edges"]}


def chip_numbers(page: Page) -> dict[str, int]:
    counted = page.locator(".change-count").evaluate_all("spans => spans.map(s => [s.dataset.category, s.textContent])")
    return {name: int(number.replace(",", "")) for name, number in counted}


def difference(study: Study, a: str = "low:10", b: str = "high:10") -> NetworkDifference:
    return network_difference(read_side(study, a), read_side(study, b))


def names(found: NetworkDifference, edges: Any) -> set[str]:
    return {f"{found.regulators[found.regulator[e]]}>{found.targets[found.target[e]]}" for e in edges}


def table_rows(page: Page) -> list[str]:
    return page.evaluate("() => dash_ag_grid.getApi('compare-edges').getRenderedNodes().map(n => n.data.id)")


def line_of(drawn: dict[str, Any]) -> tuple[Any, ...]:
    """How a change is drawn, apart from its colour and strength: strokes, solid or dashed or dotted, the ring."""
    strokes = [(stroke["ink"] == "card", bool(stroke["dash"]), stroke["round"]) for stroke in drawn["strokes"]]
    return tuple(strokes), bool(drawn["ring"])


def choose(page: Page, letter: str, kind: str) -> Any:
    """Open a side's panel and choose a way of choosing samples."""
    page.get_by_role("button", name=re.compile(f"^{letter} ")).click()
    panel = page.locator(f"#compare-{letter.lower()}-panel")
    panel.get_by_role("textbox", name="Which samples").click()
    page.get_by_role("option", name=kind, exact=True).click()
    return panel


def test_the_ends_of_the_score_are_compared_filtered_and_followed(page: Page, address: str, study: Study) -> None:
    opened(page, address)
    strength = float(page.get_by_label("Minimum strength").input_value())
    found = difference(study)
    expected = counts(found, strength)
    chosen = chosen_edges(found, FOCUS, strength)

    # The numbers, the three pictures and the table tell the same.
    assert chip_numbers(page) == {name: expected[name] for name in (*CATEGORIES, "steady")}
    for side in ("a", "b"):
        caption = page.locator(f"[data-panel={side}] .compare-caption")
        expect(caption).to_contain_text(f"{expected[side]:,} edges in all")
    everything = drawn(page, "difference")
    assert set(everything) == names(found, chosen.edges)
    assert set(drawn(page, "a")) == names(found, [e for e in chosen.edges if found.in_a(strength)[e]])
    assert set(drawn(page, "b")) == names(found, [e for e in chosen.edges if found.in_b(strength)[e]])
    assert table_rows(page)[0] in names(found, found.largest(chosen.edges)[:1])

    # Sign, kind and strength of a change each have a mark of their own.
    kinds = {edge["category"] for edge in everything.values()}
    lines = {entry["category"]: line_of(entry) for entry in snapshot(page)["legend"]}
    assert len({lines[name] for name in ("gained", "lost", "strengthened", "weakened", "flipped")}) == 5
    changed = [edge for edge in everything.values() if edge["category"] != "steady"]
    assert changed
    for edge in changed:
        assert edge["ink"] == ("activates" if edge["activates"] else "represses")
        assert line_of(edge) == lines[edge["category"]]

    # The difference is saved for Cytoscape: the same edges and kinds, where they lie.
    page.get_by_role("button", name="Export", exact=True).click()
    page.get_by_role("radio", name="mesenchymal end, 10 % against epithelial end, 10 %").nth(1).check()
    with page.expect_download() as download:
        page.get_by_role("dialog").get_by_role("button", name="Save").click()
    aspects = valid_cx2(Path(download.value.path()).read_text(encoding="utf-8"))
    page.keyboard.press("Escape")
    places = {one["id"]: (one["v"]["name"], one["x"], one["y"]) for one in aspects["nodes"]}
    assert set(places.values()) == {(one["id"], one["x"], one["y"]) for one in snapshot(page)["panels"][0]["nodes"]}
    saved = {f"{places[one['s']][0]}>{places[one['t']][0]}": one["v"]["category"] for one in aspects["edges"]}
    assert saved == {name: edge["category"].replace("steady", "unchanged") for name, edge in everything.items()}

    # A chip hides its kind, in pictures and table.
    hidden = next(name for name in ("lost", "gained", "weakened") if name in kinds)
    page.locator(".compare-chips label").filter(has_text=hidden).click()
    page.wait_for_function(
        "kind => !signdash.compare.snapshot().panels[0].edges.some(e => e.category === kind)",
        arg=hidden,
        timeout=PATIENCE,
    )
    assert set(drawn(page, "difference")) == {name for name, edge in everything.items() if edge["category"] != hidden}
    expect(page.locator("#compare-edges").get_by_text(hidden, exact=True)).to_have_count(0, timeout=PATIENCE)
    page.locator(".compare-chips label").filter(has_text=hidden).click()

    # Exchanged sides exchange gained and lost.
    page.get_by_role("button", name="Swap sides").click()
    expect(page.get_by_role("button", name="A mesenchymal end, 10 %")).to_be_visible(timeout=PATIENCE)
    expect(page.locator(".change-count[data-category=gained]")).to_have_text(f"{expected['lost']:,}", timeout=PATIENCE)
    assert chip_numbers(page)["lost"] == expected["gained"]


def test_a_selection_goes_from_table_to_picture_to_explore(page: Page, address: str, study: Study) -> None:
    opened(page, address, "?around=CDH1&strength=0.05")
    # From the table: the row is the edge in the pictures, with its curve.
    page.locator("#compare-edges .ag-row").filter(has_text="GRHL2").first.click()
    card = page.locator("#compare-selected")
    expect(card).to_contain_text("GRHL2 → CDH1", timeout=PATIENCE)
    expect(card).to_contain_text("lost")
    expect(card.get_by_role("img", name="Coefficient of GRHL2 → CDH1 along the EMT score")).to_be_visible()
    halo = "() => signdash.comparePictures.picture.panels.map(p => p.halo >= 0 && p.drawing.rows[p.halo].id)"
    page.wait_for_function(f"() => ({halo})().every(id => id === 'GRHL2>CDH1')", timeout=PATIENCE)

    # From a picture: a click on an edge selects its row.
    spot = page.evaluate(
        """() => { const p = signdash.comparePictures.picture.panels[0];
          const e = p.drawing.rows.findIndex(r => r.id === "ZEB1>CDH1"); const s = p.shapes[e];
          const box = p.canvas.getBoundingClientRect();
          return [box.left + p.at.x + p.scale * (s[0] + s[2]) / 2, box.top + p.at.y + p.scale * (s[1] + s[3]) / 2]; }"""
    )
    page.mouse.click(*spot)
    expect(card).to_contain_text("ZEB1 ⊣ CDH1", timeout=PATIENCE)
    expect(page.locator("#compare-edges .ag-row-selected").first).to_contain_text("ZEB1", timeout=PATIENCE)

    # A gene is dragged in all pictures at once, and led back.
    at = """gene => signdash.comparePictures.picture.panels.map((p) => {
      const i = p.drawing.nodes.findIndex((n) => n.id === gene), box = p.canvas.getBoundingClientRect();
      if (!p.places?.[i] || !p.layout?.[i]) return null;  // being drawn anew
      const [x, y] = [p.at.x + p.scale * p.places[i].x, p.at.y + p.scale * p.places[i].y];
      return [p.layout[i].x, p.layout[i].y, box.left + x, box.top + y]; })"""
    first = page.evaluate(at, "CDH1")[0]
    page.mouse.move(*first[2:])
    page.mouse.down()
    page.mouse.move(first[2] + 20, first[3] + 30, steps=3)
    page.mouse.up()
    page.wait_for_function("() => signdash.state.value('compare.places')?.at.CDH1", timeout=PATIENCE)
    page.wait_for_function(f"() => ({at})('CDH1').every(Boolean)", timeout=PATIENCE)
    places = [place[:2] for place in page.evaluate(at, "CDH1")]
    assert places[0] != first[:2]
    assert places == [places[0]] * 3
    page.get_by_role("button", name="Reset layout").click()
    page.wait_for_function(f"first => ({at})('CDH1')[0]?.[0] === first", arg=first[0], timeout=PATIENCE)

    # Reach two draws the neighbours' edges as well.
    page.get_by_role("radiogroup", name="Reach of the comparison").get_by_text("2", exact=True).click()
    found = difference(study)
    further = names(found, chosen_edges(found, ["CDH1"], 0.05, reach=2).edges)
    page.wait_for_function(
        "n => signdash.compare.snapshot()?.panels[0]?.edges.length === n", arg=len(further), timeout=PATIENCE
    )
    assert set(drawn(page, "difference")) == further

    # One zoom for all pictures; the keys reach it.
    middle = "() => signdash.comparePictures.picture.panels.map(p => p.at.zoom)"
    before = page.evaluate(middle)
    page.locator("#compare-pictures").focus()
    page.keyboard.press("+")
    page.wait_for_function(f"before => ({middle})().every((z, i) => z > before[i])", arg=before, timeout=PATIENCE)
    after = page.evaluate(middle)
    assert [z / b for z, b in zip(after, before, strict=True)] == pytest.approx([1.2] * 3, rel=0.01)

    # The genes by rewiring; one of them becomes what the comparison is around.
    page.get_by_role("tab", name="Rewired genes").click()
    first = next(row for row in rewired_genes(difference(study), 0.05) if row.role == "regulator")
    row = page.locator("#compare-rewired .ag-row[row-index='0']").last
    expect(row).to_contain_text(f"{first.change:.2f}", timeout=PATIENCE)
    page.locator("#compare-rewired .ag-row[row-index='0'] [col-id=gene]").click()
    expect(card).to_contain_text(f"{first.gene}", timeout=PATIENCE)
    card.get_by_role("button", name="Compare around it").click()
    page.wait_for_function(
        "gene => signdash.compare.snapshot().focus.join() === gene", arg=first.gene, timeout=PATIENCE
    )

    # And on to Explore.
    card.get_by_role("button", name="Open in Explore").click()
    expect(page.locator("#page-explore")).to_be_visible()
    expect(page.locator(".explore .focus-genes")).to_contain_text(first.gene, timeout=PATIENCE)

    # First opened from Explore, the comparison is around the genes there.
    page.goto(f"{address}/explore?genes=CDH1,VIM")
    page.wait_for_function("() => signdash.network.snapshot('network')", timeout=PATIENCE)
    page.get_by_role("link", name="Compare", exact=True).click()
    page.wait_for_function("() => signdash.compare.snapshot()?.focus.join() === 'CDH1,VIM'", timeout=PATIENCE)


def test_sides_are_chosen_by_sample_group_and_slider(page: Page, address: str, study: Study) -> None:
    opened(page, address, "?strength=0.05")
    panel = choose(page, "A", "one sample")
    panel.get_by_role("textbox", name="Name of the sample").fill(study.samples[4])
    page.get_by_role("option", name=study.samples[4], exact=True).click()
    page.keyboard.press("Escape")
    expect(page.get_by_role("button", name=f"A {study.samples[4]}")).to_be_visible(timeout=PATIENCE)
    expect(page.locator("#compare-notes")).to_contain_text("no standard deviation", timeout=PATIENCE)
    expected = counts(difference(study, f"sample:{study.samples[4]}"), 0.05)
    assert chip_numbers(page)["gained"] == expected["gained"]

    panel = choose(page, "B", "a group of the annotation")
    panel.get_by_role("textbox", name="Group").click()
    page.get_by_role("option", name=re.compile("^lung")).click()
    page.keyboard.press("Escape")
    expect(page.get_by_role("button", name="B tissue = lung")).to_be_visible(timeout=PATIENCE)
    expected = counts(difference(study, f"sample:{study.samples[4]}", "group:tissue=lung"), 0.05)
    expect(page.locator(".change-count[data-category=lost]")).to_have_text(f"{expected['lost']:,}", timeout=PATIENCE)

    # Within a group only, and one kind of change alone.
    page.get_by_role("button", name="B tissue = lung").click()
    page.locator("#compare-b-panel").get_by_role("textbox", name="without").click()
    page.get_by_role("option", name=re.compile("^b1")).click()
    page.keyboard.press("Escape")
    page.keyboard.press("Escape")
    expect(page.get_by_role("button", name="B tissue = lung, without batch = b1")).to_be_visible(timeout=PATIENCE)
    page.get_by_role("button", name="only gained").click()
    expect(page.locator(".compare-chips input:checked")).to_have_count(1)
    page.keyboard.press("a")
    title = page.get_by_role("dialog", name="Add this view to the story").get_by_label("Title")
    told = rf"^Tissue = lung, without batch = b1 against {study.samples[4]}: ZEB1, .* · strength ≥ 0\.05 · gained$"
    expect(title).to_have_value(re.compile(told), timeout=PATIENCE)
    page.keyboard.press("Escape")
    page.get_by_role("button", name="only gained").click()
    expect(page.locator(".compare-chips input:checked")).to_have_count(6)

    choose(page, "A", "the current sample")
    page.keyboard.press("Escape")
    page.get_by_role("slider", name="EMT score").press("Home")
    expect(page.locator("[data-panel=a] .compare-caption")).to_contain_text(study.samples[0], timeout=PATIENCE)

    # The address holds the comparison.
    page.wait_for_function("() => ['a=here', 'lung'].every((part) => location.search.includes(part))", timeout=PATIENCE)
    asked = parse_qs(urlsplit(page.url).query)
    assert (asked["a"], asked["b"]) == (["here"], ["group:tissue=lung;without:batch=b1"])


def test_an_address_opens_the_comparison_and_what_it_cannot_mean_is_said(
    page: Page, address: str, study: Study
) -> None:
    opened(page, address, "?a=ranks:2-9&b=sample:" + study.samples[70] + "&around=CDH1&strength=0.1&shows=difference")
    expect(page.get_by_role("button", name="A ranks 2 to 9")).to_be_visible()
    assert snapshot(page)["focus"] == ["CDH1"]
    assert [panel["panel"] for panel in snapshot(page)["panels"]] == ["difference"]
    expected = counts(difference(study, "ranks:2-9", f"sample:{study.samples[70]}"), 0.1)
    assert chip_numbers(page)["lost"] == expected["lost"]

    page.goto(f"{address}/compare?a=sample:NOSUCH")
    expect(page.locator("#compare-state")).to_contain_text("no sample named 'NOSUCH'", timeout=PATIENCE)


@pytest.fixture(scope="module")
def two_studies(study: Study, tmp_path_factory: pytest.TempPathFactory) -> Iterator[tuple[str, Study]]:
    """The planted study beside a smaller one: address, and the other study."""
    folder: Path = tmp_path_factory.mktemp("other") / "smaller"
    other = open_study(plant(folder, samples=60, targets=40, title="Smaller cohort").path)
    library = Library(folder.parent / "none", [study.path, folder])
    with serving(study, library=library) as served:
        yield served, other


def test_another_study_is_compared_over_common_genes(
    chromium: Browser, two_studies: tuple[str, Study], study: Study
) -> None:
    served, other = two_studies
    with watching(chromium) as page:
        opened(page, served, "?strength=0.05")
        page.get_by_role("textbox", name="Study of side B").click()
        page.get_by_role("option", name="Smaller cohort").click()
        common = len(set(study.targets) & set(other.targets))
        expect(page.locator("#compare-notes")).to_contain_text(
            f"{len(study.regulators)} regulators and {common} targets", timeout=PATIENCE
        )
        settled(page)
        found = network_difference(read_side(study, "low:10"), read_side(other, "high:10"))
        assert chip_numbers(page)["gained"] == counts(found, 0.05)["gained"]
        expect(page.locator("[data-panel=b] .compare-caption")).to_contain_text("Smaller cohort")
