"""The Scores page in a browser: a dot and a name lead to their sample, gene sets join the comparison."""

from __future__ import annotations

from pathlib import Path

import pytest
from playwright.sync_api import Page, expect

from compute.score import Comparison
from compute.study import Study
from tests.sign_dash.pages.scores.conftest import SETS

pytestmark = pytest.mark.browser


def test_scores_side_by_side_lead_to_samples(
    page: Page, address: str, study: Study, found: Comparison, tmp_path: Path
) -> None:
    page.goto(f"{address}/scores")
    expect(page.locator("#scores-words")).to_contain_text(f"{found.counts['hybrid']} of 90 samples are hybrid")
    expect(page.locator("#scores-plane .plot-ring")).to_be_visible()
    row = page.locator("#scores-apart button").first
    sample = row.text_content() or ""
    row.click()
    expect(page.locator("#sample-picker")).to_have_value(sample)
    page.evaluate(
        "() => document.querySelector('#scores-plane .js-plotly-plot').emit('plotly_click',"
        " { points: [{ customdata: signdash.strip.cohort.samples[7], curveNumber: 0, pointNumber: 7 }], event: {} })"
    )
    expect(page.locator("#sample-picker")).to_have_value(study.samples[7])
    (tmp_path / "sets.gmt").write_text(SETS)
    page.locator("#scores-gene-sets-upload input").set_input_files(tmp_path / "sets.gmt")
    expect(page.locator("#scores-genes")).to_contain_text("EMT_UP4/5NOSUCH")
    expect(page.locator("#scores-agreement .ytick", has_text="EMT_UP")).to_be_visible()
