"""Each reason why numbers are preliminary has its badge in sight on every page that shows numbers."""

from __future__ import annotations

import re
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import Browser, expect

from compute.study import Study, open_study
from tests.made import made_with
from tests.sign_dash.conftest import serving, watching

pytestmark = pytest.mark.browser

PAGES = ("answers", "explore", "compare", "components", "regulators", "scores", "story")
REASONS: dict[str, tuple[dict[str, Any], str]] = {
    "Preview": ({"method": made_with({"score_grid": 20})}, "at 20 values of the score"),
    "Raw counts": ({"values": {"scale": "counts", "steps": [], "per_million": False}}, "neither normalised nor"),
    "Fits not converged": ({"fits": 1000, "fits_not_converged": 10}, "10 of 1,000 fits"),
    "Few samples": ({}, "few of these edges may be found again"),
    "Few regulators": ({}, "may stand for a regulator"),
    "Without confidence": ({}, "how many of these edges would be found again is not known"),
}


@pytest.mark.parametrize("label", REASONS)
def test_the_badge_is_on_every_page(
    chromium: Browser, study: Study, label: str, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    changes, sentence = REASONS[label]
    marked = open_study(study.path)
    marked.info = replace(marked.info, **{"fits_not_converged": 0, "values": {}, **changes})
    for name, of in (("FEW_SAMPLES", "Few samples"), ("FEW_REGULATORS", "Few regulators")):
        monkeypatch.setattr(f"compute.suitability.preliminary.{name}", 1_000 if label == of else 0)
    with (
        serving(marked, cache=tmp_path) as address,
        watching(chromium, viewport={"width": 1280, "height": 800}) as page,
    ):
        page.goto(f"{address}/answers")
        badge = page.locator(".study-title .badge-caution")
        for name in PAGES:
            page.locator(f"#link-{name}").click()
            expect(page.locator(f"#page-{name}")).to_be_visible()
            expect(badge).to_be_in_viewport()
            expect(badge).to_contain_text(label)
            expect(badge).to_have_attribute("title", re.compile(re.escape(sentence)))
        page.locator("#link-runs").click()  # of other data
        expect(badge).to_be_hidden()


def test_all_cautions_are_read_by_key_and_by_touch(
    chromium: Browser, study: Study, time_study: Study, tmp_path: Path
) -> None:
    for of, pages in ((study, ("answers?gene=CDH1", "explore")), (time_study, ("modules",))):
        marked = open_study(of.path)
        marked.info = replace(marked.info, fits=1000, fits_not_converged=10, values=REASONS["Raw counts"][0]["values"])
        with (
            serving(marked, cache=tmp_path) as address,
            watching(chromium, viewport={"width": 390, "height": 844}, has_touch=True) as page,
        ):
            for name in pages:
                page.goto(f"{address}/{name}")
                badge = page.get_by_role("button", name=re.compile("Raw counts.*: To be read with care"))
                told = page.get_by_role("region", name="To be read with care")
                for opens in (badge.tap, lambda badge=badge: badge.press("Enter")):
                    opens()
                    expect(told).to_be_in_viewport(ratio=1)
                    expect(told.get_by_role("listitem")).to_contain_text(["neither normalised nor", "10 of 1,000 fits"])
                    page.keyboard.press("Escape")
                    expect(told).to_be_hidden()
                    expect(badge).to_be_focused()
