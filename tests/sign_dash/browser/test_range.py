"""A range of samples and the ranges side by side: means on the strip, in picture and tables, in the inspector."""

from __future__ import annotations

import re
from collections.abc import Sequence

import pytest
from playwright.sync_api import Browser, Page, expect

from compute.study import Study
from sign_dash.scene.multiples import score_panels
from sign_dash.scene.select import coefficients, neighbourhood, visible_edges
from tests.sign_dash.browser.reading import node_positions, opened, rest, shown_edges
from tests.sign_dash.browser.walking import BLURRED, left_over
from tests.sign_dash.conftest import WINDOW, watching

pytestmark = pytest.mark.browser

SNAPSHOT = "() => signdash.multiples.snapshot('network')"


def expected(study: Study, samples: Sequence[int], focus: tuple[str, ...] = ("CDH1",)) -> dict[str, float]:
    """The edges around the focus in the mean network, as REGULATOR>TARGET."""
    subnetwork = neighbourhood(study, focus, 1, 0.02)
    shown = visible_edges(subnetwork, samples, 0.02)
    values = coefficients(subnetwork, samples)
    return {
        f"{subnetwork.genes[s]}>{subnetwork.genes[t]}": float(value)
        for s, t, value, here in zip(subnetwork.source, subnetwork.target, values, shown, strict=True)
        if here
    }


def test_a_range_is_drawn_as_its_mean_and_said_to_be_everywhere(page: Page, address: str, study: Study) -> None:
    opened(page, f"{address}/?genes=CDH1&reach=1&strength=0.02")
    before = node_positions(page)
    strip = page.get_by_role("contentinfo", name="Score strip")
    thumb = page.get_by_role("slider", name="EMT score", exact=True)
    area = thumb.bounding_box()
    assert area
    n, y = len(study.samples), area["y"] + area["height"] / 2
    at = [area["x"] + area["width"] * (place + 0.5) / n for place in (20, 49)]
    page.keyboard.down("Shift")
    page.mouse.move(at[0], y)
    page.mouse.down()
    page.mouse.move(at[1], y, steps=4)
    page.mouse.up()
    page.keyboard.up("Shift")
    rest(page)
    low, high = (f"{study.modulator[i]:+.2f}".replace("-", "−") for i in (20, 49))
    expect(strip).to_contain_text("Mean of 30 samples")
    expect(strip).to_contain_text(f"samples 21–50, EMT score {low} to {high}")
    wanted = expected(study, range(20, 50))
    assert shown_edges(page) == set(wanted)
    assert node_positions(page) == before
    expect(page.locator("#network-status")).to_have_text(f"showing {len(wanted)} edges of the mean of 30 samples")
    found = page.evaluate("() => signdash.network.rows('network', signdash.network.canvas('network').drawing, 0)")
    assert {row["id"]: pytest.approx(row["coefficient"], rel=1e-5) for row in found} == wanted
    page.locator("#edge-table .ag-center-cols-container .ag-row").first.click()
    page.get_by_role("tab", name="Selected").click()
    expect(page.locator("#inspector")).to_contain_text("in the mean of 30 samples, coefficient")
    # its ends are sliders; shift and the arrows widen it; the arrows alone move it; Escape leaves it
    page.get_by_role("slider", name="Last sample of the range").press("ArrowRight")
    expect(strip).to_contain_text("samples 21–51")
    thumb.press("Shift+ArrowRight")
    expect(strip).to_contain_text("samples 21–52")
    thumb.press("ArrowLeft")
    expect(strip).to_contain_text("samples 20–51")
    rest(page)
    expect(page).to_have_url(re.compile("range=.*19.*50"))
    page.reload()
    expect(strip).to_contain_text("samples 20–51", timeout=30_000)
    # of its samples only some groups
    page.get_by_role("button", name="Filter").click()
    page.locator("#range-without").click()
    page.get_by_role("option", name=re.compile("lung")).click()
    page.keyboard.press("Escape")
    page.keyboard.press("Escape")
    kept = [i for i in range(19, 51) if study.annotation["tissue"].iloc[i] != "lung"]
    expect(strip).to_contain_text(f"Mean of {len(kept)} samples, without tissue = lung")
    rest(page)
    assert shown_edges(page) == set(expected(study, kept))
    page.get_by_text("Five ranges").click()
    expect(page.locator(".multiple-text").nth(1)).to_have_text(score_panels(study, 5, ";without:tissue=lung")[1].text)
    page.get_by_text("One sample", exact=True).click()
    page.get_by_role("button", name="Back to one sample").click()
    rest(page)
    expect(page.locator("#network-status")).to_have_text(re.compile(r"showing \d+ of \d+ edges"))
    expect(strip).to_contain_text(f"sample {int(thumb.get_attribute('aria-valuenow') or 0) + 1} of {n}")


def test_five_ranges_share_one_layout_and_one_zoom(page: Page, address: str, study: Study) -> None:
    opened(page, f"{address}/?genes=CDH1&reach=1&strength=0.02")
    page.get_by_text("Five ranges").click()
    group = page.get_by_role("group", name="Mean networks of five ranges")
    expect(group.get_by_role("img")).to_have_count(5)
    page.wait_for_function("() => signdash.multiples.snapshot('network') !== null")
    for width in (1440, 1366, 1280):
        page.set_viewport_size({"width": width, "height": 900})
        assert left_over(page, BLURRED) == [], width
    page.set_viewport_size(WINDOW)
    panels = page.evaluate(SNAPSHOT)["panels"]
    for panel, given in zip(panels, score_panels(study, 5), strict=True):
        found = {f"{e['regulator']}>{e['target']}": e["coefficient"] for e in panel["edges"]}
        wanted = expected(study, range(given.first, given.last + 1))
        assert found == {name: pytest.approx(value, rel=1e-5) for name, value in wanted.items()}
        assert panel["caption"] == given.text
        places = [(node["x"], node["y"]) for node in panel["nodes"]]
        assert places == [(node["x"], node["y"]) for node in panels[0]["nodes"]]
        expect(group.get_by_role("img", name=re.compile(re.escape(given.text)))).to_be_visible()
    # a gene dragged in one of them moves in all
    at = page.evaluate(
        """() => { const p = signdash.multiples.group('network').panels[1], box = p.canvas.getBoundingClientRect();
          return [box.left + p.at.x + p.scale * p.places[0].x, box.top + p.at.y + p.scale * p.places[0].y]; }"""
    )
    page.mouse.move(*at)
    page.mouse.down()
    page.mouse.move(at[0] + 12, at[1] + 9, steps=3)
    page.mouse.up()
    page.wait_for_function("() => signdash.state.value('explore.places')?.at.CDH1")
    moved = [panel["nodes"][0] for panel in page.evaluate(SNAPSHOT)["panels"]]
    assert {(node["x"], node["y"]) for node in moved} == {(moved[0]["x"], moved[0]["y"])}
    assert (moved[0]["x"], moved[0]["y"]) != (panels[0]["nodes"][0]["x"], panels[0]["nodes"][0]["y"])
    page.get_by_role("button", name="Reset layout").click()
    page.wait_for_function("() => signdash.multiples.group('network').panels[0].at?.zoom > 0")  # drawn anew
    view = page.evaluate("() => ({...signdash.multiples.group('network').panels[0].at})")
    area = group.get_by_role("img").nth(3).bounding_box()
    assert area
    page.mouse.move(area["x"] + area["width"] / 2, area["y"] + area["height"] / 2)
    page.mouse.wheel(0, -300)
    page.wait_for_function("(z) => signdash.multiples.group('network').panels[0].at.zoom > z * 1.5", arg=view["zoom"])
    group.focus()
    page.keyboard.press("0")
    page.wait_for_function(
        "(z) => Math.abs(signdash.multiples.group('network').panels[0].at.zoom - z) < 1e-9", arg=view["zoom"]
    )
    group.get_by_role("button", name="samples 1–18").click()
    expect(page.locator("#network-status")).to_contain_text("of the mean of 18 samples")
    assert shown_edges(page) == set(expected(study, range(18)))


def test_play_takes_its_steps_and_begins_again(chromium: Browser, address: str, study: Study) -> None:
    with watching(chromium, reduced_motion="reduce") as page:
        opened(page, f"{address}/?genes=CDH1")
        page.get_by_role("slider", name="EMT score", exact=True).press("End")
        page.get_by_role("button", name="Step and speed").click()
        page.get_by_role("textbox", name="Samples per step").fill("7")
        page.get_by_role("switch", name="Loop").check(force=True)
        page.keyboard.press("Escape")
        page.get_by_role("button", name="Play along the score").click()
        seen = [page.evaluate("() => signdash.score.position")]
        began = page.evaluate("() => performance.now()")
        page.wait_for_function("() => signdash.score.position === 14", timeout=30_000)
        # whoever asks for less motion gets a step a second, whatever the speed
        assert page.evaluate("() => performance.now()") - began > 1500
        assert seen[0] in (0, 7)
        page.get_by_role("button", name="Play along the score").click()
        expect(page.get_by_role("button", name="Play along the score")).to_have_attribute("aria-pressed", "false")
