"""Address, undo and redo, session files: what a person does and sees."""

from __future__ import annotations

import json
import re
from pathlib import Path
from urllib.parse import parse_qs, urlsplit

import pytest
from playwright.sync_api import Browser, Locator, Page, expect

from compute.study import Study
from tests.sign_dash.browser.reading import opened, place_of, rest
from tests.sign_dash.conftest import watching

pytestmark = pytest.mark.browser


def query(page: Page) -> dict[str, str]:
    return {key: values[0] for key, values in parse_qs(urlsplit(page.url).query, keep_blank_values=True).items()}


def strength(page: Page) -> Locator:
    return page.get_by_role("textbox", name="Strength at least", exact=True)


def strengthen(page: Page, value: str) -> None:
    strength(page).fill(value)
    page.wait_for_function("(value) => location.search.includes(`strength=${value}`)", arg=value)


def menu(page: Page, item: str) -> None:
    page.get_by_role("button", name="Session, appearance, language").click()
    page.get_by_role("button", name=item).click()


def test_what_was_done_is_undone_and_done_again_by_button_and_key(page: Page, address: str) -> None:
    opened(page, address)
    undo, redo = (page.get_by_role("button", name=name, exact=True) for name in ("Undo", "Redo"))
    expect(undo).to_be_disabled()
    assert set(query(page)) == {"sample"}  # nothing is as the page does not open
    page.locator("#reach").get_by_text("2", exact=True).click()
    page.wait_for_function("() => location.search.includes('reach=2')")
    rest(page)
    strengthen(page, "0.05")
    page.mouse.click(*place_of(page, "CDH1"))
    expect(page.get_by_role("heading", name="CDH1", exact=True)).to_be_visible()
    assert query(page)["selected"] == "CDH1"
    undo.click()
    expect(page.get_by_role("heading", name="CDH1", exact=True)).to_be_hidden()
    page.locator("body").press("Control+z")
    expect(strength(page)).to_have_value("0")
    expect(page.get_by_role("status").filter(has_text="Undone: Strength at least")).to_be_attached()
    # the page the change was made on comes along
    page.get_by_role("link", name="Regulators").click()
    page.locator("body").press("Control+z")
    expect(page.get_by_role("region", name="Explore")).to_be_visible()
    expect(undo).to_be_disabled()
    page.wait_for_function("() => location.search && !location.search.includes('reach')")
    for _ in range(3):
        page.locator("body").press("Control+Shift+z")
    expect(page.get_by_role("heading", name="CDH1", exact=True)).to_be_visible()
    expect(strength(page)).to_have_value("0.05")
    expect(redo).to_be_disabled()
    # what is done after an undo takes the place of what was undone; the slider is no step
    page.locator("body").press("Control+z")
    page.get_by_role("slider", name="EMT score").press("Home")
    rest(page)
    expect(redo).to_be_enabled()
    strengthen(page, "0.08")
    expect(redo).to_be_disabled()


def test_thirty_steps_are_kept_and_quick_changes_of_one_control_are_one(page: Page, address: str) -> None:
    opened(page, address)
    steps = "signdash.state.steps.all"
    strength(page).click()
    for key in ("Control+a", "1", ".", "5"):  # typed as one number
        page.keyboard.press(key)
    page.wait_for_function(f"() => {steps} > 0")
    rest(page)
    assert page.evaluate(steps) == 1
    page.evaluate(
        """async () => {
          for (let i = 1; i <= 32; i++) {
            const before = signdash.state.steps.all;
            window.dispatchEvent(new KeyboardEvent("keydown", {key: "x"}));
            const [tabs, values] = i % 2 ? ["explore-side", ["edges", "genes"]] : ["explore-tasks", ["path", "common"]];
            dash_clientside.set_props(tabs, {value: values[i % 4 < 2 ? 0 : 1]});
            for (let j = 0; j < 300 && signdash.state.steps.all === before; j++)
              await new Promise((go) => setTimeout(go, 10));
          }
        }"""
    )
    assert page.evaluate(steps) > 30


def test_back_and_forward_restore_the_view(page: Page, address: str) -> None:
    opened(page, f"{address}/?genes=CDH1&reach=2&strength=0.1")
    page.get_by_role("link", name="Regulators").click()
    page.wait_for_function("() => location.pathname.endsWith('regulators') && location.search")
    page.get_by_role("tab", name="Hubs").click()
    page.wait_for_function("() => location.search.includes('view=hubs')")
    page.evaluate("() => dash_clientside.set_props('strength', {value: 0.2})")
    page.go_back()
    expect(page.get_by_role("region", name="Explore")).to_be_visible()
    expect(strength(page)).to_have_value("0.1")
    page.go_forward()
    expect(page.get_by_role("tab", name="Hubs")).to_have_attribute("aria-selected", "true")
    assert query(page)["view"] == "hubs"


def test_what_an_address_cannot_mean_is_said_once_and_the_rest_is_shown(page: Page, address: str) -> None:
    opened(page, f"{address}/?genes=NOSUCH,CDH1,NEITHER&reach=9&strength=many&selected=CDH1%3EZEB1")
    notice = page.get_by_role("alert").filter(has_text="The link names")
    expect(notice).to_have_text(re.compile("NOSUCH, NEITHER, 9, something that is not a number"))
    expect(page.locator(".focus-genes")).to_contain_text("CDH1")
    assert query(page)["genes"] == "CDH1"
    assert not {"reach", "strength"} & set(query(page))


@pytest.mark.slow
def test_a_session_holds_every_page_and_opens_again(
    page: Page, chromium: Browser, address: str, study: Study, tmp_path: Path
) -> None:
    opened(page, f"{address}/?genes=CDH1,VIM&strength=0.1")
    page.get_by_role("slider", name="EMT score").press("End")
    page.get_by_role("link", name="Regulators").click()
    page.get_by_role("tab", name="Hubs").click()
    page.wait_for_function("() => location.search.includes('view=hubs')")
    with page.expect_download() as download:
        menu(page, "Save session")
    path = tmp_path / download.value.suggested_filename
    download.value.save_as(path)
    session = json.loads(path.read_text(encoding="utf-8"))
    assert session["study"]["title"] == study.title
    assert session["sample"] == study.samples[-1]
    assert session["pages"]["explore"]["genes"] == ["CDH1", "VIM"]
    other = {**session, "study": {"title": "Another cohort", "checksum": "0"}}
    odd = {**session, "pages": {"explore": {"genes": "CDH1"}}}
    with watching(chromium) as second:
        opened(second, address)
        for content, sentence in (
            ("{", "is not a SiGN-Dash session, or it is damaged"),
            (json.dumps(odd), "is not a SiGN-Dash session, or it is damaged"),
            (json.dumps({**session, "version": 99}), "was saved by a newer SiGN-Dash"),
            (json.dumps(other), "belongs to another study, “Another cohort”"),
        ):
            wrong = tmp_path / "wrong.json"
            wrong.write_text(content, encoding="utf-8")
            take(second, wrong)
            expect(second.get_by_role("alert").filter(has_text=f"wrong.json {sentence}").last).to_be_visible()
        take(second, path)
        expect(second.get_by_role("tab", name="Hubs")).to_have_attribute("aria-selected", "true")
        expect(second.get_by_role("slider", name="EMT score")).to_have_attribute(
            "aria-valuenow", str(len(study.samples) - 1)
        )
        second.get_by_role("link", name="Explore").click()
        expect(strength(second)).to_have_value("0.1")
        expect(second.locator(".focus-genes")).to_contain_text("VIM")
        second.locator("body").press("Control+z")  # opening a session is one step
        expect(second.locator(".focus-genes")).not_to_contain_text("VIM")


def take(page: Page, path: Path) -> None:
    page.keyboard.press("Escape")
    with page.expect_file_chooser() as chooser:
        menu(page, "Open session")
    chooser.value.set_files(path)
    page.keyboard.press("Escape")
