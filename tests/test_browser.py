"""The browser that the other tests drive."""

import pytest
from playwright.sync_api import Browser


@pytest.mark.browser
def test_the_browser_runs_scripts_and_paints_a_canvas(chromium: Browser) -> None:
    page = chromium.new_page()
    page.set_content("<canvas id=c width=4 height=4></canvas>")
    colour = page.evaluate(
        "() => { const p = document.getElementById('c').getContext('2d');"
        " p.fillStyle = '#0072B2'; p.fillRect(0, 0, 4, 4); return [...p.getImageData(1, 1, 1, 1).data]; }"
    )
    assert colour == [0x00, 0x72, 0xB2, 255]
    page.close()
