"""The page as a component tree, and what an address says of it."""

from __future__ import annotations

import pytest

from compute.study import Study
from sign_dash.pages.regulators import names
from sign_dash.pages.regulators.layout import layout, views
from tests.sign_dash.pages.components.test_layout import by_id, text


def test_the_page_has_its_three_views(study: Study) -> None:
    page = layout(study)
    for words in views().values():
        assert words in text(page)
    assert by_id(page, names.TARGET).value == "CDH1"


def test_building_the_page_reads_no_network(study: Study, monkeypatch: pytest.MonkeyPatch) -> None:
    for read in ("network", "edge", "target_coefficients", "regulator_coefficients"):
        monkeypatch.setattr(type(study), read, lambda *_: pytest.fail("a network was read"))
    layout(study)
