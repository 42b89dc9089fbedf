"""How long a step of the slider takes to the painted frame: ``python benchmarks/slider.py [--study STUDY] [--json]``.

Serves a planted study whose drawing fills the caps (300 nodes, 1,000 edges), or the study named, as it opens; drives it
in Chromium. `first_drawing_s`: from asking for the page to the first painted network. A step is a key
press on the slider; it ends when the frame that shows it has been painted: the canvas has been drawn since the key
press and the browser has finished the frame.
"""

from __future__ import annotations

import argparse
import shutil
import socket
import sys
import tempfile
import threading
import time
from pathlib import Path
from typing import Any

import numpy as np
from playwright.sync_api import Page, sync_playwright
from waitress.server import create_server

sys.path.insert(0, str(Path(__file__).resolve().parent.parent))

from benchmarks.report import show
from compute import open_study
from sign_dash.build import build_app
from tests.sign_dash.planted import plant

STEP = """
async (key) => {
  const slider = document.getElementById('score-slider');
  const canvas = signdash.network.canvas('network');
  const before = canvas.painted;
  const start = performance.now();
  slider.dispatchEvent(new KeyboardEvent('keydown', {key, bubbles: true, cancelable: true}));
  const frame = () => new Promise((done) => requestAnimationFrame(() => {
    const channel = new MessageChannel();
    channel.port1.onmessage = () => done();
    channel.port2.postMessage(0);
  }));
  for (let i = 0; i < 200; i++) { await frame(); if (canvas.painted > before) break; }
  return {painted: performance.now() - start, drawn: canvas.painted > before};
}
"""
COUNTS = """() => {
  const canvas = signdash.network.canvas('network');
  const shown = canvas.shown.reduce((n, level) => n + (level > 0), 0);
  return {nodes: canvas.nodes.length, edges: canvas.edges.length, shown};
}"""
READY = "() => window.signdash?.network?.canvas('network').painted > 0"
# kind of move: keys in turn, milliseconds to wait after each
MOVES = {
    "step": (("ArrowRight",), 60),  # a held arrow key: the slider never rests
    "leap": (("End", "Home"), 60),  # from end to end: every edge changes
    "rested leap": (("End", "Home"), 500),  # the same, each time from rest
}
FULL = {"regulators": 45, "targets": 275, "degree": 4.6}
"""Arguments of ``plant`` for a study whose drawing at reach 3 fills the caps."""
QUERY = "/?reach=3&strength=0&genes=ZEB1,ZEB2,SNAI1,SNAI2,TWIST1"


def measure(page: Page, steps: int) -> dict[str, Any]:
    """Milliseconds to the painted frame of each kind of move, on a page that shows Explore."""
    page.wait_for_function(READY)
    page.wait_for_timeout(1500)
    found: dict[str, Any] = page.evaluate(COUNTS)
    for name, (keys, pause) in MOVES.items():
        page.get_by_role("slider").press("Home")
        page.wait_for_timeout(500)
        found[name] = _summary([_move(page, keys[i % len(keys)], pause) for i in range(steps)])
    return found


def _move(page: Page, key: str, pause: int) -> float:
    result = page.evaluate(STEP, key)
    if not result["drawn"]:
        raise RuntimeError(f"The canvas drew nothing after {key}.")
    page.wait_for_timeout(pause)
    return float(result["painted"])


def _summary(times: list[float]) -> dict[str, float]:
    median, tail = np.quantile(times, (0.5, 0.95))
    return {
        "n": len(times),
        "median_ms": round(float(median), 1),
        "p95_ms": round(float(tail), 1),
        "max_ms": round(max(times), 1),
    }


def run(study: Path | None, samples: int, steps: int, executable: str) -> dict[str, Any]:
    """Serve a study and measure it in the browser."""
    with tempfile.TemporaryDirectory() as folder, sync_playwright() as playwright:
        if study is None:
            plant(Path(folder) / "study", samples=samples, **FULL)
        served, query = (Path(folder) / "study", QUERY) if study is None else (study, "/")
        listener = socket.create_server(("127.0.0.1", 0))
        server = create_server(build_app(open_study(served)).server, sockets=[listener], threads=8)
        threading.Thread(target=server.run, daemon=True).start()
        browser = playwright.chromium.launch(
            executable_path=executable, args=["--no-sandbox", "--disable-background-networking"]
        )
        page = browser.new_page(viewport={"width": 1440, "height": 900})
        begun = time.perf_counter()
        page.goto(f"http://127.0.0.1:{listener.getsockname()[1]}{query}")
        page.wait_for_function(READY)
        first = time.perf_counter() - begun
        result = {"first_drawing_s": first, **measure(page, steps)}
        browser.close()
        server.close()
    return result


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--study", type=Path, help="a study's folder (default: a planted one)")
    parser.add_argument("--samples", type=int, default=300)
    parser.add_argument("--steps", type=int, default=80)
    parser.add_argument("--json", action="store_true")
    arguments = parser.parse_args()
    if arguments.steps >= arguments.samples:
        parser.error("there must be more samples than steps")
    executable = next(filter(None, map(shutil.which, ("chromium", "chromium-browser", "google-chrome"))), None)
    if executable is None:
        parser.exit(2, "No Chromium is installed: this benchmark drives a browser.\n")
    show(run(arguments.study, arguments.samples, arguments.steps, executable), arguments.json)


if __name__ == "__main__":
    main()
