"""Read the screen as a person would, and the canvas as cytoscape tells it."""

from __future__ import annotations

import re
from typing import Any

from playwright.sync_api import Page, expect

GRAPH = "document.getElementById('{prefix}-graph')._cyreg.cy"


def opened(page: Page, address: str) -> Page:
    """Open an address and wait until the network stands and the table has its rows."""
    page.goto(address)
    expect(page.locator("#network-status")).to_have_text(re.compile(r"showing [\d,]+ of [\d,]+ edges"))
    page.wait_for_function("() => signdash.network.snapshot('network') !== null")
    return page


def cytoscape(page: Page, expression: str, prefix: str = "network") -> Any:
    """Evaluate `expression`, in which `cy` is the canvas's graph."""
    return page.evaluate(f"() => {{ const cy = {GRAPH.format(prefix=prefix)}; return {expression}; }}")


def shown_edges(page: Page) -> set[str]:
    """Edges the canvas shows, as REGULATOR>TARGET."""
    return set(cytoscape(page, "cy.edges().filter((e) => e.visible()).map((e) => e.id())"))


def node_positions(page: Page) -> dict[str, list[float]]:
    found = cytoscape(page, "cy.nodes().map((n) => [n.id(), n.position('x'), n.position('y')])")
    return {name: [x, y] for name, x, y in found}


def place_of(page: Page, gene: str, prefix: str = "network") -> tuple[float, float]:
    """Where a gene lies in the window."""
    x, y = cytoscape(
        page,
        "(() => { const p = cy.getElementById('" + gene + "').renderedPosition();"
        "const r = cy.container().getBoundingClientRect(); return [r.left + p.x, r.top + p.y]; })()",
        prefix,
    )
    return x, y


def counts(page: Page) -> tuple[int, int]:
    """N and M of "showing N of M edges"."""
    text = page.locator("#network-status").inner_text()
    found = re.fullmatch(r"showing ([\d,]+) of ([\d,]+) edges", text)
    assert found, text
    return int(found[1].replace(",", "")), int(found[2].replace(",", ""))


def rest(page: Page) -> None:
    """Let the slider come to rest and the callbacks answer."""
    page.wait_for_timeout(350)
    page.wait_for_load_state("networkidle")
