"""In the browser: a workbook with two sheets, its values, and a gene that was mistyped."""

from __future__ import annotations

import io
from pathlib import Path

import numpy as np
import pandas as pd
import pytest
from playwright.sync_api import Page, expect

from sign_dash.server.library import Library
from tests.read.kinds.kind import COUNTS, TABLE
from tests.sign_dash.pages.data.conftest import offering

pytestmark = pytest.mark.browser


@pytest.mark.slow
def test_the_sheet_the_values_and_a_mistyped_gene_are_seen_before_the_start(
    page: Page, library: Library, tmp_path: Path
) -> None:
    packed = io.BytesIO()
    with pd.ExcelWriter(packed, engine="openpyxl") as book:
        COUNTS.to_excel(book, sheet_name="counts")
        TABLE.to_excel(book, sheet_name="logs")
    scores = pd.DataFrame({"sample": [name.lower() for name in TABLE.columns], "age": np.linspace(20, 80, 12)})
    sheet = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
    files = [
        {"name": "table.xlsx", "mimeType": sheet, "buffer": packed.getvalue()},
        {"name": "scores.csv", "mimeType": "text/csv", "buffer": scores.to_csv(index=False).encode()},
    ]
    with offering(library, tmp_path / "cache") as address:
        page.goto(f"{address}/runs")
        page.get_by_role("tab", name="New study").click()
        with page.expect_file_chooser() as chooser:
            page.get_by_role("button", name="Choose files").click()
        chooser.value.set_files(files)  # type: ignore[arg-type]
        report = page.get_by_role("region", name="Report on the files")
        expect(report.get_by_text("The sheet 'counts' was read; the others are logs")).to_be_visible(timeout=60_000)
        expect(page.get_by_role("textbox", name="Values", exact=True)).to_have_value(
            "automatic: counts per million → log2(x + 1)"
        )
        expect(report.get_by_text("12 samples were matched ignoring case and punctuation")).to_be_visible()
        page.get_by_text("match names that nearly agree").click()
        expect(report.get_by_text("None of the 12 samples of the expression table is in it")).to_be_visible(
            timeout=60_000
        )
        page.get_by_role("textbox", name="Sheet or matrix").click()
        page.get_by_role("option", name="logs").click()
        expect(report.get_by_text("The sheet 'logs' was read")).to_be_visible(timeout=60_000)
        page.get_by_role("textbox", name="Target genes").fill("CDH1 ZEBI")
        expect(page.get_by_role("status").get_by_text("Not there: ZEBI (ZEB2, ZEB1?).")).to_be_visible(timeout=60_000)
