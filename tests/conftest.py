"""Fixtures for every test: the reference data folder and the browser."""

from __future__ import annotations

import os
import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser, sync_playwright

from compute.study import Study
from tests.methods.state_space.conftest import courses, run

ROOT = Path(__file__).resolve().parent.parent
BROWSER_NAMES = ("chromium", "chromium-browser", "google-chrome")
# The browser itself must stay quiet: some tests fail on any request that leaves the machine.
BROWSER_ARGUMENTS = [
    "--no-sandbox",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
    "--no-first-run",
]


def pytest_addoption(parser: pytest.Parser) -> None:
    parser.addoption(
        "--tries", type=int, default=2, metavar="N", help="how often each fault of tests/faults is tried (2)"
    )
    parser.addoption(
        "--examples",
        type=int,
        default=25,
        metavar="N",
        help="how many examples each fuzz test draws (25)",
    )
    parser.addoption(
        "--walk",
        type=Path,
        metavar="FOLDER",
        help="walk every task of tests/browser/tasks in every look; pictures and a table go there",
    )
    parser.addoption("--looks", default="", metavar="NAMES", help="walk in these looks alone: 1280,390-dark")
    parser.addoption("--study", type=Path, metavar="STUDY", help="walk on this study, not on a planted one")


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """``make test`` finds the tests in a browser by these words in their files: reading all files takes 20 s."""
    marked = {item.path for item in items if item.get_closest_marker("browser")}
    unseen = [path for path in sorted(marked) if "mark.browser" not in path.read_text(encoding="utf-8")]
    if unseen:
        raise pytest.UsageError(f"Write the mark browser into these files themselves: {', '.join(map(str, unseen))}")


@pytest.fixture(scope="session", autouse=True)
def no_waiting_for_the_disk() -> Iterator[None]:
    """Files are whole or absent for every process as soon as they are renamed; only a power cut, which no test makes,
    asks whether they have reached the disk. That waiting was half of what a small study took."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr("os.fsync", lambda handle: None)
        yield


@pytest.fixture(scope="session")
def chromium() -> Iterator[Browser]:
    """The system's Chromium, driven by Playwright; open a fresh page or context from it in each test.

    Where there is no Chromium the test skips, or fails if SIGN_DASH_REQUIRE_BROWSER=1.
    """
    executable = next(filter(None, map(shutil.which, BROWSER_NAMES)), None)
    if executable is None:
        reason = f"no browser found: none of {', '.join(BROWSER_NAMES)} is installed"
        if os.environ.get("SIGN_DASH_REQUIRE_BROWSER") == "1":
            pytest.fail(reason)
        pytest.skip(reason)
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=executable, args=BROWSER_ARGUMENTS)
        yield browser
        browser.close()


@pytest.fixture(scope="session")
def time_study(tmp_path_factory: pytest.TempPathFactory) -> Study:
    """A state space model of simulated courses with three planted modules."""
    return run(courses(), tmp_path_factory.mktemp("courses") / "study")


@pytest.fixture(scope="session")
def shared_data() -> Path:
    """The folder of real reference data beside the checkout; skips where it is absent."""
    folder = ROOT.parent / "shared" / "data"
    if not folder.is_dir():
        pytest.skip("the reference data (../shared/data) are not on this machine")
    return folder
