"""What is said of a confidence that is not there yet; and in a browser, how it gets there."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import Page, expect

from compute.errors import UserError
from compute.jobs import JobState
from compute.methods.network_profiler.settings import Settings
from compute.runs import confidence_request
from compute.settings import plain_settings
from compute.study import Study, open_study
from sign_dash.pages.explore.offer.jobs import can_be_computed, offer_words
from sign_dash.server.library import Library
from tests.made import made_with
from tests.sign_dash.pages.data.conftest import offering
from tests.sign_dash.planted import Planted, plant
from tests.sign_dash.sure import with_confidence

WAIT = 150_000


def job(state: Any, plan: bool, **more: Any) -> JobState:
    return JobState("0" * 16, Path("x"), {"plan": plan}, state, **more)


def test_only_a_study_without_confidence_has_an_offer(study: Study, planted: Planted, tmp_path: Path) -> None:
    assert can_be_computed(study)
    assert not can_be_computed(with_confidence(planted, tmp_path / "sure"))


def test_a_request_names_the_study_and_refuses_one_pair(tmp_path: Path) -> None:
    asked = confidence_request(tmp_path, 3, 2)
    assert asked["study"] == str(tmp_path.resolve())
    assert (asked["resampling"]["pairs"], asked["workers"], asked["plan"]) == (3, 2, False)
    with pytest.raises(UserError, match="At least 2 pairs"):
        confidence_request(tmp_path, 1, 2)


def test_words_follow_the_job() -> None:
    assert "Confidence not computed" in offer_words(None)[0]
    assert "Timing a sample" in offer_words(job("running", True))[0]
    under_way = offer_words(job("running", False, stage="confidence", done=12, total=240, seconds_left=90.0))[0]
    assert "12 of 240" in under_way
    assert "1 min 30 s left" in under_way
    assert "finished subsamples are kept" in offer_words(job("stopped", False))[0]
    assert offer_words(job("broken", False))[1] == "alert"


@pytest.mark.browser
@pytest.mark.slow
def test_a_study_says_what_confidence_takes_computes_it_and_shows_it(page: Page, tmp_path: Path) -> None:
    (tmp_path / "studies").mkdir()
    settings = Settings(bandwidth=0.5, l1_count=8, l2_grid=(1.0,), reweight=False, center="cohort")
    plant(tmp_path / "studies" / "bare", targets=12, method=made_with(plain_settings(settings)))
    library = Library(tmp_path / "studies", [tmp_path / "studies" / "bare"])
    with offering(library, tmp_path / "cache") as address:
        page.goto(f"{address}/study/bare/")
        expect(page.get_by_text("Confidence not computed")).to_be_visible()
        page.get_by_role("textbox", name="Pairs of halves").fill("2")
        page.get_by_role("button", name="Estimate run time").click()
        expect(page.get_by_text("estimated again from 80 subsamples of the cohort")).to_be_visible(timeout=WAIT)
        page.get_by_role("button", name="Compute confidence").click()
        expect(page.get_by_role("button", name="Stop")).to_be_visible()
        status = page.get_by_role("status").filter(has_text="expected to be found again")
        expect(status).to_be_visible(timeout=WAIT)  # the page came anew by itself
        expect(page.get_by_role("textbox", name="Confidence at least")).to_be_enabled()
        expect(page.get_by_text("Confidence not computed")).to_be_hidden()
    known = open_study(tmp_path / "studies" / "bare").confidence
    assert known is not None
    assert known.info["pairs"] == 2
