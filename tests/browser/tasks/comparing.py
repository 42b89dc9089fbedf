"""Comparisons of one's own, and on from what is found."""

from __future__ import annotations

import re

from playwright.sync_api import expect

from compute.analyse import network_difference, read_side
from sign_dash.pages.compare.comparison import counts
from tests.browser.tasks import names
from tests.browser.tasks.asking import expect_changes
from tests.browser.tasks.task import task
from tests.browser.tasks.walker import Walker


@task("Epithelial against mesenchymal, within lung, without blood or bone", clicks=4, keys=13)
def combined_filters(walker: Walker) -> None:
    walker.open("compare")
    (column, within), (leaving, without) = walker.ground.within, walker.ground.without
    walker.click(walker.page.get_by_role("button", name=re.compile("^A ")))
    for field, level in ((names.WITHIN, within), (names.WITHOUT, without)):
        walker.click(walker.field(field))
        walker.write(level[:4])
        expect(walker.page.get_by_role("option").locator("visible=true").first).to_contain_text(level)
        walker.press("Enter")
        expect(walker.page.get_by_role("button", name=re.compile(f"^A .*{re.escape(level)}"))).to_be_visible()
        walker.press("Tab")
    walker.click(walker.button(names.SAME_FILTERS, letter="B"))
    walker.press("Escape")
    for letter in "AB":
        expect(walker.page.get_by_role("button", name=re.compile(f"^{letter} .*{without}"))).to_be_visible()
    study = walker.ground.study
    filters = f"within:{column}={within};without:{leaving}={without}"
    sides = [read_side(study, f"{end}:10;{filters}") for end in ("low", "high")]
    found = network_difference(*sides)
    field = walker.page.get_by_label(walker.said(names.LEAST_STRENGTH), exact=True)
    expect(field).not_to_have_value("")
    strength = float(field.input_value())
    expect_changes(walker, counts(found, strength))


@task("Send a component’s genes to Explore", clicks=1)
def component_to_explore(walker: Walker) -> None:
    walker.open("components")
    page = walker.page.get_by_role("region", name=walker.said(names.COMPONENTS), exact=True)
    expect(page.get_by_role("article").first).to_be_visible()
    walker.click(walker.button(names.SEND, page).locator("visible=true").first)
    expect(walker.page.get_by_role("region", name=walker.said(names.EXPLORE), exact=True)).to_be_visible()
    sent = walker.page.get_by_role("combobox", name=walker.said(names.SENT_HERE))
    expect(sent.locator("option")).to_have_count(2)
