"""Tasks that wait for a computation."""

from __future__ import annotations

import io
import re

import pandas as pd
from playwright.sync_api import expect

from compute.demo import simulated_files
from compute.study import open_study
from tests.browser.tasks import names
from tests.browser.tasks.task import task
from tests.browser.tasks.walker import PATIENCE, Walker

SAMPLES, GENES = 60, 10
TITLE = "My cohort"


def small_files() -> dict[str, str]:
    """Expression, scores and targets of a simulated cohort, cut to what takes seconds."""
    texts = simulated_files()
    table = pd.read_csv(io.StringIO(texts["simulated-expression.csv"])).head(SAMPLES)
    targets = texts["simulated-targets.txt"].split()[:GENES]
    regulators = texts["simulated-regulators.txt"].split()
    return {
        "expression.csv": table[["sample", *dict.fromkeys([*regulators, *targets])]].to_csv(index=False),
        "scores.csv": texts["simulated-scores.csv"],
        "annotation.csv": texts["simulated-annotation.csv"],
        "regulators.txt": texts["simulated-regulators.txt"],
        "targets.txt": "\n".join(targets),
    }


@task("From dropped files to a finished study", clicks=4, computes=True)
def from_files_to_a_study(walker: Walker) -> None:
    folder = walker.ground.library.folder
    before = {path.name for path in folder.iterdir()}
    walker.open("runs")
    walker.click(walker.page.get_by_role("tab", name=walker.said(names.NEW_STUDY)))
    dropped = walker.page.evaluate_handle(
        "(files) => { const data = new DataTransfer(); for (const [name, text] of files) "
        "data.items.add(new File([text], name)); return data; }",
        list(small_files().items()),
    )
    field = walker.page.get_by_text(walker.said(names.OR_DROP))
    field.dispatch_event("dragover", {"dataTransfer": dropped})
    field.dispatch_event("drop", {"dataTransfer": dropped})
    walker.clicks += 1  # a drop is as much work as a click
    report = walker.page.get_by_role("region", name=walker.said(names.REPORT_ON_FILES))
    expect(report).to_contain_text(f"{SAMPLES}")
    for file, role in (("regulators.txt", names.ROLE_REGULATORS), ("targets.txt", names.ROLE_TARGETS)):
        kind = walker.page.get_by_role("textbox", name=walker.said(names.WHAT_IT_IS, file=file))
        expect(kind).to_have_value(walker.said(role))
    for field, file in ((names.ROLE_REGULATORS, "regulators.txt"), (names.ROLE_TARGETS, "targets.txt")):
        expect(walker.field(field).last).to_have_value(re.compile(re.escape(file)))
    walker.click(walker.button(names.START))
    opened = walker.link(names.OPEN_STUDY)
    expect(opened).to_be_visible(timeout=10 * PATIENCE)
    walker.click(opened)
    expect(walker.page.get_by_role("heading", name=walker.said(names.FIRST_QUESTION))).to_be_visible(timeout=PATIENCE)
    (made,) = [path for path in folder.iterdir() if path.name not in before and path.name[0] != "."]
    study = open_study(made)
    assert (len(study.samples), len(study.targets)) == (SAMPLES, GENES)


@task("How sure are these edges? Computed from the page", clicks=1, computes=True)
def confidence_from_the_page(walker: Walker) -> None:
    path = walker.ground.without_confidence(f"unsure-{walker.look.name}")
    walker.open("explore", path.name)
    walker.click(walker.button(names.COMPUTE_CONFIDENCE))
    expect(walker.field(names.CONFIDENCE_LEAST)).to_be_enabled(timeout=10 * PATIENCE)
    expect(walker.button(names.COMPUTE_CONFIDENCE)).to_be_hidden()
    known = open_study(path).confidence
    assert known is not None
    assert known.info["pairs"] == 5
