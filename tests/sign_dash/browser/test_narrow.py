"""A telephone's width: no word and no control reaches out of its card, no row of a form touches the next one. At that
of a small notebook no table cuts its words."""

from __future__ import annotations

import pytest
from playwright.sync_api import Browser

from tests.sign_dash.browser.walking import CUT_CELLS, OUTSIDE, TOUCHING, left_over, walk
from tests.sign_dash.conftest import watching

pytestmark = pytest.mark.browser


def test_words_stay_inside_their_cards(chromium: Browser, modelled_address: str) -> None:
    with watching(chromium, viewport={"width": 390, "height": 844}) as page:
        for seen in walk(page, modelled_address):
            for script in (OUTSIDE, TOUCHING):
                assert left_over(page, script) == [], seen


def test_tables_show_their_words_whole(chromium: Browser, modelled_address: str) -> None:
    with watching(chromium, viewport={"width": 1280, "height": 800}) as page:
        for seen in walk(page, modelled_address):
            assert left_over(page, CUT_CELLS) == [], seen
