"""The planted study, the dashboard served on it, and a watched page: one that fails on any error or foreign request."""

from __future__ import annotations

import socket
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any
from urllib.parse import urlsplit

import pytest
from playwright.sync_api import Browser, BrowserContext, Page, expect
from waitress.server import create_server

from compute.study import Study, open_study
from sign_dash.build import build_app
from tests.sign_dash.planted import Planted, plant

WINDOW = {"width": 1440, "height": 900}
expect.set_options(timeout=20_000)  # of a machine that does much else; what is there is found at once all the same


@pytest.fixture(scope="session")
def planted(tmp_path_factory: pytest.TempPathFactory) -> Planted:
    return plant(tmp_path_factory.mktemp("studies") / "planted")


@pytest.fixture(scope="session")
def study(planted: Planted) -> Study:
    return open_study(planted.path)


@contextmanager
def serving(study: Study, **options: Any) -> Iterator[str]:
    """Serve a study's dashboard on a free port of this machine; yields its address. options: of the application."""
    listener = socket.create_server(("127.0.0.1", 0))
    server = create_server(build_app(study, **options).server, sockets=[listener], threads=8)
    threading.Thread(target=server.run, daemon=True).start()
    yield f"http://127.0.0.1:{listener.getsockname()[1]}"
    server.close()


@pytest.fixture(scope="session")
def address(study: Study) -> Iterator[str]:
    with serving(study) as served:
        yield served


@contextmanager
def watching(chromium: Browser, first_visit: bool = False, **context: object) -> Iterator[Page]:
    """A fresh page; on leaving, no console error and no request off this machine may have happened.

    first_visit: with the tour, which a browser offers once. context: of the browser, as Playwright names it.
    """
    with _context(chromium, first_visit, context) as browsing:
        page = browsing.new_page()
        errors: list[str] = []
        foreign: list[str] = []
        page.on("console", lambda message: errors.append(message.text) if message.type == "error" else None)
        page.on("pageerror", lambda error: errors.append(str(error)))
        page.on("request", lambda request: foreign.append(request.url) if _leaves(request.url) else None)
        yield page
    assert errors == []
    assert foreign == []


_KEPT: dict[Browser, BrowserContext] = {}


@contextmanager
def _context(chromium: Browser, first_visit: bool, options: dict[str, object]) -> Iterator[BrowserContext]:
    """Where pages of one visitor live. One without wishes of its own is kept for the next test, emptied of what a
    visitor leaves: compiling the scripts anew for each took two thirds of a page's opening.
    """
    usual = not first_visit and not options
    browsing = _KEPT.pop(chromium, None) if usual else None
    if browsing is None:
        browsing = chromium.new_context(**{"viewport": WINDOW, "locale": "en-GB", **options})  # type: ignore[arg-type]
        if not first_visit:
            browsing.add_init_script("localStorage.setItem('tour', JSON.stringify('seen'))")
    try:
        yield browsing
    except BaseException:
        browsing.close()
        raise
    if not usual or chromium in _KEPT:
        browsing.close()
        return
    _leave_nothing(browsing)
    _KEPT[chromium] = browsing


def _leave_nothing(browsing: BrowserContext) -> None:
    """Close the pages; remove what they stored, but not the compiled scripts."""
    visited = {f"{parts.scheme}://{parts.netloc}" for page in browsing.pages for parts in [urlsplit(page.url)]}
    for page in browsing.pages:
        page.close()
    browsing.clear_cookies()
    browsing.clear_permissions()
    blank = browsing.new_page()
    session = browsing.new_cdp_session(blank)
    for origin in visited:
        session.send("Storage.clearDataForOrigin", {"origin": origin, "storageTypes": "local_storage,indexeddb"})
    blank.close()


def _leaves(url: str) -> bool:
    parts = urlsplit(url)
    return parts.scheme not in {"data", "blob"} and parts.hostname != "127.0.0.1"


@pytest.fixture
def page(chromium: Browser) -> Iterator[Page]:
    with watching(chromium) as watched:
        yield watched
