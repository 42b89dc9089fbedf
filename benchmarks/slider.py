"""How long a step of the slider takes to the painted frame: ``python benchmarks/slider.py [--json FILE]``.

Serves a planted study whose drawing fills the caps (300 nodes, 1,000 edges) and drives it in Chromium. A step is a key
press on the slider; it ends when the frame that shows it has been painted: the canvas has been drawn since the key
press and the browser has finished the frame. A leap goes from one end of the score to the other: every edge changes.
"""

from __future__ import annotations

import argparse
import json
import shutil
import socket
import sys
import tempfile
import threading
from pathlib import Path
from typing import Any

from playwright.sync_api import Page, sync_playwright
from waitress.server import create_server

sys.path.insert(0, str(Path(__file__).resolve().parent.parent))

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
  const handled = performance.now() - start;
  const frame = () => new Promise((done) => requestAnimationFrame(() => {
    const channel = new MessageChannel();
    channel.port1.onmessage = () => done();
    channel.port2.postMessage(0);
  }));
  for (let i = 0; i < 200; i++) { await frame(); if (canvas.painted > before) break; }
  return {handled, painted: performance.now() - start, drawn: canvas.painted > before};
}
"""
COUNT = """() => {
  const cy = document.getElementById('network-graph')._cyreg.cy;
  return [cy.nodes().length, cy.edges().length];
}"""


def measure(samples: int, steps: int, executable: str) -> dict[str, Any]:
    """Milliseconds of `steps` single steps, and of as many leaps, on a fresh planted study."""
    with tempfile.TemporaryDirectory() as folder:
        plant(Path(folder) / "study", samples=samples, regulators=45, targets=275, degree=4.6)
        listener = socket.create_server(("127.0.0.1", 0))
        server = create_server(build_app(open_study(Path(folder) / "study")).server, sockets=[listener], threads=8)
        threading.Thread(target=server.run, daemon=True).start()
        with sync_playwright() as playwright:
            browser = playwright.chromium.launch(
                executable_path=executable, args=["--no-sandbox", "--disable-background-networking"]
            )
            page = browser.new_page(viewport={"width": 1440, "height": 900})
            page.goto(
                f"http://127.0.0.1:{listener.getsockname()[1]}/?reach=3&strength=0&genes=ZEB1,ZEB2,SNAI1,SNAI2,TWIST1"
            )
            page.wait_for_function(
                "() => document.getElementById('network-graph')?._cyreg?.cy?.edges().length === 1000"
            )
            page.wait_for_timeout(1500)
            result = _measured(page, steps)
            browser.close()
        server.close()
    return result


def _measured(page: Page, steps: int) -> dict[str, Any]:
    nodes, edges = page.evaluate(COUNT)
    found: dict[str, Any] = {"nodes": nodes, "edges": edges}
    for name, keys in (("step", ("ArrowRight", "ArrowLeft")), ("leap", ("End", "Home"))):
        times = []
        for i in range(steps):
            result = page.evaluate(STEP, keys[0] if name == "step" and i % 40 < 30 else keys[i % 2])
            if not result["drawn"]:
                raise RuntimeError("The canvas did not draw a step.")
            times.append(result["painted"])
            page.wait_for_timeout(60)
        found[name] = _summary(times)
    return found


def _summary(times: list[float]) -> dict[str, float]:
    ordered = sorted(times)
    at = lambda share: round(ordered[min(int(share * len(ordered)), len(ordered) - 1)], 1)  # noqa: E731
    return {"n": len(ordered), "median_ms": at(0.5), "p95_ms": at(0.95), "max_ms": at(1.0)}


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--samples", type=int, default=300)
    parser.add_argument("--steps", type=int, default=80)
    parser.add_argument("--json", type=Path, help="write the figures to this file")
    arguments = parser.parse_args()
    executable = next(filter(None, map(shutil.which, ("chromium", "chromium-browser", "google-chrome"))), None)
    if executable is None:
        parser.exit(2, "No Chromium is installed: this benchmark drives a browser.\n")
    result = measure(arguments.samples, arguments.steps, executable)
    print(json.dumps(result, indent=1))
    if arguments.json:
        arguments.json.write_text(json.dumps(result, indent=1) + "\n", encoding="utf-8")


if __name__ == "__main__":
    main()
