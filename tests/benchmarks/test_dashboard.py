"""The dashboard's benchmark gives every figure it names."""

from __future__ import annotations

from pathlib import Path

import pytest
from playwright.sync_api import Browser

from benchmarks.dashboard import measure
from tests.sign_dash.planted import plant


@pytest.mark.browser
@pytest.mark.timed
def test_every_figure_is_measured(chromium: Browser, tmp_path: Path) -> None:
    plant(tmp_path / "study")
    found = measure(chromium, tmp_path / "study", rounds=1, browsers=2, minutes=0.05)
    assert found["start_s"] > 0
    assert 0 < found["memory_gb_at_start"] <= 1
    for name in ("first_visit", "page_switch", "focus", "ten_browsers"):
        assert found[name]["n"] > 0
        assert 0 < found[name]["median_ms"] <= found[name]["p95_ms"]
    assert set(found["growth"]) == {"minutes", "keys", "page_percent", "process_percent", "page_mb", "process_mb"}
