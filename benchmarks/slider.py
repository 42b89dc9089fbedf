"""How long a step of the slider takes to the painted frame: ``python benchmarks/slider.py [--study STUDY] [--json]``.

Serves a planted study whose drawing fills the caps (300 nodes, 1,000 edges; with ``--large`` 1,000 nodes, 3,000 edges),
with ``--curves`` one of courses of as many edges, or the study named, as it opens; drives it in Chromium.
`first_drawing_s`: from asking for the page to the first painted network. A step is a key press on the
slider; it ends when the frame that shows it has been painted: the canvas has been drawn since the key press and the
browser has finished the frame. `processor_ms`: processor time of the page's main thread for one such step, the event
and the frame, which other work on the machine hardly changes. `focus`: a gene is added to those in focus, or taken
out again; from there to the painted frame, the server's answer and the layout within it.
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
from compute.study import open_study
from sign_dash.build import build_app
from tests.made import with_courses
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
  return {nodes: canvas.drawing.nodes.length, edges: canvas.drawing.sources.length, shown};
}"""
READY = "() => window.signdash?.network?.canvas('network').painted > 0"
# kind of move: keys in turn, milliseconds to wait after each
MOVES = {
    "step": (("ArrowRight",), 60),  # a held arrow key: the slider never rests
    "leap": (("End", "Home"), 60),  # from end to end: every edge changes
    "rested leap": (("End", "Home"), 500),  # the same, each time from rest
}
BETWEEN = {"between samples": ((".",), 60)}
"""Of a study of courses: small steps along the score, each worked out in the browser."""
FOCUS = """
async ([genes]) => {
  const canvas = signdash.network.canvas('network');
  const before = canvas.drawing;
  const start = performance.now();
  dash_clientside.set_props('focus-genes', {value: genes});
  while (performance.now() - start < 20000) {
    await new Promise((done) => requestAnimationFrame(() => {
      const channel = new MessageChannel();
      channel.port1.onmessage = () => done();
      channel.port2.postMessage(0);
    }));
    if (canvas.drawing !== before && canvas.onScreen === canvas.drawing) break;
  }
  return {painted: performance.now() - start, drawn: canvas.onScreen === canvas.drawing && canvas.drawing !== before};
}
"""
PARTS = ("EventDispatch", "ProxyMain::BeginMainFrame")
"""Of a trace: what a step does on the main thread; scripts, style, layout and painting are within them."""
CHANGES = 8
PATIENCE = 120_000  # ms until the first drawing, on whatever machine
FULL: dict[str, Any] = {"regulators": 45, "targets": 275, "degree": 4.6}
"""Arguments of ``plant`` for a study whose drawing at reach 3 fills the caps."""
CURVES: dict[str, Any] = FULL | {"degree": 9.0}
"""Of which the courses are made: they are those of the edges that the last sample has."""
LARGE: dict[str, Any] = {"regulators": 60, "targets": 1000, "degree": 4.6}
"""The same for the larger caps."""
QUERY = "/?reach=3&strength=0&genes=ZEB1,ZEB2,SNAI1,SNAI2,TWIST1"


def measure(page: Page, steps: int) -> dict[str, Any]:
    """Milliseconds to the painted frame of each kind of move, on a page that shows Explore."""
    page.wait_for_function(READY, timeout=PATIENCE)
    page.wait_for_timeout(1500)
    found: dict[str, Any] = page.evaluate(COUNTS)
    moves = MOVES | (BETWEEN if page.evaluate("() => signdash.score.continuous") else {})
    for name, (keys, pause) in moves.items():
        page.get_by_role("slider").press("Home")
        page.wait_for_timeout(1500)  # tables of thousands of rows are filled at each rest
        found[name] = _summary([_move(page, keys[i % len(keys)], pause) for i in range(steps)])
    page.get_by_role("slider").press("Home")
    page.wait_for_timeout(1500)
    keys, pause = moves["step"]
    found["processor_ms"] = processor_time(page, [keys[i % len(keys)] for i in range(steps)], pause)
    return found


def processor_time(page: Page, keys: list[str], pause: int) -> float:
    """Milliseconds of the page's main thread per key."""
    session = page.context.new_cdp_session(page)
    events: list[dict[str, Any]] = []
    ended: list[object] = []
    session.on("Tracing.dataCollected", lambda data: events.extend(data["value"]))
    session.on("Tracing.tracingComplete", lambda data: ended.append(data))
    session.send("Tracing.start", {"categories": "devtools.timeline,cc,toplevel", "transferMode": "ReportEvents"})
    for key in keys:
        _move(page, key, pause)
    session.send("Tracing.end")
    while not ended:
        page.wait_for_timeout(100)
    main = {(e["pid"], e["tid"]) for e in events if e.get("args", {}).get("name") == "CrRendererMain"}
    spent = sum(e.get("tdur", 0) for e in events if e.get("name") in PARTS and (e["pid"], e["tid"]) in main)
    return round(spent / 1000 / len(keys), 1)


def changes_of_focus(page: Page, genes: list[str], others: list[str]) -> dict[str, float]:
    """Milliseconds from another list of genes in focus to its painted network."""
    times = []
    for i in range(CHANGES):
        chosen = [*genes, others[i // 2 % len(others)]] if i % 2 == 0 else genes
        result = page.evaluate(FOCUS, [chosen])
        if not result["drawn"]:
            raise RuntimeError("The canvas drew nothing after other genes were put in focus.")
        times.append(float(result["painted"]))
        page.wait_for_timeout(700)
    return _summary(times)


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


def run(
    study: Path | None, samples: int, steps: int, executable: str, large: bool = False, curves: bool = False
) -> dict[str, Any]:
    """Serve a study and measure it in the browser."""
    with tempfile.TemporaryDirectory() as folder, sync_playwright() as playwright:
        if study is None:
            plant(Path(folder) / "study", samples=samples, **(LARGE if large else CURVES if curves else FULL))
        served, query = (Path(folder) / "study", QUERY) if study is None else (study, "/")
        if curves and study is None:
            served = with_courses(open_study(served), Path(folder) / "courses").path
        if large:
            query += ("&" if "?" in query else "?") + "most=3000"
        listener = socket.create_server(("127.0.0.1", 0))
        server = create_server(build_app(open_study(served)).server, sockets=[listener], threads=8)
        threading.Thread(target=server.run, daemon=True).start()
        browser = playwright.chromium.launch(
            executable_path=executable, args=["--no-sandbox", "--disable-background-networking"]
        )
        page = browser.new_page(viewport={"width": 1440, "height": 900})
        page.add_init_script("localStorage.setItem('tour', JSON.stringify('seen'))")
        begun = time.perf_counter()
        page.goto(f"http://127.0.0.1:{listener.getsockname()[1]}{query}")
        page.wait_for_function(READY, timeout=PATIENCE)
        first = time.perf_counter() - begun
        result = {"first_drawing_s": first, **measure(page, steps)}
        genes = page.evaluate("() => signdash.network.canvas('network').drawing.nodes.map((n) => [n.id, n.focus])")
        focus = [gene for gene, chosen in genes if chosen]
        result["focus"] = changes_of_focus(page, focus, [gene for gene, chosen in genes if not chosen][:4])
        browser.close()
        server.close()
    return result


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--study", type=Path, help="a study's folder (default: a planted one)")
    parser.add_argument("--samples", type=int, default=300)
    parser.add_argument("--steps", type=int, default=80)
    parser.add_argument("--large", action="store_true", help="1,000 genes and 3,000 edges instead of 300 and 1,000")
    parser.add_argument("--curves", action="store_true", help="a planted study of courses")
    parser.add_argument("--json", action="store_true")
    arguments = parser.parse_args()
    if arguments.steps >= arguments.samples:
        parser.error("there must be more samples than steps")
    executable = next(filter(None, map(shutil.which, ("chromium", "chromium-browser", "google-chrome"))), None)
    if executable is None:
        parser.exit(2, "No Chromium is installed: this benchmark drives a browser.\n")
    chosen = (arguments.study, arguments.samples, arguments.steps, executable, arguments.large, arguments.curves)
    show(run(*chosen), arguments.json)


if __name__ == "__main__":
    main()
