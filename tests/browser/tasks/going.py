"""Getting about: a sample by its name, a link for somebody else, another language, the keys alone."""

from __future__ import annotations

import re

from playwright.sync_api import expect

from tests.browser.tasks import names
from tests.browser.tasks.task import task
from tests.browser.tasks.walker import Walker, visiting


@task("Where on the score is my sample?", clicks=1, keys=12)
def sample_by_name(walker: Walker) -> None:
    walker.open("explore")
    study = walker.ground.study
    at = len(study.samples) // 5
    walker.click(walker.field(names.SAMPLE))
    walker.write(study.samples[at])
    walker.press("Enter")
    strip = walker.page.get_by_role("contentinfo")
    expect(strip).to_contain_text(study.samples[at])
    expect(strip).to_contain_text(f"{study.modulator[at]:+.2f}".replace("-", "−"))


@task("The same view on somebody else’s screen", clicks=1)
def link_to_a_view(walker: Walker) -> None:
    walker.open("explore?genes=CDH1,VIM&strength=0.03")
    status = walker.page.get_by_text(shown_edges(walker)).first
    expect(status).to_be_visible()
    walker.click(walker.button(names.COPY_LINK))
    expect(walker.page.get_by_text(walker.said(names.LINK_COPIED))).to_be_visible()
    address = walker.page.evaluate("() => navigator.clipboard.readText()")
    with visiting(walker.browser, walker.look, walker.ground, walker.folder) as other:
        other.page.goto(address)
        expect(other.page.get_by_text(status.inner_text(), exact=True).first).to_be_visible()


def shown_edges(walker: Walker) -> re.Pattern[str]:
    """How the number of edges drawn is told."""
    words = walker.said(names.SHOWING, n="0", all="1")
    return re.compile(re.escape(words).replace("0", r"[\d,]+").replace("1", r"[\d,]+"))


@task("In the other language, and dark", clicks=3)
def language_and_dark(walker: Walker) -> None:
    walker.open()
    walker.click(walker.button(names.MENU))
    walker.click(walker.page.get_by_text(walker.said(names.DARK), exact=True))
    expect(walker.page.locator("html")).to_have_attribute("data-scheme", "dark")
    other, name = ("ja", "日本語") if walker.look.language == "en" else ("en", "English")
    walker.click(walker.page.get_by_text(name, exact=True))
    expect(walker.page.locator("html")).to_have_attribute("lang", other)
    expect(walker.page.locator("html")).to_have_attribute("data-scheme", "dark")


@task("Does ZEB1 repress CDH1 at the mesenchymal end? By the keys alone", clicks=0, keys=12)
def by_the_keys_alone(walker: Walker) -> None:
    walker.open()
    expect(walker.page.get_by_role("heading", level=2).first).to_be_visible()
    walker.press("/")
    walker.write("CDH1")
    walker.press("Enter")
    expect(walker.page.get_by_role("heading", name="CDH1", exact=True)).to_be_visible()
    walker.press("End")
    study = walker.ground.study
    value = study.edge("ZEB1", "CDH1")[-1]
    slider = walker.page.get_by_role("contentinfo").get_by_role("slider")
    expect(slider).to_have_attribute("aria-valuenow", str(len(study.samples) - 1))
    assert value < 0
    of_cdh1 = walker.page.locator("aside").filter(has=walker.page.get_by_role("heading", name="CDH1", exact=True))
    expect(of_cdh1.first).to_contain_text(re.compile(f"ZEB1.*{value:.2f}".replace("-", "−")))
