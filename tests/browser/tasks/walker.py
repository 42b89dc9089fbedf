"""A person at the screen: sees what is there, clicks and types, and every click and keystroke is counted."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from urllib.parse import urlsplit

from playwright.sync_api import Browser, Locator, Page, expect

from compute.errors import UserError
from compute.messages import Message
from sign_dash.language.say import catalogue
from sign_dash.numbers import with_minus_signs
from tests.browser.tasks.ground import Ground
from tests.browser.tasks.looks import Look
from tests.browser.tasks.names import spoken_in

PATIENCE = 60_000  # ms; of a machine that does much else, and a study of real size

expect.set_options(timeout=PATIENCE)


@dataclass
class Walker:
    """One visit. clicks, keys: how many it has taken so far. folder: for what is saved."""

    page: Page
    browser: Browser
    look: Look
    ground: Ground
    folder: Path
    clicks: int = 0
    keys: int = 0

    def open(self, path: str = "answers", study: str | None = None) -> None:
        """Go to a page of the study by its address, as from a bookmark."""
        self.page.goto(f"{self.ground.address}/study/{study or self.ground.slug}/{path}")

    def said(self, sentence: str, **values: object) -> str:
        """A sentence of the dashboard in the language of this visit."""
        return spoken_in(self.look.language, sentence, **values)

    def told(self, message: Message | UserError) -> str:
        """What compute says, in the language of this visit."""
        words = message.message if isinstance(message, UserError) else message
        known = catalogue(self.look.language)
        return with_minus_signs(
            words.text(lambda template: known.get(template) or template, lambda path: path.name, minus="−")
        )

    def button(self, name: str, within: Locator | None = None, **values: object) -> Locator:
        return (within or self.page).get_by_role("button", name=self.said(name, **values), exact=True)

    def link(self, name: str, within: Locator | None = None, **values: object) -> Locator:
        return (within or self.page).get_by_role("link", name=self.said(name, **values), exact=True)

    def field(self, name: str, within: Locator | None = None) -> Locator:
        return (within or self.page).get_by_role("textbox", name=self.said(name), exact=True)

    def section(self, heading: str) -> Locator:
        """The part of the page below a heading."""
        found = self.page.get_by_role("heading", name=heading, exact=True)
        return self.page.locator("section").filter(has=found).locator("visible=true").last

    def click(self, what: Locator) -> None:
        what.click()
        self.clicks += 1

    def press(self, *keys: str) -> None:
        for key in keys:
            self.page.keyboard.press(key)
            self.keys += 1

    def write(self, text: str) -> None:
        """Type where the cursor is."""
        self.page.keyboard.type(text)
        self.keys += len(text)

    def saved(self, act: Callable[[], None]) -> Path:
        """The file that an action saves."""
        with self.page.expect_download(timeout=PATIENCE) as download:
            act()
        path = self.folder / download.value.suggested_filename
        download.value.save_as(path)
        return path

    def still(self) -> None:
        """Wait until nothing is asked of the server and nothing moves."""
        self.page.wait_for_load_state("networkidle")
        self.page.wait_for_function(
            "() => { window.stillFrames = document.querySelector('._dash-loading-callback') ? 0"
            " : (window.stillFrames || 0) + 1; return window.stillFrames > 20; }",
            polling="raf",
        )


@contextmanager
def visiting(browser: Browser, look: Look, ground: Ground, folder: Path) -> Iterator[Walker]:
    """A fresh browser in one look. On leaving, nothing may have been complained of and no request have left."""
    context = browser.new_context(
        viewport={"width": look.width, "height": look.height},
        color_scheme=look.scheme,
        locale="ja" if look.language == "ja" else "en-GB",
        accept_downloads=True,
    )
    context.grant_permissions(["clipboard-read", "clipboard-write"])
    context.add_init_script("localStorage.setItem('tour', JSON.stringify('seen'))")
    if look.scheme == "dark":  # a choice of its own: the dashboard begins light whatever the machine is set to
        context.add_init_script("localStorage.scheme ??= JSON.stringify('dark')")
    page = context.new_page()
    page.set_default_timeout(PATIENCE)
    faults: list[str] = []
    page.on("console", lambda said: faults.append(f"console: {said.text}") if said.type == "error" else None)
    page.on("pageerror", lambda error: faults.append(f"error: {error}"))
    context.on("request", lambda asked: faults.append(f"left: {asked.url}") if _leaves(asked.url) else None)
    try:
        yield Walker(page, browser, look, ground, folder)
    finally:
        context.close()
    assert faults == []


def _leaves(url: str) -> bool:
    parts = urlsplit(url)
    return parts.scheme not in {"data", "blob", "file"} and parts.hostname != "127.0.0.1"
