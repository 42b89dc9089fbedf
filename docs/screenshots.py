"""Take the README's pictures of the pages, light and dark: ``python docs/screenshots.py [STUDY]``.

Without STUDY the demo study in ``cache/demo`` is shown (``make run`` makes it).
"""

from __future__ import annotations

import shutil
import socket
import sys
import tempfile
import threading
from pathlib import Path

from playwright.sync_api import Browser, Page, expect, sync_playwright
from waitress.server import create_server

ROOT = Path(__file__).resolve().parent.parent
sys.path.insert(0, str(ROOT))

from compute.study import Study, open_study
from sign_dash.build import build_app
from sign_dash.pages.registry import PAGES

WINDOW = {"width": 1440, "height": 900}
PLACE = 0.72
"""Where along the cohort the slider stands, 0 to 1."""
KEPT = {
    "explore": "Who regulates CDH1, and the EMT factors around it",
    "compare": "What differs between the two ends of the score",
    "regulators": "What regulates CDH1, along the score",
}
"""Pages whose view becomes a slide of the story, and its title."""
PATIENCE = 120_000  # ms, for a machine with other work to do


def main() -> None:
    """Serve the study, take the pictures, stop."""
    expect.set_options(timeout=PATIENCE)
    study = open_study(Path(sys.argv[1]) if len(sys.argv) > 1 else ROOT / "cache" / "demo")
    listener = socket.create_server(("127.0.0.1", 0))
    kept = tempfile.TemporaryDirectory()
    server = create_server(build_app(study, Path(kept.name)).server, sockets=[listener], threads=8)
    threading.Thread(target=server.run, daemon=True).start()
    address = f"http://127.0.0.1:{listener.getsockname()[1]}"
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(
            executable_path=shutil.which("chromium"), args=["--no-sandbox", "--disable-background-networking"]
        )
        for scheme in ("light", "dark"):
            take(browser, study, address, scheme)
        browser.close()
    server.close()
    kept.cleanup()


def take(browser: Browser, study: Study, address: str, scheme: str) -> None:
    """Every page in one colour scheme."""
    context = browser.new_context(viewport=WINDOW, color_scheme=scheme, locale="en-GB")  # type: ignore[arg-type]
    context.add_init_script(f"localStorage.setItem('scheme', JSON.stringify('{scheme}'))")
    context.add_init_script("localStorage.setItem('tour', JSON.stringify('seen'))")
    sample = study.samples[round(PLACE * (len(study.samples) - 1))]
    page = context.new_page()
    page.set_default_timeout(PATIENCE)
    page.goto(f"{address}/?sample={sample}")
    drawn(page, "network")
    find(page, "CDH1")
    for name in (shown.name for shown in PAGES if shown.is_listed(study)):
        page.locator(f"#link-{name}").click()
        expect(page.locator(f"#page-{name}")).to_be_visible()
        READY.get(name, settled)(page)
        page.screenshot(path=ROOT / "docs" / f"{name}{'' if scheme == 'light' else '-dark'}.png")
        if name in KEPT:
            keep(page, KEPT[name])
    context.close()


def keep(page: Page, title: str) -> None:
    """Keep the current view as a slide of the story."""
    page.get_by_role("button", name="Add this view to the story").click()
    dialog = page.get_by_role("dialog", name="Add this view to the story")
    expect(dialog.get_by_role("checkbox").first).to_be_checked()
    dialog.get_by_label("Title").fill(title)
    dialog.get_by_role("button", name="Add slide").click()
    expect(dialog).to_be_hidden()
    expect(page.locator("#notice")).to_be_empty()


def settled(page: Page) -> None:
    """Wait until nothing is asked or drawn any more."""
    page.wait_for_load_state("networkidle")
    page.wait_for_timeout(1500)


def drawn(page: Page, canvas: str) -> None:
    """Wait until a canvas shows its network and everything around it has settled."""
    page.wait_for_function("(name) => (signdash.network.snapshot(name)?.edges.length ?? 0) > 0", arg=canvas)
    settled(page)


def components(page: Page) -> None:
    """A study without a model shows how to make one."""
    if page.locator("#component-network").is_visible():
        drawn(page, "component-network")
    settled(page)


def regulators(page: Page) -> None:
    expect(page.locator("#regulators-heat .heatmaplayer image")).to_be_visible()
    settled(page)


def runs(page: Page) -> None:
    """With the study chosen, so that its card is there."""
    page.locator("#page-runs [role=gridcell]").first.click()
    settled(page)


READY = {"components": components, "regulators": regulators, "runs": runs}


def find(page: Page, gene: str) -> None:
    """Find a gene as a person does, and wait for what the inspector says about it."""
    search = page.get_by_role("textbox", name="Find a gene")
    search.fill(gene)
    expect(page.get_by_role("option", name=gene, exact=True)).to_be_visible()
    search.press("Enter")
    expect(page.get_by_role("heading", name=gene, exact=True)).to_be_visible()
    page.wait_for_load_state("networkidle")
    page.wait_for_timeout(1500)


if __name__ == "__main__":
    main()
