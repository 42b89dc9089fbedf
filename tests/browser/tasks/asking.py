"""Questions to the study: each begins on its front page."""

from __future__ import annotations

import re
from collections.abc import Mapping

from playwright.sync_api import Locator, expect

from compute.analyse import network_difference, rank_regulators, read_side
from compute.answers import Answer, answer, evidence_over_time, gene_dossier
from compute.read import read_evidence
from sign_dash.pages.compare.comparison import counts
from tests.browser.tasks import names
from tests.browser.tasks.task import task
from tests.browser.tasks.walker import Walker

LATER = 2018


def asked(walker: Walker, name: str) -> tuple[Locator, Answer]:
    """One of the study's questions on the screen, and the answer the library gives; both say the same."""
    walker.open()
    found = answer(walker.ground.study, name)
    card = walker.section(walker.told(found.question))
    expect(card).to_contain_text(walker.told(found.sentence))
    if found.confidence is not None:
        expect(card).to_contain_text(walker.told(found.confidence))
    return card, found


def follow(walker: Walker, card: Locator, page: str) -> Locator:
    """On to the page that shows more; gives that page."""
    walker.click(walker.link(names.SHOW_ON, card, page=walker.said(page)))
    shown = walker.page.get_by_role("region", name=walker.said(page), exact=True)
    expect(shown).to_be_visible()
    return shown


def expect_changes(walker: Walker, wanted: Mapping[str, int]) -> None:
    """The chips of Compare count these."""
    chips = walker.page.get_by_role("group", name=walker.said(names.KINDS))
    for kind in names.CHANGES:
        expect(
            chips.get_by_text(re.compile(f"^{re.escape(walker.said(kind))} ?{wanted[kind]:,}$")).first
        ).to_be_visible()


def changes_are_read(walker: Walker) -> None:
    """The chips of Compare count something."""
    chips = walker.page.get_by_role("group", name=walker.said(names.KINDS))
    expect(
        chips.get_by_text(re.compile(f"^{re.escape(walker.said(names.CHANGES[0]))} ?[\\d,]+$")).first
    ).to_be_visible()


@task("What changes along the score?", clicks=1)
def what_changes(walker: Walker) -> None:
    card, found = asked(walker, "changes")
    shown = follow(walker, card, names.COMPARE)
    assert found.lead is not None
    strength = float(str(found.lead.values["strength"]))
    expect(shown.get_by_label(walker.said(names.LEAST_STRENGTH), exact=True)).to_have_value(f"{strength:g}")
    study = walker.ground.study
    wanted = counts(network_difference(read_side(study, "low:10"), read_side(study, "high:10")), strength)
    expect_changes(walker, wanted)


@task("Who regulates CDH1?", clicks=1)
def who_regulates_cdh1(walker: Walker) -> None:
    card, found = asked(walker, "regulators")
    shown = follow(walker, card, names.REGULATORS)
    ranked = rank_regulators(walker.ground.study, "CDH1")
    first = shown.get_by_role("row").filter(has=walker.page.get_by_role("gridcell", name="1", exact=True)).first
    assert found.picture is not None
    expect(first).to_contain_text(str(found.picture.labels[0]))
    direct = sum(one.samples_with_edge > 0 for one in ranked)
    counted = walker.said(names.UPSTREAM, n=len(ranked), target="CDH1", direct=direct)
    expect(shown.get_by_text(counted)).to_be_visible()


@task("What does ZEB1 do, and where?", clicks=1)
def what_zeb1_does(walker: Walker) -> None:
    card, found = asked(walker, "acting")
    assert found.lead is not None
    shown = follow(walker, card, names.EXPLORE)
    out = walker.ground.study.regulator_coefficients("ZEB1")
    strongest = walker.ground.study.targets[int(out.indices[abs(out.coefficients).mean(axis=1).argmax()])]
    shown.get_by_role("tabpanel").get_by_role("grid").first.scroll_into_view_if_needed()  # below the network on a phone
    edge = shown.get_by_role("row").filter(has_text="ZEB1").filter(has_text=strongest)
    expect(edge.first).to_be_visible()


@task("How do epithelial and mesenchymal samples of one tissue differ?", clicks=1)
def ends_of_a_tissue(walker: Walker) -> None:
    card, found = asked(walker, "groups")
    shown = follow(walker, card, names.COMPARE)
    level = str(found.question.values["group"])
    for letter in "AB":
        expect(shown.get_by_role("button", name=re.compile(f"^{letter} .*{re.escape(level)}"))).to_be_visible()


@task("What explains the networks?", clicks=1)
def what_explains(walker: Walker) -> None:
    card, found = asked(walker, "components")
    shown = follow(walker, card, names.COMPONENTS)
    model = walker.ground.study.model("trip")
    expect(shown.get_by_text(f"{model.info['retained_energy']:.0%}").first).to_be_visible()
    first = shown.get_by_role("article").first
    for gene in found.picture.labels[:3]:  # type: ignore[union-attr]
        expect(first).to_contain_text(str(gene))


@task("What is known here of VIM?", clicks=1, keys=4)
def dossier_of_vim(walker: Walker) -> None:
    walker.open()
    walker.click(walker.field(names.GENE))
    walker.write("VIM")
    walker.press("Enter")
    known = gene_dossier(walker.ground.study, "VIM")
    page = walker.page.get_by_role("region", name="VIM", exact=True)
    expect(page.get_by_role("heading", name=re.compile("^VIM"), level=2)).to_be_visible()
    expect(
        page.get_by_role("heading", name=walker.said(names.REGULATORS_OF_IT, n=f"{known.regulators_count:,}"))
    ).to_be_visible()
    assert known.regulators
    row = page.get_by_role("row").nth(1)
    expect(row).to_contain_text(known.regulators[0].gene)
    expect(row).to_contain_text(f"{abs(known.regulators[0].strength):.2f}")


@task("Was it known before the data?", clicks=1, keys=6)
def evidence_by_year(walker: Walker) -> None:
    walker.open()
    year = walker.field(names.DATA_YEAR)
    walker.click(year)
    walker.press("ControlOrMeta+a")
    walker.write(str(LATER))
    walker.press("Tab")
    file = next(path for path in sorted(walker.ground.study.path.glob("*.tsv")) if path.name != "gene_names.tsv")
    study = walker.ground.study
    known = read_evidence(file, file.name).among((*study.regulators, *study.targets))
    found = evidence_over_time(study, known, LATER)
    part = walker.page.get_by_role("region", name=walker.said(names.EVIDENCE))
    expect(part).to_contain_text(walker.told(found.answer.sentence))
    part.scroll_into_view_if_needed()
