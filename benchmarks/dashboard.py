"""How the dashboard feels: ``python benchmarks/dashboard.py [--study STUDY] [--minutes N] [--json]``.

Starts ``app.py`` on the study named (default: the demo's size, planted) and drives it in Chromium.

* `start_s`: from starting the process to a painted network that answers; `memory_gb`: its own memory, then and at the
  end; `rss_gb`: with the study's files as far as they are mapped, which the system drops where it needs the room.
* `first_visit` and `page_switch`: from the click on a page's link to the frame that shows the page, the first time and
  later; `focus`: from other genes in focus to the painted network.
* `ten_browsers`: what one browser asked for is asked by ten at once, each pausing a second or so between two acts;
  the time to each whole answer.
* `growth_percent`, with ``--minutes``: memory of page and process after sliding and switching for so long, against that
  after the first tenth of it, garbage collected.
"""

from __future__ import annotations

import argparse
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
from urllib.request import Request, urlopen

import numpy as np
import psutil
from playwright.sync_api import Browser, CDPSession, Page, sync_playwright

ROOT = Path(__file__).resolve().parent.parent
sys.path.insert(0, str(ROOT))

from benchmarks.report import show
from tests.sign_dash.planted import plant

FRAME = """const frame = () => new Promise((done) => requestAnimationFrame(() => {
  const channel = new MessageChannel(); channel.port1.onmessage = () => done(); channel.port2.postMessage(0); }));"""
SWITCH = f"""async (name) => {{ {FRAME}
  const begun = performance.now();
  document.getElementById(`link-${{name}}`).click();
  const panel = document.getElementById(`page-${{name}}`);
  for (let i = 0; i < 600 && panel.hidden; i++) await frame();
  await frame();
  return performance.now() - begun;
}}"""
FOCUS = f"""async (genes) => {{ {FRAME}
  const canvas = signdash.network.canvas("network"), before = canvas.drawing, begun = performance.now();
  dash_clientside.set_props("focus-genes", {{value: genes}});
  for (let i = 0; i < 1200 && (canvas.drawing === before || !canvas.nodes); i++) await frame();
  await frame();
  return performance.now() - begun;
}}"""
ACT = """([gene, place]) => {
  signdash.score.go(place); signdash.score.rest();
  dash_clientside.set_props("picked", {data: {gene, from: "search"}});
}"""
READY = "() => window.signdash?.network?.canvas?.('network').painted > 0"
SEEN = "localStorage.setItem('tour', JSON.stringify('seen'))"
PAUSE = 1.0
"""Mean seconds a person pauses between two acts."""


@contextmanager
def serving(study: Path) -> Iterator[tuple[psutil.Process, str, float]]:
    """The dashboard in a process of its own: the process, its address, and when it was started."""
    with socket.create_server(("127.0.0.1", 0)) as free:
        port = free.getsockname()[1]
    begun = time.perf_counter()
    process = subprocess.Popen(
        [sys.executable, "app.py", str(study), "--port", str(port)], cwd=ROOT, stdout=subprocess.DEVNULL
    )
    try:
        while True:
            try:
                socket.create_connection(("127.0.0.1", port), timeout=1).close()
                break
            except OSError:
                if process.poll() is not None:
                    raise RuntimeError("The dashboard did not start.") from None
                time.sleep(0.01)
        yield psutil.Process(process.pid), f"http://127.0.0.1:{port}", begun
    finally:
        process.terminate()
        process.wait()


def switches(page: Page, rounds: int) -> dict[str, dict[str, float]]:
    """Milliseconds to the frame that shows a page."""
    names = page.evaluate("() => [...document.querySelectorAll('main > .page')].map((p) => p.id.slice(5))")
    first = []
    for name in [*names[1:], names[0]]:
        first.append(float(page.evaluate(SWITCH, name)))
        page.wait_for_load_state("networkidle")
    later = []
    for _ in range(rounds):
        for name in [*names[1:], names[0]]:
            later.append(float(page.evaluate(SWITCH, name)))
            page.wait_for_timeout(250)
    return {"first_visit": _summary(first), "page_switch": _summary(later)}


def refocused(page: Page, rounds: int) -> dict[str, float]:
    """Milliseconds to the painted network of other genes in focus."""
    known = page.evaluate("() => dash_component_api.getLayout('focus-genes').props.data")
    times = []
    for genes in ([known[i], known[-1 - i]] for i in range(rounds)):
        times.append(float(page.evaluate(FOCUS, genes)))
        page.wait_for_load_state("networkidle")
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
        page.wait_for_load_state("networkidle")
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
    """Per cent by which page and process grew while somebody slid and switched."""
    session = page.context.new_cdp_session(page)
    end = time.perf_counter() + 60 * minutes
    warm = time.perf_counter() + 6 * minutes
    start: tuple[float, float] | None = None
    key = 0
    while time.perf_counter() < end:
        page.keyboard.press(("ArrowRight", "End", "ArrowLeft", "Home", "PageUp")[key % 5])
        key += 1
        if key % 25 == 0:
            page.evaluate(SWITCH, ("components", "regulators", "explore")[key // 25 % 3])
        page.wait_for_timeout(120)
        if start is None and time.perf_counter() > warm:
            start = memory(session, process)
    begun = start or memory(session, process)
    now = memory(session, process)
    return {
        "page_percent": 100 * (now[0] / begun[0] - 1),
        "process_percent": 100 * (now[1] / begun[1] - 1),
        "page_mb": now[0] / 1e6,
    }


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
        page.add_init_script(SEEN)
        page.goto(address)
        page.wait_for_function(READY, timeout=120_000)
        found: dict[str, Any] = {
            "start_s": time.perf_counter() - begun,
            "memory_gb_at_start": own_memory(process) / 1e9,
        }
        page.wait_for_load_state("networkidle")
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


def run(study: Path | None, rounds: int, browsers: int, minutes: float, executable: str) -> dict[str, Any]:
    """Measure a study, or a planted one."""
    with tempfile.TemporaryDirectory() as folder, sync_playwright() as playwright:
        if study is None:
            study = Path(folder) / "study"
            plant(study, samples=300, regulators=45, targets=275)
        browser = playwright.chromium.launch(
            executable_path=executable, args=["--no-sandbox", "--disable-background-networking"]
        )
        found = measure(browser, study.resolve(), rounds, browsers, minutes)
        browser.close()
    return found


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--study", type=Path, help="a study's folder (default: a planted one)")
    parser.add_argument("--rounds", type=int, default=12, help="times each act is repeated (default: %(default)s)")
    parser.add_argument("--browsers", type=int, default=10, help="browsers that ask at once (default: %(default)s)")
    parser.add_argument("--minutes", type=float, default=0.0, help="slide and switch for so long (default: not at all)")
    parser.add_argument("--json", action="store_true")
    arguments = parser.parse_args()
    executable = next(filter(None, map(shutil.which, ("chromium", "chromium-browser", "google-chrome"))), None)
    if executable is None:
        parser.exit(2, "No Chromium is installed: this benchmark drives a browser.\n")
    show(run(arguments.study, arguments.rounds, arguments.browsers, arguments.minutes, executable), arguments.json)


if __name__ == "__main__":
    main()
