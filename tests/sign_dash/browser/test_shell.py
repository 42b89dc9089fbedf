"""The shell: pages, address, light and dark, help, phone width."""

from __future__ import annotations

from urllib.parse import urlsplit

import pytest
from playwright.sync_api import Browser, Page, expect

from compute.study import Study
from tests.sign_dash.browser.reading import extent, on_canvas, opened, place_of, rest, shown_edges
from tests.sign_dash.conftest import watching

pytestmark = pytest.mark.browser

# The colour of the upper rim of the first gene, which is in focus.
RIM = (
    "(() => { const [p, n] = [c.layout[0], c.drawing.nodes[0]];"
    "const place = [p.x * at.zoom + at.x, (p.y - n.size / 2) * at.zoom + at.y];"
    "const [x, y] = place.map((v) => Math.round(v * devicePixelRatio));"
    "return String(c.canvas.getContext('2d').getImageData(x, y, 1, 1).data); })()"
)


# Two changes of one component, one after the other; whether its text has been drawn before anything else happens.
CHANGE = """async ([id, text, name]) => {
  const words = { namespace: "dash_html_components", type: "Span", props: { children: text } };
  dash_clientside.set_props(id, { children: [words] });
  dash_clientside.set_props(id, { className: name });
  for (let turn = 0; turn < 20; turn++) await null;
  return document.getElementById(id).textContent === text;
}"""


def test_a_page_out_of_view_is_drawn_a_moment_later_with_all_that_changed(page: Page, address: str) -> None:
    opened(page, address)
    page.get_by_role("link", name="Compare").click()
    panel, selected = page.get_by_role("region", name="Compare"), page.locator("#compare-selected")
    expect(panel).to_be_visible()
    rest(page)
    assert page.evaluate(CHANGE, ["compare-selected", "in view", "first"])
    page.get_by_role("link", name="Explore").click()
    expect(panel).to_be_hidden()
    rest(page)
    assert not page.evaluate(CHANGE, ["compare-selected", "out of view", "second"])
    expect(selected).to_have_text("out of view")  # though nobody goes there
    expect(selected).to_have_class("second")
    assert not page.evaluate(CHANGE, ["compare-selected", "back in view", "third"])
    page.get_by_role("link", name="Compare").click()
    expect(panel).to_be_visible()
    expect(selected).to_have_text("back in view")
    expect(selected).to_have_class("third")


def test_pages_change_and_the_strip_stays(page: Page, address: str) -> None:
    opened(page, address)
    page.get_by_role("link", name="Components").click()
    expect(page.get_by_role("region", name="Components")).to_be_visible()
    expect(page.get_by_role("region", name="Explore")).to_be_hidden()
    expect(page.get_by_role("slider", name="EMT score")).to_be_visible()
    page.go_back()
    expect(page.get_by_role("region", name="Explore")).to_be_visible()


def test_a_page_opened_first_draws_the_other_when_it_comes_into_view(page: Page, address: str) -> None:
    page.goto(f"{address}/components")
    expect(page.get_by_role("region", name="Components")).to_be_visible()
    rest(page)
    page.get_by_role("link", name="Explore").click()
    page.wait_for_function("() => signdash.network.snapshot('network') !== null")
    width, span = extent(page)
    assert 0.3 * width < span <= width


def test_the_address_restores_the_view(page: Page, chromium: Browser, address: str, study: Study) -> None:
    opened(page, address)
    page.get_by_role("slider", name="EMT score").press("Home")
    page.locator("#reach").get_by_text("2", exact=True).click()
    page.get_by_label("Strength at least", exact=True).fill("0.07")
    rest(page)
    page.wait_for_function(
        "() => { const s = signdash.network.snapshot('network'); return s?.cutoff === 0.07 && s.reach === 2; }"
    )
    page.wait_for_function("() => ['strength=0.07', 'reach=2'].every((part) => location.search.includes(part))")
    said = page.locator("#network-status").inner_text()
    with watching(chromium) as second:
        opened(second, page.url)
        expect(second.locator("#network-status")).to_have_text(said)
        expect(second.get_by_role("slider", name="EMT score")).to_have_attribute("aria-valuenow", "0")
        expect(second.get_by_label("Strength at least", exact=True)).to_have_value("0.07")


def test_what_the_study_is_and_how_it_was_made_is_told(page: Page, address: str, study: Study) -> None:
    opened(page, address)
    page.get_by_role("button", name="About this study").click()
    about = page.get_by_role("region", name="About this study")
    expect(about).to_be_visible()
    expect(about).to_contain_text(f"{study.info.coefficients:,} coefficients")
    expect(about).to_contain_text(f"all {study.info.fits:,} converged")
    assert study.info.notes
    for note in study.info.notes:
        expect(about).to_contain_text(str(note))
    page.keyboard.press("Escape")
    expect(about).to_be_hidden()
    expect(page.get_by_role("button", name="About this study")).to_be_focused()


def test_an_unknown_sample_in_the_address_is_said(page: Page, address: str) -> None:
    opened(page, f"{address}/?sample=NOSUCH")
    expect(page.get_by_role("alert").filter(has_text="NOSUCH")).to_be_visible()


def test_an_unknown_gene_in_the_address_is_said(page: Page, address: str) -> None:
    opened(page, f"{address}/?genes=NOSUCH,CDH1")
    expect(page.get_by_role("alert").filter(has_text="NOSUCH")).to_be_visible()
    expect(page.locator(".focus-genes")).to_contain_text("CDH1")


def test_simulated_data_carry_the_badge_on_every_page(page: Page, address: str) -> None:
    opened(page, address)
    for name in ("Explore", "Components"):
        page.get_by_role("link", name=name).click()
        expect(page.get_by_role("banner").get_by_text("Simulated")).to_be_visible()


def test_dark_mode_reaches_page_and_canvas_and_is_remembered(page: Page, address: str) -> None:
    opened(page, address)
    light = on_canvas(page, RIM)
    page.get_by_role("button", name="Session, appearance, language").click()
    page.get_by_role("radiogroup", name="Light or dark").get_by_text("Dark").click()
    expect(page.locator("html")).to_have_attribute("data-scheme", "dark")
    expect(page.locator(".ag-root-wrapper").first).to_have_css("color-scheme", "dark")  # of its scroll bars
    page.wait_for_function(
        f"(light) => {{ const c = signdash.network.canvas('network'), at = c.view.of(c.canvas);"
        f"return {RIM} !== light; }}",
        arg=light,
    )
    opened(page, address)
    expect(page.locator("html")).to_have_attribute("data-scheme", "dark")
    page.wait_for_function("() => signdash.network.canvas('network').painted > 0")
    assert shown_edges(page)


def test_question_mark_opens_the_shortcuts(page: Page, address: str) -> None:
    opened(page, address)
    page.keyboard.press("?")
    dialog = page.get_by_role("dialog", name="Keyboard shortcuts")
    expect(dialog).to_be_visible()
    page.keyboard.press("Escape")
    expect(dialog).to_be_hidden()


def test_shortcuts_walk_without_the_slider_in_focus(page: Page, address: str) -> None:
    opened(page, address)
    thumb = page.get_by_role("slider", name="EMT score")
    page.keyboard.press("Home")
    expect(thumb).to_have_attribute("aria-valuenow", "0")
    page.keyboard.press("4")
    expect(page.get_by_role("region", name="Components")).to_be_visible()
    page.keyboard.press("ArrowRight")
    expect(thumb).to_have_attribute("aria-valuenow", "1")


def test_the_network_is_fitted_to_the_window_until_somebody_chooses_the_view(page: Page, address: str) -> None:
    opened(page, address)

    def spans() -> float:
        width, span = extent(page)
        return span / width

    page.set_viewport_size({"width": 1000, "height": 700})
    rest(page)
    assert 0.3 < spans() < 1
    box = page.locator("#network").bounding_box()
    assert box
    page.mouse.move(box["x"] + box["width"] / 2, box["y"] + box["height"] / 2)
    page.mouse.wheel(0, -600)
    rest(page)
    chosen = spans()
    assert chosen > 1.2
    page.set_viewport_size({"width": 1100, "height": 760})
    rest(page)
    assert spans() > 1.2
    page.get_by_role("button", name="Fit").first.click()
    rest(page)
    assert 0.3 < spans() < 1


@pytest.mark.parametrize("width", [390, 1280, 1920])
def test_nothing_sticks_out_sideways(chromium: Browser, address: str, width: int) -> None:
    with watching(chromium, viewport={"width": width, "height": 844}) as page:
        opened(page, address)
        assert page.evaluate("() => document.documentElement.scrollWidth") <= width


def test_everything_is_named(page: Page, address: str) -> None:
    """Every control in view has an accessible name."""
    opened(page, address)
    nameless = page.evaluate(
        "() => Array.from(document.querySelectorAll('button, input, select, a[href], [role=slider], [role=tab]'))"
        ".filter((e) => e.offsetParent && e.type !== 'hidden' && e.tabIndex >= 0)"
        ".filter((e) => !(e.getAttribute('aria-label') || e.getAttribute('aria-labelledby') || e.textContent.trim()"
        "|| e.title || (e.labels && e.labels.length)))"
        ".map((e) => e.outerHTML.slice(0, 160))"
    )
    assert nameless == []


@pytest.mark.slow
def test_the_tour_is_offered_once_led_by_the_keyboard_and_repeated_from_the_help(
    chromium: Browser, address: str
) -> None:
    with watching(chromium, first_visit=True) as page:
        page.clock.install()  # its time passes as usual, and is put on where nothing is to come of it
        page.goto(f"{address}/?reach=1")  # a view was asked for: no tour comes between
        page.wait_for_function("() => signdash.pages.at && signdash.strip.cohort")
        page.clock.fast_forward(5_000)
        tour = page.get_by_role("dialog", name="The score orders everything")
        expect(tour).to_be_hidden()
        page.goto(address)
        expect(tour).to_be_visible()
        expect(page.get_by_role("button", name="Next")).to_be_focused()
        page.keyboard.press("Tab")
        expect(page.get_by_role("button", name="Skip the tour")).to_be_focused()
        page.keyboard.press("Shift+Tab")
        page.keyboard.press("Enter")
        expect(page.get_by_role("dialog", name="The network of one sample")).to_be_visible()
        for _ in range(10):
            if page.get_by_role("button", name="Done").is_visible():
                break
            page.keyboard.press("ArrowRight")
        page.get_by_role("button", name="Done").click()
        expect(page.locator(".tour-box")).to_have_count(0)
        page.goto(address)
        page.wait_for_function("() => signdash.pages.at && signdash.strip.cohort")
        page.clock.fast_forward(5_000)
        expect(tour).to_be_hidden()
        page.get_by_role("button", name="Keyboard shortcuts").click()
        page.get_by_role("button", name="Take the tour").click()
        expect(tour).to_be_visible()
        expect(page.get_by_role("button", name="Next")).to_be_focused()
        page.keyboard.press("Escape")
        expect(page.locator(".tour-box")).to_have_count(0)


@pytest.mark.parametrize("path", ["compare", "components", "components/", "regulators"])
def test_a_link_to_a_page_stays_there_at_the_first_visit(chromium: Browser, address: str, path: str) -> None:
    with watching(chromium, first_visit=True) as page:
        page.clock.install()
        page.goto(f"{address}/{path}")
        page.wait_for_function("() => signdash.pages.at && signdash.strip.cohort")
        page.clock.fast_forward(5_000)  # the tour would have begun, on Explore
        expect(page.locator(".tour-box")).to_have_count(0)
        assert urlsplit(page.url).path == f"/{path}"
        name = path.rstrip("/")
        expect(page.locator(f"#page-{name}")).to_be_visible()
        expect(page.locator("[aria-current=page]")).to_have_attribute("id", f"link-{name}")


def test_the_keyboard_alone_reaches_pages_and_tools_with_a_visible_focus(page: Page, address: str) -> None:
    opened(page, address)
    reached = []
    for _ in range(26):
        page.keyboard.press("Tab")
        reached.append(
            page.evaluate(
                "() => { const e = document.activeElement; const s = getComputedStyle(e);"
                "const p = getComputedStyle(e.parentElement);"
                "return [e.getAttribute('aria-label') || e.textContent.trim(),"
                "s.outlineStyle !== 'none' || s.boxShadow !== 'none' || s.borderColor !== p.borderColor]; }"
            )
        )
    names = [name for name, _ in reached]
    assert names[0] == "Skip to the page"
    for wanted in ("Explore", "Components", "Regulators", "Find a gene", "Keyboard shortcuts", "Genes in focus"):
        assert wanted in names
    assert [name for name, visible in reached if not visible] == []


def test_the_projector_enlarges_everything_in_place_and_is_remembered(page: Page, address: str) -> None:
    opened(page, address)
    before = page.get_by_role("link", name="Explore").bounding_box()
    page.get_by_role("button", name="Session, appearance, language").click()
    page.get_by_role("radiogroup", name="Text size").get_by_text("Projector").click()
    page.keyboard.press("Escape")
    after = page.get_by_role("link", name="Explore").bounding_box()
    assert before
    assert after
    assert after["height"] > 1.15 * before["height"]
    opened(page, address)
    assert page.evaluate("() => document.documentElement.scrollWidth <= innerWidth")
    assert page.evaluate("() => document.documentElement.scrollHeight <= innerHeight")
    # the pointer still finds what it points at
    slider = page.get_by_role("slider", name="EMT score")
    area = slider.bounding_box()
    assert area
    page.mouse.click(area["x"] + 3, area["y"] + area["height"] / 2)
    expect(slider).to_have_attribute("aria-valuenow", "0")
    x, y = place_of(page, "CDH1")
    page.mouse.click(x, y)
    expect(page.get_by_role("heading", name="CDH1", exact=True)).to_be_visible()
