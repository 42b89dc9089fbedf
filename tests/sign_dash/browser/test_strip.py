"""The score strip: the slider by keyboard and pointer, the sample picker, play, the colours."""

from __future__ import annotations

import re

import pytest
from playwright.sync_api import Locator, Page, expect

from compute.study import Study
from tests.sign_dash.browser.reading import opened, rest

pytestmark = pytest.mark.browser


def slider(page: Page) -> Locator:
    return page.get_by_role("slider", name="EMT score", exact=True)


def test_keys_walk_the_cohort(page: Page, address: str, study: Study) -> None:
    opened(page, address)
    thumb = slider(page)
    last = len(study.samples) - 1
    leap = int(len(study.samples) / 20 + 0.5)
    for key, position in [
        ("Home", 0),
        ("ArrowRight", 1),
        ("ArrowUp", 2),
        ("ArrowLeft", 1),
        ("PageUp", 1 + leap),
        ("PageDown", 1),
        ("End", last),
        ("ArrowRight", last),
        ("ArrowDown", last - 1),
    ]:
        thumb.press(key)
        expect(thumb).to_have_attribute("aria-valuenow", str(position))
        expect(thumb).to_have_attribute("aria-valuetext", re.compile(re.escape(study.samples[position])))


def test_name_tissue_score_and_rank_are_text(page: Page, address: str, study: Study) -> None:
    opened(page, address)
    slider(page).press("End")
    last = len(study.samples) - 1
    strip = page.get_by_role("contentinfo", name="Score strip")
    expect(strip).to_contain_text(study.samples[last])
    expect(strip).to_contain_text(str(study.annotation["tissue"].iloc[last]))
    expect(strip).to_contain_text(f"EMT score +{study.modulator[last]:.2f}")
    expect(strip).to_contain_text(f"sample {last + 1} of {last + 1}")
    text = slider(page).get_attribute("aria-valuetext") or ""
    assert str(study.annotation["tissue"].iloc[last]) in text
    assert f"+{study.modulator[last]:.2f}" in text


def test_a_sample_without_tissue_says_so(page: Page, address: str) -> None:
    opened(page, address)
    slider(page).press("Home")
    for _ in range(3):
        slider(page).press("ArrowRight")
    expect(page.get_by_role("contentinfo", name="Score strip")).to_contain_text("no tissue")


def test_pointer_goes_where_it_is_put(page: Page, address: str, study: Study) -> None:
    opened(page, address)
    area = slider(page).bounding_box()
    assert area
    middle = area["y"] + area["height"] / 2
    page.mouse.move(area["x"] + 2, middle)
    page.mouse.down()
    expect(slider(page)).to_have_attribute("aria-valuenow", "0")
    page.mouse.move(area["x"] + area["width"] * 0.5, middle)
    expect(slider(page)).to_have_attribute("aria-valuenow", str(len(study.samples) // 2))
    page.mouse.up()
    page.mouse.move(area["x"] + 10, middle)
    expect(slider(page)).to_have_attribute("aria-valuenow", str(len(study.samples) // 2))
    expect(page.locator(".strip-tip")).to_contain_text(study.samples[0])


def test_picker_jumps_by_typing(page: Page, address: str, study: Study) -> None:
    opened(page, address)
    wanted = study.samples[7]
    picker = page.get_by_role("contentinfo", name="Score strip").get_by_label("Sample", exact=True).first
    picker.click()
    picker.press_sequentially(wanted[-3:])
    picker.press("Enter")
    expect(slider(page)).to_have_attribute("aria-valuenow", "7")
    expect(page.get_by_role("contentinfo", name="Score strip")).to_contain_text(wanted)
    # by clicking; then the same name again, after the slider has moved on
    picker.click()
    page.get_by_role("option", name=study.samples[9], exact=True).click()
    expect(slider(page)).to_have_attribute("aria-valuenow", "9")
    slider(page).press("Home")
    rest(page)
    picker.click()
    picker.fill(wanted)
    picker.press("Enter")
    expect(slider(page)).to_have_attribute("aria-valuenow", "7")


def test_the_picker_names_the_sample_and_never_pulls_the_slider_back(page: Page, address: str, study: Study) -> None:
    opened(page, address)
    for position in (0, 60):  # come to rest, then move on at once, while the picker is still being told
        page.evaluate("(i) => { signdash.score.go(i); signdash.score.rest(); signdash.score.go(i + 1); }", position)
        rest(page)
        expect(slider(page)).to_have_attribute("aria-valuenow", str(position + 1))
        expect(
            page.get_by_role("contentinfo", name="Score strip").get_by_label("Sample", exact=True).first
        ).to_have_value(study.samples[position + 1])


def test_play_moves_along_the_score_and_stops(page: Page, address: str) -> None:
    opened(page, address)
    slider(page).press("Home")
    button = page.get_by_role("button", name="Play along the score")
    button.click()
    expect(button).to_have_attribute("aria-pressed", "true")
    page.wait_for_function("() => signdash.score.position > 3")
    button.click()
    expect(button).to_have_attribute("aria-pressed", "false")
    stopped = slider(page).get_attribute("aria-valuenow")
    rest(page)  # what plays never rests
    assert slider(page).get_attribute("aria-valuenow") == stopped


def test_colours_are_listed_and_follow_the_annotation(page: Page, address: str, study: Study) -> None:
    opened(page, address)
    page.get_by_role("button", name="Colours").click()
    legend = page.locator("#strip-legend")
    for tissue, number in study.annotation["tissue"].value_counts().items():
        expect(legend.get_by_role("listitem").filter(has_text=str(tissue))).to_contain_text(str(number))
    page.get_by_label("Colour the strip by").first.click()
    page.get_by_role("option", name="batch").click()
    expect(legend.get_by_role("listitem")).to_have_count(3)
