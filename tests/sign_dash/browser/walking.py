"""Every page and every tab of it, one after the other, and scripts that look for what must not be there."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from playwright.sync_api import Page, expect
from playwright.sync_api import TimeoutError as NotInTime

NAMES = ("answers", "explore", "compare", "components", "regulators", "scores", "runs", "story")
PATIENCE = 120_000
SETTLING = 10_000
"""ms that a page has, once it asks for nothing more, to put right what a script finds; what stays is a fault."""


def walk(page: Page, address: str, names: Sequence[str] = NAMES) -> Iterator[str]:
    """Open each page and each of its tabs; yields what is open, as a failing test names it."""
    for name in names:
        page.goto(f"{address}/{name}")
        if name == "components":
            expect(page.locator(".component-card").first).to_be_visible(timeout=PATIENCE)
        tabs = page.locator(f"#page-{name}").get_by_role("tab")
        expect(page.locator(f"#page-{name}")).to_be_visible()
        page.wait_for_load_state("networkidle")
        for place in range(max(tabs.count(), 1)):
            seen = name
            if tabs.count():
                if not tabs.nth(place).is_visible():
                    continue
                tabs.nth(place).click()
                expect(tabs.nth(place)).to_have_attribute("data-active", "true")
                seen = f"{name}, {tabs.nth(place).inner_text()}"
            page.wait_for_load_state("networkidle")
            yield seen


def left_over(page: Page, script: str) -> list[str]:
    """What the script, a function that lists faults, still finds when the page has had its time."""
    try:
        page.wait_for_function(f"() => ({script})().length === 0", timeout=SETTLING)
    except NotInTime:
        found: list[str] = page.evaluate(script)
        return found
    return []


OUTSIDE = """() => {
  const right = (part) => part.getBoundingClientRect().right;
  const words = (part) => [...part.childNodes].some((node) => node.nodeType === 3 && node.textContent.trim());
  const scrolled = (part, card) => {
    for (let up = part.parentElement; up && up !== card; up = up.parentElement)
      if (["auto", "scroll"].includes(getComputedStyle(up).overflowX)) return true;
    return false;
  };
  const cards = [...document.querySelectorAll(".pages .card")].filter((card) => card.checkVisibility());
  return cards.flatMap((card) => [card, ...card.querySelectorAll("*")].filter((part) => {
    if (part.closest(".ag-root-wrapper, .js-plotly-plot, svg, canvas") || !part.checkVisibility()) return false;
    if (part === card) return right(card) > innerWidth;
    if (!(words(part) || part.matches(".figure")) || part.offsetWidth < 3 || scrolled(part, card)) return false;
    return right(part) > right(card) + 1;
  })).map((part) => part.innerText?.slice(0, 40) || part.className);
}"""
"""Words and figures that end to the right of their card, and cards that end outside the window. Tables scroll."""

TOUCHING = """() => [...document.querySelectorAll(".new-row, .new-row .mantine-Checkbox-root")].filter((row) => {
  const last = row.previousElementSibling;
  if (!last?.checkVisibility() || !row.checkVisibility()) return false;
  return row.getBoundingClientRect().top - last.getBoundingClientRect().bottom < 3;
}).map((row) => row.innerText.slice(0, 40))"""
"""Rows of the form that touch the row above."""

OVERLAPS = """() => {
  const controls = "button, input:not([type=file], [type=hidden], [type=checkbox], [type=radio]), select, a[href], "
    + "[role=slider], [role=tab], [role=button], summary";
  const shown = (part) => part.checkVisibility({ opacityProperty: true, visibilityProperty: true });
  // Of a field only where its words stand: buttons lie on its padding.
  const box = (part) => {
    const at = part.getBoundingClientRect(), style = getComputedStyle(part), field = part.matches("input, select");
    const [l, r, t, b] = ["Left", "Right", "Top", "Bottom"].map((side) =>
      field ? parseFloat(style["padding" + side]) : 0);
    let found = [at.left + l, at.top + t, at.right - r, at.bottom - b];
    for (let up = part.parentElement; up; up = up.parentElement) {
      const over = getComputedStyle(up), edge = up.getBoundingClientRect();
      if (over.overflowX !== "visible") found = [Math.max(found[0], edge.left), found[1],
        Math.min(found[2], edge.right), found[3]];
      if (over.overflowY !== "visible") found = [found[0], Math.max(found[1], edge.top),
        found[2], Math.min(found[3], edge.bottom)];
    }
    return found;
  };
  const name = (part) => part.ariaLabel || part.innerText?.slice(0, 30) || part.id || part.className;
  const seen = [...document.querySelectorAll(controls)].filter((part) =>
    shown(part) && !part.closest(".ag-root-wrapper, .js-plotly-plot, .strip, .unseen")).map((part) => [part, box(part)])
    .filter(([, at]) => at[2] - at[0] > 2 && at[3] - at[1] > 2);
  return seen.flatMap(([a, one], place) => seen.slice(place + 1).filter(([b, two]) => !a.contains(b) && !b.contains(a)
    && Math.min(one[2], two[2]) - Math.max(one[0], two[0]) > 2
    && Math.min(one[3], two[3]) - Math.max(one[1], two[1]) > 2).map(([b]) => `${name(a)} on ${name(b)}`));
}"""
"""Pairs of controls of which one lies on the other. Tables, charts and the strip have their own."""

CUT = """() => {
  const words = (part) => [...part.childNodes].some((node) => node.nodeType === 3 && node.textContent.trim());
  const told = (part) => part.closest("[title], [aria-describedby]");
  const elsewhere = ".ag-root-wrapper, [class*=ag-aria], .js-plotly-plot, svg, canvas, .unseen, .strip, .skip-link";
  const hides = (value) => ["hidden", "clip"].includes(value);
  return [...document.querySelectorAll("body *")].filter((part) => {
    if (part.closest(elsewhere)) return false;
    if (!words(part) || !part.checkVisibility({ opacityProperty: true, visibilityProperty: true })) return false;
    if (told(part)) return false;
    const range = document.createRange();
    range.selectNodeContents(part);
    const at = range.getBoundingClientRect();
    for (let up = part; up; up = up.parentElement) {
      const style = getComputedStyle(up), edge = up.getBoundingClientRect();
      if (style.position === "fixed") return false;
      if (hides(style.overflowX) && (at.right > edge.right + 1.5 || at.left < edge.left - 1.5)) return true;
      if (hides(style.overflowY) && (at.bottom > edge.bottom + 2 || at.top < edge.top - 2)) return true;
      if ([style.overflowX, style.overflowY].some((value) => ["auto", "scroll"].includes(value))) return false;
    }
    return false;
  }).map((part) => part.innerText.slice(0, 60));
}"""
"""Words that are cut off and cannot be scrolled to, and of which no title tells the rest."""

CUT_CELLS = """() => [...document.querySelectorAll(".ag-header-cell-text, .ag-cell, .ag-cell-value, .marker-known")]
  .filter((cell) => cell.checkVisibility() && cell.scrollWidth > cell.clientWidth + 1)
  .map((cell) => cell.innerText.slice(0, 60))"""
"""Headings and cells of tables that do not show all their words."""

BLURRED = """() => [...document.querySelectorAll("canvas")].filter((canvas) => {
  if (!canvas.checkVisibility({ visibilityProperty: true }) || canvas.closest(".strip, .js-plotly-plot")) return false;
  const at = canvas.getBoundingClientRect(), ratio = devicePixelRatio;
  const pixels = (from, to) => Math.round(to * ratio) - Math.round(from * ratio);
  return canvas.width !== pixels(at.left, at.right) || canvas.height !== pixels(at.top, at.bottom);
}).map((canvas) => `${canvas.parentElement.className}: ${canvas.width} x ${canvas.height}`)"""
"""Pictures of more or fewer pixels than the screen has for them: it stretches them, and their words are blurred."""
