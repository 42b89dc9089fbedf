"""Read the screen as a person would, and the canvas as it is kept in the browser."""

from __future__ import annotations

import re
from typing import Any

from playwright.sync_api import Page, expect


def opened(page: Page, address: str) -> Page:
    """Open an address and wait until the network stands and the table has its rows."""
    page.goto(address)
    expect(page.locator("#network-status")).to_have_text(re.compile(r"showing [\d,]+ of [\d,]+ edges"), timeout=30_000)
    page.wait_for_function("() => signdash.network.snapshot('network') !== null")
    return page


def on_canvas(page: Page, expression: str, prefix: str = "network") -> Any:
    """Evaluate `expression`, in which `c` is the canvas (assets/js/network.mjs) and `at` its zoom and origin."""
    return page.evaluate(
        f"() => {{ const c = signdash.network.canvas('{prefix}'), at = c.view.of(c.canvas); return {expression}; }}"
    )


def extent(page: Page) -> tuple[float, float]:
    """Width of the canvas, and of the genes on it, in px."""
    width, span = on_canvas(
        page,
        "[c.canvas.clientWidth, at.zoom * (Math.max(...c.layout.map((p, i) => p.x + c.drawing.nodes[i].size / 2))"
        " - Math.min(...c.layout.map((p, i) => p.x - c.drawing.nodes[i].size / 2)))]",
    )
    return float(width), float(span)


def shown_edges(page: Page) -> set[str]:
    """Edges the canvas shows, as REGULATOR>TARGET."""
    return set(
        page.evaluate("() => signdash.network.snapshot('network').edges.map((e) => `${e.regulator}>${e.target}`)")
    )


def ink_along(page: Page, regulator: str, target: str, share: float, across: float = 0.0) -> list[int]:
    """Red, green, blue, alpha on the edges' layer: `share` of the way between the rims of two genes, `across` model
    units to the side."""
    return page.evaluate(
        """([regulator, target, share, across]) => {
          const c = signdash.network.canvas("network");
          const d = c.drawing;
          const name = (i) => d.nodes[i].id;
          const e = d.sources.findIndex((s, e) => name(s) === regulator && name(d.targets[e]) === target);
          const [x0, y0, x1, y1, , , dx, dy] = c.shapes[e];
          const [x, y] = [x0 + (x1 - x0) * share - dy * across, y0 + (y1 - y0) * share + dx * across];
          const ratio = window.devicePixelRatio;
          const view = c.view.of(c.canvas);
          const at = [x, y].map((v, i) => Math.round((v * view.zoom + view["xy"[i]]) * ratio));
          return Array.from(c.layer.getContext("2d").getImageData(at[0], at[1], 1, 1).data);
        }""",
        [regulator, target, share, across],
    )


def shown_width(page: Page, regulator: str, target: str) -> float:
    """Width of an edge as drawn."""
    return next(
        edge["width"]
        for edge in page.evaluate("() => signdash.network.snapshot('network').edges")
        if (edge["regulator"], edge["target"]) == (regulator, target)
    )


def node_positions(page: Page) -> dict[str, list[float]]:
    found = on_canvas(page, "c.layout.map(({x, y}, i) => [c.drawing.nodes[i].id, x, y])")
    return {name: [x, y] for name, x, y in found}


def place_of(page: Page, gene: str, prefix: str = "network") -> tuple[float, float]:
    """Where a gene lies in the window."""
    x, y = on_canvas(
        page,
        "(() => { const p = c.layout[c.drawing.nodes.findIndex((n) => n.id === '" + gene + "')];"
        "const r = c.canvas.getBoundingClientRect(), scale = r.width / c.canvas.clientWidth;"
        "return [r.left + (p.x * at.zoom + at.x) * scale, r.top + (p.y * at.zoom + at.y) * scale]; })()",
        prefix,
    )
    return x, y


def counts(page: Page) -> tuple[int, int]:
    """N and M of "showing N of M edges"."""
    text = page.locator("#network-status").inner_text()
    found = re.fullmatch(r"showing ([\d,]+) of ([\d,]+) edges", text)
    assert found, text
    return int(found[1].replace(",", "")), int(found[2].replace(",", ""))


_AT_REST = """
() => {
  const stored = (id) => window.dash_component_api.getLayout(id).props.data;
  const told = stored("position") === signdash.score.position
    && JSON.stringify(stored("range") || null) === JSON.stringify(signdash.score.range)
    && (stored("between") ?? null) === signdash.score.between;
  const still = told && !document.querySelector("._dash-loading-callback");
  window.framesAtRest = still ? window.framesAtRest + 1 : 0;
  return window.framesAtRest >= 12;
}
"""
"""The server has been told where the slider stands, and no callback has been under way for some frames in a row: what
follows an answer at once, labels or a plot's playhead, is then done as well."""


def rest(page: Page) -> None:
    """Let the slider come to rest and the callbacks answer."""
    page.evaluate("window.framesAtRest = 0")
    page.wait_for_function(_AT_REST, polling="raf")
