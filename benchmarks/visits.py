"""What a visitor's browser asks of the server: recorded once from a real page, then asked by many users.

A person's acts are done by Playwright in Debian's Chromium, one after the other; everything the page asks for meanwhile
is an :class:`Act`. A :class:`Visitor` repeats acts as a browser would: six requests at a time, scripts kept as long as
the server allows, with a gene and a sample of its own in place of the recorded ones.
"""

from __future__ import annotations

import json
import queue
import random
import shutil
import threading
import time
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from typing import Any, Final
from urllib.parse import urlsplit

import urllib3
from playwright.sync_api import Page, Request, sync_playwright

from sign_dash import ids

AT_A_TIME: Final = 6
"""Connections of a browser to one server."""
QUIET: Final = 1.5
"""Seconds without a request after which an act is over."""
LONGEST: Final = 8.0
GENE: Final = "VIM"
"""Chosen while recording; every user puts one of their own in its place."""
UPDATE: Final = "_dash-update-component"
STATIC: Final = ("assets/", "_dash-component-suites")
PATIENCE: Final = 60.0

Answered = Callable[[str, float, int, str], None]
"""Kind of a request ("page" or "script"), the seconds it took, its status (0: none came), what was asked."""


@dataclass(frozen=True)
class Asked:
    """One request. path: below the study's address, body: of a question, "" for what is fetched."""

    path: str
    body: str = ""

    @property
    def kind(self) -> str:
        """Whether the server has to think, or only to send a file."""
        return "script" if any(part in self.path for part in STATIC) else "page"


@dataclass(frozen=True)
class Act:
    """What one act of a person asks for. page: where it can be done, "" for anywhere; leads: the page it leads to."""

    name: str
    page: str
    leads: str
    asks: tuple[Asked, ...]


def record(front: str) -> list[Act]:
    """The acts on the study at this address, the first of them its opening. front: ends with a slash."""
    executable = shutil.which("chromium") or shutil.which("chromium-browser")
    acts: list[Act] = []
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=executable, args=["--no-sandbox"])
        context = browser.new_context(viewport={"width": 1440, "height": 900}, locale="en-GB")
        context.add_init_script("localStorage.setItem('tour', JSON.stringify('seen'))")
        page = context.new_page()
        for name, where, leads, do in _acts(page, front):
            asks = tuple(_during(page, front, do))
            acts.append(Act(name, where, leads, asks))
        browser.close()
    return [act for act in acts if act.asks]


def _acts(page: Page, front: str) -> Iterator[tuple[str, str, str, Callable[[], object]]]:
    def pick(label: str, gene: str) -> None:
        page.get_by_role("textbox", name=label, exact=True).filter(visible=True).first.fill(gene)
        page.get_by_role("option", name=gene, exact=True).filter(visible=True).first.click()

    def link(name: str) -> Callable[[], object]:
        return lambda: page.locator(f"#link-{name}").click()

    def slide(key: str) -> Callable[[], object]:
        return lambda: page.get_by_role("slider", name="EMT score").press(key)

    yield "open the study", "", "answers", lambda: page.goto(f"{front}answers")
    yield "look a gene up", "answers", "answers", lambda: pick("Gene", GENE)
    yield "to Explore", "", "explore", link("explore")
    yield "pick a gene", "explore", "explore", lambda: pick("Find a gene", GENE)
    yield "slide", "explore", "explore", slide("PageUp")
    yield (
        "change the strength", "explore", "explore",
        lambda: page.get_by_label("Strength at least", exact=True).fill("0.1"),
    )  # fmt: skip
    yield "to Compare", "", "compare", link("compare")
    yield "swap the sides", "compare", "compare", lambda: page.get_by_role("button", name="Swap sides").click()
    yield "rank rewired genes", "compare", "compare", lambda: page.get_by_role("tab", name="Rewired genes").click()
    yield "to Regulators", "", "regulators", link("regulators")
    yield "another target", "regulators", "regulators", lambda: pick("Target", GENE)
    yield "look at hubs", "regulators", "regulators", lambda: page.get_by_role("tab", name="Hubs").click()
    yield "slide", "regulators", "regulators", slide("PageDown")
    yield "to Data & runs", "", "runs", link("runs")
    yield "to Story", "", "story", link("story")
    yield "open it again", "", "answers", lambda: page.goto(f"{front}answers")


def _during(page: Page, front: str, do: Callable[[], object]) -> list[Asked]:
    asked: list[Asked] = []
    last = [time.monotonic()]

    def note(request: Request) -> None:
        if request.url.startswith(front) or urlsplit(request.url).path.startswith(urlsplit(front).path):
            asked.append(Asked(request.url.removeprefix(front), request.post_data or ""))
            last[0] = time.monotonic()

    page.on("request", note)
    until = time.monotonic() + LONGEST
    do()
    while time.monotonic() < until and time.monotonic() - last[0] < QUIET:
        page.wait_for_timeout(100)
    page.remove_listener("request", note)
    return asked


class Visitor:
    """One user: a browser of its own that repeats acts. answered: is told of every answer."""

    def __init__(
        self, number: int, front: str, acts: Sequence[Act], genes: Sequence[str], samples: int, answered: Answered
    ) -> None:
        self.chance = random.Random(number)
        self.front, self._acts, self._genes, self._samples, self._answered = front, acts, genes, samples, answered
        self._browser = urllib3.PoolManager(1, maxsize=AT_A_TIME, retries=False, block=True)
        self._cookie = ""
        self._known: dict[str, dict[str, str]] = {}
        self._here = ""

    def next_act(self) -> Act:
        """First the study is opened; then mostly something of the page that is open, at times another page."""
        if not self._here:
            return self._acts[0]
        own = [act for act in self._acts if act.page == self._here]
        others = [act for act in self._acts[1:] if not act.page and act.leads != self._here]
        return self.chance.choice(own if own and self.chance.random() < 0.7 else others)

    def do(self, act: Act) -> None:
        """Ask for all that the act asks for, six at a time."""
        gene, sample = self.chance.choice(self._genes), self.chance.randrange(self._samples)
        if act.name.startswith("open"):
            self._ask(act.asks[0])  # the document names the rest
            rest = act.asks[1:]
        else:
            rest = act.asks
        waiting: queue.SimpleQueue[Asked] = queue.SimpleQueue()
        for asked in rest:
            waiting.put(own_version(asked, gene, sample))

        def work() -> None:
            while True:
                try:
                    self._ask(waiting.get_nowait())
                except queue.Empty:
                    return

        hands = [threading.Thread(target=work) for _ in range(min(AT_A_TIME, len(rest)))]
        for hand in hands:
            hand.start()
        for hand in hands:
            hand.join()
        self._here = act.leads

    def ask(self, path: str, body: str = "") -> tuple[int, str]:
        """One request and its answer: status and text."""
        return self._ask(Asked(path, body))

    def _ask(self, asked: Asked) -> tuple[int, str]:
        known = self._known.get(asked.path, {})
        if not asked.body and "fresh" in known:
            return 200, ""
        headers = {"Accept-Encoding": "gzip", "Accept": "text/html" if asked.path == "answers" else "*/*"}
        if self._cookie:
            headers["Cookie"] = self._cookie
        if asked.body:
            headers["Content-Type"] = "application/json"
        else:
            headers |= known
        begun, status, text = time.perf_counter(), 0, ""
        try:
            answer = self._browser.request(
                "POST" if asked.body else "GET",
                f"{self.front}{asked.path}",
                body=asked.body.encode() or None,
                headers=headers,
                timeout=PATIENCE,
            )
            status, text = answer.status, answer.data.decode("utf-8", "replace") if asked.kind == "page" else ""
            self._keep(asked, answer.headers)
        except urllib3.exceptions.HTTPError as error:
            text = type(error).__name__
        self._answered(asked.kind, time.perf_counter() - begun, status, f"{asked.path[:60]} {text[:80]}")
        return status, text

    def _keep(self, asked: Asked, headers: Any) -> None:
        """What a browser keeps: the cookie, and scripts as long as they may be kept, or to be asked about."""
        if "Set-Cookie" in headers:
            self._cookie = headers["Set-Cookie"].partition(";")[0]
        if asked.body:
            return
        if "max-age=" in headers.get("Cache-Control", "") and "no-" not in headers.get("Cache-Control", ""):
            self._known[asked.path] = {"fresh": ""}
        elif "ETag" in headers:
            self._known[asked.path] = {"If-None-Match": headers["ETag"]}


def own_version(asked: Asked, gene: str, sample: int) -> Asked:
    """The request with another gene and another place of the slider than was recorded; Explore is drawn around that
    gene and the recorded ones but the first, with a strength that goes with the sample.
    """
    if not asked.body:
        return asked
    body = json.loads(asked.body.replace(f'"{GENE}"', json.dumps(gene)))
    if "inputs" in body:
        for one in (*body["inputs"], *body.get("state", ())):
            if not isinstance(one, dict):
                continue
            value = one.get("value")
            if one.get("id") == ids.POSITION and isinstance(value, int):
                one["value"] = sample
            elif one.get("id") == ids.FOCUS_GENES and isinstance(value, list) and value:
                one["value"] = list(dict.fromkeys([gene, *value[1:]]))
            elif one.get("id") == ids.STRENGTH and isinstance(value, int | float):
                one["value"] = 0.05 + 0.01 * (sample % 20)
    return Asked(asked.path, json.dumps(body, separators=(",", ":")))
