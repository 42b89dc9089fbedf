"""How the dashboard feels: ``python benchmarks/dashboard.py [--study STUDY | --paper] [--minutes N] [--json]``.

Starts ``app.py`` on the study named (default: a planted one that fills the drawing's caps; ``--paper``: a simulated
one of 762 samples × 13,508 targets × 1,732 regulators with 200 million coefficients) and drives it in Chromium.

* `painted_s`: from starting the process to the first painted network, the browser being open; `start_s`: to the frame
  that answers the first step of the slider. `memory_gb`: its own memory, then and at the end; `rss_gb`: with the
  study's files as far as they are mapped, which the system drops where it needs the room.
* `first_visit` and `page_switch`: from the click on a page's link to the frame that shows the page, the first time and
  later; `first_content`: to the server's last answer for it.
* `focus`: from other genes in focus to the painted network.
* `ten_browsers`: what one browser asked for is asked by ten at once, each pausing a second or so between two acts;
  the time to each whole answer.
* `growth`, with ``--minutes``: memory of page and process after sliding and switching for so long, against that after
  the first tenth of it (at least a minute), garbage collected. Every minute is told on stderr, as a line of JSON, so
  that a run that was interrupted has told what it knew.

All of it without ``--minutes`` takes two to four minutes; whatever does not come in time ends it with
an error.
"""

from __future__ import annotations

import argparse
import compileall
import json
import shutil
import socket
import subprocess
import sys
import tempfile
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any
from urllib.parse import urljoin
from urllib.request import Request, urlopen

import numpy as np
import psutil
from playwright.sync_api import Browser, CDPSession, Page, sync_playwright

ROOT = Path(__file__).resolve().parent.parent
sys.path.insert(0, str(ROOT))

from benchmarks.report import show
from benchmarks.slider import FOCUS, FULL, STEP
from benchmarks.store import write
from tests.sign_dash.planted import plant

SWITCH = """async (name) => {
  const frame = () => new Promise((done) => requestAnimationFrame(() => {
    const channel = new MessageChannel(); channel.port1.onmessage = () => done(); channel.port2.postMessage(0); }));
  const begun = performance.now();
  document.getElementById(`link-${name}`).click();
  const panel = document.getElementById(`page-${name}`);
  const there = () => !panel.hidden && panel.firstElementChild;
  while (!there() && performance.now() - begun < 20000) await frame();
  await frame();
  return there() ? performance.now() - begun : null;
}"""
PAGES = """() => [...document.querySelectorAll("main > .page")]
  .filter((panel) => document.getElementById(`link-${panel.id.slice(5)}`))  // what the study has
  .sort((one, other) => one.hidden - other.hidden)  // the open one first
  .map((panel) => panel.id.slice(5))"""
ACT = """([gene, place]) => {
  signdash.score.go(place); signdash.score.rest();
  dash_clientside.set_props("picked", {data: {gene, from: "search"}});
}"""
READY = "() => window.signdash?.network?.canvas?.('network').painted > 0"
SEEN = "localStorage.setItem('tour', JSON.stringify('seen'))"
PAUSE = 1.0
"""Mean seconds a person pauses between two acts."""
PATIENCE = 120
"""Seconds the process has to listen, and the page to be painted."""
COUNTING = """{ // what the server is being asked, and when it last answered
  const ask = window.fetch;
  window.asked = { now: 0, last: 0 };
  window.fetch = async (...given) => {
    asked.now += 1;
    try { return await ask(...given); } finally { asked.now -= 1; asked.last = performance.now(); }
  };
}"""
ANSWERED = "() => asked.now === 0 && performance.now() - asked.last > 500 ? asked : null"


@contextmanager
def serving(study: Path) -> Iterator[tuple[psutil.Process, str, float]]:
    """The dashboard in a process of its own: the process, its address, and when it was started.

    Its byte code is there, as it is at every start but the very first.
    """
    for package in ("compute", "sign_dash"):
        compileall.compile_dir(ROOT / package, quiet=2)
    with socket.create_server(("127.0.0.1", 0)) as free:
        port = free.getsockname()[1]
    begun = time.perf_counter()
    process = subprocess.Popen(
        [sys.executable, "app.py", str(study), "--port", str(port)], cwd=ROOT, stdout=subprocess.DEVNULL
    )
    try:
        while time.perf_counter() - begun < PATIENCE:
            try:
                socket.create_connection(("127.0.0.1", port), timeout=1).close()
                break
            except OSError:
                if process.poll() is not None:
                    raise RuntimeError("The dashboard did not start.") from None
                time.sleep(0.01)
        else:
            raise RuntimeError(f"The dashboard did not listen within {PATIENCE} s.")
        yield psutil.Process(process.pid), f"http://127.0.0.1:{port}", begun
    finally:
        process.terminate()
        try:
            process.wait(timeout=20)
        except subprocess.TimeoutExpired:
            process.kill()


def answered(page: Page) -> float:
    """Wait until the server has been asked nothing for half a second; when it last answered, in the page's time."""
    return float(page.wait_for_function(ANSWERED, timeout=1000 * PATIENCE).json_value()["last"])


def switched(page: Page, name: str) -> float:
    """Milliseconds to the frame that shows a page."""
    shown = page.evaluate(SWITCH, name)
    if shown is None:
        raise RuntimeError(f"The page {name} did not show itself.")
    return float(shown)


def switches(page: Page, rounds: int) -> dict[str, dict[str, float]]:
    """Every page for the first time, then all of them in turn."""
    names = page.evaluate(PAGES)
    first, content = [], []
    for name in names[1:]:
        begun = page.evaluate("() => performance.now()")
        first.append(switched(page, name))
        content.append(max(first[-1], answered(page) - begun))
    later = []
    for _ in range(rounds):
        for name in [names[0], *names[1:]]:
            later.append(switched(page, name))
            page.wait_for_timeout(250)
    switched(page, names[0])
    return {"first_visit": _summary(first), "first_content": _summary(content), "page_switch": _summary(later)}


def refocused(page: Page, rounds: int) -> dict[str, float]:
    """Milliseconds to the painted network of other genes in focus."""
    known = page.evaluate("() => signdash.optionsOf('focus-genes')")
    times = []
    for genes in ([known[i], known[-1 - i]] for i in range(rounds)):
        result = page.evaluate(FOCUS, [genes])
        if not result["drawn"]:
            raise RuntimeError("The canvas drew nothing after other genes were put in focus.")
        times.append(float(result["painted"]))
        answered(page)
    return _summary(times)


def recorded(page: Page) -> list[tuple[str, bytes]]:
    """What a browser asks of the server while somebody slides, selects and switches: addresses and bodies."""
    asked: list[tuple[str, bytes]] = []

    def keep(request: Any) -> None:
        if request.method == "POST" and request.post_data_buffer:
            asked.append((request.url, request.post_data_buffer))

    page.on("request", keep)
    genes = page.evaluate("() => signdash.network.snapshot('network').nodes.slice(0, 6).map((n) => n.id)")
    for place, gene in enumerate(genes):
        page.evaluate(ACT, [gene, 7 * place])
        answered(page)
        page.wait_for_timeout(200)
    page.remove_listener("request", keep)
    return asked


def ten_at_once(asked: list[tuple[str, bytes]], browsers: int, rounds: int) -> dict[str, float]:
    """Milliseconds to each answer while so many ask."""
    times: list[float] = []

    def browse(seed: int) -> None:
        random = np.random.default_rng(seed)
        for _ in range(rounds):
            for url, body in asked:
                time.sleep(random.exponential(PAUSE))
                begun = time.perf_counter()
                with urlopen(Request(url, body, {"Content-Type": "application/json"}), timeout=60) as answer:
                    answer.read()
                times.append(1000 * (time.perf_counter() - begun))

    threads = [threading.Thread(target=browse, args=(seed,)) for seed in range(browsers)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    return _summary(times)


def growth(page: Page, process: psutil.Process, minutes: float) -> dict[str, float]:
    """Per cent by which page and process grew while somebody slid and switched for so long."""
    session = page.context.new_cdp_session(page)
    begun = time.perf_counter()
    told: list[tuple[float, float, float]] = []  # minutes passed, memory of page and process
    keys = 0

    def look() -> dict[str, float]:
        told.append(((time.perf_counter() - begun) / 60, *memory(session, process)))
        start = next((each for each in told if each[0] >= max(1.0, minutes / 10)), told[-1])
        passed, page_bytes, own = told[-1]
        percent = [100 * (now / then - 1) for now, then in ((page_bytes, start[1]), (own, start[2]))]
        found = {"minutes": passed, "keys": keys, "page_percent": percent[0], "process_percent": percent[1]}
        return {**found, "page_mb": page_bytes / 1e6, "process_mb": own / 1e6}

    while time.perf_counter() - begun < 60 * minutes:
        page.keyboard.press(("ArrowRight", "End", "ArrowLeft", "Home", "PageUp")[keys % 5])
        keys += 1
        if keys % 25 == 0:
            switched(page, ("components", "regulators", "explore")[keys // 25 % 3])
        page.wait_for_timeout(120)
        if time.perf_counter() - begun >= 60 * (len(told) + 1):
            print(json.dumps({name: round(value, 2) for name, value in look().items()}), file=sys.stderr, flush=True)
    return look()


def memory(session: CDPSession, process: psutil.Process) -> tuple[float, float]:
    """Bytes of the page's heap after a collection, and of the process."""
    session.send("HeapProfiler.collectGarbage")
    session.send("Performance.enable")
    metrics = {each["name"]: each["value"] for each in session.send("Performance.getMetrics")["metrics"]}
    return float(metrics["JSHeapUsedSize"]), float(own_memory(process))


def own_memory(process: psutil.Process) -> int:
    """Bytes the process holds for itself: without the study's files, which it maps and the system may drop any time."""
    info = process.memory_info()
    return int(info.rss - info.shared)


def _summary(times: list[float]) -> dict[str, float]:
    median, tail = np.quantile(times, (0.5, 0.95))
    return {"n": len(times), "median_ms": round(float(median), 1), "p95_ms": round(float(tail), 1)}


def measure(browser: Browser, study: Path, rounds: int, browsers: int, minutes: float) -> dict[str, Any]:
    """All figures of a study."""
    with serving(study) as (process, address, begun):
        page = browser.new_page(viewport={"width": 1440, "height": 900})
        page.add_init_script(SEEN + ";" + COUNTING)
        with urlopen(address) as front:  # of the study, which leads on to Answers; beside it is Explore
            page.goto(urljoin(front.url, "."))
        page.wait_for_function(READY, timeout=1000 * PATIENCE)
        found: dict[str, Any] = {"painted_s": time.perf_counter() - begun}
        if not page.evaluate(STEP, "ArrowRight")["drawn"]:
            raise RuntimeError("The network did not answer the slider.")
        found |= {"start_s": time.perf_counter() - begun, "memory_gb_at_start": own_memory(process) / 1e9}
        answered(page)
        found |= switches(page, rounds)
        found["focus"] = refocused(page, rounds)
        asked = recorded(page)
        found["ten_browsers"] = ten_at_once(asked, browsers, max(1, rounds // 4))
        if minutes > 0:
            found["growth"] = growth(page, process, minutes)
        found["memory_gb"] = own_memory(process) / 1e9
        found["rss_gb"] = process.memory_info().rss / 1e9
        page.close()
    return found


def run(arguments: argparse.Namespace, executable: str) -> dict[str, Any]:
    """Measure the study named, or one made for it."""
    with tempfile.TemporaryDirectory() as folder, sync_playwright() as playwright:
        study = arguments.study or Path(folder) / "study"
        if arguments.paper:
            write(study, 200_000_000)
        elif arguments.study is None:
            plant(study, samples=300, **FULL)
        browser = playwright.chromium.launch(
            executable_path=executable, args=["--no-sandbox", "--disable-background-networking"]
        )
        found = measure(browser, study.resolve(), arguments.rounds, arguments.browsers, arguments.minutes)
        browser.close()
    return found


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    which = parser.add_mutually_exclusive_group()
    which.add_argument("--study", type=Path, help="a study's folder (default: a planted one)")
    which.add_argument(
        "--paper", action="store_true", help="a simulated study of the paper's size (1 GB, for the while)"
    )
    parser.add_argument("--rounds", type=int, default=12, help="times each act is repeated (default: %(default)s)")
    parser.add_argument("--browsers", type=int, default=10, help="browsers that ask at once (default: %(default)s)")
    parser.add_argument("--minutes", type=float, default=0.0, help="slide and switch for so long (default: not at all)")
    parser.add_argument("--json", action="store_true")
    arguments = parser.parse_args()
    executable = next(filter(None, map(shutil.which, ("chromium", "chromium-browser", "google-chrome"))), None)
    if executable is None:
        parser.exit(2, "No Chromium is installed: this benchmark drives a browser.\n")
    show(run(arguments, executable), arguments.json)


if __name__ == "__main__":
    main()
