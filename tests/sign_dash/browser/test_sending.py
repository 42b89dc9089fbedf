"""On from a table or a search to Explore, which remembers what was sent there; and the link to a view."""

from __future__ import annotations

import pytest
from playwright.sync_api import Page, expect

pytestmark = pytest.mark.browser


def in_focus(page: Page) -> list[str]:
    return list(page.evaluate("() => signdash.state.value('explore.genes')"))


def test_genes_of_a_table_and_a_search_hit_are_sent_and_remembered(page: Page, address: str) -> None:
    page.context.grant_permissions(["clipboard-read", "clipboard-write"])
    page.goto(f"{address}/regulators?target=CDH1")
    table = page.locator("#regulators-ranking")
    expect(table.locator(".ag-pinned-left-cols-container .ag-row").first).to_be_visible()
    rows = page.evaluate(
        "() => { const rows = []; dash_ag_grid.getApi('regulators-ranking')"
        ".forEachNodeAfterFilterAndSort((row) => rows.push(row.data.regulator)); return rows; }"
    )
    page.locator("#regulators-ranking-slot").locator("xpath=..").get_by_role("button", name="Send to Explore").click()
    expect(page.locator("#page-explore")).to_be_visible()
    page.wait_for_function("() => signdash.state.value('explore.genes').length > 1")
    assert in_focus(page) == list(dict.fromkeys(gene for row in rows[:10] for gene in (row, "CDH1")))
    sent = page.get_by_role("combobox", name="Genes sent here from other pages")
    expect(sent.locator("option")).to_have_count(2)

    field = page.get_by_role("textbox", name="Find a gene")
    field.fill("VIM")
    field.press("Enter")
    expect(sent.locator("option")).to_have_count(3)
    page.get_by_role("link", name="Compare").click()
    changes = page.get_by_role("tabpanel", name="Largest changes")
    expect(changes.locator(".ag-center-cols-container .ag-row").first).to_be_visible()
    changes.get_by_role("button", name="Send to Explore").click()
    expect(page.locator("#page-explore")).to_be_visible()
    expect(sent.locator("option")).to_have_count(4)
    sent.select_option(label="Search: VIM")
    page.wait_for_function("() => signdash.state.value('explore.genes').join() === 'VIM'")

    page.wait_for_function("() => location.search.includes('VIM')")
    page.get_by_role("button", name="Copy link").click()
    expect(page.get_by_text("The link to this view is copied.")).to_be_visible()
    assert page.evaluate("() => navigator.clipboard.readText()") == page.url
