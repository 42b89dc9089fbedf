"""From one study to another, in the browser."""

from __future__ import annotations

from pathlib import Path

import pytest
from playwright.sync_api import Page, expect

from sign_dash.studies.library import Library
from tests.sign_dash.studies.conftest import offering

pytestmark = pytest.mark.browser


def test_the_menu_in_the_header_leads_to_another_study(page: Page, library: Library, tmp_path: Path) -> None:
    with offering(library, tmp_path) as address:
        page.goto(f"{address}/components?sample=LINE-007")  # an address from before there were several studies
        expect(page).to_have_url(f"{address}/study/planted/components?sample=LINE-007")
        page.get_by_role("link", name="Explore", exact=True).click()
        expect(page.get_by_role("region", name="Explore")).to_be_visible()
        page.wait_for_url(f"{address}/study/planted/?**")
        page.get_by_role("button", name="Studies").click()
        page.get_by_role("menuitem", name="Second cohort").click()
        page.wait_for_url(f"{address}/study/second/**")
        page.get_by_role("link", name="Regulators", exact=True).click()
        expect(page.get_by_role("region", name="Regulators", exact=True)).to_be_visible()
        page.wait_for_url(f"{address}/study/second/regulators**")
